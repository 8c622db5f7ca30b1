"""Figures on coverage: findings that are sure, marks of states, and nothing that is not published."""

import re
from types import MappingProxyType
from typing import Any

import pytest

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.axis import Axis
from openssi.present.dashboards.coverage.coverage_headlines import coverage, differ, ends_of, world_coverage
from openssi.present.dashboards.drawings.bar_chart import BarChart, BarRow
from openssi.present.dashboards.drawings.change_chart import ChangeChart
from openssi.present.dashboards.drawings.dot_chart import DotChart, DotLine, DotRow
from openssi.present.dashboards.drawings.row_frame import ComparatorValue
from openssi.present.dashboards.drawings.strip_chart import StripDot, piled
from openssi.present.dashboards.drawings.two_point_chart import WOMEN_AND_MEN, TwoPointChart
from openssi.present.dashboards.drawings.two_points import TwoValues
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.kinds import FIGURE_KINDS
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.drawing import Drawing
from openssi.present.figures import AggregateFigure, Group
from openssi.present.page_model import Publication
from openssi.present.theme import MEN, NARROW, PAPER, WIDE, WOMEN
from openssi.vocabulary.codelist import Code, CodeList
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language, MultilingualText

TOTAL = "SDG_1_3_1_TOTAL"
NAME = MultilingualText("Neutral", "Neutre", "Neutro")
SUBTITLE = MultilingualText("{place}, {years}", "{place}, {years}", "{place}, {years}")
INDICATORS = tuple(f"SDG_1_3_1_{each}" for each in ("TOTAL", "MATERNITY", "UNEMPLOYMENT", "OLD_AGE"))
PAGE = DeclaredPage(
    id="coverage", codes=("D03",), name=NAME, description=NAME, headline="coverage", indicators=INDICATORS
)


@pytest.fixture
def data(connection: Connection, definitions: Definitions, release: Release) -> ReleaseData:
    statuses = tuple(Code(code, NAME) for code in "AEIPB")
    definitions.__dict__["codelists"] = {**definitions.codelists, "CL_OBS_STATUS": CodeList("CL_OBS_STATUS", statuses)}
    return ReleaseData(connection, definitions, release, "en")


def state(indicator: str = TOTAL, language: Language = "en", **more: Any) -> PageState:
    return PageState(page="coverage", language=language, indicator=indicator, year=2020, **more)


def made(
    data: ReleaseData, kind: str, asked: PageState, indicators: tuple[str, ...] = (), **options: str
) -> DashboardFigure:
    declared = DeclaredFigure(
        id=kind, kind=kind, name=NAME, subtitle=SUBTITLE, indicators=indicators, options=MappingProxyType(options)
    )
    return FIGURE_KINDS[kind](data, asked, declared)


def everything(figure: DashboardFigure) -> str:
    """Return all that a figure says, draws and lets be taken away."""
    drawn = [figure.draws(width, None).inline_svg() for width in (WIDE, NARROW)] if figure.draws else []
    cells = [f"{cell.text} {cell.value} {cell.note}" for row in figure.table.rows for cell in row]
    return "\n".join(
        (figure.title, figure.subtitle, figure.description, *figure.notes, repr(figure.payload), *cells, *drawn)
    )


def aggregate(indicator: str, value: float | None, interval: tuple[float, float] | None = None) -> AggregateFigure:
    publication: Publication = "published" if value is not None else "suppressed"
    return AggregateFigure(
        indicator=indicator,
        group=Group("WORLD", "001", "World", "World"),
        value=value,
        publication=publication,
        observed_share=0.9,
        imputed_share=0.0,
        countries=3,
        countries_total=4,
        oldest_year=2018,
        newest_year=2020,
        weight_item="X.POP_TOTAL",
        weight_total=1.0,
        interval=interval,
    )


def test_best_and_least_are_told_from_three_published_figures_on() -> None:
    figures = [aggregate("A", 70.0), aggregate("B", 10.0), aggregate("C", None)]
    assert ends_of(figures) is None
    ends = ends_of([*figures, aggregate("D", 30.0)])
    assert ends is not None
    assert [each.indicator for each in ends] == ["A", "B"]


def test_nothing_is_told_where_intervals_overlap_or_figures_print_alike() -> None:
    assert not differ(aggregate("A", 50.0, (40.0, 60.0)), aggregate("B", 45.0, (35.0, 55.0)))
    assert not differ(aggregate("A", 50.02), aggregate("B", 50.0))
    assert differ(aggregate("A", 50.0, (48.0, 52.0)), aggregate("B", 40.0))


def test_the_headline_is_the_sentence_of_the_indicator_and_stands_without_a_figure(data: ReleaseData) -> None:
    said = world_coverage(data, state(), PAGE)
    assert said.headline.startswith("Fewer than half of the demonstration world’s people, 46.9%")
    poor = coverage(data, state(grouping="INCOME", group="LIC"), PAGE)
    assert "9.0" not in poor.headline + poor.lead
    assert "Low income" in poor.headline


