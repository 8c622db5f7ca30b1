"""What a workbook holds when it is written, and that it comes back whole."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.collect import difference
from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.scheme import Benefit, Inventory, Scheme

Make = Callable[..., Observation]

NUMBERS = st.decimals(min_value=0, max_value=10**14, places=3, allow_nan=False)
NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=30)
CELLS: dict[str, tuple[dict[str, str], int]] = {
    "S.REC_EE": ({"scheme": "QMA01"}, 6),
    "S.REC_SELF": ({"scheme": "QMA02"}, 6),
    "S.ACTIVE": ({"scheme": "QMA01", "sex": "F"}, 3),
    "S.INSURED": ({"scheme": "QMA01", "func": "OLD", "sex": "_U"}, 3),
    "B.REC": ({"scheme": "QMA01", "benefit": "QMA01-01", "sex": "M"}, 3),
    "B.AMT_AVG": ({"scheme": "QMA01", "benefit": "QMA01-01"}, 0),
    "B.AMT_ADJ": ({"scheme": "QMA01", "benefit": "QMA01-01"}, 0),
    "L.AGE_M": ({}, 0),
    "H.COV_OLD": ({"sex": "F"}, 3),
}


@st.composite
def answers(draw: st.DrawFn) -> list[Observation]:
    """A filled questionnaire in millions and thousands; every figure with a value or a reason."""

    def observation(item: str, **more: Any) -> Observation:
        return Observation(ref_area="QMA", time_period=2023, item=item, **more)

    filled = [
        observation("N.UNIT_MULT", value=Decimal(6)),
        observation("N.PERS_MULT", value=Decimal(3)),
        observation("S.FUNCTIONS", scheme="QMA01", text_value=draw(st.sampled_from(["OLD", "SUR SIC", "SIC OLD SUR"]))),
        observation("L.EXISTS", func="SIC", text_value=draw(st.sampled_from(["NONE", "ANCH_PER"]))),
        observation("S.NAME_EN", scheme="QMA02", text_value=draw(NAMES)),
    ]
    for item in draw(st.sets(st.sampled_from(sorted(CELLS)))):
        key, power = CELLS[item]
        value, status = draw(
            st.one_of(st.tuples(NUMBERS, st.sampled_from("AEP")), st.tuples(st.none(), st.sampled_from("LM")))
        )
        said = {"source": draw(st.sampled_from(["", "Accounts"])), "note": draw(st.one_of(st.just(""), NAMES))}
        filled.append(observation(item, **key, value=value, unit_mult=power, obs_status=status, **said))
    return filled


def content(observations: Any) -> dict[str, tuple[object, ...]]:
    return {
        each.id: (each.scaled_value, each.text_value, each.obs_status, each.source, each.note)
        for each in observations
        if each.item not in {"S.ID", "B.ID", "N.REF_YEAR"}
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(answers(), st.sampled_from(["en", "fr", "es"]))
def test_what_is_written_is_read_back(kitchen: Any, filled: list[Observation], language: str) -> None:
    path = kitchen.write(*filled, fingerprint=replace(kitchen.plan.fingerprint, language=language))
    reading = kitchen.read(path)
    assert content(reading.observations) == content(filled)
    assert not reading.ignored


def test_a_workbook_written_twice_is_the_same_file(kitchen: Any, make: Make) -> None:
    first, second = (kitchen.write(make("S.REC_EE", "5", scheme="QMA01")) for _ in range(2))
    assert first.read_bytes() == second.read_bytes()


def test_a_number_of_more_digits_than_excel_keeps_stays_exact(kitchen: Any, make: Make) -> None:
    number = "1234567890123456.0123456789"
    found = kitchen.read(kitchen.write(make("S.REC_EE", number, scheme="QMA01"))).observations
    assert [each.value for each in found if each.item == "S.REC_EE"] == [Decimal(number)]


def test_answers_are_written_in_the_multiplier_of_the_form(kitchen: Any, make: Make, at: Any) -> None:
    answers = (make("N.UNIT_MULT", "6"), make("S.REC_EE", "12500000", scheme="QMA01"))
    workbook = openpyxl.load_workbook(kitchen.write(*answers))
    assert at(workbook, "S.REC_EE|QMA01").value == 12.5


def test_the_sheets_stand_in_order_and_the_hidden_ones_are_hidden(kitchen: Any) -> None:
    workbook = openpyxl.load_workbook(kitchen.write())
    assert workbook.sheetnames == [
        "README", "A_Country", "S_QMA01", "S_QMA02", "G_Law", "H_Totals", "Codes", "_lists", "_meta",
    ]  # fmt: skip
    assert [sheet.title for sheet in workbook if sheet.sheet_state != "visible"] == ["_lists", "_meta"]


def test_an_invented_country_says_so_on_every_sheet_of_the_form(kitchen: Any) -> None:
    notice = "Demonstration: invented country"
    invented = openpyxl.load_workbook(kitchen.write())
    forms = ("README", "A_Country", "S_QMA01", "G_Law", "H_Totals")
    assert all(any(notice in str(cell.value) for row in invented[name]["A1:C4"] for cell in row) for name in forms)
    real = openpyxl.load_workbook(kitchen.write(fictional=False))
    assert not any(notice in str(cell.value) for sheet in real for row in sheet.iter_rows() for cell in row)


def test_no_data_cells_are_merged_and_answers_alone_are_unlocked(kitchen: Any, at: Any) -> None:
    workbook = openpyxl.load_workbook(kitchen.write())
    sheet = workbook["S_QMA01"]
    assert not sheet.merged_cells.ranges
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not at(workbook, "S.REC_EE|QMA01").protection.locked
    assert at(workbook, "S.REC_PP|QMA01").protection.locked
    assert at(workbook, "S.ID|QMA01").protection.locked


def test_earlier_years_are_shown_in_grey_and_never_copied(kitchen: Any, make: Make, at: Any) -> None:
    history = (
        make("S.REC_EE", "11", scheme="QMA01", year=2022),
        make("S.REC_EE", None, scheme="QMA01", year=2021, obs_status="L"),
        make("S.NAME_EN", None, scheme="QMA01", year=2022, text_value="National Pension Fund"),
        make("N.UNIT_MULT", "6", year=2022),
        make("L.AGE_M", "65", year=2022),
    )
    workbook = openpyxl.load_workbook(kitchen.write(history=history))
    row = at(workbook, "S.REC_EE|QMA01").row
    shown = [workbook["S_QMA01"].cell(row, column).value for column in range(3, 7)]
    assert shown == [None, "L", 1.1e-05, None]
    assert at(workbook, "S.NAME_EN|QMA01").value == "National Pension Fund"
    assert at(workbook, "L.AGE_M").value == 65
    assert "National Pension Fund" in workbook["S_QMA01"]["A3"].value


def test_nothing_is_carried_forward_into_a_form_that_holds_answers(kitchen: Any, make: Make, at: Any) -> None:
    history = (make("S.NAME_EN", None, scheme="QMA01", year=2022, text_value="Fund"),)
    workbook = openpyxl.load_workbook(kitchen.write(make("L.AGE_M", "65"), history=history))
    assert at(workbook, "S.NAME_EN|QMA01").value is None


def test_sexes_and_functions_get_rows_where_they_apply(kitchen: Any, make: Make) -> None:
    functions = make("S.FUNCTIONS", None, scheme="QMA01", text_value="OLD")
    workbook = openpyxl.load_workbook(kitchen.write(functions))
    keys = [CellKey.parse(row[1].value) for row in workbook["_meta"] if "|" in str(row[1].value)]

    def rows(item: str, scheme: str = "_Z") -> list[tuple[str, str]]:
        return [(key.func, key.sex) for key in keys if key and (key.item, key.scheme) == (item, scheme)]

    assert rows("S.ACTIVE", "QMA01") == [("_Z", "_T"), ("_Z", "F"), ("_Z", "M"), ("_Z", "_U")]
    assert rows("B.AMT_AVG", "QMA01") == [("_Z", "_T"), ("_Z", "F"), ("_Z", "M")]
    assert rows("S.INSURED", "QMA01") == [
        ("OLD", "_T"), ("OLD", "F"), ("OLD", "M"), ("OLD", "_U"), ("SUR", "_T"), ("SIC", "_T"),
    ]  # fmt: skip
    assert len(rows("S.INSURED", "QMA02")) == 12
    assert rows("L.EXISTS") == [("OLD", "_T"), ("SUR", "_T"), ("SIC", "_T")]


def test_an_answer_with_a_finer_breakdown_gets_its_row(kitchen: Any, make: Make) -> None:
    fine = make("S.ACTIVE", "3", scheme="QMA01", age="Y15T24", sex="F")
    found = kitchen.read(kitchen.write(fine)).observations
    assert [(each.age, each.sex, each.value) for each in found if each.item == "S.ACTIVE"] == [("Y15T24", "F", 3)]


def test_lists_offer_codes_with_labels_and_leave_out_what_respondents_cannot_use(kitchen: Any) -> None:
    fingerprint = replace(kitchen.plan.fingerprint, language="fr")
    lists = openpyxl.load_workbook(kitchen.write(fingerprint=fingerprint))["_lists"]
    columns = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in lists.columns}
    assert columns["CL_FUNC"][0] == "OLD  Vieillesse"
    assert not any(entry.startswith("H ") for entry in columns["CL_OBS_STATUS"])


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_progress_counts_questions_with_a_value_or_a_reason(kitchen: Any, make: Make, language: str) -> None:
    answers = (make("S.REC_EE", "5", scheme="QMA01"), make("S.REC_TOTAL", None, scheme="QMA01", obs_status="L"))
    path = kitchen.write(*answers, fingerprint=replace(kitchen.plan.fingerprint, language=language))
    readme = openpyxl.load_workbook(path, data_only=True)["README"]
    rows = {str(row[0].value): [cell.value for cell in row[1:4]] for row in readme.iter_rows()}
    asked, done, left = next(values for name, values in rows.items() if name.startswith("S_QMA01"))
    assert (asked, done, left) == (asked, 4, asked - 4)
    formulas = openpyxl.load_workbook(path)["README"]
    assert any("SUMPRODUCT" in str(row[2].value) for row in formulas.iter_rows())


def test_subtotals_are_formulas_that_wait_for_their_mandatory_parts(kitchen: Any, at: Any) -> None:
    workbook = openpyxl.load_workbook(kitchen.write())
    formula = at(workbook, "S.REC_PP|QMA01").value
    own, other = (f"'S_QMA01'!$F${at(workbook, f'{item}|QMA01').row}" for item in ("S.REC_EE", "S.REC_SELF"))
    assert formula.endswith(f',(N({own})+N({other})),"")')
    assert f"OR(ISNUMBER({own})" in formula
    assert f"OR(ISNUMBER({other})" not in formula


def test_a_formula_over_different_multipliers_scales_them(kitchen: Any, make: Make, at: Any) -> None:
    context = (make("X.POP_PENAGE", "5", unit_mult=6), make("X.POP_TOTAL", "40", unit_mult=6))
    formula = at(openpyxl.load_workbook(kitchen.write(context=context)), "H.DEN_VULN").value
    assert "*10^6" in formula
    assert "*10^N('A_Country'!$F$" in formula
    assert formula.count("/10^N('A_Country'!$F$") == 1


def test_a_formula_that_excel_cannot_carry_out_leaves_its_cell_empty(kitchen: Any, at: Any) -> None:
    items = [
        replace(item, formula="sumS(S.REC_EE)") if item.id == "S.REC_PP" else item
        for table in kitchen.plan.questionnaire.tables
        for item in table.items
    ]
    tables = tuple(
        replace(table, items=tuple(item for item in items if item.table == table.id))
        for table in kitchen.plan.questionnaire.tables
    )
    path = kitchen.write(questionnaire=replace(kitchen.plan.questionnaire, tables=tables))
    assert at(openpyxl.load_workbook(path), "S.REC_PP|QMA01").value is None


def test_a_scheme_and_a_benefit_are_named_after_the_inventory_until_they_are_answered(kitchen: Any) -> None:
    scheme = Scheme("QMA01", "QMA", "Pension Fund", (Benefit("QMA01-01", "QMA01", "Old-age pension"),))
    path = kitchen.write(inventory=Inventory("QMA", (scheme,)))
    sheet = openpyxl.load_workbook(path)["S_QMA01"]
    texts = {str(cell.value) for row in sheet.iter_rows(max_col=2) for cell in row}
    assert "Benefit QMA01-01: Old-age pension" in texts
    assert any("Scheme QMA01: Pension Fund" in text for text in texts)


def test_a_difference_names_what_was_added_changed_and_removed(make: Make) -> None:
    same = make("L.AGE_M", "65")
    old = (same, make("S.REC_EE", "5", scheme="QMA01"), make("S.REC_SELF", "1", scheme="QMA01"))
    new = (
        replace(same, value=Decimal("65.0"), vintage=2),
        make("S.REC_EE", "6", scheme="QMA01"),
        make("S.REC_TOTAL", "7", scheme="QMA01"),
    )
    found = difference(old, new)
    assert [(each.kind, each.cell.item) for each in found.changes] == [
        ("changed", "S.REC_EE"),
        ("cleared", "S.REC_SELF"),
        ("new", "S.REC_TOTAL"),
    ]
    changed = found.changes[0]
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before.value, changed.after.value) == (Decimal(5), Decimal(6))
    assert (found.unchanged, found.kept) == (1, ())


def test_an_answer_outside_the_workbook_is_kept_and_not_cleared(make: Make) -> None:
    theirs, ours = make("S.REC_EE", "5", scheme="QMA02"), make("S.REC_EE", "1", scheme="QMA01")
    found = difference((theirs, ours), (), frozenset({CellKey.of(ours)}))
    assert [(each.kind, each.cell.scheme) for each in found.changes] == [("cleared", "QMA01")]
    assert found.kept == (theirs,)


def test_a_value_that_was_only_rescaled_has_not_changed(make: Make) -> None:
    assert difference([make("L.AGE_M", "65000")], [make("L.AGE_M", "65", unit_mult=3)]).changes == ()


def test_writing_leaves_no_file_behind_where_answers_would_be_lost(kitchen: Any, make: Make, tmp_path: Path) -> None:
    with pytest.raises(Exception, match="WORKBOOK_ANSWER_WITHOUT_ROW"):
        kitchen.write(make("S.UNKNOWN", "1"))
    assert not list(tmp_path.iterdir())
