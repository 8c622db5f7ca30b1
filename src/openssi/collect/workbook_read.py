"""Reads a filled workbook to plain rows with their places. Nothing here knows what an answer means."""

import datetime as dt
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum
from xlsxwriter.utility import xl_col_to_name

from openssi.collect.workbook_columns import MARKS
from openssi.collect.workbook_cover import FORMATS, OWN_SHEETS
from openssi.collect.workbook_package import inspect
from openssi.collect.workbook_persons import looks_like_persons
from openssi.collect.workbook_scan import SheetParts
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

MARKS_WITHIN = 30
UNMARKED_AT_THE_END = 1
"""The last column says which cells count as asked; it is not read."""

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u202a-\u202e\u2060\u2066-\u2069]")
"""Control characters, and those that let a text be shown in another order than it is written."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of the form as it was found. An empty cell is none; zero is zero.

    Attributes:
        place: File, sheet, row, and the cell of the value.
        key: The hidden key, empty in a row that asks for nothing.
        item: What stands in the column of questions.
        valid_from: The day from which a rule of law has been in force.
        states_confidentiality: Whether the sheet has a column of it; those of earlier versions have none.
        is_formula: Whether the value is the result of a formula.
        error: The Excel error that the value cell shows, else empty.
    """

    place: Place
    key: str
    value: Cell = None
    status: Cell = None
    source: Cell = None
    note: Cell = None
    valid_from: Cell = None
    item: Cell = None
    multiplier: Cell = None
    given: Cell = None
    confidentiality: Cell = None
    states_confidentiality: bool = True
    is_formula: bool = False
    error: str = ""

    @property
    def answer(self) -> tuple[Cell, ...]:
        """What was typed."""
        return (self.value, self.status, self.source, self.note, self.confidentiality)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.error and all(each is None for each in self.answer)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet with the mark of a form: the columns that were found, and its rows.

    Attributes:
        beside: What stands to the right of the form: the first cell of each column, and how many there are.
    """

    name: str
    columns: Mapping[str, int]
    rows: tuple[RawRow, ...]
    beside: tuple[tuple[Place, Cell, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A workbook as it was found.

    Attributes:
        file: Name of the file.
        facts: What the hidden sheet `_meta` says.
        keys: Sheet and key of every cell that the workbook was made with.
        sheets: Sheets that carry the mark of the form.
        others: Sheets that do not, in order, without those the form brings along.
    """

    file: str
    facts: Mapping[str, str]
    keys: tuple[tuple[str, str], ...]
    sheets: tuple[RawSheet, ...]
    others: tuple[str, ...]


def read_rows(path: Path) -> RawWorkbook:
    """Read a workbook to plain rows.

    Args:
        path: The filled workbook.

    Raises:
        FixTheFile: if it is absent, no .xlsx workbook, too large, or no questionnaire of OpenSSI.
    """
    package = inspect(path)
    place = Place(file=path.name)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(package.content)) as workbook:
            return _workbook(place, workbook, package.sheets)
    except CalamineError as error:
        raise FixTheFile.because("WORKBOOK_NOT_EXCEL", place) from error


def _workbook(place: Place, workbook: CalamineWorkbook, parts: Mapping[str, SheetParts]) -> RawWorkbook:
    """Read one sheet after the other, so that the cells of one at most are held that are not of the form."""
    names = [each.name for each in workbook.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    facts, keys = _meta(place, _grid(workbook, "_meta") if "_meta" in names else [])
    sheets, others = [], []
    for name in filter(parts.__contains__, names):
        grid = _grid(workbook, name)
        sheet = _sheet(place, name, grid, parts[name])
        if sheet is not None:
            sheets.append(sheet)
        elif name not in OWN_SHEETS:
            if looks_like_persons(grid):
                raise FixTheFile.because("WORKBOOK_PERSONS", replace(place, sheet=name))
            others.append(name)
    return RawWorkbook(place.file, facts, keys, tuple(sheets), tuple(others))


def _grid(workbook: CalamineWorkbook, name: str) -> list[list[Cell]]:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row] for row in rows]


def _meta(place: Place, grid: Sequence[Sequence[Cell]]) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...]]:
    pairs = [(str(row[0] or ""), str(row[1] or "")) for row in grid if len(row) > 1]
    names = [name for name, _ in pairs]
    if not any(("format", each) in pairs for each in FORMATS) or "keys" not in names:
        raise FixTheFile.because("WORKBOOK_NOT_OURS", place)
    end = names.index("keys")
    return dict(pairs[:end]), tuple(filter(any, pairs[end + 1 :]))


def _sheet(place: Place, name: str, grid: Sequence[Sequence[Cell]], parts: SheetParts) -> RawSheet | None:
    marks = {mark: column for column, mark in MARKS.items()}
    for number, cells in enumerate(grid[:MARKS_WITHIN]):
        if MARKS["key"] in cells:
            columns = {marks[cell]: at for at, cell in enumerate(cells) if isinstance(cell, str) and cell in marks}
            here = replace(place, sheet=name)
            rows = tuple(_rows(here, columns, grid, number + 1, parts))
            end = max(columns.values()) + 1 + UNMARKED_AT_THE_END
            _refuse_persons(here, grid[number + 1 :], columns["key"], end)
            return RawSheet(name, columns, rows, tuple(_beside(here, grid, end)))
    return None


def _refuse_persons(place: Place, grid: Sequence[Sequence[Cell]], key: int, end: int) -> None:
    """Refuse a register of persons that was pasted below or beside the form."""
    below = (row for row in grid if row[key] is None)
    if looks_like_persons(below, None) or looks_like_persons((row[end:] for row in grid), None):
        raise FixTheFile.because("WORKBOOK_PERSONS", place)


def _beside(place: Place, grid: Sequence[Sequence[Cell]], end: int) -> Iterator[tuple[Place, Cell, int]]:
    for at in range(end, len(grid[0])):
        found = [(number, row[at]) for number, row in enumerate(grid, start=1) if row[at] is not None]
        if found:
            number, value = found[0]
            yield replace(place, row=number, cell=f"{xl_col_to_name(at)}{number}"), value, len(found)


def _rows(
    place: Place, columns: Mapping[str, int], grid: Sequence[Sequence[Cell]], start: int, parts: SheetParts
) -> Iterator[RawRow]:
    letter = xl_col_to_name(columns.get("value", 0))
    for number, cells in enumerate(grid[start:], start=start + 1):
        found = {name: _clean(cells[at]) for name, at in columns.items() if at < len(cells)}
        key = str(found.pop("key", None) or "")
        address = f"{letter}{number}"
        row = RawRow(
            Place(place.file, place.sheet, number, address, key.partition("|")[0]),
            key,
            **found,
            states_confidentiality="confidentiality" in columns,
            is_formula=address in parts.formulas,
            error=parts.errors.get(address, ""),
        )
        if key or not row.is_empty:
            yield row


def _clean(cell: Cell) -> Cell:
    """Return a cell without the characters around and inside it that nobody sees."""
    if isinstance(cell, str):
        return (cell if cell.isprintable() else _UNSEEN.sub("", cell)).strip() or None
    return cell
