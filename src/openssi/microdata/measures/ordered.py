"""Rows in ascending order of welfare, with what is cumulated over them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from openssi.microdata.arrays import Floats, Offsets

SAME = 1e-12
"""Share of the population by which cumulated weights may miss a quantile and still reach it: rounding of sums."""


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """The rows of a domain by ascending welfare, all with weights above zero.

    Attributes:
        rows: Their numbers in the sample.
        y: Their welfare.
        w: Their weights.
        sample_rows: Rows of the whole sample.
    """

    rows: Offsets
    y: Floats
    w: Floats
    sample_rows: int

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @cached_property
    def wy(self) -> Floats:
        """Weighted welfare of each row."""
        return self.w * self.y

    @cached_property
    def persons(self) -> Floats:
        """Persons up to and with each row."""
        return np.cumsum(self.w)

    @cached_property
    def incomes(self) -> Floats:
        """Sum of the incomes of the persons up to and with each row."""
        return np.cumsum(self.wy)

    @cached_property
    def population(self) -> float:
        """All persons."""
        return float(self.persons[-1]) if self.n else 0.0

    @cached_property
    def total(self) -> float:
        """Sum of all incomes."""
        return float(self.wy.sum())

    @property
    def mean(self) -> float:
        """Mean income of a person; of equal incomes it is that income, without the rounding of sums."""
        return float(self.y[0]) if self.is_equal else self.total / self.population

    @property
    def is_equal(self) -> bool:
        """Whether everybody has the same income."""
        return bool(self.y[0] == self.y[-1])

    @cached_property
    def deviation(self) -> float:
        """Standard deviation of incomes."""
        centred = self.y - self.mean
        return float(np.sqrt(np.dot(self.w, centred * centred) / self.population))

    def reached(self, persons: float) -> int:
        """Return the number of the first row with which so many persons are reached."""
        wanted = persons - SAME * self.population
        return min(int(np.searchsorted(self.persons, wanted, side="left")), self.n - 1)

    def divided(self, share: float) -> float:
        """Return how many rows lie up to a share of the population, with the part of the row that it divides."""
        if share <= 0 or not self.n:
            return 0.0
        if share >= 1:
            return float(self.n)
        persons = share * self.population
        row = self.reached(persons)
        part = (persons - self.persons_of_first(row)) / float(self.w[row])
        return row + min(max(part, 0.0), 1.0)

    def quantile(self, p: float) -> float:
        """Return the smallest income y with F(y) >= p."""
        return float(self.y[self.reached(p * self.population)])

    def persons_of_first(self, count: int) -> float:
        """Return the persons that the first rows stand for."""
        return float(self.persons[count - 1]) if count else 0.0

    def incomes_of_first(self, count: int) -> float:
        """Return the sum of the incomes of the first rows."""
        return float(self.incomes[count - 1]) if count else 0.0

    def spread(self, influence: Floats) -> Floats:
        """Put one number for each row where the row stands in the sample, with 0 elsewhere."""
        spread = np.zeros(self.sample_rows)
        spread[self.rows] = influence
        return spread
