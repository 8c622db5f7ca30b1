"""Limits: Student's quantiles, shares kept between 0 and 1."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from openssi.microdata.intervals import Interval
from openssi.microdata.student import quantile


@pytest.mark.parametrize("freedom", [1, 2, 3, 14, 99, 5991])
@pytest.mark.parametrize("probability", [0.6, 0.9, 0.975, 0.9995])
def test_quantiles_of_student_are_those_of_scipy(probability: float, freedom: int) -> None:
    assert quantile(probability, freedom) == pytest.approx(t.ppf(probability, freedom), rel=1e-10)


def test_one_degree_of_freedom_is_cauchy() -> None:
    assert quantile(0.75, 1) == pytest.approx(1, rel=1e-12)
    assert quantile(0.25, 1) == pytest.approx(-1, rel=1e-12)
    assert quantile(0.5, 7) == 0


def test_infinite_degrees_of_freedom_are_normal() -> None:
    assert quantile(0.975, math.inf) == pytest.approx(1.959963984540054, rel=1e-12)


def test_a_mean_has_limits_on_either_side() -> None:
    assert Interval(distribution="z").limits(10, 1, 3) == pytest.approx(
        (10 - 1.959963984540054, 10 + 1.959963984540054)
    )
    assert Interval().limits(10, 1, 3) == pytest.approx((10 - 3.182446305284263, 10 + 3.182446305284263))


def test_a_share_may_be_given_limits_that_leave_its_range() -> None:
    assert Interval(proportions="linear", distribution="z").limits(0.01, 0.01, 50, proportion=True)[0] < 0


def test_a_share_of_nothing_keeps_its_error() -> None:
    assert Interval().limits(0.0, 0.0, 10, proportion=True) == (0.0, 0.0)
    lower, upper = Interval().limits(0.0, 0.1, 10, proportion=True)
    assert (lower, round(upper, 6)) == (0.0, 0.222814)
    assert Interval().limits(1.0, 0.1, 10, proportion=True) == (1 - upper, 1.0)


@settings(max_examples=50, deadline=None)
@given(st.floats(1e-9, 1 - 1e-9), st.floats(0, 10), st.integers(1, 1000))
def test_the_limits_of_a_share_are_around_it_and_between_0_and_1(share: float, se: float, freedom: int) -> None:
    lower, upper = Interval().limits(share, se, freedom, proportion=True)
    assert 0 <= lower <= share * (1 + 1e-12)
    assert share * (1 - 1e-12) <= upper <= 1
