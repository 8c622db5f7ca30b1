"""What a single cell says: a number, a code, a date, a text, or why it cannot be read."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from openssi.collect.workbook_codes import CodeReader, folded
from openssi.collect.workbook_numbers import Ambiguous, parse_number
from openssi.collect.workbook_read import Cell
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Place

DIGITS = 15
DECIMALS = Decimal("1e-10")
TOO_LARGE = Decimal("1e18")
LONGEST_TEXT = 8_000
"""Characters; Excel holds 32,767 in a cell."""

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_THREE_LETTERS = re.compile(r"[A-Z]{3}")
_MONTH_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a cell cannot be read: a code of the catalogue and the values of its message."""

    code: str
    values: Mapping[str, object]

    def at(self, place: Place) -> Problem:
        """Return the problem at its place."""
        return Problem(self.code, place, self.values)


@dataclass(frozen=True, slots=True)
class Cue:
    """What helps to read a doubtful number.

    Attributes:
        is_whole: A fraction makes no sense here: years, ages, persons counted one by one.
        mark: The decimal mark of the numbers on the same sheet that leave no doubt, else empty.
    """

    is_whole: bool = False
    mark: str = ""


Answer = Decimal | str | Unreadable


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads cells by the type of their item."""

    codelists: Mapping[str, CodeList]
    _readers: dict[str, CodeReader] = field(default_factory=dict)

    def answer(self, item: Item, cell: Cell, cue: Cue) -> Answer:
        """Return a number for a numeric item, codes or text for any other.

        Args:
            item: The question.
            cell: What was typed; not empty.
            cue: What helps to read a doubtful number.
        """
        if item.is_numeric:
            return read_number(cell, item, cue)
        if item.type == "code":
            return self.code(item.codelist, cell)
        if item.type == "codes":
            return self._codes(item.codelist, cell)
        if item.type == "date":
            return read_date(cell)
        if item.type == "month_day":
            return read_month_day(cell)
        return _standard_code(cell) if item.type == "text" and item.codelist else read_text(cell)

    def code(self, codelist: str, cell: Cell) -> str | Unreadable:
        """Return the code that was chosen; any code where the list is not known."""
        text = as_text(cell)
        reader = self._reader(codelist)
        if reader is None:
            return re.split(r"\s{2,}", text)[0]
        return reader.one(text) or _unknown(reader, text)

    def _codes(self, codelist: str, cell: Cell) -> str | Unreadable:
        reader = self._reader(codelist)
        if reader is None:
            return " ".join(re.split(r"[\s,;]+", as_text(cell)))
        found, unknown = reader.many(as_text(cell))
        return _unknown(reader, unknown[0]) if unknown else " ".join(found)

    def _reader(self, codelist: str) -> CodeReader | None:
        if codelist not in self._readers:
            found = self.codelists.get(codelist)
            if found is None or not len(found):
                return None
            self._readers[codelist] = CodeReader(found)
        return self._readers[codelist]


def _standard_code(cell: Cell) -> str | Unreadable:
    """Return the code of a currency, whose list is that of a standard and not of the inquiry."""
    code = folded(re.split(r"\s{2,}", as_text(cell))[0]).upper()
    return code if _THREE_LETTERS.fullmatch(code) else Unreadable("WORKBOOK_CURRENCY_CODE", {"value": as_text(cell)})


def _unknown(reader: CodeReader, text: str) -> Unreadable:
    values = {"value": text, "codelist": reader.id, "nearest": reader.nearest(text)}
    return Unreadable("WORKBOOK_CODE_UNKNOWN", values)


def read_number(cell: Cell, item: Item, cue: Cue) -> Decimal | Unreadable:
    """Return the number of a cell.

    A number of Excel becomes the shortest decimal that it shows (15 digits are all that Excel keeps); a text is read
    exactly.
    """
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        return Unreadable("WORKBOOK_DATE_IN_NUMBER", {"value": cell})
    if isinstance(cell, bool) or cell is None:
        return Unreadable("WORKBOOK_NOT_A_NUMBER", {"value": cell})
    number = _from_text(cell, item, cue) if isinstance(cell, str) else Decimal(f"{cell:.{DIGITS}g}")
    if isinstance(number, Unreadable):
        return number
    wrong = _unfit(number, item)
    if wrong:
        return Unreadable(wrong, {"value": cell})
    return _shortest(number if isinstance(cell, str) else number.quantize(DECIMALS))


def _unfit(number: Decimal, item: Item) -> str:
    """Why a number is no answer, empty where it may be one."""
    if not number.is_finite():
        return "WORKBOOK_NOT_A_NUMBER"
    if abs(number) >= TOO_LARGE:
        return "WORKBOOK_NUMBER_TOO_LARGE"
    is_whole = item.type not in {"integer", "year"} or number == number.to_integral_value()
    return "" if is_whole else "WORKBOOK_NOT_WHOLE"


def _shortest(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent: 1E+3 is 1000."""
    short = number.normalize()
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else short


def _from_text(text: str, item: Item, cue: Cue) -> Decimal | Unreadable:
    percent = item.type == "percent"
    found = parse_number(text.removesuffix("%") if percent else text)
    if found is None:
        return Unreadable("WORKBOOK_NOT_A_NUMBER", {"value": text})
    if not isinstance(found, Ambiguous):
        return found
    return _decided(text, found, cue, is_percent=percent)


def _decided(text: str, found: Ambiguous, cue: Cue, *, is_percent: bool) -> Decimal | Unreadable:
    """Decide between the two readings by the cues, and ask where there is none or they disagree.

    Persons counted one by one have no thousandths, and a percentage has no thousands.
    """
    votes = set()
    if cue.mark:
        votes.add(found.fraction if cue.mark in text else found.grouped)
    if cue.is_whole:
        votes.add(found.grouped)
    if is_percent:
        votes.add(found.fraction)
    if len(votes) == 1:
        return votes.pop()
    values = {"value": text, "first": found.grouped, "second": found.fraction}
    return Unreadable("WORKBOOK_NUMBER_AMBIGUOUS", values)


def read_date(cell: Cell) -> str | Unreadable:
    """Return a date as `2023-12-31`."""
    if isinstance(cell, dt.date):
        return f"{cell:%Y-%m-%d}"
    match = _DATE.fullmatch(folded(str(cell)))
    try:
        if match:
            return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        pass
    return Unreadable("WORKBOOK_NOT_A_DATE", {"value": as_text(cell), "pattern": "2023-12-31"})


def read_month_day(cell: Cell) -> str | Unreadable:
    """Return a day of the year as `07-01`."""
    if isinstance(cell, dt.date):
        return f"{cell:%m-%d}"
    match = _MONTH_DAY.fullmatch(folded(str(cell)))
    try:
        if match:
            return f"{dt.date(2000, int(match[1]), int(match[2])):%m-%d}"
    except ValueError:
        pass
    return Unreadable("WORKBOOK_NOT_A_DATE", {"value": as_text(cell), "pattern": "07-01"})


def read_text(cell: Cell) -> str | Unreadable:
    """Return a text, refused where it is longer than any answer."""
    text = as_text(cell)
    if len(text) > LONGEST_TEXT:
        return Unreadable("WORKBOOK_TEXT_TOO_LONG", {"length": len(text), "longest": LONGEST_TEXT})
    return text


def as_text(cell: Cell) -> str:
    """Return a cell as text: a number as it is shown, a date as `2023-12-31`."""
    if isinstance(cell, float):
        return f"{Decimal(f'{cell:.{DIGITS}g}'):f}"
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return "" if cell is None else str(cell).strip()
