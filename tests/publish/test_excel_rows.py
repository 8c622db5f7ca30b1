"""Rows that are written together are those that XlsxWriter writes cell by cell."""

import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from openssi.publish.excel_rows import RowsSheet, write_cell

ROWS: tuple[Sequence[object], ...] = (
    ("plain", 1, 0.1 + 0.2, Decimal("12345678901.5"), True),
    ('<b>&amp; "quoted"', -1e300, 1 / 3, Decimal("-0.0000001"), False),
    (" before", None, "after ", "line\nbreak\n", "\ttab"),
    (None, "", None, "", None),
    ("_x0041_", "\x00\x1f", "\ufffe", "é\u00a0😀", "=1+1"),
    ("a" * 40_000, 1, "😀" * 20_000, None, "last"),
    (None, None, None, None, "after a long one"),
)
OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def written(path: Path, rows: Sequence[Sequence[object]], *, together: bool) -> dict[str, bytes]:
    """The parts of a workbook with a head, rows of five columns, and another sheet."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        styles = [book.add_format({"num_format": form}) for form in ("0", "0.0", "0.00", "0.000", "@")]
        sheet = book.add_worksheet("Data", RowsSheet)
        for column, style in enumerate(styles):
            sheet.write_string(0, column, f"head {column}", style)
        if together:
            sheet.write_rows(1, iter(rows), styles)
        for row, values in enumerate(() if together else rows, start=1):
            for column, value in enumerate(values):
                write_cell(sheet, row, column, value, styles[column])
        book.add_worksheet("More").write_string(0, 0, "text")
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}


@pytest.mark.parametrize("rows", [ROWS, ROWS[:1], ROWS[-1:], ROWS[5:6], ()], ids=["all", "one", "last", "long", "none"])
def test_the_same_workbook_is_written(tmp_path: Path, rows: Sequence[Sequence[object]]) -> None:
    together = written(tmp_path / "together.xlsx", rows, together=True)
    assert together == written(tmp_path / "plainly.xlsx", rows, together=False)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_is_no_number_is_refused(tmp_path: Path, number: float) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx"), OPTIONS) as book:
        sheet = book.add_worksheet("Data", RowsSheet)
        with pytest.raises(TypeError):
            sheet.write_rows(0, [(number,)], [book.add_format()])


def test_markup_in_a_text_stays_text(tmp_path: Path) -> None:
    parts = written(tmp_path / "a.xlsx", [("<r><t>x</t></r>", None, None, None, None)], together=True)
    assert b"&lt;r&gt;&lt;t&gt;x" in parts["xl/worksheets/sheet1.xml"]
