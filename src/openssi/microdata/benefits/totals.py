"""Totals with their influence, and what can be made of them: sums, differences, ratios."""

from dataclasses import dataclass

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.measure import Linearised


@dataclass(frozen=True, slots=True)
class Total:
    """A weighted total, or a smooth function of totals, and its influence function (Deville 1999).

    Attributes:
        value: The figure.
        influence: u_k of every row: the variance of the figure is that of the total of w_k u_k.
    """

    value: float
    influence: Floats

    def __add__(self, other: "Total") -> "Total":
        return Total(self.value + other.value, self.influence + other.influence)

    def __sub__(self, other: "Total") -> "Total":
        return Total(self.value - other.value, self.influence - other.influence)

    def times(self, factor: float) -> "Total":
        """Return the total times a number."""
        return Total(self.value * factor, self.influence * factor)

    def over(self, other: "Total") -> "Total":
        """Return the ratio to a total that is not zero: u = (u_a - R u_b) / b."""
        ratio = self.value / other.value
        return Total(ratio, (self.influence - ratio * other.influence) / other.value)

    @property
    def linearised(self) -> Linearised:
        """The total as a figure with its influence."""
        return Linearised(value=self.value, influence=self.influence)


def summed(values: Floats) -> float:
    """Return a sum; a product of two vectors by BLAS would wake threads that cost more than they save."""
    return float(values.sum())


def no_figure(reason: str) -> Linearised:
    """Return that there is no figure, and why."""
    return Linearised(value=None, reason=reason)


def share(part: Total, whole: Total, reason: str) -> Linearised:
    """Return a ratio of totals, or why there is none where the whole is not above zero."""
    return part.over(whole).linearised if whole.value > 0 else no_figure(reason)
