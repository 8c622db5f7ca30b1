"""What a measure is: a function of incomes and weights that gives a figure and the influence of each row on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Literal, TypeVar

import numpy as np

from openssi.microdata.arrays import Codes, Floats, Mask, Offsets
from openssi.microdata.measures.deprivations import Deprivations
from openssi.microdata.measures.ordered import Ordered
from openssi.microdata.sample import Division
from openssi.vocabulary.estimate import Unit

Kept = TypeVar("Kept")
Poor = Literal["below", "at_or_below"]
Gini = Literal["laeken", "convey"]
Bandwidth = Literal["sample_size", "sum_of_weights"]
Centre = Literal["median", "mean"]
Nonpositive = Literal["leave_out", "refuse"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLine:
    """A poverty line with a name, such as the national one or an international one of a price year.

    Attributes:
        name: What measures call it, as in `fgt0_at_national` or `fgt0_at_ppp2021_3.00`.
        level: In the currency of the file and per the period of its incomes.
    """

    name: str
    level: float


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
        lines: Lines that measures may name.
    """

    poor: Poor = "below"
    gini: Gini = "laeken"
    bandwidth_n: Bandwidth = "sample_size"
    line: float | None = None
    relative_to: Centre = "median"
    percent: float = 60.0
    nonpositive: Nonpositive = "leave_out"
    lines: tuple[NamedLine, ...] = ()

    def naming(self, lines: Mapping[str, float]) -> "Conventions":
        """Return the same with further lines that measures may name."""
        named = tuple(NamedLine(name=name, level=level) for name, level in lines.items())
        return replace(self, lines=(*named, *(each for each in self.lines if each.name not in lines)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Linearised:
    """A figure and its influence function.

    Attributes:
        value: The figure; None where `reason` says why there is none.
        influence: u_k of every row of the sample, in or out of the domain: the variance of the figure is that of the
            total of w_k u_k. None where there is none.
        reason: Code of a message: why there is no figure or no influence.
        left_out: Rows of the domain that the measure could not count: incomes of zero and below where logarithms are
            taken, indicators that are missing.
    """

    value: float | None
    influence: Floats | None = field(default=None, repr=False)
    reason: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Ascending:
    """Numbers of all rows by ascending welfare, and the welfare that they sort."""

    welfare: Floats
    rows: Offsets


class _Memory:
    """What has been worked out once for some incomes, weights and rows."""

    def __init__(self) -> None:
        self.kept: dict[object, object] = {}


@dataclass(frozen=True, kw_only=True, eq=False)
class Measured:
    """What a measure looks at. Sorting and cumulated sums are made once and shared by all measures of one object.

    Domains made by `within`, and other weights put in by `weighted`, share the sorting too.

    Attributes:
        welfare: Of every row of the sample.
        weight: Of every row.
        inside: The rows of the domain; None for all.
        conventions: The conventions in force.
        amounts: Further columns of numbers of every row, by name.
        divisions: Columns that divide the population, by name.
        national: The population that sets relative poverty lines; None for all rows. It has the same rows with the same
            weights, but may have another welfare: poverty before transfers is measured at the line after them.
        men: Rows of men, for the gender pay gap.
        women: Rows of women.
        deprivations: Who is deprived of what, for multidimensional poverty.
        household: Number of the household of each row; -1 where it is missing, None where none is known.
        with_influence: Whether influence functions are wanted; replication needs figures only.
        ascending: The sorting, where it is known already; that of another welfare is not used.
    """

    welfare: Floats
    weight: Floats
    inside: Mask | None = None
    conventions: Conventions = field(default_factory=Conventions)
    amounts: Mapping[str, Floats] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    divisions: Mapping[str, Division] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    national: "Measured | None" = field(default=None, repr=False)
    men: Mask | None = field(default=None, repr=False)
    women: Mask | None = field(default=None, repr=False)
    deprivations: Deprivations | None = field(default=None, repr=False)
    household: Codes | None = field(default=None, repr=False)
    with_influence: bool = True
    ascending: Ascending | None = field(default=None, repr=False)
    _memory: _Memory = field(default_factory=_Memory, init=False, repr=False)

    @cached_property
    def order(self) -> Offsets:
        """Numbers of all rows of the sample by ascending welfare; rows of the same welfare keep their order."""
        if self.ascending is not None and self.ascending.welfare is self.welfare:
            return self.ascending.rows
        if self.national is not None and self.national.welfare is self.welfare:
            return self.national.order
        return np.argsort(self.welfare, kind="stable")

    @property
    def sorting(self) -> Ascending:
        """The sorting, for others who look at the same welfare."""
        return Ascending(self.welfare, self.order)

    @cached_property
    def ordered(self) -> Ordered:
        """The rows of the domain that stand for anybody, by ascending welfare."""
        counts = self.weight > 0 if self.inside is None else self.inside & (self.weight > 0)
        rows = self.order if counts.all() else self.order[counts[self.order]]
        return Ordered(rows=rows, y=self.welfare[rows], w=self.weight[rows], sample_rows=len(self.weight))

    @property
    def counted(self) -> Mask | None:
        """Rows of the domain that stand for anybody; None where all rows of the sample do."""
        counts = self.weight > 0 if self.inside is None else self.inside & (self.weight > 0)
        return None if self.inside is None and counts.all() else counts

    @property
    def whole(self) -> "Measured":
        """The population that sets relative poverty lines."""
        if self.national is not None:
            return self.national
        if self.inside is None:
            return self
        return self.kept("whole", lambda: replace(self, inside=None, ascending=self.sorting))

    def within(self, inside: Mask | None) -> "Measured":
        """Return one domain of the sample, which shares the sorting and the relative poverty line."""
        return replace(self, inside=inside, national=self.whole)

    def weighted(self, weight: Floats) -> "Measured":
        """Return the same with other weights, such as those of a replicate.

        Take those of the whole sample first and its domains by `within` after, so that its line is found once.
        """
        national = None if self.national is None else self.national.weighted(weight)
        return replace(self, weight=weight, national=national, ascending=self.sorting)

    def with_welfare(self, welfare: Floats) -> "Measured":
        """Return the same rows with another column as their welfare, which then sets relative poverty lines as well."""
        return replace(self, welfare=welfare, national=None)

    def spread(self, influence: Floats) -> Floats:
        """Put influences of rows in ascending order back where the rows stand in the sample, with 0 elsewhere."""
        return self.ordered.spread(influence)

    def kept(self, key: object, make: Callable[[], Kept]) -> Kept:
        """Return what was made under a key before, or make it."""
        if key not in self._memory.kept:
            self._memory.kept[key] = make()
        return self._memory.kept[key]  # type: ignore[return-value]

    def figure(self, value: float, influence: Callable[[], Floats], *, left_out: int = 0) -> Linearised:
        """Return a figure, with its influence function where that is wanted."""
        return Linearised(value=float(value), influence=influence() if self.with_influence else None, left_out=left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Having:
    """Rows that have what a measure counts.

    Attributes:
        name: What they have.
        rows: Of the sample, in or out of the domain.
        line: Of an income below a line: that line.
        category: Of a category of a column that divides: the column and the category.
        ranked: Of those between two ranks by income: the rows in ascending order up to each, with the part of the
            row that is divided by it.
        is_additive: Whether who has it does not depend on the domain.
        is_one_sided: Whether nothing is said of the others.
    """

    name: str
    rows: Mask
    line: float | None = None
    category: tuple[str, str] | None = None
    ranked: tuple[float, float] | None = None
    is_additive: bool = True
    is_one_sided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind a measure.

    Attributes:
        base: What it has to know of a row; empty where that is welfare, which is known of all.
        known: Rows of which it knows that; None for all.
        having: What some of them have; None where it counts nobody.
        further: What others have, or some of the same, of whom it tells too.
        amounts: What it adds up; none where no amount of one row could be told from it.
        is_additive: Whether the first amount of two groups is that of both together.
    """

    base: str = ""
    known: Mask | None = None
    having: Having | None = None
    further: tuple[Having, ...] = ()
    amounts: tuple[Floats, ...] = ()
    is_additive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure by name.

    Attributes:
        id: Its name in the one way of writing it that the catalogue prefers (`gei_2` for `gei2`).
        unit: Of its value.
        of: Gives figure and influence.
        proportion: Whether it is a share of the population: its interval is then kept between 0 and 1.
        family: What its parameters are left out of (`fgt1`, `gei`): the key of its name in
            `definitions/interface/survey_measures.yaml`.
        parameters: Parameters as its name in words shows them.
        source: Where the method comes from.
        behind: Gives what stands behind it; None where all rows of the domain do and it tells nothing of any.
        kernel: What the compiled passes call it, where that is not its family.
        column: Column of numbers that takes the place of welfare; empty for welfare itself.
    """

    id: str
    unit: Unit
    of: Callable[[Measured], Linearised]
    proportion: bool = False
    family: str = ""
    parameters: tuple[tuple[str, object], ...] = ()
    source: str = ""
    behind: Callable[[Measured], Behind] | None = None
    kernel: str = ""
    column: str = ""
