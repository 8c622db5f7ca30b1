"""Whether so many stand between two ranks of a large sample that a figure of them tells of nobody: without a sort.

A few rows at equal distances give borders on both sides of a rank. One pass over all weights proves on which side of
the rank they lie; some blocks of rows then hold no more rows, and no larger amounts, than there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.measures.measure import Measured
from openssi.microdata.measures.numbered import sums_by_number

LEAST_SHARE = 0.001
"""Share of an amount below which nobody counts as one of its largest contributors."""

PLENTY = 10_000
"""Rows of which no rule asks for more."""

SORTED = 1_000_000
"""Rows up to which they are sorted instead: that is exact, and takes no time."""

OF_A_PERCENT = 1_000
"""Rows that a hundredth of the population is at least, where it is not looked at who stands between two of them."""

_BLOCK = 100_000
_EVERY = 8
_LOOKED_AT = 50_000
_MARGIN = 0.01


@dataclass(slots=True)
class Heap:
    """Rows on one side of a border, in some of the blocks: no more than there are.

    Attributes:
        rows: How many.
        amount: The sum of weight times income, of which what is below zero counts by its size.
    """

    rows: int = 0
    amount: float = 0.0

    def add(self, is_here: Mask, weight: Floats, amounts: Floats) -> None:
        """Add the rows of a block that are here."""
        self.rows += int(np.count_nonzero(is_here & (weight > 0)))
        self.amount += float(np.where(is_here, amounts, 0.0).sum())

    def less(self, other: "Heap") -> "Heap":
        """Return these without others that are among them."""
        return Heap(self.rows - other.rows, self.amount - other.amount)

    def beside(self, other: "Heap") -> "Heap":
        """Return these and others."""
        return Heap(self.rows + other.rows, self.amount + other.amount)


@dataclass(frozen=True, slots=True)
class Around:
    """A rank between two borders.

    Attributes:
        low: What certainly lies below the rank.
        low_and_more: What lies below the upper border.
        high: What certainly lies above the rank.
        largest_below: What nobody below the upper border contributes more than.
    """

    low: Heap
    low_and_more: Heap
    high: Heap
    largest_below: float


@dataclass(frozen=True, slots=True)
class Extremes:
    """What no row of a domain exceeds.

    Attributes:
        weight: The largest weight.
        lowest: The lowest income.
        amount: The largest weight times income, of which what is below zero counts by its size.
    """

    weight: float
    lowest: float
    amount: float


def tells_of_nobody(measured: Measured, lower: float, upper: float) -> bool:
    """Return whether those between two ranks, and the others, are many, and none of them holds much of their income.

    Args:
        measured: The domain.
        lower: Percentage of the population; none below where it is not above 0.
        upper: The same; none above where it is 100 or more.

    Returns:
        True only where it is proved; always False for small samples.
    """
    if not may_be_plenty(measured) or not (float(lower).is_integer() and float(upper).is_integer()):
        return False
    ranks = [each for each in (lower, upper) if 0 < each < 100]
    together = measured.whole.kept("rows of a household", partial(_most_together, measured))
    most = measured.kept("extremes", partial(_extremes, measured))
    # What some of the blocks hold proves it for most; for a small domain all of them may have to be looked at.
    for every in dict.fromkeys((_EVERY, 1)):
        found = [
            measured.kept(("around", each, every), partial(_around, measured, each / 100, every)) for each in ranks
        ]
        around = [each for each in found if each is not None]
        if len(around) < len(ranks):
            return False
        if all(_is_safe(*each, together) for each in _sides(around, most, lower, upper)):
            return True
    return False


def may_be_plenty(measured: Measured) -> bool:
    """Return whether a sample is so large that figures of whole percentages may not be looked at.

    A hundredth of its population is then many rows, whatever their weights: nobody who asks for several whole
    percentages is told of few between them.
    """
    if len(measured.weight) <= SORTED:
        return False
    most = measured.kept("extremes", partial(_extremes, measured))
    persons = measured.kept("persons", partial(_persons, measured))
    return persons / 100 >= OF_A_PERCENT * most.weight > 0


def _sides(around: Sequence[Around], most: Extremes, lower: float, upper: float) -> Iterator[tuple[Heap, float]]:
    """Give what those between certainly are, and the largest of their contributions at most; the same of the others."""
    first, last = around[0], around[-1]
    if lower <= 0 or upper >= 100:
        yield first.low, first.largest_below
        yield first.high, most.amount
        return
    yield last.low.less(first.low_and_more), last.largest_below
    yield first.low.beside(last.high), most.amount


def _is_safe(heap: Heap, largest: float, together: int) -> bool:
    return heap.rows >= PLENTY and largest * together <= LEAST_SHARE * heap.amount < np.inf


def _around(measured: Measured, rank: float, every: int) -> Around | None:
    """Return what lies on both sides of a rank; None where the borders that were found are not around it."""
    borders = measured.kept(("borders", rank), partial(_borders, measured, rank))
    if borders is None:
        return None
    below, above = borders
    low, low_and_more, high = Heap(), Heap(), Heap()
    persons, largest = np.zeros(3), 0.0
    for number, (income, weight) in enumerate(_blocks(measured)):
        is_low, is_low_and_more = income <= below, income <= above
        persons += weight.sum(), np.where(is_low, weight, 0.0).sum(), np.where(is_low_and_more, weight, 0.0).sum()
        if number % every == 0:
            amounts = np.abs(weight * income)
            low.add(is_low, weight, amounts)
            low_and_more.add(is_low_and_more, weight, amounts)
            high.add(~is_low_and_more, weight, amounts)
            largest = max(largest, float(np.where(is_low_and_more, amounts, 0.0).max(initial=0.0)))
    if not persons[1] <= rank * persons[0] <= persons[2]:
        return None
    if every > 1:
        most = measured.kept("extremes", partial(_extremes, measured))
        largest = most.weight * max(abs(above), abs(most.lowest))
    return Around(low, low_and_more, high, largest)


def _extremes(measured: Measured) -> Extremes:
    weights, lowest, amounts = 0.0, np.inf, 0.0
    for income, weight in _blocks(measured):
        weights = max(weights, float(weight.max(initial=0.0)))
        lowest = min(lowest, float(income.min(initial=np.inf)))
        amounts = max(amounts, float(np.abs(weight * income).max(initial=0.0)))
    return Extremes(weights, lowest, amounts)


def nobody_holds_much(measured: Measured, lacking_to: float | None = None, *, positive: bool = False) -> bool:
    """Return whether none of the domain holds much of its incomes, or of what its poor lack to a line.

    Args:
        measured: The domain.
        lacking_to: The line; None for incomes, of which what is below zero counts by its size.
        positive: Whether only who has an income above zero counts.

    Returns:
        True only where it is proved; always False for small samples.
    """
    if len(measured.weight) <= SORTED:
        return False
    key = "nobody holds much", lacking_to, positive
    return measured.kept(key, partial(_proved_of_many, measured, lacking_to, positive=positive))


def _proved_of_many(measured: Measured, lacking_to: float | None, *, positive: bool) -> bool:
    most = measured.kept("extremes", partial(_extremes, measured))
    together = measured.whole.kept("rows of a household", partial(_most_together, measured))
    of_one = most.amount if lacking_to is None else most.weight * (lacking_to - most.lowest)
    held = 0.0
    for income, weight in _blocks(measured):
        amounts = weight * (np.abs(income) if lacking_to is None else np.maximum(lacking_to - income, 0.0))
        held += float(np.where(income > 0, amounts, 0.0).sum() if positive else amounts.sum())
        if 0 < of_one * together <= LEAST_SHARE * held < np.inf:
            return True
    return False


def _persons(measured: Measured) -> float:
    return float(sum(weight.sum() for _, weight in _blocks(measured)))


def _borders(measured: Measured, rank: float) -> tuple[float, float] | None:
    step = max(1, len(measured.weight) // _LOOKED_AT)
    inside = slice(None) if measured.inside is None else measured.inside[::step]
    income, weight = measured.welfare[::step][inside], measured.weight[::step][inside]
    order = np.argsort(income)
    reached = np.cumsum(weight[order])
    if not len(order) or not 0 < reached[-1] < np.inf:
        return None
    places = np.searchsorted(reached / reached[-1], [rank - _MARGIN, rank + _MARGIN])
    low, high = income[order[np.minimum(places, len(order) - 1)]]
    return float(low), float(high)


def _blocks(measured: Measured) -> Iterator[tuple[Floats, Floats]]:
    for start in range(0, len(measured.weight), _BLOCK):
        block = slice(start, start + _BLOCK)
        income, weight = measured.welfare[block], measured.weight[block]
        if measured.inside is None:
            yield income, weight
        else:
            yield income[measured.inside[block]], weight[measured.inside[block]]


def _most_together(measured: Measured) -> int:
    household = measured.whole.household
    if household is None:
        return 1
    return int(sums_by_number(household, lambda block: np.ones(block.stop - block.start)).max(initial=1.0))
