"""The rows of a release that the page of one indicator is made of, read with a handful of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.figures import INCOME, WORLD, WORLD_CODE, AggregateFigure, CountryFigure, Group
from openssi.present.page_model import BothValues, Selection
from openssi.present.side_by_side import SideBySide
from openssi.present.words import Words
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

# The row of a country is its latest value that is not too old; a year in which it only said why there is none
# counts where no such value exists.
_COUNTRIES = """
    WITH latest AS (
        SELECT ref_area, time_period, value, obs_status, nature, footnote, source, origin, value_id,
               row_number() OVER (PARTITION BY ref_area ORDER BY value IS NULL, time_period DESC) AS position
        FROM country_values
        WHERE indicator = $indicator AND sex = $sex AND breakdown = $breakdown
          AND time_period BETWEEN $year - $max_age AND $year
    ),
    weights AS (
        SELECT ref_area, any_value(weight) AS weight FROM aggregate_inputs
        WHERE indicator = $indicator AND sex = $sex AND breakdown = $breakdown AND time_period = $year
        GROUP BY ref_area
    ),
    places AS (
        SELECT area, any_value(group_code) FILTER (grouping = $regions) AS region,
               bool_or(grouping = $grouping AND group_code = $group_code) AS chosen
        FROM members WHERE $year BETWEEN valid_from AND valid_to GROUP BY area
    )
    SELECT areas.area, areas.name_{language} AS name, areas.tile_column, areas.tile_row, places.region,
           latest.value, latest.time_period, latest.obs_status, latest.nature, latest.footnote, latest.source,
           latest.value_id, weights.weight
    FROM areas
    LEFT JOIN places ON places.area = areas.area
    LEFT JOIN latest ON latest.ref_area = areas.area AND latest.position = 1
    LEFT JOIN weights ON weights.ref_area = areas.area
    WHERE coalesce(places.chosen, false) OR ($grouping = 'WORLD' AND latest.value IS NOT NULL)
"""

_AGGREGATES = """
    SELECT indicator, grouping, group_code, sex, breakdown, value, publication, observed_share, imputed_share,
           countries, countries_total, oldest_year, newest_year, weight_item, weight_total, interval_lower,
           interval_upper, method
    FROM aggregates
    WHERE time_period = $year AND list_contains($groupings, grouping)
      AND ((indicator = $indicator AND sex = $sex AND breakdown = $breakdown)
           OR (breakdown = '_T' AND list_contains($headlines, indicator || ' ' || sex)))
"""

_SEXES = """
    SELECT sex, count(DISTINCT ref_area) AS countries FROM country_values
    WHERE indicator = $indicator AND breakdown = $breakdown AND value IS NOT NULL
      AND time_period BETWEEN $year - $max_age AND $year
    GROUP BY sex
"""

_YEARS = """
    SELECT indicator, list(DISTINCT time_period) AS years FROM country_values WHERE value IS NOT NULL GROUP BY indicator
"""

_AGGREGATE_YEARS = """
    SELECT DISTINCT time_period AS year FROM aggregates
    WHERE indicator = $1 AND sex = $2 AND breakdown = $3 AND countries > 0
