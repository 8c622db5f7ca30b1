"""Files of publishers as plain rows with their places: CSV or Excel, nothing interpreted."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import python_calamine

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_MAX_CELLS = 20_000_000


@dataclass(frozen=True, slots=True)
class PublishedRows:
    """The header and the rows of a file.

    Attributes:
        file: Name of the file.
        sheet: Sheet of a workbook, else empty.
        header: Texts of the first row.
        rows: Row number (the header being 1) and the cells as text.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    rows: Sequence[tuple[int, Sequence[str]]]


def read_rows(path: Path) -> PublishedRows:
    """Read a CSV or Excel file as text.

    Raises:
        FixTheFile: if it is empty, in no readable encoding, or no workbook although its name says so.
    """
    return _read_excel(path) if path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"} else _read_csv(path)


def _read_csv(path: Path) -> PublishedRows:
    rows = list(_csv_lines(path))
    if not rows:
        raise FixTheFile.because("PUBLISHED_FILE_EMPTY", Place(file=path.name))
    header = tuple(cell.strip() for cell in rows[0][1])
    return PublishedRows(path.name, "", header, [(line, row) for line, row in rows[1:] if any(row)])


def _csv_lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FixTheFile.because("PUBLISHED_ENCODING", Place(file=path.name)) from error
    lines = content.splitlines(keepends=True)
    delimiter = ";" if lines and lines[0].count(";") > lines[0].count(",") else ","
    reader = csv.reader(lines, delimiter=delimiter)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _read_excel(path: Path) -> PublishedRows:
    try:
        workbook = python_calamine.CalamineWorkbook.from_path(str(path))
        sheet = workbook.get_sheet_by_index(0)
    except (python_calamine.CalamineError, OSError, IndexError) as error:
        raise FixTheFile.because("PUBLISHED_NO_WORKBOOK", Place(file=path.name)) from error
    if sheet.height * sheet.width > _MAX_CELLS:
        raise FixTheFile.because("PUBLISHED_SHEET_TOO_LARGE", Place(file=path.name, sheet=sheet.name))
    cells = sheet.to_python(skip_empty_area=False)
    if not cells:
        raise FixTheFile.because("PUBLISHED_FILE_EMPTY", Place(file=path.name))
    header = tuple(str(cell).strip() for cell in cells[0])
    rows = [(number, [_text(cell) for cell in row]) for number, row in enumerate(cells[1:], start=2)]
    return PublishedRows(path.name, sheet.name, header, [row for row in rows if any(row[1])])


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
