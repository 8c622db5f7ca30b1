"""Sums in Excel, and what becomes of them when a term is missing (INQUIRY, section 0, missing terms)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from openssi.expressions import syntax as tree
from openssi.expressions.excel.cells import AbsentCellError, CannotBeSaidError, CellCompiler
from openssi.expressions.excel.parts import (
    FALSE,
    MISSING_CODES,
    NIL_CODES,
    TRUE,
    Condition,
    Figure,
    Term,
    both,
    either,
    in_units,
    is_typed,
    status_among,
    turned,
    written,
)
from openssi.expressions.functions import DERIVED_AGES, UNKNOWN
from openssi.expressions.parser import parse
from openssi.expressions.python.sums import signed_terms
from openssi.expressions.syntax import Expression
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Place

TURNS = frozenset({"SEX", "AGE", "FUNC"})
"""Breakdowns that a calculated item passes on to the items it is made of."""


class SumCompiler(CellCompiler):
    """Compiles sums; numbers and conditions are compiled by the classes that build on it."""

    def _chain(self, node: Expression) -> Term:
        parts = list(signed_terms(node))
        sexes = {each.id for _, part in parts if isinstance(part, tree.Reference) for each in _codes_of(part)}
        closes = {"M", "F"} <= sexes
        return settled([(sign, self._signed(part, sign, closes=closes)) for sign, part in parts])

    def _signed(self, node: Expression, sign: int, *, closes: bool) -> Term:
        """A part that is taken away is never nil because it is unanswered."""
        term = self._term(node, closes=closes)
        if sign > 0 or term.is_constant:
            return term
        kept = () if isinstance(node, tree.Reference) and len(term.helds) == 1 else term.losses
        unheld = FALSE if term.valued == TRUE else turned(term.held)
        return replace(term, losses=(*kept, *([] if unheld == FALSE else [unheld])))

    def _term(self, node: Expression, *, closes: bool = False) -> Term:
        if isinstance(node, tree.Number):
            return Term(written(node.value), TRUE, is_constant=True)
        if isinstance(node, tree.Arithmetic) and node.operator in {"+", "-"}:
            return self._chain(node)
        if isinstance(node, tree.Reference):
            return self._reference_term(node, closes=closes)
        if isinstance(node, tree.Call) and node.name == "coalesce":
            return self._first_term(node)
        found = self.figure(node)
        return Term(found.number, found.known, (found.known,), (turned(found.known),), found.complete)

    def _first_term(self, node: tree.Call) -> Term:
        """The first argument with a value; where none has one, nil if one is, else what the last one makes of it."""
        terms = [self._argument(each) for each in node.arguments]
        valued = either(each.valued for each in terms)
        if valued == FALSE:
            raise AbsentCellError
        number = "0" if valued != TRUE else terms[-1].number
        for each in reversed(terms if valued != TRUE else terms[:-1]):
            number = number if each.valued == FALSE else f"IF({each.valued},{each.number},{number})"
        if all(each.is_constant for each in terms):
            return Term(number, TRUE, is_constant=True)
        helds = tuple(each.valued for each in terms if not each.is_constant)
        nils = either(each.held for each in terms if not each.is_constant)
        if valued == TRUE:
            return Term(number, TRUE, helds, complete=both(each.complete for each in terms))
        unheld = turned(either((valued, nils)))
        lost = () if terms[-1].lost == FALSE else (both((unheld, terms[-1].lost)),)
        return Term(number, valued, (*helds, nils), lost, both(each.complete for each in terms))

    def _argument(self, node: Expression) -> Term:
        """An argument of `coalesce`; one that the form does not ask for has no value."""
        try:
            return self._term(node)
        except AbsentCellError:
            return Term("0", losses=(TRUE,))

    # Cells

    def _reference_term(self, node: tree.Reference, *, closes: bool) -> Term:
        cell, item, codes = self._cell(node)
        if not item.is_numeric:
            raise CannotBeSaidError
        if cell is None:
            return self._absent(item, codes, closes=closes)
        there, missing = f"ISNUMBER({cell.value})", status_among(cell, MISSING_CODES)
        number = in_units(cell, scaled=self.scaled)
        held = either((there, status_among(cell, NIL_CODES)))
        if item.formula:
            inner = (both((turned(held), each)) for each in self._inner(item, codes).losses)
            return Term(number, there, (held,), (both((turned(there), missing)), *inner))
        told = self._where_asked(item, codes, closes=closes)
        if told is None:
            return Term(number, there, (held,), (turned(held),))
        unread = both((turned(there), either((is_typed(cell), missing))))
        if told.level == "0.5":
            return Term(number, there, (held,), (unread,))
        asked = both((turned(held), told.is_true))
        return Term(number, there, (held, told.is_false), (unread, asked))

    def _absent(self, item: Item, codes: Mapping[str, str], *, closes: bool) -> Term:
        """A part that the form does not ask for: a calculated one is made of what it asks for."""
        if item.formula:
            return self._inner(item, codes)
        told = self._where_asked(item, codes, closes=closes)
        if told is None or told.level != "0.5":
            raise AbsentCellError
        return Term("0")

    def _inner(self, item: Item, codes: Mapping[str, str]) -> Term:
        """How a calculated item comes about: its cell is empty where that is not known."""
        turn = {name: code for name, code in codes.items() if name in TURNS}
        with self._inside(item), self._in_turn(turn):
            return self._term(parse(item.formula, Place(item=item.id)))

    def _where_asked(self, item: Item, codes: Mapping[str, str], *, closes: bool) -> Condition | None:
        """When an empty cell makes the sum missing: always (none), never (0.5: it counts as nil), or on a condition."""
        never = Condition("0.5")
        if codes.get("SEX") in UNKNOWN or codes.get("AGE") in UNKNOWN:
            return never if closes else None
        if item.condition:
            return self._condition_of(item, codes)
        is_total = codes.get("SEX", "T") in {"T", "_T"}
        return None if not is_total or item.requirement in {"mandatory", "prefilled"} else never

    def _condition_of(self, item: Item, codes: Mapping[str, str]) -> Condition:
        """When the item has to be answered: about the total, and the function of the cell."""
        turn = {"SEX": "T", **({"FUNC": codes["FUNC"]} if "FUNC" in codes else {})}
        scaled, self.scaled = self.scaled, True
        try:
            with self._inside(item), self._in_turn(turn):
                return self.condition(parse(item.condition, Place(item=item.id)))
        except AbsentCellError:
            return Condition("0.5")
        finally:
            self.scaled = scaled

    # Over functions, age bands and benefits

    def _over_codes(self, node: tree.Call) -> Figure:
        found = [(kept, term) for kept, term in self.turns(node)]
        terms = [(1, term.where(kept)) for kept, term in found if term is not None]
        if not terms:
            raise AbsentCellError
        if node.filter is not None:
            # Where the filter lets nothing through, the sum is nil.
            terms.append((1, Term("0", helds=(turned(either(kept for kept, _ in found)),))))
        total = settled(terms)
        return Figure(total.number, total.known, total.complete)

    def turns(self, node: tree.Call) -> Iterator[tuple[str, Term | None]]:
        """Iterate over functions or age bands: whether one is kept, and what it gives where the form has its cell."""
        dimension, codelist = ("FUNC", "CL_FUNC") if node.name == "sum_func" else ("AGE", "CL_AGE")
        argument = node.arguments[0]
        if codelist not in self._codelists or not isinstance(argument, tree.Reference):
            raise CannotBeSaidError
        for code in self._codelists[codelist].ids:
            if code not in DERIVED_AGES:
                with self._in_turn({**self._turn, dimension: code}):
                    kept = TRUE if node.filter is None else self.condition(node.filter).is_true
                    term = self._of_function(argument) if dimension == "FUNC" else self._of_age(argument, code)
                yield kept, term

    def _of_function(self, node: tree.Reference) -> Term | None:
        """A scheme serves few functions: one that is not answered is nil."""
        cell, item, _ = self._cell(node)
        if item.formula:
            raise CannotBeSaidError
        if cell is None:
            return None
        there = f"ISNUMBER({cell.value})"
        unread = both((turned(there), either((is_typed(cell), status_among(cell, MISSING_CODES)))))
        held = either((there, status_among(cell, NIL_CODES)))
        return Term(in_units(cell, scaled=self.scaled), there, (held,), (unread,))

    def _of_age(self, node: tree.Reference, code: str) -> Term | None:
        """An age band without a cell is a gap in the identity, but those of unknown age may be nil."""
        try:
            return self._reference_term(node, closes=True)
        except AbsentCellError:
            if code not in UNKNOWN:
                raise
            return None

    def over_benefits(self, node: tree.Call) -> Figure:
        """Return the sum of the known terms over the benefits of the scheme."""
        found = list(self._of_benefits(node))
        number = "+".join(f"IF({both((kept, term.valued))},{term.number},0)" for kept, _, term in found)
        nothing = turned(either(kept for kept, _, _ in found))
        held = either((nothing, *(both((kept, term.held)) for kept, _, term in found)))
        reported = either(each.reported for each in self._benefits())
        gaps = (either((doubt, both((kept, term.lost)))) for kept, doubt, term in found)
        return Figure(f"({number})", both((reported, held)), turned(either(gaps)))

    def _of_benefits(self, node: tree.Call) -> Iterator[tuple[str, str, Term]]:
        """Iterate over the benefits: whether one is reported and kept, whether that is in doubt, what it gives."""
        for benefit in self._benefits():
            with self._seen_from(benefit.cells):
                kept, doubt = self.kept(node, benefit.reported)
                term = self._term(node.arguments[0])
                yield kept, doubt, replace(term, helds=(TRUE,)) if term.is_constant else term

    def kept(self, node: tree.Call, reported: str) -> tuple[str, str]:
        """Return whether the benefit in scope is reported and passes the filter, and whether that is in doubt."""
        if node.filter is None:
            return reported, FALSE
        told = self.condition(node.filter)
        is_about_it = any(self._is_of_benefit(each) for each in node.filter.children())
        kept = told.true if told.true and is_about_it else both((reported, told.is_true))
        return kept, both((reported, told.is_open))

    def _is_of_benefit(self, node: Expression) -> bool:
        """Return whether a part is a cell of a benefit: where a code stands in it, the benefit is reported."""
        return (
            isinstance(node, tree.Reference) and node.item in self._items and self._items[node.item].level == "benefit"
        )


def settled(parts: Sequence[tuple[int, Term]]) -> Term:
    """Return a sum: lost where a part is lost, unanswered where no part is there."""
    terms = [term for _, term in parts]
    number = "".join(f"{'+' if sign > 0 else '-'}{term.number}" for sign, term in parts).removeprefix("+")
    if all(term.is_constant for term in terms):
        return Term(f"({number})", TRUE, is_constant=True)
    losses = dict.fromkeys(each for term in terms for each in term.losses)
    helds = dict.fromkeys(each for term in terms for each in term.helds)
    found = Term(f"({number})", "", tuple(helds), tuple(losses), both(term.complete for term in terms))
    known = found.known
    # A sum that is not answered counts as nil one level up, the constants in it too.
    is_nil = not any(term.is_constant and term.number != "0" for term in terms)
    return Term(
        found.number if is_nil else f"IF({known},{found.number},0)", known, found.helds, found.losses, found.complete
    )


def _codes_of(node: tree.Reference) -> list[tree.Code]:
    return [each for each in node.index if isinstance(each, tree.Code)]
