"""A workbook of an earlier version of the questionnaire is read by the version in use."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import damaged
import openpyxl
import pytest

from openssi.vocabulary.item import Crosswalk, Item, ItemChange, Questionnaire
from openssi.vocabulary.text import MultilingualText

REASON = MultilingualText("The lists were merged.", "Les listes ont été fusionnées.", "Las listas se unieron.")


def later(earlier: Questionnaire) -> Questionnaire:
    """The next version: one item has another name, one is not asked any more, one has other codes."""

    def renamed(item: Item) -> Item:
        return replace(item, id={"S.REC_EE": "S.REC_CONTR_EE", "B.UNIT_REC": "B.UNIT"}.get(item.id, item.id))

    tables = tuple(
        replace(table, items=tuple(renamed(item) for item in table.items if item.id != "L.AGE_M"))
        for table in earlier.tables
    )
    changes = (
        ItemChange("S.REC_EE", "S.REC_CONTR_EE", REASON),
        ItemChange("L.AGE_M", "", REASON),
        ItemChange("B.UNIT_REC", "B.UNIT", REASON, {"HOUSEHOLD": "CASE", "CASE": ""}),
    )
    crosswalk = Crosswalk(earlier.version, {each.item: each for each in changes})
    return replace(earlier, version="2027.1", tables=tables, crosswalks={earlier.version: crosswalk})


@pytest.fixture
def newer(kitchen: Any) -> Any:
    return replace(kitchen, plan=replace(kitchen.plan, questionnaire=later(kitchen.plan.questionnaire)))


def returned(kitchen: Any, **cells: object) -> Path:
    path: Path = kitchen.write()
    book = openpyxl.load_workbook(path)
    for key, value in cells.items():
        damaged.cell_of(book, key.replace("__", "|").replace("_dot_", ".")).value = value
    book.save(path)
    return path


def test_an_answer_follows_its_question_to_its_new_name(kitchen: Any, newer: Any) -> None:
    reading = newer.read(returned(kitchen, S_dot_REC_EE__QMA01=7))
    assert [each.value for each in reading.observations if each.item == "S.REC_CONTR_EE"] == [Decimal(7)]
    assert (reading.from_version, reading.fingerprint.questionnaire_version) == ("2026.1", "2027.1")


def test_the_answer_of_a_question_that_is_not_asked_any_more_is_passed_over_with_the_reason(
    kitchen: Any, newer: Any
) -> None:
    reading = newer.read(returned(kitchen, L_dot_AGE_M=65))
    (passed,) = [each for each in reading.ignored if each.code == "WORKBOOK_ITEM_ENDED"]
    assert (passed.place.sheet, passed.values["item"]) == ("G_Law", "L.AGE_M")
    assert "The lists were merged." in passed.message("en")
    assert "Les listes ont été fusionnées." in passed.message("fr")


@pytest.mark.parametrize(("chosen", "code"), [("HOUSEHOLD  Household", "CASE"), ("PERSON  Person", "PERSON")])
def test_a_code_is_brought_to_the_list_in_use(kitchen: Any, newer: Any, chosen: str, code: str) -> None:
    reading = newer.read(_with_unit(kitchen, chosen))
    assert [each.text_value for each in reading.observations if each.item == "B.UNIT"] == [code]


def _with_unit(kitchen: Any, chosen: str) -> Path:
    path: Path = kitchen.write()
    damaged.typed("B.UNIT_REC|QMA01|QMA01-01", chosen)(path)
    return path


def test_a_code_without_a_counterpart_is_a_problem_of_its_cell(kitchen: Any, newer: Any) -> None:
    problem = newer.problem(_with_unit(kitchen, "CASE  Case"), "WORKBOOK_CODE_ENDED")
    assert (problem.values["code"], problem.place.sheet) == ("CASE", "S_QMA01")
    assert problem.place.cell


def test_a_version_that_no_crosswalk_knows_is_refused(kitchen: Any, newer: Any) -> None:
    path = kitchen.write()
    damaged.meta("questionnaire_version", "2019.4")(path)
    newer.problem(path, "WORKBOOK_OTHER_VERSION")


def test_a_workbook_of_the_first_file_format_is_read(kitchen: Any) -> None:
    path = returned(kitchen, S_dot_REC_EE__QMA01=7)
    damaged.meta("format", "openssi-workbook-1")(path)
    assert Decimal(7) in {each.value for each in kitchen.read(path).observations}
