from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import Definitions, load
from openssi.engine import Connection
from openssi.present.figures import CountryFigure
from openssi.present.indicator_page import indicator_page
from openssi.present.page_model import CountryRow, CountryTile, IndicatorPage
from openssi.present.selection import parse_selection
from openssi.present.tile_map import positions
from openssi.present.unit_format import unit_format
from openssi.present.value_classes import value_classes
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language

Page = Callable[..., IndicatorPage]


@pytest.fixture
def page(connection: Connection, definitions: Definitions, release: Release) -> Page:
    def made(language: Language = "en", **address: str) -> IndicatorPage:
        return indicator_page(
            connection, definitions, release, parse_selection(connection, definitions, language, address)
        )

    return made


def tile(page: IndicatorPage, area: str) -> CountryTile:
    return next(each for each in page.tile_map.tiles if each.area == area)


def country(page: IndicatorPage, area: str) -> CountryRow:
    return next(each for each in page.countries if each.area == area)


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 1), (19.99, 1), (20, 2), (40, 3), (59.999, 3), (60, 4), (80, 5), (100, 5), (104, 5)]
)
def test_a_share_on_a_limit_belongs_to_the_higher_class(definitions: Definitions, value: float, expected: int) -> None:
    assert value_classes((), unit_format(definitions, "PT", "en")).colour_of(value) == expected


@given(st.floats(min_value=0, max_value=100), st.floats(min_value=0, max_value=100))
def test_more_coverage_is_never_a_lower_class(first: float, second: float) -> None:
    classes = value_classes((), unit_format(load(), "PT", "en"))
    low, high = sorted((first, second))
    assert 1 <= classes.colour_of(low) <= classes.colour_of(high) <= 5


def test_the_map_takes_the_latest_value_that_is_not_too_old_and_marks_its_year(page: Page) -> None:
    shown = page()
    assert (tile(shown, "QMA").text, tile(shown, "QMA").is_older) == ("39", False)
    assert (tile(shown, "QMB").text, tile(shown, "QMB").is_older) == ("80", True)
    assert tile(shown, "QMD").class_index is None


def test_a_true_zero_shows_0_and_says_why(page: Page) -> None:
    zero = tile(page(), "QMC")
    assert (zero.text, zero.state, zero.class_index) == ("0", "zero", 1)
    assert "A true zero: No programme in law" in zero.description


def test_missing_is_never_zero(page: Page) -> None:
    missing = tile(page(), "QME")
    assert (missing.text, missing.state, missing.class_index) == ("…", "missing", None)


def test_countries_with_no_place_of_their_own_stand_below_the_map(page: Page) -> None:
    shown = page()
    places = {(each.column, each.row) for each in shown.tile_map.tiles}
    assert len(places) == len(shown.tile_map.tiles) == 6
    assert tile(shown, "QMA").row < tile(shown, "QME").row
    assert max(each.column for each in shown.tile_map.tiles) == shown.tile_map.columns


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)) | st.none(), max_size=30))
def test_no_two_countries_share_a_square(tiles: list[tuple[int, int] | None]) -> None:
    countries = [
        CountryFigure(
            area=f"Q{number:02d}",
            name="",
            region="",
            value=None,
            year=None,
            status="",
            nature="",
            footnote="",
            source="",
            weight=None,
            tile=place,
        )
        for number, place in enumerate(tiles)
    ]
    placed = positions(countries)
    assert len(set(placed.values())) == len(countries)
    assert all(column >= 1 and row >= 1 for column, row in placed.values())


def test_the_legend_counts_countries_and_persons_of_every_class(page: Page) -> None:
    legend = {row.class_index: (row.countries, row.share) for row in page().tile_map.legend}
    assert legend == {5: (1, "30%"), 4: (0, "0%"), 3: (0, "0%"), 2: (1, "40%"), 1: (2, "22%"), None: (2, "8%")}


def test_the_table_prints_the_year_of_every_value_and_marks_older_ones(page: Page) -> None:
    shown = page()
    assert (country(shown, "QMB").year, country(shown, "QMB").is_older) == ("2018", True)
    assert (country(shown, "QMA").year, country(shown, "QMA").is_older) == ("2020", False)
    assert (country(shown, "QMD").text, country(shown, "QMD").year) == ("…", "")


def test_a_status_is_a_letter_in_the_table_and_words_beside_it(page: Page) -> None:
    assert (country(page(), "QMA").symbol, country(page(), "QMA").status) == ("e", "estimated value")
    assert country(page("fr"), "QMB").status == "valeur provisoire"


def test_countries_stand_in_the_order_of_their_names_without_accents(page: Page) -> None:
    names = [row.name for row in page("fr").countries]
    assert names == ["Aldovie", "Borlande", "Dunmarque", "Écomar", "Farlande", "Zétie"]


def test_bars_begin_with_the_world_and_end_with_what_is_not_published(page: Page) -> None:
    rows = page().incomes.rows
    assert [(row.group, row.text, row.publication) for row in rows] == [
        ("001", "46.9", "published"),
        ("HIC", "70.0", "published"),
        ("LIC", ":u", "suppressed"),
    ]
    assert rows[0].is_world
    assert rows[-1].value is None


