"""Rows of a release in memory, cut where their key changes: they are looked up and not searched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Key = tuple[str, str, str]
"""Indicator, sex and breakdown."""

KEY = ("indicator", "sex", "breakdown")


@dataclass(frozen=True, slots=True)
class KeyedRows:
    """A table sorted by some columns, and where the rows of each of their keys stand.

    Attributes:
        table: With those columns and others.
        places: First row and number of rows by key.
    """

    table: pa.Table
    places: Mapping[tuple[str, ...], tuple[int, int]]

    def part(self, key: tuple[str, ...]) -> pa.Table:
        """Return the rows of a key as a table."""
        return self.table.slice(*self.places.get(key, (0, 0)))

    def rows(self, key: tuple[str, ...]) -> list[dict[str, Any]]:
        """Return the rows of a key."""
        found: list[dict[str, Any]] = self.part(key).to_pylist()
        return found


def keyed_rows(table: pa.Table, columns: Sequence[str] = KEY) -> KeyedRows:
    """Return a table that is sorted by some columns with the places of their keys."""
    whole = table.combine_chunks()
    starts, ends = _runs(whole, columns)
    heads = whole.select(columns).take(pa.array(starts))
    keys = zip(*(each.to_pylist() for each in heads.columns), strict=True)
    places = zip(starts.tolist(), (ends - starts).tolist(), strict=True)
    return KeyedRows(whole, dict(zip(keys, places, strict=True)))


def _runs(table: pa.Table, columns: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where each stretch of rows begins that are equal in some columns, and where it ends."""
    is_new = np.zeros(table.num_rows, dtype=bool)
    is_new[:1] = True
    for each in columns:
        column = table.column(each)
        is_new[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy()
    starts = np.flatnonzero(is_new).astype(np.int64)
    return starts, np.append(starts[1:], [table.num_rows] * bool(len(starts))).astype(np.int64)


@dataclass(frozen=True, slots=True)
class CountryValues:
    """The values of countries of one key.

    Attributes:
        table: Sorted by country; of each the years without a value first, then those with one, the latest last.
        years: Year of each row.
        ends: For each row, the row behind the last one of its country.
        areas: First row and number of rows by country.
    """

    table: pa.Table
    years: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64]
    areas: Mapping[str, tuple[int, int]]

    def latest(self, first: int, last: int) -> pa.Table:
        """Return the latest row of each country between two years; one without a value only where none has one."""
        within = self.between(first, last)
        ends = self.ends[within]
        is_last = np.append(ends[1:] != ends[:-1], np.ones(min(len(ends), 1), dtype=bool))
        return self.table.take(pa.array(within[is_last]))

    def latest_of(self, area: str, first: int, last: int) -> pa.Table:
        """Return the latest row of one country between two years, in a table that has no row where there is none."""
        start, rows = self.areas.get(area, (0, 0))
        years = self.years[start : start + rows]
        within = np.flatnonzero((years >= first) & (years <= last))
        return self.table.slice(start + int(within[-1]), 1) if len(within) else self.table.slice(0, 0)

    def between(self, first: int, last: int) -> npt.NDArray[np.intp]:
        """Return the places of the rows between two years."""
        return np.flatnonzero((self.years >= first) & (self.years <= last))

    def valued(self, first: int, last: int) -> int:
        """Return how many countries have a value between two years."""
        valued = self.table.column("value").is_valid().to_numpy()
        return len(np.unique(self.ends[(self.years >= first) & (self.years <= last) & valued]))

    def of(self, areas: Iterable[str]) -> Mapping[str, list[dict[str, Any]]]:
        """Return the rows of some countries by country, the earliest first."""
        return {
            area: sorted(self.table.slice(*place).to_pylist(), key=lambda row: int(row["time_period"]))
            for area in dict.fromkeys(areas)
            if (place := self.areas.get(area))
        }


def country_values(table: pa.Table) -> CountryValues:
    """Return the rows of one key, sorted as `CountryValues` says."""
    years = table.column("time_period").to_numpy().astype(np.int32)
    starts, ends = _runs(table, ["ref_area"])
    lengths = ends - starts
    codes = table.column("ref_area").take(pa.array(starts)).to_pylist()
    areas = dict(zip(codes, zip(starts.tolist(), lengths.tolist(), strict=True), strict=True))
    return CountryValues(table, years, np.repeat(ends, lengths), areas)


def by_key(rows: Sequence[Mapping[str, Any]]) -> Mapping[Key, list[Mapping[str, Any]]]:
    """Return rows by key, each list in their order."""
    found: dict[Key, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["indicator"], row["sex"], row["breakdown"]), []).append(row)
    return found
