"""How many crisis measures were in force in each month, by function."""

from collections.abc import Iterator, Sequence

from babel.dates import format_skeleton

from openssi.present.dashboards.drawings.steps_over_months import Step, StepsOverMonths
from openssi.present.dashboards.figures.cells import head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import empty_figure, subtitle_of
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.programmes.crisis_data import (
    Span,
    by_function,
    crisis_measures,
    first_day,
    months_of,
    peak,
    spans,
)
from openssi.present.dashboards.programmes.crisis_empty import no_crisis
from openssi.present.dashboards.programmes.programme_choice import functions
from openssi.present.dashboards.values.programme_data import Programme
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.text import Language

FEWEST_TOLD = 3
"""Measures from which a peak is told."""

_TEXTS = "dashboards_crisis"


def crisis_months(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the crisis measures in force, by function and month."""
    measures = crisis_measures(data, state)
    if not measures:
        return no_crisis(data, state, declared)
    dated = [each for each in measures if months_of(each)]
    if not dated:
        return empty_figure(data, state, declared, data.say(f"{_TEXTS}.undated", count=len(measures)))
    names = functions(data)
    found = by_function(dated)
    rows = tuple((name, tuple(_steps(data, name, spans(found[code])))) for code, name in names.items() if code in found)
    title = peak_told(data, measures) or declared.name.in_language(data.language)
    described = "; ".join(f"{name}: {max(step.count for step in steps)}" for name, steps in rows)
    undated = len(measures) - len(dated)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=f"{title}. {described}.",
        notes=(
            data.say(f"{_TEXTS}.note"),
            *((data.say(f"{_TEXTS}.without_start", count=undated),) if undated else ()),
        ),
        source=source_line(data, more=[data.say(f"{_TEXTS}.source")]),
        table=_table(data, found),
        draws=StepsOverMonths(rows=rows, language=data.language, description=f"{title}. {described}.").draw,
        width=declared.width,
    )


def month_name(month: int, language: Language) -> str:
    """Return a month in words: `May 2020`, `mai 2020`, `mayo de 2020`."""
    told: str = format_skeleton("yMMMM", first_day(month), locale=language)
    return told


def peak_told(data: ReleaseData, measures: Sequence[Programme]) -> str:
    """Return in which month the most measures were in force, empty where they are too few for a peak."""
    top = peak(measures)
    if top is None or len(top.measures) < FEWEST_TOLD:
        return ""
    month = month_name(top.first, data.language)
    return data.say(f"{_TEXTS}.peak", count=len(top.measures), month=month)


def _steps(data: ReleaseData, name: str, found: Sequence[Span]) -> Iterator[Step]:
    for each in found:
        months = [month_name(month, data.language) for month in (each.first, each.last)]
        told = data.say(f"{_TEXTS}.told", name=name, first=months[0], last=months[1], count=len(each.measures))
        yield Step(first=each.first, last=each.last, count=len(each.measures), told=told)


def _table(data: ReleaseData, found: dict[str, list[Programme]]) -> FigureTable:
    columns = (
        FigureColumn(id="function", name=data.say("dashboards.filter.function")),
        FigureColumn(id="month", name=data.say(f"{_TEXTS}.column.month")),
        FigureColumn(id="measures", name=data.say(f"{_TEXTS}.column.measures"), is_number=True),
        FigureColumn(id="countries", name=data.say("dashboards_programmes.gaps.countries")),
    )
    names = functions(data)
    rows = (
        _cells(data, names[code], month, span)
        for code in names
        for span in spans(found.get(code, ()))
        for month in range(span.first, span.last + 1)
    )
    return FigureTable(columns=columns, rows=tuple(rows))


def _cells(data: ReleaseData, name: str, month: int, span: Span) -> tuple[FigureCell, ...]:
    areas = sorted({data.area_names.get(each.area, each.area) for each in span.measures})
    count = len(span.measures)
    return (
        head_cell(name),
        FigureCell(text=first_day(month).strftime("%Y-%m")),
        FigureCell(text=format_number(count, data.language), value=count),
        FigureCell(text=", ".join(areas)),
    )
