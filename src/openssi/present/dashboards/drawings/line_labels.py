"""Where the labels of a line chart stand: at the ends of lines without one upon another, and years on an axis."""

from collections.abc import Sequence

_STEPS = (1, 2, 5, 10, 20, 50)
_LEAST_OF_A_STEP = 0.6
"""Part of a step that the first and the last year keep from the round years beside them."""


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return where blocks stand so that none covers another: as near as can be to where they would.

    Args:
        wanted: Where the top of each block would stand.
        heights: How high each is.
        top: Where the first may begin.
        bottom: Where the last has to end; blocks that are higher together run beyond it.
    """
    order = sorted(range(len(wanted)), key=lambda each: wanted[each])
    places = list(wanted)
    reached = top
    for each in order:
        places[each] = max(wanted[each], reached)
        reached = places[each] + heights[each]
    limit = max(bottom, top + sum(heights))
    for each in reversed(order):
        places[each] = min(places[each], limit - heights[each])
        limit = places[each]
    return places


def year_ticks(first: int, last: int, most: int) -> tuple[int, ...]:
    """Return the years that an axis names, at most about so many: round ones, the first and the last."""
    step = next((each for each in _STEPS if (last - first) / each <= most - 1), _STEPS[-1])
    ends = {first, last}
    near = step * _LEAST_OF_A_STEP
    between = {year for year in range(first, last) if year % step == 0 and all(abs(year - end) >= near for end in ends)}
    return tuple(sorted(between | ends))
