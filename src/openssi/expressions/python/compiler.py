"""Tree to Python functions, part by part. Nothing is ever executed as text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from openssi.expressions import syntax as tree
from openssi.expressions.cells import Cells, Value
from openssi.expressions.evaluation import Account, Evaluator, Local, Presence, Scope, Term, TermEvaluator, number
from openssi.expressions.functions import ALL_FACTS, FUNCTIONS, METADATA
from openssi.expressions.names import free_names, is_condition, suggestion
from openssi.expressions.parser import parse
from openssi.expressions.python import conditions, sums
from openssi.expressions.python.functions import CALLS
from openssi.expressions.python.references import reference, reference_term
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation, Place

_NOTHING: Mapping[str, CodeList] = MappingProxyType({})
_NO_TURN: Mapping[str, str] = MappingProxyType({})
_NO_NAMES: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an expression gives, and how sure it is.

    Attributes:
        value: Its value.
        terms: Terms of its sums over schemes and benefits.
        missing: How many of these are missing; the value is that of the others.
        uncertain: Whether it is a comparison that missing terms could turn round.
        reads: The answers that it rests on, each once, in the order in which they were read; of `trace` alone.
    """

    value: Value
    terms: int = 0
    missing: int = 0
    uncertain: bool = False
    reads: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class Compiled:
    """An expression ready to be evaluated on cells."""

    evaluator: Evaluator
    names: Mapping[str, Value]

    def __call__(self, cells: Cells) -> Value:
        """Return the value, none where it is missing or not evaluated."""
        return self._value(cells, _NO_NAMES, Account())

    def outcome(self, cells: Cells, names: Mapping[str, Value] = MappingProxyType({})) -> Outcome:
        """Return the value with the account of the missing terms; `names` are values of names for this once."""
        account = Account()
        value = self._value(cells, names, account)
        return Outcome(value, account.terms, account.missing, account.uncertain)

    def trace(self, cells: Cells) -> Outcome:
        """Return the value with the account of the missing terms and the answers that it rests on."""
        account = Account(reads=[])
        value = self._value(cells, MappingProxyType({}), account)
        reads = {id(each): each for each in account.reads or ()}
        return Outcome(value, account.terms, account.missing, account.uncertain, tuple(reads.values()))

    def breaks(self, cells: Cells, names: Mapping[str, Value], *, surely: bool) -> bool:
        """Whether a condition does not hold.

        Args:
            cells: What it is evaluated on.
            names: Values of names for this once.
            surely: Leave out what rests on sums that lack terms and could turn out otherwise.
        """
        account = Account()
        return self._value(cells, names, account) is False and not (surely and account.uncertain)

    def _value(self, cells: Cells, names: Mapping[str, Value], account: Account) -> Value:
        given = {**self.names, **names} if names else self.names
        turn = {"FUNC": str(given["f"])} if "f" in given else _NO_TURN
        return self.evaluator(Scope(cells, given, turn, account))


def compile_python(
    expression: Expression,
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList] = _NOTHING,
    names: Mapping[str, Value] = MappingProxyType({}),
) -> Compiled:
    """Return a function from cells to the value of an expression.

    Args:
        expression: Tree of a rule, formula or condition.
        questionnaire: Requirement, breakdowns and formulas of the items.
        codelists: Needed by `sum_func`, `sum_age`, `count(c in CL_...)` and conditions on every function `f`.
        names: Values of names that stand free in the expression, such as `{"f": "OLD"}`.

    Raises:
        FixTheFile: if a function or a name is not known, or a code list is needed and missing.
    """
    compiler = _Compiler(questionnaire, codelists, frozenset(names))
    return Compiled(compiler.whole(expression), names)


