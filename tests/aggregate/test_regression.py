"""The regression against what is known by algebra: its own truth, and fits that were made anew without a country."""

import numpy as np
import pytest

from openssi.aggregate.regression import regress

BOUNDED = np.asarray([0.0]), np.asarray([100.0])
UNBOUNDED = np.asarray([np.nan]), np.asarray([np.nan])


def covariates(countries: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1, (countries, 2))


def shares(known: np.ndarray, noise: float = 0.0) -> np.ndarray:
    scores = -0.5 + known @ np.asarray([1.2, 0.6]) + np.random.default_rng(2).normal(0, noise, len(known))
    return np.asarray(100 / (1 + np.exp(-scores)))


def test_a_country_without_a_value_gets_what_the_covariates_say_of_it() -> None:
    known = covariates(150)
    truth = shares(known)
    found = regress(np.where(np.arange(150) < 120, truth, np.nan)[None], known, *BOUNDED, 20)[0]
    assert np.abs(found - truth).max() < 2


@pytest.mark.parametrize("ends", [BOUNDED, UNBOUNDED])
def test_leaving_a_country_out_is_fitting_without_it(ends: tuple[np.ndarray, np.ndarray]) -> None:
    known = covariates(80)
    values = shares(known, 0.8)
    found = regress(values[None], known, *ends, 20)[0]
    for left_out in range(0, 80, 7):
        without = np.where(np.arange(80) == left_out, np.nan, values)
        anew = regress(without[None], known, *ends, 20)[0][left_out]
        assert found[left_out] == pytest.approx(anew, abs=0.35)


def test_zeros_and_hundreds_enter_and_nothing_leaves_the_bounds() -> None:
    known = covariates(60)
    values = np.where(known[:, 0] > 0, 100.0, 0.0)
    found = regress(values[None], known, *BOUNDED, 20)[0]
    assert found.min() >= 0
    assert found.max() <= 100
    assert found[known[:, 0] > 1].min() > 90


def test_all_values_at_one_bound_are_imputed_near_it() -> None:
    values = np.where(np.arange(60) < 50, 100.0, np.nan)
    assert regress(values[None], covariates(60), *BOUNDED, 20)[0].min() > 95


def test_an_unbounded_value_may_be_imputed_beyond_the_observed_ones() -> None:
    known = np.column_stack([np.arange(40.0), np.zeros(40)])
    values = np.where(np.arange(40) < 39, 3 * np.arange(40.0), np.nan)
    assert regress(values[None], known, *UNBOUNDED, 20)[0][39] == pytest.approx(117, rel=0.03)


def test_without_a_covariate_or_with_too_few_countries_there_is_no_estimate() -> None:
    known = covariates(30)
    known[3, 1] = np.nan
    found = regress(shares(np.nan_to_num(known))[None], known, *BOUNDED, 20)[0]
    assert np.flatnonzero(np.isnan(found)).tolist() == [3]
    assert np.isnan(regress(shares(np.nan_to_num(known))[None], known, *BOUNDED, 30)).all()


def test_figures_do_not_touch_each_other() -> None:
    known = covariates(60)
    first, second = shares(known, 0.5), shares(known, 1.5)
    ends = np.zeros(2), np.full(2, 100.0)
    together = regress(np.stack([first, second]), known, *ends, 20)
    assert together[0] == pytest.approx(regress(first[None], known, *BOUNDED, 20)[0], abs=1e-9)
