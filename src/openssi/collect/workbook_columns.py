"""The columns of a sheet of the form. A hidden first row marks them, so that they are found wherever they move."""

from dataclasses import dataclass
from types import MappingProxyType

from xlsxwriter.utility import xl_col_to_name

MARKS = MappingProxyType(
    {
        "key": "_key",
        "value": "_value",
        "status": "_status",
        "source": "_source",
        "note": "_note",
        "multiplier": "_multiplier",
        "given": "_given",
    }
)
NEEDED = ("value", "status", "source", "note")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its place, its width in characters, its mark, whether it is hidden."""

    name: str
    number: int
    width: float
    hidden: bool = False

    @property
    def mark(self) -> str:
        """The mark in the hidden first row, empty for columns that are not read."""
        return MARKS.get(self.name, "")

    @property
    def letter(self) -> str:
        """The letter of the column in Excel."""
        return str(xl_col_to_name(self.number))


COLUMNS = (
    Column("code", 0, 8),
    Column("item", 1, 58),
    Column("history", 2, 13),
    Column("history_2", 3, 13),
    Column("history_3", 4, 13),
    Column("value", 5, 24),
    Column("status", 6, 26),
    Column("source", 7, 30),
    Column("note", 8, 36),
    Column("key", 9, 10, hidden=True),
    Column("multiplier", 10, 10, hidden=True),
    Column("given", 11, 10, hidden=True),
    Column("required", 12, 10, hidden=True),
)
_BY_NAME = {each.name: each for each in COLUMNS}


def column(name: str) -> int:
    """Return the number of a column, the first being 0."""
    return _BY_NAME[name].number


def letter(name: str) -> str:
    """Return the letter of a column in Excel."""
    return _BY_NAME[name].letter
