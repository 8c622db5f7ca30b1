"""Tables of counts across registers: plain rows, to which disclosure control is applied before they leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from openssi.microdata.nearest import unknown_name
from openssi.microdata.registers.marks import CONTRADICTED, UNKNOWN
from openssi.microdata.registers.overlap import Overlap
from openssi.vocabulary.estimate import ALL, Estimate
from openssi.vocabulary.observation import Place

SCHEMES = "schemes"
"""Dimension of patterns: codes of the schemes that cover a person, in order, joined by ` + `."""
JOINED = " + "


@dataclass(frozen=True, slots=True)
class CountRow:
    """Persons of one cell.

    Attributes:
        codes: One per dimension of the table.
        persons: Their number; None where it may not be shown.
    """

    codes: tuple[str, ...]
    persons: int | None


@dataclass(frozen=True, slots=True)
class CountTable:
    """Cells that do not overlap and together are everybody in at least one register.

    Attributes:
        dimensions: Names of the columns of codes; none for the total.
        rows: The cells with persons, in the order of their codes.
    """

    dimensions: tuple[str, ...]
    rows: tuple[CountRow, ...]


def covered(overlap: Overlap, by: Sequence[str] = ()) -> CountTable:
    """Count persons covered by at least one scheme, nobody twice.

    Args:
        overlap: Of the registers.
        by: Dimensions that are crossed with each other; none gives the total.

    Raises:
        FixTheFile: if a dimension does not travel in this exercise.
    """
    return _table(overlap, tuple(by))


def patterns(overlap: Overlap, by: Sequence[str] = ()) -> CountTable:
    """Count persons by the schemes that cover them, all of these and no others.

    Args:
        overlap: Of the registers.
        by: Further dimensions.

    Raises:
        FixTheFile: if a dimension does not travel in this exercise.
    """
    return _table(overlap, (SCHEMES, *by))


def _table(overlap: Overlap, dimensions: tuple[str, ...]) -> CountTable:
    if not dimensions:
        return CountTable((), (CountRow((), overlap.covered),))
    numbers = [_numbers(overlap, each) for each in dimensions]
    cells, which = np.unique(np.column_stack([each for each, _ in numbers]), axis=0, return_inverse=True)
    persons = np.zeros(len(cells), dtype=np.int64)
    np.add.at(persons, which.ravel(), overlap.persons)
    labels = [each for _, each in numbers]
    rows = (
        CountRow(tuple(label[code] for label, code in zip(labels, cell, strict=True)), count)
        for cell, count in zip(cells.tolist(), persons.tolist(), strict=True)
    )
    return CountTable(dimensions, tuple(rows))


def _numbers(overlap: Overlap, dimension: str) -> tuple[npt.NDArray[np.int64], Sequence[str]]:
    """Return the number of the code of each mark in a dimension, and the codes by number."""
    if dimension == SCHEMES:
        masks, which = np.unique(overlap.patterns(), return_inverse=True)
        names = [pattern_name(int(each), overlap.schemes) for each in masks]
        order = sorted(range(len(names)), key=lambda each: (names[each].count(JOINED), names[each]))
        place = np.empty(len(order), dtype=np.int64)
        place[order] = np.arange(len(order))
        return place[which.ravel()] if len(masks) else which, [names[each] for each in order]
    if dimension not in overlap.layout.names:
        raise unknown_name("REGISTER_DIMENSION_UNKNOWN", dimension, overlap.layout.names, Place(item="--by"))
    codes = overlap.layout.field(dimension).codes
    numbers = overlap.layout.numbers(dimension, overlap.marks)
    last = np.where(numbers == -1, len(codes) + 1, len(codes))
    return np.where(numbers >= 0, numbers, last), (*codes, CONTRADICTED, UNKNOWN)


def pattern_name(mask: int, schemes: Sequence[str]) -> str:
    """Return the codes of the schemes whose bits are set."""
    return JOINED.join(each for number, each in enumerate(schemes) if mask >> number & 1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two registers and the persons whom they share.

    Attributes:
        first: Code of a scheme.
        second: Code of another one.
        both: Persons in both; None where it may not be shown, and then no rate is.
        in_first: Persons in the first; None where it may not be shown.
        in_second: Persons in the second; None where it may not be shown.
    """

    first: str
    second: str
    both: int | None
    in_first: int | None
    in_second: int | None

    @property
    def rate(self) -> float | None:
        """Share of the smaller register that stands in the other one too, 0 to 1."""
        if self.both is None or self.in_first is None or self.in_second is None:
            return None
        smaller = min(self.in_first, self.in_second)
        return self.both / smaller if smaller else None


def pairs(overlap: Overlap) -> tuple[Pair, ...]:
    """Return the persons whom each two registers share."""
    masks, schemes = overlap.patterns(), overlap.schemes

    def persons_in(*numbers: int) -> int:
        wanted = sum(1 << each for each in numbers)
        return int(overlap.persons[(masks & wanted) == wanted].sum())

    return tuple(
        Pair(schemes[one], schemes[other], persons_in(one, other), persons_in(one), persons_in(other))
        for one, other in combinations(range(len(schemes)), 2)
    )


def estimates(tables: Iterable[CountTable]) -> tuple[Estimate, ...]:
    """Return counts as estimates without error; cells that may not be shown are left out."""
    return tuple(
        Estimate(
            measure="persons_covered",
            domain_var=",".join(table.dimensions) or ALL,
            domain=",".join(row.codes) or ALL,
            estimate=float(row.persons),
            n=row.persons,
            population=float(row.persons),
            unit="persons",
            method="linked by HMAC-SHA-256",
        )
        for table in tables
        for row in table.rows
        if row.persons is not None
    )
