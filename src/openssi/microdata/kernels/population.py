"""What the first pass tells of a population: persons and incomes by bin, totals, density."""

import math
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.kernels.first_pass import ALL_ROWS, CENTRED, CENTRED_SQUARE, COUNT
from openssi.microdata.measures.measure import Conventions

LEAST = 5e-324
"""The least number above zero."""

SAME = 1e-12
"""Share of the population by which cumulated weights may miss a quantile and still reach it: rounding of sums."""

_ROUNDING = 1e-13

_FAR = 9.0
"""Bandwidths from which on the kernel counts for nothing: exp(-40)."""


@dataclass(frozen=True, slots=True)
class Point:
    """A quantile.

    Attributes:
        value: The smallest income with so many persons at or below it.
        persons_below: Persons with less.
        incomes_below: Their incomes.
        persons: Persons with no more.
        incomes: Their incomes.
        rows: Rows with this very income.
        before: The next lower income, itself where that is not known.
    """

    value: float
    persons_below: float
    incomes_below: float
    persons: float
    incomes: float
    rows: int
    before: float


@dataclass(frozen=True, eq=False)
class Population:
    """One domain, or everybody; incomes are in the unit of the passes.

    Attributes:
        persons_by_bin: Sum of weights.
        incomes_by_bin: Sum of weight times income.
        totals: See `first_pass`.
    """

    persons_by_bin: Floats
    incomes_by_bin: Floats
    totals: Floats
    _densities: dict[tuple[float, float], tuple[float, float]] = field(default_factory=dict, init=False, repr=False)

    @property
    def rows(self) -> int:
        """Rows of the file, with a weight or not."""
        return int(self.totals[ALL_ROWS])

    @property
    def n(self) -> int:
        """Rows with a weight above zero."""
        return int(self.totals[COUNT])

    @cached_property
    def persons(self) -> float:
        """Sum of the weights."""
        return float(self.persons_by_bin.sum())

    @cached_property
    def incomes(self) -> float:
        """Sum of all incomes."""
        return float(self.incomes_by_bin.sum())

    @cached_property
    def deviation(self) -> float:
        """Standard deviation of incomes; 0 where all are the same."""
        away = self.totals[CENTRED] / self.persons
        variance = float(self.totals[CENTRED_SQUARE] / self.persons - away * away)
        if variance > _ROUNDING * away * away:
            return math.sqrt(variance)
        return math.sqrt(self._variance_between_bins())

    def _variance_between_bins(self) -> float:
        persons, _, means = self._held
        away = means - means[0]
        mean = float((persons * away).sum()) / self.persons
        return float((persons * (away - mean) ** 2).sum()) / self.persons

    def density_sums(self, at: float, conventions: Conventions) -> tuple[float, float]:
        """Return the density of persons and of their incomes at a point, by a Gaussian kernel, each bin at its mean.

        The bandwidth is s N^(-1/5), N the rows with a weight or the sum of weights; both are 0 where all incomes are
        the same.
        """
        number = self.n if conventions.bandwidth_n == "sample_size" else self.persons
        width = self.deviation * number**-0.2
        if not width > 0:
            return 0.0, 0.0
        if (at, width) not in self._densities:
            self._densities[at, width] = self._density_sums(at, width)
        return self._densities[at, width]

    def _density_sums(self, at: float, width: float) -> tuple[float, float]:
        persons, incomes, means = self._held
        near = np.abs(means - at) < _FAR * width
        kernel = np.exp(-0.5 * ((means[near] - at) / width) ** 2)
        scale = math.sqrt(2 * math.pi) * width
        return float((persons[near] * kernel).sum()) / scale, float((incomes[near] * kernel).sum()) / scale

    @cached_property
    def _held(self) -> tuple[Floats, Floats, Floats]:
        """Persons, incomes and mean income of the bins in which somebody is."""
        held = self.persons_by_bin > 0
        persons, incomes = self.persons_by_bin[held], self.incomes_by_bin[held]
        return persons, incomes, incomes / persons

    def bin_reached(self, persons: float) -> int:
        """Return the first bin with which so many persons are reached."""
        wanted = max(persons - SAME * self.persons, LEAST)
        found = int(np.searchsorted(np.cumsum(self.persons_by_bin), wanted, side="left"))
        return min(found, int(np.flatnonzero(self.persons_by_bin)[-1]))

    def bin_before(self, place: int) -> int:
        """Return the last bin with persons before another; that itself where there is none."""
        held = np.flatnonzero(self.persons_by_bin[:place])
        return int(held[-1]) if len(held) else place
