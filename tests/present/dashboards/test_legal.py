"""Legal coverage: parts of what the law grants, law against practice, and what is said where nothing is told."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pytest

from country_release import aggregate, data_of, opened, value
from openssi.definitions import load
from openssi.present.dashboards.address_state import parse_state
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.law.answer_figures import count_axis
from openssi.present.dashboards.legal_kinds import LEGAL_KINDS
from openssi.present.dashboards.page import DashboardPage, dashboard_page
from openssi.present.theme import NARROW, WIDE
from openssi.vocabulary.text import LANGUAGES, Language

Row = dict[str, Any]
WORLD = ("WORLD", "001")
NORTH = ("SDG_REGION", "202")
SOUTH = ("SDG_REGION", "419")
PARTS = {"_T": 85.0, "MAND": 45.0, "VOL": 25.0, "NONCONTRIB": 15.0}


def law(indicator: str, area: str, number: float | None, **more: Any) -> Row:
    return value("", area, 2020, number, indicator=indicator, **more)


def group(indicator: str, place: tuple[str, str], number: float, **more: Any) -> Row:
    return aggregate("", place, 2020, number, indicator=indicator, **more)


AGGREGATES = [
    *(group("LEGAL_OLD_AGE", WORLD, number, breakdown=part) for part, number in PARTS.items()),
    *(group("LEGAL_OLD_AGE", NORTH, number + 1, breakdown=part) for part, number in PARTS.items()),
    *(group("LEGAL_OLD_AGE", SOUTH, number - 9, breakdown=part) for part, number in PARTS.items()),
    group("GAP_OLD_AGE_CONTRIBUTORY", WORLD, 32.5),
    group("GAP_OLD_AGE_CONTRIBUTORY", WORLD, 35.0, sex="F"),
    group("GAP_OLD_AGE_CONTRIBUTORY", WORLD, 30.0, sex="M"),
    group("GAP_CHILDREN", WORLD, -4.0),
]

VALUES = [
    *(law("LEGAL_OLD_AGE", "QMA", number, breakdown=part) for part, number in PARTS.items()),
    *(
        law(name, "QMA", number)
        for name, number in (
            ("LEGAL_OLD_AGE_MANDATORY", 45.0),
            ("LEGAL_OLD_AGE_VOLUNTARY", 25.0),
            ("GAP_OLD_AGE_CONTRIBUTORY", 32.5),
        )
    ),
    law("GAP_OLD_AGE_CONTRIBUTORY", "QMB", 12.0),
    *(law("BRANCHES_ANCHORED_IN_LAW", area, number) for area, number in (("QMA", 8), ("QMB", 5), ("QMC", 0))),
    *(law("LEGAL_SCOPE_CLASS", area, number) for area, number in (("QMA", 4), ("QMB", 2), ("QMC", 0))),
    *(
        law("PENSIONABLE_AGE", area, number, sex=sex)
        for area, women, men in (("QMA", 62.0, 65.0), ("QMB", 60.0, 60.0), ("QMC", 55.0, 60.0))
        for sex, number in (("F", women), ("M", men))
    ),
    *(law("MATERNITY_LEAVE", area, weeks, sex="F") for area, weeks in (("QMA", 14.0), ("QMB", 12.0), ("QMC", 8.0))),
]


@cache
def world(language: Language = "en") -> DashboardPage:
    return page(language=language)


def page(
    values: Sequence[Row] = VALUES,
    aggregates: Sequence[Row] = AGGREGATES,
    address: Mapping[str, Sequence[str]] | None = None,
    language: Language = "en",
) -> DashboardPage:
    with opened(values, aggregates) as connection:
        data = data_of(connection, load(), language)
        declared = load().pages["legal"]
        return dashboard_page(data, declared, parse_state(data, declared, address or {}))


def figure(found: DashboardPage, name: str) -> DashboardFigure:
    return next(each for each in found.figures if each.id == name)


def cells(found: DashboardFigure) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.table.rows]


def test_the_page_names_every_kind_of_the_law() -> None:
    named = {each.kind for name in ("legal", "standards") for each in load().pages[name].figures}
    assert named == {*LEGAL_KINDS, "tile_map"}


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "85.0% of persons of working age are entitled by law to an old-age pension"),
        ("fr", "85,0\u00a0% des personnes en âge de travailler ont droit, selon la loi, à une pension de vieillesse"),
        ("es", "El 85,0\u00a0% de las personas en edad de trabajar tiene derecho por ley a una pensión de vejez"),
    ],
)
def test_the_headline_says_who_is_entitled_by_law(language: Language, headline: str) -> None:
    assert world(language).sentence.headline == headline


def test_the_lead_tells_the_parts_and_how_far_practice_is() -> None:
    lead = world().sentence.lead
    assert "45.0 by mandatory insurance, 25.0 by voluntary insurance, 15.0 without contributions" in lead
    assert "32.5 points lower than the law provides for" in lead


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_release_without_answers_on_the_law_says_so_and_where_what_there_is_stands(language: Language) -> None:
    found = page((), (), language=language)
    assert all(each.empty for each in found.figures)
    assert "2026.1" in found.sentence.lead
    assert "None" not in found.sentence.headline + found.sentence.lead


def test_a_region_without_a_figure_says_how_many_countries_tell() -> None:
    found = page(VALUES, (), {"group": ["202"]})
    assert found.sentence.headline == "Old age: one country tells who is entitled by law (Northern lands, 2020)"


def test_the_parts_of_a_branch_are_told_with_their_total_and_their_origins() -> None:
    found = figure(world(), "branches")
    assert cells(found) == [["Old age", "85.0", "45.0", "25.0", "15.0"]]
    origin = found.table.rows[0][2].origin
    assert origin is not None
    assert (origin.indicator, origin.breakdown, origin.group) == ("LEGAL_OLD_AGE", "MAND", "001")


def test_parts_that_miss_their_total_are_said_to() -> None:
    notes = figure(world(), "places").notes
    assert any("do not add up" in note for note in notes)
    assert not any("do not add up" in note for note in figure(world(), "branches").notes)


def test_a_chosen_group_shows_its_countries() -> None:
    assert [row[0] for row in cells(figure(page(address={"group": ["202"]}), "places"))] == ["Northern lands", "Aldova"]


def test_practice_is_the_law_less_the_gap_of_the_same_country_and_year() -> None:
    assert cells(figure(world(), "practice")) == [["Aldova", "70.0", "37.5", "+32.5"]]


def test_a_branch_without_a_gap_says_why() -> None:
    values = [*VALUES, law("LEGAL_MATERNITY", "QMA", 35.0, sex="F")]
    found = figure(page(values, address={"indicator": ["LEGAL_MATERNITY"]}), "practice")
    assert "different persons" in found.empty


def test_gaps_stand_around_zero_with_women_and_men_where_there_are() -> None:
    found = figure(world(), "gaps")
    assert cells(found) == [["Old age, contributory", "+32.5", "+35.0", "+30.0"], ["Children", "\u22124.0", "a", "a"]]
    assert found.draws is not None
    svg = found.draws(WIDE, None).svg()
    assert ">\u221240<" in svg
    assert ">+40<" in svg


def test_countries_are_counted_by_the_number_of_their_branches() -> None:
    rows = cells(figure(world(), "anchored"))
    assert rows[0] == ["8 branches", "1", "Aldova"]
    assert rows[3] == ["5 branches", "1", "Borland"]
    assert rows[8] == ["0 branches", "1", "Kereland"]
    assert len(rows) == 9


def test_classes_are_counted_in_all_and_by_region() -> None:
    rows = cells(figure(world(), "scope"))
    assert [(row[0], row[-1]) for row in rows] == [("World", "3"), ("Northern lands", "2"), ("Southern lands", "1")]
    assert rows[0][1:6] == ["1", "0", "1", "0", "1"]


def test_ages_of_women_and_men_are_compared_by_country() -> None:
    found = figure(world(), "ages")
    assert found.title == "In 2 of 3 countries women reach the pensionable age earlier than men"
    assert [(row[0], row[3]) for row in cells(found)] == [
        ("Kereland", "\u22125"),
        ("Aldova", "\u22123"),
        ("Borland", "0"),
    ]


def test_maternity_leave_is_held_against_the_weeks_of_the_conventions() -> None:
    found = figure(world(), "maternity")
    assert found.title.startswith("One of 3 countries grants at least 14 weeks")
    assert found.draws is not None
    svg = found.draws(WIDE, None).svg()
    assert "Convention No. 102: 12 weeks" in svg
    assert "Convention No. 183: 14 weeks" in svg


def test_every_drawing_has_two_widths_and_no_broken_text() -> None:
    for language in LANGUAGES:
        for each in world(language).figures:
            if each.draws is None:
                continue
            texts = [each.draws(width, None).svg() for width in (WIDE, NARROW)]
            assert all(word not in text for text in texts for word in ("None", "nan", "{"))


@pytest.mark.parametrize(("most", "last"), [(1, "4"), (11, "12"), (23, "24"), (193, "200"), (217, "240")])
def test_an_axis_of_counts_ends_little_above_the_greatest(most: int, last: str) -> None:
    assert count_axis(most, "en").labels[-1] == last