"""


@dataclass(frozen=True)
class PageData:
    """What the parts of a page are made of."""

    selection: Selection
    definitions: Definitions
    release: Release
    words: Words
    region_grouping: str
    max_age: int
    groups: Mapping[tuple[str, str], Group]
    countries: Sequence[CountryFigure]
    aggregates: Sequence[AggregateFigure]
    headline_aggregates: Mapping[tuple[str, str, str], AggregateFigure]
    years: Sequence[int]
    valued_indicators: frozenset[str]
    countries_by_sex: Mapping[str, int]
    beside: Mapping[tuple[str, int], BothValues] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """Language of the page."""
        return self.selection.language

    @property
    def indicator(self) -> Indicator:
        """The indicator of the page."""
        return self.definitions.indicators[self.selection.indicator]

    @cached_property
    def valued(self) -> tuple[CountryFigure, ...]:
        """The countries that have a value."""
        return tuple(country for country in self.countries if country.value is not None)

    @cached_property
    def chosen(self) -> AggregateFigure | None:
        """The figure of the group that the reader chose."""
        return self.aggregate(self.selection.grouping, self.selection.group)

    def aggregate(self, grouping: str, group: str) -> AggregateFigure | None:
        """Return the figure of a group for the indicator, sex and breakdown of the page."""
        wanted = (grouping, group)
        return next((each for each in self.aggregates if (each.group.grouping, each.group.code) == wanted), None)

    def groups_of(self, grouping: str) -> tuple[Group, ...]:
        """Return the groups of a grouping in their order."""
        return tuple(group for group in self.groups.values() if group.grouping == grouping)

    def group_name(self, grouping: str, code: str) -> str:
        """Return the name of a group, its code where it has none."""
        found = self.groups.get((grouping, code))
        return found.name if found else code


def read_page_data(
    connection: Connection, definitions: Definitions, release: Release, selection: Selection
) -> PageData:
    """Read everything that the page of a selection needs."""
    indicator = definitions.indicators[selection.indicator]
    groups = _read_groups(connection, selection.language)
    regions = region_grouping(definitions, groups, selection)
    max_age = _max_age(indicator, definitions, release)
    key = {"indicator": indicator.id, "sex": selection.sex, "breakdown": selection.breakdown, "year": selection.year}
    figures = _read_aggregates(connection, definitions, groups, key, (WORLD, INCOME, regions, selection.grouping))
    years, valued = _read_years(connection, selection)
    return PageData(
        selection=selection,
        definitions=definitions,
        release=release,
        words=Words(definitions.texts, selection.language, release.is_fictional),
        region_grouping=regions,
        max_age=max_age,
        groups=groups,
        countries=_read_countries(connection, selection, key, regions, max_age),
        aggregates=figures[0],
        headline_aggregates=figures[1],
        years=years,
        valued_indicators=valued,
        countries_by_sex=_read_sexes(connection, key, max_age),
        beside=SideBySide(connection, definitions, selection.language).of_indicator(
            indicator.id, selection.sex, selection.breakdown, selection.year
        ),
    )


def region_grouping(definitions: Definitions, groups: Mapping[tuple[str, str], Group], selection: Selection) -> str:
    """Return the grouping shown as regions: the chosen one, else the first of the rules that the release has."""
    if selection.grouping not in {WORLD, INCOME}:
        return selection.grouping
    known = {grouping for grouping, _ in groups}
    preferred = definitions.publication.region_groupings
    return next((grouping for grouping in preferred if grouping in known), preferred[0])


def _max_age(indicator: Indicator, definitions: Definitions, release: Release) -> int:
    if indicator.max_age is not None:
        return indicator.max_age
    return int(release.method.get("max_age", definitions.publication.max_age))


def _read_groups(connection: Connection, language: Language) -> dict[tuple[str, str], Group]:
    rows = connection.rows(
        f"SELECT grouping, group_code, name_{language} AS name, short_{language} AS short FROM groups "  # noqa: S608
        "ORDER BY grouping, sort_order, group_code"
    )
    return {
        (row["grouping"], row["group_code"]): Group(
            row["grouping"], row["group_code"], row["name"], row["short"] or row["name"]
        )
        for row in rows
    }


def _read_countries(
    connection: Connection, selection: Selection, key: Mapping[str, object], regions: str, max_age: int
) -> tuple[CountryFigure, ...]:
    parameters = {
        **key,
        "max_age": max_age,
        "regions": regions,
        "grouping": selection.grouping,
        "group_code": selection.group,
    }
    rows = connection.rows(_COUNTRIES.replace("{language}", selection.language), parameters)
    return tuple(country for country in map(_country, rows) if _is_inhabited(country))


def _is_inhabited(country: CountryFigure) -> bool:
    """Whether there is anybody to report on: a value, persons concerned, or a place of its own on the map."""
    return country.value is not None or bool(country.weight) or country.tile is not None


def _country(row: Mapping[str, Any]) -> CountryFigure:
    placed = row["tile_column"] is not None and row["tile_row"] is not None
    return CountryFigure(
        area=row["area"],
        name=row["name"],
        region=row["region"] or "",
        value=row["value"],
        year=row["time_period"],
        status=row["obs_status"] or "",
        nature=row["nature"] or "",
        footnote=row["footnote"] or "",
        source=row["source"] or "",
        weight=row["weight"],
        tile=(row["tile_column"], row["tile_row"]) if placed else None,
    )


def _read_aggregates(
    connection: Connection,
    definitions: Definitions,
    groups: Mapping[tuple[str, str], Group],
    key: Mapping[str, object],
    groupings: Sequence[str],
) -> tuple[tuple[AggregateFigure, ...], dict[tuple[str, str, str], AggregateFigure]]:
    headlines = [f"{each.id} {each.headline_sex}" for each in definitions.indicators.values()]
    parameters = {**key, "groupings": sorted(set(groupings)), "headlines": headlines}
    chosen: list[AggregateFigure] = []
    headline: dict[tuple[str, str, str], AggregateFigure] = {}
    for row in connection.rows(_AGGREGATES, parameters):
        figure = _aggregate(row, groups)
        if (row["indicator"], row["sex"], row["breakdown"]) == (key["indicator"], key["sex"], key["breakdown"]):
            chosen.append(figure)
        if row["breakdown"] == TOTAL and f"{row['indicator']} {row['sex']}" in headlines:
            headline[row["indicator"], row["grouping"], row["group_code"]] = figure
    return tuple(chosen), headline


def _aggregate(row: Mapping[str, Any], groups: Mapping[tuple[str, str], Group]) -> AggregateFigure:
    grouping, code = row["grouping"], row["group_code"]
    is_open = row["publication"] != "suppressed"
    bounds = (row["interval_lower"], row["interval_upper"])
    return AggregateFigure(
        indicator=row["indicator"],
        group=groups.get((grouping, code)) or Group(grouping, code, code, code),
        value=row["value"] if is_open else None,
        publication=row["publication"] if row["value"] is not None else "suppressed",
        observed_share=row["observed_share"] or 0.0,
        imputed_share=row["imputed_share"] or 0.0,
        countries=row["countries"] or 0,
        countries_total=row["countries_total"] or 0,
        oldest_year=row["oldest_year"],
        newest_year=row["newest_year"],
        weight_item=row["weight_item"] or "",
        weight_total=row["weight_total"] or 0.0,
        interval=None if None in bounds else bounds,
    )


def _read_years(connection: Connection, selection: Selection) -> tuple[tuple[int, ...], frozenset[str]]:
    by_indicator = {row["indicator"]: row["years"] for row in connection.rows(_YEARS)}
    figure = [selection.indicator, selection.sex, selection.breakdown]
    years = {row["year"] for row in connection.rows(_AGGREGATE_YEARS, figure)}
    years.update(by_indicator.get(selection.indicator, ()))
    years.add(selection.year)
    return tuple(sorted(years, reverse=True)), frozenset(by_indicator)


def _read_sexes(connection: Connection, key: Mapping[str, object], max_age: int) -> dict[str, int]:
    parameters = {name: key[name] for name in ("indicator", "breakdown", "year")}
    rows = connection.rows(_SEXES, {**parameters, "max_age": max_age})
    return {row["sex"]: row["countries"] for row in rows}


def world_group(data: PageData) -> Group:
    """Return the world as a group, also where the release does not name it."""
    found = data.groups.get((WORLD, WORLD_CODE))
    name = data.words.say(f"place.{data.words.world}.name")
    return found or Group(WORLD, WORLD_CODE, name, name)
