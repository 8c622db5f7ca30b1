"""How many different persons there are in several registers: bounds, and the value proposed inside them.

The union of n_1 ... n_k within a population P lies between max n_i and min(sum n_i, P) (METHOD 1.3).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Basis = Literal["one", "rates", "disjoint", "independent", "unlimited", "formula"]
"""What a proposal rests on: a single part, known overlaps, parts said to be disjoint, independence of the parts, their
sum because no population limits it, or a formula."""

ASSUMED: frozenset[Basis] = frozenset({"independent", "unlimited"})
"""Where nothing is known of the overlap: the value is an estimate inside its bounds."""

WITH_RATES = frozenset({"LINK", "SURVEY"})
"""Methods that measure overlaps of pairs: a register link, a household survey."""


@dataclass(frozen=True, slots=True)
class Union:
    """Persons in at least one of several parts.

    Attributes:
        lower: Fewest persons that there can be.
        upper: Most persons that there can be.
        proposed: The value that the method takes, between the two.
        basis: What the proposal rests on; of a sum of unions, what each of them rests on.
    """

    lower: Decimal
    upper: Decimal
    proposed: Decimal
    basis: frozenset[Basis] = frozenset()

    def __add__(self, other: "Union") -> "Union":
        return Union(
            self.lower + other.lower,
            self.upper + other.upper,
            self.proposed + other.proposed,
            self.basis | other.basis,
        )

    @property
    def is_assumed(self) -> bool:
        """Whether the proposal rests on an assumption about the overlap."""
        return bool(self.basis & ASSUMED)


NOBODY = Union(Decimal(0), Decimal(0), Decimal(0))

PairOverlap = Mapping[frozenset[Hashable], Decimal]
"""Share (0 to 1) of the smaller of two registers that is also in the larger, by their owners."""


def union_of(
    parts: Sequence[Decimal],
    population: Decimal | None,
    method: str,
    overlap: PairOverlap,
    owners: Sequence[Hashable] | None = None,
) -> Union:
    """Return bounds and proposed value of the union of parts.

    Args:
        parts: Persons of each part, in units.
        population: The population that none of them exceeds, none where it is not known.
        method: CL_DEDUP. `PARTITION` takes the sum; `LINK` and `SURVEY` subtract the overlaps that are known; anything
            else takes what independence of the parts would give, P (1 - prod(1 - n_i / P)).
        overlap: Known overlaps of pairs of owners.
        owners: Who counts each part: the parts of one owner are one register where overlaps are known. The position of
            a part where none are named.

    A single part is its own union, whatever the method.
    """
    known = [_within(part, population) for part in parts]
    if not known:
        return NOBODY
    lower, upper = max(known), _within(sum(known, Decimal(0)), population)
    twice = _counted_twice(known, owners or range(len(known)), overlap)
    proposed, basis = _proposed(known, population, method, twice)
    return Union(lower, upper, min(max(proposed, lower), upper), frozenset({basis}))


def _within(persons: Decimal, population: Decimal | None) -> Decimal:
    return persons if population is None else min(persons, population)


def _counted_twice(parts: Sequence[Decimal], owners: Sequence[Hashable], overlap: PairOverlap) -> Decimal | None:
    """Return the persons whom the sum counts twice, none where no overlap is known."""
    registers: dict[Hashable, Decimal] = {}
    for owner, persons in zip(owners, parts, strict=True):
        registers[owner] = registers.get(owner, Decimal(0)) + persons
    known = {pair: share for pair, share in overlap.items() if pair <= registers.keys()}
    if not known:
        return None
    return sum((share * min(registers[each] for each in pair) for pair, share in known.items()), Decimal(0))


def _proposed(
    parts: Sequence[Decimal], population: Decimal | None, method: str, twice: Decimal | None
) -> tuple[Decimal, Basis]:
    total = sum(parts, Decimal(0))
    if len(parts) == 1:
        return total, "one"
    if method == "PARTITION":
        return total, "disjoint"
    if method in WITH_RATES and twice is not None:
        return total - twice, "rates"
    if population is None:
        return total, "unlimited"
    return _independent(parts, population), "independent"


def _independent(parts: Sequence[Decimal], population: Decimal) -> Decimal:
    if not population:
        return Decimal(0)
    outside = Decimal(1)
    for part in parts:
        outside *= 1 - part / population
    return round(population * (1 - outside), 4)