@pytest.mark.parametrize("kind", ["bar_table", "contingency_bars"])
def test_suppressed_figures_of_groups_are_nowhere(data: ReleaseData, kind: str) -> None:
    figure = made(data, kind, state(), INDICATORS)
    assert ":u" in {cell.text for row in figure.table.rows for cell in row}
    assert all(cell.value != 37.3 for row in figure.table.rows for cell in row)
    assert "37.3%" not in everything(figure)


def test_bars_in_a_table_follow_the_world_figure_with_flagged_cells_hatched(data: ReleaseData) -> None:
    figure = made(data, "bar_table", state(grouping="REGION", group="SOU"), INDICATORS)
    shown: Any = figure.payload
    assert [row.indicator.rsplit("1_", 1)[1] for row in shown.rows] == ["TOTAL", "OLD_AGE", "UNEMPLOYMENT", "MATERNITY"]
    assert [head.name for head in shown.heads] == ["North", "South"]
    assert [head.is_chosen for head in shown.heads] == [False, True]
    assert [each.publication for each in shown.rows[0].others] == ["published", "flagged"]
    assert figure.table.rows[0][2].origin is not None


def test_bars_in_a_table_can_be_taken_away_as_a_drawing_of_both_widths(data: ReleaseData) -> None:
    figure = made(data, "bar_table", state(grouping="REGION", group="SOU"), INDICATORS)
    cells = [cell for row in figure.table.rows for cell in row[1:]]
    assert figure.draws is not None
    for width in (WIDE, NARROW):
        svg = figure.draws(width, None).svg()
        assert svg.count("<title>") == sum(1 for each in cells if each.value is not None)
        assert all(f">{cell.text}<" in svg for cell in cells)
        assert all(f">{name}<" in svg for name in ("North", "South", "OLD_AGE en"))
        assert "None" not in svg


def test_an_income_group_that_was_chosen_has_a_column_of_its_own(data: ReleaseData) -> None:
    shown: Any = made(data, "bar_table", state(grouping="INCOME", group="HIC"), INDICATORS).payload
    assert [head.name for head in shown.heads] == ["High", "North", "South"]


def test_the_title_of_a_table_is_neutral_where_fewer_than_three_are_published(data: ReleaseData) -> None:
    assert made(data, "bar_table", state(), INDICATORS).title == "Neutral"


def test_groups_are_bars_with_their_intervals_and_the_suppressed_one_has_none(data: ReleaseData) -> None:
    figure = made(data, "group_bars", state(), by="income")
    assert [row[0].text for row in figure.table.rows] == ["Demonstration world", "High income", "Low income"]
    assert figure.table.rows[2][1].text == ":u"
    assert "9.0" not in everything(figure)


def test_countries_of_a_group_stand_by_value_with_the_year_of_older_ones(data: ReleaseData) -> None:
    figure = made(data, "country_dots", state(grouping="REGION", group="NOR"))
    assert [row[0].text for row in figure.table.rows] == ["Borland", "Aldova"]
    assert figure.draws is not None
    drawn = figure.draws(WIDE, None).inline_svg()
    assert "Borland (2018)" in drawn
    assert "Northern lands: 84.9%" in drawn


def test_countries_without_a_value_are_named_and_not_drawn_as_zero(data: ReleaseData) -> None:
    figure = made(data, "country_dots", state(grouping="REGION", group="SOU"))
    assert any("Zetia" in note for note in figure.notes)
    assert {row[0].text: row[1].text for row in figure.table.rows}["Zetia"] == "…"
    assert {row[0].text: row[1].state for row in figure.table.rows}["Esmar"] == "zero"


def test_the_world_is_strips_by_region_with_all_countries(data: ReleaseData) -> None:
    figure = made(data, "country_dots", state())
    assert figure.draws is not None
    drawn = figure.draws(WIDE, None).inline_svg()
    assert all(name in drawn for name in ("Northern lands", "Southern lands", "In no region", "Farland, 20.0%"))


def test_women_and_men_are_compared_in_the_same_year_with_the_sign_of_the_gap(data: ReleaseData) -> None:
    figure = made(data, "sex_gap", state())
    assert [[cell.text for cell in row] for row in figure.table.rows] == [["Aldova", "41.0", "37.0", "+4.0"]]
    assert figure.title == "Neutral"
    assert figure.notes[0] == "1 country reports women and men."


def test_an_indicator_of_one_sex_says_so_instead_of_a_gap(data: ReleaseData) -> None:
    figure = made(data, "sex_gap", state("SDG_1_3_1_MATERNITY"))
    assert figure.empty == "“MATERNITY en” is not told for women and men apart. Please choose another indicator."


@pytest.mark.parametrize("kind", ["change", "country_dots", "sex_gap", "group_bars", "bar_table", "contingency_bars"])
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_nothing_to_show_is_a_sentence(
    empty_connection: Connection, definitions: Definitions, release: Release, kind: str, language: Language
) -> None:
    data = ReleaseData(empty_connection, definitions, release, language)
    figure = made(data, kind, state(language=language), (TOTAL,))
    assert figure.empty.endswith(".")
    assert not {"None", "nan"} & set(re.findall(r"\w+", figure.empty + figure.title))
    assert "{" not in figure.empty + figure.title + figure.subtitle


