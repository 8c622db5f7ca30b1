"""Inequality of incomes above zero: generalised entropy and Atkinson."""

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.guard import not_negative
from openssi.microdata.measures.measure import Linearised, Measured
from openssi.microdata.measures.positive import of_positive


def generalised_entropy(measured: Measured, a: float) -> Linearised:
    """Return GE(a): 0 is the mean log deviation, 1 the Theil index, 2 half the squared coefficient of variation.

    Source: Shorrocks (1980); influence as for a function of totals, after Biewen and Jenkins (2006).
    """
    return of_positive(measured, lambda positive: _entropy(positive, a))


def atkinson(measured: Measured, e: float) -> Linearised:
    """Return the Atkinson index with inequality aversion e above 0.

    Source: Atkinson (1970); influence after Biewen and Jenkins (2006).
    """
    return of_positive(measured, lambda positive: _atkinson(positive, e))


def _entropy(measured: Measured, a: float) -> Linearised:
    ordered = measured.ordered
    relative = ordered.y / ordered.mean
    if a == 0:
        each, slope = -np.log(relative), 1.0
        value = _mean(measured, each)
    elif a == 1:
        each = relative * np.log(relative)
        value = _mean(measured, each)
        slope = -(1 + value)
    else:
        # The mean of r^a - 1 keeps digits that the mean of r^a less 1 would lose near equality.
        each = (relative**a - 1) / (a * (a - 1))
        value = _mean(measured, each)
        slope = -(a * value + 1 / (a - 1))
    return measured.figure(not_negative(value), lambda: _influence(measured, each - value + slope * (relative - 1)))


def _atkinson(measured: Measured, e: float) -> Linearised:
    ordered = measured.ordered
    relative = ordered.y / ordered.mean
    if e == 1:
        each = np.log(relative)
        middle = _mean(measured, each)
        kept = np.exp(middle)
        return measured.figure(
            not_negative(-np.expm1(middle)), lambda: _influence(measured, -kept * (each - middle - (relative - 1)))
        )
    # As in the entropy, 1 is taken off before the mean and not after it.
    each = relative ** (1 - e) - 1
    middle = _mean(measured, each)
    fallen = np.log1p(middle) / (1 - e)

    def influence() -> Floats:
        moved = (each - middle) / (1 - e) - (1 + middle) * (relative - 1)
        return _influence(measured, -np.exp(fallen) / (1 + middle) * moved)

    return measured.figure(not_negative(-np.expm1(fallen)), influence)


def _mean(measured: Measured, each: Floats) -> float:
    return float(np.dot(measured.ordered.w, each)) / measured.ordered.population


def _influence(measured: Measured, each: Floats) -> Floats:
    return measured.spread(each / measured.ordered.population)
