"""What follows about a withheld count from all that leaves: the audit of a table.

Withheld counts are the unknowns of the sums of the table and are not negative. The smallest and the largest value of
one of them are two linear programmes (Fischetti and Salazar, 2001; Willenborg and de Waal, 2001, chapter 4).
"""

from collections import Counter, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from openssi.microdata.disclosure.sums import Sum
from openssi.vocabulary.disclosure import Key
from openssi.vocabulary.errors import FixTheFile

Bounds = tuple[float, float | None]
"""Fewest and most persons; None where nothing bounds them."""

Row = dict[Key, int]
"""A sum among unknowns: 1 for a part, -1 for the total."""

_SAME = 1e-6


@dataclass(frozen=True)
class Unknowns:
    """The withheld counts that hang together with one of them.

    Attributes:
        wanted: The one in question.
        rows: Sums among them.
        at_most: What some are at most, from sums of which nothing else is known.
        counts: True counts of all cells; only their sums are used, which anybody can make.
    """

    wanted: Key
    rows: Sequence[Row]
    at_most: Mapping[Key, float]
    counts: Mapping[Key, int]

    @classmethod
    def around(
        cls, wanted: Key, withheld: Collection[Key], counts: Mapping[Key, int], touching: Mapping[Key, Sequence[Sum]]
    ) -> "Unknowns":
        """Return those around a withheld cell.

        Args:
            wanted: The cell.
            withheld: All cells that do not leave.
            counts: True counts of all cells.
            touching: The sums of the table in which each cell stands.
        """
        rows, at_most = _without_slack(wanted, _hanging_together(wanted, withheld, touching), counts)
        return cls(wanted, rows, at_most, counts)

    @cached_property
    def bounds(self) -> Bounds:
        """The interval in which the count must lie for everybody who sees what leaves.

        Raises:
            FixTheFile: if SciPy, which comes with the extra `micro`, is not installed.
        """
        lowest, highest = self.end(1), self.end(-1)
        return lowest.get(self.wanted, 0.0), highest.get(self.wanted)

    def end(self, sign: int) -> Mapping[Key, float]:
        """Return counts that could be the true ones and of which the wanted one is smallest (1) or largest (-1).

        Without the wanted one where nothing bounds it; the others are given where they had to be found.
        """
        if not any(self.wanted in row for row in self.rows):
            most = self.at_most.get(self.wanted)
            return {self.wanted: 0.0} if sign > 0 else {} if most is None else {self.wanted: most}
        if len(self.rows) == 1:
            lowest, highest = _in_one_sum(self.wanted, self.rows[0], self.counts, self.at_most)
            return {self.wanted: lowest} if sign > 0 else {} if highest is None else {self.wanted: highest}
        return self._solved(sign)

    @cached_property
    def _keys(self) -> list[Key]:
        return list(dict.fromkeys(key for row in self.rows for key in row))

    @cached_property
    def _programme(self) -> Mapping[str, Any]:
        from scipy.sparse import coo_array

        place = {key: number for number, key in enumerate(self._keys)}
        entries = [(number, place[key], sign) for number, row in enumerate(self.rows) for key, sign in row.items()]
        row, column, signs = (np.array(each) for each in zip(*entries, strict=True))
        matrix = coo_array((signs.astype(float), (row, column)), shape=(len(self.rows), len(place))).tocsr()
        known = matrix @ np.array([self.counts[key] for key in self._keys], dtype=float)
        limits = [(0.0, self.at_most.get(key)) for key in self._keys]
        return {"A_eq": matrix, "b_eq": known, "bounds": limits}

    def _solved(self, sign: int) -> Mapping[Key, float]:
        try:
            from scipy.optimize import linprog
        except ModuleNotFoundError:
            raise FixTheFile.because("DISCLOSURE_WITHOUT_SCIPY") from None
        costs = np.zeros(len(self._keys))
        costs[self._keys.index(self.wanted)] = sign
        found = linprog(costs, **self._programme, method="highs")
        if found.x is None:
            return {}
        return {key: round(float(each), 6) + 0.0 for key, each in zip(self._keys, found.x, strict=True)}


