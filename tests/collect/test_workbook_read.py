"""What a filled workbook may look like, and what is taken from it."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from openssi.vocabulary.observation import Observation

Make = Callable[..., Observation]


def test_every_answer_keeps_its_place(kitchen: Any, make: Make) -> None:
    path = kitchen.write(make("S.REC_EE", "12.5", scheme="QMA01", note="provisional accounts", obs_status="P"))
    (answer,) = (each for each in kitchen.read(path).observations if each.item == "S.REC_EE")
    assert (answer.value, answer.obs_status, answer.note) == (Decimal("12.5"), "P", "provisional accounts")
    assert (answer.unit, answer.channel) == ("LCU", "workbook")
    assert answer.place.file == path.name
    assert answer.place.sheet == "S_QMA01"
    assert answer.place.cell == f"F{answer.place.row}"
    assert answer.place.item == "S.REC_EE"


def test_a_zero_is_not_an_empty_cell(kitchen: Any) -> None:
    path = kitchen.typed({"S.REC_EE|QMA01": 0, "S.REC_SELF|QMA01": None})
    found = {each.item: each.value for each in kitchen.read(path).observations}
    assert found["S.REC_EE"] == 0
    assert "S.REC_SELF" not in found


def test_an_empty_cell_with_a_status_says_why_it_is_empty(kitchen: Any) -> None:
    path = kitchen.typed({"S.REC_EE|QMA01": "L"}, "_status")
    (answer,) = (each for each in kitchen.read(path).observations if each.item == "S.REC_EE")
    assert (answer.value, answer.text_value, answer.obs_status) == (None, None, "L")


def test_a_scheme_of_which_nothing_is_typed_is_not_reported(kitchen: Any) -> None:
    blank = kitchen.read(kitchen.write())
    assert [each.item for each in blank.observations] == ["N.REF_YEAR"]
    one = kitchen.read(kitchen.typed({"B.REC|QMA02|QMA02-01": 5}))
    assert {(each.item, each.scheme) for each in one.observations} == {
        ("N.REF_YEAR", "_Z"),
        ("S.ID", "QMA02"),
        ("B.ID", "QMA02"),
        ("B.REC", "QMA02"),
    }


def test_rows_columns_and_sheets_may_move(kitchen: Any, make: Make) -> None:
    answers = (make("S.REC_EE", "1", scheme="QMA01"), make("B.REC", "2", scheme="QMA02", benefit="QMA02-01", sex="F"))
    path = kitchen.write(*answers)
    before = {each.id: each.value for each in kitchen.read(path).observations}

    def move(workbook: openpyxl.Workbook) -> None:
        workbook.move_sheet("S_QMA02", -3)
        sheet = workbook["S_QMA01"]
        sheet.insert_rows(2, 3)
        sheet.insert_cols(1, 2)
        sheet.move_range("C40:P40", rows=60)

    after = kitchen.read(kitchen.changed(path, move))
    assert {each.id: each.value for each in after.observations} == before


def test_a_sheet_of_the_user_is_reported_and_not_read(kitchen: Any) -> None:
    path = kitchen.changed(kitchen.write(), lambda workbook: workbook.create_sheet("My sums").append([1, 2, 3]))
    (ignored,) = kitchen.read(path).ignored
    assert (ignored.code, ignored.place.sheet) == ("WORKBOOK_SHEET_IGNORED", "My sums")


def test_a_plain_copy_of_a_sheet_is_reported_and_not_read_twice(kitchen: Any, make: Make) -> None:
    path = kitchen.write(make("S.REC_EE", "1", scheme="QMA01"))
    path = kitchen.changed(path, lambda workbook: workbook.copy_worksheet(workbook["S_QMA01"]))
    reading = kitchen.read(path)
    assert [each.code for each in reading.ignored] == ["WORKBOOK_SHEET_IGNORED"]
    assert sum(each.item == "S.REC_EE" for each in reading.observations) == 1


def test_something_typed_beside_the_form_is_reported(kitchen: Any) -> None:
    def scribble(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["S_QMA01"]
        sheet.cell(sheet.max_row + 2, 6).value = 99

    (ignored,) = kitchen.read(kitchen.changed(kitchen.write(), scribble)).ignored
    assert ignored.code == "WORKBOOK_ROW_IGNORED"
    assert ignored.values["value"] == 99


def test_a_deleted_row_is_reported(kitchen: Any, at: Callable[..., Any]) -> None:
    def delete(workbook: openpyxl.Workbook) -> None:
        workbook["S_QMA01"].delete_rows(at(workbook, "S.REC_SELF|QMA01").row)

    (ignored,) = kitchen.read(kitchen.changed(kitchen.write(), delete)).ignored
    assert (ignored.code, ignored.place.sheet, ignored.place.item) == ("WORKBOOK_ROW_MISSING", "S_QMA01", "S.REC_SELF")


def test_a_note_without_an_answer_is_reported(kitchen: Any) -> None:
    path = kitchen.typed({"S.REC_EE|QMA01": "we are still looking"}, "_note")
    reading = kitchen.read(path)
    assert [each.code for each in reading.ignored] == ["WORKBOOK_NOTE_ALONE"]
    assert reading.ignored[0].place.item == "S.REC_EE"


def test_a_row_repeated_with_the_same_answer_is_read_once(kitchen: Any, at: Callable[..., Any], make: Make) -> None:
    def repeat(workbook: openpyxl.Workbook) -> None:
        sheet, row = workbook["S_QMA01"], at(workbook, "S.REC_EE|QMA01").row
        for column in range(1, 14):
            sheet.cell(sheet.max_row if column > 1 else sheet.max_row + 1, column).value = sheet.cell(row, column).value

    reading = kitchen.read(kitchen.changed(kitchen.write(make("S.REC_EE", "7", scheme="QMA01")), repeat))
    assert [each.code for each in reading.ignored] == ["WORKBOOK_ROW_REPEATED"]
    assert [each.value for each in reading.observations if each.item == "S.REC_EE"] == [7]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("EUR", "EUR"),
        ("eur", "EUR"),
        ("EUR  Euro", "EUR"),
        ("dollar", "USD"),
        ("Dólar", "USD"),
        ("USD  anything", "USD"),
    ],
)
def test_a_code_is_known_by_itself_and_by_its_label_in_any_language(kitchen: Any, typed: str, code: str) -> None:
    found = kitchen.read(kitchen.typed({"N.CURRENCY": typed})).observations
    assert [each.text_value for each in found if each.item == "N.CURRENCY"] == [code]


@pytest.mark.parametrize(
    "typed", ["OLD SUR", "OLD, SUR", "old;sur", "OLD  Old age\nSUR  Survivors", "Vieillesse; Survivants", "OLD OLD SUR"]
)
def test_several_codes_are_read_in_their_order_and_once(kitchen: Any, typed: str) -> None:
    found = kitchen.read(kitchen.typed({"S.FUNCTIONS|QMA01": typed})).observations
    assert [each.text_value for each in found if each.item == "S.FUNCTIONS"] == ["OLD SUR"]


def test_multipliers_go_to_totals_and_persons_and_never_to_averages(kitchen: Any) -> None:
    benefit = "|QMA01|QMA01-01"
    path = kitchen.typed(
        {
            "N.UNIT_MULT": 6,
            "N.PERS_MULT": "3",
            "N.CURRENCY": "EUR",
            "S.REC_EE|QMA01": 12.5,
            "S.ACTIVE|QMA01": 40,
            f"B.AMT_AVG{benefit}": 450,
            f"B.UNIT_REC{benefit}": "Ménage",
            f"B.REC{benefit}": 7,
            "L.AGE_M": 65,
        }
    )
    found = {each.item: each for each in kitchen.read(path).observations}
    assert {name: each.unit_mult for name, each in found.items() if each.value is not None and name[0] in "SBL"} == {
        "S.REC_EE": 6,
        "S.ACTIVE": 3,
        "B.AMT_AVG": 0,
        "B.REC": 3,
        "L.AGE_M": 0,
    }
    assert (found["S.REC_EE"].currency, found["B.AMT_AVG"].currency, found["S.ACTIVE"].currency) == ("EUR", "EUR", "")


def test_cases_have_no_multiplier(kitchen: Any) -> None:
    benefit = "|QMA01|QMA01-01"
    path = kitchen.typed({"N.PERS_MULT": 3, f"B.UNIT_REC{benefit}": "CASE", f"B.REC{benefit}": 7})
    assert [each.unit_mult for each in kitchen.read(path).observations if each.item == "B.REC"] == [0]


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("S.REC_EE|QMA01", 0.1 + 0.2, "0.3"),
        ("S.REC_EE|QMA01", 123456789012, "123456789012"),
        ("S.REC_EE|QMA01", "1\u00a0234,5", "1234.5"),
        ("S.REC_EE|QMA01", "123456789012345678.25", "123456789012345678.25"),
        ("S.ACTIVE|QMA01", "1,234", "1234"),
        ("B.AMT_ADJ|QMA01|QMA01-01", "2,125", "2.125"),
        ("B.AMT_ADJ|QMA01|QMA01-01", "2,5 %", "2.5"),
    ],
)
def test_numbers_are_exact_and_doubt_is_settled_by_what_they_count(
    kitchen: Any, key: str, typed: object, value: str
) -> None:
    found = kitchen.read(kitchen.typed({key: typed})).observations
    assert [each.value for each in found if each.item == key.partition("|")[0]] == [Decimal(value)]


def test_doubt_is_settled_by_the_other_numbers_of_the_sheet(kitchen: Any) -> None:
    path = kitchen.typed({"S.REC_EE|QMA01": "1,234", "S.REC_SELF|QMA01": "1.000,5", "S.REC_EE|QMA02": "17"})
    found = {each.item: each.value for each in kitchen.read(path).observations if each.scheme == "QMA01"}
    assert found["S.REC_EE"] == Decimal("1.234")


def test_dates_become_iso_dates(kitchen: Any) -> None:
    start = "B.START|QMA01|QMA01-01"
    path = kitchen.typed({start: dt.datetime.fromisoformat("1998-07-01"), "N.FY_START": "7-1"})
    found = {each.item: each.text_value for each in kitchen.read(path).observations}
    assert (found["B.START"], found["N.FY_START"]) == ("1998-07-01", "07-01")
    other = kitchen.read(kitchen.typed({start: "1998-07-01", "N.FY_START": dt.date(2023, 4, 1)}))
    found = {each.item: each.text_value for each in other.observations}
    assert (found["B.START"], found["N.FY_START"]) == ("1998-07-01", "04-01")


def test_a_number_typed_as_a_text_stays_what_it_shows(kitchen: Any) -> None:
    found = kitchen.read(kitchen.typed({"S.NAME_EN|QMA01": 1935.0})).observations
    assert [each.text_value for each in found if each.item == "S.NAME_EN"] == ["1935"]


def test_a_table_gives_source_period_and_status_to_its_figures(kitchen: Any) -> None:
    table = "|QMA01|_Z|_T|_T|_Z|C1"
    path = kitchen.typed(
        {
            f"Q.SRC_REF{table}": "Accounts 2023",
            f"Q.REF_MOMENT{table}": "31 December 2023",
            f"Q.OBS_STATUS{table}": "P",
            "S.REC_EE|QMA01": 5,
            "S.ACTIVE|QMA01": 6,
        }
    )
    found = {each.item: each for each in kitchen.read(path).observations}
    assert (found["S.REC_EE"].source, found["S.REC_EE"].ref_detail) == ("Accounts 2023", "31 December 2023")
    assert found["S.REC_EE"].obs_status == "P"
    assert (found["S.ACTIVE"].source, found["S.ACTIVE"].obs_status) == ("", "A")
    assert found["Q.SRC_REF"].breakdown == "C1"


def test_a_formula_of_the_form_is_not_read_but_a_typed_subtotal_is(kitchen: Any) -> None:
    added = kitchen.read(kitchen.typed({"S.REC_EE|QMA01": 5}))
    assert "S.REC_PP" not in {each.item for each in added.observations}
    typed = kitchen.read(kitchen.typed({"S.REC_PP|QMA01": 9}))
    (subtotal,) = (each for each in typed.observations if each.item == "S.REC_PP")
    assert (subtotal.value, subtotal.method) == (9, "SUBTOTAL_ONLY")


def test_a_context_figure_is_an_answer_only_where_the_country_changed_it(kitchen: Any, make: Make, at: Any) -> None:
    context = (make("X.POP_TOTAL", "41531", unit_mult=3, source="Estimates", channel="context", note="revised"),)
    path = kitchen.write(context=context)
    assert "X.POP_TOTAL" not in {each.item for each in kitchen.read(path).observations}

    def correct(workbook: openpyxl.Workbook) -> None:
        at(workbook, "X.POP_TOTAL").value = 41000

    changed = kitchen.read(kitchen.changed(path, correct))
    (answer,) = (each for each in changed.observations if each.item == "X.POP_TOTAL")
    assert (answer.value, answer.unit_mult) == (41000, 3)


def test_nothing_typed_anywhere_gives_nothing_ignored(kitchen: Any) -> None:
    assert kitchen.read(kitchen.write()).ignored == ()
