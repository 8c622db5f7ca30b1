from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from openssi.aggregate import only_published
from openssi.vocabulary.dataflow import AGGREGATE_INPUTS, AGGREGATES
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import PublicationRules

RULES = PublicationRules(max_age=5, method="observed", publish_from=0.6, flag_from=0.4)


def test_the_mean_is_weighted_by_the_denominator(small_world: Any) -> None:
    # (100 x 20 + 300 x 60) / 400 = 50
    world = small_world.country("AAA", 100, 20).country("BBB", 300, 60).world()
    assert world["value"] == 50
    assert world["weight_total"] == 400
    assert (world["countries"], world["countries_total"]) == (2, 2)
    assert world["observed_share"] == 1


def test_a_country_without_a_value_lowers_the_share_and_not_the_mean(small_world: Any) -> None:
    world = small_world.country("AAA", 100, 20).country("BBB", 300, None).country("CCC", 100, 40).world()
    assert world["value"] == 30
    assert world["observed_share"] == pytest.approx(0.4)
    assert world["imputed_share"] == 0
    assert (world["countries"], world["countries_total"]) == (2, 3)


def test_a_zero_is_a_value(small_world: Any) -> None:
    world = small_world.country("AAA", 100, 0).country("BBB", 100, 40).world()
    assert world["value"] == 20
    assert world["countries"] == 2


def test_a_value_without_a_weight_does_not_enter(small_world: Any) -> None:
    world = small_world.country("AAA", None, 90).country("BBB", 100, 40).world()
    assert world["value"] == 40
    assert (world["countries"], world["countries_total"]) == (1, 1)


def test_the_latest_value_within_the_maximum_age_enters(small_world: Any) -> None:
    small_world.country("AAA", 100, None).value("AAA", 10, 2014).value("AAA", 30, 2016).value("AAA", 50, 2018)
    small_world.country("BBB", 100, 70)
    assert small_world.world()["value"] == 60
    assert small_world.world()["year_mix"] == "2018:1 2020:1"
    assert (small_world.world()["oldest_year"], small_world.world()["newest_year"]) == (2018, 2020)


def test_a_value_older_than_the_maximum_age_is_missing(small_world: Any) -> None:
    small_world.country("AAA", 100, None).value("AAA", 10, 2014).country("BBB", 100, 70)
    world = small_world.world()
    assert (world["value"], world["countries"], world["max_age"]) == (70, 1, 5)
    assert small_world.world(rules=replace(RULES, max_age=6))["value"] == 40


def test_maximum_age_zero_takes_the_values_of_the_year_itself(small_world: Any) -> None:
    small_world.country("AAA", 100, None).value("AAA", 10, 2019).country("BBB", 100, 70)
    assert small_world.world(rules=replace(RULES, max_age=0))["value"] == 70


def test_a_later_value_never_enters_an_earlier_year(small_world: Any) -> None:
    small_world.country("AAA", 100, None).value("AAA", 10, 2021).country("BBB", 100, 70)
    assert small_world.world(years=[2020])["value"] == 70


