"""Comparisons and conditions: true, false, or not evaluated where an operand is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, gt, le, lt, ne
from typing import Any

from openssi.expressions import syntax as tree
from openssi.expressions.cells import Value
from openssi.expressions.evaluation import Compiler, Evaluator, Scope
from openssi.expressions.growth import only_grows
from openssi.expressions.python.sums import function_turns, units
from openssi.expressions.substitution import Meant, with_values

_TESTS: dict[str, Callable[[Any, Any], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}


def comparison(compiler: Compiler, node: tree.Comparison) -> Evaluator:
    """Return a function that tests a chain of comparisons."""
    operands = [compiler.value(each) for each in node.operands]
    if len(operands) == 2 and not any(counts_terms(compiler, each) for each in node.operands):
        return _of_two(node.operators[0], *operands)
    grows = [only_grows(each) for each in node.operands]

    def test(scope: Scope) -> Value:
        account = scope.account
        values: list[Value] = []
        incomplete: list[bool] = []
        before = account.n_terms
        read = account.cells
        for operand in operands:
            seen = account.incomplete
            values.append(operand(scope))
            incomplete.append(account.incomplete > seen)
            if len(values) == 1:
                account.n_terms = account.cells - read
        account.n_terms = before
        return _verdict(node.operators, values, _Doubt(incomplete, grows), scope)

    return test


def counts_terms(compiler: Compiler, operand: tree.Expression) -> bool:
    """Whether an operand may hold a sum with missing terms, or asks how many terms there are."""
    items = compiler.questionnaire.items
    for part in operand.walk():
        if isinstance(part, tree.Call) and part.name not in WITHOUT_TERMS:
            return True
        if isinstance(part, tree.Name) and part.id not in compiler.plain_names:
            return True
        if isinstance(part, tree.Reference) and part.item in items and items[part.item].formula:
            return True
    return False


WITHOUT_TERMS = frozenset({
    "abs", "min", "max", "coalesce", "status", "log10", "multiplier", "unit_mult", "currency", "prefill", "repeated",
    "round_run", "robust_z",
})  # fmt: skip
"""Functions that add nothing up, so that no term of theirs may be missing."""


def _of_two(operator: str, left: Evaluator, right: Evaluator) -> Evaluator:
    def test(scope: Scope) -> Value:
        first = left(scope)
        return _holds(operator, first, right(scope)) if first is not None else None

    return test


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Which operands are sums that lack terms, and which can only become larger when these come in."""

    incomplete: Sequence[bool]
    grows: Sequence[bool]

    def is_broken_anyway(self, at: int, operator: str) -> bool:
        """Whether more terms could only widen the breach: what is incomplete is already above its upper bound."""
        left, right = self.incomplete[at : at + 2]
        if not left and not right:
            return True
        above = at if operator in {"<", "<="} else at + 1 if operator in {">", ">="} else None
        return above is not None and left is not right and self.incomplete[above] and self.grows[above]


def _verdict(operators: Sequence[str], values: Sequence[Value], doubt: _Doubt, scope: Scope) -> Value:
    results = [_holds(operator, *values[at : at + 2]) for at, operator in enumerate(operators)]
    if any(doubt.incomplete):
        pairs = enumerate(zip(operators, results, strict=True))
        certain = any(told is False and doubt.is_broken_anyway(at, sign) for at, (sign, told) in pairs)
        scope.account.uncertain |= not certain
    return conjunction(results)


