"""The columns of a sheet of the form. A hidden first row marks them, so that they are found wherever they move."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap
from types import MappingProxyType

from xlsxwriter.utility import xl_col_to_name

MARKS = MappingProxyType(
    {
        "item": "_item",
        "key": "_key",
        "value": "_value",
        "status": "_status",
        "valid_from": "_valid_from",
        "source": "_source",
        "note": "_note",
        "multiplier": "_multiplier",
        "given": "_given",
        "confidentiality": "_confidentiality",
    }
)
NEEDED = ("value", "status", "source", "note")
LINE_HEIGHT = 15.0
# The width of a column counts digits, and running text takes less room than digits.
CHARACTERS_PER_DIGIT = 1.15


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
    Column("item", 1, 64),
    Column("history", 2, 13),
    Column("history_2", 3, 13),
    Column("history_3", 4, 13),
    Column("value", 5, 24),
    Column("status", 6, 26),
    Column("valid_from", 7, 13),
    Column("source", 8, 30),
    Column("note", 9, 36),
    Column("confidentiality", 10, 22),
    Column("key", 11, 10, hidden=True),
    Column("multiplier", 12, 10, hidden=True),
    Column("given", 13, 10, hidden=True),
    Column("required", 14, 10, hidden=True),
)
_BY_NAME = {each.name: each for each in COLUMNS}


def column(name: str) -> int:
    """Return the number of a column, the first being 0."""
    return _BY_NAME[name].number


def letter(name: str) -> str:
    """Return the letter of a column in Excel."""
    return _BY_NAME[name].letter


def height_of(cells: Iterable[tuple[str, float]]) -> float | None:
    """Return the height of a row, in points, in which wrapped texts are seen whole; none where one line is enough.

    Not every program finds the height by itself.

    Args:
        cells: Texts with the width of their columns in characters.
    """
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return LINE_HEIGHT * lines if lines > 1 else None


def _lines(text: str, width: float) -> int:
    room = max(1, int(width * CHARACTERS_PER_DIGIT))
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(len(wrap(part, room)) or 1 for part in text.split("\n"))
