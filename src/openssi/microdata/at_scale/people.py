"""What is known of the persons of a domain before any measure asks, and the density of their incomes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from openssi.microdata.at_scale.asking import Aggregate, Asking
from openssi.microdata.measures.measure import Conventions

_ABOVE_ZERO = "CASE WHEN y > 0 THEN {} ELSE 0 END"
FACTS = tuple(
    Aggregate(sql)
    for sql in (
        "COUNT(*)",
        "SUM(w)",
        "SUM(w * y)",
        "MIN(y)",
        "MAX(y)",
        "SUM(w * w * y)",
        f"SUM({_ABOVE_ZERO.format('1')})",
        f"SUM({_ABOVE_ZERO.format('w')})",
        f"SUM({_ABOVE_ZERO.format('w * y')})",
    )
)
_DEVIATION = "SUM(w * (y - {0}) * (y - {0}))"
_KERNEL = "EXP(-0.5 * ((y - {0}) / {1}) * ((y - {0}) / {1}))"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The persons of a domain.

    Attributes:
        n: Rows with a weight.
        persons: Sum of their weights, N.
        total: Sum of their incomes, Y.
        least: Their smallest income.
        greatest: Their greatest.
        own: Sum of w^2 y.
        positive_n: Rows with an income above zero.
        positive: Sum of their weights.
        positive_total: Sum of their incomes.
        deviation: Standard deviation of incomes; 0 where nobody asked for it.
        conventions: Where peers differ.
    """

    n: int
    persons: float
    total: float
    least: float
    greatest: float
    own: float
    positive_n: int
    positive: float
    positive_total: float
    deviation: float
    conventions: Conventions

    @property
    def mean(self) -> float:
        """Mean income of a person; of equal incomes it is that income, without the rounding of sums."""
        return self.least if self.least == self.greatest else self.total / self.persons

    @property
    def positive_mean(self) -> float:
        """Mean of incomes above zero."""
        if self.least == self.greatest:
            return self.least
        return self.positive_total / self.positive


def people(conventions: Conventions, *, with_deviation: bool) -> Asking[People]:
    """Ask for what is known of a domain."""
    n, persons, total, least, greatest, own, positive_n, positive, positive_total = yield FACTS
    squares = 0.0
    if with_deviation and persons > 0:
        (squares,) = yield (Aggregate(_DEVIATION, (total / persons,)),)
    return People(
        n=_count(n),
        persons=0.0 if math.isnan(persons) else persons,
        total=0.0 if math.isnan(total) else total,
        deviation=math.sqrt(squares / persons) if squares > 0 else 0.0,
        least=least,
        greatest=greatest,
        own=own,
        positive_n=_count(positive_n),
        positive=positive,
        positive_total=positive_total,
        conventions=conventions,
    )


def _count(number: float) -> int:
    return 0 if math.isnan(number) else int(number)


def densities(of: People, points: Sequence[float]) -> Asking[list[float]]:
    """Ask for the density f of incomes at points, as `openssi.microdata.measures.density` has it.

    It is in persons of a population of one per unit of currency, and 0 where all incomes are the same.
    """
    width = bandwidth(of)
    if not width > 0:
        return [0.0 for _ in points]
    summed = yield [Aggregate(f"SUM(w * {_KERNEL})", (at, width)) for at in points]
    return [each / (math.sqrt(2 * math.pi) * width * of.persons) for each in summed]


def mean_incomes(of: People, points: Sequence[float]) -> Asking[list[float] | None]:
    """Ask for the mean income around points, weighted by the kernel; None where the density of one is zero."""
    width = bandwidth(of)
    if not width > 0:
        return None
    amounts = ("w", "w * y")
    summed = yield [Aggregate(f"SUM({amount} * {_KERNEL})", (at, width)) for amount in amounts for at in points]
    persons, incomes = summed[: len(points)], summed[len(points) :]
    if not all(each > 0 for each in persons):
        return None
    return [over / under for over, under in zip(incomes, persons, strict=True)]


def bandwidth(of: People) -> float:
    """Return the bandwidth of the density, s N^(-1/5); 0 where all incomes are the same."""
    if of.least == of.greatest:
        return 0.0
    count = of.n if of.conventions.bandwidth_n == "sample_size" else of.persons
    return float(of.deviation * count**-0.2)
