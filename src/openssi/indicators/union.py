"""How many different persons there are in several registers: bounds, and the value proposed inside them.

The union of n_1 ... n_k within a population P lies between max n_i and min(sum n_i, P) (METHOD 1.3); known overlaps of
pairs narrow these bounds. The proposal is the sum where the parts are said to be disjoint, else the middle of them.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from openssi.indicators.overlap import PairOverlap, Range, Registers

Basis = Literal["one", "rates", "narrowed", "disjoint", "middle", "contradictory", "formula"]
"""What a proposal rests on: a single part; known overlaps that leave one value, or several of which the middle is
taken; parts said to be disjoint; the middle of the bounds, overlaps not being known or contradicting each other; or a
formula."""

ASSUMED: frozenset[Basis] = frozenset({"narrowed", "middle", "contradictory"})
"""Where the overlap is not fully known: the value is an estimate inside its bounds."""

BY_RATES: frozenset[Basis] = frozenset({"rates", "narrowed"})
"""Where known overlaps were taken."""

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
        return self.lower != self.upper and bool(self.basis & ASSUMED)

    def reaching(self, lower: Decimal, upper: Decimal) -> "Union":
        """Return the same proposal with bounds that reach at least as far as these."""
        return Union(min(self.lower, lower), max(self.upper, upper), self.proposed, self.basis)


NOBODY = Union(Decimal(0), Decimal(0), Decimal(0))


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
        method: CL_DEDUP. `PARTITION` takes the sum; `LINK` and `SURVEY` narrow the bounds by the overlaps that are
            known and take their middle, which is exact for two registers; anything else takes the middle of the bounds.
        overlap: Known overlaps of pairs of owners.
        owners: Who counts each part: the parts of one owner are one register where overlaps are known. The position of
            a part where none are named.

    A single part is its own union, whatever the method. The bounds hold whether or not parts are disjoint as said.
    """
    if not parts:
        return NOBODY
    if method in WITH_RATES and overlap and len(parts) > 1:
        named = owners if owners is not None else range(len(parts))
        return union_of_registers(parts, registers_of(parts, population, overlap, named))
    widest = _widest(parts, population)
    if sum(part > 0 for part in parts) <= 1:
        return _middle(widest, "one")
    return Union(*widest, widest[1], frozenset({"disjoint"})) if method == "PARTITION" else _middle(widest, "middle")


def registers_of(
    parts: Sequence[Decimal], population: Decimal | None, overlap: PairOverlap, owners: Sequence[Hashable]
) -> Registers:
    """Return the registers of some parts: those of one owner are one. Arguments as of `union_of`."""
    sizes: dict[Hashable, Range] = {}
    for owner, part in zip(owners, parts, strict=True):
        persons = _within(part, population)
        largest, together = sizes.get(owner, (Decimal(0), Decimal(0)))
        sizes[owner] = (max(largest, persons), _within(together + persons, population))
    return Registers(sizes, population, {pair: share for pair, share in overlap.items() if pair <= sizes.keys()})


def union_of_registers(parts: Sequence[Decimal], registers: Registers) -> Union:
    """Return bounds and proposed value of the union of the parts of some registers, by the overlaps that are known.

    Where the registers are of one sex and the overlaps of both, the proposal takes the rates as they are, and the
    bounds allow for every division of the persons shared between the sexes.
    """
    widest = _widest(parts, registers.population)
    if sum(part > 0 for part in parts) <= 1:
        return _middle(widest, "one")
    if not registers.overlap:
        return _middle(widest, "middle")
    if registers.whole is None:
        return _narrowed(registers.bounds(), widest)
    by_sex = _narrowed(replace(registers, whole=None).bounds(), widest)
    lower, upper = registers.bounds() or widest
    proposed = min(max(by_sex.proposed, lower), upper)
    return Union(lower, upper, proposed, by_sex.basis if lower == upper else frozenset({"narrowed"}))


def _widest(parts: Sequence[Decimal], population: Decimal | None) -> Range:
    """Return the largest part and the sum, neither above the population."""
    return _within(max(parts), population), _within(sum(parts, Decimal(0)), population)


def _within(persons: Decimal, population: Decimal | None) -> Decimal:
    return persons if population is None else min(persons, population)


def _narrowed(bounds: Range | None, widest: Range) -> Union:
    """Return the middle of the bounds that known overlaps leave, of the widest where these contradict each other."""
    if bounds is None:
        return _middle(widest, "contradictory")
    return _middle(bounds, "rates" if bounds[0] == bounds[1] else "narrowed")


def _middle(bounds: Range, basis: Basis) -> Union:
    lower, upper = bounds
    return Union(lower, upper, (lower + upper) / 2, frozenset({basis}))
