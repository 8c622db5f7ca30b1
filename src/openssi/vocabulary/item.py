"""The questionnaire as data: items, tables, and the version that a round pins."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from openssi.vocabulary.text import MultilingualText

ItemType = Literal[
    "number",
    "money",
    "percent",
    "code",
    "codes",
    "text",
    "year",
    "date",
    "month_day",
    "integer",
    "id",
]
Level = Literal["country", "scheme", "benefit", "institution", "cell"]
Requirement = Literal["mandatory", "conditional", "recommended", "optional", "calculated", "prefilled"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of the inquiry.

    Attributes:
        id: The mnemonic used in formulas (`B.REC`).
        code: The place in the questionnaire (`F2.01`).
        table: The table it stands in (`F2`).
        level: What it is asked of: the country, a scheme or a benefit.
        type: The kind of answer.
        unit: `persons`, `households`, `LCU`, `LCU/month`, `LCU per period`, `per cent`, ... or empty.
        codelist: The code list of a coded answer (`CL_FUNC`), else empty.
        breakdowns: The dimensions offered besides the total: `SEX`, `AGE`, `FUNC`, `PAIR`.
        requirement: Whether an answer or a missing-value status is required.
        core: Whether the item is on the core form.
        formula: How a calculated item is made, in the expression language, else empty.
        valid_from: First reference year.
        valid_to: Last reference year, or none.
    """

    id: str
    code: str
    table: str
    level: Level
    type: ItemType
    label: MultilingualText
    definition: MultilingualText
    unit: str = ""
    codelist: str = ""
    breakdowns: tuple[str, ...] = ()
    requirement: Requirement = "optional"
    core: bool = False
    formula: str = ""
    valid_from: int = 0
    valid_to: int | None = None

    @property
    def is_numeric(self) -> bool:
        """Whether the answer is a number that can be summed and compared."""
        return self.type in {"number", "money", "percent", "integer", "year"}

    @property
    def is_typed(self) -> bool:
        """Whether a respondent types it (neither calculated by the form nor filled in beforehand)."""
        return self.requirement not in {"calculated", "prefilled"}


@dataclass(frozen=True, slots=True)
class ItemTable:
    """A table of the questionnaire (`F2`, recipients)."""

    id: str
    level: Level
    title: MultilingualText
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Questionnaire:
    """One released version of the questionnaire."""

    version: str
    tables: tuple[ItemTable, ...]

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by mnemonic."""
        return {item.id: item for table in self.tables for item in table.items}

    def core_form(self) -> "Questionnaire":
        """Return the part of this version that is the core form."""
        tables = tuple(
            ItemTable(table.id, table.level, table.title, tuple(item for item in table.items if item.core))
            for table in self.tables
        )
        return Questionnaire(self.version, tuple(table for table in tables if table.items))
