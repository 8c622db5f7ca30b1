"""Intervals: reported values fixed, missing ones drawn, the truth of simulated worlds inside."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from openssi.aggregate.intervals import correlation_within
from openssi.definitions import load
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import AggregateMethod, PublicationRules
from simulated_worlds import Response, coverage, simulate

RULES = PublicationRules(
    max_age=5, method="subregion", region_groupings=("REGION",), imputation_groupings=("SUBREGION",)
)


def many(world: Any, missing: int = 3) -> Any:
    """Twenty countries that answer between 30 and 70, and some that do not, in two sub-regions."""
    for at in range(20 + missing):
        value = 30 + 40 * (at * 7 % 20) / 19 if at < 20 else None
        world.country(f"A{at:02}", 100, value, SUBREGION=f"S{at % 2}", REGION="R")
    return world


def test_the_same_data_give_the_same_interval(new_world: Callable[[], Any]) -> None:
    ends = {many(new_world()).world(rules=RULES)["interval_lower"] for _ in range(3)}
    assert len(ends) == 1


def test_an_interval_does_not_depend_on_other_figures(
    new_world: Callable[[], Any], indicator_with: Callable[..., Indicator]
) -> None:
    alone = many(new_world()).world(rules=RULES)
    beside = many(new_world())
    for at in range(20):
        beside.value(f"A{at:02}", float(at), sex="F").value(f"A{at:02}", 5.0, year=2018)
    together = beside.world(rules=RULES)
    for column in ("value", "interval_lower", "interval_upper"):
        assert together[column] == pytest.approx(alone[column], rel=1e-12)


def test_more_missing_weight_gives_a_wider_interval(new_world: Callable[[], Any]) -> None:
    widths = []
    for missing in (0, 1, 3, 9):
        world = many(new_world(), missing).world(rules=RULES)
        widths.append(world["interval_upper"] - world["interval_lower"])
    assert widths[0] == 0
    assert widths == sorted(widths)


def test_non_response_widens_an_interval(new_world: Callable[[], Any]) -> None:
    widths = []
    for shift in (0.0, 1.0):
        rules = replace(RULES, intervals=replace(RULES.intervals, non_response={"subregion": shift}))
        world = many(new_world()).world(rules=rules)
        widths.append(world["interval_upper"] - world["interval_lower"])
    assert widths[1] > widths[0]


@pytest.mark.parametrize("method", ["observed", "subregion"])
def test_the_number_of_draws_is_a_parameter_and_moves_an_interval_little(
    new_world: Callable[[], Any], method: AggregateMethod
) -> None:
    rules = replace(RULES, method=method)
    few, many_draws = (
        many(new_world()).world(rules=replace(rules, intervals=replace(rules.intervals, draws=draws)))
        for draws in (200, 2000)
    )
    assert (few["draws"], many_draws["draws"]) == (200, 2000)
    width = many_draws["interval_upper"] - many_draws["interval_lower"]
    assert few["interval_lower"] == pytest.approx(many_draws["interval_lower"], abs=0.15 * width)
    assert few["interval_upper"] == pytest.approx(many_draws["interval_upper"], abs=0.15 * width)


def test_misses_that_agree_within_clusters_correlate_and_others_do_not() -> None:
    clusters = np.arange(40) // 4
    agreeing = np.repeat(np.random.default_rng(3).normal(0, 1, 10), 4)[None]
    apart = np.random.default_rng(4).normal(0, 1, 40)[None]
    assert correlation_within(agreeing, clusters)[0] == pytest.approx(1, abs=1e-9)
    assert abs(correlation_within(apart, clusters)[0]) < 0.3
    assert correlation_within(np.full((1, 40), np.nan), clusters)[0] == 0


METHODS: list[AggregateMethod] = ["observed", "subregion", "income", "regression"]
RESPONSES: list[Response] = ["at random", "poor answer less", "poor and low answer less"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("response", RESPONSES)
def test_intervals_hold_the_truth_also_where_poor_countries_answer_less(
    indicator_with: Callable[..., Indicator], response: Response, method: AggregateMethod
) -> None:
    rules = replace(load().publication, method=method)
    held = coverage(simulate(40, response), indicator_with(id="COVERAGE"), rules)
    assert held["WORLD"].share >= 0.9
    assert held["SDG_REGION"].share >= 0.92


def test_without_a_shift_for_non_response_an_interval_would_not_be_honest(
    indicator_with: Callable[..., Indicator],
) -> None:
    rules = replace(load().publication, method="observed")
    naive = replace(rules, intervals=replace(rules.intervals, non_response={}))
    worlds = simulate(40, "poor and low answer less")
    assert coverage(worlds, indicator_with(id="COVERAGE"), naive)["WORLD"].share < 0.6
