"""Raking: iterative proportional fitting of weights to the margins of several columns of categories."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Codes, Floats
from openssi.microdata.auxiliary import Auxiliary, Categories
from openssi.microdata.calibration_rule import CalibrationRule
from openssi.vocabulary.errors import FixTheFile


@dataclass(frozen=True, slots=True)
class Margin:
    """A column of categories with its known totals.

    Attributes:
        column: Its name.
        names: Of each category, such as `sex=1`.
        known: Persons of each category.
        codes: Category of each cell.
    """

    column: str
    names: tuple[str, ...]
    known: Floats
    codes: Codes

    def sums(self, cells: Floats) -> Floats:
        """Add up cells by category."""
        return np.asarray(np.bincount(self.codes, cells, len(self.known)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Raking:
    """Margins over the cells that their categories form; rows of a cell get the same factor.

    Attributes:
        margins: The columns.
        cells: Cell of each row; -1 of rows without a weight that lie in no category.
        rule: When rounds end.
    """

    margins: tuple[Margin, ...]
    cells: Codes
    rule: CalibrationRule

    @classmethod
    def of(cls, auxiliary: Auxiliary, known: Floats, weight: Floats, rule: CalibrationRule) -> "Raking":
        """Return the margins of auxiliary variables.

        Raises:
            FixTheFile: if one is a column of numbers, a row with a weight lies in a category without a total, or the
                margins do not add up to the same population.
        """
        columns = [_categories(each, auxiliary.names[number]) for number, each in enumerate(auxiliary.columns)]
        first, margins = 0, []
        cells, of_cells = _cells(columns)
        for place, each in enumerate(columns):
            names = auxiliary.names[first : first + each.number]
            column = names[0].partition("=")[0]
            outside = (each.codes < 0) & (weight > 0)
            if outside.any():
                raise FixTheFile.because("SURVEY_RAKING_WITHOUT_TOTAL", column=column, count=int(outside.sum()))
            margins.append(Margin(column, names, known[first : first + each.number], of_cells[place]))
            first += each.number
        _refuse_different(margins, rule.tolerance)
        return cls(tuple(margins), cells, rule)

    def factors(self, weight: Floats) -> Floats:
        """Return the factor of each row with which weights have the margins.

        Raises:
            FixTheFile: if nobody is in a category, or the margins are not met after the last round.
        """
        inside = self.cells >= 0
        number = len(self.margins[0].codes)
        before: Floats = np.bincount(self.cells[inside], weight[inside], number).astype(np.float64)
        for margin in self.margins:
            empty = np.flatnonzero((margin.sums(before) == 0) & (margin.known > 0))
            if len(empty):
                raise FixTheFile.because("SURVEY_RAKING_CATEGORY_EMPTY", name=margin.names[int(empty[0])])
        after = self._fitted(before)
        factor = np.divide(after, before, out=np.ones(number), where=before > 0)
        return np.append(factor, 1.0)[self.cells]

    def _fitted(self, cells: Floats) -> Floats:
        name, found, wanted = "", 0.0, 0.0
        for _ in range(self.rule.rounds):
            for margin in self.margins:
                sums = margin.sums(cells)
                cells = cells * np.divide(margin.known, sums, out=np.ones(len(sums)), where=sums > 0)[margin.codes]
            name, found, wanted = self._worst(cells)
            if abs(found - wanted) <= self.rule.tolerance * wanted:
                return cells
        rounds = self.rule.rounds
        raise FixTheFile.because(
            "SURVEY_RAKING_NOT_CONVERGED", rounds=rounds, name=name, found=f"{found:.10g}", wanted=f"{wanted:.10g}"
        )

    def _worst(self, cells: Floats) -> tuple[str, float, float]:
        """Return the category that is furthest from its total, with what it adds up to and that total."""
        found = []
        for margin in self.margins:
            sums = margin.sums(cells)
            away = np.abs(sums - margin.known) / np.where(margin.known > 0, margin.known, 1.0)
            worst = int(np.argmax(away))
            found.append((float(away[worst]), margin.names[worst], float(sums[worst]), float(margin.known[worst])))
        _, name, reached, wanted = max(found)
        return name, reached, wanted


def _categories(column: Categories | Floats, name: str) -> Categories:
    if not isinstance(column, Categories):
        raise FixTheFile.because("SURVEY_RAKING_NOT_CATEGORIES", name=name)
    return column


def _cells(columns: Sequence[Categories]) -> tuple[Codes, list[Codes]]:
    """Return the cell of each row, and the category that each cell has in every column."""
    crossed, inside = np.zeros(len(columns[0].codes), dtype=np.int64), np.ones(len(columns[0].codes), dtype=np.bool_)
    for each in columns:
        crossed = crossed * each.number + each.codes
        inside &= each.codes >= 0
    kept, numbers = np.unique(crossed[inside], return_inverse=True)
    cells = np.full(len(crossed), -1, dtype=np.int32)
    cells[inside] = numbers
    codes: list[Codes] = []
    for each in reversed(columns):
        codes.insert(0, (kept % each.number).astype(np.int32))
        kept = kept // each.number
    return cells, codes


def _refuse_different(margins: Sequence[Margin], tolerance: float) -> None:
    """Refuse margins of different populations: no weights can have both."""
    first = margins[0]
    for other in margins[1:]:
        one, two = float(first.known.sum()), float(other.known.sum())
        if abs(one - two) > tolerance * max(one, two):
            raise FixTheFile.because(
                "SURVEY_RAKING_MARGINS_DIFFER",
                first=first.column,
                sum=f"{one:.10g}",
                second=other.column,
                other=f"{two:.10g}",
            )
