"""Figures on expenditure, financing and adequacy: what is drawn, what is said, and what is never mixed."""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from country_release import data_of
from money_release import EAST, NORTH, SOUTH, WORLD, Row, declared, group, observation, opened, value, values
from openssi.definitions import Definitions, load
from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.bar_chart import BarChart, BarRow, Reference
from openssi.present.dashboards.drawings.log_axis import log_axis
from openssi.present.dashboards.drawings.scatter_chart import ScatterChart, ScatterPoint
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.scatter import rank_correlation
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.filters import filters_shown
from openssi.present.dashboards.kinds import FIGURE_KINDS, HEADLINES
from openssi.present.dashboards.money_kinds import MONEY_KINDS
from openssi.present.dashboards.values.state import PageState
from openssi.present.drawing import Caption
from openssi.present.page_model import ValueState
from openssi.present.theme import GAP_COLOURS
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage
from openssi.vocabulary.text import LANGUAGES, Language
from programme_rows import page_state

E01, E02, E03 = "EXPENDITURE_TOTAL", "EXPENDITURE_EXCL_HEALTH", "EXPENDITURE_PUBLIC"
E35, E36 = "GOVERNMENT_EXPENDITURE_EXCL_HEALTH", "GOVERNMENT_EXPENDITURE_INCL_HEALTH"
CHANGE = "PENSION_REAL_CHANGE"
MONEY_PAGES = ("expenditure", "financing", "adequacy")
FAMILIES: dict[str, Any] = {"all": f"{E01} {E02}", "government": f"{E36} {E35}", "otherwise": "government"}


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


def state(page: str = "none", language: Language = "en", **more: Any) -> PageState:
    return PageState(page=page, language=language, **{"year": 2023, **more})


def shown(
    definitions: Definitions,
    figure: DeclaredFigure,
    rows: Sequence[Row] = (),
    groups: Sequence[Row] = (),
    observations: Sequence[Row] = (),
    **more: Any,
) -> DashboardFigure:
    asked = state(**more)
    with opened(rows, groups, observations) as connection:
        return FIGURE_KINDS[figure.kind](data_of(connection, definitions, asked.language), asked, figure)


def texts(figure: DashboardFigure) -> list[list[str]]:
    return [[cell.text for cell in row] for row in figure.table.rows]


def drawing(figure: DashboardFigure, width: int = 720) -> str:
    assert figure.draws is not None
    return figure.draws(width, None).inline_svg()


# Sorted bars


def test_countries_are_sorted_and_the_title_names_the_lowest_and_the_highest(definitions: Definitions) -> None:
    rows = values(E01, {"QMA": 4.0, "QMB": 12.0, "QMC": 8.0})
    figure = shown(definitions, declared("ranked_bars", E01), rows)
    assert [row[0] for row in texts(figure)] == ["Borland", "Kereland", "Aldova"]
    assert figure.title == "Money: from 4.0% of GDP (Aldova) to 12.0% of GDP (Borland)"
    assert figure.subtitle == "% of GDP, World, 2023"


def test_an_end_that_several_countries_share_is_counted_and_not_named(definitions: Definitions) -> None:
    rows = values(E01, {"QMA": 0.01, "QMB": 12.0, "QMC": 0.02})
    figure = shown(definitions, declared("ranked_bars", E01), rows)
    assert figure.title == "Money: from 0.0% of GDP (2 countries) to 12.0% of GDP (Borland)"


def test_the_published_figure_of_the_group_stands_above_its_countries(definitions: Definitions) -> None:
    rows = values(E01, {"QMA": 4.0, "QMB": 12.0})
    figure = shown(definitions, declared("ranked_bars", E01), rows, [group(E01, WORLD, 9.0)])
    assert [row[0] for row in texts(figure)] == ["World", "Borland", "Aldova"]
    assert "Name in bold: the group as a whole, a weighted mean." in figure.notes


