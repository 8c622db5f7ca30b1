"""Rules on what may leave where the data of persons lie, and what a rule did to a table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from openssi.vocabulary.text import MultilingualText

TOTAL = "_T"
"""Code of all values of a dimension together."""

Zeros = Literal["publish", "protect"]
Status = Literal["published", "primary", "complementary"]
Counts = Literal["persons", "attribute", "slack", "amount"]
State = Literal["asked", "left", "kept"]
Key = tuple[str, ...]
"""Codes of a cell, one per dimension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dominance:
    """An amount is withheld where its largest contributors hold too much of it.

    Attributes:
        units: How many of the largest contributors are looked at.
        share: The largest share of the amount that they may hold, from 0 to 1.
    """

    units: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRule:
    """What a figure must fulfil to leave.

    Attributes:
        minimum: Fewest persons behind it.
        smallest_attribute: Fewest persons who have what a share counts, and fewest who have it not; 0 for no such rule.
        whole_group: Whether it leaves that everybody of a group, or nobody, has it.
        zeros: Whether cells with nobody leave.
        complementary: Whether further cells are withheld, so that none follows from the others.
        protection: Narrowest interval, in persons, that may be known of a withheld count.
        rounding: Base to which counts are rounded; 1 leaves them.
        dominance: On amounts of money; None where there is no such rule.
        source: Who set the numbers.
    """

    id: str
    name: MultilingualText
    minimum: int
    smallest_attribute: int = 0
    whole_group: Zeros = "publish"
    zeros: Zeros = "publish"
    complementary: bool = True
    protection: int = 1
    rounding: int = 1
    dominance: Dominance | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedCell:
    """One cell of a table.

    Attributes:
        key: A code per dimension, `_T` for all.
        count: Persons behind it; of an amount, its total.
        largest: Share of the amount that the largest contributors hold, where the cell is an amount.
        counts: `persons` of a group, those of them who have an `attribute`, `slack`: others, at whom no rule looks, or
            an `amount` that persons hold together.
        others: Of those with an attribute: persons of the group who have it not; None where nothing is said of them.
        state: `asked` for one that leaves unless something speaks against it, `left` for one that has left before,
            `kept` for one that does not leave now: nobody may know it either.
        goes_first: Whether it is withheld before any other that hides the same: a figure beside the table.
    """

    key: Key
    count: float
    largest: float | None = None
    counts: Counts = "persons"
    others: int | None = None
    state: State = "asked"
    goes_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardedTable:
    """Cells with the sums that hold between them.

    Attributes:
        dimensions: Names of the dimensions.
        cells: By their key.
        parents: Of each dimension: the group that a code belongs to, where that group is a code of it as well.
        sums: Sums besides those along a dimension: total and parts, such as the persons of a scheme and the patterns in
            which it takes part.
        within: The cell without which another one does not leave: those who have an attribute are some of a group.
    """

    dimensions: tuple[str, ...]
    cells: Mapping[Key, GuardedCell]
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    sums: tuple[tuple[Key, tuple[Key, ...]], ...] = ()
    within: Mapping[Key, Key] = field(default_factory=lambda: MappingProxyType({}))


def _nothing_known() -> tuple[None, None]:
    return None, None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectedCell:
    """A cell after control.

    Attributes:
        key: As in the table.
        status: Whether it leaves; `primary` if it may not, `complementary` if it would give another one away.
        reason: Code of the message that says why it does not leave; empty where it does.
        count: What leaves, rounded; None where it does not.
        bounds: Gives the least and the most that can follow from what leaves; None where the cell leaves or nothing
            bounds it. It is worked out when it is asked for.
    """

    key: Key
    status: Status
    reason: str = ""
    count: int | None = None
    bounds: Callable[[], tuple[float | None, float | None]] = field(default=_nothing_known, compare=False, repr=False)

    @property
    def lower(self) -> float | None:
        """The least that can follow from what leaves."""
        return self.bounds()[0]

    @property
    def upper(self) -> float | None:
        """The most that can follow."""
        return self.bounds()[1]
