"""Persons between two percentages of one domain: few of them do not follow from two figures that each rest on many."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from microdata.small_samples import sample_of as rows_of
from openssi.microdata.disclosure.of_estimates import protected_estimates
from openssi.microdata.disclosure.record import recorded
from openssi.microdata.estimation import estimate
from openssi.microdata.measures import behind, plenty
from openssi.microdata.measures.measure import Conventions, Measured
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.text import MultilingualText

RULE = DisclosureRule(
    id="test", name=MultilingualText("Test", "Test", "Prueba"), minimum=25, smallest_attribute=10, protection=10
)
ROWS = 1_000


def sample(weight: float = 1.0, welfare: np.ndarray | None = None) -> Sample:
    incomes = np.arange(1.0, ROWS + 1) if welfare is None else welfare
    found = rows_of(list(incomes), [0] * len(incomes))
    return replace(found, weight=np.full(len(incomes), weight))


def left(measures: list[str], of: Sample | None = None) -> list[str]:
    made = estimate(of or sample(), measures)
    return [each.measure for each in protected_estimates(made, RULE).estimates if each.estimate is not None]


@pytest.mark.parametrize(
    "measures",
    [
        ["lorenz_40", "lorenz_40.5"],
        ["quantile_40", "quantile_40.5"],
        ["share_20_40", "share_20_40.5"],
        ["share_20_40", "share_40.5_60", "share_20_60"],
        ["bottom_mean_40", "lorenz_40.5"],
        ["lorenz_80.3", "qsr", "lorenz_20"],
        ["quantile_ratio_90_10", "quantile_90.4"],
        ["median", "quantile_50.9"],
    ],
)
def test_where_few_stand_between_two_percentages_one_figure_goes(measures: list[str]) -> None:
    assert left([measures[0]]) == [measures[0]]
    assert 0 < len(left(measures)) < len(measures)


@pytest.mark.parametrize(
    "measures",
    [
        ["lorenz_40", "lorenz_41"],
        ["quantile_10", "quantile_50", "quantile_90"],
        ["share_20_40", "share_40_60", "share_60_80"],
        ["share_20_40", "share_40.5_60"],
    ],
)
def test_where_many_do_or_those_between_are_in_no_difference_all_leave(measures: list[str]) -> None:
    assert left(measures) == measures


def test_of_two_percentages_within_one_row_its_income_would_follow() -> None:
    """With a weight of 100 of 100,000, the poorest 40.02 and 40.05 per cent both end in the same row."""
    heavy = sample(100.0)
    one, other, poorer = (estimate(heavy, [f"lorenz_{each}"])[0].estimate for each in ("40.02", "40.05", "40"))
    assert one is not None
    assert other is not None
    assert poorer is not None
    income = (other - one) * ROWS * (ROWS + 1) / 2 / (0.0003 * ROWS)
    assert round(income) == 401
    assert len(left(["lorenz_40.02", "lorenz_40.05"], heavy)) == 1


def test_a_poverty_line_is_a_border_of_the_same_order() -> None:
    """Four persons have an income of 400 to 403: their total is that below the line less that of the poorest 40 %."""
    made = estimate(sample(), ["fgt1", "lorenz_40"], conventions=Conventions(line=404.5))
    found = protected_estimates(made, RULE).estimates
    assert sum(each.estimate is not None for each in found) == 1
    far = estimate(sample(), ["fgt1", "lorenz_40"], conventions=Conventions(line=420.0))
    assert all(each.estimate is not None for each in protected_estimates(far, RULE).estimates)


def test_percentages_that_are_asked_one_after_the_other_are_looked_at_together(tmp_path: Path) -> None:
    protects = recorded(tmp_path / "left.parquet", "data", RULE)
    figures = [protected_estimates(estimate(sample(), [name]), RULE, protects).estimates[0] for name in
               ("lorenz_40", "lorenz_40.5", "lorenz_42")]  # fmt: skip
    assert [each.estimate is not None for each in figures] == [True, False, True]


def test_groups_have_orders_of_their_own() -> None:
    """Of a country the poorest 40 %, and of a region the poorest 40.5 %, are no part of each other."""
    division = Division(codes=np.arange(ROWS, dtype=np.int32) % 2, labels=("N", "S"))
    of = replace(sample(), divisions={"region": division})
    country, region = estimate(of, ["lorenz_40"]), estimate(of, ["lorenz_40.5"], ["region"])[1:]
    found = protected_estimates([*country, *region], RULE).estimates
    assert len(found) == 3
    assert all(each.estimate is not None for each in found)


def test_in_a_large_sample_few_between_a_percentage_and_a_whole_one_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who is up to a whole percentage is not looked at there: what is asked besides is held against these."""
    monkeypatch.setattr(plenty, "SORTED", 0)
    monkeypatch.setattr(plenty, "PLENTY", 100)
    monkeypatch.setattr(plenty, "LEAST_SHARE", 0.02)
    monkeypatch.setattr(plenty, "OF_A_PERCENT", 10)
    draw = np.random.default_rng(1)
    many = Measured(welfare=np.exp(draw.normal(0, 0.5, 20_000)), weight=np.ones(20_000))
    assert behind.ranks_up_to(many, 40).having is None
    beside = behind.ranks_up_to(many, 40.01).further
    assert [(each.name, np.count_nonzero(each.rows)) for each in beside] == [
        ('ranks("40", "40.01")', 3), ('ranks("40.01", "41")', 199),
    ]  # fmt: skip
