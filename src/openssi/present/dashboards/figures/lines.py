"""Indicators of one place over the years, or one indicator of a place with its region and the world beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openssi.present.dashboards.drawings.line_chart import MOST_LINES
from openssi.present.dashboards.figures.figure import DashboardFigure, Origin
from openssi.present.dashboards.figures.line_words import line_chart, line_of, lines_notes, lines_title, years_table
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import named_sources
from openssi.present.dashboards.values.release_data import Key, ReleaseData, YearValue
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD, WORLD_CODE
from openssi.present.numbers import year_range
from openssi.present.unit_format import ANSWERS, UnitFormat
from openssi.vocabulary.dashboard import DeclaredFigure


def lines(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return lines over the years; the option `compare` names `region`, `world` or both beside a single indicator.

    At most four lines are drawn, those of the first indicators that have values. Where there are values of one year
    only, there is the table and no drawing.
    """
    series = tuple(_series(data, state, declared))[:MOST_LINES]
    if not series:
        empty = data.say("dashboards_country.lines.none", place=place_name(data, state), release=data.release.id)
        return replace(nothing_to_show(data, state, declared), empty=empty, description=empty)
    units = data.units(series[0].origin.indicator)
    drawn = tuple(line for each in series if (line := line_of(each.name, each.values, units)))
    years = sorted({point.year for line in drawn for point in line.points})
    chart = line_chart(data, drawn, units) if len(years) > 1 else None
    return DashboardFigure(
        id=declared.id,
        title=lines_title(data, drawn, units) or declared.name.in_language(data.language),
        subtitle=subtitle_of(data, state, declared, years=year_range(years[0], years[-1], data.language)),
        description=chart.description if chart else "",
        notes=lines_notes(data, drawn),
        source=named_sources(data, [value.source for each in series for value in each.values if value.source]),
        table=years_table(data, [(each.name, each.values, each.origin) for each in series], units),
        draws=chart.draw if chart else None,
        shape="drawing" if chart else "table",
        width=declared.width,
    )


@dataclass(frozen=True, slots=True)
class _Series:
    name: str
    values: Sequence[YearValue]
    origin: Origin


def _series(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> Iterator[_Series]:
    """Give the series that have a value and the unit of the first of them."""
    keys = [data.key(each, state.sex) for each in declared.indicators]
    compared = _compared(data, state, declared) if len(keys) == 1 else []
    own = [] if state.area else [(state.grouping, state.group)]
    groups = data.group_series(keys, [*own, *compared]) if own or compared else {}
    countries = data.country_series(keys, [state.area]) if state.area else {}
    unit: UnitFormat | None = None
    for key in keys:
        values = countries.get((key, state.area), ()) if state.area else groups.get((key, *own[0]), ())
        units = data.units(key[0])
        if not _is_valued(values) or units.unit.kind in ANSWERS or (unit and units.unit.id != unit.unit.id):
            continue
        unit = units
        name = place_name(data, state) if compared else data.short_name(key[0])
        yield _Series(name, values, _origin(key, area=state.area, group=own[0] if own else ("", "")))
    if unit is not None:
        for grouping, code in compared:
            values = groups.get((keys[0], grouping, code), ())
            if _is_valued(values):
                yield _Series(data.group_name(grouping, code), values, _origin(keys[0], group=(grouping, code)))


def _compared(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> list[tuple[str, str]]:
    wanted = declared.options.get("compare", "").split()
    region = data.regions_of_areas.get(state.area, "")
    named = {"region": (data.region_grouping, region) if region else None, "world": (WORLD, WORLD_CODE)}
    own = None if state.area else (state.grouping, state.group)
    return [found for each in wanted if (found := named.get(each)) is not None and found != own]


def _is_valued(values: Sequence[YearValue]) -> bool:
    return any(each.value is not None for each in values)


def _origin(key: Key, *, area: str = "", group: tuple[str, str] = ("", "")) -> Origin:
    indicator, sex, breakdown = key
    return Origin(indicator=indicator, sex=sex, breakdown=breakdown, area=area, grouping=group[0], group=group[1])
