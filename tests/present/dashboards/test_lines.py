"""Lines over years: what may be joined, what is marked, and what is said."""

from types import MappingProxyType

import pytest

from country_release import aggregate, data_of, opened, value
from openssi.definitions import Definitions, load
from openssi.present.dashboards.drawings.line_chart import GapText, LineChart, value_axis
from openssi.present.dashboards.drawings.line_labels import spread, year_ticks
from openssi.present.dashboards.drawings.line_points import Line, LinePoint, breaks, comparable, gaps, links
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.line_words import lines_title
from openssi.present.dashboards.kinds import FIGURE_KINDS
from openssi.present.dashboards.values.state import PageState
from openssi.present.page_model import ValueState
from openssi.present.unit_format import unit_format
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.text import Language, MultilingualText

PENSION = "SDG_1_3_1_OLD_AGE"
TOTAL = "SDG_1_3_1_TOTAL"


def point(year: int, number: float, state: ValueState = "normal", *, is_break: bool = False) -> LinePoint:
    return LinePoint(year=year, value=number, text=f"{number:g}", state=state, is_break=is_break)


def line(*points: LinePoint, name: str = "Pension") -> Line:
    return Line(name=name, points=points)


def joined(*points: LinePoint) -> list[tuple[int, int, str]]:
    return [(before.year, after.year, link) for before, after, link in links(points)]


def test_values_at_most_three_years_apart_are_joined_and_a_longer_gap_is_left_open() -> None:
    assert joined(point(2000, 44), point(2016, 86), point(2017, 92), point(2020, 85)) == [
        (2016, 2017, "solid"),
        (2017, 2020, "solid"),
    ]


def test_a_line_is_cut_before_a_break_and_starts_anew_after_it() -> None:
    points = (point(2015, 40), point(2016, 60, is_break=True), point(2017, 61))
    assert joined(*points) == [(2016, 2017, "solid")]
    assert breaks([line(*points)]) == (2016,)
    assert comparable(points) == points[1:]


def test_imputed_values_are_joined_by_dots_only_even_across_years() -> None:
    assert joined(point(2000, 44), point(2010, 70, "imputed"), point(2016, 86)) == [
        (2000, 2010, "dotted"),
        (2010, 2016, "dotted"),
    ]


def test_a_gap_is_where_no_line_has_a_value_that_was_not_imputed() -> None:
    with_values = line(point(2000, 44), point(2010, 70, "imputed"), point(2016, 86))
    assert gaps([with_values]) == ((2001, 2015),)
    assert gaps([with_values, line(point(2008, 3))]) == ((2001, 2007), (2009, 2015))


def test_a_value_that_stands_alone_at_the_end_is_compared_with_nothing() -> None:
    assert comparable((point(2000, 1), point(2001, 2), point(2020, 3))) == ()


def test_labels_at_the_ends_do_not_cover_each_other_and_stay_within() -> None:
    assert spread([10, 12, 100], [20, 20, 20], 0, 110) == [10, 30, 90]
    assert spread([100, 101], [20, 20], 0, 110) == [70, 90]


def test_years_on_the_axis_are_round_ones_and_the_ends() -> None:
    assert year_ticks(2000, 2020, 6) == (2000, 2005, 2010, 2015, 2020)
    assert year_ticks(2016, 2021, 6) == (2016, 2017, 2018, 2019, 2020, 2021)
    assert year_ticks(1999, 2021, 4) == (1999, 2010, 2021)


def chart(*lines: Line, texts: tuple[GapText, ...] = ()) -> LineChart:
    axis = value_axis(lines, unit_format(load(), "PT", "en"))
    return LineChart(lines=lines, axis=axis, language="en", description="told", gap_texts=texts)


def test_the_axis_begins_at_zero_and_ends_at_a_round_value_beyond_the_highest() -> None:
    assert chart(line(point(2019, 3), point(2020, 26))).axis.labels == ("0%", "10", "20", "30", "40")
    assert chart(line(point(2019, 3), point(2020, 100))).axis.high == 100


@pytest.mark.parametrize("width", [720, 358])
def test_each_state_has_its_own_mark(width: int) -> None:
    drawn = chart(
        line(
            point(2012, 50), point(2013, 51, "imputed"), point(2014, 52, "provisional"), point(2015, 0, "zero"),
            point(2016, 54, is_break=True), point(2018, 55),
        )
    ).draw(width)  # fmt: skip
    crosses = [layer for layer in drawn.layers if layer.mark.get("shape") == "times"]
    hollow = [row for layer in drawn.layers if layer.kind == "points" for row in layer.rows if row["fill"] == "#ffffff"]
    dotted = [layer for layer in drawn.layers if "strokeDash" in layer.mark]
    strokes = [layer for layer in drawn.layers if layer.mark.get("strokeWidth") == 1.6]
    assert [len(layer.rows) for layer in (*crosses, *dotted, *strokes)] == [1, 2, 2]
    assert len(hollow) == 2
    assert "nan" not in drawn.svg()


def test_intervals_are_upright_lines_and_widen_the_axis() -> None:
    points = tuple(LinePoint(year=year, value=38, text="38", interval=(30, 45)) for year in (2019, 2020))
    drawn = chart(Line(name="World", points=points)).draw(720)
    spans = [row for layer in drawn.layers if layer.mark.get("strokeWidth") == 1.2 for row in layer.rows]
    assert [row["x"] == row["x2"] for row in spans] == [True, True]
    assert chart(Line(name="World", points=points)).axis.high == 80


