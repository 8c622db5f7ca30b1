"""What is counted behind figures: groups of persons, and those of them who have what a figure counts, as one table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType
from typing import Protocol

from openssi.microdata.disclosure.bands import overlapping, sums_of_bands
from openssi.microdata.disclosure.finest import finest
from openssi.microdata.disclosure.ranks import InOrder, Rows, sums_of_ranks
from openssi.microdata.disclosure.sums import with_margins
from openssi.microdata.disclosure.suppression import protect
from openssi.microdata.progress import Progress, silent
from openssi.vocabulary.counted import code_of, order_of, without_line
from openssi.vocabulary.disclosure import (
    TOTAL,
    Counts,
    DisclosureRule,
    GuardedCell,
    GuardedTable,
    Key,
    ProtectedCell,
    State,
)

PERSONS = code_of("persons")
"""What is counted where it is simply the persons of a group."""

LEADING = ("programme", "counted")
"""Dimensions of every table before the columns that divide the population."""

Codes = Mapping[str, str]
"""The group: a code for each column that divides it off; none for everybody."""

FurtherSums = Callable[[Sequence[str], Mapping[Key, GuardedCell]], Iterable[tuple[Key, tuple[Key, ...]]]]
"""Sums that hold besides, from the dimensions and the cells."""


class Protects(Protocol):
    """Looks at parts that are to leave: alone, or with those that left before."""

    def __call__(
        self, parts: Sequence["Part"], rule: DisclosureRule, further: FurtherSums = ..., progress: Progress = ...
    ) -> Mapping[Key, ProtectedCell]:
        """Return what was decided on each part, by its key in the table of these parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A number of persons that follows from what leaves.

    Attributes:
        counted: Code of what they are: `persons`, or what a figure looks at.
        codes: The group that they belong to.
        count: Their number; of an amount, its total.
        programme: Of which programme; `_T` for none.
        counts: What the number says, see `GuardedCell`.
        others: See `GuardedCell`.
        contributions: Shares of an amount that its largest contributors among them hold, the largest first.
        line: Of those whose income is below a line: that line.
        category: Of those of a category of a column that divides: the column and the category.
        difference: Of those of one thing counted who are not of another: the codes of both.
        ranked: Of those between two ranks by income: the rows in ascending order up to each, with the part of the
            row that is divided by it.
        within: What they are a part of, within the same group: `persons`, or something counted of the same programme.
        state: See `GuardedCell`.
        goes_first: See `GuardedCell`.
    """

    counted: str
    codes: Codes = field(default_factory=lambda: MappingProxyType({}))
    count: float
    programme: str = TOTAL
    counts: Counts = "persons"
    others: int | None = None
    contributions: tuple[float, ...] = ()
    line: float | None = None
    category: tuple[str, str] | None = None
    difference: tuple[str, str] | None = None
    ranked: Rows | None = None
    within: str = ""
    state: State = "asked"
    goes_first: bool = False

    @property
    def identity(self) -> tuple[str, str, frozenset[tuple[str, str]]]:
        """What tells two parts apart."""
        return self.programme, self.counted, frozenset(self.codes.items())


def dimensions_of(parts: Iterable[Part]) -> tuple[str, ...]:
    """Return the dimensions of the table of some parts: the leading ones, then the columns as they occur."""
    return (*LEADING, *dict.fromkeys(column for each in parts for column in each.codes))


def key_of(part: Part, dimensions: Sequence[str]) -> Key:
    """Return the key of a part in the table with some dimensions."""
    return (part.programme, part.counted, *(part.codes.get(column, TOTAL) for column in dimensions[len(LEADING) :]))


def no_further(_dimensions: Sequence[str], _cells: Mapping[Key, GuardedCell]) -> tuple[()]:
    """Return no sums."""
    return ()


def protected_parts(
    parts: Sequence[Part],
    rule: DisclosureRule,
    further: FurtherSums = no_further,
    progress: Progress = silent,
) -> Mapping[Key, ProtectedCell]:
    """Return what was decided on each part, by its key.

    Args:
        parts: Each once.
        rule: What they must fulfil.
        further: Gives sums that hold besides those that every table has.
        progress: Told of each number that is protected.
    """
    return protect(table_of(parts, rule, further), rule, progress)


def table_of(parts: Sequence[Part], rule: DisclosureRule, further: FurtherSums = no_further) -> GuardedTable:
    """Return parts as one table, with what holds between them.

    A group is those of it who have something and the others; of two incomes below a line, whoever is below the lower
    one is below the higher one too, and those between the lines follow by subtraction.

    Args:
        parts: Each once.
        rule: How many of the largest contributors count.
        further: Gives sums that hold besides.
    """
    dimensions = dimensions_of(parts)
    keys = [key_of(each, dimensions) for each in parts]
    bands = {each.place: each for each in overlapping(keys, len(LEADING))}
    given = {key: _cell(part, key, rule) for key, part in zip(keys, parts, strict=True)}
    cells = with_margins(
        given if bands else {**finest(given, (TOTAL, PERSONS)), **given},
        len(LEADING),
        lambda place, code: place not in bands or bands[place].divides(code),
    )
    sums: list[tuple[Key, tuple[Key, ...]]] = []
    within: dict[Key, Key] = {}
    for key, part in zip(keys, parts, strict=True):
        around = around_of(part, key)
        if around in cells:
            within[key] = around
        if around in cells and part.counts != "amount":
            sums.append(_divided(cells, around, key, "slack"))
    sums += _differences(parts, dimensions, cells)
    for lower, higher in _neighbouring_lines(parts, dimensions):
        sums.append(_divided(cells, higher, lower, "attribute"))
    sums += [*_categories(parts, dimensions, cells), *further(dimensions, cells)]
    for each in bands.values():
        sums += sums_of_bands(cells, each)
    sums += sums_of_ranks(_of_order(parts, keys, within, cells), cells)
    parents = {dimensions[place]: {key[place]: _NOTHING for key in cells} for place in (*range(len(LEADING)), *bands)}
    return GuardedTable(dimensions=dimensions, cells=cells, parents=parents, sums=tuple(sums), within=within)


_NOTHING = "-"
"""Code that no cell has: what different things are counted of, and bands that overlap, are no parts of one sum."""


def _cell(part: Part, key: Key, rule: DisclosureRule) -> GuardedCell:
    largest = sum(part.contributions[: rule.dominance.units]) if rule.dominance and part.contributions else None
    return GuardedCell(
        key=key,
        count=part.count,
        largest=largest,
        counts=part.counts,
        others=part.others,
        state=part.state,
        goes_first=part.goes_first,
    )


def around_of(part: Part, key: Key) -> Key | None:
    """Return the key of what a part is a part of; None where it is of nothing."""
    if not part.within:
        return None
    programme = TOTAL if part.within == PERSONS else part.programme
    return (programme, part.within, *key[len(LEADING) :])


def _divided(cells: dict[Key, GuardedCell], whole: Key, part: Key, counts: Counts) -> tuple[Key, tuple[Key, ...]]:
    """Add the cell of those of a whole who are not of its part, and return the sum."""
    programme, counted, *group = part
    # The name holds the group, so that no sum along a dimension is made of what follows from other sums already.
    rest = (programme, " ".join((whole[1], "-", counted, *group)), *group)
    count = cells[whole].count - cells[part].count
    cells[rest] = GuardedCell(key=rest, count=count, counts=counts, state="kept")
    return whole, (part, rest)


def _differences(
    parts: Iterable[Part], dimensions: Sequence[str], cells: Mapping[Key, GuardedCell]
) -> Iterable[tuple[Key, tuple[Key, ...]]]:
    """Return that those of one thing are those of another and those of the first alone."""
    for each in parts:
        if each.difference is not None:
            programme, _, *group = key_of(each, dimensions)
            whole, part = (
                next((key for key in ((programme, name, *group), (TOTAL, name, *group)) if key in cells), None)
                for name in each.difference
            )
            if whole is not None and part is not None:
                yield whole, (part, key_of(each, dimensions))


def _neighbouring_lines(parts: Iterable[Part], dimensions: Sequence[str]) -> Iterable[tuple[Key, Key]]:
    """Return the keys of those below one line and below the next higher one, of each group."""
    ordered: dict[tuple[object, ...], list[tuple[tuple[float, bool], Key]]] = {}
    for each in parts:
        if each.line is not None:
            key = key_of(each, dimensions)
            # Whoever has just as much as the line is below it by one convention and not by the other.
            kind, at_line = without_line(each.counted)
            ordered.setdefault((each.programme, kind, *key[len(LEADING) :]), []).append(((each.line, at_line), key))
    for found in ordered.values():
        lines = sorted(found)
        yield from ((lower, higher) for (_, lower), (_, higher) in pairwise(lines))


def _of_order(
    parts: Iterable[Part], keys: Iterable[Key], within: Mapping[Key, Key], cells: Mapping[Key, GuardedCell]
) -> Iterator[InOrder]:
    """Give those of a group who are some of its rows by ascending income: between ranks, or below a line."""
    for part, key in zip(parts, keys, strict=True):
        order = order_of(part.counted)
        if key in within and order is not None:
            rows = (0.0, part.count) if part.ranked is None and part.line is not None else part.ranked
            if rows is not None:
                group = key[len(LEADING) :]
                yield InOrder(
                    group=(part.programme, order, *group),
                    key=key,
                    whole=(TOTAL, PERSONS, *group),
                    among=cells[within[key]].count,
                    rows=rows,
                    is_of_line=part.ranked is None,
                )


def _categories(
    parts: Iterable[Part], dimensions: Sequence[str], cells: Mapping[Key, GuardedCell]
) -> Iterable[tuple[Key, tuple[Key, ...]]]:
    """Return that categories make up a group, and that each is the group that the column divides off."""
    shares: dict[tuple[Key, str], list[Key]] = {}
    for each in parts:
        if each.category is not None:
            key, (column, label) = key_of(each, dimensions), each.category
            around = around_of(each, key)
            if around is not None:
                shares.setdefault((around, column), []).append(key)
            divided_off = key_of(Part(counted=PERSONS, codes={**each.codes, column: label}, count=0), dimensions)
            if column in dimensions and column not in each.codes and divided_off in cells:
                yield divided_off, (key,)
    for (whole, _), found in shares.items():
        if whole in cells and cells[whole].count == sum(cells[key].count for key in found):
            yield whole, tuple(found)
