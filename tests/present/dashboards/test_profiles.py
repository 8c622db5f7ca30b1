"""Profiles of a country and of a group: the sentence, the figures, and what is said where there is nothing."""

from typing import Any

import pytest

from country_release import aggregate, data_of, opened, value
from openssi.definitions import Definitions, load
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.page import DashboardPage, dashboard_page
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.text import Language

REGION = ("SDG_REGION", "202")
WORLD = ("WORLD", "001")

VALUES = [
    value("TOTAL", "QMA", 2017, 36.2),
    value("TOTAL", "QMA", 2020, 39.2),
    value("TOTAL", "QMA", 2020, 38.1, sex="F"),
    value("TOTAL", "QMA", 2020, 40.2, sex="M"),
    value("OLD_AGE", "QMA", 2020, 84.8, obs_status="E", nature="E"),
    value("OLD_AGE", "QMA", 2020, 63.8, sex="F"),
    value("OLD_AGE", "QMA", 2020, 100.0, sex="M"),
    value("UNEMPLOYMENT", "QMA", 2020, 0.0),
    value("CHILD", "QMA", 2018, 37.9),
    value("TOTAL", "QMB", 2020, 12.0),
]

AGGREGATES = [
    aggregate("TOTAL", REGION, 2020, 13.7, imputed_share=0.08),
    aggregate("TOTAL", WORLD, 2020, 46.9, interval_lower=45.0, interval_upper=48.0),
    aggregate("OLD_AGE", REGION, 2020, 22.8, publication="flagged", observed_share=0.5),
    aggregate("UNEMPLOYMENT", REGION, 2020, 9.0, publication="suppressed", observed_share=0.2),
]


def answer(item: str, number: float | None = None, text: str = "", **more: Any) -> dict[str, Any]:
    """Return an observation of Aldova in 2020."""
    key = {"scheme": "_Z", "benefit": "_Z", "sex": "_T", "age": "_T", "func": "_Z", "breakdown": "_Z", **more}
    row = {
        "ref_area": "QMA",
        "item": item,
        "time_period": 2020,
        "value": number,
        "text_value": text,
        "source": "Census",
    }
    return {**row, **key, "obs_id": f"QMA.2020.{item}.{sorted(key.items())}", "obs_status": "A", "currency": ""}


CONTEXT = [
    answer("X.POP_TOTAL", 514686),
    answer("X.POP_CHILD", 146171, age="Y0T14"),
    answer("X.POP_65P", 30881),
    answer("X.LF", 87747, sex="F"),
    answer("X.POP_15P", 182000, sex="F"),
    {**answer("X.GDP", 1821565613), "currency": "USD"},
]

SCHEMES = [
    answer("S.NAME_EN", text="Pensions", scheme="QMA01"),
    answer("S.CONTRIB", text="CONTRIB", scheme="QMA01"),
    *(
        answer(item, text=text, scheme="QMA01", benefit=benefit)
        for benefit, function, contribution, status in (
            ("QMA01-01", "OLD", "CONTRIB", "ACTIVE"),
            ("QMA01-02", "OLD", "NONCONTRIB", "ACTIVE"),
            ("QMA01-03", "UNE", "CONTRIB", "ENDED"),
        )
        for item, text in (
            ("B.NAME_EN", benefit),
            ("B.FUNC", function),
            ("B.CONTRIB", contribution),
            ("B.STATUS", status),
        )
    ),
]


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


def page(
    definitions: Definitions, name: str, *, language: Language = "en", with_rows: bool = True, **state: Any
) -> DashboardPage:
    observations = [*CONTEXT, *SCHEMES] if with_rows else []
    with opened(VALUES if with_rows else (), AGGREGATES if with_rows else (), observations) as connection:
        data = data_of(connection, definitions, language)
        asked = PageState(page=name, language=language, **{"year": 2020, "choice": "both", **state})
        return dashboard_page(data, definitions.pages[name], asked)


def figure(shown: DashboardPage, name: str) -> DashboardFigure:
    return next(each for each in shown.figures if each.id == name)


def texts(shown: DashboardPage, name: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in figure(shown, name).table.rows]


