"""One table of the questionnaire as a page shows it: sections, groups, rows and cells. Nothing here knows a page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_rows import RowKind
from openssi.collect.workbook_values import MISSING_STATUSES
from openssi.vocabulary.confidentiality import FREE
from openssi.vocabulary.item import Item
from openssi.vocabulary.text import Language

Origin = Literal["empty", "answered", "carried", "prefilled", "given", "calculated"]
Progress = Literal["done", "begun", "empty", "optional"]

ShowNumber = Callable[[Decimal, Language], str]
"""Writes a number, with all its digits, as a reader of the language does."""


@dataclass(frozen=True, slots=True)
class FormChoice:
    """A code that may be chosen, with its label."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class PastValue:
    """What was accepted in a cell for an earlier year.

    Attributes:
        value: Number in the multiplier of the form, text or codes, exactly; empty where there is no answer.
        shown: The same as a reader writes it.
        status: Observation status, empty where nothing is known of the year.
    """

    year: int
    value: str = ""
    shown: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCell:
    """One cell: what it asks for, and what stands in it.

    Attributes:
        kind: Kind of its row in the workbook; `open` awaits the code of its breakdown.
        part: Its sex, age, function or other breakdown in words, empty for the total.
        required: Whether an answer or the status of a missing value counts in the progress.
        is_law: Whether it has a date from which it is in force, and an article.
        value: Number in the multiplier of the form, text or codes, exactly; empty where there is none.
        shown: The same as a reader writes it.
        origin: Where the value comes from: answered this year, carried on from an earlier round, filled in
            beforehand, given by the form, calculated by it.
        status: Observation status, empty where it is the usual one.
        usual_status: The status that the table states for all its figures, else `A`.
        source: Source or article of its own.
        given_source: Source of a value that was filled in beforehand.
        in_force: Day from which a law is in force.
        past: The earlier years, the oldest first.
        explained: What was explained about the last accepted figure, empty where nothing was.
        confidentiality: Its own level as it is typed (`C`, `E 2025-09-30`), empty where that of its table holds.
        usual_confidentiality: The level that its table, scheme or country states.
        is_concealed: Whether its figure is kept from the person who looks.
    """

    key: CellKey
    kind: RowKind
    part: str
    required: bool
    is_law: bool
    value: str
    shown: str
    origin: Origin
    status: str
    usual_status: str
    note: str
    source: str
    given_source: str
    in_force: str
    past: tuple[PastValue, ...]
    explained: str
    confidentiality: str = ""
    usual_confidentiality: str = FREE
    is_concealed: bool = False

    @property
    def is_answered(self) -> bool:
        """Whether it has a value, or a status that says why there is none."""
        return bool(self.value) or self.status in MISSING_STATUSES

    @property
    def is_calculated(self) -> bool:
        """Whether the form calculates it."""
        return self.kind == "calculated"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One question with all its cells of one group.

    Attributes:
        label: The question in the language of the form, without unit.
        unit: Unit with its multiplier in words, empty where there is none.
        choices: Codes that may be chosen, of coded answers.
    """

    item: Item
    label: str
    definition: str
    example: str
    unit: str
    choices: tuple[FormChoice, ...]
    cells: tuple[FormCell, ...]


@dataclass(frozen=True, slots=True)
class FormConfirmation:
    """Confirms all figures of a group as they were filled in beforehand."""

    key: CellKey
    label: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormGroup:
    """Rows under a heading, which may be empty."""

    rows: tuple[FormRow, ...]
    label: str = ""
    code: str = ""
    confirmation: FormConfirmation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSection:
    """What a table asks of the country, a scheme or one benefit.

    Attributes:
        benefit: Id of the benefit, `_Z` where it is not about one.
        heading: Heading of the benefit, else empty.
        sources: Where the figures of the table come from.
        groups: What is asked for.
        details: Breakdowns that are offered beyond it.
    """

    benefit: str
    heading: str
    sources: tuple[FormRow, ...]
    groups: tuple[FormGroup, ...]
    details: tuple[FormGroup, ...]

    def rows(self) -> Iterator[FormRow]:
        """Iterate over all rows in the order of the page."""
        yield from self.sources
        for group in (*self.groups, *self.details):
            yield from group.rows


@dataclass(frozen=True, slots=True)
class TableProgress:
    """How far a table is answered.

    Attributes:
        subject: Heading of the scheme, or name of the country.
        answered: Required cells with a value or a reason.
        asked: Required cells.
        is_begun: Whether anything was answered this year, required or not.
    """

    table: str
    scheme: str
    subject: str
    title: str
    answered: int
    asked: int
    is_begun: bool

    @property
    def state(self) -> Progress:
        """Done, begun, empty, or optional where nothing is required and nothing answered."""
        if self.asked and self.answered == self.asked:
            return "done"
        if self.is_begun or self.answered:
            return "begun"
        return "empty" if self.asked else "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    """One table of one scheme, or of the country.

    Attributes:
        id: As the questionnaire numbers it (`F2`).
        scheme: Id of the scheme, `_Z` for the country.
        subject: Heading of the scheme, or name of the country.
        conventions: In which multipliers and currency it is filled, in words.
        years: The earlier years shown, the oldest first.
        sections: One, or one for each benefit.
    """

    id: str
    title: str
    scheme: str
    subject: str
    area_name: str
    language: Language
    year: int
    years: tuple[int, ...]
    conventions: str
    sections: tuple[FormSection, ...]
    progress: TableProgress

    def cells(self) -> Iterator[FormCell]:
        """Iterate over all cells in the order of the page."""
        return (cell for section in self.sections for row in section.rows() for cell in row.cells)
