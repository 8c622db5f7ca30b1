"""What is wrong with what aggregates are made from is told, with the countries that it concerns."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from openssi.vocabulary.dataflow import AGGREGATE_FINDINGS
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import Covariate, PublicationRules, Regression, WeightCheck

RULES = PublicationRules(
    region_groupings=("REGION",),
    imputation_groupings=("SUBREGION",),
    weight_checks=(WeightCheck(item="X.BIRTHS", per="X.POP_TOTAL", lowest=0.001, highest=0.1),),
)


def test_sound_input_gives_no_finding(small_world: Any) -> None:
    small_world.country("AAA", 100, 20, INCOME="LIC").country("BBB", 300, None, INCOME="LIC")
    results = small_world.results(rules=RULES)
    assert results.findings.num_rows == 0
    assert tuple(results.findings.column_names) == AGGREGATE_FINDINGS.names


@pytest.mark.parametrize("weight", [0, -5])
def test_a_weight_that_is_not_positive_is_found_and_does_not_count(small_world: Any, weight: float) -> None:
    small_world.country("AAA", weight, 20).country("BBB", 300, 60)
    found = small_world.findings(rules=RULES)
    assert found["AGGREGATE_WEIGHT_NOT_POSITIVE"]["areas"] == "AAA"
    assert found["AGGREGATE_WEIGHT_MISSING"]["areas"] == "AAA"
    assert small_world.world(rules=RULES)["value"] == 60


def test_a_country_with_a_value_and_no_weight_is_named(small_world: Any) -> None:
    small_world.country("AAA", None, 20).country("BBB", 300, 60).country("CCC", None, 30)
    found = small_world.findings(rules=RULES)["AGGREGATE_WEIGHT_MISSING"]
    assert (found["areas"], found["countries"], found["item"], found["first_year"]) == (
        "AAA CCC",
        2,
        "X.POP_TOTAL",
        2020,
    )
    for language in ("en", "fr", "es"):
        assert "AAA, CCC" in found[f"message_{language}"]


def test_an_indicator_whose_weight_nobody_has_is_named(small_world: Any) -> None:
    found = small_world.country("AAA", None, 20).findings(rules=RULES)
    assert set(found) == {"AGGREGATE_WEIGHT_ABSENT"}


def test_births_in_thousands_against_persons_are_found(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    for area, births in (("AAA", 20_000), ("BBB", 15)):
        small_world.country(area, 1_000_000, None).weight(area, births, item="X.BIRTHS").value(area, 50, sex="F")
    found = small_world.findings(rules=RULES, indicator=indicator_with(weight="X.BIRTHS", sexes=("F",)))
    assert found["AGGREGATE_WEIGHT_IMPLAUSIBLE"]["areas"] == "BBB"


def test_money_without_an_exchange_rate_is_found(small_world: Any, indicator_with: Callable[..., Indicator]) -> None:
    for area, currency in (("AAA", "QAV"), ("BBB", "USD")):
        small_world.country(area, None, 20).weight(area, 1000, item="X.GDP")
        small_world.weights[-1].update(currency=currency, unit="LCU")
    found = small_world.findings(rules=RULES, indicator=indicator_with(weight="X.GDP"))
    assert found["AGGREGATE_WEIGHT_CURRENCY"]["areas"] == "AAA"
    assert found["AGGREGATE_WEIGHT_MISSING"]["areas"] == "AAA"


def test_a_country_in_no_group_is_named(small_world: Any) -> None:
    small_world.country("AAA", 100, 20).value("ZZZ", 50).weight("ZZZ", 100)
    found = small_world.findings(rules=RULES)
    assert {code: row["areas"] for code, row in found.items()} == {"AGGREGATE_COUNTRY_OUTSIDE": "ZZZ"}


def test_a_country_in_two_groups_of_one_grouping_is_found(small_world: Any) -> None:
    small_world.country("AAA", 100, 20, INCOME="LIC").member("AAA", "INCOME", "HIC", 2015, 2019)
    found = small_world.findings(rules=RULES)["AGGREGATE_MEMBERSHIP_TWICE"]
    assert (found["areas"], found["grouping"], found["first_year"], found["last_year"]) == ("AAA", "INCOME", 2015, 2019)


def test_groupings_that_may_overlap_do_so_without_a_finding(small_world: Any) -> None:
    small_world.country("AAA", 100, 20, M49_SPECIAL="199").member("AAA", "M49_SPECIAL", "432")
    assert small_world.findings(rules=RULES) == {}
    values = {code: row["value"] for (code, _), row in small_world.figures("M49_SPECIAL", rules=RULES).items()}
    assert values == {"199": 20, "432": 20}


def test_a_membership_without_its_year_does_not_count_and_is_found(small_world: Any) -> None:
    small_world.country("AAA", 100, 20).member("AAA", "INCOME", "LIC", None, 2020)
    assert small_world.findings(rules=RULES)["AGGREGATE_MEMBERSHIP_UNDATED"]["areas"] == "AAA"
    assert small_world.figures("INCOME", rules=RULES) == {}


def test_a_group_that_is_not_defined_is_found(small_world: Any) -> None:
    small_world.groups.append({"grouping": "WORLD", "group_code": "001"})
    small_world.country("AAA", 100, 20, INCOME="MIC")
    assert small_world.findings(rules=RULES)["AGGREGATE_GROUP_UNKNOWN"]["areas"] == "AAA"


COVARIATES = (Covariate(id="gdp", numerator="X.GDP", denominator="X.POP_TOTAL"),)


def test_countries_that_the_regression_cannot_fill_are_named(small_world: Any) -> None:
    regression = Regression(covariates=COVARIATES, fewest_countries=3)
    for at in range(6):
        small_world.country(f"A{at}", 100, None if at > 3 else 10.0 * at, SUBREGION="S1")
        if at < 5:
            small_world.weight(f"A{at}", 100 + at, item="X.GDP")
    rules = replace(RULES, method="regression", regression=regression)
    found = small_world.findings(rules=rules)
    assert found["AGGREGATE_METHOD_FELL_BACK"]["areas"] == "A5"
    assert "subregion" in found["AGGREGATE_METHOD_FELL_BACK"]["message_en"]
    fewer = replace(rules, regression=replace(regression, fewest_countries=5))
    assert set(small_world.findings(rules=fewer)) == {"AGGREGATE_METHOD_TOO_FEW"}
