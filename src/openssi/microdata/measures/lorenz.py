"""Shares of income: Lorenz curve, shares of quantile groups, S80/S20 and Palma."""

from dataclasses import dataclass, field

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.density import income_density
from openssi.microdata.measures.lines import quantile_influence
from openssi.microdata.measures.measure import Linearised, Measured
from openssi.microdata.measures.ordered import Ordered


@dataclass(frozen=True, slots=True, kw_only=True)
class LorenzCurve:
    """Income shares of the poorest.

    Attributes:
        population: Shares of the population, from 0 to 1.
        income: Their shares of all income.
        reason: Code of a message: why there is no curve; the arrays are then empty.
    """

    population: Floats = field(repr=False)
    income: Floats = field(repr=False)
    reason: str = ""


def lorenz_curve(measured: Measured, points: int | None = None) -> LorenzCurve:
    """Return the Lorenz curve, a polygon with one corner per row, or at so many equal steps of the population."""
    ordered = measured.ordered
    reason = _why_no_curve(ordered)
    if reason:
        return LorenzCurve(population=np.zeros(0), income=np.zeros(0), reason=reason)
    population = np.concatenate(([0.0], ordered.persons / ordered.population))
    income = np.concatenate(([0.0], ordered.incomes / ordered.incomes[-1]))
    if points is None:
        return LorenzCurve(population=population, income=income)
    steps = np.linspace(0.0, 1.0, points + 1)
    return LorenzCurve(population=steps, income=np.interp(steps, population, income))


def _why_no_curve(ordered: Ordered) -> str:
    if not ordered.n:
        return "MEASURE_DOMAIN_EMPTY"
    with np.errstate(all="ignore"):
        if not np.isfinite(ordered.total * ordered.population):
            return "MEASURE_NOT_FINITE"
    return "MEASURE_SUM_NOT_POSITIVE" if ordered.total <= 0 else ""


def share(measured: Measured, lower: float, upper: float) -> Linearised:
    """Return the share of all income that goes to those between two quantiles, given as fractions.

    Of persons with the same income at a quantile, as many count as fill the group: shares of all groups add up to 1.

    Source: Lorenz (1905); influence after Kovačević and Binder (1997).
    """
    ordered = measured.ordered
    if ordered.total <= 0:
        return Linearised(value=None, reason="MEASURE_SUM_NOT_POSITIVE")
    value = _lorenz(ordered, upper) - _lorenz(ordered, lower)
    return measured.figure(
        value, lambda: measured.spread(_lorenz_influence(ordered, upper) - _lorenz_influence(ordered, lower))
    )


def mean_of_poorest(measured: Measured, p: float) -> Linearised:
    """Return the mean income of those up to a quantile, given as a fraction: of the poorest 40 per cent for SDG 10.1.1.

    Source: United Nations, metadata of SDG 10.1.1; influence after Kovačević and Binder (1997).
    """
    ordered = measured.ordered
    if ordered.total <= 0:
        return Linearised(value=None, reason="MEASURE_SUM_NOT_POSITIVE")
    part = _lorenz(ordered, p)
    value = part * ordered.mean / p

    def influence() -> Floats:
        incomes = ordered.total * _lorenz_influence(ordered, p) + part * ordered.y
        return measured.spread((incomes / p - value) / ordered.population)

    return measured.figure(value, influence)


def ratio_of_shares(measured: Measured, poorest: float, all_but_richest: float) -> Linearised:
    """Return the income of those above one quantile over the income of those up to another: S80/S20, Palma.

    Persons with the same income stay together, in the lower group. Where so many share one income that both groups
    would be one, or the ratio less than that of a population of equals, they are divided as in `share`; S80/S20 of
    equals is 1.

    Source: Eurostat (S80/S20); Cobham and Sumner (2013) for the Palma ratio; influence after Langel and Tillé (2011).
    """
    ordered = measured.ordered
    below, above = _ends(ordered, poorest), _ends(ordered, all_but_richest)
    bottom = ordered.incomes_of_first(below)
    top = float(ordered.wy[above:].sum())
    if bottom <= 0:
        return Linearised(value=None, reason="MEASURE_BOTTOM_SHARE_ZERO")
    ratio = top / bottom
    if below >= above or ratio < (1 - all_but_richest) / poorest:
        return _ratio_of_divided(measured, poorest, all_but_richest)
    if not measured.with_influence:
        return Linearised(value=ratio)
    of_bottom = _sum_influence(measured, poorest, below)
    up_to = _sum_influence(measured, all_but_richest, above)
    if of_bottom is None or up_to is None:
        return Linearised(value=ratio, reason="MEASURE_DENSITY_ZERO")
    influence = (ordered.y - up_to - ratio * of_bottom) / bottom
    return Linearised(value=ratio, influence=measured.spread(influence))


def _ratio_of_divided(measured: Measured, poorest: float, all_but_richest: float) -> Linearised:
    ordered = measured.ordered
    bottom = _lorenz(ordered, poorest)
    ratio = (1 - _lorenz(ordered, all_but_richest)) / bottom

    def influence() -> Floats:
        top = _lorenz_influence(ordered, all_but_richest)
        return measured.spread((-top - ratio * _lorenz_influence(ordered, poorest)) / bottom)

    return measured.figure(ratio, influence)


def _ends(ordered: Ordered, p: float) -> int:
    return int(np.searchsorted(ordered.y, ordered.quantile(p), side="right"))


def _sum_influence(measured: Measured, p: float, rows: int) -> Floats | None:
    """Return the influence on the sum of the incomes up to a quantile, of rows in ascending order."""
    ordered = measured.ordered
    at = ordered.quantile(p)
    moved = quantile_influence(ordered, at, p, measured.conventions)
    if moved is None:
        return None
    inside = np.arange(ordered.n) < rows
    return ordered.y * inside + income_density(ordered, at, measured.conventions) * moved


def _lorenz(ordered: Ordered, p: float) -> float:
    if p in {0.0, 1.0}:
        return p
    persons = p * ordered.population
    at = float(ordered.y[ordered.reached(persons)])
    below = int(np.searchsorted(ordered.y, at, side="left"))
    rest = persons - ordered.persons_of_first(below)
    return (ordered.incomes_of_first(below) + at * rest) / ordered.total


def _lorenz_influence(ordered: Ordered, p: float) -> Floats:
    if p in {0.0, 1.0}:
        return np.zeros(ordered.n)
    at = _between_incomes(ordered, p * ordered.population)
    below = np.minimum(ordered.y - at, 0.0)
    return (below + p * at - ordered.y * _lorenz(ordered, p)) / ordered.total


def _between_incomes(ordered: Ordered, persons: float) -> float:
    """Return the quantile on the straight line between the two incomes around it, as the influence takes it."""
    row = ordered.reached(persons)
    at = float(ordered.y[row])
    first = int(np.searchsorted(ordered.y, at, side="left"))
    last = int(np.searchsorted(ordered.y, at, side="right"))
    if not first:
        return at
    before, start = float(ordered.y[first - 1]), ordered.persons_of_first(first)
    of_one = (ordered.persons_of_first(last) - start) / (last - first)
    part = (persons - start) / of_one
    return at if part >= 1 else before + (at - before) * max(part, 0.0)