@pytest.mark.parametrize(
    ("language", "headline", "lead"),
    [
        (
            "en",
            (
                "Aldova: nearly four people in ten, 39.2%, had at least one social protection benefit in 2020, about "
                "three times the share in the region"
            ),
            (
                "In the region (Northern lands) it was 13.7%, worldwide 46.9%. Older persons: pension: women 63.8%, "
                "men 100%."
            ),
        ),
        (
            "fr",
            (
                "Aldovie\u00a0: près de quatre personnes sur dix, 39,2\u00a0%, bénéficiaient d’au moins une prestation "
                "de protection sociale en 2020, environ trois fois la proportion de la région"
            ),
            (
                "Dans la région (Terres du Nord), c’était 13,7\u00a0%\u00a0; dans le monde, 46,9\u00a0%. Personnes "
                "âgées\u00a0: pension\u00a0: femmes 63,8\u00a0%, hommes 100\u00a0%."
            ),
        ),
        (
            "es",
            (
                "Aldovia: casi cuatro de cada diez personas, el 39,2\u00a0%, tenían al menos una prestación de "
                "protección social en 2020, unas tres veces la proporción de la región"
            ),
            (
                "En la región (Tierras del Norte) era el 13,7\u00a0%; en el mundo, el 46,9\u00a0%. Personas "
                "mayores: pensión: mujeres 63,8\u00a0%, hombres 100\u00a0%."
            ),
        ),
    ],
)
def test_a_country_is_told_beside_its_region(
    definitions: Definitions, language: Language, headline: str, lead: str
) -> None:
    shown = page(definitions, "country", language=language, area="QMA")
    assert shown.sentence.headline == headline
    assert shown.sentence.lead == lead


def test_a_lower_share_is_told_against_that_of_the_world_and_a_near_one_is_not(definitions: Definitions) -> None:
    group = page(definitions, "region", grouping="SDG_REGION", group="202").sentence
    assert group.headline == (
        "Northern lands: more than a tenth of the people, 13.7%, had at least one social protection benefit in 2020; "
        "worldwide, fewer than half of the people"
    )
    near = page(definitions, "country", area="QMB").sentence
    assert near.headline.endswith("had at least one social protection benefit in 2020")


def test_a_group_says_on_how_much_it_rests(definitions: Definitions) -> None:
    lead = page(definitions, "region", grouping="SDG_REGION", group="202").sentence.lead
    assert lead == "Worldwide it was 46.9%. 2 countries of 2 have a value; they hold 92% of the weight."


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_country_without_a_value_has_a_whole_sentence_and_no_drawing(
    definitions: Definitions, language: Language
) -> None:
    shown = page(definitions, "country", language=language, area="QMC")
    assert "2017" in shown.sentence.lead
    assert all(each.empty or each.id == "known" for each in shown.figures)
    told = " ".join([shown.sentence.headline, shown.sentence.lead, *(each.empty for each in shown.figures)])
    assert "None" not in told
    assert "{" not in told


def test_a_release_without_rows_shows_pages_all_the_same(definitions: Definitions) -> None:
    country = page(definitions, "country", with_rows=False, area="QMA")
    region = page(definitions, "region", with_rows=False, grouping="SDG_REGION", group="202")
    assert country.sentence.headline == "Aldova: no recent value of social protection coverage"
    assert all(each.empty for each in region.figures)


def test_tiles_tell_the_value_before_and_women_and_men_where_they_differ(definitions: Definitions) -> None:
    notes = {each.indicator: each.note for each in page(definitions, "country", area="QMA").tiles}
    assert notes["SDG_1_3_1_TOTAL"] == "2020. In 2017: 36.2%."
    assert notes["SDG_1_3_1_OLD_AGE"] == "2020, estimated. Women 63.8%, men 100%."
    assert notes["SDG_1_3_1_CHILD"] == "2018."


def test_women_and_men_are_in_the_order_of_the_gap_with_its_sign(definitions: Definitions) -> None:
    shown = page(definitions, "country", area="QMA")
    assert texts(shown, "women_and_men") == [
        ["Older persons: pension", "63.8", "100", "−36.2"],
        ["At least one benefit", "38.1", "40.2", "−2.1"],
    ]
    assert figure(shown, "women_and_men").title == "Older persons: pension: women 36.2 points behind men"


