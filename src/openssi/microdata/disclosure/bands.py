"""Bands of numbers, such as ages, that were cut differently at different times: 0-14 in one table, 0-15 in another.

Bands that overlap are no parts of one sum. Who lies between the borders of two of them follows by subtraction, wherever
bands lead from one border to the other: whoever is 15 is one of 0-15 and none of 0-14.
"""

import math
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openssi.microdata.disclosure.sums import Sum
from openssi.vocabulary.disclosure import TOTAL, Counts, GuardedCell, Key

Band = tuple[float, float]
"""First number, and the first one above."""

_CLOSED = re.compile(r"(\d+)\s*[-–]\s*(\d+)")
_OPEN = re.compile(r"(\d+)\s*\+")


@dataclass(frozen=True, slots=True)
class Overlapping:
    """Codes of one dimension some of which overlap.

    Attributes:
        place: Of the dimension in the key.
        bands: By code.
        chain: Codes of bands that follow each other from the lowest border to the highest; empty where none do.
    """

    place: int
    bands: Mapping[str, Band]
    chain: frozenset[str]

    def divides(self, code: str) -> bool:
        """Return whether a code is one of those that together are all: a band of the chain, or no band."""
        return code in self.chain if code in self.bands else bool(self.chain)


def band_of(code: str) -> Band | None:
    """Return the band that a code names, such as `0-14` or `65+`; None where it names none."""
    if closed := _CLOSED.fullmatch(code.strip()):
        first, last = map(int, closed.groups())
        return (first, last + 1) if first <= last else None
    opened = _OPEN.fullmatch(code.strip())
    return (int(opened[1]), math.inf) if opened else None


def overlapping(keys: Iterable[Key], leading: int) -> list[Overlapping]:
    """Return the dimensions of a table in which bands overlap.

    Args:
        keys: Of its cells.
        leading: Dimensions at the beginning that are none of groups.
    """
    codes: dict[int, dict[str, None]] = {}
    for key in keys:
        for place in range(leading, len(key)):
            if key[place] != TOTAL:
                codes.setdefault(place, {})[key[place]] = None
    found = []
    for place, named in codes.items():
        bands = {code: band for code in named if (band := band_of(code)) is not None}
        if any(one[1] > other[0] for one, other in pairwise(sorted(bands.values()))):
            found.append(Overlapping(place, bands, _chain(bands)))
    return found


def _chain(bands: Mapping[str, Band]) -> frozenset[str]:
    """Return the fewest bands that follow each other from the lowest border to the highest."""
    lowest, highest = min(low for low, _ in bands.values()), max(high for _, high in bands.values())
    reached: dict[float, frozenset[str]] = {lowest: frozenset()}
    waiting = deque([lowest])
    while waiting:
        border = waiting.popleft()
        for code, (low, high) in bands.items():
            if low == border and high not in reached:
                reached[high] = reached[border] | {code}
                waiting.append(high)
    return reached.get(highest, frozenset())


def sums_of_bands(cells: dict[Key, GuardedCell], dimension: Overlapping) -> Iterator[Sum]:
    """Add who lies between two neighbouring borders where that follows, and give the sums that bands make of them.

    Args:
        cells: Of the table, to which those between borders are added.
        dimension: In which bands overlap.
    """
    slices: dict[Key, dict[Band, Key]] = {}
    place = dimension.place
    for key in cells:
        band = dimension.bands.get(key[place])
        if band is not None:
            slices.setdefault((*key[:place], TOTAL, *key[place + 1 :]), {})[band] = key
    for whole, found in slices.items():
        pieces: list[Key] = []
        for positions in _connected({band: cells[key].count for band, key in found.items()}):
            between = dict(_pieces(cells, whole, found, positions))
            pieces += between.values()
            for (low, high), key in found.items():
                parts = tuple(each for (first, after), each in between.items() if low <= first and after <= high)
                if low in positions and parts != (key,):
                    yield key, parts
        others = [each for each in cells if _is_beside(each, whole, dimension)]
        if whole in cells and _is_sum(cells[whole].count, [cells[each].count for each in (*pieces, *others)]):
            yield whole, (*pieces, *others)


def _pieces(
    cells: dict[Key, GuardedCell], whole: Key, found: Mapping[Band, Key], positions: Mapping[float, float]
) -> Iterator[tuple[Band, Key]]:
    """Give who lies between each two neighbouring borders: a band, or a cell that is added."""
    counts = cells[next(iter(found.values()))].counts
    for low, high in pairwise(sorted(positions)):
        key = found.get((low, high))
        if key is None:
            # The name holds the group, so that no sum along a dimension is made of them.
            name = " ".join((whole[1], f"{low:g}..{high:g}", *whole[2:]))
            key = (whole[0], name, *whole[2:])
            count = positions[high] - positions[low]
            cells[key] = GuardedCell(key=key, count=max(count, 0), counts=_looked_at_as(counts), state="kept")
        yield (low, high), key


def _looked_at_as(counts: Counts) -> Counts:
    return "slack" if counts == "amount" else counts


def _connected(counts: Mapping[Band, float]) -> Iterator[dict[float, float]]:
    """Give borders between which bands lead, each with how many lie below it, counted from the first one found."""
    beside: dict[float, list[tuple[float, float]]] = {}
    for (low, high), count in counts.items():
        beside.setdefault(low, []).append((high, count))
        beside.setdefault(high, []).append((low, -count))
    left = set(beside)
    while left:
        first = min(left)
        positions, waiting = {first: 0.0}, deque([first])
        while waiting:
            border = waiting.popleft()
            for other, count in beside[border]:
                if other not in positions:
                    positions[other] = positions[border] + count
                    waiting.append(other)
        left -= positions.keys()
        yield positions


def _is_beside(key: Key, whole: Key, dimension: Overlapping) -> bool:
    """Return whether a cell is a part of a whole along the dimension that is no band."""
    code, place = key[dimension.place], dimension.place
    return code != TOTAL and code not in dimension.bands and (*key[:place], TOTAL, *key[place + 1 :]) == whole


def _is_sum(total: float, parts: Sequence[float]) -> bool:
    return math.isclose(total, sum(parts), rel_tol=1e-9, abs_tol=1e-9)
