"""What people do to workbooks, and that the answers come back all the same."""

import datetime as dt
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import damaged
import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
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


@pytest.mark.parametrize(
    ("typed", "value"),
    [("\u200e1250\u200f", "1250"), ("١٢٥٠", "1250"), ("١٬٢٥٠٬٠٠٠", "1250000"), ("١٢٫٥", "12.5"), ("1\t250", "1250")],
)
def test_a_number_is_read_in_the_manner_of_texts_that_run_from_right_to_left(
    kitchen: Any, typed: str, value: str
) -> None:
    found = kitchen.read(kitchen.typed({MONEY: typed})).observations
    assert [each.value for each in found if each.item == "S.REC_EE"] == [Decimal(value)]


@pytest.mark.parametrize("chosen", ["EUR", "EUR  Euro", "eur", "Euro", "'EUR", "EUR\u00a0\u00a0Euro", "\u200eEUR"])
def test_a_value_pasted_over_a_list_is_understood(kitchen: Any, chosen: str) -> None:
    found = kitchen.read(kitchen.typed({"N.CURRENCY": chosen})).observations
    assert [each.text_value for each in found if each.item == "N.CURRENCY"] == ["EUR"]


@pytest.mark.parametrize("chosen", ["'L", "L\u00a0", "l", "Valeur manquante; non collectée"])
def test_a_status_pasted_over_its_list_is_understood(kitchen: Any, chosen: str) -> None:
    found = kitchen.read(kitchen.typed({MONEY: chosen}, "_status")).observations
    assert [each.obs_status for each in found if each.item == "S.REC_EE"] == ["L"]


@pytest.mark.parametrize(("typed", "code"), [("'XAF", "XAF"), ("xaf", "XAF"), ("XAF  CFA franc", "XAF")])
def test_a_currency_of_the_standard_is_read_whatever_is_around_it(
    kitchen: Any, make: Make, typed: str, code: str
) -> None:
    own = with_currency_of_the_standard(kitchen)
    found = own.read(own.typed({"N.CURRENCY": typed, MONEY: 5})).observations
    assert {each.text_value for each in found if each.item == "N.CURRENCY"} == {code}
    assert {each.currency for each in found if each.item == "S.REC_EE"} == {code}


@pytest.mark.parametrize("typed", ["Euros", "€", "US dollar", "XA"])
def test_the_name_of_a_currency_is_no_code_of_the_standard(kitchen: Any, typed: str) -> None:
    own = with_currency_of_the_standard(kitchen)
    assert own.problem(own.typed({"N.CURRENCY": typed}), "WORKBOOK_CURRENCY_CODE").values["value"] == typed


def with_currency_of_the_standard(kitchen: Any) -> Any:
    """The kitchen as the inquiry has it: the list of currencies is that of the standard, and not given."""
    form = kitchen.plan.questionnaire
    tables = tuple(
        replace(
            table, items=tuple(replace(each, type="text") if each.id == "N.CURRENCY" else each for each in table.items)
        )
        for table in form.tables
    )
    codelists = {name: each for name, each in kitchen.plan.codelists.items() if name != "CL_CURRENCY"}
    return replace(kitchen, plan=replace(kitchen.plan, questionnaire=replace(form, tables=tables), codelists=codelists))


@pytest.mark.parametrize("typed", ["'2009-04-01", "\u200e2009-04-01", "2009-4-1", dt.datetime(2009, 4, 1)])
def test_a_date_is_read_however_it_was_pasted(kitchen: Any, typed: object) -> None:
    found = kitchen.read(kitchen.typed({"B.START|QMA01|QMA01-01": typed})).observations
    assert [each.text_value for each in found if each.item == "B.START"] == ["2009-04-01"]


@pytest.mark.parametrize("number", [39904, 2009])
def test_a_number_where_a_date_belongs_is_asked_about_for_it_can_be_a_day_or_a_year(kitchen: Any, number: int) -> None:
    assert kitchen.problem(kitchen.typed({"B.START|QMA01|QMA01-01": number}), "WORKBOOK_NOT_A_DATE").place.cell


@pytest.mark.parametrize("formula", [b"70+7", b"[1]Accounts!$A$1", b"SUM(F40:F50)"])
def test_the_result_of_a_formula_is_taken_and_noted(kitchen: Any, formula: bytes) -> None:
    path = kitchen.typed({MONEY: 123456789})
    result = b"<f>" + formula + b"</f><v>77</v>"
    damaged.with_parts(path, lambda _name, content: content.replace(b"<v>123456789</v>", result))
    reading = kitchen.read(path)
    assert [each.value for each in reading.observations if each.item == "S.REC_EE"] == [Decimal(77)]
    (note,) = reading.ignored
    assert (note.code, note.place.item, note.place.sheet) == ("WORKBOOK_FORMULA_READ", "S.REC_EE", "S_QMA01")
    assert "77" in note.message("fr")


def test_what_is_written_beside_the_form_is_noted_once_for_each_column(kitchen: Any) -> None:
    def scribble(book: openpyxl.Workbook) -> None:
        for row in (9, 10, 11):
            book["S_QMA01"].cell(row, 18).value = f"to check {row}"

    (note,) = kitchen.read(kitchen.changed(kitchen.write(), scribble)).ignored
    assert (note.code, note.place.cell) == ("WORKBOOK_CELLS_BESIDE", "R9")
    assert note.values == {"value": "to check 9", "count": 3}


def test_a_sheet_that_is_only_a_chart_is_passed_over(kitchen: Any, answers: tuple[Observation, ...]) -> None:
    path = kitchen.write(*answers)
    before = plain(kitchen.read(path).observations)

    def chart(book: openpyxl.Workbook) -> None:
        drawn = BarChart()
        drawn.add_data(Reference(book["A_Country"], min_col=6, min_row=2, max_row=9))
        book.create_chartsheet("Our chart").add_chart(drawn)

    assert plain(kitchen.read(kitchen.changed(path, chart)).observations) == before


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
