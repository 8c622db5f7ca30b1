"""One table that leaves by itself, with what has to be known of it: as CSV, or as an Excel workbook."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import xlsxwriter

from openssi.vocabulary.csv_text import neutralised_cell

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class OneTable:
    """Headings in the language, rows, and what has to be known of them.

    Attributes:
        sheets: Names of the sheets of a workbook: the data, the notes.
        made: Moment that a workbook names as its own, so that its bytes never change while what it says stays.
    """

    title: str
    sheets: tuple[str, str]
    made: datetime
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...]


def as_csv(table: OneTable) -> bytes:
    """Return the table as CSV that spreadsheets open as UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.headings)
    writer.writerows(map(neutralised_cell, row) for row in table.rows)
    return stream.getvalue().encode("utf-8-sig")


def as_workbook(table: OneTable) -> bytes:
    """Return the table as an Excel workbook: the data, then the notes."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": table.title, "created": table.made})
        bold = book.add_format({"bold": True, "bottom": 2})
        plain = book.add_format({"quote_prefix": True})
        data = book.add_worksheet(table.sheets[0])
        for number, row in enumerate((table.headings, *table.rows)):
            _write(data, number, row, bold if number == 0 else plain)
        data.freeze_panes(1, 3)
        data.autofilter(0, 0, len(table.rows), len(table.headings) - 1)
        data.set_column(2, 2, 34)
        notes = book.add_worksheet(table.sheets[1])
        notes.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
        for number, note in enumerate((table.title, *table.notes)):
            _write(notes, number, (note,), bold if number == 0 else None)
    return stream.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, number: int, row: Sequence[Cell], style: object) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int | float):
            sheet.write_number(number, column, cell)
        elif cell:
            sheet.write_string(number, column, cell, style)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that the table comes as."""

    write: Callable[[OneTable], bytes]
    media_type: str


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "csv": Kind(as_csv, "text/csv; charset=utf-8"),
        "xlsx": Kind(as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    }
)
