"""Files of publishers as plain rows with their places: CSV or Excel, nothing interpreted."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

from openssi.collect.published_package import refuse_far_cells
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place

_SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".ods"})
_SHOWN = 20
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class PublishedRows:
    """The header and the rows of a table.

    Attributes:
        file: Name of the file.
        sheet: Sheet of a workbook, else empty.
        header: Texts of the first row.
        rows: Row number (the header being 1) and the cells as they are stored; `text_at` reads one.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[object]]]


def text_of(cell: object) -> str:
    """Return a cell as text; a whole number has no decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def text_at(cells: Sequence[object], position: int | None) -> str:
    """Return a cell of a row as text, empty where the row ends before it."""
    return text_of(cells[position]) if position is not None and position < len(cells) else ""


def read_tables(path: Path) -> tuple[PublishedRows, ...]:
    """Read a CSV file, or every sheet of a workbook that is not empty.

    What a file is follows from its content, so that a workbook under the name of a CSV file is read all the same.

    Raises:
        FixTheFile: if it is empty, in no readable encoding, or no workbook although its name says so.
    """
    with path.open("rb") as stream:
        is_package = stream.read(len(_ZIP)) == _ZIP
    if is_package or path.suffix.lower() in _SPREADSHEETS:
        tables = _read_workbook(path, is_package)
    else:
        tables = (_table(path.name, "", read_csv_lines(path)),)
    filled = tuple(table for table in tables if table.header)
    if not filled:
        raise FixTheFile.because("PUBLISHED_FILE_EMPTY", Place(file=path.name))
    return filled


def refuse(problems: Sequence[Problem], file: str) -> None:
    """Refuse a file for all its problems; at most 20 are shown, and how many more there are.

    Raises:
        FixTheFile: if there is a problem.
    """
    if not problems:
        return
    shown = list(problems[:_SHOWN])
    if len(problems) > _SHOWN:
        shown.append(Problem("PUBLISHED_MORE_PROBLEMS", Place(file=file), {"count": len(problems) - _SHOWN}))
    raise FixTheFile(shown)


def _table(file: str, sheet: str, lines: Iterable[tuple[int, Sequence[object]]]) -> PublishedRows:
    """A table whose first row that is not blank is the header."""
    filled = ((number, row) for number, row in lines if any(cell != "" for cell in row))
    first = next(filled, None)
    header = tuple(map(text_of, first[1])) if first else ()
    return PublishedRows(file, sheet, header, list(filled))


def read_csv_lines(path: Path) -> Iterator[tuple[int, Sequence[str]]]:
    """Return the rows of a CSV file in UTF-8, each with the line that it begins in.

    Raises:
        FixTheFile: if it is not UTF-8, or a quotation mark is not closed.
    """
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FixTheFile.because("PUBLISHED_ENCODING", Place(file=path.name)) from error
    first = content.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise FixTheFile.because("PUBLISHED_QUOTE_OPEN", Place(file=path.name, row=line)) from error


def _read_workbook(path: Path, is_package: bool) -> tuple[PublishedRows, ...]:
    if is_package:
        refuse_far_cells(path)
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        sheets = {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in _sheets(workbook)}
    except (python_calamine.CalamineError, OSError) as error:
        raise FixTheFile.because("PUBLISHED_NO_WORKBOOK", Place(file=path.name)) from error
    return tuple(_table(path.name, name, enumerate(rows, start=1)) for name, rows in sheets.items())


def _sheets(workbook: python_calamine.CalamineWorkbook) -> list[str]:
    kinds = python_calamine.SheetTypeEnum
    return [sheet.name for sheet in workbook.sheets_metadata if sheet.typ == kinds.WorkSheet]