def test_an_indicator_may_have_a_maximum_age_of_its_own(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    small_world.country("AAA", 100, None).value("AAA", 10, 2001).country("BBB", 100, 70)
    assert small_world.world(indicator=indicator_with(max_age=99))["value"] == 40


def test_every_reported_year_has_aggregates_unless_years_are_named(small_world: Any) -> None:
    small_world.country("AAA", 100, 50).value("AAA", 30, 2018).weight("AAA", 100, 2018)
    assert sorted(year for _, year in small_world.figures()) == [2018, 2020]
    assert sorted(year for _, year in small_world.figures(years=[2019, 2024])) == [2019, 2024]


def test_a_year_without_any_value_has_no_aggregate(small_world: Any) -> None:
    small_world.country("AAA", 100, 50)
    assert small_world.figures(years=[1999]) == {}


def test_a_missing_weight_is_that_of_the_nearest_year(small_world: Any) -> None:
    small_world.country("AAA", None, 20).weight("AAA", 100, 2017).weight("AAA", 900, 2025)
    small_world.country("BBB", 300, 60)
    results = small_world.results(years=[2020])
    weights = {row["ref_area"]: (row["weight"], row["weight_year"]) for row in results.inputs.to_pylist()}
    assert weights == {"AAA": (100, 2017), "BBB": (300, 2020)}


def test_of_two_years_equally_near_the_earlier_weighs(small_world: Any) -> None:
    small_world.country("AAA", None, 20).weight("AAA", 100, 2018).weight("AAA", 900, 2022)
    assert small_world.world(years=[2020])["weight_total"] == 100


def test_a_weight_more_than_five_years_away_is_none(small_world: Any) -> None:
    small_world.country("AAA", None, 20).weight("AAA", 100, 2014).country("BBB", 300, 60)
    assert small_world.world(years=[2020])["value"] == 60


def test_the_multiplier_of_a_weight_counts(small_world: Any) -> None:
    small_world.country("AAA", None, 20).weight("AAA", 0.1, unit_mult=3).country("BBB", 300, 60)
    assert small_world.world()["value"] == 50


def test_a_fallback_weighs_only_where_no_country_has_the_weight(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    indicator = indicator_with(weight="X.DIS_SEVERE", weight_fallbacks=("X.POP_TOTAL",))
    small_world.country("AAA", 100, 20).country("BBB", 300, 60)
    world = small_world.world(indicator=indicator)
    assert (world["weight_item"], world["value"]) == ("X.POP_TOTAL", 50)
    small_world.weight("AAA", 5, item="X.DIS_SEVERE")
    world = small_world.world(indicator=indicator)
    assert (world["weight_item"], world["value"], world["countries_total"]) == ("X.DIS_SEVERE", 20, 1)


def test_a_national_total_may_weigh(small_world: Any, indicator_with: Callable[..., Indicator]) -> None:
    small_world.country("AAA", 100, 20).country("BBB", 100, 60)
    key = {"item": "H.DEN_VULN", "sex": "_T", "time_period": 2020}
    totals = [{**key, "ref_area": "AAA", "total_id": "a", "value": 300}, {**key, "ref_area": "BBB", "value": 100}]
    world = small_world.world(indicator=indicator_with(weight="H.DEN_VULN"), totals=totals)
    assert (world["value"], world["weight_item"]) == (30, "H.DEN_VULN")


def test_a_sex_is_weighted_by_its_own_denominator(small_world: Any) -> None:
    small_world.country("AAA", 100, 20).country("BBB", 300, 60)
    small_world.value("AAA", 10, sex="F").value("BBB", 50, sex="F")
    small_world.weight("AAA", 75, sex="F").weight("BBB", 25, sex="F")
    women = next(row for row in small_world.results().aggregates.to_pylist() if row["sex"] == "F")
    assert (women["value"], women["weight_total"]) == (20, 100)


def test_maternity_survives_with_women_only_and_births_of_both_sexes(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    maternity = indicator_with(sexes=("F",), weight="X.BIRTHS")
    for area, births, value in (("AAA", 1000, 20), ("BBB", 3000, 60)):
        small_world.country(area, None, None).weight(area, births, item="X.BIRTHS").value(area, value, sex="F")
    rows = small_world.results(indicator=maternity).aggregates.to_pylist()
    assert [(row["sex"], row["value"], row["weight_item"]) for row in rows] == [("F", 50, "X.BIRTHS")]


def test_breakdowns_are_kept_apart(small_world: Any) -> None:
    small_world.country("AAA", 100, 20).value("AAA", 5, breakdown="Q1")
    values = {row["breakdown"]: row["value"] for row in small_world.results().aggregates.to_pylist()}
    assert values == {"_T": 20, "Q1": 5}


def test_membership_counts_in_the_years_in_which_it_holds(small_world: Any) -> None:
    small_world.member("AAA", "INCOME", "LIC", 1900, 2019).member("AAA", "INCOME", "MIC", 2020, 9999)
    small_world.value("AAA", 10, 2019).value("AAA", 30, 2020).weight("AAA", 100, 2019).weight("AAA", 100, 2020)
    values = {key: row["value"] for key, row in small_world.figures("INCOME").items()}
    assert values == {("LIC", 2019): 10, ("MIC", 2020): 30}


@pytest.mark.parametrize(
    ("observed", "publication"), [(60, "published"), (59, "flagged"), (40, "flagged"), (39, "suppressed")]
)
def test_the_observed_share_decides_the_publication(small_world: Any, observed: int, publication: str) -> None:
    world = small_world.country("AAA", observed, 20).country("BBB", 100 - observed, None).world()
    assert world["publication"] == publication
    assert world["value"] == 20


def test_a_group_without_any_value_is_suppressed_and_has_none(small_world: Any) -> None:
    small_world.country("AAA", 100, 20, REGION="R1").country("BBB", 50, None, REGION="R2")
    empty = small_world.figures("REGION")["R2", 2020]
    assert (empty["value"], empty["publication"], empty["countries"], empty["countries_total"]) == (
        None, "suppressed", 0, 1,
    )  # fmt: skip
    assert (empty["interval_lower"], empty["interval_upper"], empty["year_mix"]) == (None, None, "")


def test_the_tables_have_the_structure_of_their_dataflows(small_world: Any) -> None:
    results = small_world.country("AAA", 100, 20).results()
    assert tuple(results.aggregates.column_names) == AGGREGATES.names
    assert tuple(results.inputs.column_names) == AGGREGATE_INPUTS.names
    assert results.aggregates.column("aggregate_id").to_pylist() == ["OLD.WORLD.001.2020._T._T"]
    assert results.inputs.column("weight_id").to_pylist() == ["AAA.X.POP_TOTAL.2020._T"]


def test_the_inputs_give_the_aggregate_again(small_world: Any) -> None:
    small_world.country("AAA", 100, 20).country("BBB", 300, 60).country("CCC", 50, None)
    results = small_world.results()
    rows = [row for row in results.inputs.to_pylist() if row["value"] is not None]
    mean = sum(row["weight"] * row["value"] for row in rows) / sum(row["weight"] for row in rows)
    assert mean == results.aggregates.to_pylist()[0]["value"]


def test_without_any_weight_or_any_value_there_are_no_aggregates(
    small_world: Any, new_world: Callable[[], Any]
) -> None:
    assert small_world.country("AAA", None, 20).results().aggregates.num_rows == 0
    assert new_world().country("AAA", 100, None).results().aggregates.num_rows == 0


def test_an_indicator_without_bounds_has_an_interval_without_a_ceiling(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    small_world.country("AAA", 1, 60).country("BBB", 1, 140).country("CCC", 98, None)
    assert small_world.world(indicator=indicator_with(bounds=(None, None)))["interval_upper"] > 100
    assert small_world.world(indicator=indicator_with(bounds=(None, None), cap=Decimal(120)))["interval_upper"] <= 120


def test_a_suppressed_aggregate_is_released_without_its_value_and_with_its_reason(small_world: Any) -> None:
    results = small_world.country("AAA", 10, 20, REGION="R1").country("BBB", 90, None, REGION="R1").results()
    assert {row["value"] for row in results.aggregates.to_pylist()} == {20.0}
    for row in only_published(results.aggregates).to_pylist():
        assert row["publication"] == "suppressed"
        assert row["value"] is None
        assert row["interval_upper"] is None
        assert row["observed_share"] == 0.1


def test_an_indicator_may_have_thresholds_of_its_own(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    small_world.country("AAA", 50, 20).country("BBB", 50, None)
    assert small_world.world()["publication"] == "flagged"
    assert small_world.world(indicator=indicator_with(publish_from=0.5))["publication"] == "published"
    assert small_world.world(indicator=indicator_with(flag_from=0.55))["publication"] == "suppressed"


def test_an_indicator_without_a_weight_has_no_aggregates(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    results = small_world.country("AAA", 50, 20).results(indicator=indicator_with(weight=""))
    assert (results.aggregates.num_rows, results.inputs.num_rows) == (0, 0)


def test_money_that_weighs_is_brought_into_one_currency(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    # 1,000 in a currency of which 10 are a dollar weigh as much as 100 dollars.
    for area, amount, currency, value in (("AAA", 1000, "QAV", 20), ("BBB", 100, "USD", 40)):
        small_world.country(area, None, value).weight(area, amount, item="X.GDP")
        small_world.weights[-1].update(currency=currency, unit="LCU")
    small_world.weight("AAA", 10, item="X.FX_AVG")
    world = small_world.world(indicator=indicator_with(weight="X.GDP"))
    assert (world["value"], world["weight_total"]) == (30, 200)


def test_every_aggregate_says_from_which_state_of_the_country_data_it_was_made(small_world: Any) -> None:
    world = small_world.country("AAA", 50, 20).world()
    assert (world["vintage"], world["draws"]) == ("2026.1", 200)
