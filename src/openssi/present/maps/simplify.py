"""Lines with fewer points, after Douglas and Peucker (1973); both ends of a line stay where they are."""

from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from openssi.present.maps.topology import Point


def simplified(line: Sequence[Point], tolerance: float) -> tuple[Point, ...]:
    """Return a line from which no point that is left out is further away than a tolerance.

    A closed line keeps the point that is furthest from its beginning.
    """
    if len(line) < 3:
        return tuple(line)
    kept = {0, len(line) - 1}
    if line[0] == line[-1]:
        kept.add(max(range(len(line)), key=lambda each: _distance(line[each], line[0], line[0])))
    ends = sorted(kept)
    waiting = list(pairwise(ends))
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        furthest = max(range(first + 1, last), key=lambda each: _distance(line[each], line[first], line[last]))
        if _distance(line[furthest], line[first], line[last]) > tolerance:
            kept.add(furthest)
            waiting += [(first, furthest), (furthest, last)]
    return tuple(line[each] for each in sorted(kept))


def _distance(point: Point, first: Point, last: Point) -> float:
    """Return how far a point is from the stretch between two others."""
    across, down = last[0] - first[0], last[1] - first[1]
    length = across * across + down * down
    if not length:
        return hypot(point[0] - first[0], point[1] - first[1])
    along = ((point[0] - first[0]) * across + (point[1] - first[1]) * down) / length
    along = max(0.0, min(1.0, along))
    return hypot(point[0] - first[0] - along * across, point[1] - first[1] - along * down)
