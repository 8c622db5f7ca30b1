"""References to cells: the index, the year, calculated items, and how a cell counts in a sum."""

from collections.abc import Callable, Mapping, Sequence

from openssi.expressions import syntax as tree
from openssi.expressions.cells import Value, value_of
from openssi.expressions.evaluation import Compiler, Evaluator, Presence, Scope, Term, TermEvaluator, number
from openssi.expressions.functions import (
    ALL_FACTS,
    CELL_ATTRIBUTES,
    METADATA,
    MISSING_STATUSES,
    NIL_STATUSES,
    UNKNOWN,
)
from openssi.vocabulary.item import Item

Dimensions = Callable[[Scope], Mapping[str, str]]

SEXES = frozenset({"T", "_T", "M", "F", "U", "_U"})


def dimension_of(code: str, offered: Sequence[str]) -> str | None:
    """Return the breakdown that a code in brackets belongs to, among those that an item offers and are left."""
    if code in SEXES and "SEX" in offered:
        return "SEX"
    if code.startswith("Y") and "AGE" in offered:
        return "AGE"
    others = [each for each in offered if each not in {"SEX", "AGE"}]
    return others[0] if others else ("AGE" if "AGE" in offered else None)


def dimensions_of(codes: Sequence[str], offered: Sequence[str]) -> dict[str, str]:
    """Return the codes in brackets by breakdown."""
    found: dict[str, str] = {}
    for code in codes:
        dimension = dimension_of(code, [each for each in offered if each not in found])
        found[dimension or "SEX"] = code
    return found


def reference(compiler: Compiler, node: tree.Reference) -> Evaluator:
    """Return a function that gives the value of a cell."""
    name = node.item
    if name in ALL_FACTS:
        return lambda scope: scope.cells.fact(name)
    if name == "cell":
        return _current_value(compiler, node.lag)
    if name.startswith(METADATA):
        return _metadata(name)
    term = reference_term(compiler, node)
    item = compiler.questionnaire.items.get(node.item)
    if item is not None and item.formula:
        return lambda scope: term(scope)[0]
    return _plain(node, dimensions(compiler, node))


def _plain(node: tree.Reference, place: Dimensions) -> Evaluator:
    name, lag = node.item, node.lag

    def value(scope: Scope) -> Value:
        found = scope.cells.value(name, place(scope), lag)
        account = scope.account
        if number(found) is not None:
            account.cells += 1
        if account.reads is not None and found is not None:
            observation = scope.cells.observation(name, place(scope), lag)
            if observation is not None:
                account.reads.append(observation)
        return found

    return value


def _current_value(compiler: Compiler, lag: int) -> Evaluator:
    items = compiler.questionnaire.items

    def value(scope: Scope) -> Value:
        current = scope.cells.current_earlier(lag) if lag else scope.cells.current
        return value_of(current, items.get(current.item)) if current is not None else None

    return value


def _metadata(name: str) -> Evaluator:
    attribute = CELL_ATTRIBUTES.get(name)
    if attribute is None:
        return lambda scope: scope.cells.said(name)

    def said(scope: Scope) -> Value:
        current = scope.cells.current
        own = getattr(current, attribute) if current is not None else None
        return own or scope.cells.said(name)

    return said


def dimensions(compiler: Compiler, node: tree.Reference) -> Dimensions:
    """Return a function that gives the breakdown codes of a reference, those whose turn it is among them."""
    item = compiler.questionnaire.items.get(node.item)
    offered = item.breakdowns if item is not None else ()
    turning = [each for each in ("FUNC", "AGE") if each in offered]
    if all(isinstance(each, tree.Code) for each in node.index):
        codes = [each.id for each in node.index if isinstance(each, tree.Code)]
        fixed = dimensions_of(codes, offered)
        turning = [each for each in turning if each not in fixed]
        return _fixed(fixed) if not turning else _in_turn(fixed, turning)
    members = [compiler.value(each) for each in node.index]

    def place(scope: Scope) -> Mapping[str, str]:
        return dimensions_of([str(member(scope)) for member in members], offered)

    return place


def _fixed(codes: Mapping[str, str]) -> Dimensions:
    return lambda _: codes


def _in_turn(fixed: Mapping[str, str], turning: Sequence[str]) -> Dimensions:
    def place(scope: Scope) -> Mapping[str, str]:
        if not scope.turn:
            return fixed
        return {**{each: scope.turn[each] for each in turning if each in scope.turn}, **fixed}

    return place


def reference_term(compiler: Compiler, node: tree.Reference) -> TermEvaluator:
    """Return a function that gives a cell as a term of a sum."""
    item = compiler.questionnaire.items.get(node.item)
    place = dimensions(compiler, node)
    name, lag = node.item, node.lag
    formula = compiler.formula(name)
    condition = compiler.condition(name)

    def term(scope: Scope) -> Term:
        codes = place(scope)
        found = scope.cells.observation(name, codes, lag)
        value = number(value_of(found, item)) if found is not None else None
        status = found.obs_status if found is not None else None
        if value is not None:
            account = scope.account
            account.cells += 1
            if account.reads is not None and found is not None:
                account.reads.append(found)
            return value, Presence.INCLUDING if status == "W" else Presence.PRESENT
        told = _told(status)
        if told is not None:
            return None, told
        if formula is not None:
            return _calculated(formula, scope, codes, lag)
        return None, unanswered(item, codes) if condition is None else _where_asked(condition, scope, codes, lag)

    return term


def _told(status: str | None) -> Presence | None:
    if status in NIL_STATUSES:
        return Presence.NIL
    if status == "K":
        return Presence.ELSEWHERE
    return Presence.MISSING if status in MISSING_STATUSES else None


def unanswered(item: Item | None, codes: Mapping[str, str]) -> Presence:
    """Return how a cell that nobody answered counts, as far as its item alone tells."""
    sex = codes.get("SEX", "T")
    if sex in UNKNOWN or codes.get("AGE") in UNKNOWN:
        return Presence.UNKNOWN_SEX
    if sex not in {"T", "_T"} or item is None or item.requirement in {"mandatory", "prefilled", "calculated"}:
        return Presence.REQUIRED
    return Presence.UNANSWERED


def _where_asked(condition: Evaluator, scope: Scope, codes: Mapping[str, str], lag: int) -> Presence:
    """Return how an unanswered conditional cell counts: it is missing where its condition holds, else nil."""
    if codes.get("SEX") in UNKNOWN or codes.get("AGE") in UNKNOWN:
        return Presence.UNKNOWN_SEX
    cells = scope.cells.earlier(lag) if lag else scope.cells
    turn = {name: code for name, code in codes.items() if name == "FUNC"}
    told = condition(Scope(cells.for_sex("T"), {"f": turn["FUNC"]} if turn else {}, turn))
    return Presence.REQUIRED if told else Presence.NIL if told is False else Presence.UNANSWERED


def _calculated(formula: TermEvaluator, scope: Scope, codes: Mapping[str, str], lag: int) -> Term:
    cells = scope.cells.earlier(lag) if lag else scope.cells
    if "SEX" in codes:
        cells = cells.for_sex(codes["SEX"])
    turn = {name: code for name, code in codes.items() if name in {"FUNC", "AGE"}}
    return formula(Scope(cells, {}, turn, scope.account))
