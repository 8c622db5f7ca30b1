"""Poverty and inequality before and after transfers, each with its influence."""

from dataclasses import dataclass, field

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.benefits.ranking import Ranking
from openssi.microdata.benefits.totals import Total, no_figure, summed
from openssi.microdata.measures.measure import Conventions, Linearised
from openssi.vocabulary.errors import FixTheFile

_SAME = 1e-12


@dataclass(frozen=True, slots=True)
class Line:
    """A poverty line in the unit of welfare; `influence` where it is estimated from the sample."""

    value: float
    influence: Floats | None = field(default=None, repr=False)

    @classmethod
    def of(cls, conventions: Conventions, after: Ranking) -> "Line":
        """Return the line in force; a relative one is that of welfare after transfers, before and after alike.

        Raises:
            FixTheFile: if the line is not above zero.
        """
        line = cls(conventions.line) if conventions.line is not None else _relative(conventions, after)
        if not (np.isfinite(line.value) and line.value > 0):
            raise FixTheFile.because("BENEFITS_LINE_NOT_POSITIVE", line=f"{line.value:g}")
        return line


def _relative(conventions: Conventions, after: Ranking) -> Line:
    part, count = conventions.percent / 100, after.population
    if conventions.relative_to == "mean":
        mean = summed(after.weight * after.welfare) / count
        return Line(part * mean, part * (after.welfare - mean) / count)
    median = after.border(0.5)
    slope = after.mass_at(np.ones(len(after.weight)), median)
    moved = np.asarray(0.5 - (after.welfare <= median), dtype=np.float64)
    return Line(part * median, moved * (part / slope if slope > 0 else 0.0))


def is_poor(welfare: Floats, line: float, conventions: Conventions) -> Mask:
    """Return who is poor; in the convention `below`, an exact top-up to the line ends poverty."""
    return welfare < line * (1 - _SAME) if conventions.poor == "below" else welfare <= line


def poverty_of(welfare: Floats, line: float, alpha: int, conventions: Conventions) -> Floats:
    """Return ((z - y) / z)^alpha of the poor, zero for all others."""
    poor = is_poor(welfare, line, conventions)
    return poor.astype(np.float64) if alpha == 0 else np.where(poor, (line - welfare) / line, 0.0) ** alpha


def poverty_total(ranking: Ranking, line: Line, alpha: int, amounts: Floats, at_line: Floats | None = None) -> Total:
    """Return the total of amounts times ((z - y) / z)^alpha over the poor (Foster, Greer and Thorbecke 1984).

    Args:
        ranking: The population with the welfare y.
        line: The line z; where it is estimated, its influence counts.
        alpha: 0 for the poor, 1 for their gap, 2 for its square.
        amounts: One for each person, or what is counted of each.
        at_line: What is counted of those whose welfare is the line; the amounts unless said otherwise.
    """
    z = line.value
    counted = amounts * poverty_of(ranking.welfare, z, alpha, ranking.conventions)
    value = summed(ranking.weight * counted)
    if line.influence is None:
        return Total(value, counted)
    if alpha == 0:
        slope = ranking.mass_at(amounts if at_line is None else at_line, z)
    else:
        steeper = alpha * poverty_of(ranking.welfare, z, alpha - 1, ranking.conventions) * ranking.welfare / z**2
        slope = summed(ranking.weight * amounts * steeper)
    return Total(value, counted + slope * line.influence)


def gini(welfare: Floats, weight: Floats, conventions: Conventions) -> Linearised:
    """Return the Gini coefficient; without a figure where the total of welfare is not above zero.

    With r the sum of weights up to and with a row, in the order of welfare: (2 sum(w r y) - sum(w^2 y)) / (N Y) - 1 in
    the convention `laeken`, sum((2 r - 1) w y) / (N Y) - 1 in the convention `convey`.
    """
    population, income = float(weight.sum()), summed(weight * welfare)
    if not income > 0:
        return no_figure("BENEFITS_WELFARE_NOT_POSITIVE")
    order = np.argsort(welfare, kind="stable")
    y, w = welfare[order], weight[order]
    rank, received = np.cumsum(w), np.cumsum(w * y)
    above = income - received
    if conventions.gini == "laeken":
        top, moved = summed(w * (2 * y * rank - w * y)), 2 * (y * rank + above)
    else:
        top, moved = summed(w * ((2 * rank - 1) * y)), 2 * (y * rank + above + w * y) - y
    ratio = top / (population * income)
    influence = np.empty(len(weight))
    influence[order] = (moved - ratio * (income + population * y)) / (population * income)
    return Linearised(value=ratio - 1, influence=influence)
