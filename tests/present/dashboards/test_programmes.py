"""Schemes and benefits: what is current, what is missing, what is found, and since when it is there."""

from collections.abc import Iterator

import pytest

from country_release import data_of, opened
from openssi.definitions import load
from openssi.engine import Connection
from openssi.present.dashboards.address_state import LONGEST_QUERY
from openssi.present.dashboards.drawings.dots_on_years import Dot, DotsOnYears
from openssi.present.dashboards.filters import filters_shown
from openssi.present.dashboards.kinds import HEADLINES
from openssi.present.dashboards.programmes.programme_table import ROWS_SHOWN, ProgrammePart
from openssi.present.dashboards.values.programme_data import read_programmes
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.text import Language
from programme_rows import benefit, drawn, figure_of, page_state, said, scheme, texts

PAGE = "programmes"
INSURANCE = {"CONTRIB": "CONTRIB", "FUNCTIONS": "OLD UNE", "STATUS": "ACTIVE", "INST": "Caja Única"}

ROWS = [
    *scheme("QMA01", 2023, **INSURANCE, NAME_NAT="Pensión Nacional", YEAR_LAW=1961, YEAR_START=1962),
    *benefit("QMA01-01", 2023, FUNC="OLD", CONTRIB="CONTRIB", START="1963-05-01", STATUS="ACTIVE"),
    *benefit("QMA01-02", 2022, FUNC="UNE", CONTRIB="CONTRIB", STATUS="ENDED"),
    *scheme("QMA02", 2023, CONTRIB="NONCONTRIB", FUNCTIONS="FAM", YEAR_LAW=1988, YEAR_START=1988),
    *benefit("QMA02-01", 2023, FUNC="FAM", CONTRIB="NONCONTRIB"),
    *scheme("QMB01", 2022, CONTRIB="PARTIAL", FUNCTIONS="OLD", YEAR_LAW=1970, YEAR_START=1971),
    *benefit("QMB01-01", 2022, FUNC="OLD", CONTRIB="PARTIAL"),
    *scheme("QMB02", 2022, CONTRIB="NONCONTRIB", FUNCTIONS="FAM", NAME_EN="Child grant"),
    said("QMA", 2023, "L.EXISTS", "ANCH_PER", func="OLD", ref_detail="2015-01-01"),
    said("QMA", 2022, "L.EXISTS", "ANCH_PER", func="OLD", ref_detail="2015-06-01"),
]


@pytest.fixture
def world() -> Iterator[Connection]:
    with opened(observations=ROWS) as connection:
        yield connection


@pytest.fixture
def data(world: Connection) -> ReleaseData:
    return data_of(world, load())


def test_a_benefit_that_the_latest_inventory_leaves_out_is_known_but_not_current(world: Connection) -> None:
    programmes = read_programmes(world)
    assert [each.benefit for each in programmes.rows if not each.is_current] == ["QMA01-02"]
    assert programmes.areas == ("QMA", "QMB")


def test_a_scheme_without_a_benefit_stands_for_itself_with_its_functions(world: Connection) -> None:
    found = {each.scheme: each for each in read_programmes(world).current}
    assert (found["QMB02"].benefit, found["QMB02"].functions) == ("", ("FAM",))


def test_nothing_of_an_earlier_year_is_carried_into_the_latest_one() -> None:
    rows = [*benefit("QMA01-01", 2022, CRISIS="HEALTH", FUNC="SOC"), *benefit("QMA01-01", 2023, FUNC="SOC")]
    with opened(observations=rows) as connection:
        (only,) = read_programmes(connection).rows
    assert (only.year, only.crisis) == (2023, "")


def test_the_first_payment_goes_before_the_first_year_of_the_scheme(world: Connection) -> None:
    since = {each.benefit or each.scheme: each.since for each in read_programmes(world).current}
    assert since == {"QMA01-01": 1963, "QMA02-01": 1988, "QMB01-01": 1971, "QMB02": None}


