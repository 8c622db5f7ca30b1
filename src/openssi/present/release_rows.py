"""The rows of a release, read once for all pages: each question is so plain that the engine answers it at once."""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openssi.engine import Connection
from openssi.engine.read_once import ReadOnce
from openssi.present.keyed_rows import KEY, CountryValues, Key, KeyedRows, by_key, country_values, keyed_rows
from openssi.vocabulary.text import Language

Made = TypeVar("Made")

_FIGURE = """
    value_id, indicator, sex, breakdown, ref_area, time_period, value, obs_status, nature, footnote, source, lower,
    upper, lowest, highest, terms, terms_missing, note
"""

_OF_INDICATORS = f"""
    SELECT {_FIGURE} FROM country_values WHERE list_contains($indicators, indicator)
    ORDER BY indicator, sex, breakdown, ref_area, value IS NOT NULL, time_period
"""  # noqa: S608 - columns named above

_OF_AREA = f"""
    SELECT {_FIGURE} FROM country_values WHERE ref_area = $area
    ORDER BY indicator, sex, breakdown, value IS NOT NULL, time_period
"""  # noqa: S608 - columns named above

_GROUP_FIGURE = """
    indicator, sex, breakdown, time_period, grouping, group_code, value, publication, observed_share, imputed_share,
    countries, countries_total, oldest_year, newest_year, weight_item, weight_total, interval_lower, interval_upper,
    obs_status
"""

_OF_YEAR = f"""
    SELECT {_GROUP_FIGURE} FROM aggregates WHERE time_period = $year ORDER BY indicator, sex, breakdown, grouping
"""  # noqa: S608 - columns named above

_OF_GROUP = f"""
    SELECT {_GROUP_FIGURE} FROM aggregates WHERE grouping = $grouping AND group_code = $code
    ORDER BY indicator, sex, breakdown, time_period
"""  # noqa: S608 - columns named above

_YEARS = """
    SELECT indicator, sex, breakdown, time_period AS year, bool_or(is_world) AS world FROM (
        SELECT indicator, sex, breakdown, time_period, grouping = 'WORLD' AND publication <> 'suppressed' AS is_world
        FROM aggregates WHERE countries > 0
        UNION ALL
        SELECT indicator, sex, breakdown, time_period, false FROM country_values WHERE value IS NOT NULL
    ) GROUP BY ALL
"""

Cell = tuple[str, str, str]
"""Item, sex and age."""

CELL = ("item", "sex", "age")

_CONTEXT = """
    SELECT item, sex, age, ref_area, time_period, CAST(value * pow(10, coalesce(unit_mult, 0)) AS DOUBLE) AS value,
           coalesce(source, '') AS source, obs_id, coalesce(currency, '') AS currency
    FROM observations WHERE list_contains($items, item) AND scheme = '_Z' AND value IS NOT NULL
    ORDER BY item, sex, age, ref_area, time_period
"""

_YEARS_OF_INDICATORS = """
    SELECT indicator, list(DISTINCT time_period) AS years FROM country_values WHERE value IS NOT NULL GROUP BY indicator
"""

_WEIGHTS = """
    SELECT ref_area, any_value(weight) AS weight FROM aggregate_inputs
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND time_period = $4 GROUP BY ref_area
"""

_REASONS = """
    SELECT ref_area, max_by(message_{language}, time_period) AS message FROM computation_findings
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND scheme = '_Z' AND time_period BETWEEN $4 AND $5
    GROUP BY ref_area
"""

_AREAS = "SELECT * FROM areas ORDER BY area"


