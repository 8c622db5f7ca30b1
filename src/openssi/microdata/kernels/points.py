"""Quantiles, exactly: the rows of the bins that hold them are sorted; where those are too many, bins are cut again."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Floats, Offsets
from openssi.microdata.kernels.binning import Binning, incomes_of
from openssi.microdata.kernels.population import LEAST, SAME, Point, Population
from openssi.microdata.kernels.rows import Rows
from openssi.microdata.kernels.selection import gather, narrow
from openssi.microdata.kernels.workers import Workers, parts_of_rows

LENGTH = 16_384
"""Rows of a bin that each part of a file may collect."""

_SUB_BITS = 16

Wanted = tuple[int, float]
"""Number of a population and a share of its persons; beyond 0 and 1 lie the least and the greatest income."""


@dataclass(frozen=True, slots=True)
class _Held:
    """Rows of one bin by income: incomes in ascending order, and for each persons, incomes, rows."""

    values: Floats
    sums: Floats

    @classmethod
    def of(cls, incomes: Floats, weights: Floats) -> "_Held":
        order = np.argsort(incomes, kind="stable")
        y, w = incomes[order], weights[order]
        starts = np.flatnonzero(np.append(True, y[1:] != y[:-1])) if len(y) else np.zeros(0, dtype=np.int64)
        each = np.stack([w, w * y, np.ones(len(y))], axis=1)
        return cls(y[starts], np.add.reduceat(each, starts, axis=0) if len(y) else each)


@dataclass(frozen=True, slots=True)
class _Search:
    """Where quantiles are looked for."""

    rows: Rows
    binning: Binning
    populations: Sequence[Population]
    workers: Workers
    length: int

    def everybody(self) -> int:
        return len(self.populations) - 1 if self.rows.codes.size else 0


def points(
    rows: Rows,
    binning: Binning,
    populations: Sequence[Population],
    wanted: Sequence[Wanted],
    workers: Workers,
    *,
    length: int = LENGTH,
) -> dict[Wanted, Point]:
    """Return quantiles.

    Args:
        rows: The rows.
        binning: The bins that the populations were counted in.
        populations: One; or the domains, the rest, and everybody.
        wanted: Number of a population and share of its persons; the population has persons.
        workers: Threads.
        length: Rows that each part of the file may collect of a bin.
    """
    search = _Search(rows, binning, populations, workers, length)
    bins = {each: populations[each[0]].bin_reached(each[1] * populations[each[0]].persons) for each in wanted}
    if not wanted:
        return {}
    pairs = {(number, place) for (number, _), place in bins.items()}
    pairs |= {(number, populations[number].bin_before(place)) for number, place in pairs}
    held = _collect(search, sorted(pairs))
    return {each: _point(search, each, place, held) for each, place in bins.items()}


def _collect(search: _Search, pairs: list[tuple[int, int]]) -> dict[tuple[int, int], _Held | None]:
    """Return the rows of bins of populations; None for a bin with more than may be collected."""
    slots = np.full((len(search.populations), search.binning.number), -1, dtype=np.int32)
    for place, pair in enumerate(pairs):
        slots[pair] = place

    def of(span: tuple[int, int]) -> tuple[Floats, Floats, Offsets]:
        shape = (len(pairs), search.length)
        found = (np.empty(shape), np.empty(shape), np.zeros(len(pairs), dtype=np.int64))
        gather(search.rows, search.binning.bins, span, slots, found)
        return found

    parts = search.workers.each("quantiles", parts_of_rows(len(search.rows.welfare)), of)
    return {pair: _joined(parts, place, search.length) for place, pair in enumerate(pairs)}


def _joined(parts: list[tuple[Floats, Floats, Offsets]], place: int, length: int) -> _Held | None:
    if any(counts[place] > length for _, _, counts in parts):
        return None
    incomes = np.concatenate([each[place, : counts[place]] for each, _, counts in parts])
    return _Held.of(incomes, np.concatenate([each[place, : counts[place]] for _, each, counts in parts]))


def _point(search: _Search, wanted: Wanted, place: int, held: dict[tuple[int, int], _Held | None]) -> Point:
    number, share = wanted
    population = search.populations[number]
    below = np.array([population.persons_by_bin[:place].sum(), population.incomes_by_bin[:place].sum(), 0.0])
    before = held[number, population.bin_before(place)]
    last_before = before.values[-1] if before is not None and len(before.values) else np.nan
    own = held[number, place]
    target = max((share - SAME) * population.persons, LEAST)
    if own is None:
        return _cut(search, number, place, target, below)
    sums = below + np.cumsum(own.sums, axis=0)
    i = min(int(np.searchsorted(sums[:, 0], target, side="left")), len(sums) - 1)
    return _at(own, i, below, sums, float(last_before))


def _at(own: _Held, i: int, below: Floats, sums: Floats, last_before: float) -> Point:
    value = float(own.values[i])
    start = sums[i - 1] if i else below
    before = float(own.values[i - 1]) if i else last_before
    return Point(
        value=value,
        persons_below=float(start[0]),
        incomes_below=float(start[1]),
        persons=float(sums[i, 0]),
        incomes=float(sums[i, 1]),
        rows=int(own.sums[i, 2]),
        before=min(value, before),
    )


def _cut(search: _Search, number: int, place: int, target: float, below: Floats) -> Point:
    """Cut a bin again and again until one income is left."""
    low = search.binning.bins.low[place]
    open_bits = int(search.binning.open_bits[place])
    domain = -1 if number == search.everybody() and search.rows.codes.size else number
    at = np.zeros(3)
    while True:
        bits = min(open_bits, _SUB_BITS)
        found = _narrowed(search, domain, low, open_bits - bits, 1 << bits)
        sums = below + np.cumsum(found, axis=0)
        i = min(int(np.searchsorted(sums[:, 0], target, side="left")), int(np.flatnonzero(found[:, 0])[-1]))
        below, at = sums[i] - found[i], found[i]
        open_bits -= bits
        low += np.uint64(i << open_bits)
        if not open_bits:
            break
    value = float(incomes_of(np.array([low]))[0])
    above = below + at
    return Point(value, float(below[0]), float(below[1]), float(above[0]), float(above[1]), int(at[2]), value)


def _narrowed(search: _Search, domain: int, low: np.uint64, shift: int, size: int) -> npt.NDArray[np.float64]:
    def of(span: tuple[int, int]) -> Floats:
        found = np.zeros((size, 3))
        narrow(search.rows, span, domain, low, np.uint64(shift), found)
        return found

    parts = search.workers.each("quantiles", parts_of_rows(len(search.rows.welfare)), of)
    return np.asarray(np.sum(parts, axis=0))
