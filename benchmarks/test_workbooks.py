"""Workbooks written and read, beside plain loops over the same cells. Quote the ratio: machines differ."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from openssi.definitions import load
from openssi.run.demonstration import make_demonstration
from openssi.run.inquiry import FULL, Inquiry
from openssi.run.returned import examine
from openssi.store import Workspace

Benchmark = Callable[..., Any]


@pytest.fixture(scope="module")
def inquiry(tmp_path_factory: pytest.TempPathFactory) -> Inquiry:
    root = tmp_path_factory.mktemp("world") / "world"
    make_demonstration(root, load(), lambda *_: None)
    return Inquiry(Workspace.open(root), load())


@pytest.fixture(scope="module")
def returned(inquiry: Inquiry) -> Path:
    """The full questionnaire of a country with eight schemes, filled: some 8,500 cells."""
    return inquiry.workspace.workbooks / "QMA-2023-en.xlsx"


@pytest.mark.benchmark(group="write")
def test_write_a_full_questionnaire(benchmark: Benchmark, inquiry: Inquiry, tmp_path: Path) -> None:
    benchmark(inquiry.write_workbook, "QMA", 2024, "fr", (1, 1), tmp_path / "a.xlsx", FULL)


@pytest.mark.benchmark(group="write")
def test_write_the_same_cells_plainly(benchmark: Benchmark, inquiry: Inquiry, tmp_path: Path) -> None:
    path = inquiry.write_workbook("QMA", 2024, "fr", (1, 1), tmp_path / "a.xlsx", FULL)
    book = openpyxl.load_workbook(path)
    cells = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}

    def plainly() -> None:
        with xlsxwriter.Workbook(str(tmp_path / "b.xlsx")) as plain:
            for name, rows in cells.items():
                sheet = plain.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)

    benchmark(plainly)


@pytest.mark.benchmark(group="read")
def test_read_check_and_compare_a_returned_questionnaire(
    benchmark: Benchmark, inquiry: Inquiry, returned: Path
) -> None:
    found = benchmark(examine, inquiry, returned)
    assert found.returned is not None


@pytest.mark.benchmark(group="read")
def test_read_the_same_cells_plainly(benchmark: Benchmark, returned: Path) -> None:
    def plainly() -> int:
        book = openpyxl.load_workbook(returned, read_only=True, data_only=True)
        return sum(cell is not None for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)

    assert benchmark(plainly) > 0