class Seen:
    """Between which counts withheld cells were seen to lie in tables that show the same."""

    def __init__(self, counts: Mapping[Key, int]) -> None:
        self._counts = counts
        self._low: dict[Key, float] = {}
        self._high: dict[Key, float] = {}

    def width(self, key: Key) -> float:
        """Return how far apart the counts are between which a cell was seen."""
        count = float(self._counts[key])
        return self._high.get(key, count) - self._low.get(key, count)

    def note(self, counts: Mapping[Key, float]) -> None:
        """Note counts that could be the true ones."""
        for key, count in counts.items():
            self._low[key] = min(self._low.get(key, float(self._counts[key])), count)
            self._high[key] = max(self._high.get(key, float(self._counts[key])), count)


def is_wide(unknowns: Unknowns, width: float, seen: Seen) -> bool:
    """Tell whether a count may lie in an interval of at least some width, and note what was seen on the way."""
    for sign in (-1, 1):
        found = unknowns.end(sign)
        if unknowns.wanted not in found:
            return True
        seen.note(found)
        if seen.width(unknowns.wanted) >= width - _SAME:
            return True
    return False


def hanging_together(wanted: Key, withheld: Collection[Key], touching: Mapping[Key, Sequence[Sum]]) -> frozenset[Key]:
    """Return the withheld cells of which something can follow from a withheld one, and from which of it."""
    return frozenset(key for row in _hanging_together(wanted, withheld, touching) for key in row)


def _hanging_together(wanted: Key, withheld: Collection[Key], touching: Mapping[Key, Sequence[Sum]]) -> list[Row]:
    """Return the sums among unknowns that touch the wanted one, directly or through others."""
    rows: dict[Sum, Row] = {}
    seen, waiting = {wanted}, deque([wanted])
    while waiting:
        for each in touching.get(waiting.popleft(), ()):
            if each not in rows:
                rows[each] = _unknown_part(*each, withheld)
                waiting.extend(key for key in rows[each] if key not in seen)
                seen.update(rows[each])
    return list(rows.values())


def _unknown_part(total: Key, parts: Iterable[Key], withheld: Collection[Key]) -> Row:
    row = {part: 1 for part in parts if part in withheld}
    return {**row, total: -1} if total in withheld else row


def _without_slack(wanted: Key, rows: Iterable[Row], counts: Mapping[Key, int]) -> tuple[list[Row], dict[Key, float]]:
    """Take out sums of two unknowns of which one stands nowhere else: the other one is at most their sum."""
    together = list(rows)
    times = Counter(key for row in together for key in row)
    at_most: dict[Key, float] = {}
    kept = []
    for row in together:
        alone = next((key for key in row if times[key] == 1 and key != wanted), None)
        if len(row) == 2 and alone is not None and set(row.values()) == {1}:
            (other,) = row.keys() - {alone}
            at_most[other] = min(at_most.get(other, np.inf), float(counts[alone] + counts[other]))
        else:
            kept.append(row)
    return kept, at_most


def _in_one_sum(wanted: Key, row: Row, counts: Mapping[Key, int], at_most: Mapping[Key, float]) -> Bounds:
    """Return what one sum says: the wanted count is what the others leave of it."""
    known = row[wanted] * float(sum(sign * counts[key] for key, sign in row.items()))
    beside = {key: at_most.get(key, np.inf) for key in row if key != wanted}
    lowest = known - sum(most for key, most in beside.items() if row[key] == row[wanted])
    highest = known + sum(most for key, most in beside.items() if row[key] != row[wanted])
    highest = min(highest, at_most.get(wanted, np.inf))
    return max(0.0, lowest), None if highest == np.inf else highest
