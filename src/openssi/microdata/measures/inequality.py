"""Inequality without logarithms: Gini, with its extension by a parameter, Hoover and Zenga."""

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.guard import not_negative
from openssi.microdata.measures.measure import Linearised, Measured
from openssi.microdata.measures.ordered import Ordered
from openssi.microdata.measures.positive import of_positive


def gini(measured: Measured) -> Linearised:
    """Return the Gini coefficient. Incomes of zero and below count as they are; their sum has to be above zero.

    Source: Gini (1912); influence as the derivative in the weights, after Langel and Tillé (2013).
    """
    ordered = measured.ordered
    if ordered.total <= 0:
        return Linearised(value=None, reason="MEASURE_SUM_NOT_POSITIVE")
    scale = ordered.population * ordered.total
    ranked = 2 * float(np.dot(ordered.wy, ordered.persons))
    by_weight = measured.conventions.gini == "laeken"
    top = ranked - (float(np.dot(ordered.wy, ordered.w)) if by_weight else ordered.total)

    def influence() -> Floats:
        from_here = ordered.total - ordered.incomes + ordered.wy
        own = 2 * ordered.wy if by_weight else ordered.y
        moved = 2 * (ordered.persons * ordered.y + from_here) - own
        scale_moved = ordered.y * ordered.population + ordered.total
        return measured.spread((moved - top / scale * scale_moved) / scale)

    value = 0.0 if by_weight and ordered.is_equal else not_negative(top / scale - 1)
    return measured.figure(value, influence)


def extended_gini(measured: Measured, v: float) -> Linearised:
    """Return the single-parameter (S-) Gini coefficient, 1 - (1 / mu) times the integral of v (1 - p)^(v - 1) y(p).

    v = 2 gives the Gini coefficient of the convention `laeken`; the greater v, the more the poorest count. Incomes of
    zero and below count as they are; their sum has to be above zero.

    Source: Donaldson and Weymark (1980); Yitzhaki (1983); influence as the derivative in the weights.
    """
    ordered = measured.ordered
    if ordered.total <= 0:
        return Linearised(value=None, reason="MEASURE_SUM_NOT_POSITIVE")
    # From the richest, so that the shares at both ends are 1 and 0 without rounding.
    from_here = np.cumsum(ordered.w[::-1])[::-1]
    share = from_here / from_here[0]
    after = np.append(share[1:], 0.0)
    mean = ordered.total / ordered.population
    equal = float(np.dot(ordered.y, share**v - after**v))

    def influence() -> Floats:
        steps = np.diff(ordered.y, prepend=0.0)
        moved = v * (np.cumsum(steps * share ** (v - 1)) - equal)
        return measured.spread((equal / mean * (ordered.y - mean) - moved) / (mean * ordered.population))

    return measured.figure(0.0 if ordered.is_equal else not_negative(1 - equal / mean), influence)


def hoover(measured: Measured) -> Linearised:
    """Return the share of all income that would have to change hands for all to be equal (Hoover, Pietra, Robin Hood).

    Incomes of zero and below count as they are; their sum has to be above zero.

    Source: Hoover (1936); influence as the derivative in the weights.
    """
    ordered = measured.ordered
    if ordered.total <= 0:
        return Linearised(value=None, reason="MEASURE_SUM_NOT_POSITIVE")
    below = int(np.searchsorted(ordered.y, ordered.mean, side="left"))
    persons, incomes = ordered.persons_of_first(below), ordered.incomes_of_first(below)

    def influence() -> Floats:
        is_below = np.arange(ordered.n) < below
        of_persons = (is_below - persons / ordered.population) / ordered.population
        return measured.spread(of_persons - ordered.y * (is_below - incomes / ordered.total) / ordered.total)

    return measured.figure(not_negative(persons / ordered.population - incomes / ordered.total), influence)


def zenga(measured: Measured) -> Linearised:
    """Return the index of Zenga (2007) of incomes above zero: 1 less the mean of lower means over upper means.

    Source: Zenga (2007); estimator and influence after Langel and Tillé (2012) and Barabesi, Diana and Perri (2016).
    """
    return of_positive(measured, _zenga)


def _zenga(measured: Measured) -> Linearised:
    ordered = measured.ordered
    # Rows of the same income count in the order of their weights, so that the order of the file does not matter.
    rows = np.lexsort((ordered.w, ordered.y))
    sorted_ = Ordered(rows=ordered.rows[rows], y=ordered.y[rows], w=ordered.w[rows], sample_rows=ordered.sample_rows)
    persons, population = sorted_.persons, sorted_.population
    poorer = sorted_.incomes - sorted_.wy
    others = population - persons
    others[-1] = 0.0
    from_here = sorted_.incomes[-1] - poorer
    share = 1 / (persons * from_here)
    ratios = poorer * others * share
    value = 1 - float(np.dot(sorted_.w, ratios)) / population

    def influence() -> Floats:
        w, y = sorted_.w, sorted_.y
        by_incomes = _after(w * others * share) * y - np.cumsum(w * ratios / from_here) * y
        by_persons = np.cumsum(w * poorer * share) - w * poorer * share - _from(w * ratios / persons)
        moved = ratios - (1 - value) + by_incomes + by_persons
        return sorted_.spread(-moved / population)

    return measured.figure(value, influence)


def _from(each: Floats) -> Floats:
    """Add up each row and those after it."""
    return np.cumsum(each[::-1])[::-1]


def _after(each: Floats) -> Floats:
    """Add up the rows after each."""
    return _from(each) - each