def test_partially_contributory_counts_as_contributory_and_a_function_without_a_benefit_as_a_gap(
    data: ReleaseData,
) -> None:
    figure = figure_of(data, PAGE, "gaps")
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in figure.table.rows}
    assert rows["Old age"] == ["2", "0", "0", "2", ""]
    assert rows["Family / children"] == ["0", "2", "0", "2", ""]
    assert rows["Unemployment"] == ["0", "0", "2", "2", "Aldova, Borland"]
    assert "2 of 2" in drawn(figure)


def test_in_one_country_benefits_are_counted(data: ReleaseData) -> None:
    figure = figure_of(data, PAGE, "gaps", area="QMA")
    assert "one benefit" in drawn(figure)
    assert figure.title.startswith("No benefit reported: Survivors, Disability")


def test_laws_payments_and_rules_are_counted_by_year(data: ReleaseData) -> None:
    figure = figure_of(data, PAGE, "timeline")
    told = list(zip(*(texts(figure, each) for each in ("function", "year", "number", "countries")), strict=True))
    assert ("Old age", "2015", "1", "Aldova") in told
    assert ("Old age", "1963", "1", "Aldova") in told
    assert ("Family / children", "1988", "1", "Aldova") in told
    assert figure.title == "Oldest branch: Old age, 1961"
    assert "first law of the branch in 1961, one country" in drawn(figure)


def test_the_day_from_which_a_rule_is_in_force_is_read_beside_it(data: ReleaseData) -> None:
    figure = figure_of(data, PAGE, "timeline", function="OLD")
    assert texts(figure, "event").count("Rules in force since (countries)") == 1
    assert "2015" in texts(figure, "year")


def test_two_branches_of_one_year_have_no_oldest() -> None:
    rows = [
        *scheme("QMA01", 2023, FUNCTIONS="OLD", YEAR_LAW=1961),
        *scheme("QMA02", 2023, FUNCTIONS="UNE", YEAR_LAW=1961),
    ]
    with opened(observations=rows) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "timeline")
    assert figure.title == "Laws and first payments over the years"


def test_a_place_without_years_says_so_instead_of_an_empty_axis() -> None:
    with opened(observations=scheme("QMA01", 2023, FUNCTIONS="OLD")) as connection:
        figure = figure_of(data_of(connection, load()), PAGE, "timeline")
    assert "No year of a law" in figure.empty
    assert figure.draws is None


def test_the_more_events_the_larger_the_dot_and_its_years_are_whole_decades() -> None:
    rows = (("Old age", (Dot(year=1961, lane=0, count=1, told=""), Dot(year=1988, lane=1, count=9, told=""))),)
    chart = DotsOnYears(rows=rows, lanes=("law", "start", "rules"), language="en", description="")
    assert chart.years == (1960, 1990)
    radii = sorted({float(each.split('"')[0]) for each in chart.draw(720).svg().split(' r="')[1:]})
    assert radii[-1] > 2 * radii[0]


@pytest.mark.parametrize("words", ["pension nacional", "NACIONAL pensión", "caja unica qma01"])
def test_words_are_found_without_accents_and_capitals_in_names_and_institutions(data: ReleaseData, words: str) -> None:
    figure = figure_of(data, PAGE, "inventory", q=words)
    assert texts(figure, "benefit_id") == ["QMA01-01"]
    assert figure.title == "One of 4 schemes and benefits fits"


def test_function_kind_and_country_narrow_the_table(data: ReleaseData) -> None:
    assert texts(figure_of(data, PAGE, "inventory", function="FAM"), "scheme_id") == ["QMA02", "QMB02"]
    assert texts(figure_of(data, PAGE, "inventory", choice="PARTIAL"), "scheme_id") == ["QMB01"]
    assert "2 countries have one" in figure_of(data, PAGE, "inventory", group="419").empty


