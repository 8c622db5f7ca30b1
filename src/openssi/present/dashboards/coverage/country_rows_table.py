"""The table behind figures of countries: value, year, status and source of each."""

from collections.abc import Sequence
from dataclasses import replace

from openssi.present.dashboards.figures.cells import country_cell, head_cell
from openssi.present.dashboards.figures.figure import FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.descriptions import status_words
from openssi.present.figures import CountryFigure
from openssi.present.page_data import PageData


def country_table(
    data: ReleaseData, state: PageState, read: PageData, countries: Sequence[CountryFigure]
) -> FigureTable:
    """Return the countries in the order in which they are given."""
    say = data.say
    columns = (
        FigureColumn(id="country", name=say("dashboards.column.country")),
        FigureColumn(id="value", name=say("dashboards.column.value"), unit=read.units.symbol, is_number=True),
        FigureColumn(id="year", name=say("dashboards.column.year")),
        FigureColumn(id="status", name=say("dashboards.column.status")),
        FigureColumn(id="region", name=data.words.say_or(f"grouping.{data.region_grouping}", data.region_grouping)),
        FigureColumn(id="source", name=say("dashboards.column.source")),
    )
    selection = read.selection
    key = (selection.indicator, selection.sex, selection.breakdown)
    return FigureTable(columns=columns, rows=tuple(_cells(data, state, read, key, each) for each in countries))


def _cells(
    data: ReleaseData, state: PageState, read: PageData, key: Key, country: CountryFigure
) -> tuple[FigureCell, ...]:
    region = data.group_name(data.region_grouping, country.region) if country.region else ""
    return (
        head_cell(country.name, country.area),
        replace(country_cell(data, key, country, state), year=""),
        FigureCell(text=str(country.year) if country.value is not None and country.year else ""),
        FigureCell(text=status_words(read, country)),
        FigureCell(text=region),
        FigureCell(text=country.source),
    )
