"""Robust z of the last change of a series (median and median absolute deviation of log changes)."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from math import log
from statistics import median

FEWEST_CHANGES = 5
CONSISTENCY = 1.4826
"""Makes the median absolute deviation of a normal variable its standard deviation (Rousseeuw and Croux 1993)."""

NOISE = 1e-9
"""What changes that are all alike differ by in double precision."""

_PLACES = 10


def robust_z(series: Sequence[Decimal | None]) -> Decimal | None:
    """Return how far the last log change of a series lies from the median of the earlier ones.

    Args:
        series: Values of consecutive years, oldest first, none where a year is missing.

    Returns:
        The distance in units of 1.4826 times the median absolute deviation; none where there are fewer than five
        earlier changes, the deviation is zero, or the last change is not known. Changes from or to a value that is not
        positive do not count.
    """
    changes = [_change(before, after) for before, after in pairwise(series)]
    last = changes.pop() if changes else None
    known = [each for each in changes if each is not None]
    if last is None or len(known) < FEWEST_CHANGES:
        return None
    centre = median(known)
    spread = CONSISTENCY * median(abs(each - centre) for each in known)
    return Decimal(repr(round((last - centre) / spread, _PLACES))) if spread > NOISE else None


def _change(before: Decimal | None, after: Decimal | None) -> float | None:
    if before is None or after is None or before <= 0 or after <= 0:
        return None
    return log(after) - log(before)
