"""Population, work and poverty: sums over countries, ages of every width, and ratios."""

import pytest

from country_release import data_of, opened, value
from openssi.definitions import load
from openssi.present.axis import Axis
from openssi.present.dashboards.context.context_data import Band, all_context, band_of, pyramid_of, together
from openssi.present.dashboards.kinds import HEADLINES
from openssi.present.dashboards.programmes.against_coverage import PlainScale
from openssi.vocabulary.text import Language
from programme_rows import Row, drawn, figure_of, page_state, said, texts

PAGE = "context"


def population(area: str, children: float, adults: float, older: float, year: int = 2020) -> list[Row]:
    """Return the three groups of a country, as many women as men."""
    told = [
        *((sex, "X.POP_CHILD", children * part, "Y0T14") for sex, part in (("F", 0.5), ("M", 0.5))),
        *((sex, "X.POP_15P", (adults + older) * part, "_T") for sex, part in (("F", 0.5), ("M", 0.5))),
        *((sex, "X.POP_65P", older * part, "_T") for sex, part in (("F", 0.5), ("M", 0.5), ("_T", 1))),
        ("_T", "X.POP_CHILD", children, "Y0T14"),
        ("_T", "X.POP_15_64", adults, "_T"),
    ]
    return [said(area, year, item, number, sex=sex, age=age) for sex, item, number, age in told]


def work(area: str, women: tuple[float, float], men: tuple[float, float]) -> list[Row]:
    """Return labour force and population of 15 and over of women and of men."""
    return [
        said(area, 2020, item, pair[at], sex=sex)
        for sex, pair in (("F", women), ("M", men))
        for at, item in enumerate(("X.LF", "X.POP_15P"))
    ]


def detailed(area: str) -> list[Row]:
    ages = ["Y0T4", "Y5T9", "Y10T14", "Y15", "Y16T17", "Y18T24", "Y25T64", "Y_GE65"]
    return [said(area, 2020, "X.POP_TOTAL", 10, sex=sex, age=age) for age in ages for sex in ("F", "M")]


VALUES = [value("TOTAL", "QMA", 2020, 50.0)]


@pytest.mark.parametrize(
    ("age", "limits"),
    [("Y0T4", (0, 4)), ("Y15", (15, 15)), ("Y_GE75", (75, None)), ("_T", None), ("PENAGE", None), ("CHILD", None)],
)
def test_a_code_of_age_is_its_limits(age: str, limits: tuple[int, int | None] | None) -> None:
    assert band_of(age) == limits


def test_bands_of_few_years_are_put_together_with_those_after_them() -> None:
    bands = [Band(10, 14, 1, 1), Band(15, 15, 2, 2), Band(16, 17, 3, 3), Band(18, 24, 4, 4), Band(75, None, 5, 5)]
    assert [(each.low, each.high, each.women) for each in together(bands)] == [(10, 14, 1), (15, 24, 9), (75, None, 5)]


def test_the_open_band_is_drawn_up_to_85_and_at_least_five_years() -> None:
    assert [Band(low, None, 1, 1).years for low in (65, 75, 85)] == [20, 10, 5]


def test_age_groups_are_taken_where_the_country_has_them_all() -> None:
    with opened(VALUES, observations=[*detailed("QMA"), *population("QMA", 30, 60, 10)]) as connection:
        data = data_of(connection, load())
        found = pyramid_of(all_context(data, page_state(data, PAGE)))
    assert found is not None
    assert [(each.low, each.high) for each in found.bands] == [
        (0, 4), (5, 9), (10, 14), (15, 24), (25, 64), (65, None),
    ]  # fmt: skip


def test_else_there_are_three_groups_and_the_middle_one_is_what_is_left_of_15_and_over() -> None:
    rows = [*population("QMA", 30, 60, 10), *population("QMB", 10, 80, 10)]
    with opened(VALUES, observations=rows) as connection:
        data = data_of(connection, load())
        found = pyramid_of(all_context(data, page_state(data, PAGE)))
    assert found is not None
    assert found.countries == 2
    assert [each.persons for each in found.bands] == [40, 140, 20]


def test_a_pyramid_tells_the_shares_of_children_and_older_people() -> None:
    with opened(VALUES, observations=population("QMA", 30, 60, 10)) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "ages", area="QMA")
    assert figure.title == "Under 15: 30.0% of the population; 65 and over: 10.0%"
    assert texts(figure, "age") == ["0–14", "15–64", "65 and over"]
    assert "15.0%" in drawn(figure)


def test_values_are_multiplied_by_their_power_of_ten() -> None:
    rows = [
        {**each, "unit_mult": 3} if each["item"] == "X.POP_15_64" else each for each in population("QMA", 30, 60, 10)
    ]
    with opened(VALUES, observations=rows) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "dependency", area="QMA")
    assert figure.table.rows[0][1].value == pytest.approx(0.05)


