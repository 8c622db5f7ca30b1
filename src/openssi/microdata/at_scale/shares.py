"""Shares of income: quantile groups, Lorenz curve, S80/S20 and Palma.

Formulas and sources are those of `openssi.microdata.measures.lorenz`.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

from openssi.microdata.at_scale.asking import Aggregate, Asking, QuantileAt
from openssi.microdata.at_scale.figures import Figure, Influence, error_unknown, no_figure
from openssi.microdata.at_scale.people import People, mean_incomes

PERSONS_BELOW = "SUM(CASE WHEN y < {0} THEN w ELSE 0 END)"
PERSONS_AT = "SUM(CASE WHEN y = {0} THEN w ELSE 0 END)"
ROWS_AT = "SUM(CASE WHEN y = {0} THEN 1 ELSE 0 END)"
_AROUND = (
    PERSONS_BELOW,
    "SUM(CASE WHEN y < {0} THEN w * y ELSE 0 END)",
    PERSONS_AT,
    ROWS_AT,
    "MAX(CASE WHEN y < {0} THEN y END)",
)
"""Persons and incomes below an income, persons and rows at it, the next lower income."""


class Point(NamedTuple):
    """A point of the Lorenz curve: share of persons, of income, and the income that its influence has for a border."""

    persons: float
    income: float
    border: float


def share(of: People, lower: float, upper: float) -> Asking[Figure]:
    """Ask for the share of all income that goes to those between two quantiles, given as fractions."""
    if of.total <= 0:
        return no_figure("MEASURE_SUM_NOT_POSITIVE")
    low, high = yield from _points(of, (lower, upper))
    sql, numbers = _terms([(high, 1.0), (low, -1.0)])
    influence = Influence(f"({sql}) / {{{len(numbers)}}}", (*numbers, of.total))
    return Figure(value=high.income - low.income, influence=influence)


def ratio_of_shares(of: People, poorest: float, all_but_richest: float) -> Asking[Figure]:
    """Ask for the income of those above one quantile over the income of those up to another."""
    at = yield [QuantileAt(share * of.persons) for share in (poorest, all_but_richest)]
    bottom, top = yield (
        Aggregate("SUM(CASE WHEN y <= {0} THEN w * y ELSE 0 END)", (at[0],)),
        Aggregate("SUM(CASE WHEN y > {0} THEN w * y ELSE 0 END)", (at[1],)),
    )
    if bottom <= 0:
        return no_figure("MEASURE_BOTTOM_SHARE_ZERO")
    ratio = top / bottom
    if at[0] >= at[1] or ratio < (1 - all_but_richest) / poorest:
        return (yield from _ratio_of_divided(of, poorest, all_but_richest))
    around = yield from mean_incomes(of, at)
    if around is None:
        return error_unknown(ratio, "MEASURE_DENSITY_ZERO")
    constant = around[1] * all_but_richest + ratio * around[0] * poorest
    influence = Influence(
        "(y - (CASE WHEN y <= {0} THEN y - {1} ELSE 0 END) - {2} * (CASE WHEN y <= {3} THEN y - {4} ELSE 0 END) - {5})"
        " / {6}",
        (at[1], around[1], ratio, at[0], around[0], constant, bottom),
    )
    return Figure(value=ratio, influence=influence)


def _ratio_of_divided(of: People, poorest: float, all_but_richest: float) -> Asking[Figure]:
    if of.total == 0:
        return no_figure("MEASURE_NOT_FINITE")
    low, high = yield from _points(of, (poorest, all_but_richest))
    if low.income == 0:
        return no_figure("MEASURE_NOT_FINITE")
    ratio = (1 - high.income) / low.income
    sql, numbers = _terms([(high, -1.0), (low, -ratio)])
    influence = Influence(f"({sql}) / {{{len(numbers)}}}", (*numbers, of.total * low.income))
    return Figure(value=ratio, influence=influence)


def _terms(points: list[tuple[Point, float]]) -> Influence:
    """Return the sum of factors times the influence on the income up to points, min(y - q, 0) + p q - y L(p)."""
    inner = [(point, factor) for point, factor in points if 0 < point.persons < 1]
    constant = sum(factor * point.persons * point.border for point, factor in inner)
    slope = sum(factor * point.income for point, factor in inner)
    numbers = [constant, slope]
    sql = "{0} - y * {1}"
    for point, factor in inner:
        at = len(numbers)
        sql += f" + {{{at}}} * (CASE WHEN y < {{{at + 1}}} THEN y - {{{at + 1}}} ELSE 0 END)"
        numbers += [factor, point.border]
    return Influence(sql, tuple(numbers))


def _points(of: People, shares: Sequence[float]) -> Asking[list[Point]]:
    inner = [each for each in shares if 0 < each < 1]
    at = yield [QuantileAt(each * of.persons) for each in inner]
    found = yield [Aggregate(sql, (each,)) for each in at for sql in _AROUND]
    parts = zip(inner, at, _groups(found, len(_AROUND)), strict=True)
    known = {share: _point(of, share, income, around) for share, income, around in parts}
    return [known[each] if each in known else Point(each, each, 0.0) for each in shares]


def _groups(numbers: Sequence[float], size: int) -> list[Sequence[float]]:
    return [numbers[first : first + size] for first in range(0, len(numbers), size)]


def _point(of: People, share: float, at: float, around: Sequence[float]) -> Point:
    below, incomes, here, rows, before = around
    persons = share * of.persons
    border = at
    if not math.isnan(before):
        part = (persons - below) / (here / rows)
        border = at if part >= 1 else before + (at - before) * max(part, 0.0)
    return Point(share, (incomes + at * (persons - below)) / of.total, border)
