"""Reads a filled workbook to plain rows with their places. Nothing here knows what an answer means."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from openssi.collect.workbook_columns import MARKS
from openssi.collect.workbook_cover import FORMATS, OWN_SHEETS
from openssi.collect.workbook_package import SheetParts, inspect
from openssi.collect.workbook_persons import looks_like_persons
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

MARKS_WITHIN = 30
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b]")


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of the form as it was found. An empty cell is none; zero is zero.

    Attributes:
        place: File, sheet, row, and the cell of the value.
        key: The hidden key, empty in a row that asks for nothing.
        item: What stands in the column of questions.
        valid_from: The day from which a rule of law has been in force.
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
    is_formula: bool = False
    error: str = ""

    @property
    def answer(self) -> tuple[Cell, ...]:
        """What was typed."""
        return (self.value, self.status, self.source, self.note)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not self.error and all(each is None for each in self.answer)


@dataclass(frozen=True, slots=True)
class RawSheet:
    """A sheet with the mark of a form: the columns that were found, and its rows."""

    name: str
    columns: Mapping[str, int]
    rows: tuple[RawRow, ...]


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
    parts = inspect(path)
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            grids = {name: _grid(workbook, name) for name in parts if name in set(workbook.sheet_names)}
    except CalamineError as error:
        raise FixTheFile.because("WORKBOOK_NOT_EXCEL", Place(file=path.name)) from error
    facts, keys = _meta(path, grids.get("_meta", []))
    sheets, others = [], []
    for name, grid in grids.items():
        sheet = _sheet(path, name, grid, parts[name])
        if sheet is not None:
            sheets.append(sheet)
        elif name not in OWN_SHEETS:
            if looks_like_persons(grid):
                raise FixTheFile.because("WORKBOOK_PERSONS", Place(file=path.name, sheet=name))
            others.append(name)
    return RawWorkbook(path.name, facts, keys, tuple(sheets), tuple(others))


def _grid(workbook: CalamineWorkbook, name: str) -> list[list[Cell]]:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[None if cell == "" else cell for cell in row] for row in rows]


def _meta(path: Path, grid: Sequence[Sequence[Cell]]) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...]]:
    pairs = [(str(row[0] or ""), str(row[1] or "")) for row in grid if len(row) > 1]
    names = [name for name, _ in pairs]
    if not any(("format", each) in pairs for each in FORMATS) or "keys" not in names:
        raise FixTheFile.because("WORKBOOK_NOT_OURS", Place(file=path.name))
    end = names.index("keys")
    return dict(pairs[:end]), tuple(pairs[end + 1 :])


def _sheet(path: Path, name: str, grid: Sequence[Sequence[Cell]], parts: SheetParts) -> RawSheet | None:
    marks = {mark: column for column, mark in MARKS.items()}
    for number, cells in enumerate(grid[:MARKS_WITHIN]):
        if MARKS["key"] in cells:
            columns = {marks[cell]: at for at, cell in enumerate(cells) if isinstance(cell, str) and cell in marks}
            rows = tuple(_rows(Place(file=path.name, sheet=name), columns, grid, number + 1, parts))
            return RawSheet(name, columns, rows)
    return None


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
