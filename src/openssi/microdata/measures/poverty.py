"""Monetary poverty: threshold, rate, gap, severity, Watts, median of the poor."""

from collections.abc import Callable

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.density import density
from openssi.microdata.measures.lines import Line, LineRule, line_of, poor_rows
from openssi.microdata.measures.measure import Linearised, Measured
from openssi.microdata.measures.positive import of_positive


def threshold(measured: Measured, rule: LineRule) -> Linearised:
    """Return the line itself. A domain has the line of the whole population."""
    line = line_of(measured, rule)
    return Linearised(value=line.level, influence=line.influence, reason=line.reason)


def foster_greer_thorbecke(measured: Measured, power: int, rule: LineRule) -> Linearised:
    """Return the mean of ((z - y) / z)^power over the population, the poor counting and others being 0.

    Power 0 is the poverty rate, 1 the poverty gap, 2 the severity. With a relative line every row of the sample has
    an influence, through the line. Incomes below zero count as they are: their gap is above 1.

    Source: Foster, Greer and Thorbecke (1984); influence after Deville (1999) and Berger and Skinner (2003).
    """
    line = line_of(measured, rule)
    if line.level is None:
        return Linearised(value=None, reason=line.reason)
    ordered, level = measured.ordered, line.level
    poor = poor_rows(ordered, level, measured.conventions)
    of_poor = poverty_of(ordered.y[:poor], level, power)
    value = float(np.dot(ordered.w[:poor], of_poor)) / ordered.population

    def slope() -> float:
        if power == 0:
            return density(ordered, level, measured.conventions)
        return float(np.dot(ordered.w[:poor], poverty_slope(ordered.y[:poor], level, power))) / ordered.population

    return with_line(measured, value, line, lambda: _of_rows(measured, of_poor, value), slope)


def poverty_of(incomes: Floats, line: float, power: int) -> Floats:
    """Return ((z - y) / z)^power of incomes of the poor."""
    return np.asarray(((line - incomes) / line) ** power)


def poverty_slope(incomes: Floats, line: float, power: int) -> Floats:
    """Return the slope of ((z - y) / z)^power by the line z, of a power above zero."""
    return np.asarray(power * poverty_of(incomes, line, power - 1) * incomes / line**2)


def watts(measured: Measured, rule: LineRule) -> Linearised:
    """Return the mean of ln(z / y) over the poor, others being 0; of incomes above zero.

    Source: Watts (1968); Zheng (1993).
    """
    line = line_of(measured, rule)
    if line.level is None:
        return Linearised(value=None, reason=line.reason)
    level = line.level

    def of(positive: Measured) -> Linearised:
        ordered = positive.ordered
        poor = poor_rows(ordered, level, positive.conventions)
        gaps = np.log(level / ordered.y[:poor])
        value = float(np.dot(ordered.w[:poor], gaps)) / ordered.population
        slope = ordered.persons_of_first(poor) / ordered.population / level
        return with_line(positive, value, line, lambda: _of_rows(positive, gaps, value), lambda: slope)

    return of_positive(measured, of)


def prosperity_gap(measured: Measured, rule: LineRule) -> Linearised:
    """Return the mean of z / y, by how much incomes would have to be multiplied to reach z; of incomes above zero.

    Source: Kraay, Lakner, Özler, Decerf, Jolliffe, Sterck and Yonzan (2023).
    """
    line = line_of(measured, rule)
    if line.level is None:
        return Linearised(value=None, reason=line.reason)
    level = line.level

    def of(positive: Measured) -> Linearised:
        ordered = positive.ordered
        times = level / ordered.y
        value = float(np.dot(ordered.w, times)) / ordered.population
        return with_line(positive, value, line, lambda: _of_rows(positive, times, value), lambda: value / level)

    return of_positive(measured, of)


def median_of_poor(measured: Measured, rule: LineRule) -> Linearised:
    """Return the median income of the poor, m with F(m) = F(z) / 2.

    Source: Eurostat; influence after Osier (2009).
    """
    line = line_of(measured, rule)
    if line.level is None:
        return Linearised(value=None, reason=line.reason)
    ordered = measured.ordered
    poor = poor_rows(ordered, line.level, measured.conventions)
    if not poor:
        return Linearised(value=None, reason="MEASURE_NOBODY_POOR")
    half = ordered.persons_of_first(poor) / 2
    value = float(ordered.y[ordered.reached(half)])
    if not measured.with_influence:
        return Linearised(value=value)
    height = density(ordered, value, measured.conventions)
    rate = foster_greer_thorbecke(measured, 0, rule)
    if rate.influence is None or not height > 0:
        return Linearised(value=value, reason=rate.reason or "MEASURE_DENSITY_ZERO")
    up_to = int(np.searchsorted(ordered.y, value, side="right"))
    share = half / ordered.population
    own = _of_rows(measured, np.ones(up_to), share)
    return Linearised(value=value, influence=(0.5 * rate.influence - own) / height)


def relative_median_gap(measured: Measured, rule: LineRule) -> Linearised:
    """Return 1 - m / z, m being the median income of the poor and z the line.

    Source: Eurostat; influence after Osier (2009).
    """
    line, middle = line_of(measured, rule), median_of_poor(measured, rule)
    if line.level is None or middle.value is None:
        return Linearised(value=None, reason=middle.reason)
    value = 1 - middle.value / line.level
    if middle.influence is None:
        return Linearised(value=value, reason=middle.reason)
    influence = -middle.influence / line.level
    if line.influence is not None:
        influence = influence + middle.value / line.level**2 * line.influence
    return Linearised(value=value, influence=influence)


def _of_rows(measured: Measured, of_poor: Floats, mean: float) -> Floats:
    ordered = measured.ordered
    each = np.zeros(ordered.n)
    each[: len(of_poor)] = of_poor
    return measured.spread((each - mean) / ordered.population)


def with_line(
    measured: Measured, value: float, line: Line, own: Callable[[], Floats], slope: Callable[[], float]
) -> Linearised:
    """Add to the influence of rows on a figure at a line what they have through a relative line."""
    if not measured.with_influence:
        return Linearised(value=value)
    if not line.is_relative:
        return Linearised(value=value, influence=own())
    if line.influence is None:
        return Linearised(value=value, reason=line.reason)
    return Linearised(value=value, influence=own() + slope() * line.influence)
