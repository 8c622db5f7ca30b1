"""The table behind a map: every country with codes by which other maps can be joined, ranked or in another order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from openssi.present.countries import sorting_key
from openssi.present.dashboards.figures.cells import country_cell, head_cell
from openssi.present.dashboards.figures.figure import FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.descriptions import status_words
from openssi.present.figures import CountryFigure
from openssi.present.page_data import PageData
from openssi.present.page_model import TileMap

SORTS: Mapping[str, Callable[[CountryFigure, PageData], Any]] = {
    "value": lambda each, _: (each.value is None, -(each.value or 0.0), sorting_key(each.name)),
    "country": lambda each, _: sorting_key(each.name),
    "region": lambda each, data: (region_name(data, each), each.value is None, -(each.value or 0.0)),
    "year": lambda each, _: (each.value is None, -(each.year or 0), sorting_key(each.name)),
}
"""How rows can be ordered, by the name in an address; the first is how they are."""


def region_name(data: PageData, country: CountryFigure) -> str:
    """Return the region of a country, empty where it has none."""
    return data.group_name(data.region_grouping, country.region) if country.region else ""


def country_table(data: ReleaseData, state: PageState, found: PageData, shown: TileMap) -> FigureTable:
    """Return all countries with value, class, year, status and source, in the order that the reader asked for."""
    order = SORTS.get(state.sort) or SORTS["value"]
    countries = sorted(found.countries, key=lambda each: order(each, found))
    codes = {each.id: each.m49 for each in data.definitions.areas}
    classes = {tile.area: _class_name(shown, tile.class_index) for tile in shown.tiles}
    rows = [
        _row(data, state, found, each, (codes.get(each.area, ""), classes.get(each.area, ""))) for each in countries
    ]
    return FigureTable(columns=_columns(data, found), rows=tuple(rows))


def _columns(data: ReleaseData, found: PageData) -> tuple[FigureColumn, ...]:
    return (
        FigureColumn(id="country", name=data.say("dashboards.column.country"), sort="country"),
        FigureColumn(id="iso3", name=data.say("dashboards_maps.column.iso3")),
        FigureColumn(id="m49", name=data.say("dashboards_maps.column.m49")),
        FigureColumn(id="region", name=data.say("dashboards_maps.column.region"), sort="region"),
        FigureColumn(
            id="value", name=data.say("dashboards.column.value"), unit=found.units.symbol, is_number=True, sort="value"
        ),
        FigureColumn(id="class", name=data.say("dashboards_maps.column.class")),
        FigureColumn(id="year", name=data.say("dashboards.column.year"), sort="year"),
        FigureColumn(id="observation_status", name=data.say("dashboards.column.status")),
        FigureColumn(id="value_source", name=data.say("dashboards.column.source")),
    )


def _row(
    data: ReleaseData, state: PageState, found: PageData, country: CountryFigure, coded: tuple[str, str]
) -> tuple[FigureCell, ...]:
    chosen = found.selection
    key = (chosen.indicator, chosen.sex, chosen.breakdown)
    has_value = country.value is not None
    texts = (
        coded[1],
        str(country.year) if has_value else "",
        status_words(found, country),
        country.source.removeprefix("Source: ") if has_value else "",
    )
    return (
        head_cell(country.name, country.area),
        FigureCell(text=country.area),
        FigureCell(text=coded[0]),
        FigureCell(text=region_name(found, country)),
        replace(country_cell(data, key, country, state), year=""),
        *(FigureCell(text=each) for each in texts),
    )


def _class_name(shown: TileMap, index: int | None) -> str:
    if index is None:
        return ""
    return next((row.label for row in shown.legend if row.class_index == index), "")


def ends(countries: Sequence[CountryFigure]) -> tuple[CountryFigure, CountryFigure]:
    """Return the countries with the highest and the lowest value."""
    ordered = sorted(countries, key=lambda each: (-(each.value or 0.0), each.area))
    return ordered[0], ordered[-1]
