"""The leave-one-out test of every method, and the choice that follows from it."""

from collections.abc import Callable
from dataclasses import replace
from math import sqrt
from typing import Any

import pytest

from openssi.aggregate import AggregateResults
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import Covariate, PublicationRules, Regression

RULES = PublicationRules(
    method="best",
    candidates=("subregion", "income", "regression"),
    region_groupings=("REGION",),
    imputation_groupings=("SUBREGION",),
    regression=Regression(covariates=(Covariate(id="gdp", numerator="X.GDP", denominator="X.POP_TOTAL"),)),
)


def errors(results: AggregateResults) -> dict[str, dict[str, Any]]:
    return {row["method"]: row for row in results.errors.to_pylist() if row["sex"] == "_T"}


def by_subregion(world: Any, countries: int = 30) -> Any:
    """Countries that are alike in a sub-region and not in an income group; one does not answer."""
    for at in range(countries):
        value = None if at == 0 else 20.0 + 20 * (at % 3) + at / 10
        world.country(f"A{at:02}", 100 + at, value, SUBREGION=f"S{at % 3}", INCOME=f"I{at % 4}", REGION="R")
        world.weight(f"A{at:02}", 1000 + 7 * (at * 5 % 30), item="X.GDP")
    return world


def test_the_errors_are_worked_by_hand(small_world: Any) -> None:
    # S1: 20 and 40 miss each other by 20. S2: 50, 60, 70 miss the mean of the two others by 15, 0 and 15.
    small_world.country("AAA", 100, 20, SUBREGION="S1").country("BBB", 300, 40, SUBREGION="S1")
    for area, value in (("CCC", 50), ("DDD", 60), ("EEE", 70)):
        small_world.country(area, 100, value, SUBREGION="S2")
    found = errors(small_world.results(rules=replace(RULES, method="subregion")))
    misses = (-20, 20, -15, 0, 15)
    assert found["subregion"]["countries"] == 5
    assert found["subregion"]["rmse"] == pytest.approx(sqrt(sum(each**2 for each in misses) / 5))
    assert found["subregion"]["mean_absolute_error"] == pytest.approx(14)
    assert found["subregion"]["bias"] == pytest.approx(0)
    weighted = (100 * 400 + 300 * 400 + 100 * 225 + 100 * 225) / 700
    assert found["subregion"]["weighted_rmse"] == pytest.approx(sqrt(weighted))
    assert found["subregion"]["chosen"]


def test_every_method_is_tested_on_the_same_countries(small_world: Any) -> None:
    found = errors(by_subregion(small_world).results(rules=RULES))
    assert set(found) == {"observed", "subregion", "income", "regression"}
    assert {row["countries"] for row in found.values()} == {29}


def test_best_takes_the_method_that_misses_least(small_world: Any) -> None:
    results = by_subregion(small_world).results(rules=RULES)
    found = errors(results)
    assert min(found, key=lambda method: found[method]["rmse"]) == "subregion"
    assert {method for method, row in found.items() if row["chosen"]} == {"subregion"}
    assert {row["method"] for row in results.aggregates.to_pylist()} == {"subregion"}


def test_best_takes_the_regression_where_the_covariates_say_more(new_world: Callable[[], Any]) -> None:
    world = new_world()
    for at in range(30):
        world.country(f"A{at:02}", 100, None if at == 0 else 3.0 * at, SUBREGION=f"S{at % 3}", REGION="R")
        world.weight(f"A{at:02}", 100 * at + 500, item="X.GDP")
    results = world.results(rules=RULES)
    assert {row["method"] for row in results.aggregates.to_pylist()} == {"regression"}
    (filled,) = (row for row in results.inputs.to_pylist() if row["imputed"])
    assert (filled["imputation_method"], filled["imputed_from"]) == ("regression", None)
    assert filled["value"] < 15


def test_one_indicator_has_one_method_for_all_sexes(small_world: Any) -> None:
    by_subregion(small_world)
    for at in range(1, 30):
        small_world.value(f"A{at:02}", 20.0 + 20 * (at % 4), sex="F").weight(f"A{at:02}", 50, sex="F")
    results = small_world.results(rules=RULES)
    chosen = {row["sex"]: row["method"] for row in results.errors.to_pylist() if row["chosen"]}
    assert chosen == {"_T": "subregion", "F": "subregion"}


def test_with_too_few_tests_best_takes_the_first_candidate(small_world: Any) -> None:
    results = by_subregion(small_world, 12).results(rules=replace(RULES, candidates=("income", "subregion")))
    assert {row["method"] for row in results.aggregates.to_pylist()} == {"income"}


def test_a_series_that_is_never_imputed_is_tested_all_the_same(
    small_world: Any, indicator_with: Callable[..., Indicator]
) -> None:
    results = by_subregion(small_world).results(rules=RULES, indicator=indicator_with(imputes=False))
    assert {row["method"] for row in results.errors.to_pylist() if row["chosen"]} == {"observed"}
    assert {row["imputed_share"] for row in results.aggregates.to_pylist()} == {0.0}


def test_a_country_without_a_covariate_takes_the_fallback_and_the_share_says_so(small_world: Any) -> None:
    by_subregion(small_world)
    small_world.country("BBB", 100, None, SUBREGION="S1", REGION="R")
    results = small_world.results(rules=replace(RULES, method="regression"))
    methods = {row["ref_area"]: row["imputation_method"] for row in results.inputs.to_pylist() if row["imputed"]}
    assert methods == {"A00": "regression", "BBB": "subregion"}
    world = next(row for row in results.aggregates.to_pylist() if row["grouping"] == "WORLD")
    assert (world["method"], world["imputed_countries"]) == ("regression", 2)
    assert world["fallback_share"] == pytest.approx(100 / world["weight_total"])


def test_with_too_few_countries_for_the_regression_the_aggregate_names_its_fallback(small_world: Any) -> None:
    results = by_subregion(small_world, 12).results(rules=replace(RULES, method="regression"))
    assert {row["method"] for row in results.aggregates.to_pylist()} == {"subregion"}


def test_errors_of_fewer_than_five_countries_are_not_told(small_world: Any) -> None:
    small_world.country("AAA", 100, 20).country("BBB", 300, 40)
    assert small_world.results(rules=RULES).errors.num_rows == 0
