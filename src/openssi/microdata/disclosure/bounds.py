"""What follows about a withheld count from all that leaves: the audit of a table.

Withheld counts are the unknowns of the sums of the table and are not negative. The smallest and the largest value of
one of them are two linear programmes (Fischetti and Salazar, 2001; Willenborg and de Waal, 2001, chapter 4).
"""

from collections import deque
from collections.abc import Collection, Iterable, Mapping

import numpy as np

from openssi.microdata.disclosure.sums import Sum
from openssi.vocabulary.disclosure import Key
from openssi.vocabulary.errors import FixTheFile

Bounds = tuple[float, float | None]
"""Fewest and most persons; None where nothing bounds them."""


def bounds_of(wanted: Key, withheld: Collection[Key], counts: Mapping[Key, int], sums: Iterable[Sum]) -> Bounds:
    """Return the interval in which a withheld count must lie for everybody who sees what leaves.

    Args:
        wanted: The cell in question, one of those withheld.
        withheld: All cells that do not leave.
        counts: True counts of all cells; of those withheld only their sums are used, which anybody can make.
        sums: The sums of the table.

    Raises:
        FixTheFile: if SciPy, which comes with the extra `micro`, is not installed.
    """
    together = _hanging_together(wanted, withheld, sums)
    if not together:
        return 0.0, None
    unknowns = {key: number for number, key in enumerate(dict.fromkeys(key for row in together for key in row))}
    matrix = np.zeros((len(together), len(unknowns)))
    for number, row in enumerate(together):
        for key, sign in row.items():
            matrix[number, unknowns[key]] += sign
    known = matrix @ np.array([counts[key] for key in unknowns], dtype=float)
    return _end(matrix, known, unknowns[wanted], 1) or 0.0, _end(matrix, known, unknowns[wanted], -1)


def _end(matrix: np.ndarray, known: np.ndarray, wanted: int, sign: int) -> float | None:
    try:
        from scipy.optimize import linprog
    except ModuleNotFoundError:
        raise FixTheFile.because("DISCLOSURE_WITHOUT_SCIPY") from None
    costs = np.zeros(matrix.shape[1])
    costs[wanted] = sign
    found = linprog(costs, A_eq=matrix, b_eq=known, bounds=(0, None), method="highs")
    return None if found.fun is None else round(sign * float(found.fun), 6) + 0.0


def _hanging_together(wanted: Key, withheld: Collection[Key], sums: Iterable[Sum]) -> list[dict[Key, int]]:
    """Return the sums among unknowns that touch the wanted one, directly or through others."""
    rows = [row for total, parts in sums if (row := _unknown_part(total, parts, withheld))]
    touching: dict[Key, list[int]] = {}
    for number, row in enumerate(rows):
        for key in row:
            touching.setdefault(key, []).append(number)
    seen: dict[int, None] = {}
    waiting = deque(touching.get(wanted, ()))
    while waiting:
        number = waiting.popleft()
        if number not in seen:
            seen[number] = None
            waiting.extend(other for key in rows[number] for other in touching[key])
    return [rows[number] for number in seen]


def _unknown_part(total: Key, parts: Iterable[Key], withheld: Collection[Key]) -> dict[Key, int]:
    row = {part: 1 for part in parts if part in withheld}
    return {**row, total: -1} if total in withheld else row
