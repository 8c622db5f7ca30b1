"""Rows of a release in memory, cut where their key changes: they are looked up and not searched."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
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
    """

    table: pa.Table
    years: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int64]

    def latest(self, first: int, last: int, area: str = "") -> pa.Table:
        """Return the latest row of each country, or of one, between two years.

        One without a value is returned only where no other is.
        """
        within = self.between(first, last)
        ends = self.ends[within]
        is_last = np.append(ends[1:] != ends[:-1], np.ones(min(len(ends), 1), dtype=bool))
        rows = self.table.take(pa.array(within[is_last]))
        return rows.filter(pc.equal(rows.column("ref_area"), area)) if area else rows

    def between(self, first: int, last: int) -> npt.NDArray[np.intp]:
        """Return the places of the rows between two years."""
        return np.flatnonzero((self.years >= first) & (self.years <= last))

    def valued(self, first: int, last: int) -> int:
        """Return how many countries have a value between two years."""
        valued = self.table.column("value").is_valid().to_numpy()
        return len(np.unique(self.ends[(self.years >= first) & (self.years <= last) & valued]))

    def of(self, areas: Iterable[str]) -> Mapping[str, list[dict[str, Any]]]:
        """Return the rows of some countries by country, the earliest first."""
        wanted = set(areas)
        codes = self.table.column("ref_area").to_pylist()
        places = [number for number, area in enumerate(codes) if area in wanted]
        rows = self.table.take(pa.array(places, type=pa.int64())).to_pylist()
        by_area = groupby(rows, key=lambda row: str(row["ref_area"]))
        return {area: sorted(found, key=lambda row: int(row["time_period"])) for area, found in by_area}


def country_values(table: pa.Table) -> CountryValues:
    """Return the rows of one key, sorted as `CountryValues` says."""
    years = table.column("time_period").to_numpy().astype(np.int32)
    starts, ends = _runs(table, ["ref_area"])
    return CountryValues(table, years, np.repeat(ends, ends - starts))


def by_key(rows: Sequence[Mapping[str, Any]]) -> Mapping[Key, list[Mapping[str, Any]]]:
    """Return rows by key, each list in their order."""
    found: dict[Key, list[Mapping[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["indicator"], row["sex"], row["breakdown"]), []).append(row)
    return found
