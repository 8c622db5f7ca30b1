"""What holds of every survey."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openssi.microdata import estimation
from openssi.microdata.design import HeldWeights, Replicates
from openssi.microdata.measures.measure import Conventions
from small_survey import found, survey

RELATIVE = Conventions(percent=60)
BY_FIFTHS: dict[str, Any] = {"by": (("quintile",),)}
SCALE_FREE = (
    "coverage", "beneficiary_incidence", "benefit_incidence", "relative_incidence", "adequacy", "generosity",
    "adequacy_of_line", "headcount_difference", "poverty_gap_difference", "gini_difference", "benefit_cost_ratio",
    "spillover", "gini_efficiency", "exclusion_error", "inclusion_error", "leakage", "coady_grosh_hoddinott",
    "concentration", "kakwani", "reynolds_smolensky", "reranking",
)  # fmt: skip

BY_FIFTH_ALONE = {"coverage", "beneficiary_incidence", "benefit_incidence", "relative_incidence", "adequacy"}


@st.composite
def people(draw: st.DrawFn) -> tuple[list[float], list[float], list[float]]:
    """Welfare, weights and transfers of 8 to 30 persons; somebody receives."""
    rows = draw(st.integers(8, 30))
    numbers = st.floats(1, 1000).map(lambda each: round(each, 3))
    welfare = draw(st.lists(numbers, min_size=rows, max_size=rows))
    weight = draw(st.lists(st.floats(0.5, 5), min_size=rows, max_size=rows))
    shares = draw(st.lists(st.sampled_from([0.0, 0.0, 0.1, 0.5]), min_size=rows, max_size=rows))
    shares[draw(st.integers(0, rows - 1))] = 0.2
    return welfare, weight, [round(each * part, 3) for each, part in zip(welfare, shares, strict=True)]


@settings(max_examples=40, deadline=None)
@given(people())
def test_shares_of_the_fifths_add_to_one_and_so_do_their_errors(case: Any) -> None:
    welfare, weight, transfers = case
    rows = found(survey(welfare, weight=weight, benefit=transfers), "benefit_incidence", **BY_FIFTHS).values()
    assert sum(each.estimate or 0.0 for each in rows) == pytest.approx(1)
    assert sum(each.population for each in rows) == pytest.approx(sum(weight))


@settings(max_examples=40, deadline=None)
@given(people(), st.floats(0.01, 1000), st.floats(0.01, 1000))
def test_units_of_money_and_of_weights_do_not_matter(case: Any, money: float, persons: float) -> None:
    welfare, weight, transfers = (np.asarray(each) for each in case)
    once = found(survey(welfare, weight=weight, benefit=transfers), *SCALE_FREE, conventions=RELATIVE)
    scaled = survey(welfare * money, weight=weight * persons, benefit=transfers * money)
    again = found(scaled, *SCALE_FREE, conventions=RELATIVE)
    for key, estimate in once.items():
        if estimate.estimate is None:
            assert again[key].reason == estimate.reason
        else:
            assert again[key].estimate == pytest.approx(estimate.estimate, rel=1e-7, abs=1e-9), key
            assert again[key].se == pytest.approx(estimate.se, rel=1e-5, abs=1e-9), key


@settings(max_examples=40, deadline=None)
@given(people(), st.integers(0, 7))
def test_who_receives_as_well_never_lessens_coverage(case: Any, more: int) -> None:
    welfare, weight, transfers = case
    added = [*transfers]
    added[more] += 1
    fewer = found(survey(welfare, weight=weight, benefit=transfers), "coverage")["coverage", "all"]
    greater = found(survey(welfare, weight=weight, benefit=added), "coverage")["coverage", "all"]
    assert 0 < fewer.estimate <= greater.estimate <= 1 + 1e-12


@settings(max_examples=40, deadline=None)
@given(people(), st.floats(1, 1000))
def test_effects_lie_where_algebra_puts_them(case: Any, line: float) -> None:
    welfare, weight, transfers = case
    rows = found(survey(welfare, weight=weight, benefit=transfers), conventions=Conventions(line=line))
    figure = {name: each.estimate for (name, _), each in rows.items()}
    for name in ("headcount", "poverty_gap", "severity"):
        assert figure[f"{name}_difference"] == pytest.approx(figure[f"{name}_before"] - figure[f"{name}_after"])
        assert figure[f"{name}_difference"] >= -1e-12
    for form in ("before", "after"):
        assert (
            figure[f"headcount_{form}"] + 1e-12 >= figure[f"poverty_gap_{form}"] >= figure[f"severity_{form}"] - 1e-12
        )
    assert -1e-12 <= figure["benefit_cost_ratio"] <= 1 + 1e-9
    assert figure["spillover"] is None or -1e-9 <= figure["spillover"] <= 1 + 1e-9


@settings(max_examples=25, deadline=None)
@given(people())
def test_each_person_twice_at_half_the_weight_changes_no_figure(case: Any) -> None:
    welfare, weight, transfers = case
    once = found(survey(welfare, weight=weight, benefit=transfers), *SCALE_FREE)
    halves = [each / 2 for each in weight] * 2
    twice = found(survey(welfare * 2, weight=halves, benefit=transfers * 2), *SCALE_FREE)
    for key, estimate in once.items():
        expected = None if estimate.estimate is None else pytest.approx(estimate.estimate, rel=1e-9, abs=1e-9)
        assert twice[key].estimate == expected, key


def test_linearised_errors_are_those_of_the_bootstrap() -> None:
    draws = np.random.default_rng(7)
    rows, replicates = 400, 120
    welfare = draws.lognormal(3, 0.6, rows)
    transfers = np.where(draws.random(rows) < 1 / (1 + welfare / 20), 4.0, 0.0)
    linear = survey(welfare + transfers, benefit=transfers)
    counts = draws.multinomial(rows, np.full(rows, 1 / rows), size=replicates).T.astype(float)
    drawn = Replicates(weights=HeldWeights(counts), scale=1 / (replicates - 1), rscales=np.ones(replicates))
    repeated = replace(linear[0], design=replace(linear[0].design, replicates=drawn)), linear[1]
    asked: dict[str, Any] = {"by": ((), ("quintile",)), "conventions": RELATIVE}
    names = [each for each in SCALE_FREE if each not in {"exclusion_error", "spillover"}]
    by_replicates = found(repeated, *names, **asked)
    for key, estimate in found(linear, *names, **asked).items():
        if estimate.se is not None and estimate.se > 1e-9 and (key[1] == "all" or key[0] in BY_FIFTH_ALONE):
            assert 0.7 < estimate.se / by_replicates[key].se < 1.4, key


@pytest.mark.parametrize("percent", [35.0, 60.0])
def test_the_headcount_of_the_fifth_that_holds_the_line_has_five_times_the_error_of_the_rate(percent: float) -> None:
    """The fifths below it are poor for certain, so that its poor are those of the country less a fixed number."""
    welfare = np.random.default_rng(3).lognormal(9, 0.7, 2_000)
    sample = survey(welfare, benefit=np.where(np.arange(2_000) == 5, 1e-9, 0.0))
    conventions = Conventions(percent=percent)
    [rate] = estimation.estimate(sample[0], ["arpr"], conventions=conventions)
    fifth = str(int((rate.estimate or 0) * 5) + 1)
    for name in ("headcount_after", "headcount_before"):
        by_fifths = found(sample, name, by=(("quintile",),), conventions=conventions)
        [held] = [each for key, each in by_fifths.items() if key[1].endswith(fifth)]
        assert held.se == pytest.approx(5 * (rate.se or 0), rel=2e-3)


@pytest.mark.parametrize("ranked_by", ["pre", "post"])
def test_errors_in_the_fifth_that_holds_an_estimated_line_are_those_of_the_bootstrap(ranked_by: str) -> None:
    draws = np.random.default_rng(0)
    rows, replicates = 1_500, 100
    welfare = draws.lognormal(9, 0.7, rows)
    transfers = np.where(draws.random(rows) < 0.4, draws.exponential(800, rows), 0.0)
    linear = survey(welfare + transfers, benefit=transfers)
    counts = draws.multinomial(rows, np.full(rows, 1 / rows), size=replicates).T.astype(float)
    drawn = Replicates(weights=HeldWeights(counts), scale=1 / (replicates - 1), rscales=np.ones(replicates))
    repeated = replace(linear[0], design=replace(linear[0].design, replicates=drawn)), linear[1]
    names = ("headcount_before", "headcount_after", "poverty_gap_before", "exclusion_error")
    asked: dict[str, Any] = {"by": (("quintile",),), "conventions": RELATIVE, "ranked_by": ranked_by}
    by_replicates = found(repeated, *names, **asked)
    for key, linearised in found(linear, *names, **asked).items():
        if key[1].endswith("2"):
            assert 0.75 < (linearised.se or 0) / (by_replicates[key].se or 1) < 1.3, key
