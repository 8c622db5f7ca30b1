"""A survey in memory: welfare, weights, design and the columns that divide the population."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from openssi.microdata.arrays import Codes, Floats
from openssi.microdata.design import Design


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A column that divides the population.

    Attributes:
        codes: Number of the domain of each row, from 0; -1 where the column is empty.
        labels: Names of the domains, by number.
    """

    codes: Codes
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Rows in the order of their PSUs.

    Attributes:
        welfare: Income or consumption of each person, in the currency of the file; finite.
        weight: Persons that each row stands for; finite and not negative.
        design: Strata and PSUs.
        divisions: Columns that divide the population, by name.
        amounts: Further columns of numbers, by name, such as transfers.
        household: Number of the household of each row, from 0; None where no column names it.
    """

    welfare: Floats
    weight: Floats
    design: Design
    divisions: Mapping[str, Division] = field(default_factory=lambda: MappingProxyType({}))
    amounts: Mapping[str, Floats] = field(default_factory=lambda: MappingProxyType({}))
    household: Codes | None = None
