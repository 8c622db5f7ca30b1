"""Small cells are withheld, and as many others as it takes that none of them follows from what leaves."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from openssi.microdata.disclosure.bounds import Bounds, bounds_of
from openssi.microdata.disclosure.sums import Sum, sums_of
from openssi.vocabulary.disclosure import DisclosureRule, GuardedCell, GuardedTable, Key, ProtectedCell, Status


def protect(table: GuardedTable, rule: DisclosureRule) -> Mapping[Key, ProtectedCell]:
    """Return every cell of a table as it may leave.

    The same table always gives the same answer. A cell is withheld if the rule says so of itself, or if such a
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
    _protectable: set[Key] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.counts = {key: cell.count for key, cell in self.table.cells.items()}
        self.primary = sorted(self.withheld, key=lambda each: (self.counts[each], each))
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
        self._give_back()

    def _give_back(self) -> None:
        """Let cells leave after all that were withheld on the way and are not needed, the largest first."""
        further = [key for key in self.withheld if key not in self.primary]
        for key in sorted(further, key=lambda each: (-self.counts[each], each)):
            reason = self.withheld.pop(key)
            if any(each in self._protectable and not self._is_safe(each) for each in self.primary):
                self.withheld[key] = reason

    def _is_safe(self, key: Key) -> bool:
        lower, upper = self.bounds(key)
        return upper is None or upper - lower >= self.rule.protection

    def bounds(self, key: Key) -> Bounds:
        """Return the interval in which a withheld count must lie."""
        return bounds_of(key, self.withheld, self.counts, self.sums)

    def _unsafe(self) -> Key | None:
        """Return a cell that the rule withholds and that is known too well.

        One that is safe stays so, since more is withheld later. What is withheld for the sake of others may be known.
        """
        for key in self.primary:
            if key in self._safe:
                continue
            if not self._is_safe(key):
                return key
            self._safe.add(key)
            self._protectable.add(key)
        return None

    def _cheapest(self, unsafe: Key) -> Key | None:
        """Return the cell to withhold besides: of those that hide most, the smallest that is not empty."""
        reached, frontier = {unsafe}, {unsafe}
        while frontier:
            around = {key for each in frontier for key in self._around(each)} - reached
            free = [key for key in around if key not in self.withheld]
            if free:
                return min(
                    free, key=lambda key: (self.counts[key] == 0, -self._hides(key, reached), self.counts[key], key)
                )
            reached |= around
            frontier = around
        return None

    def _hides(self, key: Key, known: Collection[Key]) -> int:
        """Return in how many sums a cell would stand beside cells that are withheld and known, and no others."""
        return sum(
            all(each in known for each in (total, *parts) if each in self.withheld)
            and any(each in known for each in (total, *parts))
            for total, parts in self.neighbours.get(key, ())
        )

    def _around(self, key: Key) -> Iterable[Key]:
        for total, parts in self.neighbours.get(key, ()):
            yield total
            yield from parts
