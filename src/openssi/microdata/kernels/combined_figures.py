"""Measures that are functions of others, each from the passes that these need anyway; and that of Hoover."""

from openssi.microdata.arrays import Floats
from openssi.microdata.kernels.figures import Figure, Term, above_zero, times
from openssi.microdata.kernels.first_pass import P_INVERSE, P_PERSONS
from openssi.microdata.kernels.last_pass import INCOME, ONE
from openssi.microdata.kernels.line_figures import Line, foster_greer_thorbecke
from openssi.microdata.kernels.population import Population
from openssi.microdata.kernels.quantile_figures import Quantiles
from openssi.microdata.kernels.selection import GAP, POOR
from openssi.microdata.kernels.smooth_figures import gini, smooth, why_not_positive
from openssi.microdata.measures.measure import Conventions


def of_parts(value: float, *parts: tuple[float, Figure]) -> Figure:
    """Return a figure that moves with its parts, each by the slope of the figure in it."""
    terms: tuple[Term, ...] = ()
    for slope, part in parts:
        if part.influence is None:
            return Figure(value, reason=part.reason)
        terms += times(part.influence, slope)
    return Figure(value, terms, sum(slope * part.slope for slope, part in parts))


def quotient(top: Figure, bottom: Figure, without: str) -> Figure:
    """Return top / bottom; the code `without` is the reason where the bottom is not above zero."""
    if top.value is None or bottom.value is None:
        return Figure(None, reason=top.reason or bottom.reason)
    if bottom.value <= 0:
        return Figure(None, reason=without)
    value = top.value / bottom.value
    return of_parts(value, (1 / bottom.value, top), (-value / bottom.value, bottom))


def plain(family: str, population: Population) -> Figure:
    """Return the mean, the total or the number of persons."""
    if family == "total":
        return Figure(population.incomes, (Term(INCOME, 1.0),))
    if family == "persons":
        return Figure(population.persons, (Term(ONE, 1.0),))
    mean = population.incomes / population.persons
    return Figure(mean, (Term(INCOME, 1 / population.persons), Term(ONE, -mean / population.persons)))


def income_gap_ratio(line: Line, below: Floats, population: Population, conventions: Conventions) -> Figure:
    """Return the mean of (z - y) / z among the poor (Sen 1976)."""
    gap, rate = (foster_greer_thorbecke(power, line, below, population, conventions) for power in (1, 0))
    return quotient(gap, rate, "MEASURE_NOBODY_POOR")


def prosperity_gap(line: Line, population: Population, conventions: Conventions) -> Figure:
    """Return the mean of z / y; of incomes above zero (Kraay and others 2023)."""
    reason = why_not_positive(population, conventions)
    if reason:
        return Figure(None, reason=reason)
    n, z = float(population.totals[P_PERSONS]), line.level
    value = z * float(population.totals[P_INVERSE]) / n
    if line.fraction and line.reason:
        return Figure(value, reason=line.reason)
    return Figure(value, above_zero(inverse=z / n, one=-value / n), value / z * line.fraction)


def j_divergence(population: Population, conventions: Conventions) -> Figure:
    """Return the Theil index plus the mean log deviation (Rohde 2016)."""
    theil, mld = (smooth(family, 0.0, population, conventions) for family in ("theil", "mld"))
    if theil.value is None or mld.value is None:
        return Figure(None, reason=theil.reason or mld.reason)
    return of_parts(theil.value + mld.value, (1.0, theil), (1.0, mld))


def hoover(population: Population, below: Floats) -> Figure:
    """Return the share of all income that would have to change hands for all to be equal (Hoover 1936).

    It is the poverty gap at a line of the mean; at the mean itself nobody has to move, so that the line counts for
    nothing in the influence.

    Args:
        population: The domain.
        below: Sums of those below the mean of the domain, as `below_line` makes them at this mean.
    """
    n, total = population.persons, population.incomes
    if total <= 0:
        return Figure(None, reason="MEASURE_SUM_NOT_POSITIVE")
    mean = total / n
    persons, value = float(below[POOR]) / n, float(below[GAP]) / n
    share = persons - value
    own = (Term(ONE, 1 / n, high=mean), Term(INCOME, -1 / total, high=mean))
    return Figure(value, (*own, Term(ONE, -persons / n), Term(INCOME, share / total)))


def quantile_ratio(quantiles: Quantiles, upper: float, lower: float) -> Figure:
    """Return one quantile over another."""
    return quotient(quantiles.quantile(upper), quantiles.quantile(lower), "MEASURE_QUANTILE_NOT_POSITIVE")


def mean_of_poorest(quantiles: Quantiles, p: float) -> Figure:
    """Return the mean income of those up to a quantile, given as a fraction."""
    part, mean = quantiles.share(0.0, p), plain("mean", quantiles.population)
    if part.value is None or mean.value is None:
        return part
    value = part.value * mean.value / p
    return of_parts(value, (mean.value / p, part), (part.value / p, mean))


def polarization(quantiles: Quantiles) -> Figure:
    """Return Wolfson's polarization, 2 (mu (1 - G) - mu_L) / m (Wolfson 1994)."""
    average, middle = plain("mean", quantiles.population), quantiles.quantile(0.5)
    spread, half = gini(quantiles.population, quantiles.conventions), quantiles.share(0.0, 0.5)
    if spread.value is None or half.value is None or average.value is None or middle.value is None:
        return Figure(None, reason=spread.reason or half.reason)
    if middle.value <= 0:
        return Figure(None, reason="MEASURE_QUANTILE_NOT_POSITIVE")
    of_mean = 2 * (1 - spread.value - 2 * half.value) / middle.value
    value, slope = of_mean * average.value, -2 * average.value / middle.value
    return of_parts(value, (of_mean, average), (slope, spread), (2 * slope, half), (-value / middle.value, middle))
