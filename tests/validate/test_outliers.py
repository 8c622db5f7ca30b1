"""Outliers: what was to be expected of a value, and how far it lies from it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.definitions import load
from openssi.validate.outlier_methods import expected_range
from openssi.validate.outlier_peers import PeerTable, peer_groups, peer_table
from openssi.validate.outlier_words import number_in, years_in
from openssi.validate.outliers import OutlierFinder
from openssi.vocabulary.area import AreaGroup, Membership
from openssi.vocabulary.observation import NOT_APPLICABLE, TOTAL, Observation
from openssi.vocabulary.outlier import Outlier, OutlierMethod, OutlierMethodId
from openssi.vocabulary.text import Language, MultilingualText

DEFINITIONS = load()
FINDER = OutlierFinder(DEFINITIONS.outliers, DEFINITIONS.questionnaire, DEFINITIONS.codelists)
METHODS: Mapping[OutlierMethodId, OutlierMethod] = {each.id: each for each in DEFINITIONS.outliers.methods}
PRICES = {"item": "X.CPI", "channel": "context"}


def cell(value: str | None, year: int = 2023, item: str = "S.EXP_TOTAL", **key: str) -> Observation:
    number = None if value is None else Decimal(value)
    scheme = "QMA01" if item.startswith("S.") else NOT_APPLICABLE
    return Observation(
        **{"ref_area": "QMA", "time_period": year, "item": item, "scheme": scheme, "value": number, **key}
    )  # type: ignore[arg-type]


def series(*values: str | None, item: str = "S.EXP_TOTAL", **key: str) -> list[Observation]:
    """Values of consecutive years, the last being 2023."""
    first = 2024 - len(values)
    return [cell(value, year, item, **key) for year, value in enumerate(values, start=first)]


def found(observations: Sequence[Observation], peers: PeerTable | None = None) -> tuple[Outlier, ...]:
    by_year: dict[int, list[Observation]] = {}
    for each in observations:
        by_year.setdefault(each.time_period, []).append(each)
    return FINDER.outliers(by_year, 2023, peers or PeerTable())


def methods_of(outlier: Outlier) -> set[str]:
    return {outlier.method, *outlier.others}


def bounds(
    method: OutlierMethodId, values: Sequence[float], value: float, **other: object
) -> tuple[float, float, float]:
    expected = expected_range(replace(METHODS[method], least_width=0.0, **other), values, value)  # type: ignore[arg-type]
    assert expected is not None
    return expected.in_units()


# The formulas


def test_the_modified_z_is_as_iglewicz_and_hoaglin_define_it() -> None:
    centre, low, high = bounds("robust_z", [1.0, 2.0, 3.0, 4.0, 5.0], 9.0, scale="none")
    assert (centre, high - centre, centre - low) == pytest.approx((3.0, 3.5 / 0.6745, 3.5 / 0.6745))


def test_a_median_deviation_of_zero_gives_way_to_the_mean_deviation() -> None:
    centre, low, high = bounds("robust_z", [10.0, 10.0, 10.0, 14.0], 99.0, scale="none")
    assert (centre, low, high) == pytest.approx((10.0, 10 - 3.5 * 1.253314, 10 + 3.5 * 1.253314))


@pytest.mark.parametrize("method", ["z", "robust_z"])
def test_nothing_can_be_said_by_deviation_where_all_values_are_equal(method: OutlierMethodId) -> None:
    assert expected_range(METHODS[method], [7.0] * 6, 7000.0) is None


def test_where_all_peers_are_equal_the_least_width_decides() -> None:
    expected = expected_range(METHODS["peers"], [7.0] * 6, 29.0)
    assert expected is not None
    assert expected.in_units() == pytest.approx((7.0, 7 / 4, 28.0))


def test_z_is_taken_from_the_other_values_and_on_logarithms() -> None:
    values = [math.e**each for each in (1.0, 2.0, 3.0)]
    centre, low, high = bounds("z", values, 1.0, least_values=3, threshold=2)
    assert tuple(map(math.log, (centre, low, high))) == pytest.approx((2.0, 0.0, 4.0))


def test_the_range_of_history_is_widened_on_each_side() -> None:
    assert bounds("min_max", [10.0, 14.0, 12.0], 1.0, scale="none") == pytest.approx((12.0, 8.0, 16.0))


def test_growth_and_fall_are_symmetrical_on_the_logarithm() -> None:
    assert bounds("year_on_year", [300.0], 1.0) == pytest.approx((300.0, 200.0, 450.0))


@pytest.mark.parametrize("method", list(METHODS))
def test_too_few_values_say_nothing(method: OutlierMethodId) -> None:
    least = METHODS[method].least_values
    assert expected_range(METHODS[method], [float(each) for each in range(1, least)], 1e9) is None


def test_within_the_least_width_nothing_stands_out_however_steady_the_series() -> None:
    expected = expected_range(METHODS["z"], [1000.0, 1001.0, 1000.0, 1001.0], 1200.0)
    assert expected is not None
    assert expected.score(1200.0) < 1 < expected.score(1300.0)


def test_a_logarithm_of_zero_is_not_taken() -> None:
    expected = expected_range(METHODS["min_max"], [0.0, 10.0, 20.0], 5.0)
    assert expected is not None
    assert not expected.is_log


# History


def test_a_figure_off_by_a_thousand_is_one_outlier_with_all_its_methods() -> None:
    (outlier,) = found(series("100000000", "102000000", "99000000", "101000000", "100500"))
    assert methods_of(outlier) == {"z", "robust_z", "min_max", "year_on_year"}
    assert outlier.value == 100500
    assert 99_000_000 < outlier.expected < 102_000_000
    assert outlier.expected_low > outlier.value
    assert outlier.years == (2019, 2020, 2021, 2022)
    assert outlier.share == pytest.approx(1, abs=0.01)


def test_the_message_says_what_would_have_been_expected_and_against_what() -> None:
    (outlier,) = found(series("2000000", "1000"))
    assert outlier.message.en == (
        "Total expenditure (QMA01): 1,000, after 2,000,000 in 2022. From 1,333,000 to 3,000,000 would have been "
        "expected: growth of at most 50%, or a fall as large on the logarithm."
    )
    assert outlier.message.fr.replace("\u00a0", " ") == (
        "Total des dépenses (QMA01) : 1 000, après 2 000 000 en 2022. On aurait attendu de 1 333 000 à 3 000 000 : "
        "une hausse de 50 % au plus, ou une baisse aussi grande sur le logarithme."
    )
    assert outlier.message.es.replace("\u00a0", " ") == (
        "Total de gastos (QMA01): 1000, tras 2 000 000 en 2022. Se habría esperado de 1 333 000 a 3 000 000: "
        "un aumento de 50 % como máximo, o una caída igual de grande en el logaritmo."
    )
    assert outlier.remedy.en.startswith("Please either")


@pytest.mark.parametrize("steps", [4, 6, 10])
def test_a_steady_trend_does_not_stand_out(steps: int) -> None:
    assert found(series(*(str(1000 + 100 * each) for each in range(steps + 1)))) == ()


@pytest.mark.parametrize(
    ("value", "stands_out"), [("150000", False), ("151000", True), ("67000", False), ("66000", True)]
)
def test_a_value_may_grow_by_half_within_a_year(value: str, stands_out: bool) -> None:
    assert bool(found(series("100000", value))) == stands_out


def test_a_zero_after_a_number_stands_out_and_a_number_after_a_zero_does_not() -> None:
    (outlier,) = found(series("100000", "0"))
    assert outlier.expected_low > 0
    assert found(series("0", "100000")) == ()


def test_a_year_without_a_value_makes_no_change() -> None:
    assert found(series("100000", None, "900000")) == ()


def test_a_multiplier_counts() -> None:
    thousands = replace(cell("100000"), unit_mult=3)
    assert found([cell("100000000", 2022), thousands]) == ()
    (outlier,) = found([cell("100000", 2022), thousands])
    assert outlier.value == 100_000_000


def test_a_break_in_the_series_splits_the_history() -> None:
    assert found([cell("100000", 2022), cell("900000", obs_status="B")]) == ()
    since = [cell("100000", 2021), cell("900000", 2022, obs_status="B"), cell("100000")]
    assert found(since)[0].years == (2022,)


def test_a_redenomination_splits_the_history_of_money_unless_it_is_at_par() -> None:
    old, new = cell("100000000", 2022), cell("100000")
    assert found([old, new, cell("1000", item="N.CURR_CHANGE")]) == ()
    assert len(found([old, new, cell("1", item="N.CURR_CHANGE")])) == 1
    persons = [replace(each, item="S.ACTIVE") for each in (old, new)]
    assert len(found([*persons, cell("1000", item="N.CURR_CHANGE")])) == 1


def test_another_currency_splits_the_history_of_money() -> None:
    assert found([cell("100000000", 2022, currency="QAV"), cell("100000", currency="QBR")]) == ()


def test_money_is_compared_at_the_prices_of_the_year_where_they_are_known() -> None:
    doubled = series("100000", "200000")
    assert len(found(doubled)) == 1
    assert found([*doubled, cell("100", 2022, **PRICES), cell("200", 2023, **PRICES)]) == ()
    halved = found([*series("100000", "100000"), cell("100", 2022, **PRICES), cell("200", 2023, **PRICES)])
    assert halved[0].expected == 200_000
    assert "at the prices of 2023" in halved[0].message.en


def test_of_small_numbers_nothing_is_said() -> None:
    assert found(series("10", "99", item="S.ACTIVE")) == ()
    assert len(found(series("10", "101", item="S.ACTIVE"))) == 1


def test_of_a_small_part_of_a_total_nothing_is_said() -> None:
    large = series("1000000000", "1000000000", scheme="QMA02")
    assert found([*large, *series("100", "900")]) == ()


def test_what_the_form_calculates_or_fills_in_is_not_looked_at() -> None:
    assert found(series("1000", "900000", item="S.REC_CONTR")) == ()
    assert found(series("1000", "900000", item="X.GDP", channel="context")) == ()


def test_outliers_are_ordered_by_significance_and_then_by_cell() -> None:
    cells = [*series("1000", "2000", scheme="QMA02"), *series("1000", "2000"), *series("1000", "20000", scheme="QMA03")]
    outliers = found(cells)
    assert [each.scheme for each in outliers] == ["QMA03", "QMA01", "QMA02"]
    assert outliers[1].significance == outliers[2].significance


# Comparable countries

AREAS = ("QMB", "QMC", "QMD", "QME", "QMF")
SAME = MultilingualText("North", "Nord", "Norte")


def groups(**members: str) -> tuple[tuple[Membership, ...], tuple[AreaGroup, ...]]:
    """Memberships of countries: `REGION="QMA QMB"`."""
    told = [
        Membership(name, "X", area, 2000, 9999, "", "") for name, areas in members.items() for area in areas.split()
    ]
    return tuple(told), tuple(AreaGroup(grouping=name, code="X", name=SAME, short_name=SAME) for name in members)


def table(ratio: float = 0.1, item: str = "H.COV_ANY", areas: Sequence[str] = AREAS, **members: str) -> PeerTable:
    """Five countries that report shares of their population about a ratio."""
    countries = {}
    for number, area in enumerate(areas):
        persons = str(round(1_000_000 * ratio * (1 + number / 10)))
        population = cell("1000000", item="X.POP_TOTAL", channel="context", ref_area=area)
        countries[area] = [population, cell(persons, item=item, ref_area=area)]
    told, known = groups(**members)
    nearest_first = peer_groups("QMA", 2023, DEFINITIONS.outliers.peer_groupings, told, known)
    return peer_table(countries, nearest_first, FINDER.looked)


ALL = "QMA QMB QMC QMD QME QMF"
OWN = (cell("5000000", item="X.POP_TOTAL", channel="context"), cell("600", item="H.COV_ANY"))


def test_a_value_far_from_comparable_countries_stands_out() -> None:
    (outlier,) = found(OWN, table(REGION=ALL, INCOME=ALL))
    assert (outlier.method, outlier.group, outlier.compared, outlier.years) == ("peers", "region_income", 5, (2023,))
    assert outlier.expected == 600_000
    assert (
        "5 countries of the same region and income group (North, North) have (2023), about 600,000"
        in outlier.message.en
    )
    assert "de la même région" in outlier.message.fr
    assert "de la misma región" in outlier.message.es


@pytest.mark.parametrize(
    ("members", "group"),
    [
        ({"REGION": ALL, "INCOME": "QMA QMB QMC", "WORLD": ALL}, "region"),
        ({"REGION": "QMA QMB", "INCOME": ALL, "WORLD": ALL}, "income"),
        ({"REGION": "QMA QMB", "INCOME": "QMA QMC", "WORLD": ALL}, "world"),
        ({"WORLD": ALL}, "world"),
        ({"SDG_REGION": ALL, "REGION": "QMA"}, "region"),
    ],
)
def test_where_peers_are_too_few_a_wider_group_is_taken(members: Mapping[str, str], group: str) -> None:
    (outlier,) = found(OWN, table(**members))
    assert outlier.group == group


def test_fewer_than_five_peers_say_nothing() -> None:
    assert found(OWN, table(WORLD="QMA QMB QMC QMD QME")) == ()


def test_without_the_size_of_the_country_nothing_is_compared() -> None:
    assert found(OWN[1:], table(WORLD=ALL)) == ()


def test_the_country_itself_is_none_of_its_peers() -> None:
    assert found(OWN, table(areas=("QMA", *AREAS[:4]), WORLD=ALL)) == ()


def test_a_value_in_proportion_to_the_country_does_not_stand_out() -> None:
    assert found([OWN[0], cell("900000", item="H.COV_ANY")], table(WORLD=ALL)) == ()


def test_parts_by_sex_are_not_compared_with_other_countries() -> None:
    assert found([OWN[0], replace(OWN[1], sex="F")], table(WORLD=ALL)) == ()


def test_schemes_are_compared_with_schemes_of_their_kind() -> None:
    def kind(area: str, contributory: str) -> list[Observation]:
        key = {"ref_area": area, "scheme": "QMA01"}
        said = (("S.MAIN_FUNC", "OLD"), ("S.CONTRIB", contributory))
        return [cell(None, item=item, text_value=text, **key) for item, text in said]

    told, known = groups(WORLD=ALL)
    world = peer_groups("QMA", 2023, DEFINITIONS.outliers.peer_groupings, told, known)
    gdp = {"item": "X.GDP", "channel": "context"}
    countries = {
        area: [cell("1000000", ref_area=area, **gdp), cell("50000", ref_area=area), *kind(area, "CONTRIB")]
        for area in AREAS
    }
    peers = peer_table(countries, world, FINDER.looked)
    own = [cell("1000000000", **gdp), cell("50000")]
    assert len(found([*own, *kind("QMA", "CONTRIB")], peers)) == 1
    assert found([*own, *kind("QMA", "NONCONTRIB")], peers) == ()
    assert found(own, peers) == ()


@pytest.mark.parametrize("unit", [1, 1000])
def test_another_unit_of_money_leaves_the_comparison_with_countries_as_it_was(unit: int) -> None:
    told, known = groups(WORLD=ALL)
    world = peer_groups("QMA", 2023, DEFINITIONS.outliers.peer_groupings, told, known)

    def accounts(area: str, budget: int, times: int) -> list[Observation]:
        gdp = cell(str(10**6 * times), item="X.GDP", channel="context", ref_area=area)
        return [gdp, cell(str(budget * times), item="M.EXP_ABROAD", scheme=NOT_APPLICABLE, ref_area=area)]

    countries = {area: accounts(area, 1000 + 100 * number, 7) for number, area in enumerate(AREAS)}
    (outlier,) = found(accounts("QMA", 90_000, unit), peer_table(countries, world, FINDER.looked))
    assert outlier.score == pytest.approx(math.log(90_000 / 1200) / math.log(4))


# Whatever is there


def test_empty_and_all_missing_submissions_have_no_outliers() -> None:
    assert FINDER.outliers({}, 2023) == ()
    assert found([]) == ()
    assert found([cell(None, obs_status="O"), cell(None, item="H.COV_ANY", obs_status="L")], table(WORLD=ALL)) == ()


VALUES = st.one_of(
    st.none(),
    st.just(Decimal(0)),
    st.decimals(min_value=Decimal("-1e27"), max_value=Decimal("1e27"), places=10),
    st.sampled_from([Decimal("1e6000"), Decimal("1e-6000"), Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN")]),
    st.integers(0, 1000).map(Decimal),
)
ANY_CELL = st.builds(
    Observation,
    ref_area=st.just("QMA"),
    item=st.sampled_from(
        ["S.EXP_TOTAL", "H.COV_ANY", "B.AMT_AVG", "N.CURR_CHANGE", "X.CPI", "X.GDP", "X.POP_TOTAL", "NO"]
    ),
    time_period=st.integers(2017, 2024),
    scheme=st.sampled_from([NOT_APPLICABLE, "QMA01"]),
    benefit=st.sampled_from([NOT_APPLICABLE, "QMA01-01"]),
    sex=st.sampled_from([TOTAL, "F", "?"]),
    func=st.sampled_from([NOT_APPLICABLE, "OLD", "?"]),
    value=VALUES,
    unit_mult=st.integers(0, 9),
    currency=st.sampled_from(["", "QAV", "QBR"]),
    obs_status=st.sampled_from(["A", "B", "N", "O"]),
    channel=st.sampled_from(["workbook", "context"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ANY_CELL, max_size=40), st.booleans())
def test_no_submission_whatever_it_holds_stops_the_search(cells: list[Observation], compare: bool) -> None:
    outliers = found(cells, table(WORLD=ALL) if compare else None)
    assert [each.significance for each in outliers] == sorted((each.significance for each in outliers), reverse=True)
    for each in outliers:
        assert each.score > 1
        assert 0 <= each.share <= 1
        assert "{" not in each.message.en


MONEY = st.lists(st.integers(0, 10**9), min_size=2, max_size=8)


@settings(deadline=None)
@given(st.lists(MONEY, min_size=1, max_size=3), st.integers(2, 10**6))
def test_another_unit_of_money_leaves_the_scores_as_they_were(schemes: list[list[int]], factor: int) -> None:
    def told(unit: int) -> dict[str, float]:
        values = [map(str, (unit * value for value in each)) for each in schemes]
        cells = [one for n, each in enumerate(values) for one in series(*each, scheme=f"QMA0{n}")]
        return {each.obs_id: each.score for each in found(cells)}

    assert told(factor) == pytest.approx(told(1), rel=1e-6)


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**9), max_size=6), st.integers(0, 10**9))
def test_a_value_that_was_there_before_is_within_the_range_of_history(earlier: list[int], value: int) -> None:
    outliers = found(series(*map(str, (value, *earlier, value))))
    assert all("min_max" not in methods_of(each) for each in outliers)


@given(st.lists(st.integers(1, 10**9), min_size=4, max_size=9), st.integers(0, 10**12))
def test_the_value_lies_outside_what_was_expected(earlier: list[int], value: int) -> None:
    for each in found(series(*map(str, (*earlier, value)))):
        assert each.expected_low < each.expected < each.expected_high
        assert not each.expected_low < each.value < each.expected_high


# Words


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        ("1234567.5", "en", "1,234,567.5"),
        ("1234.00", "fr", "1\u00a0234"),
        ("1234", "es", "1234"),
        ("-12345.678", "es", "\u221212\u00a0345,67"),
        ("0.0012", "fr", "0,0012"),
        ("0", "en", "0"),
    ],
)
def test_numbers_are_written_as_readers_of_the_language_write_them(value: str, language: Language, text: str) -> None:
    assert number_in(Decimal(value), language) == text


def test_years_are_written_as_runs() -> None:
    assert years_in([2022, 2018, 2019, 2020]) == "2018–2020, 2022"
