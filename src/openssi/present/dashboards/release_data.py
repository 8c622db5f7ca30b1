"""The rows of a release that figures are made of: each question once, whatever the number of indicators."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.dashboards.programme_data import Programmes, read_programmes
from openssi.present.figures import WORLD, AggregateFigure, CountryFigure, Group
from openssi.present.page_rows import aggregate_figure, country_figure, read_groups, tidied
from openssi.present.source_forms import one_form_each
from openssi.present.unit_format import UnitFormat, unit_format
from openssi.present.words import Words
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

Key = tuple[str, str, str]
"""Indicator, sex and breakdown."""

# The latest value that is not too old; a year that only says why there is none counts where no such value exists.
_LATEST = """
    WITH wanted AS (
        SELECT unnest($indicators) AS indicator, unnest($sexes) AS sex, unnest($breakdowns) AS breakdown
    ),
    ages AS (SELECT unnest($aged) AS indicator, unnest($ages) AS max_age),
    latest AS (
        SELECT v.*, row_number() OVER (
            PARTITION BY indicator, sex, breakdown, ref_area ORDER BY value IS NULL, time_period DESC) AS position
        FROM country_values AS v JOIN wanted USING (indicator, sex, breakdown) JOIN ages USING (indicator)
        WHERE time_period BETWEEN $year - max_age AND $year
    ),
    places AS (
        SELECT area, any_value(group_code) FILTER (grouping = $regions) AS region,
               bool_or(grouping = $grouping AND group_code = $group_code) AS chosen
        FROM members WHERE $year BETWEEN valid_from AND valid_to GROUP BY area
    )
    SELECT latest.*, areas.area, areas.name_{language} AS name, areas.tile_column, areas.tile_row, places.region,
           NULL::DOUBLE AS weight, NULL AS why_none
    FROM latest JOIN areas ON areas.area = latest.ref_area LEFT JOIN places ON places.area = areas.area
    WHERE latest.position = 1 AND ($grouping = 'WORLD' OR coalesce(places.chosen, false))
      AND (len($areas) = 0 OR list_contains($areas, areas.area))
    ORDER BY areas.area
"""

# The same for everything of one country, which the figures of its page share.
_LATEST_OF_ONE = _LATEST.replace("JOIN wanted USING (indicator, sex, breakdown) ", "").replace(
    "AND $year\n", "AND $year AND v.ref_area = $area\n"
)

_GROUPS = """
    WITH wanted AS (
        SELECT unnest($indicators) AS indicator, unnest($sexes) AS sex, unnest($breakdowns) AS breakdown
    )
    SELECT a.* FROM aggregates AS a JOIN wanted USING (indicator, sex, breakdown)
    WHERE time_period = $year AND list_contains($groupings, grouping)
"""

_SOURCES = """
    WITH wanted AS (
        SELECT unnest($indicators) AS indicator, unnest($sexes) AS sex, unnest($breakdowns) AS breakdown
    )
    SELECT rtrim(replace(source, 'Source: ', ''), '. ') AS source
    FROM country_values JOIN wanted USING (indicator, sex, breakdown)
    WHERE time_period BETWEEN $first AND $year AND value IS NOT NULL AND source <> ''
    GROUP BY ALL ORDER BY count(*) DESC, source
"""

_COUNTRY_YEARS = """
    WITH wanted AS (
        SELECT unnest($indicators) AS indicator, unnest($sexes) AS sex, unnest($breakdowns) AS breakdown
    )
    SELECT v.* FROM country_values AS v JOIN wanted USING (indicator, sex, breakdown)
    WHERE list_contains($areas, ref_area) ORDER BY indicator, sex, breakdown, ref_area, time_period
"""

# The same for everything of one country, which the figures of its page share.
_YEARS_OF_ONE = """
    SELECT indicator, sex, breakdown, time_period, value, obs_status, source FROM country_values
    WHERE ref_area = $1 ORDER BY indicator, sex, breakdown, time_period
"""

_GROUP_YEARS = """
    WITH wanted AS (
        SELECT unnest($indicators) AS indicator, unnest($sexes) AS sex, unnest($breakdowns) AS breakdown
    )
    SELECT a.* FROM aggregates AS a JOIN wanted USING (indicator, sex, breakdown)
    WHERE list_contains($groups, concat_ws(' ', grouping, group_code)) ORDER BY time_period
