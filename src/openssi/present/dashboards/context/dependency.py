"""Dependency ratios: people under 15 and of 65 and over for each hundred of 15 to 64."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.present.axis import STEPS, Axis, limits_of
from openssi.present.dashboards.context.context_data import (
    CHILDREN,
    OLDER,
    TOTAL,
    UNDER_15,
    WORKING,
    ContextOf,
    Ratio,
    all_context,
    context_of,
    of_group,
)
from openssi.present.dashboards.drawings.bar_chart import BarChart, BarRow, described
from openssi.present.dashboards.drawings.row_frame import Comparator, ComparatorValue
from openssi.present.dashboards.figures.cells import head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable, Origin
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import named_sources
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number, year_range
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.symbols import MISSING

_TEXTS = "dashboards_context.dependency"
_PARTS = {"children": (CHILDREN, TOTAL, UNDER_15), "older": (OLDER, TOTAL, TOTAL)}
_BASE = (WORKING, TOTAL, TOTAL)


@dataclass(frozen=True, slots=True)
class _Beside:
    kind: Comparator
    name: str
    ratios: dict[str, Ratio]


def ratios_of(found: ContextOf) -> dict[str, Ratio]:
    """Return the ratios of children and of older people, both or none."""
    parts = {name: ratio for name, cell in _PARTS.items() if (ratio := found.ratio(cell, _BASE))}
    return parts if len(parts) == len(_PARTS) else {}


def dependency(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the ratios of the place as bars, with its region and the world beside them."""
    context = context_of(data, state)
    own = ratios_of(context)
    if not own:
        return nothing_to_show(data, state, declared)
    beside = _beside(data, state)
    rows = tuple(_row(data, name, ratio, beside) for name, ratio in own.items())
    numbers = {name: format_number(each.value, data.language) for name, each in own.items()}
    title = data.say(f"{_TEXTS}.title", **numbers)
    years = [year for each in own.values() for year in each.years]
    description = f"{title}. {described(rows)}."
    values = [each.value for each in own.values()] + [each.value for one in beside for each in one.ratios.values()]
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, years=year_range(min(years), max(years), data.language)),
        description=description,
        notes=(data.say(f"{_TEXTS}.formula"), *_countries(data, state, own)),
        source=named_sources(data, context.sources),
        table=_table(data, state, own, beside),
        draws=BarChart(
            rows=rows,
            axis=_axis(data, values),
            language=data.language,
            description=description,
            legend=tuple((each.kind, each.name) for each in beside),
        ).draw,
        width=declared.width,
    )


def _beside(data: ReleaseData, state: PageState) -> list[_Beside]:
    found = []
    region = data.regions_of_areas.get(state.area, "") if state.area else ""
    if region:
        group = (data.region_grouping, region)
        found.append(_Beside("region", data.group_name(*group), ratios_of(of_group(data, state, group))))
    if state.area or not state.is_world:
        found.append(_Beside("world", data.say("dashboards.place.world"), ratios_of(all_context(data, state))))
    return [each for each in found if each.ratios]


def _row(data: ReleaseData, name: str, ratio: Ratio, beside: Sequence[_Beside]) -> BarRow:
    return BarRow(
        name=data.say(f"{_TEXTS}.{name}"),
        value=ratio.value,
        text=format_number(ratio.value, data.language, 1),
        comparators=tuple(
            ComparatorValue(kind=each.kind, value=value, text=format_number(value, data.language, 1))
            for each in beside
            for value in [each.ratios[name].value]
        ),
    )


def _axis(data: ReleaseData, values: Sequence[float]) -> Axis:
    low, step = limits_of([0.0, *values])
    labels = (format_number(low + step * at, data.language, 0 if step >= 1 else 1) for at in range(STEPS + 1))
    return Axis(low, low + STEPS * step, tuple(labels))


def _countries(data: ReleaseData, state: PageState, own: dict[str, Ratio]) -> tuple[str, ...]:
    if state.area:
        return ()
    return (data.say("dashboards_context.pyramid.countries", count=max(each.countries for each in own.values())),)


def _table(data: ReleaseData, state: PageState, own: dict[str, Ratio], beside: Sequence[_Beside]) -> FigureTable:
    unit = data.say(f"{_TEXTS}.unit")
    columns = (
        FigureColumn(id="ratio", name=data.say(f"{_TEXTS}.ratio")),
        FigureColumn(id="value", name=place_name(data, state), unit=unit, is_number=True),
        *(FigureColumn(id=each.kind, name=each.name, unit=unit, is_number=True) for each in beside),
    )
    rows = (
        (
            head_cell(data.say(f"{_TEXTS}.{name}")),
            ratio_cell(data, own[name]),
            *(ratio_cell(data, each.ratios.get(name)) for each in beside),
        )
        for name in _PARTS
    )
    return FigureTable(columns=columns, rows=tuple(rows))


def ratio_cell(data: ReleaseData, ratio: Ratio | None) -> FigureCell:
    """Return a ratio with its years; that of one country leads to the value of its numerator."""
    if ratio is None:
        return FigureCell(text=MISSING, state="missing", note=data.say("dashboards.cell.missing"))
    return FigureCell(
        text=format_number(ratio.value, data.language, 1),
        value=ratio.value,
        year=year_range(*ratio.years, data.language),
        origin=Origin(cell=ratio.cells[0]) if ratio.cells[0] else None,
    )
