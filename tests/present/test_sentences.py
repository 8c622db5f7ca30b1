from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import Definitions, default_root, load_texts
from openssi.engine import Connection
from openssi.present.indicator_page import indicator_page
from openssi.present.page_model import IndicatorPage
from openssi.present.selection import parse_selection
from openssi.present.sentences import fraction
from openssi.present.words import Words
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language

NBSP = "\u00a0"
Page = Callable[..., IndicatorPage]


@pytest.fixture
def page(connection: Connection, definitions: Definitions, release: Release) -> Page:
    def made(language: Language = "en", **address: str) -> IndicatorPage:
        return indicator_page(
            connection, definitions, release, parse_selection(connection, definitions, language, address)
        )

    return made


@pytest.mark.parametrize(
    ("value", "key", "tenths"),
    [
        (0.0, "exact", 0),
        (0.6, "under_twentieth", 0),
        (5.0, "under_tenth", 0),
        (8.8, "nearly_tenth", 0),
        (10.0, "about_tenth", 0),
        (13.7, "over_tenth", 0),
        (17.9, "under_in_ten", 2),
        (20.0, "in_ten", 2),
        (24.1, "over_in_ten", 2),
        (39.2, "nearly_in_ten", 4),
        (46.9, "under_half", 0),
        (50.0, "about_half", 0),
        (54.9, "over_half", 0),
        (78.5, "nearly_in_ten", 8),
        (94.9, "over_in_ten", 9),
        (97.7, "nearly_all", 0),
        (100.0, "exact", 0),
    ],
)
def test_people_say_percentages_as_fractions(value: float, key: str, tenths: int) -> None:
    assert (fraction(value).key, fraction(value).tenths) == (key, tenths)


@given(st.floats(min_value=0, max_value=100))
def test_every_percentage_has_words(value: float) -> None:
    found = fraction(value)
    slots = {"percent": "1%", "whole": "w", "tenths": "t", "people": "p", "place": "l"}
    texts = load_texts(default_root())
    assert all(Words(texts, language).say(f"fraction.{found.key}", **slots) for language in LANGUAGES)
    assert found.tenths == 0 or texts.get(f"present.tenths.n{found.tenths}", "en")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (
            "en",
            (
                "Fewer than half of the demonstration world’s people, 46.9%, had at least one social protection benefit"
                " in 2020"
            ),
        ),
        (
            "fr",
            (
                f"Moins de la moitié des habitants du monde de démonstration, 46,9{NBSP}%, bénéficiaient d’au moins une"
                " prestation de protection sociale en 2020"
            ),
        ),
        (
            "es",
            (
                f"Menos de la mitad de los habitantes del mundo de demostración, el 46,9{NBSP}%, tenían al menos una"
                " prestación de protección social en 2020"
            ),
        ),
    ],
)
def test_the_headline_says_people_before_per_cent(page: Page, language: Language, sentence: str) -> None:
    assert page(language).headline == sentence


def test_each_indicator_speaks_of_its_own_people(page: Page) -> None:
    assert page(indicator="SDG_1_3_1_OLD_AGE").headline == (
        "Nearly eight older persons in ten in the demonstration world, 78.5%, received a pension in 2020"
    )


def test_only_the_real_world_is_called_the_world(
    connection: Connection, definitions: Definitions, release: Release
) -> None:
    selection = parse_selection(connection, definitions, "en", {})
    real = indicator_page(connection, definitions, replace(release, kind="real"), selection)
    assert real.headline.startswith("Fewer than half of the world’s people, 46.9%, ")
    assert "demonstration" not in real.headline + real.lead + real.sources


def test_a_group_is_named_first(page: Page) -> None:
    assert page("fr", grouping="REGION", group="SOU").headline.startswith(
        f"Southern lands fr{NBSP}: plus d’un dixième des habitants, 13,7{NBSP}%, "
    )


def test_the_lead_says_who_is_left_out_and_where_coverage_differs(page: Page) -> None:
    assert page().lead == (
        f"About 53{NBSP}million had none. By region it ranges from 13.7% (Southern lands) to 84.9% (Northern lands)."
    )


def test_nobody_is_counted_where_the_weights_are_not_the_persons_concerned(page: Page) -> None:
    assert "About" not in page(indicator="SDG_1_3_1_OLD_AGE").lead


def test_a_flagged_figure_says_so(page: Page) -> None:
    assert "50% of the persons concerned" in page(indicator="SDG_1_3_1_UNEMPLOYMENT").lead


def test_without_a_published_figure_the_headline_is_a_neutral_name(page: Page) -> None:
    shown = page(indicator="SDG_1_3_1_MATERNITY", year="2020")
    assert shown.headline == "Name of MATERNITY: 2020"
    assert (
        shown.lead == "The 3 countries with a value hold 20% of the persons concerned; a figure is published from 40%."
    )


def test_without_any_value_the_page_says_that_no_country_reports(page: Page) -> None:
    assert page(indicator="SDG_1_3_1_NEW", year="2020").lead.startswith("No country of this group reports it for 2020")


def test_an_indicator_without_words_of_its_own_still_has_a_sentence(
    connection: Connection, definitions: Definitions, release: Release
) -> None:
    connection.execute(
        "CREATE TABLE changed AS SELECT * REPLACE ("
        "CASE indicator WHEN 'SDG_1_3_1_TOTAL' THEN 'SDG_1_3_1_NEW' ELSE indicator END AS indicator) FROM aggregates"
    )
    connection.register("aggregates", connection.query("FROM changed"))
    selection = parse_selection(connection, definitions, "en", {"indicator": "SDG_1_3_1_NEW"})
    assert indicator_page(connection, definitions, release, selection).headline == (
        "The figure for “Name of NEW” was 46.9% in the demonstration world in 2020"
    )


def test_large_numbers_are_said_as_each_language_counts(definitions: Definitions) -> None:
    said = [Words(definitions.texts, language).about(4_212_345_678) for language in LANGUAGES]
    assert said == [f"4.2{NBSP}billion", f"4,2{NBSP}milliards", f"4200{NBSP}millones"]
    assert Words(definitions.texts, "fr").about(1_240_000) == f"1,2{NBSP}million"
    assert Words(definitions.texts, "es").about(1_000_000) == f"1{NBSP}millón"
    assert Words(definitions.texts, "en").about(514_686) == "510,000"


def test_the_table_of_contingencies_names_the_best_and_the_least_covered(page: Page) -> None:
    assert page(year="2019").matrix.title == "Best covered: “OLD_AGE en”, 70.0%; least: “UNEMPLOYMENT en”, 12.5%"


def test_with_fewer_than_three_published_contingencies_none_is_called_the_best(page: Page) -> None:
    assert page(year="2020").matrix.title == "Contingencies by region"
