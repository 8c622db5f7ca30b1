"""The sums that hold in a table: what anybody can add and subtract."""

from collections import defaultdict
from collections.abc import Iterator

from openssi.vocabulary.disclosure import TOTAL, GuardedTable, Key

Sum = tuple[Key, tuple[Key, ...]]
"""A total and its parts."""


def sums_of(table: GuardedTable) -> list[Sum]:
    """Return every sum of the table: along each dimension, up to groups and to the total, and those declared."""
    return [*_along_dimensions(table), *(each for each in table.sums if _all_there(table, each))]


def _along_dimensions(table: GuardedTable) -> Iterator[Sum]:
    for position, dimension in enumerate(table.dimensions):
        parents = table.parents.get(dimension, {})
        parts: dict[Key, list[Key]] = defaultdict(list)
        for key in table.cells:
            if key[position] != TOTAL:
                parts[_with(key, position, parents.get(key[position], TOTAL))].append(key)
        yield from ((total, tuple(found)) for total, found in parts.items() if total in table.cells)


def _with(key: Key, position: int, code: str) -> Key:
    return (*key[:position], code, *key[position + 1 :])


def _all_there(table: GuardedTable, each: Sum) -> bool:
    total, parts = each
    return total in table.cells and all(part in table.cells for part in parts)
