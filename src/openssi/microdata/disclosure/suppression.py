"""Small cells are withheld, and as many others as it takes that none of them follows from what leaves."""

import math
from collections.abc import Collection, Iterator, Mapping
from functools import cache, partial

from openssi.microdata.disclosure.bounds import Bounds, Unknowns
from openssi.microdata.disclosure.sums import sums_of
from openssi.microdata.disclosure.ways import Demand, Ways
from openssi.microdata.progress import Progress, silent
from openssi.vocabulary.disclosure import (
    DisclosureRule,
    GuardedCell,
    GuardedTable,
    Key,
    ProtectedCell,
    Status,
)

NEARBY = 960
"""Unknowns among which it is made up for that a withheld number leaves after all."""

_PART = 1e-6
"""Part of a row that is none: rounding of sums."""

PROTECTION, GIVING_BACK = "protection", "giving back"
"""Steps, as progress is told of them."""


def protect(table: GuardedTable, rule: DisclosureRule, progress: Progress = silent) -> Mapping[Key, ProtectedCell]:
    """Return every cell of a table as it may leave.

    The same table always gives the same answer. A cell is withheld if the rule says so of itself, or if such a
    count could otherwise be known to less than `rule.protection` persons; the neighbour that hides it in most sums goes
    first, of these the smallest, which costs the reader least; an empty one goes last, since it hides little. Those of
    a group who have an attribute go before the group, which takes them with it.

    Args:
        table: Cells and the sums between them.
        rule: What cells must fulfil.
        progress: Told of each number that is protected, then of each that may leave after all.
    """
    cells = table.cells.values()
    primary = {cell.key: reason for cell in cells if cell.state != "left" and (reason := _by_itself(cell, rule))}
    search = _Search(table, rule, primary)
    if rule.complementary:
        search.complete(progress)
    return {key: _protected(cell, rule, search) for key, cell in table.cells.items()}


