"""Sums, and what becomes of them when a term is missing (INQUIRY, section 0, missing terms)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openssi.expressions import syntax as tree
from openssi.expressions.cells import Cells, Value
from openssi.expressions.evaluation import (
    HELD,
    Account,
    Compiler,
    Evaluator,
    Local,
    Presence,
    Scope,
    Term,
    TermEvaluator,
    number,
)
from openssi.expressions.format import format_expression
from openssi.expressions.functions import DERIVED_AGES
from openssi.expressions.names import free_names
from openssi.expressions.syntax import Expression

Turns = Callable[[Scope], Sequence[Scope]]

_ZERO = Decimal(0)
LOST = frozenset({Presence.MISSING, Presence.REQUIRED})
"""What makes a chain missing."""


def signed_terms(node: Expression) -> Iterator[tuple[int, Expression]]:
    """Iterate over the terms of a chain of `+` and `-` with their signs; what stands in brackets is one term."""
    chain = []
    while isinstance(node, tree.Arithmetic) and node.operator in {"+", "-"}:
        chain.append((1 if node.operator == "+" else -1, node.right))
        node = node.left
    yield 1, node
    yield from reversed(chain)


def chain_term(compiler: Compiler, node: Expression) -> TermEvaluator:
    """Return a function that adds a chain of `+` and `-`; an empty optional term that is added counts as nil."""
    parts = list(signed_terms(node))
    terms = [(sign, compiler.term(part)) for sign, part in parts]
    both_sexes = both_sexes_in([part for _, part in parts])

    def add(scope: Scope) -> Term:
        found = [(sign, *term(scope)) for sign, term in terms]
        presences = [in_chain(sign, presence, both_sexes=both_sexes) for sign, _, presence in found]
        return _settle([(value or _ZERO) * sign for sign, value, _ in found], presences)

    return add


def plain_chain(compiler: Compiler, node: Expression) -> Evaluator | None:
    """Return a function that adds numbers of which none is a cell, none where one may be."""
    parts = list(signed_terms(node))
    if not all(is_plain(part) for _, part in parts):
        return None
    terms = [(sign, compiler.value(part)) for sign, part in parts]

    def add(scope: Scope) -> Value:
        total = _ZERO
        for sign, term in terms:
            found = number(term(scope))
            if found is None:
                return None
            total = total + found if sign > 0 else total - found
        return total

    return add


def is_plain(part: Expression) -> bool:
    """Whether a term of a chain is a number of which no cell may be missing in a way of its own."""
    if isinstance(part, tree.Arithmetic):
        return part.operator not in {"+", "-"}
    if isinstance(part, tree.Call):
        return part.name != "coalesce"
    return isinstance(part, tree.Number | tree.Name | tree.Negative | tree.Conditional)


def both_sexes_in(parts: Sequence[Expression]) -> bool:
    """Whether men and women are both among the terms of a chain, so that those of unknown sex may be left out."""
    references = [part for part in parts if isinstance(part, tree.Reference)]
    sexes = {each.id for part in references for each in part.index if isinstance(each, tree.Code)}
    return {"M", "F"} <= sexes


def in_chain(sign: int, presence: Presence, *, both_sexes: bool) -> Presence:
    """Return how a term counts in a chain: what is taken away cannot be left out."""
    if presence is Presence.UNKNOWN_SEX:
        return Presence.UNANSWERED if both_sexes else Presence.REQUIRED
    if presence is Presence.UNANSWERED and sign < 0:
        return Presence.REQUIRED
    return presence


def _settle(values: Sequence[Decimal], presences: Sequence[Presence]) -> Term:
    if any(each in LOST for each in presences):
        return None, Presence.REQUIRED
    if Presence.ELSEWHERE in presences and Presence.INCLUDING not in presences:
        return None, Presence.MISSING
    if all(each in {Presence.UNANSWERED, Presence.CONSTANT} for each in presences):
        constant = all(each is Presence.CONSTANT for each in presences)
        return (sum(values, _ZERO), Presence.CONSTANT) if constant else (None, Presence.UNANSWERED)
    return sum(values, _ZERO), Presence.PRESENT


def over_units(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function that adds over schemes or benefits: the known terms, with an account of those missing.

    A sum of answers about schemes and benefits is remembered with its account: many formulas share it.
    """
    term = compiler.term(node.arguments[0])
    members = units(compiler, node)

    def total(scope: Scope) -> Value:
        chosen = members(scope)
        if chosen is None:
            return None
        matched, doubtful = chosen
        return _known_terms([term(each) for each in matched], doubtful, scope)

    return _remembered_sum(compiler, node, total) if _is_of_units(node, inner=False) else total


def _remembered_sum(compiler: Compiler, node: tree.Call, total: Evaluator) -> Evaluator:
    by_sex, names, token = _is_by_sex(compiler, node), sorted(free_names(node)), format_expression(node)

    def remember(scope: Scope) -> Value:
        given = tuple(scope.names.get(each) for each in names)
        if any(isinstance(each, Local) for each in given) or scope.cells.current is not None:
            return total(scope)
        memory, key = scope.cells.memory(by_sex=by_sex), (token, given, tuple(scope.turn.items()))
        found: tuple[Value, Account] | None = memory.get(key)
        if found is None:
            account = Account(reads=[])
            found = (total(Scope(scope.cells, scope.names, scope.turn, account)), account)
            memory[key] = found
        scope.account.include(found[1])
        return found[0]

    return remember