"""

_YEARS = """
    SELECT indicator, sex, breakdown, time_period AS year, bool_or(is_world) AS world FROM (
        SELECT indicator, sex, breakdown, time_period, grouping = 'WORLD' AND publication <> 'suppressed' AS is_world
        FROM aggregates WHERE countries > 0
        UNION ALL
        SELECT indicator, sex, breakdown, time_period, false FROM country_values WHERE value IS NOT NULL
    ) GROUP BY ALL
"""

_CONTEXT = """
    SELECT ref_area, item, sex, age, arg_max(value * pow(10, coalesce(unit_mult, 0)), time_period) AS value,
           max(time_period) AS year, arg_max(source, time_period) AS source, arg_max(obs_id, time_period) AS obs_id,
           arg_max(currency, time_period) AS currency
    FROM observations
    WHERE list_contains($items, item) AND scheme = '_Z' AND value IS NOT NULL
      AND time_period BETWEEN $year - $max_age AND $year AND (len($areas) = 0 OR list_contains($areas, ref_area))
    GROUP BY ALL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearValue:
    """A value of one year in a series."""

    year: int
    value: float | None
    status: str
    source: str = ""
    publication: str = "published"
    interval: tuple[float, float] | None = None
    observed_share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextValue:
    """The latest value of an item of the context of a country."""

    area: str
    item: str
    sex: str
    age: str
    value: float
    year: int
    source: str
    obs_id: str
    currency: str = ""


