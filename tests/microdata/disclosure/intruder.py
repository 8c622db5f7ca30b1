"""An intruder who has seen what left: persons of no group are fewer than none, and all tables count the same persons.

Nothing of the protection is used: unknowns are the persons of the finest cells, and each number that left is a limit on
a sum of them, as wide as it was rounded.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping

import numpy as np
from scipy.optimize import linprog

Atom = Hashable
"""The finest groups of persons."""

Seen = Iterable[tuple[Collection[Atom], int]]
"""Groups, each as the finest ones that it holds, with the number that left."""


class Intruder:
    """Who has seen some numbers.

    Args:
        atoms: All that may have persons.
        seen: What left.
        rounding: To multiples of what.
    """

    def __init__(self, atoms: Iterable[Atom], seen: Seen, rounding: int = 1) -> None:
        self.place = {atom: number for number, atom in enumerate(atoms)}
        limits: list[float] = []
        rows = []
        for group, told in seen:
            row = self._row(group)
            rows += [row, -row]
            limits += [told + (rounding - 1) // 2, -(told - rounding // 2)]
        self.rows = np.array(rows).reshape(-1, len(self.place))
        self.limits = np.array(limits)

    def _row(self, group: Collection[Atom]) -> np.ndarray:
        row = np.zeros(len(self.place))
        row[[self.place[atom] for atom in group]] = 1
        return row

    def knows(self, group: Collection[Atom]) -> tuple[float, float]:
        """Return between which numbers the persons of a group must lie."""
        row = self._row(group)
        ends = []
        for sign in (1, -1):
            found = linprog(sign * row, A_ub=self.rows, b_ub=self.limits, bounds=(0, None), method="highs")
            assert found.status in {0, 3}, found.message
            ends.append(float(row @ found.x) if found.status == 0 else sign * -np.inf)
        return max(ends[0], 0.0), ends[1]


def width(known: tuple[float, float]) -> float:
    """Return how far apart two limits are."""
    return known[1] - known[0]


def narrow(known: Mapping[Hashable, tuple[float, float]], protection: float) -> dict[Hashable, tuple[float, float]]:
    """Return what is known more narrowly than it should be."""
    return {each: limits for each, limits in known.items() if width(limits) < protection - 1e-6}
