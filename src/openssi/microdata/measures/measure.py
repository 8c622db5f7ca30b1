"""What a measure is: a function of incomes and weights that gives a figure and the influence of each row on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.sample import Division
from openssi.vocabulary.estimate import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """Conventions on which peers differ.

    Attributes:
        poor: Whether somebody exactly at the line is poor. `below` (World Bank): poor if y < z (1 - 1e-12), so that an
            exact top-up to the line ends poverty. `at_or_below` is that of convey.
        gini: `laeken` does not depend on the scale of weights; `convey` does.
        bandwidth_n: What stands for N in the bandwidth of the density, s N^(-1/5).
        line: Poverty line in the currency of the file; None where it is relative.
        relative_to: `median` or `mean` of the whole population, for a relative line.
        percent: Of that, for a relative line.
        nonpositive: Of measures that need incomes above zero: `leave_out` counts the others only and says so, `refuse`.
    """

    poor: Literal["below", "at_or_below"] = "below"
    gini: Literal["laeken", "convey"] = "laeken"
    bandwidth_n: Literal["sample_size", "sum_of_weights"] = "sample_size"
    line: float | None = None
    relative_to: Literal["median", "mean"] = "median"
    percent: float = 60.0
    nonpositive: Literal["leave_out", "refuse"] = "leave_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linearised:
    """A figure and its influence function.

    Attributes:
        value: The figure; None where `reason` says why there is none.
        influence: u_k of every row of the sample, in or out of the domain: the variance of the figure is that of the
            total of w_k u_k. None where there is none.
        reason: Code of a message: why there is no figure or no influence.
    """

    value: float | None
    influence: Floats | None = field(default=None, repr=False)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a measure looks at.

    Attributes:
        welfare: Of every row of the sample.
        weight: Of every row.
        inside: The rows of the domain; None for all.
        conventions: The conventions in force.
        amounts: Further columns of numbers of every row, by name.
        divisions: Columns that divide the population, by name.
        men: Rows of men, for the gender pay gap.
        women: Rows of women.
        with_influence: Whether influence functions are wanted; replication needs figures only.
    """

    welfare: Floats
    weight: Floats
    inside: Mask | None = None
    conventions: Conventions = field(default_factory=Conventions)
    amounts: Mapping[str, Floats] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    divisions: Mapping[str, Division] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    men: Mask | None = field(default=None, repr=False)
    women: Mask | None = field(default=None, repr=False)
    with_influence: bool = True

    def within(self, inside: Mask | None) -> "Measured":
        """Return one domain of the sample."""
        return replace(self, inside=inside)

    def weighted(self, weight: Floats) -> "Measured":
        """Return the same with other weights, such as those of a replicate."""
        return replace(self, weight=weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure by name.

    Attributes:
        id: Its name, as people ask for it.
        unit: Of its figures.
        of: The figure and its influence function.
        proportion: Whether it is a share of the population: its interval is then kept between 0 and 1.
    """

    id: str
    unit: Unit
    of: Callable[[Measured], Linearised]
    proportion: bool = False
