"""The page of indicators that are no share of persons, on the literal release."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.present.conftest import (
    AREA_ROWS,
    GROUP_ROWS,
    MEMBER_ROWS,
    aggregate,
    country_value,
)

from openssi.definitions import Definitions, default_root, load
from openssi.engine import Connection, connect, table_of
from openssi.present.indicator_index import indicator_index
from openssi.present.indicator_page import indicator_page
from openssi.present.page_model import IndicatorPage
from openssi.present.selection import parse_selection
from openssi.present.unit_axis import axis_of
from openssi.present.unit_format import unit_format
from openssi.present.value_classes import value_classes
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

NBSP = "\u00a0"
NOBODY = MultilingualText("", "", "")
Page = Callable[..., IndicatorPage]


def declared(name: str, unit: str, **more: Any) -> Indicator:
    values: dict[str, Any] = {
        "id": f"SDG_1_3_1_{name}",
        "code": name[:3],
        "family": "expenditure",
        "name": MultilingualText(f"Name of {name}", f"Nom de {name}", f"Nombre de {name}"),
        "short_name": MultilingualText(*(f"{name} {language}" for language in LANGUAGES)),
        "definition": NOBODY,
        "population": NOBODY,
        "unit": unit,
        "sexes": ("_T",),
    }
    return Indicator(**{**values, **more})


INDICATORS = {
    each.id: each
    for each in (
        declared("GDP", "PT_GDP", weight="X.GDP"),
        declared("GDP_GROSS", "PT_GDP", weight="X.GDP", variant_of="SDG_1_3_1_GDP"),
        declared("OLD", "PT_GDP", weight="X.GDP"),
        declared("SHARE", "PT", weight="X.GDP"),
        declared("RATIFIED", "YES_NO", weight="X.GDP"),
        declared("SCOPE", "SCOPE_CLASS"),
        declared("MONEY", "XDC"),
        declared("DOLLARS", "PPP"),
        declared("GAP", "POINTS", weight="X.POP_TOTAL"),
        declared("FUNCTIONS", "PT", breakdowns=("OLD", "FAM"), weight="X.GDP"),
        declared("EMPTY", "YR"),
    )
}

VALUES = [
    country_value("GDP", "QMA", 2020, 9.44, lower=9.0, upper=10.0, terms=4, terms_missing=1, obs_status="U"),
    country_value("GDP", "QMB", 2019, 12.0),
    country_value("GDP", "QMC", 2020, 0.0),
    country_value("GDP", "QMF", 2020, 31.5, note="Line of 2017"),
    country_value("GDP_GROSS", "QMA", 2020, 9.9),
    country_value("RATIFIED", "QMA", 2020, 1.0),
    country_value("RATIFIED", "QMB", 2020, 0.0),
    country_value("RATIFIED", "QMC", 2020, 0.0),
    country_value("SCOPE", "QMA", 2020, 4.0),
    country_value("SCOPE", "QMB", 2020, 4.0),
    country_value("SCOPE", "QMC", 2020, 0.0),
    country_value("MONEY", "QMA", 2020, 1234.0),
    country_value("MONEY", "QMB", 2020, 7.0),
    country_value("DOLLARS", "QMA", 2020, 1240.0, lowest=900.0, highest=1500.0),
    country_value("DOLLARS", "QMB", 2019, 80.0),
    country_value("GAP", "QMA", 2020, 4.0),
    country_value("GAP", "QMB", 2020, -6.0),
    country_value("GAP", "QMC", 2020, 0.0),
    country_value("GAP", "QMF", 2020, 0.02),
    country_value("FUNCTIONS", "QMA", 2020, 40.0, breakdown="OLD"),
    country_value("FUNCTIONS", "QMA", 2020, 20.0, breakdown="FAM"),
]

WORLD = ("WORLD", "001")
NORTH, SOUTH = ("REGION", "NOR"), ("REGION", "SOU")

AGGREGATES = [
    aggregate("GDP", WORLD, 9.4, "published", weight_item="X.GDP"),
    aggregate("GDP", NORTH, 11.0, "published", weight_item="X.GDP"),
    aggregate("GDP", SOUTH, 2.5, "flagged", weight_item="X.GDP"),
    aggregate("GDP_GROSS", WORLD, 9.9, "published", weight_item="X.GDP"),
    aggregate("OLD", WORLD, 4.2, "published", weight_item="X.GDP"),
    aggregate("SHARE", WORLD, 61.5, "published", weight_item="X.GDP"),
    aggregate("RATIFIED", WORLD, 0.3, "published"),
    aggregate("GAP", WORLD, -2.5, "published"),
    aggregate("GAP", NORTH, 5.0, "published"),
    aggregate("GAP", SOUTH, -8.0, "published"),
    aggregate("FUNCTIONS", WORLD, 38.0, "published", breakdown="OLD"),
]

CURRENCIES = [
    {
        "obs_id": area,
        "ref_area": area,
        "item": "S.EXP_TOTAL",
        "time_period": 2020,
        "currency": code,
        "channel": "workbook",
    }
    for area, code in (("QMA", "QAD"), ("QMB", "QBD"))
]

TABLES: dict[str, list[dict[str, Any]]] = {
    "areas": AREA_ROWS,
    "groups": GROUP_ROWS,
    "members": MEMBER_ROWS,
    "country_values": VALUES,
    "aggregates": AGGREGATES,
    "observations": CURRENCIES,
}


@pytest.fixture
def definitions() -> Definitions:
    made = Definitions(default_root())
    made.__dict__.update(indicators=INDICATORS, codelists=load().codelists, publication=PublicationRules())
    return made


@pytest.fixture
def connection() -> Iterator[Connection]:
    with connect(**{name: table_of(flow, TABLES.get(name, ())) for name, flow in DATAFLOWS.items()}) as opened:
        yield opened


@pytest.fixture
def page(connection: Connection, definitions: Definitions, release: Release) -> Page:
    def made(name: str, language: Language = "en", **address: str) -> IndicatorPage:
        asked = {"indicator": f"SDG_1_3_1_{name}", "year": "2020", **address}
        return indicator_page(
            connection, definitions, release, parse_selection(connection, definitions, language, asked)
        )

    return made


def texts_of(page: IndicatorPage) -> dict[str, str]:
    return {tile.area: tile.text for tile in page.tile_map.tiles}


def colours_of(page: IndicatorPage) -> dict[str, int | None]:
    return {tile.area: tile.class_index for tile in page.tile_map.tiles if tile.class_index is not None}


@pytest.mark.parametrize(
    ("name", "language", "sentence"),
    [
        ("GDP", "en", "Name of GDP stood at 9.4% of GDP in the demonstration world in 2020"),
        (
            "GDP",
            "fr",
            (
                f"En 2020, l’indicateur «{NBSP}Nom de GDP{NBSP}» s’établissait à 9,4{NBSP}% du PIB dans le monde de"
                " démonstration"
            ),
        ),
        (
            "GDP",
            "es",
            f"En 2020, el indicador «Nombre de GDP» se situaba en 9,4{NBSP}% del PIB en el mundo de demostración",
        ),
        ("SHARE", "en", "The figure for “Name of SHARE” was 61.5% in the demonstration world in 2020"),
        ("GAP", "en", f"Name of GAP stood at −2.5{NBSP}points in the demonstration world in 2020"),
        ("RATIFIED", "en", "“Yes” in 1 of 3 countries in 2020: Name of RATIFIED"),
        ("RATIFIED", "fr", f"«{NBSP}Oui{NBSP}» dans 1 pays sur 3 en 2020{NBSP}: Nom de RATIFIED"),
        ("SCOPE", "es", "«Completa: 8 ramas» en 2 de 3 países en 2020: Nombre de SCOPE"),
        ("MONEY", "en", "Name of MONEY: 2 countries report a value for 2020, each in its own currency"),
        (
            "DOLLARS",
            "en",
            (
                f"Name of DOLLARS ranged from 80{NBSP}international dollars (Borland) to"
                f" 1,240{NBSP}international dollars (Aldova) in 2 countries, 2019–\u206020"
            ),
        ),
    ],
)
def test_the_headline_tells_value_unit_place_and_year(page: Page, name: str, language: Language, sentence: str) -> None:
    assert page(name, language).headline == sentence


def test_a_group_of_countries_is_named_before_the_sentence(page: Page) -> None:
    assert page("GDP", grouping="REGION", group="NOR").headline == (
        "Northern lands: Name of GDP stood at 11.0% of GDP in 2020"
    )
    assert page("SCOPE", grouping="REGION", group="NOR").headline.startswith("Northern lands: “Comprehensive")


def test_figures_that_are_no_share_of_persons_do_not_speak_of_persons(page: Page) -> None:
    shown = page("GDP", grouping="REGION", group="SOU")
    assert "50% of the weight" in shown.lead
    assert "persons concerned" not in repr(shown).replace("too few persons observed", "")
    assert "%" not in page("DOLLARS").headline


def test_an_indicator_without_a_weight_says_why_the_world_has_no_figure(page: Page) -> None:
    shown = page("DOLLARS")
    assert (shown.has_groups, shown.tiles, shown.regions.rows, shown.matrix.rows) == (False, (), (), ())
    assert shown.lead.startswith("No weight is declared for this indicator")
    assert shown.is_comparable


def test_answers_are_counted_and_never_averaged_even_where_a_mean_is_stored(page: Page) -> None:
    shown = page("RATIFIED")
    assert shown.lead.startswith("Answers are counted by country, not averaged")
    assert shown.regions.rows == ()
    assert shown.tiles == ()


def test_yes_and_no_are_two_classes_with_their_countries(page: Page) -> None:
    shown = page("RATIFIED", "es")
    assert [(row.label, row.countries) for row in shown.tile_map.legend] == [("Sí", 1), ("No", 2), ("Sin datos", 2)]
    assert texts_of(shown)["QMA"] == "Sí"
    assert next(row for row in shown.countries if row.area == "QMB").text == "No"


def test_no_is_an_answer_and_not_a_true_zero(page: Page) -> None:
    assert [row.note for row in page("RATIFIED").countries if row.area == "QMB"] == [""]


def test_classes_have_the_names_of_their_code_list(page: Page) -> None:
    labels = [row.label for row in page("SCOPE").tile_map.legend]
    assert labels[0] == "Comprehensive: 8 branches"
    assert labels[-2:] == ["No branch anchored in law", "No data"]
    assert len(labels) == 6


def test_amounts_in_national_currency_are_a_table_with_their_currency_and_nothing_else(page: Page) -> None:
    shown = page("MONEY")
    assert (shown.is_comparable, shown.tile_map.tiles, shown.tile_map.legend) == (False, (), ())
    amounts = {row.area: (row.text, row.unit) for row in shown.countries if row.has_value}
    assert amounts == {"QMA": ("1,234", "QAD"), "QMB": ("7", "QBD")}
    assert shown.unit_head == "in national currency"


def test_a_gap_has_its_sign_and_a_class_of_its_own_for_zero(page: Page) -> None:
    shown = page("GAP")
    assert shown.tile_map.palette == "diverging"
    colours = colours_of(shown)
    assert colours["QMC"] == colours["QMF"] == 4
    assert colours["QMB"] == 1
    assert colours["QMA"] is not None
    assert colours["QMA"] > 4
    assert (texts_of(shown)["QMA"], texts_of(shown)["QMB"]) == ("+4.0", "−6.0")


def test_bars_of_gaps_go_both_ways_from_zero(page: Page) -> None:
    axis = page("GAP").regions.axis
    assert axis.low <= -8
    assert axis.high >= 5
    assert axis.start(-8.0) < axis.start(5.0) == axis.place(0.0)
    assert axis.length(-8.0) > axis.length(5.0)


def test_the_axis_of_a_ratio_begins_at_zero_and_holds_the_largest_bar(page: Page) -> None:
    axis = page("GDP").regions.axis
    assert (axis.low, axis.high) == (0.0, 20.0)
    assert axis.labels == ("0%", "5", "10", "15", "20")


def test_beside_an_indicator_stand_those_of_its_family_and_unit(page: Page) -> None:
    shown = page("GDP")
    assert [row.indicator.removeprefix("SDG_1_3_1_") for row in shown.matrix.rows] == ["GDP", "OLD"]
    assert [(tile.label, tile.value, tile.unit) for tile in shown.tiles] == [
        ("GDP en", "9.4", "% of GDP"),
        ("OLD en", "4.2", "% of GDP"),
    ]


def test_variants_of_a_definition_are_linked_both_ways(page: Page) -> None:
    from_main = [(each.indicator, each.selected) for each in page("GDP").variants]
    from_variant = [(each.indicator, each.selected) for each in page("GDP_GROSS").variants]
    assert from_main == [("SDG_1_3_1_GDP", True), ("SDG_1_3_1_GDP_GROSS", False)]
    assert from_variant == [("SDG_1_3_1_GDP", False), ("SDG_1_3_1_GDP_GROSS", True)]
    assert page("OLD").variants == ()


def test_a_variant_takes_the_place_of_its_main_definition_in_the_matrix(page: Page) -> None:
    assert [row.indicator for row in page("GDP_GROSS").matrix.rows] == ["SDG_1_3_1_GDP_GROSS", "SDG_1_3_1_OLD"]


def test_the_headline_is_the_first_breakdown_and_the_others_are_named_by_their_code_list(page: Page) -> None:
    shown = page("FUNCTIONS")
    assert [(each.value, each.label, each.selected) for each in shown.breakdown_choices] == [
        ("OLD", "Old age", True),
        ("FAM", "Family / children", False),
    ]
    assert "38.0%" in shown.headline
    assert "Old age" in shown.headline
    assert [row.text for row in page("FUNCTIONS", breakdown="FAM").countries if row.has_value] == ["20.0"]


def test_bounds_and_missing_terms_stand_in_the_table_and_in_the_tile(page: Page) -> None:
    shown = page("GDP")
    row = next(each for each in shown.countries if each.area == "QMA")
    assert (shown.interval_head, row.interval) == ("Bounds", "9.0 to 10.0")
    assert row.note == "Sum of 3 of 4 terms; the others are not reported"
    description = next(tile.description for tile in shown.tile_map.tiles if tile.area == "QMA")
    assert "Aldova: 9.4% of GDP, 2020, low reliability" in description
    assert "Persons in several schemes: 9.0 to 10.0" in description
    assert "Sum of 3 of 4 terms" in description


def test_a_note_of_the_value_is_printed_beside_it(page: Page) -> None:
    assert [row.note for row in page("GDP").countries if row.area == "QMF"] == ["Line of 2017"]


def test_a_mean_of_benefits_stands_with_the_lowest_and_the_highest(page: Page) -> None:
    shown = page("DOLLARS", "fr")
    assert shown.interval_head == "Prestation la plus basse et la plus élevée"
    assert [row.interval for row in shown.countries if row.area == "QMA"] == [f"de 900 à 1{NBSP}500"]


def test_only_indicators_with_a_value_are_offered_by_family(page: Page) -> None:
    groups = page("GDP").indicator_groups
    offered = [each.value.removeprefix("SDG_1_3_1_") for group in groups for each in group.choices]
    assert len(groups) == 1
    assert offered == ["GDP", "GDP_GROSS", "RATIFIED", "SCOPE", "MONEY", "DOLLARS", "GAP", "FUNCTIONS"]


def test_an_indicator_without_any_value_says_so_and_has_no_chart(page: Page) -> None:
    shown = page("EMPTY")
    assert not shown.has_values
    assert shown.headline == "Name of EMPTY"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [each.removeprefix("SDG_1_3_1_") for each in INDICATORS])
def test_no_slot_is_left_open_for_any_unit(page: Page, language: Language, name: str) -> None:
    assert "{" not in repr(page(name, language)).replace("frozenset({", "")


@pytest.mark.parametrize("name", [each.removeprefix("SDG_1_3_1_") for each in INDICATORS])
def test_french_has_its_spaces_for_any_unit(page: Page, name: str) -> None:
    said = repr(page(name, "fr"))
    assert " :" not in said.replace("', ':u'", "").replace(" :u", "")
    assert " %" not in said
    assert " »" not in said


def test_the_index_lists_every_indicator_variants_behind_the_one_they_vary(
    connection: Connection, definitions: Definitions
) -> None:
    (family,) = indicator_index(connection, definitions, "en")
    rows = {row.indicator.removeprefix("SDG_1_3_1_"): row for row in family.rows}
    assert list(rows)[:3] == ["GDP", "GDP_GROSS", "OLD"]
    assert (rows["GDP"].countries, rows["GDP"].years, rows["GDP"].unit) == (4, "2019–20", "Per cent of GDP")
    assert rows["GDP_GROSS"].variant_of == "Name of GDP"
    assert (rows["EMPTY"].countries, rows["EMPTY"].years) == (0, "")


@pytest.mark.parametrize(
    ("query", "found"),
    [("gdp gross", ["GDP_GROSS"]), ("NOMBRE DE ÓLD", ["OLD"]), ("Sco", ["SCOPE"]), ("nothing like it", [])],
)
def test_the_index_finds_names_and_codes_whatever_their_accents(
    connection: Connection, definitions: Definitions, query: str, found: list[str]
) -> None:
    families = indicator_index(connection, definitions, "es", query)
    assert [row.indicator.removeprefix("SDG_1_3_1_") for each in families for row in each.rows] == found


def test_a_value_that_could_not_be_computed_says_why(
    connection: Connection, definitions: Definitions, release: Release
) -> None:
    why = {
        "finding_id": "1",
        "indicator": "SDG_1_3_1_GDP",
        "ref_area": "QMD",
        "scheme": "_Z",
        "sex": "_T",
        "breakdown": "_T",
        "time_period": 2020,
        "message_en": "The denominator is zero.",
    }
    connection.register("computation_findings", table_of(DATAFLOWS["computation_findings"], [why]))
    selection = parse_selection(connection, definitions, "en", {"indicator": "SDG_1_3_1_GDP", "year": "2020"})
    shown = indicator_page(connection, definitions, release, replace(selection))
    assert [row.note for row in shown.countries if row.area == "QMD"] == ["The denominator is zero"]


@pytest.mark.parametrize(("ratio", "limits"), [(0.3, (0.0, 0.4)), (7.0, (0.0, 8.0)), (31.5, (0.0, 40.0))])
def test_an_axis_has_four_round_steps(ratio: float, limits: tuple[float, float]) -> None:
    axis = axis_of([ratio], unit_format(load(), "PT_GDP", "en"))
    assert (axis.low, axis.high) == limits


@given(st.lists(st.floats(min_value=-1e6, max_value=1e9).map(lambda value: round(value, 3)), min_size=1, max_size=30))
def test_an_axis_holds_every_value_and_zero(values: list[float]) -> None:
    axis = axis_of(values, unit_format(load(), "PS", "es"))
    assert axis.low <= min(0.0, *values)
    assert axis.high >= max(0.0, *values) * (1 - 1e-6)
    assert any(abs(tick) < 1e-6 * max(1.0, axis.high - axis.low) for tick in axis.ticks)


@given(st.lists(st.floats(min_value=0, max_value=1e7).map(lambda value: round(value, 2)), min_size=1, max_size=60))
def test_more_is_never_a_lighter_class_in_any_unit(values: list[float]) -> None:
    for unit in ("PT_GDP", "PS", "POINTS"):
        classes = value_classes(values, unit_format(load(), unit, "en"))
        colours = [classes.colour_of(each) for each in sorted(values)]
        assert colours == sorted(colours)
        assert all(1 <= each <= 7 for each in colours)
