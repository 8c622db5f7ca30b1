"""What follows about a withheld number from all that leaves: the audit of a table.

Withheld numbers are the unknowns of the sums of the table and are not negative. The smallest and the largest value of
one of them are two linear programmes (Fischetti and Salazar, 2001; Willenborg and de Waal, 2001, chapter 4). That one
can be larger or smaller by some amount is shown by one way in which all sums stay as they are: it is looked for among
few unknowns around it first, and it goes on holding whatever becomes known of others.
"""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from openssi.microdata.disclosure.around import SAME, Around, Way, matrix
from openssi.vocabulary.errors import FixTheFile

Bounds = tuple[float, float | None]
"""Least and most; None where nothing bounds it."""

Row = tuple[int, tuple[int, ...]]
"""A total and its parts, by their numbers."""

Signed = Mapping[int, int]
"""A sum among unknowns: 1 for a part, -1 for the total."""

NEAR = 120
"""Fewer unknowns that hang together may be simple enough to need no linear programme."""

GROWING = (240, 960, 3840)
"""Unknowns among which a way is looked for: the fewest first, as long as those beyond them may matter."""

LONGEST = 40
"""Unknowns that a way may move which is found by going straight on."""


@dataclass
class Unknowns:
    """The withheld numbers of a table, and which of them follow from what is known.

    Attributes:
        values: True numbers of all cells; only their sums are used, which anybody can make.
        rows: The sums of the table.
        hidden: Cells that do not leave.
    """

    values: Sequence[float]
    rows: Sequence[Row]
    hidden: set[int]
    _touching: list[list[int]] = field(init=False)
    _members: list[tuple[int, ...]] = field(init=False)
    _open: list[bool] = field(init=False)
    _left: list[int] = field(init=False)
    _told_by: dict[int, int] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._touching = [[] for _ in self.values]
        self._members = [(total, *parts) for total, parts in self.rows]
        for number, cells in enumerate(self._members):
            for cell in cells:
                self._touching[cell].append(number)
        self._open = [False] * len(self.values)
        self._left = [0] * len(self.rows)
        self._reopen(self.hidden)

    def members(self, number: int) -> tuple[int, ...]:
        """Return the total and the parts of a sum."""
        return self._members[number]

    def touching(self, cell: int) -> Sequence[int]:
        """Return the numbers of the sums in which a cell stands."""
        return self._touching[cell]

    def hide(self, cell: int) -> None:
        """Let a cell not leave: with it, cells may be unknown again that followed from others."""
        self.hidden.add(cell)
        unknown, waiting = {cell}, [cell]
        while waiting:
            for number in self._touching[waiting.pop()]:
                told = self._told_by.pop(number, None)
                if told is not None and told not in unknown:
                    unknown.add(told)
                    waiting.append(told)
        self._reopen(unknown)

    def show(self, cell: int) -> None:
        """Let a hidden cell leave: others may follow from it."""
        self.hidden.discard(cell)
        if self._open[cell]:
            self._close(cell, deque())
            return
        number = next(number for number in self._touching[cell] if self._told_by.get(number) == cell)
        del self._told_by[number]

    def _reopen(self, cells: Iterable[int]) -> None:
        numbers: dict[int, None] = {}
        for cell in cells:
            self._open[cell] = True
            for number in self._touching[cell]:
                self._left[number] += 1
                numbers[number] = None
        self._follow(deque(number for number in numbers if self._left[number] == 1))

    def _close(self, cell: int, waiting: deque[int]) -> None:
        self._open[cell] = False
        for number in self._touching[cell]:
            self._left[number] -= 1
            if self._left[number] == 1:
                waiting.append(number)
        self._follow(waiting)

    def _follow(self, waiting: deque[int]) -> None:
        """Close what is alone in a sum, and what then follows."""
        while waiting:
            number = waiting.popleft()
            if self._left[number] == 1:
                cell = next(each for each in self.members(number) if self._open[each])
                self._told_by[number] = cell
                self._open[cell] = False
                for other in self._touching[cell]:
                    self._left[other] -= 1
                    if self._left[other] == 1:
                        waiting.append(other)

    def together(self, cell: int) -> set[int]:
        """Return the hidden cells that hang together with one through sums, whether they follow from them or not."""
        found, waiting = {cell}, [cell]
        while waiting:
            for number in self._touching[waiting.pop()]:
                new = {each for each in self.members(number) if each in self.hidden} - found
                found |= new
                waiting.extend(new)
        return found

    def bounds(self, cell: int) -> Bounds:
        """Return the interval in which a number must lie for everybody who sees what leaves.

        Raises:
            FixTheFile: if SciPy, which comes with the extra `micro`, is not installed.
        """
        if not self._open[cell]:
            return float(self.values[cell]), float(self.values[cell])
        found = self._simple(cell)
        if found is not None:
            return found
        refuse_without_scipy()
        around = self._near(cell)
        lowest, highest = (around.furthest(sign) for sign in (-1, 1))
        value = self.values[cell]
        low = 0.0 if lowest is None else round(value + lowest, 6) + 0.0
        return low, None if highest is None else round(value + highest, 6) + 0.0

    def way(self, cell: int, by: float, *, partly: bool = False, within: int | None = None) -> Way | None:
        """Return how a number can be larger by some amount (smaller, where it is below 0); None where it cannot.

        Args:
            cell: Its cell.
            by: By how much.
            partly: Whether to return the way that leads furthest where none leads so far.
            within: Unknowns around it among which it is looked for; None for all that it takes.

        Raises:
            FixTheFile: if SciPy, which comes with the extra `micro`, is not installed.
        """
        if not self._open[cell] or (by < -self.values[cell] - SAME and not partly):
            return None
        by = max(by, -self.values[cell])
        if by == 0:
            return Way(0.0, {})
        found = self._simple(cell)
        if found is not None:
            return self._simple_way(cell, by, found, partly=partly)
        plain = self._plain_way(cell, by)
        if plain is not None:
            return plain
        refuse_without_scipy()
        way = self._found_way(cell, by, within)
        return way if partly or abs(way.by - by) <= SAME * abs(by) else None

    def _found_way(self, cell: int, by: float, within: int | None) -> Way:
        """Return the way that leads so far, or as far as any does, among as few unknowns as show it."""
        for most in (*(each for each in GROWING if within is None or each < within), within):
            around = self._near(cell, most)
            way = around.least_moving(by)
            if abs(way.by - by) <= SAME * abs(by) or around.is_all or most == within:
                break
            if around.at_most(by) <= abs(way.by) + SAME * abs(by):
                break
        return way

    def _plain_way(self, cell: int, by: float) -> Way | None:
        """Return a way that is found by going straight on; None where that leads nowhere.

        In each sum that no longer holds, others take up what is missing, as much as they can: first those that
        mend another sum too, then those that upset the fewest.
        """
        moved, wrong = {cell: by}, dict[int, float]()
        self._upset(cell, by, wrong)
        while wrong and len(moved) < LONGEST:
            number = next(iter(wrong))
            for _, taker, step in sorted(self._takers(number, moved, wrong)):
                rest = -self._sign(taker, number) * wrong[number]
                moved[taker] = min(step, rest, key=abs)
                self._upset(taker, moved[taker], wrong)
                if number not in wrong:
                    break
            else:
                return None
        return None if wrong else Way(by, moved)

    def _takers(
        self, number: int, moved: Mapping[int, float], wrong: Mapping[int, float]
    ) -> Iterator[tuple[int, int, float]]:
        """Give who can take up what a sum lacks: how many sums hold less than before, its cell, by how much at most."""
        for each in self._open_in(number):
            if each not in moved:
                wanted = -self._sign(each, number) * wrong[number]
                most = min(abs(wanted), self._room(each, wanted, number, moved))
                if most > SAME * abs(wanted):
                    step = most if wanted > 0 else -most
                    rows = [row for row in self._touching[each] if self._left[row] > 1]
                    mended = sum(1 for row in rows if wrong.get(row, 0.0) * self._sign(each, row) * step < 0)
                    yield len(rows) - 2 * mended, each, step

    def _room(self, cell: int, wanted: float, number: int, moved: Mapping[int, float]) -> float:
        """Return how far a number can move one way: not below zero, nor further than the one beside it in a sum can."""
        if wanted < 0:
            return self._fewer(cell)
        room = np.inf
        for row in self._touching[cell]:
            if row != number and self._left[row] == 2:
                other = next(each for each in self._open_in(row) if each != cell)
                if self._sign(other, row) == self._sign(cell, row):
                    room = min(room, 0.0 if other in moved else self._fewer(other))
        return float(room)

    def _upset(self, cell: int, by: float, wrong: dict[int, float]) -> None:
        """Note what sums are off by where a number moves."""
        for row in self._touching[cell]:
            off = wrong.pop(row, 0.0) + self._sign(cell, row) * by
            if abs(off) > SAME * abs(by):
                wrong[row] = off

    def _sign(self, cell: int, number: int) -> int:
        return -1 if self.rows[number][0] == cell else 1

    def _simple_way(self, cell: int, by: float, found: Bounds, *, partly: bool) -> Way | None:
        value, (lowest, highest) = self.values[cell], found
        most = np.inf if highest is None else highest
        reached = float(np.clip(value + by, lowest, most)) - value
        if abs(reached - by) > SAME and not partly:
            return None
        return Way(reached, dict.fromkeys(self._all_near(cell) or (), 0.0))

    def _near(self, cell: int, most: int | None = None) -> Around:
        """Return unknowns around one, at most about so many, and the sums in which they stand.

        Those on whom nothing else depends take up what others lack: they come with the sum in which they stand alone,
        and what is beyond such a sum comes last.
        """
        found, sums = self._growing(cell, most)
        place = {each: number for number, each in enumerate(found)}
        rows = []
        for number, cells in sums.items():
            total = self.rows[number][0]
            rows.append({place[each]: -1 if each == total else 1 for each in cells if each in place})
        is_whole = np.array([len(row) == len(cells) for row, cells in zip(rows, sums.values(), strict=True)])
        fewer = np.array([self._fewer(each) for each in found])
        return Around(list(found), fewer, matrix(rows, len(found)), is_whole)

    def _growing(self, cell: int, most: int | None) -> tuple[dict[int, None], dict[int, list[int]]]:
        """Return the cells and, by their numbers, the sums with all their unknowns."""
        found, sums, near, later = {cell: None}, dict[int, list[int]](), deque([cell]), deque[int]()

        def come(number: int) -> None:
            new = [each for each in sums[number] if each not in found]
            near.extend(new)
            found.update(dict.fromkeys(new))

        while (near or later) and (most is None or len(found) < most):
            if not near:
                come(later.popleft())
                continue
            for number in self._sums_of(near.popleft()):
                if number not in sums:
                    sums[number] = [each for each in self._members[number] if self._open[each]]
                    alone = [each for each in sums[number] if each != cell and self._is_alone(each)]
                    found.update(dict.fromkeys(alone))
                    if alone:
                        later.append(number)
                    else:
                        come(number)
        for each in found:
            for number in self._sums_of(each):
                if number not in sums:
                    sums[number] = [each for each in self._members[number] if self._open[each]]
        return found, sums

    def _sums_of(self, cell: int) -> list[int]:
        return [number for number in self._touching[cell] if self._left[number] > 1]

    def _is_alone(self, cell: int) -> bool:
        """Tell whether an unknown stands in one sum only."""
        return len(self._sums_of(cell)) == 1

    def _all_near(self, cell: int) -> list[int] | None:
        """Return all unknowns that hang together with one; None where they are many."""
        found, seen, waiting = {cell: None}, set[int](), deque([cell])
        while waiting:
            for number in self._touching[waiting.popleft()]:
                if number not in seen:
                    seen.add(number)
                    new = [each for each in self._open_in(number) if each not in found]
                    found.update(dict.fromkeys(new))
                    waiting.extend(new)
            if len(found) >= NEAR:
                return None
        return list(found)

    def _open_in(self, number: int) -> Iterator[int]:
        return (each for each in self._members[number] if self._open[each])

    def _simple(self, cell: int) -> Bounds | None:
        """Return the interval where one sum says it all; None where several do."""
        reached = [number for number in self._touching[cell] if self._left[number] > 1]
        if not reached:
            return 0.0, None
        cells = self._all_near(cell)
        if cells is None:
            return None
        numbers = dict.fromkeys(number for each in cells for number in self._touching[each])
        rows = ({each: self._sign(each, number) for each in self._open_in(number)} for number in numbers)
        kept, at_most = _without_slack(cell, rows, self.values)
        if not any(cell in row for row in kept):
            return 0.0, at_most.get(cell)
        return _in_one_sum(cell, kept[0], self.values, at_most) if len(kept) == 1 else None

    def _fewer(self, cell: int) -> float:
        """Return by how much a number can be smaller at most."""
        return max(self.values[cell], 0.0)