def _is_by_sex(compiler: Compiler, node: Expression) -> bool:
    items = compiler.questionnaire.items
    return any("SEX" in items[item].breakdowns for item in node.items() if item in items)


def _known_terms(terms: Sequence[Term], doubtful: int, scope: Scope) -> Value:
    if not terms and not doubtful:
        return _ZERO
    presences = [presence for _, presence in terms]
    lost = set(LOST) | ({Presence.ELSEWHERE} if Presence.INCLUDING not in presences else set())
    missing = doubtful + sum(each in lost or each is Presence.UNKNOWN_SEX for each in presences)
    account = scope.account
    account.terms += len(terms) + doubtful
    account.missing += missing
    if missing:
        account.incomplete += 1
    if not any(each in HELD or each in {Presence.NIL, Presence.CONSTANT} for each in presences):
        return None
    return sum((value for value, _ in terms if value is not None), _ZERO)


def units(compiler: Compiler, node: tree.Call) -> Callable[[Scope], tuple[list[Scope], int] | None]:
    """Return a function that gives the schemes or benefits that pass the filter, and how many could not be told.

    It gives none where no scheme or benefit is reported at all.
    """
    choice = _choice(compiler, node)
    by_scheme = node.name.endswith("S")
    with_country = node.name == "any_S" and any(item.startswith("L.") for item in node.items())

    def choose(scope: Scope) -> tuple[list[Scope], int] | None:
        cells: list[Cells] = list(scope.cells.schemes() if by_scheme else scope.cells.benefits())
        if with_country:
            cells.append(scope.cells.country())
        if not cells:
            return None
        if choice is None:
            return [scope.at(each) for each in cells], 0
        chosen = choice(scope, cells)
        return [scope.at(cells[at]) for at in chosen.places], chosen.doubtful

    return choose


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Which members pass a filter, by their places, and of how many that could not be told."""

    places: tuple[int, ...]
    doubtful: int


_Choice = Callable[[Scope, Sequence[Cells]], _Chosen]


def _choice(compiler: Compiler, node: tree.Call) -> _Choice | None:
    """Return a function that filters members, none where there is no filter.

    What a filter of answers about schemes and benefits gives is remembered: formulas share filters, and sexes share
    those that look at nothing that is asked by sex.
    """
    if node.filter is None:
        return None
    keep = compiler.value(node.filter)

    def choose(scope: Scope, members: Sequence[Cells]) -> _Chosen:
        account = scope.account
        cells_read, reads, account.reads = account.cells, account.reads, None
        told = [keep(scope.at(each)) for each in members]
        account.cells, account.reads = cells_read, reads
        return _Chosen(tuple(at for at, each in enumerate(told) if each is True), sum(each is None for each in told))

    return _remembered(compiler, node, choose)


def _remembered(compiler: Compiler, node: tree.Call, choose: _Choice) -> _Choice:
    if node.filter is None or not _is_of_units(node.filter):
        return choose
    by_sex, names = _is_by_sex(compiler, node.filter), sorted(free_names(node.filter))
    token = (node.name.endswith("S"), format_expression(node.filter))

    def remember(scope: Scope, members: Sequence[Cells]) -> _Chosen:
        given = tuple(scope.names.get(each) for each in names)
        if any(isinstance(each, Local) for each in given) or scope.cells.current is not None:
            return choose(scope, members)
        memory = scope.cells.memory(by_sex=by_sex)
        key = (token, len(members), given, tuple(scope.turn.items()))
        found: _Chosen = memory.get(key) or memory.setdefault(key, choose(scope, members))
        return found

    return remember


_SIMPLE = frozenset({"null", "coalesce"})


def _is_of_units(expression: Expression, *, inner: bool = True) -> bool:
    """Whether an expression looks only at answers about schemes and benefits, which nothing computed changes.

    A function inside might look further. With `inner`, the expression itself must be none either.
    """
    calls = [each for each in expression.walk() if isinstance(each, tree.Call)]
    inside = calls if inner else calls[1:]
    named = {item for item in expression.items() if not item.startswith(("S.", "B."))}
    return not named and all(each.name in _SIMPLE and not each.lag for each in inside)


def over_codes(compiler: Compiler, node: tree.Call) -> Evaluator:
    """Return a function that adds over functions or age bands."""
    term = compiler.term(node.arguments[0])
    keep = compiler.value(node.filter) if node.filter is not None else None
    turns = function_turns(compiler) if node.name == "sum_func" else _age_turns(compiler)
    # A scheme serves few functions, so an empty one is nil; an empty age band is a gap in the identity.
    nil = {Presence.UNANSWERED, Presence.UNKNOWN_SEX} | ({Presence.REQUIRED} if node.name == "sum_func" else set())

    def total(scope: Scope) -> Value:
        found = [term(each) for each in turns(scope) if keep is None or keep(each) is True]
        presences = [Presence.UNANSWERED if presence in nil else presence for _, presence in found]
        return _settle([value or _ZERO for value, _ in found], presences)[0]

    return total


def function_turns(compiler: Compiler) -> Turns:
    """Return a function that gives a scope for each function, `f` being its name."""
    codes = compiler.codes("CL_FUNC")

    def turns(scope: Scope) -> Sequence[Scope]:
        return [scope.taking_turns("FUNC", code).naming("f", code) for code in codes]

    return turns


def _age_turns(compiler: Compiler) -> Turns:
    bands = [code for code in compiler.codes("CL_AGE") if code not in DERIVED_AGES]

    def turns(scope: Scope) -> Sequence[Scope]:
        return [scope.taking_turns("AGE", band) for band in bands]

    return turns
