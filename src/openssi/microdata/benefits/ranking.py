"""Persons ranked by welfare: the borders of fifths, and what is known of those who stand at a border."""

from dataclasses import dataclass, field
from functools import cached_property
from math import inf, pi, sqrt

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.benefits.totals import summed
from openssi.microdata.measures.density import bandwidth
from openssi.microdata.measures.measure import Conventions, Measured

_SAME = 1e-12
_FAR = 38.0
"""Bandwidths beyond which a Gaussian kernel is zero."""


@dataclass(frozen=True)
class Ranking:
    """A population in the order of its welfare.

    Attributes:
        welfare: Of every row.
        weight: Of every row; their sum is above zero.
        conventions: The bandwidth in force.
    """

    welfare: Floats
    weight: Floats
    conventions: Conventions = field(default_factory=Conventions)

    @cached_property
    def population(self) -> float:
        """Sum of weights."""
        return float(self.weight.sum())

    @cached_property
    def measured(self) -> Measured:
        """The same as measures look at it."""
        return Measured(welfare=self.welfare, weight=self.weight, conventions=self.conventions)

    @cached_property
    def _borders(self) -> dict[float, float]:
        return {0.0: -inf, 1.0: inf}

    def border(self, fraction: float) -> float:
        """Return the smallest welfare below or at which this fraction of the population lives."""
        if fraction not in self._borders:
            self._borders[fraction] = self.measured.ordered.quantile(fraction)
        return self._borders[fraction]

    def between(self, low: float, high: float) -> Mask:
        """Return who lives above the border of one fraction and not above that of another."""
        return (self.welfare > self.border(low)) & (self.welfare <= self.border(high))

    @cached_property
    def bandwidth(self) -> float:
        """Bandwidth of the density, s N^(-1/5)."""
        return bandwidth(self.measured.ordered, self.conventions)

    @cached_property
    def _kernels(self) -> dict[float, Floats]:
        return {}

    def _kernel(self, at: float) -> Floats:
        if at not in self._kernels:
            distance = self.welfare - at
            if self.bandwidth > 0:
                scaled = np.clip(distance / self.bandwidth, -_FAR, _FAR)
                self._kernels[at] = self.weight * np.exp(-0.5 * scaled**2)
            else:
                self._kernels[at] = self.weight * (distance == 0)
        return self._kernels[at]

    def mean_at(self, amounts: Floats, at: float) -> float:
        """Return the mean amount of those whose welfare is that of a border.

        The line through the amounts nearby, weighted by a Gaussian kernel (Fan and Gijbels 1996), read at the border:
        of welfare itself it is the border, and it does not lean where the population thins out.
        """
        kernel, distance = self._kernel(at), self.welfare - at
        whole, first, second = (summed(kernel * each) for each in (np.ones(len(kernel)), distance, distance**2))
        mean, slope = summed(kernel * amounts), summed(kernel * distance * amounts)
        determinant = whole * second - first**2
        if not determinant > _SAME * whole * second:
            return mean / whole
        return (second * mean - first * slope) / determinant

    def mass_at(self, amounts: Floats, at: float) -> float:
        """Return by how much the total of amounts below a point grows when the point moves by one."""
        if self.bandwidth <= 0:
            return 0.0
        return summed(self._kernel(at) * amounts) / (self.bandwidth * sqrt(2 * pi))

    def moved_border(self, amounts: Floats, fraction: float) -> Floats:
        """Return how the total of amounts below a border moves because the border is estimated.

        The influence of a quantile, -(1{y<=q} - p) / (N f(q)), times the slope of the total, N f(q) E[a | y=q]: the
        density falls out, and only the mean at the border is left (Kovacevic and Binder 1997, Osier 2009).
        """
        at = self.border(fraction)
        if not np.isfinite(at):
            return np.zeros(len(self.weight))
        return np.asarray(self.mean_at(amounts, at) * (fraction - (self.welfare <= at)), dtype=np.float64)
