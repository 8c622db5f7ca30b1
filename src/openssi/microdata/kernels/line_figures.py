"""Measures at a poverty line: rate, gap, severity, Watts."""

import math
from dataclasses import dataclass

from openssi.microdata.arrays import Floats
from openssi.microdata.kernels.figures import Figure, Term
from openssi.microdata.kernels.first_pass import P_PERSONS
from openssi.microdata.kernels.last_pass import INCOME, LOG, ONE, SQUARE
from openssi.microdata.kernels.population import LEAST, Population
from openssi.microdata.kernels.selection import GAP, POOR, POOR_ABOVE_ZERO, POOR_LOG, SQUARED_GAP
from openssi.microdata.kernels.smooth_figures import why_not_positive
from openssi.microdata.measures.lines import poverty_cut
from openssi.microdata.measures.measure import Conventions


@dataclass(frozen=True, slots=True)
class Line:
    """A poverty line.

    Attributes:
        level: In the unit of the passes.
        cut: Who has less is poor.
        fraction: Of the median or mean that it is; 0 where it is fixed.
        reason: Why it has no influence.
    """

    level: float
    cut: float
    fraction: float = 0.0
    reason: str = ""

    @classmethod
    def at(cls, level: float, conventions: Conventions, fraction: float = 0.0, reason: str = "") -> "Line":
        """Return the line at a level."""
        return cls(level, poverty_cut(level, conventions), fraction, reason)


def foster_greer_thorbecke(
    power: int, line: Line, below: Floats, population: Population, conventions: Conventions
) -> Figure:
    """Return the mean of ((z - y) / z)^power over the population, the poor counting and others being 0.

    Source: Foster, Greer and Thorbecke (1984); influence after Deville (1999) and Berger and Skinner (2003).
    """
    n, z = population.persons, line.level
    sums = [float(below[each]) / n for each in (POOR, GAP, SQUARED_GAP)]
    value = sums[power]
    functions = ((ONE, 1.0), (INCOME, -1 / z), (SQUARE, 1 / z**2))
    binomial = ((1, 0, 0), (1, 1, 0), (1, 2, 1))[power]
    own = [Term(at, factor * by / n, high=line.cut) for (at, factor), by in zip(functions, binomial, strict=True) if by]
    if line.fraction and line.reason:
        return Figure(value, reason=line.reason)
    if not line.fraction:
        slope = 0.0
    elif power == 0:
        slope = population.density_sums(z, conventions)[0] / n
    else:
        slope = power * (sums[power - 1] - sums[power]) / z
    return Figure(value, (*own, Term(ONE, -value / n)), slope * line.fraction)


def watts(line: Line, below: Floats, population: Population, conventions: Conventions) -> Figure:
    """Return the mean of ln(z / y) over the poor, others being 0; of incomes above zero.

    Source: Watts (1968); Zheng (1993).
    """
    reason = why_not_positive(population, conventions)
    if reason:
        return Figure(None, reason=reason)
    n, poor, log = float(population.totals[P_PERSONS]), float(below[POOR_ABOVE_ZERO]), math.log(line.level)
    value = (log * poor - float(below[POOR_LOG])) / n
    if line.fraction and line.reason:
        return Figure(value, reason=line.reason)
    terms = (Term(ONE, log / n, LEAST, line.cut), Term(LOG, -1 / n, LEAST, line.cut), Term(ONE, -value / n, LEAST))
    return Figure(value, terms, poor / n / line.level * line.fraction)