def test_an_aggregate_carries_its_observed_share_countries_and_years(page: Page) -> None:
    row = page("es").regions.rows[-1]
    assert (row.name, row.observed_share, row.countries, row.years) == (
        "Southern lands es",
        "50\u00a0%",
        "3 de 4",
        "2018–2020",
    )


def test_the_value_of_a_suppressed_aggregate_is_nowhere_on_the_page(page: Page) -> None:
    shown = page(grouping="INCOME", group="LIC")
    assert "9.0" not in repr(shown).replace("39.0", "")
    assert page(year="2021").tiles[0].value == ""


def test_the_matrix_has_the_total_first_then_by_world_figure(page: Page) -> None:
    matrix = page(indicator="SDG_1_3_1_OLD_AGE").matrix
    assert [row.indicator.removeprefix("SDG_1_3_1_") for row in matrix.rows] == [
        "TOTAL",
        "OLD_AGE",
        "UNEMPLOYMENT",
        "MATERNITY",
    ]
    assert [row.selected for row in matrix.rows] == [False, True, False, False]
    assert matrix.heads == ("North", "South")
    assert [cell.text for cell in matrix.rows[1].regions] == ["100", ":u"]


def test_surveys_of_households_are_not_compared_with_the_inquiry(page: Page) -> None:
    assert [row.indicator for row in page(indicator="SDG_1_3_1_SOCIAL_ASSISTANCE", year="2020").matrix.rows] == [
        "SDG_1_3_1_SOCIAL_ASSISTANCE"
    ]


def test_land_without_people_value_or_place_is_not_reported_on(page: Page) -> None:
    shown = page()
    assert "QMZ" not in {row.area for row in shown.countries} | {each.area for each in shown.tile_map.tiles}


def test_a_longer_form_of_a_source_is_not_another_source(
    connection: Connection, definitions: Definitions, release: Release
) -> None:
    connection.execute(
        "CREATE TABLE changed AS SELECT * REPLACE (CASE ref_area WHEN 'QMB' THEN 'Source: Inquiry. Partly.' "
        "WHEN 'QMC' THEN 'Other book' ELSE source END AS source) FROM country_values"
    )
    connection.register("country_values", connection.query("FROM changed"))
    selection = parse_selection(connection, definitions, "en", {})
    shown = indicator_page(connection, definitions, replace(release, kind="real"), selection)
    assert shown.sources == "Source: Inquiry; Other book. Weights: X.POP_TOTAL. Release 2026.1."


def test_women_only_indicators_show_their_headline_sex_in_the_matrix(page: Page) -> None:
    assert page().matrix.rows[-1].indicator == "SDG_1_3_1_MATERNITY"


def test_a_group_shows_its_own_countries_only(page: Page) -> None:
    shown = page(grouping="REGION", group="SOU")
    assert {row.area for row in shown.countries} == {"QMC", "QMD", "QME"}
    assert len(shown.tile_map.tiles) == 3


def test_filters_that_cannot_apply_stay_and_say_why(page: Page) -> None:
    shown = page(indicator="SDG_1_3_1_MATERNITY", year="2020")
    assert [choice.available for choice in shown.sex_choices] == [False, True, False]
    assert shown.sex_note == "This indicator is about women."
    assert page().sex_note == "1 country reports women and men."
    assert page(indicator="SDG_1_3_1_NEW").sex_note == "This indicator is not available by sex."
    assert page(indicator="SDG_1_3_1_OLD_AGE").sex_note == "No country reports women and men for these years."


def test_breakdowns_are_offered_where_there_are_any(page: Page) -> None:
    shown = page(indicator="SDG_1_3_1_SOCIAL_ASSISTANCE", breakdown="Q1")
    assert [choice.value for choice in shown.breakdown_choices if choice.selected] == ["Q1"]
    assert page().breakdown_choices == ()


def test_exactly_one_choice_of_every_filter_is_selected(page: Page) -> None:
    shown = page(grouping="INCOME", group="HIC", sex="F")
    filters = (
        [choice for group in shown.indicator_groups for choice in group.choices],
        shown.year_choices,
        shown.sex_choices,
        shown.grouping_choices,
        shown.group_choices,
    )
    assert [sum(choice.selected for choice in choices) for choices in filters] == [1] * 5


def test_a_figure_that_is_missing_says_why_in_numbers(page: Page) -> None:
    maternity = next(each for each in page().tiles if each.indicator == "SDG_1_3_1_MATERNITY")
    assert (maternity.value, maternity.empty_text) == ("", "No figure")
    assert "20% of the persons concerned" in maternity.note


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_release_has_a_page_in_every_language(
    empty_connection: Connection, definitions: Definitions, release: Release, language: Language
) -> None:
    selection = parse_selection(empty_connection, definitions, language, {})
    shown = indicator_page(empty_connection, definitions, release, selection)
    assert shown.countries == ()
    assert shown.lead
    assert (shown.tile_map.columns, shown.regions.rows) == (0, ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_slot_is_left_open(page: Page, language: Language) -> None:
    for address in ({}, {"indicator": "SDG_1_3_1_MATERNITY"}, {"grouping": "REGION", "group": "SOU"}):
        assert "{" not in repr(page(language, **address)).replace("frozenset({", "")
