"""Nominal 95 per cent intervals: reported values are fixed, the countries without one are drawn.

A missing country is drawn as its estimate and a miss of four parts: a miss of an observed country that was left out,
taken from its region; a part that it shares with the countries of its sub-region; a shift that all missing countries
of the figure share, because those that do not answer differ from those that do; and a widening where few misses are
known. Values stay between the bounds of the indicator.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from openssi.aggregate.estimates import Estimates, is_alone, misses_of_groups, misses_of_method
from openssi.aggregate.imputation import METHODS, Imputation
from openssi.aggregate.miss_pools import Pools, pools_of
from openssi.aggregate.panel import NOWHERE, Belonging, Flags, Numbers, Panel, Places
from openssi.aggregate.random_draws import Keys, joined, keys_of, normals, uniforms
from openssi.vocabulary.publication import Intervals, PublicationRules

LEVEL = 0.95
MOST_SHARED = 0.6
"""Greatest part of the squared miss that countries of a sub-region are taken to share beyond a common mean."""

_CELLS = 1_000_000
"""Countries times draws that are held in memory at once."""


@dataclass(frozen=True)
class _Block:
    """Some figures of one year.

    Attributes:
        rows: Their rows in the panel.
        keys: Their numbers for the draws.
    """

    rows: slice
    belonging: Belonging
    keys: Keys


def interval_ends(
    panel: Panel, imputed: Imputation, estimated: Estimates, rules: PublicationRules
) -> tuple[Numbers, Numbers]:
    """Return lower and upper end of every figure and group; not a number where they cannot be estimated.

    Where every country of a group has a reported value, both are the value itself.
    """
    is_full = (estimated.weight > 0) & (estimated.countries == estimated.countries_total)
    lower = np.where(is_full, estimated.value, np.nan)
    upper = lower.copy()
    drawing = _Drawing(panel, imputed, estimated, rules)
    for block in drawing.blocks():
        drawn = drawing.values(block)
        ends = np.quantile(drawn, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=2)
        value, open_ = estimated.value[block.rows], ~is_full[block.rows]
        lower[block.rows] = np.where(open_, np.minimum(ends[0], value), lower[block.rows])
        upper[block.rows] = np.where(open_, np.maximum(ends[1], value), upper[block.rows])
    return lower, upper


class _Drawing:
    """Draws of the aggregates of one panel."""

    def __init__(self, panel: Panel, imputed: Imputation, estimated: Estimates, rules: PublicationRules) -> None:
        self._panel, self._imputed, self._estimated, self._rules = panel, imputed, estimated, rules
        self._draws: Intervals = rules.intervals
        self._areas = keys_of(panel.areas)
        self._lower, self._upper = panel.numbers("lower"), panel.numbers("upper")
        self._alone = is_alone(panel, imputed)
        self._shifts = np.asarray([rules.intervals.non_response.get(each, 0.0) for each in METHODS])

    def blocks(self) -> Iterator[_Block]:
        names = ("indicator", "sex", "breakdown", "time_period")
        columns = (self._panel.figures.column(name).to_pylist() for name in names)
        keys = keys_of(".".join(map(str, key)) for key in zip(*columns, strict=True))
        size = max(1, _CELLS // max(1, len(self._panel.areas) * self._draws.draws))
        for year, rows in self._panel.years.items():
            belonging = self._panel.belonging(year)
            for start in range(rows.start, rows.stop, size):
                block = slice(start, min(start + size, rows.stop))
                yield _Block(block, belonging, keys[block])

    def values(self, block: _Block) -> Numbers:
        """Return draws of the value of every group: figures by groups by draws."""
        moved = np.zeros((len(block.keys), len(self._panel.groupings), self._draws.draws))
        missing, alone = self._panel.missing[block.rows], self._alone[block.rows]
        if (missing & ~alone).any():
            self._move_by_imputed(block, missing & ~alone, moved)
        if alone.any():
            self._move_by_alone(block, alone, moved)
        weight = self._estimated.weight[block.rows][:, :, None]
        moved /= np.where(weight > 0, weight, 1.0)
        moved += self._estimated.value[block.rows][:, :, None]
        return moved

    def _move_by_imputed(self, block: _Block, imputed: Flags, moved: Numbers) -> None:
        """Add by how much weight times value of the groups moves with the countries that the method fills."""
        figure, area = np.nonzero(imputed)
        estimate = self._imputed.substitution.values[block.rows][figure, area]
        pools = self._pools(block, figure, area)
        shared = self._shared(block, figure, area)
        misses = self._composed(block, pools, (figure, area), shared)
        misses += self._common(block, pools, (figure, area), shared)
        weighted = self._weighted(block, (figure, area), estimate, misses)
        numbered = np.zeros(imputed.shape, np.int64)
        numbered[figure, area] = np.arange(len(figure))
        of_figure, place, of_area = _in_groups(imputed, block.belonging)
        _add(moved, of_figure, place, weighted[numbered[of_figure, of_area]])

    def _move_by_alone(self, block: _Block, alone: Flags, moved: Numbers) -> None:
        """Add the same for the countries for which the mean of each of their groups stands."""
        figure, place, area = _in_groups(alone, block.belonging)
        pools = self._pools_of_groups(block, figure, place)
        misses = self._composed(block, pools, (figure, area), np.zeros(len(figure)))
        estimate = self._estimated.value[block.rows][figure, place]
        _add(moved, figure, place, self._weighted(block, (figure, area), estimate, misses))

    # Where misses are drawn from

    def _pools(self, block: _Block, figure: Places, area: Places) -> Pools:
        missed = misses_of_method(self._panel, self._imputed, block.rows)
        tested = np.nonzero(np.isfinite(missed))
        regions = _first(block.belonging, self._rules.region_groupings, len(self._panel.areas))
        parts = len(self._panel.groupings) + 1
        of_misses, of_missing = (at * parts + 1 + regions[where] for at, where in (tested, (figure, area)))
        return pools_of(missed[tested], of_misses, of_missing, parts, self._draws.fewest_residuals)

    def _pools_of_groups(self, block: _Block, figure: Places, place: Places) -> Pools:
        missed = misses_of_groups(self._panel, block.belonging, block.rows)
        tested = np.nonzero(np.isfinite(missed))
        _, grouping = np.unique(np.asarray(self._panel.groupings), return_inverse=True)
        parts, wide = len(self._panel.groupings), int(grouping.max()) + 1
        of_misses, of_missing = (
            (at * wide + grouping[group]) * parts + group for at, group in ((tested[0], tested[2]), (figure, place))
        )
        return pools_of(missed[tested], of_misses, of_missing, parts, self._draws.fewest_residuals)

    # What a miss is made of

    def _composed(self, block: _Block, pools: Pools, at: tuple[Places, Places], shared: Numbers) -> Numbers:
        """Return draws of a miss of its own and of the shift of all missing countries: countries by draws."""
        (figure, area), draws, areas = at, self._draws.draws, len(self._areas)
        pairs, rows = np.unique(figure * areas + area, return_inverse=True)
        keys = joined(block.keys[pairs // areas], self._areas[pairs % areas])
        misses = pools.drawn(uniforms(keys, draws), rows)
        misses *= np.sqrt(1 - shared)[:, None]
        shift = self._shifts[self._imputed.methods[block.rows]][figure] * pools.spread
        everywhere = normals(joined(block.keys, keys_of(["non-response"])), draws)
        misses += np.hypot(shift, pools.mean)[:, None] * everywhere[figure]
        misses *= pools.widening[:, None]
        return misses

    def _shared(self, block: _Block, figure: Places, area: Places) -> Numbers:
        """Return the part of the squared miss that countries of a sub-region share."""
        missed = misses_of_method(self._panel, self._imputed, block.rows)
        alike = np.clip(correlation_within(missed, self._clusters(block)), 0.0, MOST_SHARED)
        return np.maximum(self._imputed.substitution.shared[block.rows][figure, area], alike[figure])

    def _common(self, block: _Block, pools: Pools, at: tuple[Places, Places], shared: Numbers) -> Numbers:
        """Return draws of what each country shares with its sub-region."""
        figure, cluster = at[0], self._clusters(block)[at[1]]
        pairs, rows = np.unique(np.stack([figure, cluster]), axis=1, return_inverse=True)
        names = keys_of(f"sub-region {self._code(group)}" for group in pairs[1])
        drawn = normals(joined(block.keys[pairs[0]], names), self._draws.draws)
        return (np.sqrt(shared) * pools.spread * pools.widening)[:, None] * drawn[rows.ravel()]

    def _clusters(self, block: _Block) -> Places:
        return _first(block.belonging, self._rules.imputation_groupings, len(self._panel.areas))

    def _code(self, group: int) -> str:
        return self._panel.group_codes[group] if group != NOWHERE else ""

    def _weighted(self, block: _Block, at: tuple[Places, Places], estimate: Numbers, misses: Numbers) -> Numbers:
        """Return weight times the misses that leave the value between the bounds of the indicator."""
        lower, upper = (each[block.rows][at[0]] for each in (self._lower, self._upper))
        np.maximum(misses, np.where(np.isfinite(lower), lower - estimate, -np.inf)[:, None], out=misses)
        np.minimum(misses, np.where(np.isfinite(upper), upper - estimate, np.inf)[:, None], out=misses)
        misses *= self._panel.weights[block.rows][at][:, None]
        return misses


def _in_groups(chosen: Flags, belonging: Belonging) -> tuple[Places, Places, Places]:
    """Return figure, group and country of every country that is chosen, once for each of its groups."""
    figure, place, area = np.nonzero(chosen[:, None, :] & (belonging.matrix.T > 0)[None])
    return figure, place, area


def _add(moved: Numbers, figure: Places, place: Places, weighted: Numbers) -> None:
    if not figure.size:
        return
    starts = np.flatnonzero(np.diff(figure * moved.shape[1] + place, prepend=-1))
    moved[figure[starts], place[starts]] += np.add.reduceat(weighted, starts, axis=0)


def _first(belonging: Belonging, groupings: tuple[str, ...], areas: int) -> Places:
    """Return the group of each country in the first grouping that exists."""
    chain = belonging.chain(groupings)
    return chain[0] if chain else np.full(areas, NOWHERE, np.int64)


def correlation_within(missed: Numbers, clusters: Places) -> Numbers:
    """Return by figure how alike the misses of countries of one cluster are: mean product of pairs over mean square."""
    has = np.isfinite(missed)
    tests = np.maximum(has.sum(axis=1), 1)
    filled = np.where(has, missed, 0.0)
    centred = np.where(has & (clusters != NOWHERE), filled - (filled.sum(axis=1) / tests)[:, None], 0.0)
    grouped = (clusters[:, None] == np.unique(clusters)[None]).astype(float)
    counts = (has & (clusters != NOWHERE)).astype(float) @ grouped
    pairs = (counts * (counts - 1)).sum(axis=1)
    squares = (centred**2).sum(axis=1)
    products = ((centred @ grouped) ** 2).sum(axis=1) - squares
    usable = (pairs > 0) & (squares > 0)
    return np.where(usable, products * counts.sum(axis=1) / np.where(usable, pairs * squares, 1.0), 0.0)