def _holds(operator: str, left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    if operator in {"=", "!="}:
        return _TESTS[operator](left, right)
    if isinstance(left, Decimal) and isinstance(right, Decimal):
        return _TESTS[operator](left, right)
    # Dates and codes that are text are ordered as text; anything else has no order.
    return _TESTS[operator](left, right) if isinstance(left, str) and isinstance(right, str) else None


def membership(compiler: Compiler, node: tree.Membership) -> Evaluator:
    """Return a function that tests whether a value is in a set."""
    value, container = compiler.value(node.value), compiler.value(node.container)

    def test(scope: Scope) -> Value:
        found, among = value(scope), container(scope)
        if found is None or among is None:
            return None
        members = among if isinstance(among, frozenset) else frozenset({among})
        inside = found <= members if isinstance(found, frozenset) else found in members
        return inside is not node.negated

    return test


def subset(compiler: Compiler, node: tree.Subset) -> Evaluator:
    """Return a function that tests whether a set lies within another."""
    left, right = compiler.value(node.left), compiler.value(node.right)

    def test(scope: Scope) -> Value:
        part, whole = left(scope), right(scope)
        return part <= whole if isinstance(part, frozenset) and isinstance(whole, frozenset) else None

    return test


def negation(compiler: Compiler, node: tree.Not) -> Evaluator:
    """Return a function that turns a condition round; what is not evaluated stays so."""
    operand = compiler.value(node.operand)

    def test(scope: Scope) -> Value:
        told = operand(scope)
        return (not told) if isinstance(told, bool) else None

    return test


def logical(compiler: Compiler, node: tree.Logical) -> Evaluator:
    """Return a function for `and`, `or` and `=>`: one side that is not evaluated leaves it to the other."""
    left, right = compiler.value(node.left), compiler.value(node.right)
    settles, turned = {"and": (False, False), "or": (True, False), "=>": (True, True)}[node.operator]

    def test(scope: Scope) -> Value:
        first = left(scope)
        if turned and isinstance(first, bool):
            first = not first
        if first is settles:
            return settles
        second = right(scope)
        if second is settles:
            return settles
        return None if first is None or second is None else not settles

    return test


def conjunction(results: Sequence[Value]) -> Value:
    """Return false if one is false, else none if one is not evaluated, else true."""
    if any(each is False for each in results):
        return False
    return None if any(each is None for each in results) else True


def disjunction(results: Sequence[Value]) -> Value:
    """Return true if one is true, else none if one is not evaluated, else false."""
    if any(each is True for each in results):
        return True
    return None if any(each is None for each in results) else False


def over_units(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function for `any_S`, `all_S`, `any_B`, `all_B`, `max_B` and `set`."""
    value = compiler.value(node.arguments[0])
    members = units(compiler, node)
    settle = _SETTLED[node.name.partition("_")[0]]

    def test(scope: Scope) -> Value:
        chosen = members(scope)
        return None if chosen is None else settle([value(each) for each in chosen[0]])

    return test


def _largest(values: Sequence[Value]) -> Value:
    return max((each for each in values if isinstance(each, Decimal)), default=None)


def _united(values: Sequence[Value]) -> Value:
    found: set[str] = set()
    for each in values:
        # A text may name several, as the predecessors of a scheme do.
        found |= each if isinstance(each, frozenset) else set(str(each).split()) if each is not None else set()
    return frozenset(found)


_SETTLED: dict[str, Callable[[Sequence[Value]], Value]] = {
    "any": disjunction,
    "all": conjunction,
    "max": _largest,
    "set": _united,
}


def counted(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function that counts the members for which a condition holds."""
    results = _each(compiler, node.each, node.arguments[0])

    def count(scope: Scope) -> Value:
        told = results(scope)
        return Decimal(sum(each is True for each in told)) if any(each is not None for each in told) else None

    return count


def quantified(compiler: Compiler, node: tree.Quantified) -> Evaluator:
    """Return a function for `for c in {..}: ...` and `exists c in {..}: ...`."""
    results = _each(compiler, node.each, node.body)
    settle = conjunction if node.quantifier == "for" else disjunction
    return lambda scope: settle(results(scope))


def _each(compiler: Compiler, each: tree.Each | None, body: tree.Expression) -> Callable[[Scope], Sequence[Value]]:
    if each is None:
        value = compiler.value(body)
        return lambda scope: [value(scope)]
    name = each.name
    fixed = _fixed_members(each.container)
    if fixed:
        tests = [compiler.value(with_values(body, {name: member})) for member in fixed]
        return lambda scope: [test(scope) for test in tests]
    compiler.plain_names.add(name)
    test = compiler.value(body)
    compiler.plain_names.discard(name)
    members = _members(compiler, each.container)
    return lambda scope: [test(scope.naming(name, member)) for member in members(scope)]


def _fixed_members(container: tree.Expression) -> list[Meant]:
    """Return the members of a set that is written out in numbers and codes, else none."""
    members = container.members if isinstance(container, tree.SetOf) else ()
    found = [each.value if isinstance(each, tree.Number) else each.id for each in members if _is_fixed(each)]  # type: ignore[attr-defined]
    return found if len(found) == len(members) else []


def _is_fixed(member: tree.Expression) -> bool:
    return isinstance(member, tree.Number | tree.Code)


def _members(compiler: Compiler, container: tree.Expression) -> Callable[[Scope], Sequence[Value]]:
    if isinstance(container, tree.Code) and container.id.startswith("CL_"):
        codes = compiler.codes(container.id)
        return lambda _: codes
    if isinstance(container, tree.SetOf):
        listed = [compiler.value(each) for each in container.members]
        return lambda scope: [each(scope) for each in listed]
    value = compiler.value(container)

    def members(scope: Scope) -> Sequence[Value]:
        found = value(scope)
        return sorted(found) if isinstance(found, frozenset) else []

    return members


def for_each_function(compiler: Compiler, node: tree.Expression) -> Evaluator:
    """Return a function that tests a condition on `f` for every function."""
    test, turns = compiler.value(node), function_turns(compiler)
    return lambda scope: conjunction([told for each in turns(scope) if (told := test(each)) is not None] or [None])
