"""What people do to workbooks, and that the answers come back all the same."""

import datetime as dt
from collections.abc import Callable
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import damaged
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import libreoffice
from openssi.vocabulary.observation import Observation

Make = Callable[..., Observation]
Change = Callable[[openpyxl.Workbook], None]
MONEY = damaged.MONEY


@pytest.fixture
def answers(make: Make) -> tuple[Observation, ...]:
    scheme = {"scheme": "QMA01"}
    return (
        make("N.REF_YEAR", "2023"),
        make("S.NAME_EN", text_value="Pension Fund", **scheme),
        make("S.REC_EE", "1250.5", note="Audited", **scheme),
        make("S.REC_TOTAL", "3000", obs_status="P", **scheme),
        make("S.ACTIVE", "300", **scheme),
        make("S.ACTIVE", "120", sex="F", **scheme),
        make("L.EXISTS", text_value="NONE", func="SIC"),
        make("L.AGE_M", "65", ref_detail="2010-01-01", source="s. 14"),
    )


def plain(observations: tuple[Observation, ...]) -> set[tuple[object, ...]]:
    given = {"S.ID", "B.ID", "N.REF_YEAR"}
    return {
        (each.id, each.scaled_value, each.text_value, each.obs_status, each.note, each.ref_detail)
        for each in observations
        if each.item not in given
    }


def move_sheets(book: openpyxl.Workbook) -> None:
    book.move_sheet("S_QMA02", offset=-3)


def rename_sheets(book: openpyxl.Workbook) -> None:
    book["S_QMA01"].title = "Caisse"
    book["H_Totals"].title = "Totaux"


def insert_rows(book: openpyxl.Workbook) -> None:
    book["S_QMA01"].insert_rows(9, 3)
    book["S_QMA01"]["B9"] = "our own heading"


def insert_columns(book: openpyxl.Workbook) -> None:
    book["S_QMA01"].insert_cols(3, 2)


def merge_cells(book: openpyxl.Workbook) -> None:
    sheet = book["S_QMA01"]
    row = damaged.cell_of(book, MONEY).row
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)


def copy_sheet(book: openpyxl.Workbook) -> None:
    book.copy_worksheet(book["S_QMA01"])


def sort_rows(book: openpyxl.Workbook) -> None:
    sheet: Worksheet = book["S_QMA01"]
    first, last = 7, sheet.max_row
    rows = [[copy(cell.value) for cell in row] for row in sheet.iter_rows(first, last)]
    for number, values in enumerate(reversed(rows), start=first):
        for column, value in enumerate(values, start=1):
            sheet.cell(number, column).value = value


@pytest.mark.parametrize(
    "change",
    [move_sheets, rename_sheets, insert_rows, insert_columns, merge_cells, copy_sheet, sort_rows],
    ids=lambda each: each.__name__,
)
def test_the_answers_survive(kitchen: Any, answers: tuple[Observation, ...], change: Change) -> None:
    path = kitchen.write(*answers)
    before = plain(kitchen.read(path).observations)
    assert plain(kitchen.read(kitchen.changed(path, change)).observations) == before
    assert len(before) >= 7


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1234,5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567,5", "1234567.5"),
        ("1.234.567", "1234567"),
        ("1,234,567.25", "1234567.25"),
        ("'1250", "1250"),
        (" 1250 ", "1250"),
        ("1'250'000", "1250000"),
        ("-12.5", "-12.5"),
        ("\u22125", "-5"),
        (0, "0"),
    ],
)
def test_a_number_is_read_however_it_was_typed(kitchen: Any, typed: object, value: str) -> None:
    found = kitchen.read(kitchen.typed({MONEY: typed})).observations
    assert [each.value for each in found if each.item == "S.REC_EE"] == [Decimal(value)]


@pytest.mark.parametrize("chosen", ["EUR", "EUR  Euro", "eur", "Euro"])
def test_a_value_pasted_over_a_list_is_understood(kitchen: Any, chosen: str) -> None:
    found = kitchen.read(kitchen.typed({"N.CURRENCY": chosen})).observations
    assert [each.text_value for each in found if each.item == "N.CURRENCY"] == ["EUR"]


def test_a_date_pasted_as_a_number_where_a_number_belongs_is_asked_about(kitchen: Any) -> None:
    path = kitchen.typed({MONEY: dt.datetime(2023, 5, 1)})
    assert kitchen.problem(path, "WORKBOOK_DATE_IN_NUMBER").place.cell


def test_the_calendar_of_excel_for_mac_gives_the_same_day(kitchen: Any) -> None:
    def change(book: openpyxl.Workbook) -> None:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904
        damaged.cell_of(book, "B.START|QMA01|QMA01-01").value = dt.date(2009, 4, 1)

    found = kitchen.read(kitchen.changed(kitchen.write(), change)).observations
    assert [each.text_value for each in found if each.item == "B.START"] == ["2009-04-01"]


def test_a_copy_whose_answers_differ_is_a_problem_that_names_both_cells(
    kitchen: Any, answers: tuple[Observation, ...]
) -> None:
    def change(book: openpyxl.Workbook) -> None:
        copied = book.copy_worksheet(book["S_QMA01"])
        cell = damaged.cell_of(book, MONEY)
        copied.cell(cell.row, cell.column).value = 999

    problem = kitchen.problem(kitchen.changed(kitchen.write(*answers), change), "WORKBOOK_KEY_TWICE")
    assert problem.place.sheet == "S_QMA01 Copy"
    assert "S_QMA01" in problem.message("en")


@libreoffice.needed
def test_libreoffice_saves_workbooks_that_say_the_same_and_calculates_what_we_calculate(
    kitchen: Any, answers: tuple[Observation, ...], tmp_path: Path
) -> None:
    paths = [kitchen.write(*answers), kitchen.write()]
    before = [kitchen.read(path) for path in paths]
    saved = libreoffice.saved_again(paths, tmp_path / "office")
    for earlier, path in zip(before, saved, strict=True):
        again = kitchen.read(path, kitchen.plan.fingerprint)
        assert plain(again.observations) == plain(earlier.observations)
        assert again.scope == earlier.scope
    book = openpyxl.load_workbook(saved[0], data_only=True)
    assert damaged.cell_of(book, "S.REC_PP|QMA01").value == 1250.5
    empty = openpyxl.load_workbook(saved[1], data_only=True)
    assert damaged.cell_of(empty, "S.REC_PP|QMA01").value in {None, ""}
