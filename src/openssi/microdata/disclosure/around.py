"""Unknowns around one, the nearest first, and how far it can be other than it is: linear programmes over few of them.

Among few unknowns, all others left as they are, one finds a way that is there for all of them too. With the sums that
reach beyond the few left out, no way can lead further than the one found: where both say the same, it holds of all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from openssi.microdata.arrays import Floats, Mask

SAME = 1e-6
"""Numbers that differ by no more are the same; of larger ones, by no more than this share."""

_DEAR = 1e4
"""How many others may move by one for the one in question to do so: more than any way needs."""


@dataclass(frozen=True, slots=True)
class Way:
    """How unknowns can be other than they are.

    Attributes:
        by: How much larger (above 0) or smaller (below 0) the one in question is.
        moved: By how much each is; all that are, for one of which it holds.
    """

    by: float
    moved: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Around:
    """Some unknowns, the one in question first, and all sums in which one of them stands.

    Attributes:
        cells: The unknowns.
        fewer: By how much each can be smaller at most.
        sums: Each as a row of the matrix: 1 for a part, -1 for a total, 0 for what is not in it.
        is_whole: Of each sum, whether all its unknowns are among these.
    """

    cells: Sequence[int]
    fewer: Floats
    sums: Any  # SciPy comes with an extra
    is_whole: Mask

    @property
    def is_all(self) -> bool:
        """Whether nothing beyond these hangs together with them."""
        return bool(self.is_whole.all())

    def least_moving(self, by: float) -> Way:
        """Return the way that leads so far, or as far as any does, by which the others move least; others stay."""
        size, many = abs(by), len(self.cells)
        costs, limits = np.ones(2 * many), np.zeros((2 * many, 2))
        limits[:many, 1], limits[many:, 1] = np.inf, self.fewer / size
        forward, back = (0, many) if by > 0 else (many, 0)
        costs[forward], limits[forward], limits[back] = -_DEAR, (0.0, 1.0), (0.0, 0.0)
        found = solved(costs, _beside(self.sums, -self.sums), limits)
        moved = np.zeros(many) if found is None else size * (found[:many] - found[many:])
        far = np.flatnonzero(np.abs(moved) > SAME * size)
        return Way(float(moved[0]), {self.cells[each]: float(moved[each]) for each in map(int, far)})

    def at_most(self, by: float) -> float:
        """Return how far, up to some amount, a way can lead at most, whatever those beyond do."""
        size, sign = abs(by), 1.0 if by > 0 else -1.0
        costs, limits = np.zeros(len(self.cells)), np.full((len(self.cells), 2), np.inf)
        costs[0], limits[:, 0] = -sign, -self.fewer / size
        limits[0] = (0.0, 1.0) if by > 0 else (-1.0, 0.0)
        found = solved(costs, self.sums[np.flatnonzero(self.is_whole)], limits)
        return size if found is None else size * abs(float(found[0]))

    def furthest(self, sign: int) -> float | None:
        """Return how far up (1) or down (-1) a number can be, where these are all; None where nothing ends it."""
        size = max(float(self.fewer[0]), 1.0)
        costs, limits = np.zeros(len(self.cells)), np.full((len(self.cells), 2), np.inf)
        costs[0], limits[:, 0] = -sign, -self.fewer / size
        found = solved(costs, self.sums, limits)
        return None if found is None else size * float(found[0])


def matrix(rows: Sequence[Mapping[int, int]], columns: int) -> Any:  # noqa: ANN401 - SciPy comes with an extra
    """Return sums as a sparse matrix, from the sign of each place."""
    from scipy.sparse import csr_array

    starts = np.cumsum([0, *(len(row) for row in rows)])
    places = np.array([place for row in rows for place in row], dtype=np.int32)
    signs = np.array([sign for row in rows for sign in row.values()], dtype=float)
    return csr_array((signs, places, starts), shape=(len(rows), columns))


def _beside(one: Any, other: Any) -> Any:  # noqa: ANN401 - SciPy comes with an extra
    from scipy.sparse import hstack

    return hstack([one, other]).tocsr()


def solved(
    costs: Floats,
    sums: Any,  # noqa: ANN401 - SciPy comes with an extra
    limits: Floats,
) -> Floats | None:
    """Return where the costs are least and all sums are zero; None where there is no such place."""
    from scipy.optimize import linprog

    found = linprog(costs, A_eq=sums, b_eq=np.zeros(sums.shape[0]), bounds=limits, method="highs-ds")
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)
