"""Poverty before and after transfers, with its influence: the measures of `measures.poverty`, of amounts and parts."""

from dataclasses import dataclass, field

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.benefits.ranking import Ranking
from openssi.microdata.benefits.totals import Total, summed
from openssi.microdata.measures.lines import LineRule, line_of, poverty_cut
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.measures.poverty import poverty_of, poverty_slope
from openssi.vocabulary.errors import FixTheFile


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
        found = line_of(after.measured, LineRule(kind="declared"))
        if found.level is None or not np.isfinite(found.level):
            level = conventions.line if conventions.line is not None else 0.0
            raise FixTheFile.because("BENEFITS_LINE_NOT_POSITIVE", line=f"{level:g}")
        return cls(found.level, found.influence)


def is_poor(welfare: Floats, line: float, conventions: Conventions) -> Mask:
    """Return who is poor."""
    return welfare < poverty_cut(line, conventions)


def poverty_of_all(welfare: Floats, line: float, alpha: int, conventions: Conventions) -> Floats:
    """Return ((z - y) / z)^alpha of the poor, zero for all others."""
    return np.where(is_poor(welfare, line, conventions), poverty_of(welfare, line, alpha), 0.0)


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
    counted = amounts * poverty_of_all(ranking.welfare, z, alpha, ranking.conventions)
    value = summed(ranking.weight * counted)
    if line.influence is None:
        return Total(value, counted)
    if alpha == 0:
        slope = ranking.mass_at(amounts if at_line is None else at_line, z)
    else:
        poor = is_poor(ranking.welfare, z, ranking.conventions)
        slope = summed((ranking.weight * amounts * poverty_slope(ranking.welfare, z, alpha))[poor])
    return Total(value, counted + slope * line.influence)
