"""The figures of countries and groups of countries that the page of an indicator is made of."""

from collections.abc import Mapping, Sequence
from typing import Any

from openssi.engine import Connection
from openssi.present.figures import WORLD, AggregateFigure, CountryFigure, Group
from openssi.present.keyed_rows import Key
from openssi.present.page_model import Selection
from openssi.present.release_rows import ReleaseRows
from openssi.present.selection import SEXES
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.text import Language

_CURRENCIES = """
    SELECT ref_area, max_by(currency, time_period) AS currency FROM observations
    WHERE channel <> 'context' AND length(currency) = 3 AND currency <> 'XDC' AND time_period <= $1 GROUP BY ref_area
"""


def read_groups(rows: ReleaseRows, language: Language) -> Mapping[tuple[str, str], Group]:
    """Return the groups of countries by grouping and code, in their order."""

    def read() -> Mapping[tuple[str, str], Group]:
        found = rows.connection.rows(
            f"SELECT grouping, group_code, name_{language} AS name, short_{language} AS short FROM groups "  # noqa: S608
            "ORDER BY grouping, sort_order, group_code"
        )
        return {
            (row["grouping"], row["group_code"]): Group(
                row["grouping"], row["group_code"], row["name"], row["short"] or row["name"]
            )
            for row in found
        }

    return rows.memory.once(("groups", language), read, len)


def key_of(selection: Selection) -> Key:
    """Return the key of what a page shows."""
    return selection.indicator, selection.sex, selection.breakdown


_NO_ROW: Mapping[str, Any] = dict.fromkeys(
    ("value", "time_period", "obs_status", "nature", "footnote", "source", "note")
)


def read_countries(
    rows: ReleaseRows, selection: Selection, rule: tuple[str, int], currencies: Mapping[str, str]
) -> tuple[CountryFigure, ...]:
    """Return the latest value of each country that is not too old.

    A year in which a country only said why there is none counts where no such value exists.

    Args:
        rows: The rows of the release.
        selection: What the reader asked for.
        rule: The grouping shown as regions, and how many years old a value may be.
        currencies: Currency of a country, where values are in national currency.
    """
    regions, max_age = rule
    key, year, language = key_of(selection), selection.year, selection.language
    values = rows.country_values([key]).get(key)
    latest = values.latest(year - max_age, year).to_pylist() if values else []
    by_area = {row["ref_area"]: row for row in latest}
    weights, reasons = rows.weights(key, year), rows.reasons(key, year - max_age, year, language)
    regions_of = rows.groups_of_areas(regions, year)
    members = set(rows.members(selection.grouping, selection.group, year))
    found = []
    for area, place in rows.areas().items():
        row = by_area.get(area, _NO_ROW)
        why_none = reasons.get(area) if row["value"] is None else None
        if area in members or (selection.grouping == WORLD and row["value"] is not None):
            told = {"name": place[f"name_{language}"], "region": regions_of.get(area), "weight": weights.get(area)}
            found.append(country_figure({**place, **row, **told, "why_none": why_none}, currencies))
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
    rows: ReleaseRows, selection: Selection, siblings: Sequence[Indicator], groupings: Sequence[str]
) -> tuple[tuple[AggregateFigure, ...], dict[tuple[str, str, str], AggregateFigure]]:
    """Return the figures of groups: those of the page, and the headlines of its siblings by indicator and group."""

    def of(key: Key) -> tuple[AggregateFigure, ...]:
        wanted = sorted(set(groupings))
        return tuple(
            figure
            for grouping in wanted
            for figure in group_figures(rows, selection.language, key, selection.year, grouping)
        )

    headlines = [of((each.id, each.headline_sex, each.breakdowns[0])) for each in siblings]
    by_group = {
        (figure.indicator, figure.group.grouping, figure.group.code): figure for each in headlines for figure in each
    }
    return of(key_of(selection)), by_group


def group_figures(
    rows: ReleaseRows, language: Language, key: Key, year: int, grouping: str
) -> tuple[AggregateFigure, ...]:
    """Return the figures of the groups of a grouping in a year."""

    def made() -> tuple[AggregateFigure, ...]:
        groups = read_groups(rows, language)
        return tuple(aggregate_figure(row, groups) for row in rows.groups_in(year).rows((*key, grouping)))

    return rows.memory.once(("group figures", language, key, year, grouping), made, len)


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


def read_years(rows: ReleaseRows, selection: Selection) -> tuple[tuple[int, ...], frozenset[str]]:
    """Return the years of the figure, the latest first, and the indicators that have any value."""
    by_indicator = rows.years_of_indicators()
    years = {
        selection.year, *rows.years_by_key().get(key_of(selection), ()), *by_indicator.get(selection.indicator, ())
    }  # fmt: skip
    return tuple(sorted(years, reverse=True)), frozenset(by_indicator)


def read_sexes(rows: ReleaseRows, selection: Selection, max_age: int) -> dict[str, int]:
    """Return how many countries have a value of each sex."""
    first, last = selection.year - max_age, selection.year
    values = rows.country_values([(selection.indicator, sex, selection.breakdown) for sex in SEXES])
    counted = {key[1]: each.valued(first, last) for key, each in values.items()}
    return {sex: count for sex, count in counted.items() if count}