def test_dependency_of_a_group_is_of_sums_and_not_a_mean_of_ratios() -> None:
    rows = [*population("QMA", 30, 60, 12), *population("QMB", 10, 100, 20), *population("QMC", 90, 100, 2)]
    with opened(VALUES, observations=rows) as connection:
        data = data_of(connection, load())
        region = figure_of(data, PAGE, "dependency", group="202")
        country = figure_of(data, PAGE, "dependency", area="QMA")
    assert [row[1].value for row in region.table.rows] == [25.0, 20.0]
    assert [each.id for each in country.table.columns] == ["ratio", "value", "region", "world"]
    assert [cell.value for cell in country.table.rows[0][1:]] == [50.0, 25.0, 50.0]
    assert country.title == "For each 100 people aged 15 to 64: 50 under 15, 20 aged 65 and over"
    assert country.table.rows[0][1].origin is not None
    assert "Northern lands" in drawn(country)


def test_a_country_without_both_parts_is_in_no_ratio() -> None:
    rows = [*population("QMA", 30, 60, 12), said("QMB", 2020, "X.POP_15_64", 1000)]
    with opened(VALUES, observations=rows) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "dependency")
    assert figure.table.rows[0][1].value == 50.0
    assert "One country with data." in figure.notes


def test_work_of_women_and_men_is_told_with_the_gap_in_points() -> None:
    with opened(VALUES, observations=work("QMA", (40, 100), (70, 100))) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "labour")
    assert figure.title == "Labour force participation: women 40.0%, men 70.0%"
    assert "−30.0" in drawn(figure)
    assert [cell.text for cell in figure.table.rows[0]] == ["Labour force participation", "…", "40.0", "70.0"]


def test_equal_shares_are_no_finding_and_totals_alone_are_a_table() -> None:
    with opened(VALUES, observations=work("QMA", (70, 100), (70, 100))) as connection:
        equal = figure_of(data_of(connection, load()), PAGE, "labour")
    totals = [said("QMA", 2020, "X.EMP", 100), said("QMA", 2020, "X.EMP_INFORMAL", 60)]
    with opened(VALUES, observations=totals) as connection:
        total = figure_of(data_of(connection, load()), PAGE, "labour")
    assert equal.title == "Work of women and men"
    assert (total.shape, total.draws) == ("table", None)
    assert texts(total, "total") == ["60.0"]


def poverty(area: str, number: float) -> Row:
    return {**value("TOTAL", area, 2020, number), "indicator": "POVERTY_NATIONAL", "value_id": f"poverty.{area}"}


def test_poverty_stands_against_coverage_where_three_countries_have_both() -> None:
    areas = ("QMA", "QMB", "QMC")
    coverage = [value("TOTAL", area, 2020, 30.0 * at) for at, area in enumerate(areas, 1)]
    rows = [*coverage, *(poverty(area, 50.0 - 10 * at) for at, area in enumerate(areas))]
    with opened(rows) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "against", area="QMB")
        few = opened(rows[:-1])
    assert figure.title == "Poverty and coverage"
    assert [cell.text for cell in figure.table.rows[0]] == ["Aldova", "30.0", "50.0"]
    assert "Borland: coverage 60.0% (2020); 40.0% (2020)" in drawn(figure)
    with few as connection:
        assert figure_of(data_of(connection, load()), PAGE, "against").empty


def test_a_plain_scale_places_values_between_zero_and_one() -> None:
    assert [PlainScale(Axis()).place(each) for each in (0, 25, 100)] == [0, 0.25, 1]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Aldova: 70 children and older people for each 100 people aged 15 to 64 (2020)"),
        ("fr", "Aldovie\u00a0: 70 enfants et personnes âgées pour 100 personnes de 15 à 64 ans (2020)"),
        ("es", "Aldovia: 70 niños y personas mayores por cada 100 personas de 15 a 64 años (2020)"),
    ],
)
def test_the_sentence_is_the_dependency_of_the_place(language: Language, told: str) -> None:
    with opened(VALUES, observations=population("QMA", 30, 60, 12)) as connection:
        data = data_of(connection, load(), language)
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE, area="QMA"), data.definitions.pages[PAGE])
    assert sentence.headline == told


def test_without_a_population_the_page_has_its_name_and_its_figures_say_why() -> None:
    with opened(VALUES) as connection:
        data = data_of(connection, load())
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
        figures = [figure_of(data, PAGE, each.id) for each in data.definitions.pages[PAGE].figures]
    assert sentence.headline == "Population, work and poverty: World, 2020"
    assert all(each.empty for each in figures)
