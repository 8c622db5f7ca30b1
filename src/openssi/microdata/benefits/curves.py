"""Lorenz and concentration curves as points."""

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.benefits.totals import summed

MOST_POINTS = 200
"""Points that a drawing can show apart."""

Points = tuple[tuple[float, float], ...]


def far_apart(behind: Floats, everybody: float, least: int) -> list[int]:
    """Return which of some points of a curve have enough persons between them, and between the last one and the end.

    Args:
        behind: Persons counted up to each point, ascending.
        everybody: Persons counted up to the end.
        least: Fewest between two points.
    """
    found, before = [], 0.0
    for place, count in enumerate(behind):
        if count - before >= least and everybody - count >= least:
            found.append(place)
            before = float(count)
    return found


def concentration_curve(
    ranked_by: Floats,
    amounts: Floats,
    weight: Floats,
    most: int = MOST_POINTS,
    counted: Mask | None = None,
    least: int = 0,
) -> Points:
    """Return which share of amounts the poorest share of the population has, from (0, 0) to (1, 1).

    Ranked by the amounts themselves it is the Lorenz curve. At most so many points are kept, evenly over persons.

    Args:
        ranked_by: Welfare of each row.
        amounts: What is added up, such as welfare or transfers.
        weight: Persons that each row stands for.
        most: Points that are kept, above zero.
        counted: Rows whose number decides which points are far enough apart; None for all that stand for anybody.
        least: Fewest of these between two points.

    Returns:
        Points; none where the population or the total of the amounts is not above zero.
    """
    if not (summed(weight) > 0 and summed(weight * amounts) > 0):
        return ()
    order = np.argsort(ranked_by, kind="stable")
    persons, held = np.cumsum(weight[order]), np.cumsum((weight * amounts)[order])
    at = np.linspace(0, 1, most + 1)[1:-1] * persons[-1]
    kept = np.unique(np.append(np.searchsorted(persons, at), len(persons) - 1))
    if least:
        rows = np.cumsum((weight > 0 if counted is None else counted & (weight > 0))[order]).astype(np.float64)
        inner = kept[:-1][far_apart(rows[kept[:-1]], float(rows[-1]), least)]
        kept = np.append(inner, kept[-1])
    shares = zip(persons[kept] / persons[-1], held[kept] / held[-1], strict=True)
    return ((0.0, 0.0), *((float(across), float(up)) for across, up in shares))
