"""Diagonals that end at the outline of a country: a drawing of plain lines needs no patterns."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, sqrt

from openssi.present.layers import Row
from openssi.present.maps.topology import Point

_HALF = sqrt(0.5)


def hatched(rings: Sequence[Sequence[Point]], step: float) -> Iterator[Row]:
    """Give the stretches of diagonals, from lower left to upper right, that lie within closed lines.

    Args:
        rings: Closed lines; one within another is a hole.
        step: Units between two diagonals.
    """
    turned = [[((x + y) * _HALF, (y - x) * _HALF) for x, y in ring] for ring in rings if len(ring) > 2]
    if not turned:
        return
    ends = [across for ring in turned for across, _ in ring]
    for number in range(ceil(min(ends) / step), ceil(max(ends) / step)):
        across = number * step
        crossed = sorted(_crossings(turned, across))
        for first, second in zip(crossed[::2], crossed[1::2], strict=False):
            (x, y), (x2, y2) = (((across - each) * _HALF, (across + each) * _HALF) for each in (first, second))
            yield {"x": x, "y": y, "x2": x2, "y2": y2}


def _crossings(rings: Sequence[Sequence[Point]], across: float) -> Iterator[float]:
    for ring in rings:
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            if (x1 <= across) != (x2 <= across):
                yield y1 + (across - x1) * (y2 - y1) / (x2 - x1)
