"""The questionnaire as data: items, tables, units, dimensions, and the version that a round pins."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
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
    "reference",
    "list",
    "url",
    "period",
]
Level = Literal["country", "scheme", "benefit", "institution", "cell"]
Requirement = Literal["mandatory", "conditional", "recommended", "optional", "calculated", "prefilled"]
MultiplierRule = Literal["none", "money", "persons", "recipients"]
KeyColumn = Literal["sex", "age", "func", "breakdown"]

NO_TEXT = MultilingualText("", "", "")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure.

    Attributes:
        id: As items name it (`persons`, `LCU/month`).
        multiplier: Which convention of the country scales it: `money` (N.UNIT_MULT), `persons` (N.PERS_MULT),
            `recipients` (N.PERS_MULT where B.UNIT_REC counts persons, children or households), or `none`.
    """

    id: str
    label: MultilingualText
    multiplier: MultiplierRule = "none"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension that an item may be broken down by.

    Attributes:
        id: As items name it (`SEX`).
        codelist: Its codes, empty where they are ids of the country's own inventory.
        column: The column of the observation key that holds its codes.
        derived: Codes that are computed and never typed.
    """

    id: str
    codelist: str
    column: KeyColumn
    label: MultilingualText
    definition: MultilingualText
    derived: tuple[str, ...] = ()


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
        example: An answer as it would be typed, with what it stands for.
        condition: When a conditional item has to be answered, in the expression language, else empty.
        group: The group of its table with which it is confirmed, else empty.
        successor: The item that replaced it when it ended, else empty.
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
    example: MultilingualText = NO_TEXT
    condition: str = ""
    group: str = ""
    successor: str = ""

    def is_asked(self, year: int) -> bool:
        """Return whether the item is asked for a reference year."""
        return self.valid_from <= year and (self.valid_to is None or year <= self.valid_to)

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
    groups: Mapping[str, MultilingualText] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What became of an item between two versions.

    Attributes:
        item: The item of the earlier version.
        successor: The item that takes its answers, empty where none does.
        reason: Why, for the person whose answer is not taken.
        codes: Code of the earlier version to code of the later one, where codes changed; an empty one has none.
    """

    item: str
    successor: str
    reason: MultilingualText
    codes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """How answers of an earlier version of the questionnaire are read by this one.

    Items that are not among the changes are the same in both.
    """

    earlier: str
    changes: Mapping[str, ItemChange]


@dataclass(frozen=True)
class Questionnaire:
    """One released version of the questionnaire.

    Attributes:
        units: Units of measure by id.
        dimensions: Dimensions by id.
        crosswalks: Ways from earlier versions to this one, by the earlier version.
    """

    version: str
    tables: tuple[ItemTable, ...]
    units: Mapping[str, Unit] = field(default_factory=lambda: MappingProxyType({}))
    dimensions: Mapping[str, Dimension] = field(default_factory=lambda: MappingProxyType({}))
    crosswalks: Mapping[str, Crosswalk] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by mnemonic."""
        return {item.id: item for table in self.tables for item in table.items}

    def core_form(self) -> "Questionnaire":
        """Return the part of this version that is the core form."""
        tables = (replace(table, items=tuple(item for item in table.items if item.core)) for table in self.tables)
        return replace(self, tables=tuple(table for table in tables if table.items))
