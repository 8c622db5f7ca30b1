"""Bounds of a union of registers of which overlaps of pairs are known.

A person in d registers counts 1/d in each of them, so that the union is the sum of these shares. A register of n
persons whose pairs have the overlaps o_1 ... o_k sees (n + sum o) / n registers per person on average; the shares are
fewest where its persons are in as nearly the same number of registers as whole numbers allow (Kuai, Alajaji and
Takahara 2000). This bound is never below that of Bonferroni, the sum less all overlaps, and is exact for two registers;
taken over every subset it is exact for three. The upper bound is the sum less the heaviest tree of overlaps that links
the registers (Hunter 1976).
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

Range = tuple[Decimal, Decimal]
"""The least and the most that a number can be."""

PairOverlap = Mapping[frozenset[Hashable], Decimal]
"""Share (0 to 1) of the smaller of two registers that is also in the larger, by their owners."""

LARGEST_SEARCHED = 8
"""Registers whose subsets are all tried; of more, their pairs and the whole."""

ROUNDING = Decimal("0.005")
"""Share of the total by which bounds may cross because rates were rounded; beyond it the rates are a contradiction."""


@dataclass(frozen=True)
class Registers:
    """Registers of one population.

    Attributes:
        sizes: Persons of each register by its owner: a register of several parts holds between the largest of them and
            their sum.
        population: The population that holds them all, none where it is not known.
        overlap: Known overlaps of pairs of owners.
        whole: Where these are the registers of one sex and the overlaps are of both, the registers of both.
    """

    sizes: Mapping[Hashable, Range]
    population: Decimal | None
    overlap: PairOverlap
    whole: "Registers | None" = None

    def bounds(self) -> Range | None:
        """Return the fewest and the most persons that there can be, none where the overlaps contradict each other."""
        lower = round(max(map(self._fewest, self._subsets())), 4)
        upper = round(self._most(), 4)
        if lower - upper > ROUNDING * upper:
            return None
        return min(lower, upper), max(lower, upper)

    def shared(self, first: Hashable, second: Hashable) -> Range:
        """Return the persons that two registers share: by their rate, else between what there must and what can be."""
        (low_1, high_1), (low_2, high_2) = self.sizes[first], self.sizes[second]
        least = Decimal(0) if self.population is None else max(Decimal(0), low_1 + low_2 - self.population)
        most = min(high_1, high_2)
        pair = frozenset({first, second})
        if pair not in self.overlap:
            return least, most
        rate = self.overlap[pair]
        low, high = rate * min(low_1, low_2), rate * most
        if self.whole is not None:
            low, high = self._of_both_sexes(self.whole, first, second)
        return min(max(low, least), most), min(max(high, least), most)

    def _of_both_sexes(self, whole: "Registers", first: Hashable, second: Hashable) -> Range:
        """Return how many of the persons whom two registers share can be of this sex."""
        low, high = whole.shared(first, second)
        others = min(whole.sizes[each][1] - self.sizes[each][0] for each in (first, second))
        return low - max(Decimal(0), others), high

    def _subsets(self) -> Iterator[Sequence[Hashable]]:
        """Iterate over the subsets whose lower bounds are tried; a register without any known overlap stands alone."""
        known = [each for each in self.sizes if any(each in pair for pair in self.overlap)]
        yield from ((each,) for each in self.sizes)
        searched = range(2, len(known) + 1) if len(known) <= LARGEST_SEARCHED else (2, len(known))
        for size in searched:
            yield from combinations(known, size)

    def _fewest(self, owners: Sequence[Hashable]) -> Decimal:
        return sum((self._share(each, owners) for each in owners), Decimal(0))

    def _share(self, owner: Hashable, owners: Sequence[Hashable]) -> Decimal:
        """Return the fewest persons that a register adds where each of its persons counts in equal shares."""
        persons = self.sizes[owner][0]
        if not persons:
            return Decimal(0)
        shared = sum((self.shared(owner, other)[1] for other in owners if other != owner), Decimal(0))
        registers = 1 + shared // persons
        return (2 * registers * persons - shared) / (registers * (registers + 1))

    def _most(self) -> Decimal:
        """Return the sum less the heaviest tree of overlaps, grown from any register by its heaviest link."""
        inside, *outside = self.sizes
        linked, most = [inside], self.sizes[inside][1]
        while outside:
            weights = {each: max(self.shared(each, other)[0] for other in linked) for each in outside}
            nearest = max(outside, key=weights.__getitem__)
            most += self.sizes[nearest][1] - weights[nearest]
            outside.remove(nearest)
            linked.append(nearest)
        return most if self.population is None else min(most, self.population)
