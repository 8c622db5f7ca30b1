"""What shows that withheld numbers are protected: ways in which they could be other than they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.microdata.disclosure.around import SAME, Way
from openssi.microdata.disclosure.bounds import Unknowns


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """How far off what follows about a withheld number must be.

    Attributes:
        width: Of the interval in which it must be able to lie; 0 for no such demand.
        each_way: By how much it must be able to be larger, and smaller; 0 for no such demand.
    """

    width: float = 0.0
    each_way: float = 0.0


class Ways:
    """Ways that were found, by the withheld number that each of them lets be larger or smaller.

    A way holds as long as everything that it moves is withheld: where something leaves after all, only those whose ways
    move it are looked at again.
    """

    def __init__(self, unknown: Unknowns, demands: Sequence[Demand], sensitive: Sequence[int]) -> None:
        """Begin without any.

        Args:
            unknown: The withheld numbers.
            demands: Of each cell.
            sensitive: Cells that must not follow, in the order in which they are looked at.
        """
        self.sensitive = sensitive
        self._unknown, self._demands = unknown, demands
        self._asked = set(sensitive)
        self._found: dict[tuple[int, bool], Way] = {}
        self._moving: dict[int, set[int]] = {}

    def that_move(self, cell: int) -> list[int]:
        """Return the numbers of which what was found moves a cell."""
        return sorted(
            each
            for each in self._moving.get(cell, ())
            if any(cell in way.moved for up in (True, False) if (way := self._found.get((each, up))) is not None)
        )

    def protect(self, cell: int, within: int | None = None) -> bool:
        """Tell whether a withheld number is protected, and note the ways that show it.

        Args:
            cell: Its cell.
            within: Unknowns around it among which ways are looked for; None for all that it takes.
        """
        demand = self._demands[cell]
        if demand.width:
            return self._is_wide(cell, demand.width, within)
        return all(self._reaches(cell, sign * demand.each_way, within) for sign in (1, -1))

    def _is_wide(self, cell: int, width: float, within: int | None) -> bool:
        up, down = self._known(cell, up=True), self._known(cell, up=False)
        if up - down >= width - SAME:
            return True
        found = self._unknown.way(cell, width, partly=True, within=within)
        if found is None:
            return False
        rest = width - found.by
        if rest <= SAME:
            self._note(cell, found)
            return True
        below = self._unknown.way(cell, -rest, within=within)
        if below is None:
            return False
        self._note(cell, found)
        self._note(cell, below)
        return True

    def _reaches(self, cell: int, by: float, within: int | None) -> bool:
        if abs(by) <= SAME or abs(self._known(cell, up=by > 0)) >= abs(by) * (1 - SAME):
            return True
        found = self._unknown.way(cell, by, within=within)
        if found is None:
            return False
        self._note(cell, found)
        return True

    def _known(self, cell: int, *, up: bool) -> float:
        """Return how far a way leads that still holds."""
        way = self._found.get((cell, up))
        return way.by if way is not None and self._unknown.hidden.issuperset(way.moved) else 0.0

    def _note(self, cell: int, way: Way) -> None:
        """Note a way for a cell, and for others that it moves and of which none is known that leads so far."""
        self._keep(cell, way)
        for other, by in way.moved.items():
            if other in self._asked and other != cell:
                # One that leads further may hold again, where what is tried now is taken back.
                known = self._found.get((other, by > 0))
                if known is None or abs(by) > abs(known.by):
                    self._keep(other, Way(by, way.moved))

    def _keep(self, cell: int, way: Way) -> None:
        if way.by:
            self._found[cell, way.by > 0] = way
            for each in way.moved:
                self._moving.setdefault(each, set()).add(cell)
