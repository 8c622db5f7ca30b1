"""Small cells are withheld, and as many others as it takes that none of them follows from what leaves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openssi.microdata.disclosure.bounds import Bounds, bounds_of
from openssi.microdata.disclosure.sums import Sum, sums_of
from openssi.vocabulary.disclosure import DisclosureRule, GuardedCell, GuardedTable, Key, ProtectedCell, Status


def protect(table: GuardedTable, rule: DisclosureRule) -> Mapping[Key, ProtectedCell]:
    """Return every cell of a table as it may leave.

    The same table always gives the same answer. A cell is withheld if the rule says so of itself, or if a withheld
    count could otherwise be known to less than `rule.protection` persons; the neighbour that hides it in most sums goes
    first, of these the smallest, which costs the reader least; an empty one goes last, since it hides little.
    """
    primary = {key: reason for key, cell in table.cells.items() if (reason := _withheld_by_itself(cell, rule))}
    search = _Search(table, rule, dict(primary))
    if rule.complementary:
        search.complete()
    return {key: _protected(cell, rule, search, primary) for key, cell in table.cells.items()}


def rounded(count: int, base: int) -> int:
    """Return the multiple of a base that is nearest, the larger one of two that are equally near."""
    return (2 * count + base) // (2 * base) * base


def _withheld_by_itself(cell: GuardedCell, rule: DisclosureRule) -> str:
    if cell.count == 0:
        return "DISCLOSURE_EMPTY" if rule.zeros == "protect" else ""
    if cell.count < rule.minimum:
        return "DISCLOSURE_SMALL"
    if rule.dominance and cell.largest is not None and cell.largest > rule.dominance.share:
        return "DISCLOSURE_DOMINATED"
    return ""


def _protected(cell: GuardedCell, rule: DisclosureRule, search: "_Search", primary: Mapping[Key, str]) -> ProtectedCell:
    key = cell.key
    if key not in search.withheld:
        return ProtectedCell(key=key, status="published", count=rounded(cell.count, rule.rounding))
    lower, upper = search.bounds(key)
    status: Status = "primary" if key in primary else "complementary"
    return ProtectedCell(key=key, status=status, reason=search.withheld[key], lower=lower, upper=upper)


@dataclass
class _Search:
    table: GuardedTable
    rule: DisclosureRule
    withheld: dict[Key, str]
    _safe: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.counts = {key: cell.count for key, cell in self.table.cells.items()}
        self.sums: list[Sum] = sums_of(self.table)
        self.neighbours: dict[Key, list[Sum]] = {}
        for each in self.sums:
            for key in (each[0], *each[1]):
                self.neighbours.setdefault(key, []).append(each)

    def complete(self) -> None:
        """Withhold until every withheld count is protected, or nothing is left to withhold."""
        while (unsafe := self._unsafe()) is not None:
            other = self._cheapest(unsafe)
            if other is None:
                self._safe.add(unsafe)
            else:
                self.withheld[other] = "DISCLOSURE_COMPLEMENTARY"

    def bounds(self, key: Key) -> Bounds:
        """Return the interval in which a withheld count must lie."""
        return bounds_of(key, self.withheld, self.counts, self.sums)

    def _unsafe(self) -> Key | None:
        """Return a withheld cell that is known too well; who is safe once stays so, since more is withheld later."""
        for key in sorted(self.withheld, key=lambda each: (self.counts[each], each)):
            if key in self._safe:
                continue
            lower, upper = self.bounds(key)
            if upper is not None and upper - lower < self.rule.protection:
                return key
            self._safe.add(key)
        return None

    def _cheapest(self, unsafe: Key) -> Key | None:
        """Return the cell to withhold besides: of those that hide most, the smallest that is not empty."""
        reached, frontier = {unsafe}, {unsafe}
        while frontier:
            around = {key for each in frontier for key in self._around(each)} - reached
            free = [key for key in around if key not in self.withheld]
            if free:
                return min(
                    free, key=lambda key: (self.counts[key] == 0, -self._hides(key, unsafe), self.counts[key], key)
                )
            reached |= around
            frontier = around
        return None

    def _hides(self, key: Key, unsafe: Key) -> int:
        """Return in how many sums a cell would stand beside a withheld one that is alone in them."""
        return sum(
            key == total or key in parts
            for total, parts in self.neighbours.get(unsafe, ())
            if not any(each in self.withheld and each != unsafe for each in (total, *parts))
        )

    def _around(self, key: Key) -> Iterable[Key]:
        for total, parts in self.neighbours.get(key, ()):
            yield total
            yield from parts
