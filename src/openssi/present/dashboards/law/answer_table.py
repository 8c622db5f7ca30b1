"""Answers of countries that are yes, no or nothing: as a table of words, and counted."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from openssi.present.countries import sorting_key
from openssi.present.dashboards.figures.cells import head_cell
from openssi.present.dashboards.figures.figure import FigureCell, FigureColumn, FigureTable

Outcome = Literal["yes", "no", "none"]

_STATES: Mapping[str, Outcome] = {"normal": "yes", "zero": "no"}


def outcome_of(cell: FigureCell) -> Outcome:
    """Return what an answer says; its state tells it, its words are for readers."""
    return _STATES.get(cell.state, "none")


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """What is answered.

    Attributes:
        code: A Convention, a part or a branch.
        name: As a column is headed.
        label: As a sentence names it.
    """

    code: str
    name: str
    label: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """The answers of one country, in the order of the columns."""

    area: str
    name: str
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many countries answer what.

    Attributes:
        none: Countries of the table without an answer.
    """

    column: AnswerColumn
    yes: int
    no: int
    none: int

    @property
    def answered(self) -> int:
        """Countries with an answer."""
        return self.yes + self.no


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Countries by what they answer.

    Attributes:
        rows: The countries with at least one answer, by name.
        sources: Where the answers come from, each as often as it occurs.
    """

    columns: tuple[AnswerColumn, ...]
    rows: tuple[AnswerRow, ...]
    sources: tuple[str, ...] = ()

    def counted(self) -> tuple[Counted, ...]:
        """Return how many countries answer what, by column."""
        return tuple(self._counted(number) for number in range(len(self.columns)))

    def _counted(self, number: int) -> Counted:
        outcomes = [outcome_of(row.cells[number]) for row in self.rows]
        return Counted(self.columns[number], outcomes.count("yes"), outcomes.count("no"), outcomes.count("none"))

    def table(self, first: str, last: str) -> FigureTable:
        """Return it as the table of a figure.

        Args:
            first: Head of the column of countries.
            last: Head of the column of years, which stand beside an answer only where it is of another year.
        """
        columns = (
            FigureColumn(id="country", name=first),
            *(FigureColumn(id=each.code.lower(), name=each.name) for each in self.columns),
            FigureColumn(id="year", name=last),
        )
        return FigureTable(columns=columns, rows=tuple(map(_cells, self.rows)))


def _cells(row: AnswerRow) -> tuple[FigureCell, ...]:
    years = Counter(each.year for each in row.cells if each.year)
    usual = years.most_common(1)[0][0] if years else ""
    cells = (replace(each, year="" if each.year == usual else each.year) for each in row.cells)
    return (head_cell(row.name, row.area), *cells, FigureCell(text=usual, state="not_applicable"))


def answered_rows(rows: Sequence[AnswerRow]) -> tuple[AnswerRow, ...]:
    """Return the rows with at least one answer, by name."""
    answered = (row for row in rows if any(outcome_of(cell) != "none" for cell in row.cells))
    return tuple(sorted(answered, key=lambda row: sorting_key(row.name)))


def most(counted: Sequence[Counted], least_answered: int = 1) -> Counted | None:
    """Return what the largest share of those who answer says yes to; none where two share the first place.

    Args:
        counted: What is compared.
        least_answered: How many countries have to have answered for a share to count.
    """
    told = sorted((each for each in counted if each.answered >= least_answered), key=_share, reverse=True)
    if len(told) < 2 or _share(told[0]) == _share(told[1]):
        return None
    return told[0]


def _share(counted: Counted) -> float:
    return counted.yes / counted.answered
