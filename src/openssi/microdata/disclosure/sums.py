"""The sums that hold in a table: what anybody can add and subtract."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping

from openssi.vocabulary.disclosure import TOTAL, GuardedCell, GuardedTable, Key

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


def _always(_place: int, _code: str) -> bool:
    return True


def with_margins(
    cells: Mapping[Key, GuardedCell], leading: int = 0, divides: Callable[[int, str], bool] = _always
) -> dict[Key, GuardedCell]:
    """Return cells with those that they add up to on the way to the total, as cells that do not leave.

    Crossed groups add up to everybody even where nobody asks for the groups of one column.

    Args:
        cells: As they are.
        leading: Dimensions at the beginning that nothing is added up along.
        divides: Whether a code at some place of the key is one of those that together are all.
    """
    found = dict(cells)
    for size in range(max((len(key) for key in cells), default=0), 0, -1):
        sums: dict[Key, dict[int, float]] = {}
        for key, cell in found.items():
            divided = [place for place in range(leading, len(key)) if key[place] != TOTAL]
            if len(divided) == size:
                for place in (each for each in divided if divides(each, key[each])):
                    by_place = sums.setdefault(_with(key, place, TOTAL), {})
                    by_place[place] = by_place.get(place, 0) + cell.count
        for key, by_place in sums.items():
            count = next(iter(by_place.values()))
            found.setdefault(key, GuardedCell(key=key, count=count, counts="slack", state="kept"))
    return found