class ReleaseRows:
    """What figures are made of, in no language yet.

    Args:
        connection: Tables of the release, for the thread that asks.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.memory = connection.read_once or ReadOnce()

    def country_values(self, keys: Sequence[Key]) -> Mapping[Key, CountryValues]:
        """Return the values of countries of some keys; a key without any is absent."""
        wanted = dict.fromkeys(indicator for indicator, _, _ in keys)
        kept = {each: self.memory.find(("country values", each)) for each in wanted}
        missing = [each for each, found in kept.items() if found is None]
        if missing:
            kept |= self._read_values(missing)
        return {key: values for key in keys if (values := (kept[key[0]] or {}).get(key)) is not None}

    def _read_values(self, indicators: Sequence[str]) -> dict[str, Mapping[Key, CountryValues]]:
        read = keyed_rows(self.connection.query(_OF_INDICATORS, {"indicators": list(indicators)}))
        found: dict[str, dict[Key, CountryValues]] = {each: {} for each in indicators}
        for indicator, sex, breakdown in read.places:
            key = indicator, sex, breakdown
            found[indicator][key] = country_values(read.part(key))
        for name, values in found.items():
            self.memory.keep(("country values", name), values, _rows_of_values)
        return dict(found)

    def values_of(self, area: str) -> Mapping[Key, Sequence[Mapping[str, Any]]]:
        """Return the values of one country by key: the years without a value first, then those with one."""

        def read() -> Mapping[Key, Sequence[Mapping[str, Any]]]:
            return by_key(self.connection.rows(_OF_AREA, {"area": area}))

        return self.memory.once(("values of", area), read, lambda found: sum(map(len, found.values())))

    def context(self, items: Sequence[str]) -> Mapping[Cell, CountryValues]:
        """Return the values of items that belong to a country as a whole, by item, sex and age; `value` in units."""

        def read() -> Mapping[Cell, CountryValues]:
            found = keyed_rows(self.connection.query(_CONTEXT, {"items": list(items)}), CELL)
            return {(item, sex, age): country_values(found.part((item, sex, age))) for item, sex, age in found.places}

        return self.memory.once(("context", tuple(items)), read, _rows_of_values)

    def of_area(self, sql: str, area: str) -> list[dict[str, Any]]:
        """Return the rows of one country of a question that is asked once for all.

        Args:
            sql: A SELECT without parameters whose rows are sorted by `ref_area` first.
            area: The country.
        """
        return self._keyed(("of area", sql), sql, {}, ["ref_area"]).rows((area,))

    def groups_in(self, year: int) -> KeyedRows:
        """Return the figures of all groups of countries in a year, by indicator, sex, breakdown and grouping."""
        return self._keyed(("groups in", year), _OF_YEAR, {"year": year}, (*KEY, "grouping"))

    def years_of(self, grouping: str, code: str) -> KeyedRows:
        """Return the figures of one group over the years, the earliest first."""
        return self._keyed(("years of", grouping, code), _OF_GROUP, {"grouping": grouping, "code": code}, KEY)

    def _keyed(self, name: Hashable, sql: str, parameters: Mapping[str, object], columns: Sequence[str]) -> KeyedRows:
        def read() -> KeyedRows:
            return keyed_rows(self.connection.query(sql, parameters), columns)

        return self.memory.once(name, read, lambda found: int(found.table.num_rows))

    def years_by_key(self) -> Mapping[Key, Mapping[int, bool]]:
        """Return the years in which there is any figure, by key; true where the world has a published one."""

        def read() -> Mapping[Key, Mapping[int, bool]]:
            found: dict[Key, dict[int, bool]] = {}
            for row in self.connection.rows(_YEARS):
                found.setdefault((row["indicator"], row["sex"], row["breakdown"]), {})[row["year"]] = bool(row["world"])
            return found

        return self.memory.once("years by key", read, len)

    def years_of_indicators(self) -> Mapping[str, Sequence[int]]:
        """Return the years in which any country has a value, by indicator."""

        def read() -> Mapping[str, Sequence[int]]:
            return {row["indicator"]: row["years"] for row in self.connection.rows(_YEARS_OF_INDICATORS)}

        return self.memory.once("years of indicators", read, len)

    def weights(self, key: Key, year: int) -> Mapping[str, float]:
        """Return how many persons the value of each country weighs for in a year."""

        def read() -> Mapping[str, float]:
            rows = self.connection.rows(_WEIGHTS, [*key, year])
            return {row["ref_area"]: row["weight"] for row in rows}

        return self.memory.once(("weights", key, year), read, len)

    def reasons(self, key: Key, first: int, last: int, language: Language) -> Mapping[str, str]:
        """Return why the latest computation of each country between two years gave no value."""

        def read() -> Mapping[str, str]:
            rows = self.connection.rows(_REASONS.replace("{language}", language), [*key, first, last])
            return {row["ref_area"]: row["message"] for row in rows}

        return self.memory.once(("reasons", key, first, last, language), read, len)

    def sources(self, keys: Sequence[Key], first: int, last: int) -> tuple[str, ...]:
        """Return the sources of the values of some keys between two years, the most frequent first."""

        def counted() -> tuple[str, ...]:
            found: Counter[str] = Counter()
            values = self.country_values(keys)
            for key in keys:
                if key in values:
                    found.update(_sources_between(values[key], first, last))
            return tuple(sorted(found, key=lambda source: (-found[source], source)))

        return self.memory.once(("sources", tuple(keys), first, last), counted)

    def areas(self) -> Mapping[str, Mapping[str, Any]]:
        """Return the countries by code, in the order of the codes: names and places on the tile map."""
        return self.memory.once("areas", lambda: {row["area"]: row for row in self.connection.rows(_AREAS)}, len)

    def groups_of_areas(self, grouping: str, year: int) -> Mapping[str, str]:
        """Return the code of the group that each country was in in a year, of one grouping."""

        def chosen() -> Mapping[str, str]:
            found: dict[str, str] = {}
            for row in self._members():
                if row["grouping"] == grouping and row["valid_from"] <= year <= row["valid_to"]:
                    found.setdefault(row["area"], row["group_code"])
            return found

        return self.memory.once(("groups of areas", grouping, year), chosen, len)

    def members(self, grouping: str, code: str, year: int) -> tuple[str, ...]:
        """Return the countries that were in a group in a year, in the order of their codes."""

        def chosen() -> tuple[str, ...]:
            return tuple(
                sorted(
                    {
                        row["area"]
                        for row in self._members()
                        if (row["grouping"], row["group_code"]) == (grouping, code)
                        and row["valid_from"] <= year <= row["valid_to"]
                    }
                )
            )

        return self.memory.once(("members", grouping, code, year), chosen, len)

    def _members(self) -> Sequence[Mapping[str, Any]]:
        return self.memory.once("all members", lambda: self.connection.rows("FROM members"), len)


def _rows_of_values(found: Mapping[tuple[str, str, str], CountryValues]) -> int:
    return sum(each.table.num_rows for each in found.values())


def _sources_between(values: CountryValues, first: int, last: int) -> Counter[str]:
    """Return how often each source is named; a source may be told with a word before it and a full stop behind."""
    rows = values.table.take(pa.array(values.between(first, last).astype(np.int64)))
    told = rows.column("source").filter(pc.is_valid(rows.column("value")))
    found: Counter[str] = Counter()
    for each in pc.value_counts(told).to_pylist():
        if each["values"]:
            found[each["values"].replace("Source: ", "").rstrip(". ")] += each["counts"]
    return found
