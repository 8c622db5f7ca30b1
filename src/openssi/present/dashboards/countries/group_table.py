"""The figures of one group of countries: value, interval, what was observed and imputed, beside the world."""

from collections.abc import Iterator

from openssi.present.dashboards.figures.cells import group_cell, head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import ValuesOfPlace
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import named_sources
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD, WORLD_CODE, AggregateFigure
from openssi.present.numbers import share, year_range
from openssi.vocabulary.dashboard import DeclaredFigure


def group_table(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the indicators of a figure with what their figures for the group rest on."""
    keys = [data.key(each, state.sex) for each in declared.indicators]
    values = ValuesOfPlace(data, state, keys)
    figures = {key: found for key in keys if isinstance(found := values.figure(key), AggregateFigure)}
    if not any(each.countries for each in figures.values()):
        return nothing_to_show(data, state, declared)
    rows = tuple(tuple(_cells(data, state, key, figures.get(key), values)) for key in keys)
    notes = [data.say("dashboards_country.aggregates.note")]
    if any(each.publication == "suppressed" and each.countries for each in figures.values()):
        notes.append(data.say("dashboards_country.aggregates.suppressed"))
    return DashboardFigure(
        id=declared.id,
        title=declared.name.in_language(data.language),
        subtitle=subtitle_of(data, state, declared),
        description="; ".join(f"{row[0].text}: {row[1].text}" for row in rows),
        notes=tuple(notes),
        source=named_sources(data, []),
        table=FigureTable(columns=tuple(_columns(data, state)), rows=rows),
        shape="table",
        width=declared.width,
    )


def _columns(data: ReleaseData, state: PageState) -> Iterator[FigureColumn]:
    def say(key: str) -> str:
        return data.say(f"dashboards_country.aggregates.{key}")

    yield FigureColumn(id="indicator", name=data.say("dashboards.column.indicator"))
    yield FigureColumn(id="value", name=place_name(data, state), unit="%", is_number=True)
    yield FigureColumn(id="interval", name=say("interval"))
    yield FigureColumn(id="observed", name=say("observed"), is_number=True)
    yield FigureColumn(id="imputed", name=say("imputed"), is_number=True)
    yield FigureColumn(id="countries", name=say("countries"), is_number=True)
    yield FigureColumn(id="years", name=say("years"))
    if not state.is_world:
        yield FigureColumn(id="world", name=data.say("dashboards.place.world"), unit="%", is_number=True)


def _cells(
    data: ReleaseData, state: PageState, key: Key, figure: AggregateFigure | None, values: ValuesOfPlace
) -> Iterator[FigureCell]:
    units = data.units(key[0])
    yield head_cell(data.short_name(key[0]))
    yield group_cell(data, key, figure, state, (state.grouping, state.group))
    interval = ""
    if figure is not None and figure.interval is not None and figure.value is not None:
        low, high = (units.number(each) for each in figure.interval)
        interval = data.say("dashboards_country.aggregates.between", low=low, high=high)
    yield FigureCell(text=interval)
    yield _share(data, figure.observed_share if figure else 0.0, has_bar=True)
    yield _share(data, figure.imputed_share if figure else 0.0)
    yield _countries(data, figure)
    yield FigureCell(text=_years(data, figure))
    if not state.is_world:
        yield group_cell(data, key, values.group(key, WORLD, WORLD_CODE), state, (WORLD, WORLD_CODE))


def _share(data: ReleaseData, part: float, *, has_bar: bool = False) -> FigureCell:
    return FigureCell(text=share(part, data.language), value=100 * part, bar=part if has_bar else None)


def _countries(data: ReleaseData, figure: AggregateFigure | None) -> FigureCell:
    count, total = (figure.countries, figure.countries_total) if figure else (0, 0)
    told = data.say("dashboards_country.quality.of", count=count, total=total) if figure else "0"
    return FigureCell(text=told, value=float(count))


def _years(data: ReleaseData, figure: AggregateFigure | None) -> str:
    if figure is None or figure.oldest_year is None or figure.newest_year is None:
        return ""
    return year_range(figure.oldest_year, figure.newest_year, data.language)