class _Compiler:
    def __init__(self, questionnaire: Questionnaire, codelists: Mapping[str, CodeList], given: frozenset[str]) -> None:
        self.questionnaire = questionnaire
        self.codelists = codelists
        self.plain_names: set[str] = {*given, "item", "f", *ALL_FACTS}
        self._given = given
        self._formulas: dict[str, TermEvaluator | None] = {}
        self._conditions: dict[str, Evaluator | None] = {}
        self._open: list[str] = []

    def whole(self, node: Expression) -> Evaluator:
        """Return the evaluator of a whole expression; a condition on a free `f` is tested for every function."""
        if isinstance(node, tree.AllOf):
            parts = [self.whole(each) for each in node.conditions]
            return lambda scope: conditions.conjunction([part(scope) for part in parts])
        free = free_names(node) - self._given
        if "f" in free and is_condition(node):
            return conditions.for_each_function(self, node)
        if free:
            name = min(free)
            raise FixTheFile.because("EXPRESSION_NAME_OPEN", Place(), name=name)
        return self.value(node)

    def value(self, node: Expression) -> Evaluator:
        """Return a function that gives the value of a part."""
        return _VALUES[type(node)](self, node)

    def term(self, node: Expression) -> TermEvaluator:
        """Return a function that gives a part as a term of a sum."""
        if isinstance(node, tree.Reference) and _is_item(node):
            return reference_term(self, node)
        if isinstance(node, tree.Arithmetic) and node.operator in {"+", "-"}:
            return sums.chain_term(self, node)
        if isinstance(node, tree.Number):
            constant = (node.value, Presence.CONSTANT)
            return lambda _: constant
        if isinstance(node, tree.Call) and node.name == "coalesce" and not node.lag:
            return self._first_term(node)
        return _as_term(self.value(node))

    def _first_term(self, node: tree.Call) -> TermEvaluator:
        terms = [self.term(each) for each in node.arguments]

        def first(scope: Scope) -> Term:
            found: Term = (None, Presence.REQUIRED)
            for term in terms:
                value, presence = term(scope)
                if value is not None:
                    return value, presence
                found = found if found[1] is Presence.NIL else (None, presence)
            return found

        return first

    def formula(self, item: str) -> TermEvaluator | None:
        """Return the formula of a calculated item as a term, none where it has none."""
        if item not in self._formulas:
            known = self.questionnaire.items.get(item)
            self._formulas[item] = self._formula(item, known.formula) if known and known.formula else None
        return self._formulas[item]

    def _formula(self, item: str, text: str) -> TermEvaluator:
        if item in self._open:
            raise FixTheFile.because("EXPRESSION_CIRCLE", Place(item=item), circle=" → ".join((*self._open, item)))
        self._open.append(item)
        term = self.term(parse(text, Place(item=item)))
        self._open.pop()
        return term

    def condition(self, item: str) -> Evaluator | None:
        """Return when a conditional item has to be answered, none where that cannot be said."""
        if item not in self._conditions:
            # Its own condition may name it (`not null(...)`): there it counts as any other cell.
            self._conditions[item] = None
            known = self.questionnaire.items.get(item)
            if known is not None and known.condition:
                self._conditions[item] = self.value(parse(known.condition, Place(item=item)))
        return self._conditions[item]

    def codes(self, codelist: str) -> tuple[str, ...]:
        """Return the codes of a code list."""
        if codelist not in self.codelists:
            raise FixTheFile.because("EXPRESSION_CODELIST_UNKNOWN", Place(), codelist=codelist)
        return self.codelists[codelist].ids


def _is_item(node: tree.Reference) -> bool:
    return node.item != "cell" and node.item not in ALL_FACTS and not node.item.startswith(METADATA)


def _as_term(value: Evaluator) -> TermEvaluator:
    def term(scope: Scope) -> Term:
        found = number(value(scope))
        return found, Presence.REQUIRED if found is None else Presence.PRESENT

    return term


# Constants and names


def _constant(_: _Compiler, node: tree.Number | tree.Text) -> Evaluator:
    return lambda _: node.value


def _identifier(_: _Compiler, node: tree.Code | tree.ItemName) -> Evaluator:
    return lambda _: node.id


def _name(_: _Compiler, node: tree.Name) -> Evaluator:
    if node.id == "item":
        return lambda scope: scope.cells.current.item if scope.cells.current is not None else None
    if node.id == "n_terms":
        return lambda scope: Decimal(scope.account.n_terms)
    if node.id in ALL_FACTS:
        return lambda scope: scope.cells.fact(node.id)
    return lambda scope: _named(scope, node.id)