def test_nothing_is_told_of_a_suppressed_group(definitions: Definitions) -> None:
    suppressed = [
        group(E01, WORLD, 9.0, publication="suppressed"),
        group(E01, NORTH, 31.7, publication="suppressed"),
        group(E01, SOUTH, 4.0),
        group(E01, EAST, 5.0),
    ]
    figure = shown(definitions, declared("ranked_bars", E01, of="groups"), (), suppressed)
    assert [row[2] for row in texts(figure)] == [":u", "5.0", "4.0", ":u", ":u"]
    assert figure.title == "Money"
    assert "31.7" not in figure.description + drawing(figure)
    assert ":u: not published, too little is observed." in figure.notes


def test_a_finding_is_not_said_where_intervals_overlap(definitions: Definitions) -> None:
    def regions(spread: float) -> list[Row]:
        return [
            group(E01, place, number, interval_lower=number - spread, interval_upper=number + spread)
            for place, number in ((NORTH, 6.0), (SOUTH, 4.0), (EAST, 5.0))
        ]

    figure = declared("ranked_bars", E01, of="groups")
    assert shown(definitions, figure, (), regions(1.5)).title == "Money"
    assert shown(definitions, figure, (), regions(0.5)).title.startswith("Money: from 4.0% of GDP (Southern lands)")


def test_negative_values_leave_zero_to_the_left_in_another_colour(definitions: Definitions) -> None:
    figure = shown(definitions, declared("ranked_bars", CHANGE), values(CHANGE, {"QMA": -2.0, "QMB": 3.0, "QMC": 1.0}))
    assert [row[2] for row in texts(figure)] == ["+3.0", "+1.0", "−2.0"]
    bars = re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="18" fill="([^"]+)"', drawing(figure))
    (zero, _, _), (_, _, _), (left, width, colour) = bars
    assert float(left) + float(width) == pytest.approx(float(zero), abs=0.02)
    assert colour == f"var(--d{GAP_COLOURS.index('#cf8f4f') + 1})"


def test_an_older_value_has_its_year_in_the_label(definitions: Definitions) -> None:
    rows = [value(E01, "QMA", 4.0, 2020), value(E01, "QMB", 5.0)]
    svg = drawing(shown(definitions, declared("ranked_bars", E01), rows))
    assert "Aldova\u00a0(2020)" in svg
    assert "Borland<" in svg


def test_of_many_countries_the_highest_and_the_lowest_are_drawn_and_all_are_in_the_table(
    definitions: Definitions,
) -> None:
    rows = values(E01, {f"Q{number:02d}": float(number + 1) for number in range(50)})
    figure = shown(definitions, declared("ranked_bars", E01), rows)
    svg = drawing(figure)
    assert len(figure.table.rows) == 50
    assert "10 countries between" in svg
    assert ("Land 49" in svg, "Land 30" in svg, "Land 25" in svg, "Land 00" in svg) == (True, True, False, True)


def test_a_country_that_says_why_it_has_no_value_is_counted_and_not_drawn(definitions: Definitions) -> None:
    rows = [value(E01, "QMA", 4.0), value(E01, "QMB", None, obs_status="O")]
    figure = shown(definitions, declared("ranked_bars", E01), rows)
    assert "One country has no value." in figure.notes
    assert "Borland" not in drawing(figure)
    assert [row[2] for row in texts(figure)] == ["4.0", "…"]


@pytest.mark.parametrize("kind", sorted(MONEY_KINDS))
def test_a_figure_without_values_says_so_and_draws_nothing(definitions: Definitions, kind: str) -> None:
    figure = shown(definitions, declared(kind, E01, parts=E01), (), (), choice="all")
    assert figure.empty
    assert figure.draws is None
    assert not figure.table.rows


def test_money_is_told_in_its_unit_and_zero_is_a_ring(definitions: Definitions) -> None:
    rows = values("EXPENDITURE_PER_HEAD_PPP", {"QMA": 15285.2, "QMB": 0.0, "QMC": 900.0})
    figure = shown(definitions, declared("ranked_bars", "EXPENDITURE_PER_HEAD_PPP"), rows)
    assert (
        figure.title
        == "Money: from 0\u00a0international dollars (Borland) to 15,285\u00a0international dollars (Aldova)"
    )
    assert "Ring: true zero." in figure.notes
    assert "<circle" in drawing(figure)


