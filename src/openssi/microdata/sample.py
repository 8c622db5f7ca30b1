"""A survey in memory: welfare, weights, design and the columns that divide the population."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from openssi.microdata.arrays import Codes, Floats, Mask
from openssi.microdata.design import Design
from openssi.microdata.measures.deprivations import Deprivations

MEN = frozenset({"1", "m", "male", "man", "men", "homme", "hommes", "masculin", "hombre", "hombres", "masculino"})
"""Names of the category of men in a column of sex; 1 is that of ISO/IEC 5218."""

WOMEN = frozenset({"2", "f", "female", "woman", "women", "femme", "femmes", "féminin", "mujer", "mujeres", "femenino"})
"""Names of the category of women; 2 is that of ISO/IEC 5218."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A column that divides the population.

    Attributes:
        codes: Number of the domain of each row, from 0; -1 where the column is empty.
        labels: Names of the domains, by number.
        values: What the file holds for each of them, where labels stand for it; empty where they are the same.
    """

    codes: Codes
    labels: tuple[str, ...]
    values: tuple[str, ...] = ()

    def numbers_of(self, names: Collection[str]) -> list[int]:
        """Return the domains that have one of several names; their values are looked at where no label is one."""
        wanted = {name.strip().lower() for name in names}
        for written in (self.labels, self.values):
            found = [number for number, each in enumerate(written) if each.strip().lower() in wanted]
            if found:
                return found
        return []

    def is_named_by(self, *names: Collection[str]) -> bool:
        """Return whether each domain has one of several names, as where a survey asked women only."""
        return set(range(len(self.labels))) == {number for each in names for number in self.numbers_of(each)}

    def rows_of(self, names: Collection[str]) -> Mask | None:
        """Return the rows of the domains that have one of several names; None where no domain has."""
        numbers = self.numbers_of(names)
        return np.isin(self.codes, numbers) if numbers else None

    def rows_of_two(self, one: Collection[str], other: Collection[str]) -> tuple[Mask | None, Mask | None]:
        """Return the rows of two groups; where every domain is of one of them, the other has no row."""
        found = self.rows_of(one), self.rows_of(other)
        if not self.is_named_by(one, other):
            return found
        nobody = np.zeros(len(self.codes), dtype=bool)
        first, second = (nobody if rows is None else rows for rows in found)
        return first, second


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Rows in the order of their PSUs.

    Attributes:
        welfare: Income or consumption of each person, in the currency of the file; finite.
        weight: Persons that each row stands for; finite and not negative.
        design: Strata and PSUs.
        divisions: Columns that divide the population, by name.
        amounts: Further columns of numbers, by name, such as transfers.
        household: Number of the household of each row, from 0; -1 where it is missing, None where no column names it.
        sex: The division into men and women; None for the one that is called `sex`.
        men: Names of men in it.
        women: Names of women in it.
        deprivations: Who is deprived of what, for multidimensional poverty; None where that is not known.
    """

    welfare: Floats
    weight: Floats
    design: Design
    divisions: Mapping[str, Division] = field(default_factory=lambda: MappingProxyType({}))
    amounts: Mapping[str, Floats] = field(default_factory=lambda: MappingProxyType({}))
    household: Codes | None = None
    sex: Division | None = None
    men: Collection[str] = MEN
    women: Collection[str] = WOMEN
    deprivations: Deprivations | None = None
