"""Density of incomes at a point, by a Gaussian kernel."""

import math

import numpy as np

from openssi.microdata.measures.measure import Conventions
from openssi.microdata.measures.ordered import Ordered


def bandwidth(ordered: Ordered, conventions: Conventions) -> float:
    """Return s N^(-1/5), s being the weighted standard deviation; 0 where all incomes are the same.

    N is the sample size or the sum of weights, of the domain in a domain. With the sum of weights, errors depend on the
    scale of the weights.
    """
    count = ordered.n if conventions.bandwidth_n == "sample_size" else ordered.population
    return 0.0 if ordered.is_equal else ordered.deviation * count**-0.2


def density(ordered: Ordered, at: float, conventions: Conventions) -> float:
    """Return the density f of incomes at a point, in persons of a population of one per unit of currency."""
    return _smoothed(ordered, at, conventions) / ordered.population


def income_density(ordered: Ordered, at: float, conventions: Conventions) -> float:
    """Return the incomes of the persons at a point, per unit of currency: the slope of the sum of incomes up to it."""
    return _smoothed(ordered, at, conventions, of_incomes=True)


def _smoothed(ordered: Ordered, at: float, conventions: Conventions, *, of_incomes: bool = False) -> float:
    width = bandwidth(ordered, conventions)
    if width == 0:
        return 0.0
    kernel = np.exp(-0.5 * ((ordered.y - at) / width) ** 2)
    summed = np.dot(ordered.wy if of_incomes else ordered.w, kernel)
    return float(summed) / (math.sqrt(2 * math.pi) * width)
