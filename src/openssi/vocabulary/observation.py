"""One answered cell, as reported, with everything that belongs to it."""

from dataclasses import dataclass, field
from decimal import Decimal

from openssi.vocabulary.text import Language

TOTAL = "_T"
NOT_APPLICABLE = "_Z"
EMBARGO = "Q.EMBARGO"
"""Day until which the figures of a table, or a single one, are held back."""

_ROW: dict[Language, str] = {"en": "row", "fr": "ligne", "es": "fila"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, a sheet, a row, a cell. Parts that are unknown are empty."""

    file: str = ""
    sheet: str = ""
    row: int | None = None
    cell: str = ""
    item: str = ""

    def in_words(self, language: Language) -> str:
        """Return file, sheet, row or cell, and item, as a reader of the language writes them."""
        row = f"{_ROW[language]} {self.row}" if self.row is not None and not self.cell else ""
        return ", ".join(part for part in (self.file, self.sheet, self.cell or row, self.item) if part)

    def __str__(self) -> str:
        return self.in_words("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """The value of one item for one key, exactly as it was reported.

    The key is country, scheme, benefit, item, sex, age, function, breakdown and reference year; `_T` is a total and
    `_Z` means that a dimension does not apply. A numeric answer stands in `value`, any other in `text_value`
    (several codes are separated by spaces). Both empty means: no answer; `obs_status` then says why.

    Attributes:
        value: Exact decimal as typed; `unit_mult` is not applied.
        unit_mult: Power of ten of the value as reported (0, 3, 6, 9).
        ref_detail: Fiscal year or stock date, where it matters.
        embargo: Day until which this cell alone is held back (status `E`), as an ISO date. Tables of answers keep it in
            an answer to `Q.EMBARGO` of their own.
        explanation: The country's confirmation of a finding on this cell.
        channel: `workbook`, `context` or `computed`.
        place: The file, sheet and cell that the answer came from.
        submission: The submission (`QMA-2023`) that brought it, else empty.
        vintage: Number of the accepted version, 0 before acceptance.
    """

    ref_area: str
    item: str
    time_period: int
    scheme: str = NOT_APPLICABLE
    benefit: str = NOT_APPLICABLE
    sex: str = TOTAL
    age: str = TOTAL
    func: str = NOT_APPLICABLE
    breakdown: str = NOT_APPLICABLE
    value: Decimal | None = None
    text_value: str | None = None
    unit: str = ""
    unit_mult: int = 0
    currency: str = ""
    ref_detail: str = ""
    obs_status: str = "A"
    conf_status: str = "F"
    embargo: str = ""
    source: str = ""
    note: str = ""
    method: str = ""
    explanation: str = ""
    channel: str = "workbook"
    place: Place = field(default_factory=Place)
    submission: str = ""
    vintage: int = 0

    @property
    def id(self) -> str:
        """A readable id, unique within a vintage: `QMA.2023.B_REC.QMA01.QMA01-02.F._T._Z._Z`."""
        item = self.item.replace(".", "_")
        cell = f"{self.scheme}.{self.benefit}.{self.sex}.{self.age}.{self.func}.{self.breakdown}"
        return f"{self.ref_area}.{self.time_period}.{item}.{cell}"

    @property
    def alone(self) -> str:
        """The breakdown under which an item of table Q1 speaks of this cell alone, and not of its table."""
        return self.item if self.breakdown == NOT_APPLICABLE else f"{self.item}:{self.breakdown}"

    @property
    def is_answered(self) -> bool:
        """Whether there is a value or a text."""
        return self.value is not None or bool(self.text_value)

    @property
    def scaled_value(self) -> Decimal | None:
        """The value in units, after the multiplier."""
        return None if self.value is None else self.value.scaleb(self.unit_mult)
