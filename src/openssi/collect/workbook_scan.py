"""What the text of a sheet says of it before it is read: how far it reaches, where formulas stand, how much it shows.

The text of a sheet may hold a hundred thousand cells, and may have been made to keep a program busy: each pattern
begins with letters that are rare in it, and looks at few characters from there.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_ROWS = 20_000
MOST_COLUMNS = 702
MOST_CELLS = 2_000_000
"""Of one sheet; that of a scheme has some 22,000."""

MOST_TEXT = 200_000_000
"""Bytes of the texts that the cells of one sheet show, each counted as often as it is shown."""

_PREFIX = rb"<(?:[^<>\s:/]+:)?"
_UNUSUAL_CELLS = (re.compile(rb'<c(?! r="[A-Z][1-9]\d{0,3}")[\s/>]'), re.compile(rb":c[\s/>]"))
"""A cell beyond column Z or row 9,999 or without an address; one of a namespace with a name."""

_CELL = re.compile(_PREFIX + rb"c[\s/>]")
_ADDRESSED_CELL = re.compile(_PREFIX + rb'c r="([A-Z]{1,3})([1-9]\d{0,6})"')
_ADDRESS = re.compile(rb'\br="([A-Z]+\d+)"')
_FORMULAS = (re.compile(rb"<f[\s/>]"), re.compile(rb":f[\s/>]"))
_SHOWS_ERROR = re.compile(rb't="e"')
_ERROR = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_LONGEST_TAG = 400
_LONGEST_FORMULA = 8_192
_VALUE = re.compile(rb"<v>(\d{1,7})</v")
_ENDS_OF_VALUES = (b"</v", b":v")
_SHORTEST_CELL = len(b'<c r="A1" t="s"><v>0</v></c>')


@dataclass(frozen=True, slots=True)
class SheetParts:
    """What the text of a sheet says: the cells that hold formulas, and those that show an error."""

    formulas: frozenset[str]
    errors: Mapping[str, str]


def far_cells(text: bytes) -> tuple[int, int] | None:
    """Return the last row and column of a sheet that reaches too far to be read; none of one that does not.

    What the sheet itself declares of its extent does not matter: the reader of values does not rely on it.

    Raises:
        ValueError: if cells have no address that can be understood.
    """
    if not any(pattern.search(text) for pattern in _UNUSUAL_CELLS):
        return None
    if _count(_CELL, text) != _count(_ADDRESSED_CELL, text):
        raise ValueError
    rows, columns = _extent(text)
    return (rows, columns) if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS else None


def _count(pattern: re.Pattern[bytes], text: bytes) -> int:
    return sum(1 for _ in pattern.finditer(text))


def _extent(text: bytes) -> tuple[int, int]:
    """The last row and column of a sheet."""
    rows, columns = 0, set()
    for match in _ADDRESSED_CELL.finditer(text):
        columns.add(match[1])
        rows = max(rows, int(match[2]))
    return rows, max(map(_number, columns), default=0)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def texts_of(part: bytes) -> Sequence[int]:
    """Return the bytes of each text that a part keeps for the cells of sheets; at least what they are worth."""
    has_prefix = b":si" in part
    if not has_prefix and b"<si" not in part:
        return ()
    return [len(each) for each in part.split(b":si>" if has_prefix else b"</si>")]


def shows_too_much(text: bytes, lengths: Sequence[int]) -> bool:
    """Return whether the cells of a sheet may show more text than memory should hold: each has a copy of its own.

    Which text a cell shows is for its reader to say: the one that most cells show is taken to be the longest.

    Args:
        text: The text of the sheet.
        lengths: Bytes of the texts that cells refer to, the longest first.
    """
    longest = lengths[0] if lengths else 0
    if len(text) // _SHORTEST_CELL * longest <= MOST_TEXT:
        return False
    shown = Counter(int(match[1]) for match in _VALUE.finditer(text))
    others = sum(map(text.count, _ENDS_OF_VALUES)) - shown.total()
    known = zip(sorted(shown.values(), reverse=True), lengths, strict=False)
    return others * longest + sum(count * length for count, length in known) > MOST_TEXT


def parts_of(text: bytes) -> SheetParts:
    """Return where formulas and errors stand in a sheet."""
    found = (match.start() for pattern in _FORMULAS for match in pattern.finditer(text))
    formulas = {_address_before(text, text.rfind(b">", max(0, start - _LONGEST_TAG), start)) for start in found}
    errors: dict[str, str] = {}
    for match in _SHOWS_ERROR.finditer(text):
        address = _address_before(text, match.end())
        if address and address not in errors:
            shown = _ERROR.search(text, match.end(), match.end() + _LONGEST_FORMULA + _LONGEST_TAG)
            errors[address] = shown[1].decode(errors="replace") if shown else "#"
    return SheetParts(frozenset(formulas - {""}), errors)


def _address_before(text: bytes, position: int) -> str:
    """The address of the cell whose tag begins last before a position, none where no tag is near."""
    start = text.rfind(b"<", max(0, position - _LONGEST_TAG), max(0, position))
    match = _ADDRESS.search(text, start, position) if start >= 0 else None
    return match[1].decode() if match else ""
