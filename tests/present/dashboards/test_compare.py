"""Countries side by side: which they are, their lines on one scale, their positions among all."""

import re

import pytest

from country_release import data_of, opened, value
from openssi.definitions import load
from openssi.present.axis import Axis
from openssi.present.dashboards.comparing.compare_figures import ordinal, position_of
from openssi.present.dashboards.comparing.compared import compared
from openssi.present.dashboards.drawings.line_points import Line, LinePoint
from openssi.present.dashboards.drawings.panel_chart import Panel, PanelChart
from openssi.present.dashboards.kinds import HEADLINES
from openssi.present.theme import WASH
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import Language
from programme_rows import drawn, figure_of, page_state, texts

PAGE = "compare"
VALUES = [
    value("TOTAL", "QMA", 2018, 40.0),
    value("TOTAL", "QMA", 2020, 50.0),
    value("TOTAL", "QMB", 2019, 50.0, obs_status="P"),
    value("TOTAL", "QMC", 2020, 12.0),
    value("OLD_AGE", "QMA", 2020, 90.0),
    value("OLD_AGE", "QMC", 2020, None, obs_status="L"),
]


def test_positions_are_counted_from_the_highest_and_equal_values_share_one() -> None:
    assert [position_of(each, [50, 50, 12]) for each in (50, 12)] == [1, 3]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "111th"]),
        ("fr", ["1er", "2e", "3e", "4e", "11e", "12e", "13e", "21e", "111e"]),
        ("es", ["1.º", "2.º", "3.º", "4.º", "11.º", "12.º", "13.º", "21.º", "111.º"]),
    ],
)
def test_positions_are_ordinals_of_each_language(language: Language, told: list[str]) -> None:
    assert [ordinal(each, language) for each in (1, 2, 3, 4, 11, 12, 13, 21, 111)] == told


def test_unasked_the_countries_of_the_largest_region_with_the_most_values_are_shown() -> None:
    with opened(VALUES) as connection:
        data = data_of(connection, load())
        found = compared(data, page_state(data, PAGE))
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
    assert (found.areas, found.region) == (("QMA", "QMB"), "202")
    assert sentence.lead.startswith("No country was chosen: these are the 2 with the most values in Northern lands")


def test_countries_that_were_picked_are_shown_in_their_order() -> None:
    with opened(VALUES) as connection:
        data = data_of(connection, load())
        found = compared(data, page_state(data, PAGE, areas="QMC,QMA"))
    assert (found.areas, found.region) == (("QMC", "QMA"), "")


def test_more_than_eight_countries_are_refused() -> None:
    with opened(VALUES) as connection:
        data = data_of(connection, load())
        data.__dict__["area_names"] = {f"Q{letter}A": letter for letter in "ABCDEFGHI"}
        with pytest.raises(FixTheFile) as refused:
            page_state(data, PAGE, areas=",".join(data.area_names))
    assert refused.value.problems[0].code == "TOO_MANY_COUNTRIES"


def test_each_country_has_its_panel_and_its_last_value_with_its_year() -> None:
    with opened(VALUES) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "lines", areas="QMA,QMB,QMC")
    text = drawn(figure)
    assert all(each in text for each in ("Aldova", "50.0% (2020)", "50.0% (2019)", "12.0% (2020)"))
    assert texts(figure, "year") == ["2018", "2019", "2020"]


def test_a_country_without_a_value_has_a_panel_that_says_so() -> None:
    with opened(VALUES[:2]) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "lines", areas="QMA,QMC")
    assert "No data" in drawn(figure)


def test_an_indicator_that_no_country_has_leaves_words_in_place_of_panels() -> None:
    with opened(VALUES) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "lines", indicator="GINI")
    assert figure.empty
    assert figure.draws is None


def test_panels_have_one_scale_and_the_same_years() -> None:
    def line(*values: tuple[int, float]) -> Line:
        return Line(name="x", points=tuple(LinePoint(year=year, value=each, text="") for year, each in values))

    panels = (
        Panel(name="One", line=line((2000, 0), (2020, 100)), last="100"),
        Panel(name="Other", line=line((2010, 100)), last="100"),
    )
    svg = PanelChart(panels=panels, axis=Axis(), language="en", description="").draw(720).svg()
    assert svg.count(">2000<") == svg.count(">2020<") == 2