def test_a_reference_is_a_broken_line_that_the_legend_names() -> None:
    chart = BarChart(
        rows=(BarRow(name="Aldova", value=40.0, text="40.0"),),
        axis=Axis(),
        language="en",
        description="",
        references=(Reference(100.0, "100%: average wage"),),
    )
    for width in (720, 358):
        svg = chart.draw(width).svg()
        assert "100%: average wage" in svg
        assert svg.count('stroke-dasharray="6 4"') == 2


@pytest.mark.parametrize("state", ["normal", "imputed", "provisional", "zero"])
def test_every_bar_says_its_name_and_value_to_who_points_at_it(state: ValueState) -> None:
    row = BarRow(name="Aldova", value=0.0 if state == "zero" else 40.0, text="40.0", state=state)
    for language, told in (("en", "Aldova: 40.0"), ("fr", "Aldova\u00a0: 40.0")):
        chart = BarChart(rows=(row,), axis=Axis(), language=language, description="")
        assert chart.draw(720).svg().count(f"<title>{told}</title>") == 1


# Two measures, and the two families of expenditure


def test_the_two_families_of_expenditure_are_never_in_one_figure(definitions: Definitions) -> None:
    rows = [*values(E01, {"QMA": 10.0}), *values(E35, {"QMA": 7.1, "QMB": 7.2}), *values(E36, {"QMA": 9.1, "QMB": 9.2})]
    figure = shown(definitions, declared("paired_bars", E01, **FAMILIES), rows, choice="all")
    assert texts(figure) == [["Aldova", "10.0", "…"]]
    chosen = shown(definitions, declared("paired_bars", E01, **FAMILIES), rows, choice="government")
    assert texts(chosen) == [["Borland", "9.2", "7.2"], ["Aldova", "9.1", "7.1"]]
    assert not any("no accounts of schemes" in note for note in chosen.notes)


def test_a_release_without_accounts_of_schemes_shows_government_and_says_so(definitions: Definitions) -> None:
    rows = [*values(E35, {"QMA": 7.1}), *values(E36, {"QMA": 9.1})]
    figure = shown(definitions, declared("paired_bars", E01, **FAMILIES), rows, choice="all")
    assert texts(figure) == [["Aldova", "9.1", "7.1"]]
    assert figure.notes[0].startswith(
        "Release 2026.1 has no accounts of schemes of this kind; shown is general government"
    )


def test_each_choice_of_a_declared_figure_is_of_one_family(definitions: Definitions) -> None:
    choices = definitions.pages["expenditure"].choices
    for figure in definitions.pages["expenditure"].figures:
        listed = [*(figure.options.get(each, "") for each in choices), figure.options.get("parts", "")]
        for each in filter(None, listed):
            named = [part.partition(":")[0].partition("=")[0] for part in each.split()]
            assert len({_is_of_government(definitions, indicator) for indicator in named}) == 1, (figure.id, each)
    assert [_is_of_government(definitions, each) for each in (E01, E02, E03, E35, E36)] == [False] * 3 + [True] * 2


def _is_of_government(definitions: Definitions, indicator: str) -> bool:
    """Whether the formula of an indicator reads what general government spends."""
    return re.search(r"X\.(GF10|HE_GOV)\b", definitions.indicators[indicator].formulas[0].text) is not None


@pytest.mark.parametrize(
    ("choice", "year"), [("all", 2021), ("public", 2021), ("private", 2021), ("government", 2023), ("", 2021)]
)
def test_the_latest_year_of_expenditure_is_that_of_the_family_that_was_chosen(
    definitions: Definitions, choice: str, year: int
) -> None:
    schemes = [value(E01, "QMA", 10.0, 2021), value(E03, "QMA", 8.0, 2020), value(E03, "QMA", 8.0, 2021)]
    private = [value(E01, "QMA", 2.0, 2021, breakdown="PRIVATE")]
    with opened([*schemes, *private, value(E36, "QMA", 9.1)]) as connection:
        data = data_of(connection, definitions)
        chosen = page_state(data, "expenditure", choice=choice)
        shown = filters_shown(data, definitions.pages["expenditure"], chosen)
    assert (chosen.year, chosen.is_latest) == (year, True)
    years = next(each for each in shown if each.name == "year").groups[0].choices
    assert years[0].label == f"Latest, {year}"


