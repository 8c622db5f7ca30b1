"""Disclosure control of counts across registers: of all tables that leave together, at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from openssi.microdata.disclosure.suppression import protect
from openssi.microdata.registers.tables import JOINED, SCHEMES, CountRow, CountTable, Pair
from openssi.vocabulary.disclosure import TOTAL, DisclosureRule, GuardedCell, GuardedTable, Key, ProtectedCell

ALL_OF = "∈ "
"""In front of the persons whom a scheme covers, alone or with others; of two, the persons whom both cover."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on the cells of tables that leave together.

    Attributes:
        dimensions: Of their keys.
        cells: By key.
    """

    dimensions: tuple[str, ...]
    cells: Mapping[Key, ProtectedCell]

    def shown(self, table: CountTable) -> CountTable:
        """Return a table as it may leave."""
        keys = [_key(table.dimensions, row.codes, self.dimensions) for row in table.rows]
        rows = (replace(row, persons=self.cells[key].count) for row, key in zip(table.rows, keys, strict=True))
        return CountTable(table.dimensions, tuple(rows))


def protected_counts(tables: Sequence[CountTable], rule: DisclosureRule) -> tuple[list[CountTable], Decided]:
    """Return tables of counts as they may leave together: one gives no cell of another away.

    Args:
        tables: Counts of the same persons by different dimensions.
        rule: What a cell must fulfil.
    """
    dimensions = tuple(dict.fromkeys(name for table in tables for name in table.dimensions))
    decided = Decided(dimensions, protect(GuardedTable(dimensions=dimensions, cells=_cells(tables, dimensions)), rule))
    return [decided.shown(table) for table in tables], decided


def protected_overlap(
    table: CountTable, pairs: Sequence[Pair], covered: int, rule: DisclosureRule
) -> tuple[CountTable, list[Pair], Decided]:
    """Return patterns and pairs of schemes as they may leave together.

    The size of a register and what two of them share are sums of patterns: they count among what anybody can add and
    subtract.

    Args:
        table: Persons by the schemes that cover them, and further dimensions.
        pairs: Of the same overlap.
        covered: Persons in at least one register.
        rule: What a cell must fulfil.
    """
    dimensions = table.dimensions
    patterns = _summed(table)
    tables = [table, CountTable((), (CountRow((), covered),)), CountTable((SCHEMES,), patterns)]
    cells = _cells(tables, dimensions)
    shared: dict[tuple[str, ...], int] = {(each.first, each.second): each.both or 0 for each in pairs}
    sizes: dict[tuple[str, ...], int] = {(name,): size for each in pairs for name, size in _sizes(each)}
    sums = []
    together: dict[tuple[str, ...], int] = {**sizes, **shared}
    for schemes, persons in together.items():
        total = _key((SCHEMES,), (ALL_OF + JOINED.join(schemes),), dimensions)
        cells[total] = GuardedCell(key=total, count=persons)
        parts = [row.codes for row in patterns if set(schemes) <= set(row.codes[0].split(JOINED))]
        sums.append((total, tuple(_key((SCHEMES,), codes, dimensions) for codes in parts)))
    parents = {SCHEMES: {key[0]: ALL_OF for key in cells if key[0].startswith(ALL_OF)}}
    guarded = GuardedTable(dimensions=dimensions, cells=cells, parents=parents, sums=tuple(sums))
    decided = Decided(dimensions, protect(guarded, rule))
    return decided.shown(table), [_shown_pair(each, decided) for each in pairs], decided


def _sizes(pair: Pair) -> Iterable[tuple[str, int]]:
    return ((pair.first, pair.in_first or 0), (pair.second, pair.in_second or 0))


def _summed(table: CountTable) -> tuple[CountRow, ...]:
    sums: dict[str, int] = {}
    for row in table.rows:
        sums[row.codes[0]] = sums.get(row.codes[0], 0) + (row.persons or 0)
    return tuple(CountRow((code,), persons) for code, persons in sums.items())


def _shown_pair(pair: Pair, decided: Decided) -> Pair:
    def persons(*schemes: str) -> int | None:
        return decided.cells[_key((SCHEMES,), (ALL_OF + JOINED.join(schemes),), decided.dimensions)].count

    first, second = persons(pair.first), persons(pair.second)
    return replace(pair, both=persons(pair.first, pair.second), in_first=first, in_second=second)


def _cells(tables: Iterable[CountTable], dimensions: Sequence[str]) -> dict[Key, GuardedCell]:
    keys = ((_key(table.dimensions, row.codes, dimensions), row.persons or 0) for table in tables for row in table.rows)
    return {key: GuardedCell(key=key, count=persons) for key, persons in keys}


def _key(own: Sequence[str], codes: Sequence[str], dimensions: Sequence[str]) -> Key:
    by_name = dict(zip(own, codes, strict=True))
    return tuple(by_name.get(name, TOTAL) for name in dimensions)