def test_words_that_nothing_has_say_how_many_there_are_without_them(data: ReleaseData) -> None:
    figure = figure_of(data, PAGE, "inventory", q="zeppelin")
    assert figure.empty == "No scheme or benefit fits these words and filters. 4 are listed without them: World."


def many(count: int) -> list[dict[str, object]]:
    return [row for number in range(1, count + 1) for row in scheme(f"QMA{number:02d}", 2023, FUNCTIONS="OLD")]


def test_a_page_lays_out_fifty_rows_and_the_files_hold_all() -> None:
    with opened(observations=many(ROWS_SHOWN + 1)) as connection:
        data = data_of(connection, load())
        second = figure_of(data, PAGE, "inventory", page="2")
        beyond = figure_of(data, PAGE, "inventory", page="99")
    assert isinstance(second.payload, ProgrammePart)
    assert isinstance(beyond.payload, ProgrammePart)
    assert (len(second.payload.rows), second.payload.parts, second.payload.part) == (1, (1, 2), 2)
    assert second.payload.counted == "Rows 51 to 51 of 51"
    assert beyond.payload.part == 2
    assert len(second.table.rows) == ROWS_SHOWN + 1


def test_words_are_cut_at_their_longest_and_stand_in_their_field(data: ReleaseData) -> None:
    state = page_state(data, PAGE, q=f"  old,   age {'x' * 200}")
    assert len(state.query) <= LONGEST_QUERY
    assert state.query.startswith("old, age x")
    field = next(each for each in filters_shown(data, data.definitions.pages[PAGE], state) if each.name == "q")
    assert (field.text, field.longest) == (state.query, LONGEST_QUERY)


@pytest.mark.parametrize("part", ["0", "-1", "two", "1234567"])
def test_a_part_that_is_no_number_above_zero_is_refused(data: ReleaseData, part: str) -> None:
    with pytest.raises(FixTheFile) as refused:
        page_state(data, PAGE, page=part)
    assert refused.value.problems[0].code == "VALUE_NOT_ALLOWED"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Borland reports 2 schemes with one benefit"),
        ("fr", "Borlande\u00a0: 2 régimes et 1 prestation"),
        ("es", "Borlandia: 2 regímenes y una prestación"),
    ],
)
def test_a_country_says_how_many_schemes_it_reports(world: Connection, language: Language, told: str) -> None:
    data = data_of(world, load(), language)
    sentence = HEADLINES[PAGE](data, page_state(data, PAGE, area="QMB"), data.definitions.pages[PAGE])
    assert sentence.headline == told


def test_the_widest_gap_is_the_sentence_where_one_branch_has_it_alone() -> None:
    branches = ["OLD", "SUR", "DIS", "SIC", "HEA", "FAM", "MAT", "INJ"]
    rows = [row for number, code in enumerate(branches, 1) for row in scheme(f"QMA{number:02d}", 2023, FUNCTIONS=code)]
    with opened(observations=rows) as connection:
        data = data_of(connection, load())
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
    assert sentence.headline == "Unemployment: one of 1 countries reports no benefit for it"


def test_several_gaps_as_wide_leave_the_count(data: ReleaseData) -> None:
    sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
    assert sentence.headline == "World: 2 countries, 4 schemes, 3 benefits"


def test_a_release_without_an_inventory_says_so_everywhere() -> None:
    with opened() as connection:
        data = data_of(connection, load(), "fr")
        sentence = HEADLINES[PAGE](data, page_state(data, PAGE), data.definitions.pages[PAGE])
        figures = [figure_of(data, PAGE, each) for each in ("gaps", "timeline", "inventory")]
    assert sentence.headline == "La publication 2026.1 ne contient aucun inventaire de régimes"
    assert all(each.empty and each.draws is None for each in figures)


def test_a_place_without_an_inventory_tells_how_many_have_one(data: ReleaseData) -> None:
    assert "2 countries have one" in figure_of(data, PAGE, "gaps", area="QMC").empty
