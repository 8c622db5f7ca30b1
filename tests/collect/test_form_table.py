"""The tables of the form in the browser: the cells of the workbook, each once, with what stands in them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.collect import WorkbookPlan
from openssi.collect.form_model import FormCell, FormTable
from openssi.collect.form_table import FormBuilder, form_table, form_tables
from openssi.collect.form_values import exact
from openssi.collect.workbook_keys import CONFIRM, EXPLAIN, CellKey
from openssi.collect.workbook_layout import lay_out
from openssi.collect.workbook_values import MISSING_STATUSES
from openssi.collect.workbook_words import Words
from openssi.definitions import Definitions, load
from openssi.present.numbers import format_exact
from openssi.training import FilledQuestionnaire, demonstration_answers
from openssi.vocabulary.item import ItemTable
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.submission import Fingerprint
from openssi.vocabulary.text import MultilingualText

Make = Callable[..., Observation]


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


@pytest.fixture(scope="module")
def rounds(definitions: Definitions) -> Sequence[FilledQuestionnaire]:
    return tuple(demonstration_answers(definitions, "QMA"))


def of_the_inquiry(
    definitions: Definitions, rounds: Sequence[FilledQuestionnaire], *, is_full: bool, is_answered: bool = True
) -> WorkbookPlan:
    """The form of an invented country in the last of its rounds."""
    last = rounds[-1]
    whole = definitions.questionnaire
    return WorkbookPlan(
        fingerprint=Fingerprint("QMA", last.year, whole.version, "en", "v1"),
        questionnaire=whole if is_full else whole.core_form(),
        codelists=definitions.codelists,
        inventory=last.inventory,
        area_name="Averlande",
        fictional=True,
        history=tuple(each for earlier in rounds[:-1] for each in earlier.answers),
        answers=last.answers if is_answered else (),
        context=(),
        texts=definitions.texts,
        is_full=is_full,
        version=whole,
    )


def asked_in_the_workbook(plan: WorkbookPlan) -> list[CellKey]:
    rows = (row for sheet in lay_out(plan, Words.for_plan(plan)).sheets for row in sheet.rows)
    return [row.key for row in rows if row.key and row.key.item != CONFIRM and not row.key.item.startswith(EXPLAIN)]


def cells(plan: WorkbookPlan) -> dict[CellKey, FormCell]:
    return {cell.key: cell for table in form_tables(plan, format_exact) for cell in table.cells()}


@pytest.mark.parametrize("is_full", [False, True], ids=["core", "full"])
@pytest.mark.parametrize("is_answered", [False, True], ids=["blank", "answered"])
def test_every_cell_of_the_workbook_stands_in_one_table_of_the_form(
    definitions: Definitions, rounds: Sequence[FilledQuestionnaire], is_full: bool, is_answered: bool
) -> None:
    plan = of_the_inquiry(definitions, rounds, is_full=is_full, is_answered=is_answered)
    found = [cell.key for table in form_tables(plan) for cell in table.cells()]
    assert len(found) == len(set(found))
    assert sorted(found) == sorted(asked_in_the_workbook(plan))


def test_every_group_that_is_confirmed_in_the_workbook_is_confirmed_in_the_form(kitchen: Any, make: Make) -> None:
    tables = tuple(_grouped(each) for each in kitchen.plan.questionnaire.tables)
    given_beforehand = make("X.POP_TOTAL", "4210", unit_mult=3, channel="context", source="Census")
    plan = replace(
        kitchen.plan, questionnaire=replace(kitchen.plan.questionnaire, tables=tables), context=(given_beforehand,)
    )
    table = form_table(plan, "A3")
    assert table is not None
    found = [group.confirmation for group in table.sections[0].groups if group.confirmation]
    assert [(each.key.breakdown, each.is_confirmed) for each in found] == [("A3:POPULATION", False)]


def _grouped(table: ItemTable) -> ItemTable:
    if table.id != "A3":
        return table
    title = MultilingualText("Population", "Population", "Población")
    items = tuple(replace(item, group="POPULATION") for item in table.items)
    return replace(table, items=items, groups={"POPULATION": title})


@pytest.mark.parametrize("is_full", [False, True], ids=["core", "full"])
def test_values_statuses_notes_and_earlier_years_are_those_of_the_plan(
    definitions: Definitions, rounds: Sequence[FilledQuestionnaire], is_full: bool
) -> None:
    plan = of_the_inquiry(definitions, rounds, is_full=is_full)
    found = cells(plan)
    answered = [(found[key], each) for key, each in plan.answered.items() if key in found]
    typed = [(cell, each) for cell, each in answered if cell.kind != "fixed"]
    assert len(typed) > 500
    for cell, each in typed:
        if each.value is None:
            assert cell.value == (each.text_value or "")
        else:
            assert Decimal(cell.value) == each.scaled_value
        assert (cell.status or cell.usual_status) == each.obs_status or cell.kind == "source"
        assert cell.note == each.note
        assert cell.origin == "answered"
    for (key, year), each in plan.earlier.items():
        if key in found and year in plan.years:
            past = next(past for past in found[key].past if past.year == year)
            assert past.status == each.obs_status
            value = each.text_value or "" if each.value is None else exact(each.value.scaleb(each.unit_mult))
            assert past.value == value


def test_a_value_stands_in_the_multiplier_of_the_form(kitchen: Any, make: Make) -> None:
    answers = (
        make("N.UNIT_MULT", "3"),
        make("S.REC_EE", "1500", unit_mult=3, scheme="QMA01"),
        make("S.REC_SELF", "2500000", unit_mult=0, scheme="QMA01"),
    )
    table = _table(replace(kitchen.plan, answers=answers), "C1", "QMA01")
    by_item = {cell.key.item: cell for cell in table.cells()}
    assert by_item["S.REC_EE"].value == "1500"
    assert by_item["S.REC_SELF"].value == "2500"
    units = {row.item.id: row.unit for row in table.sections[0].rows()}
    assert units["S.REC_EE"] == "thousand units of currency"


def test_a_calculated_cell_is_worked_out_for_this_year_and_the_earlier_ones(kitchen: Any, make: Make) -> None:
    parts = {"S.REC_EE": "1200", "S.REC_SELF": "34"}
    answers = tuple(make(item, value, scheme="QMA01") for item, value in parts.items())
    earlier = tuple(make(item, value, scheme="QMA01", year=2022) for item, value in parts.items())
    plan = replace(kitchen.plan, answers=answers, history=earlier)
    cell = next(each for each in _table(plan, "C1", "QMA01").cells() if each.key.item == "S.REC_PP")
    assert cell.is_calculated
    assert (cell.value, cell.shown, cell.origin) == ("1234", "1,234", "calculated")
    assert [(each.year, each.value) for each in cell.past] == [(2020, ""), (2021, ""), (2022, "1234")]


def test_a_calculated_cell_follows_the_sex_of_its_row(kitchen: Any, make: Make) -> None:
    context = tuple(
        make(item, value, sex=sex, channel="context", source="Census")
        for item, values in {"X.POP_TOTAL": ("100", "52"), "X.POP_PENAGE": ("20", "11")}.items()
        for sex, value in zip((TOTAL, "F"), values, strict=True)
    )
    answers = (make("H.COV_OLD", "15"), make("H.COV_OLD", "7", sex="F"))
    plan = replace(kitchen.plan, answers=answers, context=context)
    found = {each.key.sex: each.value for each in _table(plan, "H1").cells() if each.key.item == "H.DEN_VULN"}
    assert found == {TOTAL: "85", "F": "45", "M": ""}


def test_what_cannot_be_calculated_yet_is_empty(kitchen: Any) -> None:
    found = [cell.value for cell in _table(kitchen.plan, "C1", "QMA01").cells() if cell.is_calculated]
    assert found == [""]


def test_a_subtotal_that_was_typed_stays(kitchen: Any, make: Make) -> None:
    plan = replace(kitchen.plan, answers=(make("S.REC_PP", "77", scheme="QMA01"),))
    cell = next(each for each in _table(plan, "C1", "QMA01").cells() if each.is_calculated)
    assert (cell.value, cell.origin) == ("77", "answered")


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "1,234,567.5"), ("fr", "1\u00a0234\u00a0567,5"), ("es", "1\u00a0234\u00a0567,5")]
)
def test_numbers_are_written_as_in_the_language(kitchen: Any, make: Make, language: Any, shown: str) -> None:
    fingerprint = replace(kitchen.plan.fingerprint, language=language)
    plan = replace(kitchen.plan, fingerprint=fingerprint, answers=(make("S.REC_EE", "1234567.50", scheme="QMA01"),))
    cell = next(each for each in _table(plan, "C1", "QMA01").cells() if each.key.item == "S.REC_EE")
    assert (cell.value, cell.shown) == ("1234567.5", shown)


def test_a_code_is_shown_by_its_label_and_kept_as_code(kitchen: Any, make: Make) -> None:
    plan = replace(kitchen.plan, answers=(make("N.CURRENCY", text_value="USD"),))
    table = _table(plan, "A2")
    row = next(row for row in table.sections[0].rows() if row.item.id == "N.CURRENCY")
    assert (row.cells[0].value, row.cells[0].shown) == ("USD", "US dollar")
    assert [each.code for each in row.choices] == ["EUR", "USD"]


def test_a_multiplier_is_chosen_and_shown_in_words(kitchen: Any, make: Make) -> None:
    rows = {row.item.id: row for row in _table(kitchen.plan, "A2").sections[0].rows()}
    answered = _table(replace(kitchen.plan, answers=(make("N.UNIT_MULT", "6"),)), "A2")
    assert next(each.shown for each in answered.cells() if each.key.item == "N.UNIT_MULT") == "millions"
    assert [(each.code, each.label) for each in rows["N.PERS_MULT"].choices] == [("0", "units"), ("3", "thousands")]


def test_text_and_law_are_carried_on_and_statistics_are_not(kitchen: Any, make: Make) -> None:
    history = (
        make("S.NAME_EN", text_value="Pension fund", scheme="QMA01", year=2022),
        make("S.REC_EE", "99", scheme="QMA01", year=2022),
        make("L.AGE_M", "60", year=2022, ref_detail="2010-01-01", source="Act 5, article 3"),
    )
    found = cells(replace(kitchen.plan, history=history))
    name, receipts, age = (
        found[CellKey("S.NAME_EN", "QMA01")],
        found[CellKey("S.REC_EE", "QMA01")],
        found[CellKey("L.AGE_M")],
    )
    assert (name.value, name.origin) == ("Pension fund", "carried")
    assert (receipts.value, receipts.origin, receipts.past[-1].value) == ("", "empty", "99")
    assert (age.value, age.origin, age.in_force, age.source) == ("60", "carried", "2010-01-01", "Act 5, article 3")


def test_context_data_are_filled_in_beforehand_with_their_source(kitchen: Any, make: Make) -> None:
    given_beforehand = make(
        "X.POP_TOTAL", "4210", unit_mult=3, channel="context", source="Census 2022", note="de facto"
    )
    plan = replace(kitchen.plan, context=(given_beforehand,))
    table = _table(plan, "A3")
    cell = next(each for each in table.cells() if each.key == CellKey("X.POP_TOTAL"))
    assert (cell.value, cell.origin, cell.given_source, cell.note) == ("4210", "prefilled", "Census 2022", "")
    assert next(row for row in table.sections[0].rows()).unit == "thousand persons"


def test_a_status_is_left_open_where_the_table_states_it_for_all(kitchen: Any, make: Make) -> None:
    table_says = make("Q.OBS_STATUS", text_value="P", scheme="QMA01", breakdown="C1")
    plan = replace(
        kitchen.plan,
        answers=(
            table_says,
            make("S.REC_EE", "5", scheme="QMA01", obs_status="P"),
            make("S.REC_SELF", "6", scheme="QMA01", obs_status="E"),
            make("S.REC_TOTAL", scheme="QMA01", obs_status="M"),
        ),
    )
    found = {each.key.item: (each.status, each.usual_status) for each in _table(plan, "C1", "QMA01").cells()}
    assert found["S.REC_EE"] == ("", "P")
    assert found["S.REC_SELF"] == ("E", "P")
    assert found["S.REC_TOTAL"] == ("M", "P")


def test_a_reason_counts_in_the_progress_as_a_value_does(kitchen: Any, make: Make) -> None:
    value, reason = make("S.REC_EE", "5", scheme="QMA01"), make("S.REC_TOTAL", scheme="QMA01", obs_status="M")
    states = []
    for answers in ((), (value,), (value, reason)):
        progress = _table(replace(kitchen.plan, answers=answers), "C1", "QMA01").progress
        states.append((progress.answered, progress.asked, progress.state))
    assert states == [(0, 2, "empty"), (1, 2, "begun"), (2, 2, "done")]


def test_a_table_that_asks_for_nothing_is_optional_until_something_is_answered(kitchen: Any, make: Make) -> None:
    assert _table(kitchen.plan, "A3").progress.state == "optional"
    plan = replace(kitchen.plan, answers=(make("X.POP_TOTAL", "5"),))
    assert _table(plan, "A3").progress.state == "begun"


@pytest.mark.parametrize("is_full", [False, True], ids=["core", "full"])
def test_the_outline_counts_what_the_tables_hold(
    definitions: Definitions, rounds: Sequence[FilledQuestionnaire], is_full: bool
) -> None:
    plan = of_the_inquiry(definitions, rounds, is_full=is_full)
    tables = form_tables(plan)
    assert FormBuilder.for_plan(plan).outline() == tuple(each.progress for each in tables)
    for table in tables:
        required = [cell for cell in table.cells() if cell.required]
        assert table.progress.asked == len(required)
        assert table.progress.answered == sum(cell.is_answered for cell in required)


def test_benefits_stand_one_below_another_and_one_can_be_shown_alone(kitchen: Any) -> None:
    plan = replace(kitchen.plan, inventory=Inventory.blank("QMA", schemes=1, benefits=2))
    both = _table(plan, "F2", "QMA01")
    assert [section.benefit for section in both.sections] == ["QMA01-01", "QMA01-02"]
    alone = form_table(plan, "F2", "QMA01", "QMA01-02")
    assert alone is not None
    assert {cell.key.benefit for cell in alone.cells()} == {"QMA01-02"}


@pytest.mark.parametrize(
    ("table", "scheme", "benefit"),
    [
        ("F2", NOT_APPLICABLE, NOT_APPLICABLE),
        ("Z9", "QMA01", NOT_APPLICABLE),
        ("C1", "QMA77", NOT_APPLICABLE),
        ("F2", "QMA01", "QMA01-44"),
        ("Q1", "QMA01", NOT_APPLICABLE),
    ],
)
def test_there_is_no_table_where_the_form_asks_none(kitchen: Any, table: str, scheme: str, benefit: str) -> None:
    assert form_table(kitchen.plan, table, scheme, benefit) is None


def test_an_institution_is_asked_its_own_tables_and_schemes_only(
    definitions: Definitions, rounds: Sequence[FilledQuestionnaire]
) -> None:
    plan = replace(
        of_the_inquiry(definitions, rounds, is_full=True, is_answered=False),
        institution="Fund",
        schemes=frozenset({"QMA02"}),
    )
    tables = form_tables(plan)
    assert {each.scheme for each in tables} == {NOT_APPLICABLE, "QMA02"}
    assert {each.id for each in tables if each.scheme == NOT_APPLICABLE} == {"A1", "A2"}
    assert sorted(cell.key for table in tables for cell in table.cells()) == sorted(asked_in_the_workbook(plan))


def test_a_breakdown_stands_with_its_question_and_says_its_part(
    definitions: Definitions, rounds: Sequence[FilledQuestionnaire]
) -> None:
    table = _table(of_the_inquiry(definitions, rounds, is_full=True), "F2", "QMA01")
    row = next(row for group in table.sections[0].groups for row in group.rows if row.item.id == "B.REC")
    assert [(cell.key.sex, cell.part) for cell in row.cells] == [
        ("_T", ""),
        ("F", "women"),
        ("M", "men"),
        ("_U", "sex unknown"),
    ]
    ages = next(group for group in table.sections[0].details if group.code == "F2.01")
    assert {cell.key.item for detail in ages.rows for cell in detail.cells} == {"B.REC"}
    assert all(cell.key.age != TOTAL for detail in ages.rows for cell in detail.cells)


def test_a_missing_value_has_a_status_and_no_value(
    definitions: Definitions, rounds: Sequence[FilledQuestionnaire]
) -> None:
    plan = of_the_inquiry(definitions, rounds, is_full=True)
    missing = [cell for cell in cells(plan).values() if cell.status in MISSING_STATUSES]
    assert missing
    assert all(not cell.value and cell.is_answered for cell in missing)


def test_last_years_explanation_stands_with_its_cell(kitchen: Any, make: Make) -> None:
    history = (make("S.REC_EE", "5", scheme="QMA01", year=2022, explanation="A new collector"),)
    cell = cells(replace(kitchen.plan, history=history))[CellKey("S.REC_EE", "QMA01")]
    assert cell.explained == "A new collector"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=6))
def test_an_exact_number_reads_back_as_itself_without_exponent(number: Decimal) -> None:
    assert Decimal(exact(number)) == number
    assert "E" not in exact(number)


def _table(plan: WorkbookPlan, table: str, scheme: str = NOT_APPLICABLE) -> FormTable:
    found = form_table(plan, table, scheme, show=format_exact)
    assert found is not None
    return found
