"""Measures at quantiles: quantiles themselves, shares of income, S80/S20, Palma."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from openssi.microdata.kernels.figures import Figure, Term, just_above, times
from openssi.microdata.kernels.last_pass import INCOME, ONE
from openssi.microdata.kernels.population import Point, Population
from openssi.microdata.measures.measure import Conventions

DENSITY_ZERO = "MEASURE_DENSITY_ZERO"


@dataclass(frozen=True, slots=True)
class Quantiles:
    """The quantiles of a population, by the share of persons below them."""

    population: Population
    conventions: Conventions
    at: Callable[[float], Point]

    def quantile(self, p: float) -> Figure:
        """Return the smallest income y with F(y) >= p; its influence is -(1{y <= q} - p) / (N f(q)) (Deville 1999)."""
        value = self.at(p).value
        height, _ = self.population.density_sums(value, self.conventions)
        if not height > 0:
            return Figure(value, reason=DENSITY_ZERO)
        return Figure(value, (Term(ONE, p / height), Term(ONE, -1 / height, high=just_above(value))))

    def share_up_to(self, p: float) -> Figure:
        """Return the share of the population at or below the quantile of a share p."""
        point, n = self.at(p), self.population.persons
        share = point.persons / n
        return Figure(share, (Term(ONE, 1 / n, high=just_above(point.value)), Term(ONE, -share / n)))

    def ratio(self, poorest: float, all_but_richest: float) -> Figure:
        """Return the income of those above one quantile over the income of those up to another.

        Persons with the same income stay together, in the lower group; where both groups would be one, or the ratio
        less than that of equals, they are divided. Sources: Eurostat; Cobham and Sumner (2013); influence after Langel
        and Tillé (2011).
        """
        low, high = self.at(poorest), self.at(all_but_richest)
        if low.incomes <= 0:
            return Figure(None, reason="MEASURE_BOTTOM_SHARE_ZERO")
        value = (self.population.incomes - high.incomes) / low.incomes
        if low.value >= high.value or value < (1 - all_but_richest) / poorest:
            return self._divided(poorest, all_but_richest)
        bottom, up_to = self._sum_up_to(poorest), self._sum_up_to(all_but_richest)
        if bottom is None or up_to is None:
            return Figure(value, reason=DENSITY_ZERO)
        terms = (Term(INCOME, 1.0), *times(up_to, -1.0), *times(bottom, -value))
        return Figure(value, times(terms, 1 / low.incomes))

    def share(self, lower: float, upper: float) -> Figure:
        """Return the share of all income of those between two quantiles; persons at a quantile are divided.

        Source: Lorenz (1905); influence after Kovačević and Binder (1997).
        """
        if self.population.incomes <= 0:
            return Figure(None, reason="MEASURE_SUM_NOT_POSITIVE")
        terms = (*self._lorenz_terms(upper), *times(self._lorenz_terms(lower), -1.0))
        return Figure(self._lorenz(upper) - self._lorenz(lower), terms)

    def _divided(self, poorest: float, all_but_richest: float) -> Figure:
        bottom = self._lorenz(poorest)
        value = (1 - self._lorenz(all_but_richest)) / bottom
        top, low = self._lorenz_terms(all_but_richest), self._lorenz_terms(poorest)
        return Figure(value, (*times(top, -1 / bottom), *times(low, -value / bottom)))

    def _sum_up_to(self, p: float) -> tuple[Term, ...] | None:
        """Return the influence on the sum of the incomes up to a quantile."""
        value = self.at(p).value
        quantile = self.quantile(p).influence
        if quantile is None:
            return None
        _, height = self.population.density_sums(value, self.conventions)
        return (Term(INCOME, 1.0, high=just_above(value)), *times(quantile, height))

    def _lorenz(self, p: float) -> float:
        if p in {0.0, 1.0}:
            return p
        point = self.at(p)
        rest = p * self.population.persons - point.persons_below
        return (point.incomes_below + point.value * rest) / self.population.incomes

    def _lorenz_terms(self, p: float) -> tuple[Term, ...]:
        if p in {0.0, 1.0}:
            return ()
        at, total = _between_incomes(self.at(p), p * self.population.persons), self.population.incomes
        below = (Term(INCOME, 1 / total, high=at), Term(ONE, -at / total, high=at))
        return (*below, Term(ONE, p * at / total), Term(INCOME, -self._lorenz(p) / total))


def _between_incomes(point: Point, persons: float) -> float:
    """Return the quantile on the straight line between the two incomes around it."""
    of_one = (point.persons - point.persons_below) / point.rows
    part = (persons - point.persons_below) / of_one
    if part >= 1 or math.isnan(point.before):
        return point.value
    return point.before + (point.value - point.before) * max(part, 0.0)
