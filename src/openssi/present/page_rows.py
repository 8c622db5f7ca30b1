"""The queries of the page of an indicator, and the figures that their rows become."""

from collections.abc import Mapping, Sequence
from typing import Any

from openssi.engine import Connection
from openssi.present.figures import AggregateFigure, CountryFigure, Group
from openssi.present.page_model import Selection
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.text import Language

# The row of a country is its latest value that is not too old; a year in which it only said why there is none
# counts where no such value exists.
_COUNTRIES = """
    WITH latest AS (
        SELECT *, row_number() OVER (PARTITION BY ref_area ORDER BY value IS NULL, time_period DESC) AS position
        FROM country_values
        WHERE indicator = $indicator AND sex = $sex AND breakdown = $breakdown
          AND time_period BETWEEN $year - $max_age AND $year
    ),
    weights AS (
        SELECT ref_area, any_value(weight) AS weight FROM aggregate_inputs
        WHERE indicator = $indicator AND sex = $sex AND breakdown = $breakdown AND time_period = $year
        GROUP BY ref_area
    ),
    why AS (
        SELECT ref_area, max_by(message_{language}, time_period) AS message_{language} FROM computation_findings
        WHERE indicator = $indicator AND sex = $sex AND breakdown = $breakdown AND scheme = '_Z'
          AND time_period BETWEEN $year - $max_age AND $year
        GROUP BY ref_area
    ),
    places AS (
        SELECT area, any_value(group_code) FILTER (grouping = $regions) AS region,
               bool_or(grouping = $grouping AND group_code = $group_code) AS chosen
        FROM members WHERE $year BETWEEN valid_from AND valid_to GROUP BY area
    )
    SELECT latest.*, why.message_{language} AS why_none, areas.area, areas.name_{language} AS name, areas.tile_column,
           areas.tile_row, places.region,
           weights.weight
    FROM areas
    LEFT JOIN places ON places.area = areas.area
    LEFT JOIN latest ON latest.ref_area = areas.area AND latest.position = 1
    LEFT JOIN weights ON weights.ref_area = areas.area
    LEFT JOIN why ON why.ref_area = areas.area AND latest.value IS NULL
    WHERE coalesce(places.chosen, false) OR ($grouping = 'WORLD' AND latest.value IS NOT NULL)
"""

_AGGREGATES = """
    SELECT indicator, grouping, group_code, sex, breakdown, value, publication, observed_share, imputed_share,
           countries, countries_total, oldest_year, newest_year, weight_item, weight_total, interval_lower,
           interval_upper, method
    FROM aggregates
    WHERE time_period = $year AND list_contains($groupings, grouping)
      AND ((indicator = $indicator AND sex = $sex AND breakdown = $breakdown)
           OR list_contains($headlines, concat_ws(' ', indicator, sex, breakdown)))
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

_CURRENCIES = """
    SELECT ref_area, max_by(currency, time_period) AS currency FROM observations
    WHERE channel <> 'context' AND length(currency) = 3 AND currency <> 'XDC' AND time_period <= $1 GROUP BY ref_area
