"""Bars of an indicator by region or income group with their intervals, the world first."""

from collections.abc import Sequence

from openssi.present.dashboards.drawings.bar_chart import BarChart, BarRow, described
from openssi.present.dashboards.figures.cells import group_cell, head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.following import following, nothing_of
from openssi.present.dashboards.values.indicator_data import indicator_data
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import INCOME, WORLD, WORLD_CODE, AggregateFigure
from openssi.present.indicator_page import sources
from openssi.present.page_data import PageData
from openssi.present.page_model import RegionFigure, RegionRow
from openssi.present.regions import bars
from openssi.vocabulary.dashboard import DeclaredFigure


def group_bars(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return bars by region, or by income group where the option `by` says `income`."""
    shown = following(state, declared)
    read = indicator_data(data, state, shown)
    grouping = INCOME if declared.options.get("by") == "income" else data.region_grouping
    figure = bars(read, grouping)
    if not any(row.value is not None for row in figure.rows):
        return nothing_of(data, state, declared, shown)
    rows = tuple(_bar(read, row) for row in figure.rows)
    description = f"{figure.title}. {described(rows)}."
    return DashboardFigure(
        id=declared.id,
        title=figure.title,
        subtitle=figure.subtitle,
        description=description,
        notes=_notes(data, figure, rows),
        source=sources(read),
        table=_table(data, state, read, figure),
        draws=BarChart(rows=rows, axis=figure.axis, language=data.language, description=description).draw,
        width=declared.width,
    )


def _figure(read: PageData, row: RegionRow) -> AggregateFigure | None:
    return read.aggregate(WORLD, WORLD_CODE) if row.is_world else read.aggregate(row.grouping, row.group)


def _bar(read: PageData, row: RegionRow) -> BarRow:
    found = _figure(read, row)
    return BarRow(
        name=row.name,
        value=row.value,
        text=row.text,
        publication=row.publication,
        is_main=row.is_world,
        interval=found.interval if found is not None and row.value is not None else None,
    )


def _notes(data: ReleaseData, figure: RegionFigure, rows: Sequence[BarRow]) -> tuple[str, ...]:
    more = [data.say("dashboards.note.interval")] if any(row.interval for row in rows) else []
    if any(row.value == 0 for row in rows):
        more.append(data.say("dashboards.note.zero"))
    return (*figure.notes, *more)


def _table(data: ReleaseData, state: PageState, read: PageData, figure: RegionFigure) -> FigureTable:
    say, unit = data.say, read.units.symbol
    columns = (
        FigureColumn(id="group", name=say("dashboards.column.group")),
        FigureColumn(id="value", name=say("dashboards.column.value"), unit=unit, is_number=True),
        FigureColumn(id="interval_lower", name=say("dashboards_coverage.column.lower"), unit=unit, is_number=True),
        FigureColumn(id="interval_upper", name=say("dashboards_coverage.column.upper"), unit=unit, is_number=True),
        FigureColumn(id="observed_share", name=say("dashboards_coverage.column.observed")),
        FigureColumn(id="countries", name=say("dashboards_coverage.column.countries")),
        FigureColumn(id="years", name=say("dashboards_coverage.column.years")),
    )
    key = data.key(read.selection.indicator, read.selection.sex, read.selection.breakdown)
    return FigureTable(
        columns=columns,
        rows=tuple(
            (
                head_cell(row.name),
                group_cell(data, key, _figure(read, row), state, (row.grouping, row.group)),
                *_interval(read, row),
                FigureCell(text=row.observed_share),
                FigureCell(text=row.countries),
                FigureCell(text=row.years),
            )
            for row in figure.rows
        ),
    )


def _interval(read: PageData, row: RegionRow) -> tuple[FigureCell, FigureCell]:
    found = _figure(read, row)
    if found is None or found.value is None or found.interval is None:
        return FigureCell(text=""), FigureCell(text="")
    low, high = (FigureCell(text=read.units.number(each), value=each) for each in found.interval)
    return low, high
