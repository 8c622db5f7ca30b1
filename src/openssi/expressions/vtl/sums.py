"""Sums as VTL text, and what becomes of them when a term is missing (INQUIRY, section 0, missing terms)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openssi.expressions import syntax as tree
from openssi.expressions.evaluation import Presence
from openssi.expressions.functions import UNKNOWN
from openssi.expressions.syntax import Expression
from openssi.expressions.vtl.parts import ALWAYS, NEVER, all_of, any_of, is_null, is_one_of, opposite

Presences = frozenset[Presence]

_NONE: Presences = frozenset()
_LOST = frozenset({Presence.MISSING, Presence.REQUIRED})
_EMPTY = frozenset({Presence.UNANSWERED})
_UNKNOWN = frozenset({Presence.UNKNOWN_SEX})
_NIL = frozenset({Presence.NIL})
_CONSTANT = frozenset({Presence.CONSTANT})
_ELSEWHERE = frozenset({Presence.ELSEWHERE})
_INCLUDING = frozenset({Presence.INCLUDING})
_HELD = frozenset({Presence.PRESENT, Presence.INCLUDING, Presence.CONSTANT})


@dataclass(frozen=True, slots=True)
class VtlTerm:
    """A number as a term of a sum.

    Attributes:
        value: VTL text that gives the number, null where it is missing.
        among: Gives the VTL condition that the term counts in one of some ways, `NEVER` where it cannot.
        can_miss: Whether it can be missing at all.
    """

    value: str
    among: Callable[[Presences], str]
    can_miss: bool = True


@dataclass(frozen=True, slots=True)
class VtlSum:
    """A sum as VTL text.

    Attributes:
        value: Gives the sum, null where it is missing.
        lost: Condition that a term makes it missing.
        constant: Condition that all its terms are numbers of the formula itself.
        can_miss: Whether it can be missing at all.
    """

    value: str
    lost: str
    constant: str
    can_miss: bool


def sum_of_chain(terms: Sequence[tuple[int, VtlTerm]], parts: Sequence[Expression]) -> VtlSum:
    """Return the sum of a chain of `+` and `-`; an empty optional term that is added counts as nil."""
    both = {"M", "F"} <= {code for part in parts for code in _codes(part)}
    lost, empty = _LOST | (_NONE if both else _UNKNOWN), _UNKNOWN if both else _NONE
    ways = [(lost, empty | _EMPTY) if sign > 0 else (lost | _EMPTY, empty) for sign, _ in terms]
    return _settled(terms, ways)


def sum_of_ages(terms: Sequence[VtlTerm]) -> VtlSum:
    """Return the sum of the age bands: one that is not answered makes it missing, that of unknown age is nil."""
    return _settled([(1, each) for each in terms], [(_LOST, _EMPTY | _UNKNOWN)] * len(terms))


def sum_of_functions(terms: Sequence[VtlTerm]) -> VtlSum:
    """Return the sum of the functions: one that is not answered is nil."""
    way = (frozenset({Presence.MISSING}), _EMPTY | _UNKNOWN | {Presence.REQUIRED})
    return _settled([(1, each) for each in terms], [way] * len(terms))


def _settled(terms: Sequence[tuple[int, VtlTerm]], ways: Sequence[tuple[Presences, Presences]]) -> VtlSum:
    told = [(term, *way) for (_, term), way in zip(terms, ways, strict=True)]
    # Where a term makes the sum missing whenever it is null, VTL does so by itself.
    passed_on = [term.among(lost) == is_null(term.value) for term, lost, _ in told]
    elsewhere = _elsewhere([term for term, _, _ in told])
    lost = any_of((*(term.among(lost) for term, lost, _ in told), elsewhere))
    empty = all_of(term.among(empty | _CONSTANT) for term, _, empty in told)
    constant = all_of(term.among(_CONSTANT) for term, _, _ in told)
    own = [term.among(lost) for (term, lost, _), passes in zip(told, passed_on, strict=True) if not passes]
    missing = any_of((*own, elsewhere, all_of((empty, opposite(constant)))))
    total = _total(terms, passed_on)
    return VtlSum(f"if {missing} then null else {total}" if missing else total, lost, constant, bool(missing or lost))


def _elsewhere(terms: Sequence[VtlTerm]) -> str:
    """Return that a term is included elsewhere, and no term of the sum is the one that includes it."""
    some = [(told, term) for term in terms if (told := term.among(_ELSEWHERE))]
    including = any_of(term.among(_INCLUDING) for term in terms)
    if len(some) == 1 and including == some[0][1].among(_INCLUDING):
        return some[0][0]
    return all_of((any_of(told for told, _ in some), opposite(including)))


def _total(terms: Sequence[tuple[int, VtlTerm]], passed_on: Sequence[bool]) -> str:
    parts = []
    for at, ((sign, term), passes) in enumerate(zip(terms, passed_on, strict=True)):
        value = f"nvl({term.value}, 0)" if term.can_miss and not passes else term.value
        parts.append(f"{'- ' if sign < 0 else '+ ' if at else ''}{value}")
    return " ".join(parts)


def cell_term(node: tree.Reference, value: str, column: Callable[[], str]) -> VtlTerm:
    """Return a cell as a term; `column` names the column that tells how it counts."""
    is_unknown = bool(UNKNOWN & set(_codes(node)))
    possible = frozenset(Presence) - _CONSTANT - (_NONE if is_unknown else _UNKNOWN)

    def among(ways: Presences) -> str:
        told = ways & possible
        return is_one_of(column(), (each.name for each in told)) if told else NEVER

    return VtlTerm(value, among)


def constant_term(value: str) -> VtlTerm:
    """Return a number of the formula itself as a term."""
    return VtlTerm(value, lambda ways: ALWAYS if Presence.CONSTANT in ways else NEVER, can_miss=False)


def value_term(value: str) -> VtlTerm:
    """Return what is no cell and no sum as a term: where it is missing, so is the sum."""
    return VtlTerm(value, lambda ways: is_null(value) if Presence.REQUIRED in ways else NEVER)


def sum_term(inner: VtlSum) -> VtlTerm:
    """Return a sum in brackets as a term of another."""
    unanswered = all_of((is_null(inner.value), opposite(inner.lost))) if inner.can_miss else NEVER

    def among(ways: Presences) -> str:
        told = [inner.constant] if Presence.CONSTANT in ways else []
        if {Presence.REQUIRED, Presence.UNANSWERED} <= ways:
            told.append(is_null(inner.value) if inner.can_miss else NEVER)
        elif Presence.REQUIRED in ways:
            told.append(inner.lost)
        elif Presence.UNANSWERED in ways:
            told.append(unanswered)
        return any_of(told)

    return VtlTerm(inner.value, among, inner.can_miss)


def first_term(terms: Sequence[VtlTerm]) -> VtlTerm:
    """Return the first of some terms that is present; where none is, it counts as the last, or as nil where one is."""
    value = terms[-1].value
    for each in reversed(terms[:-1]):
        value = f"nvl({each.value}, {value})"
    nothing = [is_null(each.value) for each in terms]
    some_nil = any_of(each.among(_NIL) for each in terms)

    def among(ways: Presences) -> str:
        held = [all_of((*nothing[:at], each.among(ways & _HELD))) for at, each in enumerate(terms)]
        if not terms[-1].can_miss:
            return any_of(held)
        told = some_nil if Presence.NIL in ways else all_of((opposite(some_nil), terms[-1].among(ways - _HELD)))
        return any_of((*held, all_of((*nothing, told))))

    return VtlTerm(value, among, terms[-1].can_miss)


def _codes(node: Expression) -> list[str]:
    return [each.id for each in node.index if isinstance(each, tree.Code)] if isinstance(node, tree.Reference) else []
