"""Invented registers of persons of which every person is known: the truth to test the counting of persons on."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations
from random import Random

SEXES = ("_T", "M", "F")
SHARES = (Decimal("0.30"), Decimal("0.20"), Decimal("0.15"), Decimal("0.10"), Decimal("0.05"))
"""Size of each scheme in shares of the population: together they leave room for registers without any common person."""

Person = int


@dataclass(frozen=True)
class InventedRegisters:
    """The registers of several schemes of one country; persons of even number are women.

    Attributes:
        population: Persons of the country.
        members: The persons of each scheme, the largest first.
    """

    population: frozenset[Person]
    members: tuple[frozenset[Person], ...]

    def counts(self, sex: str = "_T") -> tuple[Decimal, ...]:
        """Return the persons that each scheme counts, of `_T`, `M` or `F`."""
        return tuple(Decimal(len(_of_sex(each, sex))) for each in self.members)

    def size(self, sex: str = "_T") -> Decimal:
        """Return the population."""
        return Decimal(len(_of_sex(self.population, sex)))

    def truth(self, sex: str = "_T") -> int:
        """Return the different persons in all registers."""
        return len(_of_sex(frozenset[Person]().union(*self.members), sex))

    @cached_property
    def overlap(self) -> Mapping[frozenset[int], Decimal]:
        """The share (0 to 1) of the smaller register that is also in the larger, by their positions, both sexes."""
        return self.overlap_of("_T")

    def overlap_of(self, sex: str) -> Mapping[frozenset[int], Decimal]:
        """Return the share (0 to 1) of the smaller register that is also in the larger, by their positions."""
        found = {}
        for first, second in combinations(range(len(self.members)), 2):
            one, other = (_of_sex(self.members[each], sex) for each in (first, second))
            smaller = min(len(one), len(other))
            found[frozenset({first, second})] = Decimal(len(one & other)) / smaller if smaller else Decimal(0)
        return found


def invented_registers(schemes: int, overlap: Decimal, persons: int, seed: int) -> InventedRegisters:
    """Return registers of which each takes a share of its persons from those before it and the rest from outside.

    Args:
        schemes: One to five.
        overlap: Share (0 to 1) of each register's persons who are in one of the larger registers.
        persons: Population.
        seed: Whom chance picks.
    """
    random = Random(seed)  # noqa: S311 - a simulation
    population = frozenset(range(persons))
    members: list[frozenset[Person]] = []
    for share in SHARES[:schemes]:
        size = int(share * persons)
        before = frozenset[Person]().union(*members)
        inside = round(overlap * size) if members else 0
        members.append(_drawn(random, before, inside) | _drawn(random, population - before, size - inside))
    return InventedRegisters(population, tuple(members))


def _drawn(random: Random, persons: frozenset[Person], count: int) -> frozenset[Person]:
    return frozenset(random.sample(sorted(persons), count))


def _of_sex(persons: frozenset[Person], sex: str) -> frozenset[Person]:
    if sex == "_T":
        return persons
    return frozenset(each for each in persons if (each % 2 == 0) == (sex == "F"))
