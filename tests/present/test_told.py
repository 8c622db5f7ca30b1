"""What a value cannot be compared without is told in the words of the questionnaire."""

import pytest

from openssi.definitions import load
from openssi.present.quoting import parts_of
from openssi.present.told import source_in_words, told_in_words
from openssi.vocabulary.text import Language


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "International poverty line per person and day: 2.15; "),
        ("fr", "Seuil international de pauvreté par personne et par jour\u00a0: 2,15\u00a0; "),
        ("es", "Umbral internacional de pobreza por persona y día: 2,15; "),
    ],
)
def test_a_line_is_told_with_its_label_and_the_numbers_of_the_language(language: Language, words: str) -> None:
    assert told_in_words("X.POV_LINE_INT=2.15; Income", load(), language) == f"{words}Income"


def test_a_year_is_no_number_with_thousands() -> None:
    assert told_in_words("Q.PPP_YEAR=2021", load(), "en").endswith(": 2021")


def test_a_code_is_told_by_its_name() -> None:
    code = load().codelists["CL_WELFARE"].ids[0]
    name = load().codelists["CL_WELFARE"][code].name.es
    assert told_in_words(f"Q.WELFARE={code}", load(), "es").endswith(f": {name}")


@pytest.mark.parametrize("note", ["", "Live births stand for women giving birth", "X.UNKNOWN=3", "a=b; c"])
def test_what_is_no_item_stands_as_it_is(note: str) -> None:
    assert told_in_words(note, load(), "en") == note


def test_what_stands_as_it_is_is_a_quotation_and_what_was_translated_is_none() -> None:
    told = told_in_words("X.POV_LINE_INT=2.15; Income", load(), "fr")
    assert parts_of(told)[1:] == [("Income", True)]
    assert [quoted for _, quoted in parts_of(told_in_words("X.POV_LINE_INT=2.15", load(), "fr"))] == [False]


def test_a_source_of_the_definitions_is_in_the_language_of_the_reader_and_no_quotation() -> None:
    source = "World Bank, GDP at current prices in US dollars"
    told = source_in_words(source, load(), "es")
    assert told == "Banco Mundial, PIB a precios corrientes en dólares de los Estados Unidos"
    assert parts_of(told) == [(str(told), False)]
    assert source_in_words(source, load(), "en") == source


def test_a_source_of_others_stands_as_it_is_as_a_quotation() -> None:
    assert parts_of(source_in_words("National survey", load(), "fr")) == [("National survey", True)]


def test_a_method_of_the_definitions_is_told_part_by_part() -> None:
    written = "X.POV_LINE_INT=3; 3.00 international dollars a day at 2021 prices; Own words"
    told = told_in_words(written, load(), "fr")
    assert told.endswith("3\u00a0; 3,00 dollars internationaux par jour aux prix de 2021\u00a0; Own words")
    assert [part for part, is_quoted in parts_of(told) if is_quoted] == ["Own words"]
