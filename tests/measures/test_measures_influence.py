"""Influence functions are derivatives in the weights, and their weighted sums are what theory says."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from openssi.microdata.measures.catalogue import measure_of
from openssi.microdata.measures.deprivations import Deprivations
from openssi.microdata.measures.measure import Conventions, Measured

Floats = NDArray[np.float64]

WELFARE = np.array([3.1, 0.4, 7.7, 2.2, 5.9, 1.3, 2.5, 11.8, 0.9, 4.6])
WEIGHT = np.array([1.0, 2.0, 0.7, 1.6, 1.1, 0.9, 1.6, 0.5, 1.3, 1.9])
SMOOTH = (
    "fgt0_abs3", "fgt1_abs3", "fgt2_abs3", "fgt1_relm60", "fgt2_relm60", "watts_abs3", "watts_relm60", "arpt_relm60",
    "income_gap_ratio_abs3", "sen_abs3", "sst_abs3", "sst_relm60", "prosperity_gap_abs3", "prosperity_gap_relm60",
    "hoover", "jdiv", "gini", "sgini_1.3", "sgini_2", "sgini_5", "theil", "mld", "rich_abs5", "rich_concave_1_abs5",
    "rich_concave_0.5_relm120", "rich_convex_1_relm120", "rich_convex_3_relm120", "rich_cha_0.3_relm120",
    "gei_2", "gei_-1", "gei_0.5", "gei_3", "atkinson_0.5", "atkinson_1", "atkinson_2", "zenga",
    "mean", "total", "gpg", "H", "A", "M0", "censored_water", "uncensored_school", "contribution_water",
    "contribution_living",
)  # fmt: skip
SCALE_FREE = (
    "fgt1_abs3",
    "gini",
    "sgini_3",
    "theil",
    "gei_2",
    "atkinson_1",
    "zenga",
    "mean",
    "lorenz_40",
    "share_20_80",
    "M0",
    "A",
)


def sample(**changes: object) -> Measured:
    men = np.arange(10) % 2 == 0
    deprived = np.array([[1, 0, 0], [1, 1, 1], [0, 0, 1], [0, 1, 1], [0, 0, 0]] * 2, dtype=bool)
    deprivations = Deprivations(
        names=("water", "power", "school"), dimensions=("living", "living", "learning"),
        weights=np.array([0.25, 0.25, 0.5]), cutoff=0.5, deprived=deprived, known=np.ones(10, dtype=bool),
    )  # fmt: skip
    given = Measured(welfare=WELFARE, weight=WEIGHT, men=men, women=~men, deprivations=deprivations)
    return replace(given, **changes)  # type: ignore[arg-type]


def derivative(name: str, measured: Measured) -> Floats:
    """Central differences in the weight of each row."""
    step, plain = 1e-5, replace(measured, with_influence=False)
    slopes = np.zeros(len(measured.weight))
    for row in range(len(slopes)):
        values = []
        for sign in (1, -1):
            weight = measured.weight.copy()
            weight[row] += sign * step
            moved = plain.weighted(weight)
            values.append(measure_of(name).of(moved).value or 0.0)
        slopes[row] = (values[0] - values[1]) / (2 * step)
    return slopes


def influence(name: str, measured: Measured) -> Floats:
    found = measure_of(name).of(measured).influence
    assert found is not None
    return found


@pytest.mark.parametrize("name", SMOOTH)
def test_the_influence_is_the_derivative_in_the_weight_of_each_row(name: str) -> None:
    assert influence(name, sample()) == pytest.approx(derivative(name, sample()), rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("name", ["fgt1_relm60", "watts_relm60", "gini", "theil", "M0", "mean", "zenga"])
def test_in_a_domain_it_is_so_too_and_rows_outside_count_through_the_line_only(name: str) -> None:
    inside = np.array([True, True, False, True, True, True, True, False, True, False])
    domain = sample().within(inside)
    found = influence(name, domain)
    assert found == pytest.approx(derivative(name, domain), rel=1e-6, abs=1e-8)
    assert bool(found[~inside].any()) == ("relm" in name)


def test_the_gini_of_convey_has_its_own_derivative() -> None:
    convey = sample(conventions=Conventions(gini="convey"))
    assert influence("gini", convey) == pytest.approx(derivative("gini", convey), rel=1e-6)


@pytest.mark.parametrize("name", ["lorenz_40", "share_20_80", "qsr", "palma"])
def test_shares_have_it_where_quantiles_lie_within_one_income(name: str) -> None:
    heaps = Measured(
        welfare=np.array([0.5, 1, 1, 1, 4, 4, 4, 9]), weight=np.array([0.2, 1.2, 1.3, 1.5, 1.1, 1.4, 1.5, 0.1])
    )
    assert influence(name, heaps) == pytest.approx(derivative(name, heaps), rel=1e-6, abs=1e-8)
    assert np.abs(influence(name, heaps)).max() > 0.01


@pytest.mark.parametrize("name", SCALE_FREE)
def test_influences_add_up_to_nothing_for_what_does_not_depend_on_the_scale_of_weights(name: str) -> None:
    assert (WEIGHT * influence(name, sample())).sum() == pytest.approx(0, abs=0.02 if "_" in name else 1e-12)


def test_the_influences_of_a_total_add_up_to_the_total() -> None:
    assert (WEIGHT * influence("total", sample())).sum() == pytest.approx((WEIGHT * WELFARE).sum())


@pytest.fixture(scope="module")
def smooth() -> Measured:
    """Incomes spread evenly from 1 to 9, so that a kernel finds their density."""
    return Measured(welfare=1 + 8 * (np.arange(10000) + 0.5) / 10000, weight=np.full(10000, 2.0))


@pytest.mark.parametrize(
    "name", ["median", "quantile_20", "arpt", "arpr", "fgt0_relq60", "fgt1_relq60", "rmpg", "poormed", "qsr", "palma"]
)
@pytest.mark.parametrize(("lower", "upper"), [(1, 2.1), (2.4, 4), (4.8, 6), (7, 9)])
def test_more_weight_on_a_band_of_incomes_moves_what_has_a_density_as_the_influence_says(
    smooth: Measured, name: str, lower: float, upper: float
) -> None:
    band = (smooth.welfare > lower) & (smooth.welfare < upper)
    step = 0.05
    plain = replace(smooth, with_influence=False)
    heavier, lighter = (plain.weighted(smooth.weight * (1 + sign * step * band)) for sign in (1, -1))
    moved = ((measure_of(name).of(heavier).value or 0.0) - (measure_of(name).of(lighter).value or 0.0)) / (2 * step)
    contributions = (smooth.weight * influence(name, smooth))[band]
    promised, size = float(contributions.sum()), float(np.abs(contributions).sum())
    assert moved == pytest.approx(promised, abs=0.05 * size)
    assert size > 0