"""


def read_groups(connection: Connection, language: Language) -> dict[tuple[str, str], Group]:
    """Return the groups of countries by grouping and code, in their order."""
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


def read_countries(
    connection: Connection,
    selection: Selection,
    key: Mapping[str, object],
    rule: tuple[str, int],
    currencies: Mapping[str, str],
) -> tuple[CountryFigure, ...]:
    """Return the latest value of each country that is not too old.

    Args:
        connection: Tables of the release.
        selection: What the reader asked for.
        key: Indicator, sex, breakdown and year.
        rule: The grouping shown as regions, and how many years old a value may be.
        currencies: Currency of a country, where values are in national currency.
    """
    regions, max_age = rule
    parameters = {
        **key,
        "max_age": max_age,
        "regions": regions,
        "grouping": selection.grouping,
        "group_code": selection.group,
    }
    rows = connection.rows(_COUNTRIES.replace("{language}", selection.language), parameters)
    found = (country_figure(row, currencies) for row in rows)
    return tuple(country for country in found if _is_inhabited(country))


def _is_inhabited(country: CountryFigure) -> bool:
    """Whether there is anybody to report on: a value, persons concerned, or a place of its own on the map."""
    return country.value is not None or bool(country.weight) or country.tile is not None


def country_figure(row: Mapping[str, Any], currencies: Mapping[str, str]) -> CountryFigure:
    """Return the figure of a row of `country_values` with the name, the place and the region of its country."""
    placed = row["tile_column"] is not None and row["tile_row"] is not None
    return CountryFigure(
        area=row["area"],
        name=row["name"],
        region=row["region"] or "",
        value=row["value"],
        year=row["time_period"],
        status=row["obs_status"] or "",
        nature=row["nature"] or "",
        footnote=tidied(row["footnote"]),
        source=tidied(row["source"]).removeprefix("Source: "),
        weight=row["weight"],
        tile=(row["tile_column"], row["tile_row"]) if placed else None,
        bounds=_pair(row, "lower", "upper"),
        extremes=_pair(row, "lowest", "highest"),
        terms=_pair(row, "terms", "terms_missing"),
        currency=currencies.get(row["area"], ""),
        note=row.get("note") or row["why_none"] or "",
    )


def tidied(written: str | None) -> str:
    """Return a text that somebody wrote with one space where there are several, empty where there is none."""
    return " ".join(written.split()) if written else ""


def _pair(row: Mapping[str, Any], first: str, second: str) -> Any:  # noqa: ANN401 - whatever stands in the columns
    pair = (row.get(first), row.get(second))
    return None if None in pair else pair


def read_currencies(connection: Connection, year: int) -> dict[str, str]:
    """Return the currency of each country in its latest answer up to a year."""
    return {row["ref_area"]: row["currency"] for row in connection.rows(_CURRENCIES, [year])}


def read_aggregates(
    connection: Connection,
    siblings: Sequence[Indicator],
    groups: Mapping[tuple[str, str], Group],
    key: Mapping[str, object],
    groupings: Sequence[str],
) -> tuple[tuple[AggregateFigure, ...], dict[tuple[str, str, str], AggregateFigure]]:
    """Return the figures of groups: those of the page, and the headlines of its siblings by indicator and group."""
    headlines = {f"{each.id} {each.headline_sex} {each.breakdowns[0]}" for each in siblings}
    parameters = {**key, "groupings": sorted(set(groupings)), "headlines": sorted(headlines)}
    chosen: list[AggregateFigure] = []
    headline: dict[tuple[str, str, str], AggregateFigure] = {}
    for row in connection.rows(_AGGREGATES, parameters):
        figure = aggregate_figure(row, groups)
        if (row["indicator"], row["sex"], row["breakdown"]) == (key["indicator"], key["sex"], key["breakdown"]):
            chosen.append(figure)
        if f"{row['indicator']} {row['sex']} {row['breakdown']}" in headlines:
            headline[row["indicator"], row["grouping"], row["group_code"]] = figure
    return tuple(chosen), headline


def aggregate_figure(row: Mapping[str, Any], groups: Mapping[tuple[str, str], Group]) -> AggregateFigure:
    """Return the figure of a row of `aggregates`; what is not published has no value."""
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


def read_years(connection: Connection, selection: Selection) -> tuple[tuple[int, ...], frozenset[str]]:
    """Return the years of the figure, the latest first, and the indicators that have any value."""
    by_indicator = {row["indicator"]: row["years"] for row in connection.rows(_YEARS)}
    figure = [selection.indicator, selection.sex, selection.breakdown]
    years = {row["year"] for row in connection.rows(_AGGREGATE_YEARS, figure)}
    years.update(by_indicator.get(selection.indicator, ()))
    years.add(selection.year)
    return tuple(sorted(years, reverse=True)), frozenset(by_indicator)


def read_sexes(connection: Connection, key: Mapping[str, object], max_age: int) -> dict[str, int]:
    """Return how many countries have a value of each sex."""
    parameters = {name: key[name] for name in ("indicator", "breakdown", "year")}
    rows = connection.rows(_SEXES, {**parameters, "max_age": max_age})
    return {row["sex"]: row["countries"] for row in rows}
