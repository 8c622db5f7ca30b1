"""Poverty gaps that count by the rank of the poor, from the bins: Sen, and Sen, Shorrocks and Thon.

With the line z and P persons, the sum of w_j max((z - y) / z, (z - y_j) / z) is how much such a figure moves with the
weight of somebody poor. It is ((z - y) P - Y + phi(y)) / z, Y being all incomes of the domain.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.kernels.binning import TOLERANCE as OF_GINI
from openssi.microdata.kernels.binning import Binning, cut_again, keys_of
from openssi.microdata.kernels.figures import Figure, Term
from openssi.microdata.kernels.last_pass import ABOVE, INCOME, ONE
from openssi.microdata.kernels.line_figures import Line
from openssi.microdata.kernels.population import Population
from openssi.microdata.kernels.selection import GAP, POOR
from openssi.microdata.measures.measure import Conventions

TOLERANCE = 4e-9
"""How far a figure may be off at most, as a part of it; bins are cut again until this is sure, or they cannot be."""


@dataclass(frozen=True, slots=True)
class RankedPoor:
    """The poor of a domain.

    Attributes:
        persons: The poor.
        gaps: Their (z - y) / z, added up.
        pairs: Sum over two of them of the weights and the greater of both gaps.
        uncertain: How much each bin can add to the error of the pairs at most, as a part of them.
    """

    persons: float
    gaps: float
    pairs: float
    uncertain: Floats

    @classmethod
    def of(cls, line: Line, below: Floats, population: Population, binning: Binning) -> "RankedPoor":
        """Rank them by their bins, each at the mean of its incomes; of that of the line only who is below counts."""
        z = line.level
        last = int(np.searchsorted(binning.bins.low, keys_of(np.array([line.cut])), side="right")[0]) - 1
        persons = np.append(population.persons_by_bin[:last], 0.0)
        gaps = np.append(persons[:-1] - population.incomes_by_bin[:last] / z, 0.0)
        poor, gap = float(below[POOR]), float(below[GAP])
        persons[-1], gaps[-1] = max(poor - persons.sum(), 0.0), max(gap - gaps.sum(), 0.0)
        richer = np.cumsum(persons[::-1])[::-1] - persons
        pairs = float((gaps * (2 * richer + persons)).sum())
        uncertain = np.zeros(binning.number)
        several = (persons > 0) & (binning.open_bits[: last + 1] > 0)
        bound = np.where(several, persons**2, 0.0) * np.where(several, binning.widths[: last + 1], 0.0)
        if pairs > 0:
            uncertain[: last + 1] = bound / (4 * z * pairs)
        return cls(poor, gap, pairs, uncertain)


def finer(binning: Binning, ranked: Sequence[RankedPoor]) -> Binning | None:
    """Return bins in which no sum over two of the poor is off by more; None where they are, or cannot be cut."""
    if not ranked:
        return None
    worst = max(ranked, key=lambda each: float(each.uncertain.sum()))
    if worst.uncertain.sum() <= TOLERANCE:
        return None
    return cut_again(binning, np.max([each.uncertain for each in ranked], axis=0) * (OF_GINI / TOLERANCE))


def sen(line: Line, poor: RankedPoor, population: Population, conventions: Conventions) -> Figure:
    """Return Sen's index H (I + (1 - I) G) (Sen 1976)."""
    if not poor.persons > 0:
        return Figure(0.0, ())
    n, q, z = population.persons, poor.persons, line.level
    value = poor.pairs / (n * q)
    if line.fraction and line.reason:
        return Figure(value, reason=line.reason)
    moved = _moved(line, q, population, 2 / (n * q))
    slope = 0.0
    if line.fraction:
        height = population.density_sums(z, conventions)[0] / n
        slope = q / n / z - value / z + height * (2 * poor.gaps / q - value * n / q)
    return Figure(value, (*moved, Term(ONE, -value / q, high=line.cut), Term(ONE, -value / n)), slope * line.fraction)


def sen_shorrocks_thon(line: Line, poor: RankedPoor, population: Population) -> Figure:
    """Return the mean gap of the population times 1 + the Gini coefficient of its gaps (Shorrocks 1995)."""
    n, q, z = population.persons, poor.persons, line.level
    scale, together = 2 / n**2, poor.pairs / 2 + (n - q) * poor.gaps
    value = scale * together
    if line.fraction and line.reason:
        return Figure(value, reason=line.reason)
    moved = _moved(line, n, population, scale)
    terms = (*moved, Term(ONE, scale * poor.gaps, line.cut), Term(ONE, -2 * value / n))
    return Figure(value, terms, scale * ((n - q) * q + q**2 / 2 - together) / z * line.fraction)


def _moved(line: Line, persons: float, population: Population, factor: float) -> tuple[Term, ...]:
    z = line.level
    return (
        Term(ONE, factor * (persons - population.incomes / z), high=line.cut),
        Term(INCOME, -factor * persons / z, high=line.cut),
        Term(ABOVE, factor / z, high=line.cut),
    )
