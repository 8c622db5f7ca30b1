"""The figures of a comparison of countries: lines side by side, values, positions among all countries."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from openssi.present.dashboards.comparing.compared import FEWEST_COMPARED, Compared, compared, shown_keys
from openssi.present.dashboards.drawings.line_chart import value_axis
from openssi.present.dashboards.drawings.line_points import Line, gaps
from openssi.present.dashboards.drawings.panel_chart import Panel, PanelChart
from openssi.present.dashboards.figures.cells import country_cell, head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable, Origin
from openssi.present.dashboards.figures.line_words import line_of, lines_title, lines_told, years_table
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.sources import named_sources, source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData, YearValue
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import year_range
from openssi.present.unit_format import ANSWERS, UnitFormat
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.symbols import MISSING
from openssi.vocabulary.text import Language

_TEXTS = "dashboards_compare"


def small_multiples(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return one indicator of the countries over the years, a panel for each on the same scale."""
    indicator = declared.indicators[0] if declared.indicators else state.indicator
    key, shown = data.key(indicator, state.sex), compared(data, state)
    units = data.units(indicator)
    found = data.country_series([key], shown.areas)
    series = {area: found.get((key, area), ()) for area in shown.areas}
    lines = {area: line_of(data.area_names[area], values, units) for area, values in series.items()}
    drawn = [line for line in lines.values() if line is not None]
    if not drawn or units.unit.kind in ANSWERS:
        return nothing_to_show(data, state, replace(declared, indicators=(indicator,)))
    years = sorted({point.year for line in drawn for point in line.points})
    told = lines_told(data, drawn, units)
    panels = (
        Panel(name=data.area_names[area], line=line, last=_last(data, series[area], units))
        for area, line in lines.items()
    )
    chart = PanelChart(panels=tuple(panels), axis=value_axis(drawn, units), language=data.language, description=told)
    return DashboardFigure(
        id=declared.id,
        title=lines_title(data, drawn, units) or declared.name.in_language(data.language),
        subtitle=subtitle_of(
            data, state, declared, indicator=data.short_name(indicator), unit=units.measure,
            years=year_range(years[0], years[-1], data.language),
        ),
        description=told,
        notes=(data.say(f"{_TEXTS}.same_scale"), *_marks_told(data, drawn)),
        source=named_sources(data, [each.source for values in series.values() for each in values if each.source]),
        table=years_table(data, list(_series(data, key, series)), units),
        draws=chart.draw,
        width=declared.width,
    )  # fmt: skip


def _marks_told(data: ReleaseData, lines: Sequence[Line]) -> Iterator[str]:
    """Give what the marks mean that occur."""
    states = {point.state for line in lines for point in line.points}
    for state in ("estimated", "imputed", "provisional", "zero"):
        if state in states:
            yield data.say(f"dashboards_country.lines.note.{state}")
    if any(gaps([line]) for line in lines):
        yield data.say(f"{_TEXTS}.gaps")


def _last(data: ReleaseData, values: Sequence[YearValue], units: UnitFormat) -> str:
    valued = [each for each in values if each.value is not None]
    if not valued or valued[-1].value is None:
        return data.say("dashboards.cell.missing")
    return f"{units.told(valued[-1].value)} ({valued[-1].year})"


def _series(
    data: ReleaseData, key: Key, series: Mapping[str, Sequence[YearValue]]
) -> Iterator[tuple[str, Sequence[YearValue], Origin]]:
    for area, values in series.items():
        yield data.area_names[area], values, Origin(indicator=key[0], sex=key[1], breakdown=key[2], area=area)


def compare_table(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the latest value of each indicator in each country, with its year and its mark."""
    shown = compared(data, state)
    rows = tuple(
        (
            head_cell(_named(data, key)),
            *(country_cell(data, key, shown.of(key).get(area), state) for area in shown.areas),
        )
        for key in shown_keys(data, state)
    )
    return _tabled(data, state, declared, shown, rows)


def compare_positions(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the position of each country among all with a value, counted from the highest value."""
    shown = compared(data, state)
    rows = tuple(
        (head_cell(data.short_name(key[0])), *(_position(data, shown, key, area) for area in shown.areas))
        for key in shown_keys(data, state)
        if data.units(key[0]).unit.kind not in ANSWERS
    )
    return _tabled(data, state, declared, shown, rows)


def _tabled(
    data: ReleaseData,
    state: PageState,
    declared: DeclaredFigure,
    shown: Compared,
    rows: tuple[tuple[FigureCell, ...], ...],
) -> DashboardFigure:
    if not any(cell.value is not None for row in rows for cell in row):
        return nothing_to_show(
            data, state, replace(declared, indicators=tuple(key[0] for key in shown_keys(data, state)))
        )
    columns = (
        FigureColumn(id="indicator", name=data.say("dashboards.column.indicator")),
        *(FigureColumn(id=area.lower(), name=data.area_names[area], is_number=True) for area in shown.areas),
    )
    title = declared.name.in_language(data.language)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=title,
        notes=(),
        source=source_line(data, (each for key in shown.values for each in shown.of(key).values())),
        table=FigureTable(columns=columns, rows=rows),
        shape="table",
        width=declared.width,
    )


def _named(data: ReleaseData, key: Key) -> str:
    units = data.units(key[0])
    unit = units.measure
    return f"{data.short_name(key[0])} ({unit})" if unit and units.unit.kind not in ANSWERS else data.short_name(key[0])


def _position(data: ReleaseData, shown: Compared, key: Key, area: str) -> FigureCell:
    own = shown.of(key).get(area)
    if own is None or own.value is None:
        return FigureCell(text=MISSING, state="missing", note=data.say("dashboards.cell.missing"))
    valued = [each.value for each in shown.values[key] if each.value is not None]
    position = position_of(own.value, valued)
    text = data.say(f"{_TEXTS}.position", ordinal=ordinal(position, data.language), count=len(valued))
    origin = Origin(indicator=key[0], year=own.year or 0, sex=key[1], breakdown=key[2], area=area)
    return FigureCell(text=text, value=position, year=str(own.year or ""), origin=origin)


def position_of(value: float, values: Sequence[float]) -> int:
    """Return the place of a value among values from the highest, 1 for the highest; equal values share their place."""
    return 1 + sum(each > value for each in values)


def ordinal(number: int, language: Language) -> str:
    """Return a position in figures: `3rd`, `3e`, `3.º`."""
    if language == "fr":
        return f"{number}{'er' if number == 1 else 'e'}"
    if language == "es":
        return f"{number}.º"
    is_teen = number % 100 in {11, 12, 13}
    return f"{number}{'th' if is_teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def has_comparison(shown: Compared, key: Key) -> bool:
    """Whether at least two of the countries have a value."""
    return sum(each.value is not None for each in shown.of(key).values()) >= FEWEST_COMPARED
