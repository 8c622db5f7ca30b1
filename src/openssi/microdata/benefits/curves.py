"""Lorenz and concentration curves as points."""

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.benefits.totals import summed

MOST_POINTS = 200
"""Points that a drawing can show apart."""

Points = tuple[tuple[float, float], ...]


def concentration_curve(ranked_by: Floats, amounts: Floats, weight: Floats, most: int = MOST_POINTS) -> Points:
    """Return which share of amounts the poorest share of the population has, from (0, 0) to (1, 1).

    Ranked by the amounts themselves it is the Lorenz curve. At most so many points are kept, evenly over persons.

    Args:
        ranked_by: Welfare of each row.
        amounts: What is added up, such as welfare or transfers.
        weight: Persons that each row stands for.
        most: Points that are kept, above zero.

    Returns:
        Points; none where the population or the total of the amounts is not above zero.
    """
    if not (summed(weight) > 0 and summed(weight * amounts) > 0):
        return ()
    order = np.argsort(ranked_by, kind="stable")
    persons, held = np.cumsum(weight[order]), np.cumsum((weight * amounts)[order])
    at = np.linspace(0, 1, most + 1)[1:-1] * persons[-1]
    kept = np.unique(np.append(np.searchsorted(persons, at), len(persons) - 1))
    shares = zip(persons[kept] / persons[-1], held[kept] / held[-1], strict=True)
    return ((0.0, 0.0), *((float(across), float(up)) for across, up in shares))