def rounded(count: float, base: int) -> int:
    """Return the multiple of a base that is nearest, the larger one of two that are equally near."""
    return int((2 * count + base) // (2 * base) * base)


def _by_itself(cell: GuardedCell, rule: DisclosureRule) -> str:
    """Return why a rule withholds a cell whatever the others are; empty where it does not."""
    if cell.counts == "slack":
        return ""
    if cell.counts == "amount":
        return "DISCLOSURE_DOMINATED" if _is_dominated(cell, rule) else ""
    if cell.counts == "attribute":
        return _attribute_by_itself(cell, rule)
    if cell.count == 0:
        return "DISCLOSURE_EMPTY" if rule.zeros == "protect" else ""
    if cell.count < rule.minimum:
        return "DISCLOSURE_SMALL"
    return "DISCLOSURE_DOMINATED" if _is_dominated(cell, rule) else ""


def _is_dominated(cell: GuardedCell, rule: DisclosureRule) -> bool:
    return rule.dominance is not None and cell.largest is not None and cell.largest > rule.dominance.share


def _attribute_by_itself(cell: GuardedCell, rule: DisclosureRule) -> str:
    having = math.ceil(cell.count - _PART)
    sides = [having] if cell.others is None else [having, cell.others]
    if any(0 < each < rule.smallest_attribute for each in sides):
        return "DISCLOSURE_ATTRIBUTE"
    is_whole = cell.others is not None and (cell.count == 0) != (cell.others == 0)
    return "DISCLOSURE_WHOLE_GROUP" if is_whole and rule.whole_group == "protect" else ""


def _protected(cell: GuardedCell, rule: DisclosureRule, search: "_Search") -> ProtectedCell:
    key = cell.key
    if key not in search.withheld:
        return ProtectedCell(key=key, status="published", count=rounded(cell.count, rule.rounding))
    told = cell.state == "asked" or key in search.reasons
    status: Status = "primary" if key in search.reasons else "complementary"
    reason = search.withheld[key]
    if not told:
        return ProtectedCell(key=key, status=status, reason=reason)
    return ProtectedCell(key=key, status=status, reason=reason, bounds=cache(partial(search.bounds, key)))


class _Search:
    """The search for what has to be withheld. Cells have the numbers of their keys in order."""

    def __init__(self, table: GuardedTable, rule: DisclosureRule, reasons: Mapping[Key, str]) -> None:
        self.reasons = reasons
        self.keys = sorted(table.cells)
        self.cells = [table.cells[key] for key in self.keys]
        self.number = {key: number for number, key in enumerate(self.keys)}
        self.within = {self.number[key]: self.number[around] for key, around in table.within.items()}
        self.inside: dict[int, list[int]] = {}
        for each, around in self.within.items():
            self.inside.setdefault(around, []).append(each)
        self.withheld = {key: self._reason(key) for key, cell in table.cells.items() if cell.state == "kept"}
        for key, reason in reasons.items():
            self._withhold(self.number[key], reason)
        rows = dict.fromkeys(sums_of(table))
        self.unknown = Unknowns(
            [cell.count for cell in self.cells],
            [(self.number[total], tuple(self.number[part] for part in parts)) for total, parts in rows],
            {self.number[key] for key in self.withheld},
        )
        self._ways = Ways(self.unknown, [_demand(cell, rule) for cell in self.cells], self._sensitive())
        self._protectable: set[int] = set()
        self._hiding: dict[int, int] = {}
        self._first = [number for number, cell in enumerate(self.cells) if cell.goes_first]

    def _sensitive(self) -> list[int]:
        """Return what must not follow: what the rule withholds, then the amounts of that; the smallest first."""
        found, waiting = set(), [self.number[key] for key in self.reasons]
        by_themselves = set(waiting)
        while waiting:
            each = waiting.pop()
            found.add(each)
            waiting.extend(set(self.inside.get(each, ())) - found)
        kept = (each for each in found if each in by_themselves or self.cells[each].counts == "amount")
        return sorted(kept, key=lambda each: (self.cells[each].counts == "amount", self.cells[each].count, each))

    def _reason(self, key: Key) -> str:
        return self.reasons.get(key, "DISCLOSURE_COMPLEMENTARY")

    def _withhold(self, number: int, reason: str) -> list[int]:
        """Withhold a cell, and what does not leave without it for the same reason; return the cells."""
        key = self.keys[number]
        self.withheld[key] = self.reasons.get(key, reason)
        gone = [number]
        for each in self.inside.get(number, ()):
            if self._can_go(each):
                gone += self._withhold(each, reason)
        return gone

    def _can_go(self, number: int) -> bool:
        return self.cells[number].state == "asked" and self.keys[number] not in self.withheld

    def complete(self, progress: Progress) -> None:
        """Withhold until every withheld number is protected, or nothing is left to withhold."""
        sensitive = self._ways.sensitive
        for done, each in enumerate(sensitive):
            progress(done, len(sensitive), PROTECTION)
            other: int | None = each
            while not self._ways.protect(each):
                other = self._cheapest(each)
                if other is None:
                    break
                for gone in self._withhold(other, "DISCLOSURE_COMPLEMENTARY"):
                    self.unknown.hide(gone)
                    self._hiding[gone] = each
            if other is not None:
                # One that is protected stays so, since more is withheld later.
                self._protectable.add(each)
        self._give_back(progress)

    def _give_back(self, progress: Progress) -> None:
        """Let cells leave after all that were withheld on the way and are not needed, the largest first.

        Of a wide table, one whose absence is not made up for nearby stays withheld: looking further would take long.
        """
        further = [
            self.number[key]
            for key in self.withheld
            if key not in self.reasons and self.cells[self.number[key]].state == "asked"
        ]
        further.sort(key=lambda each: (each in self.within, -self.cells[each].count, each))
        for done, each in enumerate(further):
            progress(done, len(further), GIVING_BACK)
            around = self.within.get(each)
            if around is not None and self.keys[around] in self.withheld:
                continue
            self.unknown.show(each)
            moved = sorted(self._ways.that_move(each), key=lambda other: other != self._hiding.get(each))
            if all(self._ways.protect(other, NEARBY) for other in moved if other in self._protectable):
                del self.withheld[self.keys[each]]
            else:
                self.unknown.hide(each)

    def bounds(self, key: Key) -> Bounds:
        """Return the interval in which a withheld number must lie."""
        return self.unknown.bounds(self.number[key])

    def _cheapest(self, unsafe: int) -> int | None:
        """Return the cell to withhold besides: of those that hide most, the smallest that is not empty."""
        beside = self._goes_first(unsafe)
        if beside is not None:
            return beside
        reached, frontier = {unsafe}, {unsafe}
        while frontier:
            around = {other for each in frontier for other in self._beside(each)} - reached
            free = [each for each in around if self._can_go(each)]
            if free:
                hiding: dict[int, bool] = {}
                return min(free, key=lambda each: self._cost(each, reached, hiding))
            reached |= around
            frontier = around
        return None

    def _goes_first(self, unsafe: int) -> int | None:
        """Return a figure beside the table that tells of what hangs together with a cell."""
        waiting = [each for each in self._first if self._can_go(each)]
        if not waiting:
            return None
        together = self.unknown.together(unsafe)
        return next((each for each in waiting if not together.isdisjoint(self._beside(each))), None)

    def _cost(self, number: int, reached: Collection[int], hiding: dict[int, bool]) -> tuple[object, ...]:
        count = self.cells[number].count
        for row in self.unknown.touching(number):
            if row not in hiding:
                hiding[row] = self._hides(row, reached)
        hides = sum(hiding[row] for row in self.unknown.touching(number))
        return number in self.inside, count == 0, -hides, count, number

    def _hides(self, row: int, known: Collection[int]) -> bool:
        """Tell whether, in a sum, all that are withheld are known, and there is one that is."""
        members = self.unknown.members(row)
        return any(each in known for each in members) and all(
            each in known for each in members if each in self.unknown.hidden
        )

    def _beside(self, number: int) -> Iterator[int]:
        return (each for row in self.unknown.touching(number) for each in self.unknown.members(row))


def _demand(cell: GuardedCell, rule: DisclosureRule) -> Demand:
    """Return how far off what follows about a cell must be.

    Of an amount by as much, above and below, as lets the largest contributors hold no more than they may of it.
    """
    if cell.counts != "amount":
        return Demand(width=rule.protection)
    share = rule.dominance.share if rule.dominance else 1.0
    return Demand(each_way=(1 / share - 1) * cell.count)