def _named(scope: Scope, name: str) -> Value:
    found = scope.names.get(name)
    return found.value() if isinstance(found, Local) else found


def _set(compiler: _Compiler, node: tree.SetOf) -> Evaluator:
    members = [compiler.value(each) for each in node.members]
    if all(isinstance(each, tree.Code | tree.ItemName | tree.Text) for each in node.members):
        fixed = frozenset(each.id if not isinstance(each, tree.Text) else each.value for each in node.members)  # type: ignore[attr-defined]
        return lambda _: fixed
    return lambda scope: frozenset(member(scope) for member in members)  # type: ignore[misc]


# Arithmetic


def _negative(compiler: _Compiler, node: tree.Negative) -> Evaluator:
    operand = compiler.value(node.operand)

    def negative(scope: Scope) -> Value:
        found = number(operand(scope))
        return None if found is None else -found

    return negative


_OPERATIONS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,
}


def _arithmetic(compiler: _Compiler, node: tree.Arithmetic) -> Evaluator:
    if node.operator in {"+", "-"}:
        plain = sums.plain_chain(compiler, node)
        if plain is not None:
            return plain
        chain = sums.chain_term(compiler, node)
        return lambda scope: chain(scope)[0]
    left, right = compiler.value(node.left), compiler.value(node.right)
    operation = _OPERATIONS[node.operator]

    def result(scope: Scope) -> Value:
        first, second = number(left(scope)), number(right(scope))
        if first is None or second is None:
            return None
        try:
            found = operation(first, second)
        except ArithmeticError:
            # Divided by zero, or beyond any figure of an inquiry: not evaluated.
            return None
        return found if found.is_finite() else None

    return result


def _conditional(compiler: _Compiler, node: tree.Conditional) -> Evaluator:
    condition = compiler.value(node.condition)
    positive, negative = compiler.value(node.positive), compiler.value(node.negative)

    def choose(scope: Scope) -> Value:
        told = condition(scope)
        return None if told is None else positive(scope) if told else negative(scope)

    return choose


def _several(_: _Compiler, node: tree.Several) -> Evaluator:
    raise FixTheFile.because("EXPRESSION_SEVERAL", Place(), found=len(node.values))


def _where(compiler: _Compiler, node: tree.Where) -> Evaluator:
    locals_ = []
    for each in node.locals:
        locals_.append((each.name, compiler.value(each.value)))
        if not conditions.counts_terms(compiler, each.value):
            compiler.plain_names.add(each.name)
    body = compiler.value(node.body)
    compiler.plain_names -= {each.name for each in node.locals}

    def evaluate(scope: Scope) -> Value:
        for name, value in locals_:
            scope = scope.naming(name, Local(value, scope))
        return body(scope)

    return evaluate


# Functions


def _call(compiler: _Compiler, node: tree.Call) -> Evaluator:
    if node.name not in FUNCTIONS:
        values = {"name": node.name, "suggestion": suggestion(node.name, FUNCTIONS)}
        raise FixTheFile.because("EXPRESSION_FUNCTION_UNKNOWN", Place(), character=node.position + 1, **values)
    evaluator = CALLS[node.name](compiler, node)
    if not node.lag:
        return evaluator
    return lambda scope: evaluator(scope.at(scope.cells.earlier(node.lag)))


_VALUES: dict[type[Expression], Callable[[Any, Any], Evaluator]] = {
    tree.Number: _constant,
    tree.Text: _constant,
    tree.Code: _identifier,
    tree.ItemName: _identifier,
    tree.Name: _name,
    tree.Reference: reference,
    tree.SetOf: _set,
    tree.Negative: _negative,
    tree.Arithmetic: _arithmetic,
    tree.Conditional: _conditional,
    tree.Where: _where,
    tree.Several: _several,
    tree.Call: _call,
    tree.Not: conditions.negation,
    tree.Comparison: conditions.comparison,
    tree.Membership: conditions.membership,
    tree.Subset: conditions.subset,
    tree.Logical: conditions.logical,
    tree.Quantified: conditions.quantified,
}
