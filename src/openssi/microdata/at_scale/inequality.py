"""Gini, generalised entropy and Atkinson.

Formulas and sources are those of `openssi.microdata.measures.inequality` and `openssi.microdata.measures.entropy`.
"""

import math

from openssi.microdata.at_scale.asking import Aggregate, Asking
from openssi.microdata.at_scale.figures import Figure, Influence, no_figure
from openssi.microdata.at_scale.people import People
from openssi.microdata.at_scale.persons import as_double
from openssi.microdata.measures.guard import not_negative

_RELATIVE = "(CASE WHEN y > 0 THEN y ELSE {0} END / {0})"
"""Income over the mean; 1 where it is not above zero, for functions that would not bear it."""


def gini(of: People) -> Asking[Figure]:
    """Ask for the Gini coefficient, from the sum over all pairs of the greater of two incomes."""
    if of.total <= 0:
        return no_figure("MEASURE_SUM_NOT_POSITIVE")
    (pairs,) = yield (Aggregate("SUM(w * phi)"),)
    scale, by_weight = of.persons * of.total, of.conventions.gini == "laeken"
    top = (pairs if by_weight else pairs + of.own - of.total) / scale
    own = "" if by_weight else " + 2 * w * y - y"
    influence = Influence(f"(2 * phi{own} - {{0}} * (y * {{1}} + {{2}})) / {{3}}", (top, of.persons, of.total, scale))
    return Figure(value=not_negative(top - 1), influence=influence)


def hoover(of: People) -> Asking[Figure]:
    """Ask for the share of all income that would have to change hands for all to be equal."""
    if of.total <= 0:
        return no_figure("MEASURE_SUM_NOT_POSITIVE")
    persons, incomes = yield [
        Aggregate(f"SUM(CASE WHEN y < {{0}} THEN {each} ELSE 0 END)", (of.mean,)) for each in ("w", "w * y")
    ]
    below = "CASE WHEN y < {0} THEN 1 ELSE 0 END"
    influence = Influence(
        f"({below} - {{1}}) / {{3}} - y * ({below} - {{2}}) / {{4}}",
        (of.mean, persons / of.persons, incomes / of.total, of.persons, of.total),
    )
    return Figure(value=not_negative(persons / of.persons - incomes / of.total), influence=influence)


def why_not_positive(of: People) -> str:
    """Return why a measure of incomes above zero has no figure; empty where it has one."""
    if of.positive_n == of.n:
        return ""
    if of.conventions.nonpositive == "refuse":
        return "MEASURE_NONPOSITIVE_REFUSED"
    return "" if of.positive_n else "MEASURE_NONE_POSITIVE"


def generalised_entropy(of: People, a: float) -> Asking[Figure]:
    """Ask for GE(a): 0 is the mean log deviation, 1 the Theil index."""
    reason = why_not_positive(of)
    if reason:
        return no_figure(reason)
    if a == 0:
        each = f"(-LN({_RELATIVE}))"
    elif a == 1:
        each = f"({_RELATIVE} * LN({_RELATIVE}))"
    else:
        each = f"((POWER({_RELATIVE}, {as_double(a)}) - 1) / {as_double(a * (a - 1))})"
    value = yield from _mean(of, each)
    slope = 1.0 if a == 0 else -(1 + value) if a == 1 else -(a * value + 1 / (a - 1))
    influence = _influence(of, f"({each} - {{1}} + {{2}} * ({_RELATIVE} - 1))", value, slope)
    return Figure(value=not_negative(value), influence=influence)


def atkinson(of: People, e: float) -> Asking[Figure]:
    """Ask for the Atkinson index with inequality aversion e above 0."""
    reason = why_not_positive(of)
    if reason:
        return no_figure(reason)
    if e == 1:
        each = f"LN({_RELATIVE})"
        middle = yield from _mean(of, each)
        kept = math.exp(middle)
        influence = _influence(of, f"({{2}} * ({each} - {{1}} - ({_RELATIVE} - 1)))", middle, -kept)
        return Figure(value=not_negative(-math.expm1(middle)), influence=influence)
    each = f"(POWER({_RELATIVE}, {as_double(1 - e)}) - 1)"
    middle = yield from _mean(of, each)
    fallen = math.log1p(middle) / (1 - e)
    moved = f"(({each} - {{1}}) / {as_double(1 - e)} - (1 + {{1}}) * ({_RELATIVE} - 1))"
    influence = _influence(of, f"({{2}} * {moved})", middle, -math.exp(fallen) / (1 + middle))
    return Figure(value=not_negative(-math.expm1(fallen)), influence=influence)


def _mean(of: People, each: str) -> Asking[float]:
    sql = f"SUM(CASE WHEN y > 0 THEN w * {each} ELSE 0 END)"
    (summed,) = yield (Aggregate(sql, (of.positive_mean,)),)
    return summed / of.positive


def _influence(of: People, each: str, middle: float, slope: float) -> Influence:
    numbers = (of.positive_mean, middle, slope, of.positive)
    return Influence(f"CASE WHEN y > 0 THEN {each} / {{3}} ELSE 0 END", numbers)