def test_a_release_without_accounts_of_schemes_has_the_latest_year_of_government(definitions: Definitions) -> None:
    with opened([value(E36, "QMA", 9.1)]) as connection:
        assert page_state(data_of(connection, definitions), "expenditure").year == 2023


def test_values_of_different_years_in_one_row_each_carry_their_year(definitions: Definitions) -> None:
    rows = [value(E01, "QMA", 10.0), value(E02, "QMA", 7.0, 2021)]
    svg = drawing(shown(definitions, declared("paired_bars", E01, **FAMILIES), rows, choice="all"))
    assert "7.0\u00a0(2021)" in svg
    assert "Aldova<" in svg


# Parts of a whole

SOURCES = ("EMPLOYER_SHARE_OF_RECEIPTS", "PROTECTED_PERSONS_SHARE_OF_RECEIPTS", "GOVERNMENT_SHARE_OF_RECEIPTS")


def receipts(**by_area: tuple[float, float, float]) -> list[Row]:
    return [
        value(source, area, number)
        for area, numbers in by_area.items()
        for source, number in zip(SOURCES, numbers, strict=True)
    ]


def test_parts_that_do_not_add_because_of_rounding_are_said_and_not_adjusted(definitions: Definitions) -> None:
    figure = declared("stacked_places", *SOURCES, parts=" ".join(SOURCES))
    thirds = shown(definitions, figure, receipts(QMA=(33.333, 33.333, 33.334)))
    assert texts(thirds) == [["Aldova", "33.3", "33.3", "33.3"]]
    assert "Parts may not add up to the sum because of rounding." in thirds.notes
    halves = shown(definitions, figure, receipts(QMA=(50.0, 25.0, 25.0)))
    assert not any("rounding" in note for note in halves.notes)


def test_a_place_without_a_part_is_in_the_table_only(definitions: Definitions) -> None:
    rows = [*receipts(QMA=(50.0, 25.0, 25.0)), value(SOURCES[0], "QMB", 60.0)]
    figure = shown(definitions, declared("stacked_places", *SOURCES, parts=" ".join(SOURCES)), rows)
    assert "Borland" not in drawing(figure)
    assert texts(figure) == [["Aldova", "50.0", "25.0", "25.0"], ["Borland", "60.0", "…", "…"]]


def test_groups_whose_parts_rest_on_other_countries_are_not_stacked(definitions: Definitions) -> None:
    parts = ("EMPLOYER_CONTRIBUTIONS", "GOVERNMENT_FINANCING")
    groups = [
        *(group(each, WORLD, 3.0) for each in parts),
        group(parts[0], NORTH, 4.0, countries=2),
        group(parts[1], NORTH, 5.0, countries=3),
    ]
    figure = shown(definitions, declared("stacked_places", *parts, parts=" ".join(parts), of="groups"), (), groups)
    svg = drawing(figure)
    assert ("World" in svg, "Northern lands" in svg) == (True, False)


def test_countries_are_sorted_by_the_source_that_was_chosen(definitions: Definitions) -> None:
    figure = declared(
        "stacked_places",
        *SOURCES,
        parts=f"{SOURCES[0]}=employers {SOURCES[1]}=persons {SOURCES[2]}=government",
        sort="employers persons government",
    )
    rows = receipts(QMA=(60.0, 10.0, 30.0), QMB=(20.0, 50.0, 30.0), QMC=(15.0, 25.0, 60.0))
    for choice, first in (("employers", "Aldova"), ("persons", "Borland"), ("government", "Kereland")):
        ordered = shown(definitions, figure, rows, page="financing", choice=choice)
        assert texts(ordered)[0][0] == first
        assert [each.name for each in ordered.table.columns[1:]] == ["Employers", "Protected persons", "Government"]


