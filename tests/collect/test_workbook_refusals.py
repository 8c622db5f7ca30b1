"""Each bad workbook in three steps: make it, break it, see code and place."""

import datetime as dt
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Observation

Make = Callable[..., Observation]


def test_a_file_that_is_not_there(kitchen: Any, tmp_path: Path) -> None:
    assert kitchen.problem(tmp_path / "none.xlsx", "WORKBOOK_FILE_MISSING").place.file == "none.xlsx"


@pytest.mark.parametrize(
    "content", [b"", b"a;b\n1;2\n", b"<html><table><tr><td>1</td></tr></table></html>", b"PK\x03\x04junk"]
)
def test_a_file_that_is_no_workbook(kitchen: Any, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answers.xlsx"
    path.write_bytes(content)
    assert kitchen.problem(path, "WORKBOOK_NOT_EXCEL").place.file == "answers.xlsx"


def test_an_archive_of_another_kind(kitchen: Any, tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    kitchen.problem(path, "WORKBOOK_NOT_EXCEL")


def test_a_damaged_sheet(kitchen: Any, tmp_path: Path) -> None:
    path, damaged = kitchen.write(), tmp_path / "damaged.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:400] if name == "xl/worksheets/sheet2.xml" else content)
    kitchen.problem(damaged, "WORKBOOK_NOT_EXCEL")


def test_a_workbook_that_is_not_a_questionnaire(kitchen: Any, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    kitchen.problem(path, "WORKBOOK_NOT_OURS")


def test_a_workbook_without_its_hidden_sheet(kitchen: Any) -> None:
    kitchen.problem(kitchen.changed(kitchen.write(), lambda book: book.remove(book["_meta"])), "WORKBOOK_NOT_OURS")


def test_a_hidden_sheet_that_was_changed(kitchen: Any) -> None:
    def change(workbook: openpyxl.Workbook) -> None:
        workbook["_meta"]["B3"] = "soon"

    kitchen.problem(kitchen.changed(kitchen.write(), change), "WORKBOOK_NOT_OURS")


def test_a_cell_far_away_is_refused_before_it_is_read(kitchen: Any) -> None:
    def far(workbook: openpyxl.Workbook) -> None:
        workbook["H_Totals"]["XFD1048576"] = 1

    problem = kitchen.problem(kitchen.changed(kitchen.write(), far), "WORKBOOK_TOO_LARGE")
    assert problem.place.sheet == "H_Totals"
    assert (problem.values["rows"], problem.values["columns"]) == (1048576, 16384)


def test_a_file_that_unpacks_to_more_than_any_questionnaire(kitchen: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openssi.collect.workbook_package.MOST_BYTES", 1000)
    kitchen.problem(kitchen.write(), "WORKBOOK_TOO_HEAVY")


def test_a_workbook_of_another_country_round_or_version(kitchen: Any) -> None:
    path, ours = kitchen.write(), kitchen.plan.fingerprint
    found = kitchen.problems(path, replace(ours, ref_area="QMB", time_period=2022))
    assert [each.code for each in found] == ["WORKBOOK_OTHER_COUNTRY", "WORKBOOK_OTHER_ROUND"]
    assert "QMB" in found[0].message("fr")
    other = replace(kitchen.plan, questionnaire=replace(kitchen.plan.questionnaire, version="2027.1"))
    with pytest.raises(FixTheFile) as caught:
        replace(kitchen, plan=other).read(path)
    assert [each.code for each in caught.value.problems] == ["WORKBOOK_OTHER_VERSION"]


def test_a_workbook_of_the_country_and_round_expected_is_read(kitchen: Any) -> None:
    assert kitchen.read(kitchen.write(), kitchen.plan.fingerprint).fingerprint == kitchen.plan.fingerprint


def test_a_missing_sheet(kitchen: Any) -> None:
    path = kitchen.changed(kitchen.write(), lambda book: book.remove(book["S_QMA02"]))
    assert kitchen.problem(path, "WORKBOOK_SHEET_MISSING").values["sheet"] == "S_QMA02"


def test_a_renamed_sheet_is_read_under_its_new_name_and_noted(kitchen: Any, at: Callable[..., Any]) -> None:
    def rename(workbook: openpyxl.Workbook) -> None:
        at(workbook, "S.REC_EE|QMA02").value = 7
        workbook["S_QMA02"].title = "Health fund"

    reading = kitchen.read(kitchen.changed(kitchen.write(), rename))
    assert [(each.scheme, each.value) for each in reading.observations if each.item == "S.REC_EE"] == [("QMA02", 7)]
    (note,) = [each for each in reading.ignored if each.code == "WORKBOOK_SHEET_RENAMED"]
    assert (note.place.sheet, note.values["expected"]) == ("Health fund", "S_QMA02")


@pytest.mark.parametrize("mark", ["_value", "_status", "_source", "_note", "_key"])
def test_a_missing_column(kitchen: Any, mark: str) -> None:
    def delete(workbook: openpyxl.Workbook) -> None:
        sheet = workbook["G_Law"]
        sheet.delete_cols(next(each.column for each in sheet[1] if each.value == mark))

    problem = kitchen.problem(kitchen.changed(kitchen.write(), delete), "WORKBOOK_COLUMN_MISSING")
    assert (problem.place.sheet, problem.values["mark"]) == ("G_Law", mark)


def test_a_row_of_another_questionnaire(kitchen: Any, at: Callable[..., Any]) -> None:
    def paste(workbook: openpyxl.Workbook) -> None:
        at(workbook, "S.REC_EE|QMA01", "_key").value = "S.REC_EE|QMB01|_Z|_T|_T|_Z|_Z"

    problem = kitchen.problem(kitchen.changed(kitchen.write(), paste), "WORKBOOK_KEY_UNKNOWN")
    assert problem.place.sheet == "S_QMA01"


def test_two_rows_with_different_answers_to_one_question(kitchen: Any, at: Callable[..., Any]) -> None:
    def double(workbook: openpyxl.Workbook) -> None:
        at(workbook, "S.REC_EE|QMA01").value = 5
        first, second = (at(workbook, f"{item}|QMA01", "_key") for item in ("S.REC_EE", "S.REC_SELF"))
        second.value = first.value

    problem = kitchen.problem(kitchen.changed(kitchen.write(), double), "WORKBOOK_KEY_TWICE")
    assert "S_QMA01" in problem.message()


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("S.REC_EE|QMA01", "about 12", "WORKBOOK_NOT_A_NUMBER"),
        ("S.REC_EE|QMA01", "n/a", "WORKBOOK_NOT_A_NUMBER"),
        ("S.REC_EE|QMA01", True, "WORKBOOK_NOT_A_NUMBER"),
        ("S.REC_EE|QMA01", "1,234", "WORKBOOK_NUMBER_AMBIGUOUS"),
        ("S.REC_EE|QMA01", dt.date(2023, 5, 1), "WORKBOOK_DATE_IN_NUMBER"),
        ("S.REC_EE|QMA01", 1e30, "WORKBOOK_NUMBER_TOO_LARGE"),
        ("N.UNIT_MULT", 1.5, "WORKBOOK_NOT_WHOLE"),
        ("N.UNIT_MULT", 5, "WORKBOOK_MULTIPLIER_UNKNOWN"),
        ("N.PERS_MULT", 6, "WORKBOOK_MULTIPLIER_UNKNOWN"),
        ("N.CURRENCY", "EURO ZONE", "WORKBOOK_CODE_UNKNOWN"),
        ("S.FUNCTIONS|QMA01", "OLD SURV", "WORKBOOK_CODE_UNKNOWN"),
        ("B.START|QMA01|QMA01-01", "03/04/1998", "WORKBOOK_NOT_A_DATE"),
        ("B.START|QMA01|QMA01-01", "1998-02-30", "WORKBOOK_NOT_A_DATE"),
        ("N.FY_START", "13-01", "WORKBOOK_NOT_A_DATE"),
        ("N.REF_YEAR", 2022, "WORKBOOK_OTHER_ROUND"),
        ("S.ID|QMA01", "QMA07", "WORKBOOK_ID_CHANGED"),
        ("S.REC_EE|QMA01", "=1+1", "WORKBOOK_FORMULA_WITHOUT_RESULT"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_cell(
    kitchen: Any, at: Callable[..., Any], key: str, typed: object, code: str
) -> None:
    path = kitchen.typed({key: typed})
    problem = kitchen.problem(path, code)
    cell = at(openpyxl.load_workbook(path), key)
    assert (problem.place.file, problem.place.sheet) == (path.name, cell.parent.title)
    assert (problem.place.row, problem.place.cell) == (cell.row, cell.coordinate)
    assert problem.place.item == key.partition("|")[0]
    assert all("{" not in problem.message(language) for language in ("en", "fr", "es"))


def test_an_ambiguous_number_is_asked_back_with_both_readings(kitchen: Any) -> None:
    problem = kitchen.problem(kitchen.typed({"S.REC_EE|QMA01": "1,234"}), "WORKBOOK_NUMBER_AMBIGUOUS")
    assert "can mean 1234 or 1.234. Which one is it?" in problem.message()


def test_cues_that_disagree_leave_the_doubt(kitchen: Any) -> None:
    path = kitchen.typed({"S.ACTIVE|QMA01": "1,234", "S.REC_EE|QMA01": "12,5"})
    assert kitchen.problem(path, "WORKBOOK_NUMBER_AMBIGUOUS").place.item == "S.ACTIVE"


def test_an_unknown_code_comes_with_the_nearest(kitchen: Any) -> None:
    problem = kitchen.problem(kitchen.typed({"S.FUNCTIONS|QMA01": "Survivrs"}), "WORKBOOK_CODE_UNKNOWN")
    assert problem.values["nearest"] == "SUR"


def test_an_unknown_status(kitchen: Any) -> None:
    problem = kitchen.problem(kitchen.typed({"S.REC_EE|QMA01": "maybe"}, "_status"), "WORKBOOK_CODE_UNKNOWN")
    assert problem.values["codelist"] == "CL_OBS_STATUS"


def test_a_cell_that_shows_an_error(kitchen: Any, at: Callable[..., Any]) -> None:
    def divide(workbook: openpyxl.Workbook) -> None:
        cell = at(workbook, "S.REC_EE|QMA01")
        cell.value = "#DIV/0!"
        cell.data_type = "e"

    problem = kitchen.problem(kitchen.changed(kitchen.write(), divide), "WORKBOOK_CELL_ERROR")
    assert problem.values["value"] == "#DIV/0!"


def test_all_problems_are_reported_together(kitchen: Any) -> None:
    path = kitchen.typed({"S.REC_EE|QMA01": "x", "S.REC_SELF|QMA01": "y", "N.CURRENCY": "ZZZ"})
    path = kitchen.changed(path, lambda book: book.remove(book["S_QMA02"]))
    assert sorted(each.code for each in kitchen.problems(path)) == [
        "WORKBOOK_CODE_UNKNOWN",
        "WORKBOOK_NOT_A_NUMBER",
        "WORKBOOK_NOT_A_NUMBER",
        "WORKBOOK_SHEET_MISSING",
    ]


def test_an_answer_that_the_form_does_not_ask_for_is_not_dropped(kitchen: Any, make: Make) -> None:
    with pytest.raises(FixTheFile) as caught:
        kitchen.write(make("S.REC_EE", "1", scheme="QMA09"), make("S.UNKNOWN", "1", scheme="QMA01"))
    assert [each.code for each in caught.value.problems] == ["WORKBOOK_ANSWER_WITHOUT_ROW"] * 2
