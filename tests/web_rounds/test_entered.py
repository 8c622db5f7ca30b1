"""What is typed is read by the type of its question, or refused with place, cause and remedy."""

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_values import Multipliers
from openssi.definitions import load
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.text import LANGUAGES
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.entered import Change, EnteredReader, cell_in_words, plain
from web_rounds.cast import codes

assert settings.configured
QUESTIONNAIRE = load().questionnaire
READER = EnteredReader(load().codelists)
UNITS = Conventions(Multipliers(0, 0), "QMX", {}, {})
MILLIONS = Conventions(Multipliers(6, 3), "QMX", {"QMA01-01": "PERSON", "QMA01-02": "CASE"}, {})

MONEY = CellKey("S.REC_TOTAL", "QMA01")
PERSONS = CellKey("B.REC", "QMA01", "QMA01-01")
CASES = CellKey("B.REC", "QMA01", "QMA01-02")
RATE = CellKey("L.RATE_EE", "QMA01", func="OLD")
LAW = CellKey("L.AGE_M", func="OLD")
SOURCE = CellKey("Q.SRC_REF", "QMA01", breakdown="C1")


def read(
    key: CellKey, before: Content = EMPTY, conventions: Conventions = UNITS, **parts: str
) -> Content | list[Problem]:
    return READER.read(key, QUESTIONNAIRE.items[key.item], Change(**parts), before, conventions)  # type: ignore[arg-type]


def content(found: Content | list[Problem]) -> Content:
    assert isinstance(found, Content), [each.message() for each in found]
    return found


def refused(found: Content | list[Problem]) -> str:
    assert isinstance(found, list), found
    assert len(found) == 1
    return found[0].code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1234.5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1 234 567,50", "1234567.5"),
        ("1\u00a0234\u202f567", "1234567"),
        ("1,234,567.25", "1234567.25"),
        ("1.234.567,25", "1234567.25"),
        ("-12", "-12"),
        ("0", "0"),
        ("٣٤", "34"),
        ("0.0000000001", "0.0000000001"),
        ("999999999999999999", "999999999999999999"),
    ],
)
def test_numbers_are_read_with_a_decimal_comma_or_point(text: str, number: str) -> None:
    assert str(content(read(MONEY, value=text)).columns()["number"]) == number


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1e400", "ROUND_NOT_A_NUMBER"),
        ("1e3", "ROUND_NOT_A_NUMBER"),
        ("nan", "ROUND_NOT_A_NUMBER"),
        ("Infinity", "ROUND_NOT_A_NUMBER"),
        ("12 persons", "ROUND_NOT_A_NUMBER"),
        ("--1", "ROUND_NOT_A_NUMBER"),
        ("1" * 101, "ROUND_NOT_A_NUMBER"),
        ("1,234", "ROUND_NUMBER_AMBIGUOUS"),
        ("1" + "0" * 18, "ROUND_NUMBER_TOO_LARGE"),
        ("0.12345678901", "ROUND_TOO_MANY_DECIMALS"),
        ("123456789012345678.12345678901", "ROUND_TOO_MANY_DECIMALS"),
    ],
)
def test_what_is_no_number_of_an_inquiry_is_refused(text: str, code: str) -> None:
    assert refused(read(MONEY, value=text)) == code


def test_a_number_that_can_be_two_is_asked_for_in_a_way_that_leaves_no_doubt() -> None:
    found = read(MONEY, value="1,234")
    assert isinstance(found, list)
    assert "either 1234, or 1.2340 with a zero more" in found[0].message("en")
    assert content(read(MONEY, value="1.2340")).columns()["number"] == "1.234"
    assert content(read(PERSONS, value="1,234")).columns()["number"] == "1234"


def test_figures_are_in_the_multipliers_of_the_country_and_cases_in_units() -> None:
    powers = [content(read(key, conventions=MILLIONS, value="5")).unit_mult for key in (MONEY, PERSONS, CASES)]
    assert powers == [6, 3, 0]


