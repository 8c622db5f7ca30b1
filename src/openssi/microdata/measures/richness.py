"""Richness: who has more than a line, and how much more.

Rich is y > r (1 + 1e-12), so that no rounding of a multiple of the median makes anybody rich.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.density import density
from openssi.microdata.measures.lines import LineRule, line_of
from openssi.microdata.measures.measure import Behind, Having, Linearised, Measured
from openssi.microdata.measures.poverty import with_line
from openssi.vocabulary.counted import code_of

JUST_ABOVE = 1 + 1e-12
"""Whoever has exactly the line is not rich, whatever the last binary digit of it is."""

Each = Callable[[Floats, float], Floats]
"""What is counted of each of some incomes above a line, and its slope by the line."""


def headcount(measured: Measured, rule: LineRule) -> Linearised:
    """Return the share of the population with an income above the line.

    Source: Peichl, Schaefer and Scheicher (2010); influence after Deville (1999).
    """
    return _mean_of_rich(measured, rule, lambda y, _: np.ones(len(y)), None)


def concave(measured: Measured, power: float, rule: LineRule) -> Linearised:
    """Return the mean of ((y - r) / y)^a over the population, the rich counting and others being 0; a up to 1.

    A gift from a very rich person to a rich one raises it.

    Source: Peichl, Schaefer and Scheicher (2010), concave index of the type of Foster, Greer and Thorbecke.
    """
    return _mean_of_rich(
        measured,
        rule,
        lambda y, r: ((y - r) / y) ** power,
        lambda y, r: -power * ((y - r) / y) ** (power - 1) / y,
    )


def convex(measured: Measured, power: float, rule: LineRule) -> Linearised:
    """Return the mean of ((y - r) / r)^a over the population, the rich counting and others being 0; a from 1.

    A gift from a very rich person to a rich one lowers it, or leaves it where a is 1.

    Source: Peichl, Schaefer and Scheicher (2010), convex index of the type of Foster, Greer and Thorbecke.
    """
    return _mean_of_rich(
        measured,
        rule,
        lambda y, r: ((y - r) / r) ** power,
        lambda y, r: -power * ((y - r) / r) ** (power - 1) * y / r**2,
    )


def chakravarty(measured: Measured, b: float, rule: LineRule) -> Linearised:
    """Return the mean of 1 - (r / y)^b over the population, the rich counting and others being 0; concave.

    Source: Peichl, Schaefer and Scheicher (2010), after the poverty index of Chakravarty (1983).
    """
    return _mean_of_rich(measured, rule, lambda y, r: 1 - (r / y) ** b, lambda y, r: -b * (r / y) ** b / r)


def rich(measured: Measured, *parameters: object) -> Behind:
    """Return whoever has no more than the line; the others are the rich."""
    level = _level(measured, *parameters)
    if level is None:
        return Behind()
    rows = measured.welfare <= level * JUST_ABOVE
    return Behind(having=Having(name=code_of("income_at_or_below", texts=(f"{level:.12g}",)), rows=rows, line=level))


def rich_and_what_they_have(measured: Measured, *parameters: object) -> Behind:
    """Return the same, and what the rich have above the line: one of them may hold most of it."""
    found, level = rich(measured, *parameters), _level(measured, *parameters)
    if level is None:
        return found
    return replace(found, amounts=(np.maximum(measured.welfare - level, 0.0),))


def _level(measured: Measured, *parameters: object) -> float | None:
    rule = next(each for each in parameters if isinstance(each, LineRule))
    return line_of(replace(measured, with_influence=False, national=measured.whole), rule).level


def _mean_of_rich(measured: Measured, rule: LineRule, each: Each, slope: Each | None) -> Linearised:
    line = line_of(measured, rule)
    if line.level is None:
        return Linearised(value=None, reason=line.reason)
    ordered, level = measured.ordered, line.level
    first = int(np.searchsorted(ordered.y, level * JUST_ABOVE, side="right"))
    y, w = ordered.y[first:], ordered.w[first:]
    counted = each(y, level)
    value = float(np.dot(w, counted)) / ordered.population

    def own() -> Floats:
        of_rows = np.zeros(ordered.n)
        of_rows[first:] = counted
        return measured.spread((of_rows - value) / ordered.population)

    def moved() -> float:
        if slope is None:
            return -density(ordered, level, measured.conventions)
        return float(np.dot(w, slope(y, level))) / ordered.population

    return with_line(measured, value, line, own, moved)