def test_the_title_names_a_part_that_is_surely_the_largest_in_most_places(definitions: Definitions) -> None:
    figure = declared("stacked_places", *SOURCES, parts=f"{SOURCES[0]}=employers {SOURCES[2]}=government")
    most = receipts(QMA=(60.0, 10.0, 30.0), QMB=(50.0, 30.0, 20.0), QMC=(15.0, 25.0, 60.0))
    told = shown(definitions, figure, most, page="financing")
    assert told.title == "Money – Employers: the largest part in 2 of 3 countries"
    equal = receipts(QMA=(40.0, 20.0, 40.0), QMB=(40.0, 20.0, 40.01), QMC=(50.0, 20.0, 30.0))
    assert shown(definitions, figure, equal, page="financing").title == "Money"


def test_beyond_five_parts_all_others_are_added_up_in_the_drawing_and_not_in_the_table(
    definitions: Definitions,
) -> None:
    functions = ("OLD", "HEA", "DIS", "FAM", "UNE", "SUR", "SIC", "MAT")
    rows = [value("EXPENDITURE_STRUCTURE", "QMA", 12.5, breakdown=each) for each in functions]
    parts = " ".join(f"EXPENDITURE_STRUCTURE:{each}" for each in functions)
    figure = shown(definitions, declared("structure", "EXPENDITURE_STRUCTURE", parts=parts), rows)
    assert "All other" in drawing(figure)
    assert ">37.5<" in drawing(figure)
    assert len(figure.table.columns) == 9
    one = shown(definitions, declared("structure", "EXPENDITURE_STRUCTURE", parts=parts), rows, function="DIS")
    assert one.title == "Money: Disability / invalidity"
    assert texts(one) == [["Aldova", "Northern lands", "12.5"]]


# Points


def test_gdp_per_head_is_in_us_dollars_at_the_rate_of_its_year(definitions: Definitions) -> None:
    rows = values(E01, {"QMA": 4.0, "QMB": 5.0, "QMC": 6.0})
    context = [
        *(observation("X.POP_TOTAL", area, 10.0, unit="persons", currency=None) for area in ("QMA", "QMB", "QMC")),
        observation("X.GDP", "QMA", 50_000.0),
        observation("X.GDP", "QMB", 50.0, unit="LCU", currency="QBR", unit_mult=3),
        observation("X.FX_AVG", "QMB", 2.0, unit="LCU per USD", currency="QBR"),
        observation("X.FX_AVG", "QMB", 9.0, 2022, unit="LCU per USD", currency="QBR"),
        observation("X.GDP", "QMC", 70_000.0, 2021),
        observation("X.POP_TOTAL", "QMC", 7.0, 2021, unit="persons", currency=None),
    ]
    figure = shown(definitions, declared("scatter", E01), rows, (), context)
    assert texts(figure) == [["Kereland", "6.0", "10,000"], ["Borland", "5.0", "2,500"], ["Aldova", "4.0", "5,000"]]
    assert [row[2].year for row in figure.table.rows] == ["2021", "2023", "2023"]


def test_a_country_without_an_exchange_rate_is_left_out_and_counted(definitions: Definitions) -> None:
    areas = [f"Q{number:02d}" for number in range(4)]
    context = [
        *(observation("X.POP_TOTAL", area, 10.0) for area in areas),
        *(observation("X.GDP", area, 1000.0 * (number + 1)) for number, area in enumerate(areas[:3])),
        observation("X.GDP", areas[3], 1000.0, unit="LCU", currency="QBR"),
    ]
    figure = shown(definitions, declared("scatter", E01), values(E01, dict.fromkeys(areas, 5.0)), (), context)
    assert len(figure.table.rows) == 3
    assert "One country has a value but no GDP per head." in figure.notes


def test_points_lead_to_countries_within_the_page_only(definitions: Definitions) -> None:
    chart = ScatterChart(
        points=(ScatterPoint(name="Aldova", x=10, y=5, tooltip="Aldova: 5", href="/en/countries/QMA", is_named=True),),
        x_axis=log_axis([1, 100]),
        x_labels=("1", "2", "5", "10", "20", "50", "100"),
        x_name="GDP per head",
        y_axis=Axis(high=10, labels=("0", "", "5", "", "10")),
        y_name="%",
        language="en",
        description="",
    )
    assert '<a href="/en/countries/QMA" aria-label="Aldova: 5"><circle' in chart.draw(720).inline_svg()
    assert "<title>Aldova: 5</title>" in chart.draw(358).inline_svg()
    assert "<a " not in chart.draw(720, Caption("Title", "", "")).svg()


