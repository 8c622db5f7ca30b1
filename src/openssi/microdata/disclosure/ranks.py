"""Persons between two ranks by income: the poorest fifth and the poorest 21 per cent tell of those between them.

Whoever is below a poverty line is among the poorest too, so that ranks and lines are borders of one order of rows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from openssi.microdata.disclosure.sums import Sum
from openssi.vocabulary.disclosure import GuardedCell, Key

Rows = tuple[float, float]
"""How many rows in ascending order lie up to each of two ranks, with the part of the row that is divided by it.

Of two percentages between which no row begins, the one row that both divide is told of.
"""


@dataclass(frozen=True, slots=True)
class InOrder:
    """Persons of a group who are some of its rows by ascending income.

    Attributes:
        group: Whose order it is.
        key: Of their cell.
        whole: Key of the cell of everybody in the group.
        among: How many rows the order has.
        rows: Which of the rows they are.
        is_of_line: Whether they are those below a poverty line.
    """

    group: Key
    key: Key
    whole: Key
    among: float
    rows: Rows
    is_of_line: bool


def sums_of_ranks(parts: Iterable[InOrder], cells: dict[Key, GuardedCell]) -> list[Sum]:
    """Add who stands between two neighbouring borders of a group, and return what adds up to what leaves.

    Of lines alone it is known otherwise, as their persons add up over groups.

    Args:
        parts: Of all groups.
        cells: Of the table, to which those between borders are added.
    """
    groups: dict[Key, list[InOrder]] = {}
    for each in parts:
        groups.setdefault(each.group, []).append(each)
    return [
        each
        for group, found in groups.items()
        if not all(one.is_of_line for one in found)
        for each in _of_group(group, found, cells)
    ]


def _of_group(group: Key, found: Iterable[InOrder], cells: dict[Key, GuardedCell]) -> Iterator[Sum]:
    last = max(each.among for each in found)
    borders = sorted({0.0, float(last)} | {border for each in found for border in each.rows})
    programme, order, *codes = group
    pieces: list[tuple[Rows, Key]] = []
    for one, other in pairwise(borders):
        # The name holds the group, so that no sum along a dimension is made of them.
        key = (programme, " ".join((f"{order}rows {one:.6f} to {other:.6f}", *codes)), *codes)
        cells[key] = GuardedCell(key=key, count=other - one, counts="attribute", state="kept")
        pieces.append(((one, other), key))
    for each in found:
        first, after = each.rows
        if parts := tuple(key for (one, other), key in pieces if first <= one and other <= after):
            cells[each.key] = replace(cells[each.key], count=after - first)
            yield each.key, parts
    for whole in dict.fromkeys(each.whole for each in found):
        if whole in cells and cells[whole].count == last:
            yield whole, tuple(key for _, key in pieces)