def refuse_without_scipy() -> None:
    """Refuse to go on where SciPy is not installed.

    Raises:
        FixTheFile: with the extra that brings it.
    """
    try:
        from scipy.optimize import linprog  # noqa: F401
    except ModuleNotFoundError:
        raise FixTheFile.because("DISCLOSURE_WITHOUT_SCIPY") from None


def _without_slack(
    wanted: int, rows: Iterable[Signed], values: Sequence[float]
) -> tuple[list[Signed], dict[int, float]]:
    """Take out sums of two unknowns of which one stands nowhere else: the other one is at most their sum."""
    together = list(rows)
    times = Counter(key for row in together for key in row)
    at_most: dict[int, float] = {}
    kept = []
    for row in together:
        alone = next((key for key in row if times[key] == 1 and key != wanted), None)
        if len(row) == 2 and alone is not None and set(row.values()) == {1}:
            (other,) = row.keys() - {alone}
            at_most[other] = min(at_most.get(other, np.inf), float(values[alone] + values[other]))
        elif row:
            kept.append(row)
    return kept, at_most


def _in_one_sum(wanted: int, row: Signed, values: Sequence[float], at_most: Mapping[int, float]) -> Bounds:
    """Return what one sum says: the wanted number is what the others leave of it."""
    known = row[wanted] * float(sum(sign * values[key] for key, sign in row.items()))
    beside = {key: at_most.get(key, np.inf) for key in row if key != wanted}
    lowest = known - sum(most for key, most in beside.items() if row[key] == row[wanted])
    highest = known + sum(most for key, most in beside.items() if row[key] != row[wanted])
    highest = min(highest, at_most.get(wanted, np.inf))
    return max(0.0, lowest), None if highest == np.inf else highest
