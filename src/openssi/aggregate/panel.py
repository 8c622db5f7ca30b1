"""Countries by figures as dense arrays, and the groups that the countries are in by year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from openssi.engine import Connection

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]

NOWHERE = -1
"""In place of a group, for a country that is in none."""


@dataclass(frozen=True)
class Belonging:
    """The groups of one year.

    Attributes:
        matrix: 1 where a country (row) is in a group (column).
        by_grouping: For each grouping the group of each country, or NOWHERE; of two, the first by code.
    """

    matrix: Numbers
    by_grouping: Mapping[str, Places]

    def chain(self, groupings: Sequence[str]) -> tuple[Places, ...]:
        """Return the groups of the countries in the groupings that exist, in order."""
        return tuple(self.by_grouping[each] for each in groupings if each in self.by_grouping)


@dataclass(frozen=True)
class Panel:
    """All figures (rows) by all countries (columns).

    Attributes:
        figures: One row per figure: indicator, sex, breakdown, time_period and its rules, ordered by year.
        areas: Codes of the countries, in order.
        weights: Weight of each country, 0 where it has none.
        values: Value of each country, not a number where it has none.
        covariates: By year, countries by covariates; not a number where missing.
        groupings: Grouping of each group.
        group_codes: Code of each group.
        memberships: Group, country, first and last year.
    """

    figures: pa.Table
    areas: tuple[str, ...]
    weights: Numbers
    values: Numbers
    covariates: Mapping[int, Numbers]
    groupings: tuple[str, ...]
    group_codes: tuple[str, ...]
    memberships: npt.NDArray[np.int64]

    @cached_property
    def observed(self) -> Flags:
        """Whether a country has a reported value and a weight."""
        return np.isfinite(self.values) & (self.weights > 0)

    @cached_property
    def missing(self) -> Flags:
        """Whether a country has a weight and no reported value."""
        return ~np.isfinite(self.values) & (self.weights > 0)

    @cached_property
    def years(self) -> Mapping[int, slice]:
        """The rows of each year."""
        column = self.figures.column("time_period").to_numpy()
        found, starts = np.unique(column, return_index=True)
        ends = [*starts[1:].tolist(), len(column)][: len(found)]
        return {int(year): slice(int(start), int(end)) for year, start, end in zip(found, starts, ends, strict=True)}

    def numbers(self, column: str) -> Numbers:
        """Return a column of the figures, not a number where it is empty."""
        return np.asarray(self.figures.column(column).cast(pa.float64()).fill_null(np.nan).to_numpy(), np.float64)

    def belonging(self, year: int) -> Belonging:
        """Return the groups of a year."""
        place, area, first, last = self.memberships.T
        holds = (first <= year) & (year <= last)
        matrix = np.zeros((len(self.areas), len(self.groupings)))
        matrix[area[holds], place[holds]] = 1
        named = np.asarray(self.groupings)
        return Belonging(matrix, {each: _single(matrix, np.flatnonzero(named == each)) for each in set(self.groupings)})


def _single(matrix: Numbers, places: Places) -> Places:
    chosen = matrix[:, places]
    return np.where(chosen.any(axis=1), places[chosen.argmax(axis=1)], NOWHERE)


def panel_of(connection: Connection, covariates_sql: str, covariates: int) -> Panel:
    """Read the panel from the tables `figures`, `inputs`, `places` and `belonging`.

    Args:
        connection: Where they are.
        covariates_sql: Statement that gives position, area, time_period and value, from `panel_areas`.
        covariates: How many there are.
    """
    figures = connection.query("FROM figures ORDER BY figure")
    places = connection.query("FROM places ORDER BY place")
    areas = tuple(row["ref_area"] for row in connection.rows("SELECT DISTINCT ref_area FROM inputs ORDER BY 1"))
    connection.register(
        "panel_areas",
        pa.table({"ref_area": pa.array(areas, pa.string()), "area": pa.array(range(len(areas)), pa.int64())}),
    )
    inputs = connection.query("SELECT figure, area, weight, value FROM inputs JOIN panel_areas USING (ref_area)")
    shape = figures.num_rows, len(areas)
    return Panel(
        figures=figures,
        areas=areas,
        weights=_spread(inputs, "weight", shape, 0.0),
        values=_spread(inputs, "value", shape, np.nan),
        covariates=_covariates(connection, covariates_sql, covariates, len(areas)),
        groupings=tuple(places.column("grouping").to_pylist()),
        group_codes=tuple(places.column("group_code").to_pylist()),
        memberships=_memberships(connection),
    )


def _spread(inputs: pa.Table, column: str, shape: tuple[int, int], empty: float) -> Numbers:
    spread = np.full(shape, empty)
    rows, columns = (inputs.column(name).to_numpy() for name in ("figure", "area"))
    spread[rows, columns] = inputs.column(column).cast(pa.float64()).fill_null(empty).to_numpy()
    return spread


def _memberships(connection: Connection) -> npt.NDArray[np.int64]:
    table = connection.query(
        "SELECT place, area, valid_from, valid_to FROM belonging JOIN panel_areas USING (ref_area) ORDER BY ALL"
    )
    columns = [np.asarray(table.column(name).to_numpy(), np.int64) for name in table.column_names]
    return np.stack(columns, axis=1)


def _covariates(connection: Connection, sql: str, count: int, areas: int) -> Mapping[int, Numbers]:
    table = connection.query(sql)
    position, area, year, value = (np.asarray(table.column(name).to_numpy()) for name in table.column_names)
    found: dict[int, Numbers] = {}
    for each in np.unique(year).tolist():
        rows = year == each
        found[each] = np.full((areas, count), np.nan)
        found[each][area[rows], position[rows]] = value[rows]
    return found
