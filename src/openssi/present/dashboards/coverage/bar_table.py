"""The table of indicators by region whose cells carry bars: the accessible version is the chart itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openssi.present.axis import Axis
from openssi.present.dashboards.coverage.coverage_headlines import ends_of, told_ends
from openssi.present.dashboards.drawings.bar_table_chart import BarTableChart, TableBar, TableRow
from openssi.present.dashboards.figures.cells import group_cell, head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD, WORLD_CODE, AggregateFigure, Group
from openssi.present.page_model import Publication
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure

Found = Mapping[tuple[Key, str, str], AggregateFigure]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarTableHead:
    """A column: its group, and whether it is the one that the reader chose."""

    name: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BarTableCell:
    """A cell with its bar; a figure that is not published has a symbol and no bar."""

    cell: FigureCell
    publication: Publication
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BarTableRow:
    """An indicator: the first column, then the regions in the order of the heads."""

    indicator: str
    name: str
    is_selected: bool
    first: BarTableCell
    others: tuple[BarTableCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarTable:
    """What the template lays out."""

    first: BarTableHead
    heads: tuple[BarTableHead, ...]
    rows: tuple[BarTableRow, ...]
    axis: Axis


def bar_table(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the indicators of a figure by region: the first stays first, the others follow the world figure."""
    keys = [data.key(each, state.sex) for each in declared.indicators]
    columns = _columns(data, state)
    found = data.aggregates(keys, state.year, sorted({each.grouping for each in columns}))
    if not any(each.value is not None for each in found.values()):
        return nothing_to_show(data, state, declared)
    ordered = [*keys[:1], *sorted(keys[1:], key=lambda key: _world_first(found, key))]
    title = _title(data, found, ordered, declared)
    table = _table(data, state, found, ordered, columns)
    payload = _payload(data, state, found, ordered, columns, table)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=title,
        notes=_notes(data, found, columns),
        source=source_line(data, more=data.source_names(keys, state.year)),
        table=table,
        draws=_chart(data, payload, title).draw,
        shape="bar_table",
        payload=payload,
        width=declared.width,
    )


def _columns(data: ReleaseData, state: PageState) -> list[Group]:
    """Return the groups: the world, the chosen group where it is no region, the regions."""
    world = Group(WORLD, WORLD_CODE, *[data.say("dashboards.place.world")] * 2)
    regions = data.groups_of(data.region_grouping)
    chosen = data.groups.get((state.grouping, state.group))
    is_apart = chosen is not None and chosen not in regions and chosen.grouping != WORLD
    return [world, *([chosen] if chosen is not None and is_apart else []), *regions]


def _world_first(found: Found, key: Key) -> tuple[bool, float]:
    figure = found.get((key, WORLD, WORLD_CODE))
    value = None if figure is None else figure.value
    return value is None, -(value or 0.0)


def _title(data: ReleaseData, found: Found, keys: Sequence[Key], declared: DeclaredFigure) -> str:
    """Return what is covered best and what least in the world, the neutral name where that is not sure."""
    worlds = [figure for key in keys[1:] if (figure := found.get((key, WORLD, WORLD_CODE))) is not None]
    ends = ends_of(worlds)
    if ends is None:
        return declared.name.in_language(data.language)
    return data.say("dashboards_coverage.best_and_least", **told_ends(data, *ends))


def _table(
    data: ReleaseData, state: PageState, found: Found, keys: Sequence[Key], columns: Sequence[Group]
) -> FigureTable:
    heads = [
        FigureColumn(id=f"{each.grouping}_{each.code}".lower(), name=each.short_name, unit="%", is_number=True)
        for each in columns
    ]
    rows = [
        (head_cell(data.short_name(key[0])), *(_cell(data, state, found, key, each) for each in columns))
        for key in keys
    ]
    name = FigureColumn(id="indicator", name=data.say("dashboards.column.indicator"))
    return FigureTable(columns=(name, *heads), rows=tuple(rows))


def _cell(data: ReleaseData, state: PageState, found: Found, key: Key, group: Group) -> FigureCell:
    place = (group.grouping, group.code)
    return group_cell(data, key, found.get((key, *place)), state, place)


def _payload(
    data: ReleaseData,
    state: PageState,
    found: Found,
    keys: Sequence[Key],
    columns: Sequence[Group],
    table: FigureTable,
) -> BarTable:
    chosen = [
        (each.grouping, each.code) == (state.grouping, state.group) and each.grouping != WORLD for each in columns
    ]
    heads = [BarTableHead(name=each.short_name, is_chosen=is_it) for each, is_it in zip(columns, chosen, strict=True)]
    rows = []
    for key, cells in zip(keys, table.rows, strict=True):
        told = [
            BarTableCell(cell=cell, publication=_publication(found, key, group), is_chosen=is_it)
            for cell, group, is_it in zip(cells[1:], columns, chosen, strict=True)
        ]
        rows.append(
            BarTableRow(
                indicator=key[0],
                name=cells[0].text,
                is_selected=key[0] == state.indicator,
                first=told[0],
                others=tuple(told[1:]),
            )
        )
    values = [cell.value for row in table.rows for cell in row if cell.value is not None]
    return BarTable(
        first=heads[0], heads=tuple(heads[1:]), rows=tuple(rows), axis=axis_of(values, data.units(keys[0][0]))
    )


def _chart(data: ReleaseData, shown: BarTable, title: str) -> BarTableChart:
    rows = tuple(
        TableRow(
            name=row.name,
            bars=tuple(
                TableBar(value=each.cell.value, text=each.cell.text, publication=each.publication)
                for each in (row.first, *row.others)
            ),
        )
        for row in shown.rows
    )
    columns = tuple(each.name for each in (shown.first, *shown.heads))
    return BarTableChart(columns=columns, rows=rows, axis=shown.axis, language=data.language, description=title)


def _publication(found: Found, key: Key, group: Group) -> Publication:
    figure = found.get((key, group.grouping, group.code))
    return "suppressed" if figure is None else figure.publication


def _notes(data: ReleaseData, found: Found, columns: Sequence[Group]) -> tuple[str, ...]:
    figures = list(found.values())
    places = {(each.grouping, each.code) for each in columns}
    notes = [data.say("dashboards_coverage.weighted")]
    if any(each.publication == "flagged" for each in figures):
        notes.append(data.say("dashboards.note.flagged"))
    keys = {key for key, _, _ in found}
    is_left_out = any(
        (figure := found.get((key, *place))) is None or figure.value is None for key in keys for place in places
    )
    if is_left_out:
        notes.append(data.say("dashboards_coverage.suppressed"))
    if any(each.value == 0 for each in figures):
        notes.append(data.say("dashboards.note.zero"))
    return tuple(notes)
