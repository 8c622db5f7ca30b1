"""How many different persons there are in several registers: bounds, and the value proposed inside them.

The union of n_1 ... n_k within a population P lies between max n_i and min(sum n_i, P) (METHOD 1.3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Union:
    """Persons in at least one of several parts.

    Attributes:
        lower: Fewest persons that there can be.
        upper: Most persons that there can be.
        proposed: The value that the method takes, between the two.
    """

    lower: Decimal
    upper: Decimal
    proposed: Decimal

    def __add__(self, other: "Union") -> "Union":
        return Union(self.lower + other.lower, self.upper + other.upper, self.proposed + other.proposed)


NOBODY = Union(Decimal(0), Decimal(0), Decimal(0))

PairOverlap = Mapping[frozenset[int], Decimal]
"""Share (0 to 1) of the smaller part that is also in the larger, by the positions of the two parts."""


def union_of(parts: Sequence[Decimal], population: Decimal | None, method: str, overlap: PairOverlap) -> Union:
    """Return bounds and proposed value of the union of parts.

    Args:
        parts: Persons of each part, in units.
        population: The population that none of them exceeds, none where it is not known.
        method: CL_DEDUP. `PARTITION` takes the sum; `SURVEY` subtracts the known overlaps; anything else takes what
            independence of the parts would give, P (1 - prod(1 - n_i / P)).
        overlap: Known overlaps of pairs.

    A single part is its own union, whatever the method.
    """
    known = [_within(part, population) for part in parts]
    if not known:
        return NOBODY
    lower, upper = max(known), _within(sum(known, Decimal(0)), population)
    proposed = _proposed(known, population, method, overlap)
    return Union(lower, upper, min(max(proposed, lower), upper))


def _within(persons: Decimal, population: Decimal | None) -> Decimal:
    return persons if population is None else min(persons, population)


def _proposed(parts: Sequence[Decimal], population: Decimal | None, method: str, overlap: PairOverlap) -> Decimal:
    total = sum(parts, Decimal(0))
    if method == "PARTITION" or population is None:
        return total
    if method == "SURVEY" and overlap:
        return total - sum((share * min(parts[each] for each in pair) for pair, share in overlap.items()), Decimal(0))
    return _independent(parts, population)


def _independent(parts: Sequence[Decimal], population: Decimal) -> Decimal:
    if not population:
        return Decimal(0)
    outside = Decimal(1)
    for part in parts:
        outside *= 1 - part / population
    return round(population * (1 - outside), 4)