def test_years_between_values_that_no_line_joins_are_hatched_in_their_panel_only() -> None:
    with opened([value("TOTAL", "QMA", 2010, 40.0), *VALUES]) as connection:
        data = data_of(connection, load())
        figure = figure_of(data, PAGE, "lines", areas="QMA,QMB")
        whole = figure_of(data, PAGE, "lines", areas="QMB,QMC")
    assert "Hatched: years without values." in figure.notes
    assert figure.draws is not None
    svg = figure.draws(720, None).svg()
    # One span, of the seven years from 2011 to 2017, of the ten that a panel holds.
    (left, width) = next(iter(re.findall(rf'<rect x="([\d.]+)"[^>]*width="([\d.]+)"[^>]*fill="{WASH}"', svg)))
    assert float(width) > 0
    assert float(left) + float(width) < 720 / 4 + 40
    assert svg.count(f'fill="{WASH}"') == 1
    assert not any("Hatched" in note for note in whole.notes)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Gini coefficient, scale from 0 to 100, 2020"),
        ("fr", "Coefficient de Gini, échelle de 0 à 100, 2020"),
        ("es", "Coeficiente de Gini, escala de 0 a 100, 2020"),
    ],
)
def test_a_unit_without_a_symbol_does_not_repeat_the_indicator(language: Language, told: str) -> None:
    with opened([value("TOTAL", "QMA", 2020, 38.2, indicator="GINI")]) as connection:
        figure = figure_of(data_of(connection, load(), language), PAGE, "lines", indicator="GINI", areas="QMA")
    assert figure.subtitle == told


def test_positions_are_told_with_how_many_have_a_value() -> None:
    with opened(VALUES) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "positions", areas="QMA,QMB,QMC")
    total, old_age = ([cell.text for cell in row[1:]] for row in figure.table.rows)
    assert total == ["1st of 3", "1st of 3", "3rd of 3"]
    assert old_age == ["1st of 1", "…", "…"]


def test_the_latest_values_carry_their_year_and_their_mark() -> None:
    with opened(VALUES) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "values", areas="QMA,QMB,QMC")
    cells = figure.table.rows[0][1:]
    assert [(each.text, each.year, each.mark) for each in cells] == [
        ("50.0", "2020", ""),
        ("50.0", "2019", "p"),
        ("12.0", "2020", ""),
    ]
    assert cells[0].origin is not None
    assert cells[0].origin.area == "QMA"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "At least one benefit: from 12.0% in Kereland to 50.0% in Aldova"),
        ("fr", "Au moins une prestation\u00a0: Kérélande, 12,0\u00a0%\u00a0; Aldovie, 50,0\u00a0%"),
        ("es", "Al menos una prestación: Kerelandia, 12,0\u00a0%; Aldovia, 50,0\u00a0%"),
    ],
)
def test_the_sentence_is_the_lowest_and_the_highest(language: Language, told: str) -> None:
    with opened(VALUES) as connection:
        data = data_of(connection, load(), language)
        state = page_state(data, PAGE, areas="QMA,QMC")
        assert HEADLINES[PAGE](data, state, data.definitions.pages[PAGE]).headline == told


def test_equal_values_are_no_finding() -> None:
    with opened(VALUES) as connection:
        data = data_of(connection, load())
        state = page_state(data, PAGE, areas="QMA,QMB")
        sentence = HEADLINES[PAGE](data, state, data.definitions.pages[PAGE])
    assert sentence.headline == "Aldova, Borland side by side"


def test_a_release_without_values_has_a_name_and_words() -> None:
    with opened() as connection:
        data = data_of(connection, load())
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
        figures = [figure_of(data, PAGE, each) for each in ("lines", "values", "positions")]
    assert sentence.headline == "Compare countries"
    assert all(each.empty for each in figures)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "No programme anchored in national legislation"),
        ("fr", "Aucun programme ancré dans la législation nationale"),
        ("es", "Ningún programa anclado en la legislación nacional"),
    ],
)
def test_a_footnote_is_told_in_words_and_not_as_its_code(language: Language, told: str) -> None:
    rows = [
        value("TOTAL", "QMA", 2020, 0.0, footnote="NOPROG"),
        value("TOTAL", "QMB", 2020, 9.0, footnote="Of the capital only"),
    ]
    with opened(rows) as connection:
        figure = figure_of(data_of(connection, load(), language), PAGE, "values", areas="QMA,QMB")
    coded, written = (cell.note for cell in figure.table.rows[0][1:])
    assert told in coded
    assert "NOPROG" not in coded
    assert "Of the capital only" in written
