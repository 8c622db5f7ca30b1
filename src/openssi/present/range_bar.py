"""A range on a line: the bounds as a band, and the values that lie in it or beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

WIDTH = 320
MARGIN = 12
"""Room for half a mark at either end."""

_LEAST_BAND = 2.0


@dataclass(frozen=True, slots=True)
class RangeBar:
    """Where the marks stand, in units of the drawing; none where there is no such value.

    Attributes:
        band: Left end and width of the range, none where there are no bounds.
    """

    band: tuple[float, float] | None
    proposed: float | None
    reported: float | None
    earlier: float | None
    width: int = WIDTH


def range_bar(
    bounds: tuple[Decimal, Decimal] | None, proposed: Decimal | None, reported: Decimal | None, earlier: Decimal | None
) -> RangeBar:
    """Return where bounds and values stand on a line from the least of them to the greatest.

    A range without extent is a thin line in the middle of its marks.
    """
    values = [each for each in (*(bounds or ()), proposed, reported, earlier) if each is not None]
    left, right = (bounds or (None, None))[0], (bounds or (None, None))[1]
    band = None
    if left is not None and right is not None:
        start, end = _place(left, values), _place(right, values)
        length = max(end - start, _LEAST_BAND)
        band = (round((start + end - length) / 2, 1), round(length, 1))
    at = [None if each is None else round(_place(each, values), 1) for each in (proposed, reported, earlier)]
    return RangeBar(band, at[0], at[1], at[2])


def _place(value: Decimal, values: Sequence[Decimal]) -> float:
    least, extent = min(values), max(values) - min(values)
    if not extent:
        return WIDTH / 2
    return MARGIN + float((value - least) / extent) * (WIDTH - 2 * MARGIN)