def test_the_system_shows_what_is_in_force_by_branch_in_discs_and_words(definitions: Definitions) -> None:
    rows = {row[0].text: row[1:] for row in figure(page(definitions, "country", area="QMA"), "system").table.rows}
    assert [(cell.disc, cell.text) for cell in rows["Old age"][:2]] == [("filled", "exists"), ("filled", "exists")]
    assert [cell.disc for cell in rows["Unemployment"][:2]] == ["hollow", "hollow"]
    assert [rows[each][2].text for each in ("Old age", "Survivors", "Unemployment")] == ["84.8", "…", "0"]


def test_quality_counts_what_is_known_and_what_is_missing(definitions: Definitions) -> None:
    assert texts(page(definitions, "country", area="QMA"), "known") == [
        ["Indicators with a value", "4 of 9"],
        ["Latest year", "2020"],
        ["By women and men, where it applies", "2 of 4"],
        ["Years with at least one value, 2017–20", "3 of 4"],
        ["Values that the country reported, not estimated", "3 of 4"],
    ]


def test_context_tells_shares_only_of_two_known_values(definitions: Definitions) -> None:
    shown = page(definitions, "country", area="QMA")
    assert texts(shown, "context") == [
        ["Population", "514,686"],
        ["Under 15 years", "28.4%"],
        ["65 years and over", "6.0%"],
        ["Women in the labour force, of those aged 15 and over", "48.2%"],
        ["Gross domestic product", "1.8\u00a0billion\u00a0USD"],
    ]
    origin = figure(shown, "context").table.rows[0][1].origin
    assert origin is not None
    assert origin.cell.startswith("QMA.2020.X.POP_TOTAL")


@pytest.mark.parametrize(
    ("choice", "names"),
    [("both", ["Northern lands", "World"]), ("region", ["Northern lands"]), ("world", ["World"])],
)
def test_the_reader_chooses_what_a_country_is_compared_with(
    definitions: Definitions, choice: str, names: list[str]
) -> None:
    columns = figure(page(definitions, "country", area="QMA", choice=choice), "contingencies").table.columns
    assert [each.name for each in columns[2:]] == names


def test_countries_of_a_group_have_the_colour_of_their_class_and_their_year(definitions: Definitions) -> None:
    shown = page(definitions, "region", grouping="SDG_REGION", group="202")
    rows = {row[0].text: row[1:] for row in figure(shown, "countries").table.rows}
    total, old_age, child = rows["Aldova"][:3]
    assert [(each.text, each.tint, each.year) for each in (total, old_age, child)] == [
        ("39.2", 2, ""),
        ("84.8", 5, ""),
        ("37.9", 2, "2018"),
    ]
    assert (rows["Aldova"][5].text, rows["Aldova"][5].tint) == ("0", 1)
    assert (rows["Borland"][1].text, rows["Borland"][1].tint) == ("…", 0)
    assert figure(shown, "countries").title == "At least one benefit: from 12.0% (Borland) to 39.2% (Aldova)"


def test_countries_are_sorted_by_an_indicator_with_those_without_a_value_last(definitions: Definitions) -> None:
    state = {"grouping": "SDG_REGION", "group": "202"}
    for sort, names in (("", ["Aldova", "Borland"]), ("sdg_1_3_1_total", ["Aldova", "Borland"]), ("?", ["Aldova"])):
        rows = texts(page(definitions, "region", sort=sort, **state), "countries")
        assert [row[0] for row in rows][: len(names)] == names


def test_the_page_of_the_world_lists_its_regions(definitions: Definitions) -> None:
    rows = figure(page(definitions, "region"), "countries").table.rows
    assert [(row[0].text, row[0].href_group) for row in rows] == [("Northern lands", "202"), ("Southern lands", "419")]
    assert rows[1][1].text == ":u"


def test_aggregates_tell_what_was_observed_and_imputed(definitions: Definitions) -> None:
    rows = texts(page(definitions, "region", grouping="SDG_REGION", group="202"), "aggregates")
    assert rows[0] == ["At least one benefit", "13.7", "", "92%", "8%", "2 of 2", "2018–20", "46.9"]
    unemployment = next(row for row in rows if row[0].startswith("Unemployed"))
    assert unemployment[1] == ":u"
