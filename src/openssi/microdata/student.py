"""Quantiles of the normal and of Student's distribution."""

import math
from functools import lru_cache
from statistics import NormalDist

SMALLEST = 1e-300
PRECISION = 1e-15
STEPS = 200


@lru_cache
def quantile(probability: float, degrees_of_freedom: float) -> float:
    """Return the value below which a variable of Student's distribution lies with a probability.

    The distribution function is an incomplete beta function; its inverse is found by halving, in full precision.

    Args:
        probability: Between 0 and 1, both excluded.
        degrees_of_freedom: Above zero; infinity gives the normal distribution.
    """
    if math.isinf(degrees_of_freedom):
        return NormalDist().inv_cdf(probability)
    if probability < 0.5:
        return -quantile(1 - probability, degrees_of_freedom)
    low, high = 0.0, 2.0
    while _below(high, degrees_of_freedom) < probability:
        low, high = high, 2 * high
    while high - low > PRECISION * high:
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if _below(middle, degrees_of_freedom) < probability else (low, middle)
    return (low + high) / 2


def _below(value: float, degrees_of_freedom: float) -> float:
    share = degrees_of_freedom / (degrees_of_freedom + value * value)
    return 1 - _incomplete_beta(share, degrees_of_freedom / 2, 0.5) / 2


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function, by the continued fraction (Abramowitz and Stegun, 26.5.8)."""
    if x in {0.0, 1.0}:
        return x
    front = a * math.log(x) + b * math.log1p(-x) - (math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b))
    if x < (a + 1) / (a + b + 2):
        return math.exp(front) * _continued_fraction(x, a, b) / a
    return 1 - math.exp(front) * _continued_fraction(1 - x, b, a) / b


def _continued_fraction(x: float, a: float, b: float) -> float:
    """Evaluate the fraction from its top downward, as Lentz does."""
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _not_zero(1 + term * d)
            c = _not_zero(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < PRECISION:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > SMALLEST else SMALLEST
