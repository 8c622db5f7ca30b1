"""Numbers, sums and cells of Excel formulas."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from openssi.expressions import syntax as tree
from openssi.expressions.compile_references import dimensions_of
from openssi.expressions.compile_sums import signed_terms
from openssi.expressions.excel_parts import (
    MISSING_CODES,
    NIL_CODES,
    TRUE,
    Condition,
    ExcelCell,
    Figure,
    Term,
    both,
    either,
    in_units,
    status_among,
    turned,
)
from openssi.expressions.functions import DERIVED_AGES, UNKNOWN
from openssi.expressions.parser import parse
from openssi.expressions.syntax import Expression
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import Place

_SUMS = frozenset({"sum_func", "sum_age"})
_EXTREMES = {"min": "MIN", "max": "MAX"}


class ExcelCells(Protocol):
    """The cells that a formula may refer to, seen from a country, a scheme or a benefit."""

    def cell(self, item: str, codes: Mapping[str, str]) -> ExcelCell | None:
        """Return the cell of an item with some breakdown codes (`SEX`, `FUNC`, ...), none where the form has none."""


class CannotBeSaidError(Exception):
    """Excel cannot carry out an expression on the cells of this form."""


class NumberCompiler:
    """Compiles numbers; conditions are compiled by the class that builds on it."""

    def __init__(self, questionnaire: Questionnaire, codelists: Mapping[str, CodeList], cells: ExcelCells) -> None:
        self._items = questionnaire.items
        self._codelists = codelists
        self._cells = cells
        self._turn: dict[str, str] = {}
        self._locals: dict[str, Expression] = {}
        self.scaled = True

    def condition(self, node: Expression) -> Condition:  # noqa: ARG002 - for the class that builds on it
        """Return how far a condition holds."""
        raise CannotBeSaidError

    # Numbers

    def figure(self, node: Expression) -> Figure:
        """Return a number in units and whether it is known."""
        match node:
            case tree.Number():
                found = Figure(_written(node.value), TRUE)
            case tree.Negative():
                inner = self.figure(node.operand)
                found = Figure(f"(-{inner.number})", inner.known)
            case tree.Name() if node.id in self._locals:
                found = self.figure(self._locals[node.id])
            case tree.Reference():
                found = self._reference(node)
            case tree.Arithmetic():
                found = self._arithmetic(node)
            case tree.Call():
                found = self._call(node)
            case tree.Where():
                found = self.figure(self._with_locals(node))
            case _:
                raise CannotBeSaidError
        return found

    def _with_locals(self, node: tree.Where) -> Expression:
        self._locals |= {each.name: each.value for each in node.locals}
        return node.body

    def _reference(self, node: tree.Reference) -> Figure:
        cell, item = self._cell(node)
        if cell is None or not item.is_numeric:
            raise CannotBeSaidError
        return Figure(in_units(cell, scaled=self.scaled), f"ISNUMBER({cell.value})")

    def _arithmetic(self, node: tree.Arithmetic) -> Figure:
        if node.operator in {"+", "-"}:
            chain = self._chain(node)
            return Figure(chain.number, chain.known)
        left, right = self.figure(node.left), self.figure(node.right)
        known = both((left.known, right.known))
        if node.operator != "/":
            return Figure(f"({left.number}{node.operator}{right.number})", known)
        return Figure(f"({left.number}/{right.number})", both((known, f"{right.number}<>0")))

    def _call(self, node: tree.Call) -> Figure:
        if node.lag or node.name not in {"abs", "min", "max", "coalesce", *_SUMS}:
            raise CannotBeSaidError
        if node.name in _SUMS:
            return self._over_codes(node)
        parts = [self._first_argument(each) for each in node.arguments] if node.name == "coalesce" else []
        if parts:
            return self._first(parts)
        figures = [self.figure(each) for each in node.arguments]
        known = both(each.known for each in figures)
        name = _EXTREMES.get(node.name, "ABS")
        return Figure(f"{name}({','.join(each.number for each in figures)})", known)

    def _first_argument(self, node: Expression) -> Figure:
        """An argument of `coalesce`; one that the form does not ask for is never known."""
        try:
            return self.figure(node)
        except CannotBeSaidError:
            if not any(isinstance(part, tree.Reference) for part in node.walk()):
                raise
            return Figure("0", "FALSE")

    def _first(self, figures: list[Figure]) -> Figure:
        known = either(each.known for each in figures)
        number = figures[-1].number
        for each in reversed(figures[:-1]):
            number = each.number if each.known == TRUE else f"IF({each.known},{each.number},{number})"
        return Figure(number, known)

    # Sums

    def _chain(self, node: Expression) -> Term:
        parts = list(signed_terms(node))
        sexes = {each.id for _, part in parts if isinstance(part, tree.Reference) for each in _codes_of(part)}
        closes = {"M", "F"} <= sexes
        return _settled([(sign, self._term(part, sign, closes=closes)) for sign, part in parts])

    def _term(self, node: Expression, sign: int, *, closes: bool) -> Term:
        if isinstance(node, tree.Number):
            return Term(_written(node.value), is_constant=True)
        if isinstance(node, tree.Arithmetic) and node.operator in {"+", "-"}:
            return self._taken(self._chain(node), sign)
        if isinstance(node, tree.Reference):
            return self._taken(self._reference_term(node, closes=closes), sign)
        found = self.figure(node)
        return Term(_or_nil(found), (found.known,), (turned(found.known),))

    def _taken(self, term: Term, sign: int) -> Term:
        """A part that is taken away is never nil because it is unanswered."""
        if sign > 0 or term.is_constant:
            return term
        return Term(term.number, term.helds, (turned(term.held),))

    def _reference_term(self, node: tree.Reference, *, closes: bool) -> Term:
        cell, item = self._cell(node)
        codes = self._dimensions(node, item)
        is_unknown = codes.get("SEX") in UNKNOWN or codes.get("AGE") in UNKNOWN
        lost_if_empty = self._lost_if_empty(item, codes, is_unknown=is_unknown, closes=closes)
        if cell is None:
            return self._absent(item, lost_if_empty)
        there = f"ISNUMBER({cell.value})"
        nil = status_among(cell, NIL_CODES)
        missing = both((turned(there), status_among(cell, MISSING_CODES)))
        held = either((there, nil))
        losses = self._inner(item).losses if item.formula else (lost_if_empty,)
        if losses != (TRUE,):
            losses = (missing, *(both((turned(held), each)) for each in losses if each != "FALSE"))
        else:
            losses = (turned(held),)
        return Term(in_units(cell, scaled=self.scaled), (held,), losses)

    def _inner(self, item: Item) -> Term:
        """How a calculated item comes about: its cell is empty where that is not known."""
        return self._term(parse(item.formula, Place(item=item.id)), 1, closes=False)

    def _absent(self, item: Item, lost_if_empty: str) -> Term:
        """A part that the form does not ask for: a calculated one is made of what it asks for."""
        if item.formula:
            return self._inner(item)
        if lost_if_empty != "FALSE":
            raise CannotBeSaidError
        return Term("0")

    def _lost_if_empty(self, item: Item, codes: Mapping[str, str], *, is_unknown: bool, closes: bool) -> str:
        if is_unknown:
            return "FALSE" if closes else TRUE
        if item.condition:
            told = self._condition_of(item, codes)
            return told.is_true if told is not None else "FALSE"
        is_total = codes.get("SEX", "T") in {"T", "_T"}
        return TRUE if not is_total or item.requirement in {"mandatory", "prefilled"} else "FALSE"

    def _condition_of(self, item: Item, codes: Mapping[str, str]) -> Condition | None:
        """When the item has to be answered; a condition on `f` is read for the function of the cell."""
        turn = self._turn
        self._turn = {**turn, **({"FUNC": codes["FUNC"]} if "FUNC" in codes else {})}
        try:
            return self.condition(parse(item.condition, Place(item=item.id)))
        except CannotBeSaidError:
            return None
        finally:
            self._turn = turn

    def _over_codes(self, node: tree.Call) -> Figure:
        dimension, codelist = ("FUNC", "CL_FUNC") if node.name == "sum_func" else ("AGE", "CL_AGE")
        if node.filter is not None or codelist not in self._codelists:
            raise CannotBeSaidError
        terms = []
        for code in self._codelists[codelist].ids:
            if code not in DERIVED_AGES:
                terms += self._turn_of(node.arguments[0], dimension, code)
        if not terms:
            raise CannotBeSaidError
        found = _settled([(1, term) for term in terms])
        return Figure(found.number, found.known)

    def _turn_of(self, node: Expression, dimension: str, code: str) -> list[Term]:
        self._turn[dimension] = code
        try:
            term = self._term(node, 1, closes=True)
        except CannotBeSaidError:
            # A scheme serves few functions; an age band without a cell is a gap in the identity.
            if dimension == "AGE" and code not in UNKNOWN:
                raise
            return []
        finally:
            del self._turn[dimension]
        if dimension == "FUNC" and isinstance(node, tree.Reference):
            cell, _ = self._cell_in_turn(node, dimension, code)
            if cell is not None:
                missing = both((turned(f"ISNUMBER({cell.value})"), status_among(cell, MISSING_CODES)))
                return [Term(term.number, term.helds, (missing,))]
        return [term]

    def _cell_in_turn(self, node: tree.Reference, dimension: str, code: str) -> tuple[ExcelCell | None, Item]:
        self._turn[dimension] = code
        try:
            return self._cell(node)
        finally:
            del self._turn[dimension]

    # Cells

    def _cell(self, node: tree.Reference) -> tuple[ExcelCell | None, Item]:
        item = self._items.get(node.item)
        if item is None or node.lag or node.item == "cell":
            raise CannotBeSaidError
        return self._cells.cell(item.id, self._dimensions(node, item)), item

    def _dimensions(self, node: tree.Reference, item: Item) -> Mapping[str, str]:
        if not all(isinstance(each, tree.Code | tree.Name) for each in node.index):
            raise CannotBeSaidError
        named = [self._turn.get("FUNC", "") if isinstance(each, tree.Name) else each.id for each in node.index]  # type: ignore[attr-defined]
        if "" in named:
            raise CannotBeSaidError
        fixed = dimensions_of(named, item.breakdowns)
        turning = {each: code for each, code in self._turn.items() if each in item.breakdowns and each not in fixed}
        return {**turning, **fixed}

    # Powers of ten

    def is_homogeneous(self, node: Expression, power: str) -> bool:
        """Return whether all parts have the power of ten of the result, so that nothing has to be scaled."""
        for part in node.walk():
            if isinstance(part, tree.Arithmetic) and part.operator not in {"+", "-"}:
                return False
            if (isinstance(part, tree.Number) and part.value) or (isinstance(part, tree.Call) and part.name in _SUMS):
                return False
            if isinstance(part, tree.Reference):
                cell, item = self._cell(part)
                if cell is None and item.formula and not self.is_homogeneous(parse(item.formula), power):
                    return False
                if cell is not None and cell.power != power:
                    return False
        return True


def _codes_of(node: tree.Reference) -> list[tree.Code]:
    return [each for each in node.index if isinstance(each, tree.Code)]


def _written(value: Decimal) -> str:
    return f"{value:f}"


def _or_nil(figure: Figure) -> str:
    return figure.number if figure.known == TRUE else f"IF({figure.known},{figure.number},0)"


def _settled(parts: list[tuple[int, Term]]) -> Term:
    """Return a sum: lost where a part is lost, unanswered where no part is there."""
    terms = [term for _, term in parts]
    number = "".join(f"{'+' if sign > 0 else '-'}{term.number}" for sign, term in parts).removeprefix("+")
    if all(term.is_constant for term in terms):
        return Term(f"({number})", (TRUE,), is_constant=True)
    losses = dict.fromkeys(each for term in terms for each in term.losses)
    helds = dict.fromkeys(each for term in terms for each in term.helds)
    return Term(f"({number})", tuple(helds), tuple(losses))