def test_names_beside_points_do_not_cover_each_other() -> None:
    near = tuple(
        ScatterPoint(name=f"Country {number}", x=10 + number / 100, y=5, tooltip="", is_named=True)
        for number in range(20)
    )
    chart = ScatterChart(
        points=near,
        x_axis=log_axis([1, 100]),
        x_labels=("",) * 7,
        x_name="",
        y_axis=Axis(high=10, labels=("",) * 5),
        y_name="",
        language="en",
        description="",
    )
    svg = chart.draw(720).svg()
    assert svg.count("<circle") == 20
    assert 0 < svg.count(">Country ") < 8


def test_a_logarithmic_axis_ends_at_round_numbers_and_refuses_zero() -> None:
    axis = log_axis([1170, 49_800])
    assert (axis.low, axis.high) == (1000, 50_000)
    assert axis.ticks == (1000, 2000, 5000, 10_000, 20_000, 50_000)
    assert axis.place(1000) == 0
    assert axis.place(50_000) == 1
    assert log_axis([1, 1_000_000]).ticks == (1, 10, 100, 1000, 10_000, 100_000, 1_000_000)
    assert log_axis([10]).low < log_axis([10]).high
    with pytest.raises(ValueError, match="above zero"):
        log_axis([0, 10])


def test_ranks_go_together_whatever_the_distances() -> None:
    assert rank_correlation([1, 2, 3], [10, 100, 1000]) == pytest.approx(1)
    assert rank_correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert rank_correlation([1, 2, 3], [5, 5, 5]) == 0


# Adequacy


def test_the_reference_of_amounts_is_named_as_the_definitions_name_it(definitions: Definitions) -> None:
    page = definitions.pages["adequacy"]
    figure = page.figure("benefits")
    assert figure is not None
    groups = [group("SOCIAL_PENSION_TO_POVERTY_LINE", WORLD, 64.0), group("CHILD_BENEFIT_TO_POVERTY_LINE", WORLD, 22.0)]
    told = shown(definitions, figure, (), groups, page="adequacy", choice="poverty")
    assert "100%: national poverty line, per person" in drawing(told)
    assert [row[0] for row in texts(told)] == [
        "Old age",
        "Family / children",
        "Other income support and assistance n.e.c.",
    ]
    assert [row[2] for row in texts(told)] == ["64.0", "22.0", ":u"]


def test_rates_in_law_stand_beside_the_minimum_of_the_convention_with_its_articles(definitions: Definitions) -> None:
    figure = definitions.pages["adequacy"].figure("rates")
    assert figure is not None
    rows = values("UNEMPLOYMENT_RATE_IN_LAW", {"QMA": 30.0, "QMB": 45.0, "QMC": 60.0})
    told = shown(definitions, figure, rows, page="adequacy", choice="wage")
    assert texts(told)[0] == ["Minimum of the Convention", "45.0"]
    assert "Convention No. 102, Article 65(1), 66(1)" in drawing(told)
    assert "2 of 3 countries at 45% or more" in told.description
    assert "Unemployment, 2 of 3 countries" in told.title


# Sentences


def sentence(definitions: Definitions, page: str, rows: Sequence[Row], groups: Sequence[Row], **more: Any) -> Sentence:
    declared_page: DeclaredPage = definitions.pages[page]
    asked = state(page, **{"choice": next(iter(declared_page.choices)), **more})
    with opened(rows, groups) as connection:
        data = data_of(connection, definitions, asked.language)
        return HEADLINES[declared_page.headline](data, asked, declared_page)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Countries spend 8.1% of GDP on social protection without health in 2023"),
        ("fr", "Les pays consacrent 8,1\u00a0% du PIB à la protection sociale hors santé en 2023"),
        ("es", "Los países destinan el 8,1\u00a0% del PIB a la protección social sin salud en 2023"),
    ],
)
def test_expenditure_without_health_is_told_in_each_language(
    definitions: Definitions, language: Language, told: str
) -> None:
    groups = [group(E01, WORLD, 11.0), group(E02, WORLD, 8.1)]
    found = sentence(definitions, "expenditure", [], groups, language=language)
    assert found.headline == told
    assert "92" in found.lead