def test_how_to_read_links_the_walk_of_a_published_figure_only(data: ReleaseData) -> None:
    told: Any = made(data, "reading", state()).payload
    assert told.walk == "Walk from 46.9% back to the cells"
    hidden: Any = made(data, "reading", state(grouping="INCOME", group="LIC")).payload
    assert (hidden.origin, hidden.walk) == (None, "")


def marks(drawing: Drawing, kind: str) -> list[dict[str, Any]]:
    return [{**layer.mark, **row} for layer in drawing.layers if layer.kind == kind for row in layer.rows]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_change_is_a_hollow_point_a_line_and_a_filled_one(width: int) -> None:
    rows = (
        TwoValues(name="World", first=54, second=84, texts=("54", "84"), is_main=True),
        TwoValues(name="South", first=23, second=34, texts=("23", "34"), is_thin=True),
    )
    drawing = ChangeChart(rows=rows, dates=("2000", "2018–20"), axis=Axis(), language="en", description="").draw(width)
    fills = [each["fill"] == PAPER for each in marks(drawing, "points")]
    assert fills == [True, True, False, False]
    assert [each["y"] for each in marks(drawing, "lines") if "strokeDash" in each] == [marks(drawing, "points")[1]["y"]]
    assert all(0 <= each["x"] <= width for each in marks(drawing, "texts"))


def test_dots_say_the_state_of_their_value() -> None:
    rows = tuple(
        DotRow(name=each, value=value, text="", state=each)
        for each, value in (("normal", 50.0), ("zero", 0.0), ("imputed", 40.0), ("provisional", 30.0))
    )
    line = DotLine(kind="region", value=45.0, name="North: 45")
    drawing = DotChart(rows=rows, axis=Axis(), language="en", description="", lines=(line,)).draw(WIDE)
    drawn = marks(drawing, "points")
    assert sum(each.get("shape") == "times" for each in drawn) == 1
    assert sum(each["fill"] == PAPER and each.get("shape") is None for each in drawn) == 2
    assert sum(each.get("shape") == "diamond" for each in drawn) == 3


def test_women_are_filled_circles_and_men_hollow_squares() -> None:
    rows = (TwoValues(name="Aldova", first=41.0, second=37.0, texts=("41%", "37%"), change="+4.0"),)
    chart = TwoPointChart(
        look=WOMEN_AND_MEN, rows=rows, axis=Axis(), names=("Women", "Men", "Gap"), language="en", description=""
    )
    women = [each for each in marks(chart.draw(NARROW), "points") if each["fill"] == WOMEN]
    men = [each for each in marks(chart.draw(NARROW), "points") if each.get("shape") == "square"]
    assert len(women) == len(men) == 2
    assert {each["stroke"] for each in men} == {MEN}
    assert "var(--women)" in chart.draw(WIDE).inline_svg()


def test_dots_at_one_place_stand_in_a_pile_within_their_row() -> None:
    dots = [(StripDot(value=100.0, told=str(number)), 500.0) for number in range(30)]
    downs = [down for _, _, down in piled(dots)]
    assert (len(set(downs)), max(downs) <= 21, min(downs) >= -21) == (30, True, True)


def test_a_figure_that_was_read_is_not_read_again(data: ReleaseData, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [data.key(each) for each in INDICATORS]
    first = data.aggregates(keys, 2020, ["WORLD", "REGION"])
    assert data.region_grouping
    monkeypatch.setattr(Connection, "rows", lambda *_: pytest.fail("asked again"))
    again = data.aggregates(keys[:2], 2020, ["WORLD"])
    assert again == {place: each for place, each in first.items() if place[0] in keys[:2] and place[1] == "WORLD"}


def test_each_mark_of_a_region_or_the_world_tells_what_it_stands_for() -> None:
    beside = (
        ComparatorValue(kind="region", value=50.0, text="50.0"),
        ComparatorValue(kind="world", value=60.0, text="60.0"),
    )
    row = BarRow(name="Old age", value=40.0, text="40.0", comparators=beside)
    legend = (("region", "North"), ("world", "World"))
    drawing = BarChart(rows=(row,), axis=Axis(), language="fr", description="", legend=legend).draw(WIDE)
    told = [each["tooltip"] for kind in ("points", "lines") for each in marks(drawing, kind) if "tooltip" in each]
    assert told == ["Old age, North\u00a0: 50.0", "Old age, World\u00a0: 60.0"]


def test_both_points_of_a_row_tell_their_values() -> None:
    row = TwoValues(name="Aldova", first=41.0, second=37.0, texts=("41%", "37%"), change="+4.0")
    chart = TwoPointChart(
        look=WOMEN_AND_MEN, rows=(row,), axis=Axis(), names=("Women", "Men", "Gap"), language="en", description=""
    )
    told = {each["tooltip"] for each in marks(chart.draw(WIDE), "points") if "tooltip" in each}
    assert told == {"Aldova, Women: 41%", "Aldova, Men: 37%"}
