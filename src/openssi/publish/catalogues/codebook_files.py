"""The codebook as CSV files and as a workbook."""

import csv
from collections.abc import Iterable
from pathlib import Path

import xlsxwriter

from openssi.definitions import Definitions
from openssi.publish.catalogues.codebook_tables import CodebookTable
from openssi.publish.publication import written_aside
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.text import Language

_WIDE = ("label", "title", "definition", "example")
_WIDTHS = {"label": 38, "title": 38, "definition": 60, "example": 44, "formula": 40, "condition": 30}
_USUAL_WIDTH = 14


def write_csv_folder(tables: Iterable[CodebookTable], folder: Path) -> tuple[Path, ...]:
    """Write one CSV file per table in UTF-8; spreadsheets recognise the encoding by its mark."""
    return tuple(_write_csv(table, folder / f"{table.id}.csv") for table in tables)


def _write_csv(table: CodebookTable, path: Path) -> Path:
    with written_aside(path) as aside, aside.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(table.heads)
        writer.writerows([neutralised(cell) for cell in row] for row in table.rows)
    return path


def write_workbook(
    tables: Iterable[CodebookTable], definitions: Definitions, folder: Path, language: Language
) -> tuple[Path, ...]:
    """Write one workbook, one sheet per table."""
    path = folder / f"openssi-codebook-{definitions.questionnaire.version}.xlsx"
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with written_aside(path) as aside:
        book = xlsxwriter.Workbook(str(aside), options)
        book.set_properties({"title": definitions.texts.get("publish.codebook.title", language)})
        head = book.add_format({"bold": True, "bottom": 2, "bg_color": "#f4f6f7"})
        text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        for table in tables:
            sheet = book.add_worksheet(definitions.texts.get(f"publish.codebook.sheets.{table.id}", language))
            _fill(sheet, table, head, text)
        book.close()
    return (path,)


def _fill(
    sheet: xlsxwriter.worksheet.Worksheet,
    table: CodebookTable,
    head: xlsxwriter.format.Format,
    text: xlsxwriter.format.Format,
) -> None:
    for column, name in enumerate(table.heads):
        sheet.set_column(column, column, _width(name))
        sheet.write_string(0, column, name, head)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(number, column, cell, text)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _width(name: str) -> int:
    return _WIDTHS.get(name.rpartition("_")[0] if name.startswith(_WIDE) else name, _USUAL_WIDTH)