def test_a_region_stands_before_the_sentence(definitions: Definitions) -> None:
    found = sentence(definitions, "expenditure", [], [group(E02, NORTH, 8.1)], grouping="SDG_REGION", group="202")
    assert found.headline == "Northern lands: countries spend 8.1% of GDP on social protection without health in 2023"


def test_without_a_published_figure_the_sentence_is_of_countries_and_else_neutral(definitions: Definitions) -> None:
    suppressed = [group(E02, WORLD, 33.3, publication="suppressed"), group(E01, WORLD, 44.4, publication="suppressed")]
    rows = values(E01, {"QMA": 4.0, "QMB": 12.0, "QMC": 8.0})
    found = sentence(definitions, "expenditure", rows, suppressed)
    assert found.headline == (
        "Total expenditure of schemes in 3 countries: from 4.0% of GDP (Aldova) to 12.0% of GDP (Borland)"
    )
    bare = sentence(definitions, "expenditure", rows[:2], suppressed)
    assert bare.headline == "Expenditure: World, 2023"
    assert not re.search(r"33\.3|44\.4", found.headline + found.lead + bare.headline + bare.lead)


def test_who_pays_is_told_where_the_parts_rest_on_the_same_countries(definitions: Definitions) -> None:
    names = ("EMPLOYER_CONTRIBUTIONS", "PROTECTED_PERSONS_CONTRIBUTIONS", "GOVERNMENT_FINANCING")
    parts = [group(name, WORLD, number) for name, number in zip(names, (4.2, 3.3, 2.4), strict=True)]
    total = group("RECEIPTS_TOTAL", WORLD, 10.2)
    found = sentence(definitions, "financing", [], [*parts, total])
    assert found.headline == (
        "Employers contribute 4.2% of GDP to social protection, protected persons 3.3% of GDP and government "
        "2.4% of GDP in 2023"
    )
    others = [parts[0], parts[1], {**parts[2], "countries": 1}, total]
    assert sentence(definitions, "financing", [], others).headline == (
        "The receipts of social protection schemes amount to 10.2% of GDP in 2023"
    )


@pytest.mark.parametrize("choice", ["wage", "minimum_wage", "poverty", "gdp"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_comparator_has_a_sentence_in_each_language(
    definitions: Definitions, choice: str, language: Language
) -> None:
    figure = definitions.pages["adequacy"].figure("benefits")
    assert figure is not None
    indicator, _, breakdown = figure.options[choice].split()[0].partition("=")[0].partition(":")
    row = group(indicator, WORLD, 45.8, breakdown=breakdown or "_T")
    found = sentence(definitions, "adequacy", [], [row], choice=choice, language=language)
    assert ("45.8%" if language == "en" else "45,8\u00a0%") in found.headline


@pytest.mark.parametrize("page", MONEY_PAGES)
def test_an_empty_release_has_a_neutral_sentence(definitions: Definitions, page: str) -> None:
    assert sentence(definitions, page, [], []).headline.endswith(": World, 2023")


@pytest.mark.parametrize("page", MONEY_PAGES)
def test_every_key_that_a_page_lists_exists(definitions: Definitions, page: str) -> None:
    choices = definitions.pages[page].choices
    for figure in definitions.pages[page].figures:
        listed = " ".join(figure.options.get(each, "") for each in (*choices, "parts"))
        for text in listed.split():
            indicator, _, breakdown = text.partition("=")[0].partition(":")
            assert indicator in figure.indicators or figure.kind == "chosen_scatter", (figure.id, text)
            assert not breakdown or breakdown in definitions.indicators[indicator].breakdowns