@pytest.mark.parametrize(
    ("item", "text", "code"),
    [
        ("N.CURRENCY", "euros", "ROUND_CURRENCY_UNKNOWN"),
        ("N.UNIT_MULT", "5", "ROUND_MULTIPLIER_UNKNOWN"),
        ("N.UNIT_MULT", "3.5", "ROUND_NOT_WHOLE"),
        ("N.FY_START", "31 July", "ROUND_NOT_A_DATE"),
        ("N.ACC_BASIS", "CASHY", "ROUND_CODE_UNKNOWN"),
        ("S.FUNCTIONS", "OLD XYZ", "ROUND_CODE_UNKNOWN"),
        ("S.DATE_END", "2023-02-30", "ROUND_NOT_A_DATE"),
        ("S.NAME_EN", "x" * 10_000, "ROUND_TEXT_TOO_LONG"),
        ("S.YEAR_START", "1,5", "ROUND_NOT_WHOLE"),
    ],
)
def test_every_type_of_answer_is_checked(item: str, text: str, code: str) -> None:
    assert refused(read(CellKey(item), value=text)) == code


def test_a_text_of_eight_thousand_characters_is_kept_whole() -> None:
    assert content(read(CellKey("S.NAME_EN"), value="é" * 8_000)).text == "é" * 8_000


def test_a_note_as_long_as_a_book_is_refused_and_not_repeated_in_the_message() -> None:
    found = read(MONEY, value="1", note="x" * 20_000)
    assert refused(found) == "ROUND_TEXT_TOO_LONG"
    assert isinstance(found, list)
    assert all(len(found[0].message(language)) < 400 for language in LANGUAGES)


def test_codes_are_read_in_any_language_and_kept_as_codes() -> None:
    assert content(read(CellKey("S.FUNCTIONS"), value="Old age; SUR")).text == "OLD SUR"


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"status": "E"}, "ROUND_STATUS_WITHOUT_VALUE"),
        ({"value": "", "status": "A"}, "ROUND_STATUS_WITHOUT_VALUE"),
        ({"status": "Z9"}, "ROUND_CODE_UNKNOWN"),
        ({"value": "1", "status": "I"}, "ROUND_STATUS_OF_COMPILER"),
        ({"note": "See the annual report"}, "ROUND_NOTE_ALONE"),
        ({"value": "1", "valid_from": "2020-01-01"}, "ROUND_CELL_UNKNOWN"),
    ],
)
def test_a_cell_says_why_it_is_empty(parts: dict[str, str], code: str) -> None:
    assert refused(read(MONEY, **parts)) == code


def test_a_missing_figure_keeps_its_note() -> None:
    found = content(read(MONEY, value="", status="L", note="Accounts not closed"))
    assert (found.obs_status, found.note, found.is_empty) == ("L", "Accounts not closed", False)


def test_law_has_the_day_from_which_it_is_in_force() -> None:
    assert content(read(LAW, value="65", valid_from="2010-1-1")).ref_detail == "2010-01-01"
    assert refused(read(LAW, value="65", valid_from="long ago")) == "ROUND_NOT_A_DATE"


def test_the_description_of_a_table_has_no_status_of_its_own() -> None:
    assert content(read(SOURCE, value="Annual report")).text == "Annual report"
    assert refused(read(SOURCE, value="Annual report", status="E")) == "ROUND_CELL_UNKNOWN"


def test_characters_that_nobody_sees_are_left_out() -> None:
    assert plain("\ufeff a\x00b\u200b\r\nc\ud800 ") == "ab\nc"


def test_a_cell_is_named_by_its_item_subject_and_codes() -> None:
    assert cell_in_words(PERSONS._replace(sex="F")) == "B.REC, QMA01-01, F"
    assert cell_in_words(CellKey("N.CURRENCY")) == "N.CURRENCY"
    assert cell_in_words(MONEY) == "S.REC_TOTAL, QMA01"


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["", "A", "E", "L", "I", "?"]))
def test_whatever_is_typed_is_kept_or_refused_in_three_languages(value: str, note: str, status: str) -> None:
    for key in (MONEY, PERSONS, CellKey("S.FUNCTIONS"), CellKey("N.FY_START"), CellKey("S.NAME_EN")):
        found = read(key, value=value, note=note, status=status)
        if isinstance(found, list):
            assert all(each.message(language) for each in found for language in LANGUAGES)
        else:
            row = found.columns()
            assert "\x00" not in f"{row['text']}{row['note']}"
            assert READER.read(key, QUESTIONNAIRE.items[key.item], Change(), found, UNITS) == found


def test_the_messages_of_a_refusal_are_those_of_the_form() -> None:
    found = read(MONEY, value="x", status="Z9")
    assert isinstance(found, list)
    assert codes(type("Refusal", (), {"problems": found})) == ["ROUND_NOT_A_NUMBER", "ROUND_CODE_UNKNOWN"]
