"""Disclosure control of counts across registers: of all tables that leave together, at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from openssi.microdata.disclosure.parts import (
    LEADING,
    PERSONS,
    Part,
    Protects,
    dimensions_of,
    key_of,
    protected_parts,
)
from openssi.microdata.disclosure.suppression import rounded
from openssi.microdata.registers.tables import JOINED, SCHEMES, CountRow, CountTable, Pair
from openssi.vocabulary.counted import code_of
from openssi.vocabulary.disclosure import TOTAL, DisclosureRule, GuardedCell, Key, ProtectedCell, State

ALL_OF = "∈ "
"""In front of the persons whom a scheme covers, alone or with others; of two, the persons whom both cover."""

TOGETHER = code_of("registers_together")
"""The sizes of all registers added up: with the persons covered, it tells how many stand in several."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on the cells of tables that leave together.

    Attributes:
        dimensions: Of their keys.
        cells: By key.
        rule: By which.
        asked: Keys of the cells that were to leave.
    """

    dimensions: tuple[str, ...]
    cells: Mapping[Key, ProtectedCell]
    rule: DisclosureRule
    asked: tuple[Key, ...]

    def shown(self, table: CountTable) -> CountTable:
        """Return a table as it may leave."""
        rows = (replace(row, persons=self.persons(_of_row(table, row))) for row in table.rows)
        return CountTable(table.dimensions, tuple(rows))

    def persons(self, part: Part) -> int | None:
        """Return a number of persons as it may leave; None where it may not."""
        return self.cells[key_of(part, self.dimensions)].count

    @property
    def covered(self) -> int | None:
        """Persons in at least one register, as it may leave."""
        return self.persons(Part(counted=PERSONS, count=0))

    @property
    def together(self) -> int | None:
        """Persons of all registers added up, as it may leave."""
        return self.persons(Part(counted=TOGETHER, count=0))

    @property
    def told(self) -> tuple[ProtectedCell, ...]:
        """What is to be told: not of what does not leave here in any case."""
        return tuple(self.cells[key] for key in self.asked)

    def few(self, count: int) -> int | None:
        """Return a number of rows or persons that stands beside the tables; None for one that is small."""
        return rounded(count, self.rule.rounding) if count == 0 or count >= self.rule.minimum else None


def protected_counts(
    tables: Sequence[CountTable], patterns: CountTable, rule: DisclosureRule, protects: Protects = protected_parts
) -> tuple[list[CountTable], Decided]:
    """Return tables of counts as they may leave together: one gives no cell of another away, nor what registers share.

    Args:
        tables: Counts of the same persons by different dimensions.
        patterns: Persons by the schemes that cover them, which do not leave here.
        rule: What a cell must fulfil.
        protects: Looks at them together with what left before, where there is a record of that.
    """
    parts = [*_of_tables(tables), *(replace(each, state="kept") for each in _of_tables([patterns]))]
    schemes = _schemes(patterns)
    parts += [_size((each,), _persons_in(patterns, each), "kept") for each in schemes]
    decided = _decided(parts, patterns, schemes, rule, protects)
    return [decided.shown(table) for table in tables], decided


def protected_overlap(
    table: CountTable, pairs: Sequence[Pair], covered: int, rule: DisclosureRule, protects: Protects = protected_parts
) -> tuple[CountTable, list[Pair], Decided]:
    """Return patterns and pairs of schemes as they may leave together.

    The size of a register and what two of them share are sums of patterns: they count among what anybody can add and
    subtract.

    Args:
        table: Persons by the schemes that cover them, and further dimensions.
        pairs: Of the same overlap.
        covered: Persons in at least one register.
        rule: What a cell must fulfil.
        protects: Looks at them together with what left before, where there is a record of that.
    """
    patterns = _summed(table)
    schemes = sorted({*_schemes(patterns), *(name for each in pairs for name in (each.first, each.second))})
    sizes = [_size(each, _persons_in(patterns, *each)) for of in (1, 2) for each in combinations(schemes, of)]
    parts = [*_of_tables([table, CountTable((), (CountRow((), covered),))]), *sizes]
    decided = _decided(parts, patterns, schemes, rule, protects)
    return decided.shown(table), [_shown_pair(each, decided) for each in pairs], decided


def _decided(
    parts: Sequence[Part], patterns: CountTable, schemes: Sequence[str], rule: DisclosureRule, protects: Protects
) -> Decided:
    sizes = Part(counted=TOGETHER, count=sum(_persons_in(patterns, each) for each in schemes), goes_first=True)
    everything = _each_once([*parts, sizes])
    dimensions = dimensions_of(everything)
    asked = tuple(key_of(each, dimensions) for each in everything if each.state == "asked")
    return Decided(dimensions, protects(everything, rule, sums_of_patterns), rule, asked)


def sums_of_patterns(
    dimensions: Sequence[str], cells: Mapping[Key, GuardedCell]
) -> Iterator[tuple[Key, tuple[Key, ...]]]:
    """Give the sums that hold among patterns, sizes of registers and what several of them share."""
    if SCHEMES not in dimensions:
        return
    place = dimensions.index(SCHEMES)
    by_pattern = {
        key[place]: key
        for key in cells
        if key[1] == PERSONS and key[place] != TOTAL and all(code == TOTAL for code in _others(key, place))
    }
    sizes = {}
    for key in cells:
        if key[1].startswith(ALL_OF) and all(code == TOTAL for code in key[len(LEADING) :]):
            schemes = frozenset(key[1].removeprefix(ALL_OF).split(JOINED))
            sizes[schemes] = key
            if patterns := tuple(of for code, of in by_pattern.items() if schemes <= set(code.split(JOINED))):
                yield key, patterns
    added_up = (TOTAL, TOGETHER, *(TOTAL for _ in dimensions[len(LEADING) :]))
    if added_up in cells:
        yield added_up, tuple(key for schemes, key in sizes.items() if len(schemes) == 1)


def _others(key: Key, place: int) -> Iterator[str]:
    return (code for number, code in enumerate(key) if number >= len(LEADING) and number != place)


def _size(schemes: Sequence[str], persons: int, state: State = "asked") -> Part:
    """Return the size of a register, or of what several of them share."""
    return Part(
        counted=ALL_OF + JOINED.join(schemes),
        count=persons,
        counts="persons" if state == "asked" else "slack",
        state=state,
    )


def _schemes(patterns: CountTable) -> list[str]:
    return sorted({scheme for row in patterns.rows for scheme in row.codes[0].split(JOINED)})


def _persons_in(patterns: CountTable, *schemes: str) -> int:
    return sum(row.persons or 0 for row in patterns.rows if set(schemes) <= set(row.codes[0].split(JOINED)))


def _summed(table: CountTable) -> CountTable:
    sums: dict[str, int] = {}
    for row in table.rows:
        sums[row.codes[0]] = sums.get(row.codes[0], 0) + (row.persons or 0)
    return CountTable((SCHEMES,), tuple(CountRow((code,), persons) for code, persons in sums.items()))


def _shown_pair(pair: Pair, decided: Decided) -> Pair:
    def persons(*schemes: str) -> int | None:
        return decided.persons(_size(schemes, 0))

    both = persons(*sorted((pair.first, pair.second)))
    return replace(pair, both=both, in_first=persons(pair.first), in_second=persons(pair.second))


def _of_tables(tables: Iterable[CountTable]) -> Iterator[Part]:
    return (_of_row(table, row) for table in tables for row in table.rows)


def _of_row(table: CountTable, row: CountRow) -> Part:
    return Part(counted=PERSONS, codes=dict(zip(table.dimensions, row.codes, strict=True)), count=row.persons or 0)


def _each_once(parts: Iterable[Part]) -> list[Part]:
    """Return each part once; one that leaves counts before one that does not."""
    found: dict[object, Part] = {}
    for each in parts:
        if each.identity not in found or each.state == "asked":
            found[each.identity] = each
    return list(found.values())