def test_a_gap_is_hatched_and_named_and_briefly_where_it_is_narrow() -> None:
    told = (GapText(whole="2001–15: no value", brief="no value"),)
    wide = chart(line(point(2000, 44), point(2016, 86), point(2020, 85)), texts=told)
    assert "2001–15: no value" in wide.draw(720).svg()
    narrow = chart(line(point(2000, 44), point(2016, 86), point(2040, 85)), texts=told).draw(358).svg()
    assert "2001–15" not in narrow
    assert ">no value<" in narrow


def test_a_line_that_ends_early_names_its_last_year() -> None:
    svg = chart(line(point(2015, 40), point(2016, 41)), line(point(2015, 20), point(2020, 21), name="World")).draw(720)
    assert "41 (2016)" in svg.svg()


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


PENSIONS = [value("OLD_AGE", "QMA", year, number) for year, number in ((2000, 44.0), (2016, 85.8), (2020, 92.1))]
TOTALS = [value("TOTAL", "QMA", 2017, 36.2, obs_status="E"), value("TOTAL", "QMA", 2020, 39.2)]


def figure(
    definitions: Definitions,
    *indicators: str,
    area: str = "QMA",
    compare: str = "",
    language: Language = "en",
) -> DashboardFigure:
    declared = DeclaredFigure(
        id="years",
        kind="lines",
        name=MultilingualText("Over the years", "Au fil des ans", "A lo largo de los años"),
        subtitle=MultilingualText("{place}, {years}", "{place}, {years}", "{place}, {years}"),
        indicators=indicators,
        options=MappingProxyType({"compare": compare} if compare else {}),
    )
    world = [
        aggregate("TOTAL", ("WORLD", "001"), year, 46.0, interval_lower=44.0, interval_upper=48.0)
        for year in (2019, 2020)
    ]
    region = [aggregate("TOTAL", ("SDG_REGION", "202"), 2020, 14.0, publication="flagged")]
    with opened([*PENSIONS, *TOTALS], [*world, *region]) as connection:
        data = data_of(connection, definitions, language)
        return FIGURE_KINDS["lines"](data, PageState(page="country", language=language, year=2020, area=area), declared)


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "At least one benefit, up from 36.2% in 2017 to 39.2% in 2020"),
        ("fr", "Au moins une prestation, en hausse\u00a0: 36,2\u00a0% en 2017, 39,2\u00a0% en 2020"),
        ("es", "Al menos una prestación, al alza: 36,2\u00a0% en 2017, 39,2\u00a0% en 2020"),
    ],
)
def test_the_title_is_a_change_between_values_that_are_joined(
    definitions: Definitions, language: Language, title: str
) -> None:
    assert figure(definitions, PENSION, TOTAL, language=language).title == title


def test_without_values_that_are_joined_the_name_stands(definitions: Definitions) -> None:
    assert figure(definitions, PENSION).title == "Over the years"


def test_a_rise_and_fall_and_a_change_within_intervals_are_no_finding(definitions: Definitions) -> None:
    units = unit_format(definitions, "PT", "en")
    hump = line(point(2016, 8.3), point(2017, 26.2), point(2020, 16.7))
    unsure = Line(
        name="World",
        points=(
            LinePoint(year=2019, value=40, text="40", interval=(36, 44)),
            LinePoint(year=2020, value=45, text="45", interval=(41, 49)),
        ),
    )
    with opened() as connection:
        data = data_of(connection, definitions)
        assert [lines_title(data, [each], units) for each in (hump, unsure)] == ["", ""]
        fall = line(point(2016, 30), point(2018, 20))
        assert lines_title(data, [fall], units) == "Pension, down from 30.0% in 2016 to 20.0% in 2018"


def test_the_text_alternative_tells_the_lines_and_the_gap(definitions: Definitions) -> None:
    assert figure(definitions, PENSION, TOTAL).description == (
        "Older persons: pension: 44.0% in 2000, 92.1% in 2020. "
        "At least one benefit: 36.2% in 2017, 39.2% in 2020. There is no value for 2001–15."
    )


def test_the_table_has_a_row_per_year_with_marks_and_origins(definitions: Definitions) -> None:
    table = figure(definitions, PENSION, TOTAL).table
    assert [[cell.text + cell.mark for cell in row] for row in table.rows] == [
        ["2000", "44.0", "…"],
        ["2016", "85.8", "…"],
        ["2017", "…", "36.2e"],
        ["2020", "92.1", "39.2"],
    ]
    assert table.rows[0][1].origin is not None
    assert (table.rows[0][1].origin.year, table.rows[0][1].origin.area) == (2000, "QMA")


def test_one_indicator_is_compared_with_region_and_world(definitions: Definitions) -> None:
    found = figure(definitions, TOTAL, compare="region world")
    assert [column.name for column in found.table.columns[1:]] == ["Aldova", "Northern lands", "World"]
    assert "Grey point: 40 to 60% of the weight is observed." in found.notes
    assert "Thin upright line: 95% interval." in found.notes


def test_a_country_without_values_says_so_and_draws_no_empty_axis(definitions: Definitions) -> None:
    found = figure(definitions, PENSION, area="QMC")
    assert found.empty == "Release 2026.1 has no value of this in any year: Kereland."
    assert found.draws is None