@dataclass(frozen=True)
class ReleaseData:
    """What figures ask of a release, in one language."""

    connection: Connection
    definitions: Definitions
    release: Release
    language: Language

    @cached_property
    def kept(self) -> dict[Hashable, Any]:
        """What one figure has read and another will want."""
        return {}

    @cached_property
    def words(self) -> Words:
        """The texts of the room."""
        return Words(self.definitions.texts, self.language, self.release.is_fictional)

    def say(self, key: str, **values: object) -> str:
        """Return a text by its whole key (`dashboards.filter.year`), with its slots filled."""
        return self.definitions.texts.get(key, self.language, **values)

    @cached_property
    def groups(self) -> Mapping[tuple[str, str], Group]:
        """Groups of countries by grouping and code, in their order."""
        return read_groups(self.connection, self.language)

    def groups_of(self, grouping: str) -> tuple[Group, ...]:
        """Return the groups of a grouping in their order."""
        return tuple(each for each in self.groups.values() if each.grouping == grouping)

    def group_name(self, grouping: str, code: str) -> str:
        """Return the name of a group, its code where it has none."""
        found = self.groups.get((grouping, code))
        return found.name if found else code

    @cached_property
    def region_grouping(self) -> str:
        """The grouping shown as regions: the first of the rules that the release has."""
        known = {grouping for grouping, _ in self.groups}
        preferred = self.definitions.publication.region_groupings
        return next((each for each in preferred if each in known), preferred[0])

    @cached_property
    def area_names(self) -> Mapping[str, str]:
        """Names of countries by code, in the order of the codes."""
        rows = self.connection.rows(f"SELECT area, name_{self.language} AS name FROM areas ORDER BY area")  # noqa: S608
        return {row["area"]: row["name"] for row in rows}

    @cached_property
    def regions_of_areas(self) -> Mapping[str, str]:
        """The region of each country at present."""
        rows = self.connection.rows(
            "SELECT area, arg_max(group_code, valid_to) AS code FROM members WHERE grouping = $1 GROUP BY area",
            [self.region_grouping],
        )
        return {row["area"]: row["code"] for row in rows}

    @cached_property
    def programmes(self) -> Programmes:
        """The schemes and benefits of all countries."""
        return read_programmes(self.connection)

    def indicator(self, indicator_id: str) -> Indicator:
        """Return an indicator as it is declared."""
        return self.definitions.indicators[indicator_id]

    def short_name(self, indicator_id: str) -> str:
        """Return the short name of an indicator."""
        return self.indicator(indicator_id).short_name.in_language(self.language)

    def units(self, indicator_id: str) -> UnitFormat:
        """Return how the values of an indicator are written."""
        return unit_format(self.definitions, self.indicator(indicator_id).unit, self.language)

    def key(self, indicator_id: str, sex: str = "", breakdown: str = "") -> Key:
        """Return the key of an indicator, its headline where no other sex or breakdown is named or it has none such."""
        declared = self.indicator(indicator_id)
        return (
            indicator_id,
            sex if sex in declared.sexes else declared.headline_sex,
            breakdown if breakdown in declared.breakdowns else declared.breakdowns[0],
        )

    def max_age(self, indicator_id: str) -> int:
        """Return how many years a value may be older than the year of a page."""
        declared = self.indicator(indicator_id).max_age
        if declared is not None:
            return declared
        return int(self.release.method.get("max_age", self.definitions.publication.max_age))

    def status_name(self, status: str) -> str:
        """Return an observation status in words, empty for a value without one."""
        return self._statuses.get(status, "")

    def footnote(self, written: str) -> str:
        """Return a footnote in words; one that is no code as it was written."""
        codes = self.definitions.codelists["CL_FOOTNOTE"]
        return codes[written].name.in_language(self.language) if written in codes else written

    @cached_property
    def _statuses(self) -> Mapping[str, str]:
        codes = self.definitions.codelists["CL_OBS_STATUS"].codes
        return {code.id: code.name.in_language(self.language) for code in codes}

    @cached_property
    def years_by_key(self) -> Mapping[Key, Mapping[int, bool]]:
        """Years in which there is any figure, by key; true where the world has a published one."""
        found: dict[Key, dict[int, bool]] = {}
        for row in self.connection.rows(_YEARS):
            found.setdefault((row["indicator"], row["sex"], row["breakdown"]), {})[row["year"]] = bool(row["world"])
        return found

    def latest_year(self, keys: Iterable[Key]) -> int | None:
        """Return the latest year with a world figure of any key, else with any value; none where there is none."""
        years: dict[int, bool] = {}
        for key in keys:
            for year, is_world in self.years_by_key.get(key, {}).items():
                years[year] = years.get(year, False) or is_world
        of_world = [year for year, is_world in years.items() if is_world]
        return max(of_world or years, default=None)

    def countries(
        self, keys: Sequence[Key], year: int, *, place: tuple[str, str] = (WORLD, "001"), areas: Sequence[str] = ()
    ) -> Mapping[Key, tuple[CountryFigure, ...]]:
        """Return the latest values of countries that are not too old, by key; a key without any has an empty tuple.

        Args:
            keys: What is asked for.
            year: Year of the page.
            place: Grouping and code of a group of countries, the world for all.
            areas: Only these countries, all where empty; what is asked of one country is read once for a page.
        """
        if len(areas) == 1 and place[0] == WORLD:
            rows = self._latest_of(areas[0], year)
            return {key: (country_figure(rows[key], {}),) if key in rows else () for key in keys}
        ages = {indicator: self.max_age(indicator) for indicator, _, _ in keys}
        parameters = {
            **_wanted(keys),
            "aged": list(ages),
            "ages": list(ages.values()),
            "year": year,
            "regions": self.region_grouping,
            "grouping": place[0],
            "group_code": place[1],
            "areas": list(areas),
        }
        found: dict[Key, list[CountryFigure]] = {each: [] for each in keys}
        for row in self.connection.rows(_LATEST.replace("{language}", self.language), parameters):
            found[row["indicator"], row["sex"], row["breakdown"]].append(country_figure(row, {}))
        return {key: tuple(rows) for key, rows in found.items()}

    def _latest_of(self, area: str, year: int) -> Mapping[Key, Mapping[str, Any]]:
        """Return the latest row of a country of every key."""
        found: dict[Key, Mapping[str, Any]] | None = self.kept.get(("latest of", area, year))
        if found is None:
            ages = {each: self.max_age(each) for each in self.definitions.indicators}
            parameters = {
                "indicators": [],
                "sexes": [],
                "breakdowns": [],
                "aged": list(ages),
                "ages": list(ages.values()),
                "year": year,
                "regions": self.region_grouping,
                "grouping": WORLD,
                "group_code": "001",
                "area": area,
                "areas": [area],
            }
            rows = self.connection.rows(_LATEST_OF_ONE.replace("{language}", self.language), parameters)
            found = {(row["indicator"], row["sex"], row["breakdown"]): row for row in rows}
            self.kept["latest of", area, year] = found
        return found

    def aggregates(
        self, keys: Sequence[Key], year: int, groupings: Sequence[str]
    ) -> Mapping[tuple[Key, str, str], AggregateFigure]:
        """Return the figures of groups of countries in a year, by key, grouping and code of the group.

        What was asked for before is not read again.
        """
        asked: set[tuple[Key, str]] = self.kept.setdefault(("asked for", year), set())
        read: dict[tuple[Key, str, str], AggregateFigure] = self.kept.setdefault(("aggregates", year), {})
        wanted = {(key, grouping) for key in keys for grouping in groupings}
        missing = dict.fromkeys(key for key in keys if any((key, each) not in asked for each in groupings))
        if missing:
            parameters = {**_wanted(list(missing)), "year": year, "groupings": list(groupings)}
            for row in self.connection.rows(_GROUPS, parameters):
                key = (row["indicator"], row["sex"], row["breakdown"])
                read[key, row["grouping"], row["group_code"]] = aggregate_figure(row, self.groups)
            asked |= {(key, each) for key in missing for each in groupings}
        return {place: figure for place, figure in read.items() if place[:2] in wanted}

    def source_names(self, keys: Sequence[Key], year: int) -> tuple[str, ...]:
        """Return the sources of the values of countries up to a year, the most frequent first.

        A longer form of a source that is named is not another.
        """
        ages = max((self.max_age(indicator) for indicator, _, _ in keys), default=0)
        rows = self.connection.rows(_SOURCES, {**_wanted(keys), "year": year, "first": year - ages})
        return one_form_each(row["source"] for row in rows)

    def country_series(
        self, keys: Sequence[Key], areas: Sequence[str]
    ) -> Mapping[tuple[Key, str], tuple[YearValue, ...]]:
        """Return all values of countries over the years, reasons of missing ones included, by key and country."""
        if len(areas) == 1:
            known = self._years_of(areas[0])
            return {(key, areas[0]): known[key] for key in keys if key in known}
        found: dict[tuple[Key, str], list[YearValue]] = {}
        for row in self.connection.rows(_COUNTRY_YEARS, {**_wanted(keys), "areas": list(areas)}):
            key = (row["indicator"], row["sex"], row["breakdown"])
            found.setdefault((key, row["ref_area"]), []).append(_year_value(row))
        return {key: tuple(rows) for key, rows in found.items()}

    def _years_of(self, area: str) -> Mapping[Key, tuple[YearValue, ...]]:
        """Return all values of one country over the years, by key."""
        kept: dict[Key, tuple[YearValue, ...]] | None = self.kept.get(("years of", area))
        if kept is None:
            found: dict[Key, list[YearValue]] = {}
            for row in self.connection.rows(_YEARS_OF_ONE, [area]):
                found.setdefault((row["indicator"], row["sex"], row["breakdown"]), []).append(_year_value(row))
            kept = {key: tuple(rows) for key, rows in found.items()}
            self.kept["years of", area] = kept
        return kept

    def group_series(
        self, keys: Sequence[Key], groups: Sequence[tuple[str, str]]
    ) -> Mapping[tuple[Key, str, str], tuple[YearValue, ...]]:
        """Return the published figures of groups over the years, by key, grouping and code."""
        named = [f"{grouping} {code}" for grouping, code in groups]
        found: dict[tuple[Key, str, str], list[YearValue]] = {}
        for row in self.connection.rows(_GROUP_YEARS, {**_wanted(keys), "groups": named}):
            figure = aggregate_figure(row, self.groups)
            key = (row["indicator"], row["sex"], row["breakdown"])
            found.setdefault((key, row["grouping"], row["group_code"]), []).append(
                YearValue(
                    year=row["time_period"],
                    value=figure.value,
                    status=row["obs_status"] or "",
                    publication=figure.publication,
                    interval=figure.interval,
                    observed_share=figure.observed_share,
                )
            )
        return {key: tuple(rows) for key, rows in found.items()}

    def context(
        self, items: Sequence[str], year: int, *, areas: Sequence[str] = (), max_age: int = 5
    ) -> Sequence[ContextValue]:
        """Return the latest values of items that belong to a country as a whole (`X.POP_TOTAL`)."""
        parameters: dict[str, Any] = {"items": list(items), "year": year, "areas": list(areas), "max_age": max_age}
        return [
            ContextValue(
                area=row["ref_area"],
                item=row["item"],
                sex=row["sex"],
                age=row["age"],
                value=float(row["value"]),
                year=row["year"],
                source=row["source"] or "",
                obs_id=row["obs_id"],
                currency=row["currency"] or "",
            )
            for row in self.connection.rows(_CONTEXT, parameters)
        ]


def _year_value(row: Mapping[str, Any]) -> YearValue:
    return YearValue(
        year=row["time_period"], value=row["value"], status=row["obs_status"] or "", source=tidied(row["source"])
    )


def _wanted(keys: Sequence[Key]) -> dict[str, object]:
    return {
        "indicators": [each[0] for each in keys],
        "sexes": [each[1] for each in keys],
        "breakdowns": [each[2] for each in keys],
    }
