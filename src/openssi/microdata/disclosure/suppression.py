"""Small cells are withheld, and as many others as it takes that none of them follows from what leaves."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from openssi.microdata.disclosure.bounds import Bounds, Seen, Unknowns, hanging_together, is_wide
from openssi.microdata.disclosure.sums import Sum, sums_of
from openssi.vocabulary.disclosure import DisclosureRule, GuardedCell, GuardedTable, Key, ProtectedCell, Status


def protect(table: GuardedTable, rule: DisclosureRule) -> Mapping[Key, ProtectedCell]:
    """Return every cell of a table as it may leave.

    The same table always gives the same answer. A cell is withheld if the rule says so of itself, or if such a
    count could otherwise be known to less than `rule.protection` persons; the neighbour that hides it in most sums goes
    first, of these the smallest, which costs the reader least; an empty one goes last, since it hides little. Those of
    a group who have an attribute go before the group, which takes them with it.
    """
    cells = table.cells.values()
    primary = {cell.key: reason for cell in cells if cell.state != "left" and (reason := _by_itself(cell, rule))}
    search = _Search(table, rule, primary)
    if rule.complementary:
        search.complete()
    return {key: _protected(cell, rule, search) for key, cell in table.cells.items()}


def rounded(count: int, base: int) -> int:
    """Return the multiple of a base that is nearest, the larger one of two that are equally near."""
    return (2 * count + base) // (2 * base) * base


def _by_itself(cell: GuardedCell, rule: DisclosureRule) -> str:
    """Return why a rule withholds a cell whatever the others are; empty where it does not."""
    if cell.counts == "slack":
        return ""
    if cell.counts == "attribute":
        return _attribute_by_itself(cell, rule)
    if cell.count == 0:
        return "DISCLOSURE_EMPTY" if rule.zeros == "protect" else ""
    if cell.count < rule.minimum:
        return "DISCLOSURE_SMALL"
    if rule.dominance and cell.largest is not None and cell.largest > rule.dominance.share:
        return "DISCLOSURE_DOMINATED"
    return ""


def _attribute_by_itself(cell: GuardedCell, rule: DisclosureRule) -> str:
    sides = [cell.count] if cell.others is None else [cell.count, cell.others]
    if any(0 < each < rule.smallest_attribute for each in sides):
        return "DISCLOSURE_ATTRIBUTE"
    is_whole = cell.others is not None and (cell.count == 0) != (cell.others == 0)
    return "DISCLOSURE_WHOLE_GROUP" if is_whole and rule.whole_group == "protect" else ""


def _protected(cell: GuardedCell, rule: DisclosureRule, search: "_Search") -> ProtectedCell:
    key = cell.key
    if key not in search.withheld:
        return ProtectedCell(key=key, status="published", count=rounded(cell.count, rule.rounding))
    told = cell.state == "asked" or key in search.reasons
    lower, upper = search.bounds(key) if told else (None, None)
    status: Status = "primary" if key in search.reasons else "complementary"
    return ProtectedCell(key=key, status=status, reason=search.withheld[key], lower=lower, upper=upper)


@dataclass
class _Search:
    table: GuardedTable
    rule: DisclosureRule
    reasons: Mapping[Key, str]
    withheld: dict[Key, str] = field(default_factory=dict)
    _safe: set[Key] = field(default_factory=set)
    _protectable: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.counts = {key: cell.count for key, cell in self.table.cells.items()}
        self.primary = sorted(self.reasons, key=lambda each: (self.counts[each], each))
        self.sums: list[Sum] = sums_of(self.table)
        self.neighbours: dict[Key, list[Sum]] = {}
        for each in self.sums:
            for key in (each[0], *each[1]):
                self.neighbours.setdefault(key, []).append(each)
        self._seen = Seen(self.counts)
        self.inside: dict[Key, list[Key]] = {}
        for key, around in self.table.within.items():
            self.inside.setdefault(around, []).append(key)
        for key, cell in self.table.cells.items():
            if cell.state == "kept":
                self.withheld[key] = self.reasons.get(key, "DISCLOSURE_COMPLEMENTARY")
        for key in self.primary:
            self._withhold(key, self.reasons[key])

    def _withhold(self, key: Key, reason: str) -> None:
        """Withhold a cell, and what does not leave without it for the same reason."""
        self.withheld[key] = self.reasons.get(key, reason)
        for each in self.inside.get(key, ()):
            if each not in self.withheld and self._can_go(each):
                self._withhold(each, reason)

    def _can_go(self, key: Key) -> bool:
        return self.table.cells[key].state == "asked" and key not in self.withheld

    def complete(self) -> None:
        """Withhold until every withheld count is protected, or nothing is left to withhold."""
        while (unsafe := self._unsafe()) is not None:
            other = self._cheapest(unsafe)
            if other is None:
                self._safe.add(unsafe)
            else:
                self._withhold(other, "DISCLOSURE_COMPLEMENTARY")
        self._give_back()

    def _give_back(self) -> None:
        """Let cells leave after all that were withheld on the way and are not needed, the largest first."""
        cells, within = self.table.cells, self.table.within
        further = [key for key in self.withheld if key not in self.reasons and cells[key].state == "asked"]
        for key in sorted(further, key=lambda each: (each in within, -self.counts[each], each)):
            if within.get(key) in self.withheld:
                continue
            affected = self._protectable & hanging_together(key, self.withheld, self.neighbours)
            reason = self.withheld.pop(key)
            seen, beside = Seen(self.counts), set(self._beside(key))
            # Those that a sum shares with it are the likeliest to be given away: looked at first, they save the others.
            if not all(
                self._is_safe(each, seen) for each in sorted(affected, key=lambda each: (each not in beside, each))
            ):
                self.withheld[key] = reason

    def _is_safe(self, key: Key, seen: Seen) -> bool:
        width = self.rule.protection
        return seen.width(key) >= width or is_wide(self._around(key), width, seen)

    def _around(self, key: Key) -> Unknowns:
        return Unknowns.around(key, self.withheld, self.counts, self.neighbours)

    def bounds(self, key: Key) -> Bounds:
        """Return the interval in which a withheld count must lie."""
        return self._around(key).bounds

    def _unsafe(self) -> Key | None:
        """Return a cell that the rule withholds and that is known too well.

        One that is safe stays so, since more is withheld later. What is withheld for the sake of others may be known.
        """
        for key in self.primary:
            if key in self._safe:
                continue
            if not self._is_safe(key, self._seen):
                return key
            self._safe.add(key)
            self._protectable.add(key)
        return None

    def _cheapest(self, unsafe: Key) -> Key | None:
        """Return the cell to withhold besides: of those that hide most, the smallest that is not empty."""
        beside = self._goes_first(unsafe)
        if beside is not None:
            return beside
        reached, frontier = {unsafe}, {unsafe}
        while frontier:
            around = {key for each in frontier for key in self._beside(each)} - reached
            free = [key for key in around if self._can_go(key)]
            if free:
                return min(free, key=lambda key: self._cost(key, reached))
            reached |= around
            frontier = around
        return None

    def _goes_first(self, unsafe: Key) -> Key | None:
        """Return a figure beside the table that tells of what hangs together with a cell."""
        waiting = [key for key, cell in self.table.cells.items() if cell.goes_first and self._can_go(key)]
        if not waiting:
            return None
        together = hanging_together(unsafe, self.withheld, self.neighbours)
        return next((key for key in sorted(waiting) if together & set(self._beside(key))), None)

    def _cost(self, key: Key, reached: Collection[Key]) -> tuple[object, ...]:
        hides = self._hides(key, reached)
        return key in self.inside, self.counts[key] == 0, -hides, self.counts[key], key

    def _hides(self, key: Key, known: Collection[Key]) -> int:
        """Return in how many sums a cell would stand beside cells that are withheld and known, and no others."""
        return sum(
            all(each in known for each in (total, *parts) if each in self.withheld)
            and any(each in known for each in (total, *parts))
            for total, parts in self.neighbours.get(key, ())
        )

    def _beside(self, key: Key) -> Iterable[Key]:
        for total, parts in self.neighbours.get(key, ()):
            yield total
            yield from parts
