"""Poverty gaps that count by the rank of the poor: Sen, and Sen, Shorrocks and Thon."""

from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.density import density
from openssi.microdata.measures.lines import LineRule, line_of, poor_rows
from openssi.microdata.measures.measure import Linearised, Measured
from openssi.microdata.measures.poverty import with_line


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Gaps of the poor, from the poorest, each times the persons who are better off among those that count.

    Attributes:
        gaps: (z - y) / z of each poor row.
        weights: Their weights.
        after: Persons better off than each, half of its own among them.
    """

    gaps: Floats
    weights: Floats
    after: Floats

    @property
    def together(self) -> float:
        """Sum of weight, gap and the persons better off."""
        return float(np.dot(self.weights, self.gaps * self.after))

    @property
    def moved(self) -> Floats:
        """Return how much the sum moves with the weight of each poor row."""
        weighted = self.weights * self.gaps
        return self.gaps * (self.after + self.weights / 2) + np.cumsum(weighted) - weighted


def sen(measured: Measured, rule: LineRule) -> Linearised:
    """Return Sen's index H (I + (1 - I) G): the rate, the income gap ratio and the Gini coefficient among the poor.

    It is 2 / (N Q z) times the sum of w (z - y) times the poor who are better off, Q being the poor.

    Source: Sen (1976); influence as the derivative in the weights.
    """
    line = line_of(measured, rule)
    if line.level is None:
        return Linearised(value=None, reason=line.reason)
    ordered, level = measured.ordered, line.level
    poor = poor_rows(ordered, level, measured.conventions)
    if not poor:
        return measured.figure(0.0, lambda: np.zeros(ordered.sample_rows))
    everybody, persons = ordered.persons_of_first(poor), ordered.population
    ranked = _ranked(measured, poor, level, everybody)
    value = 2 * ranked.together / (persons * everybody)

    def own() -> Floats:
        each = np.full(ordered.n, -value / persons)
        each[:poor] += 2 * ranked.moved / (persons * everybody) - value / everybody
        return measured.spread(each)

    def slope() -> float:
        gaps = float(np.dot(ranked.weights, ranked.gaps))
        entering = density(ordered, level, measured.conventions) * (2 * gaps / everybody - value * persons / everybody)
        return everybody / persons / level - value / level + entering

    return with_line(measured, value, line, own, slope)


def sen_shorrocks_thon(measured: Measured, rule: LineRule) -> Linearised:
    """Return the mean gap of the population times 1 + the Gini coefficient of its gaps.

    It is 2 / N^2 times the sum of w (z - y) / z times the persons who are better off.

    Source: Shorrocks (1995); influence as the derivative in the weights.
    """
    line = line_of(measured, rule)
    if line.level is None:
        return Linearised(value=None, reason=line.reason)
    ordered, level = measured.ordered, line.level
    poor = poor_rows(ordered, level, measured.conventions)
    ranked = _ranked(measured, poor, level, ordered.population)
    scale = 2 / ordered.population**2
    value = scale * ranked.together

    def own() -> Floats:
        each = np.full(ordered.n, float(np.dot(ranked.weights, ranked.gaps)))
        each[:poor] = ranked.moved
        return measured.spread(scale * each - 2 * value / ordered.population)

    def slope() -> float:
        return scale * float(np.dot(ranked.weights, ordered.y[:poor] * ranked.after)) / level**2

    return with_line(measured, value, line, own, slope)


def _ranked(measured: Measured, poor: int, level: float, persons: float) -> _Ranked:
    ordered = measured.ordered
    weights = ordered.w[:poor]
    return _Ranked(
        gaps=(level - ordered.y[:poor]) / level, weights=weights, after=persons - ordered.persons[:poor] + weights / 2
    )
