"""When branches got their first law, when their schemes began, and since when their rules are in force."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openssi.present.dashboards.drawings.dots_on_years import Dot, DotsOnYears
from openssi.present.dashboards.figures.cells import head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import empty_figure, subtitle_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.programmes.programme_choice import asked_for, functions, of_place
from openssi.present.dashboards.programmes.programme_empty import no_inventory
from openssi.present.dashboards.values.programme_data import Programme
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number
from openssi.vocabulary.dashboard import DeclaredFigure

_TEXTS = "dashboards_programmes.timeline"

# The day from which a rule of law is in force stands beside the rule.
_IN_FORCE = """
    SELECT DISTINCT ref_area AS area, func, CAST(left(ref_detail, 4) AS INTEGER) AS year
    FROM observations
    WHERE starts_with(item, 'L.') AND func <> '_Z' AND list_contains($areas, ref_area)
      AND regexp_full_match(ref_detail, '\\d{4}-\\d{2}-\\d{2}')
"""

LANES = ("law", "start", "in_force")


@dataclass(frozen=True, slots=True)
class Event:
    """Something of a function in a year: in `law` and `in_force` countries are counted, in `start` benefits."""

    function: str
    lane: int
    year: int
    areas: frozenset[str]
    count: int


def law_timeline(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the years of laws and of first payments by function."""
    programmes = of_place(data, state, data.programmes.current)
    if not programmes:
        return no_inventory(data, state, declared)
    events = _events(data, state, programmes)
    if not events:
        why = data.say(f"{_TEXTS}.empty", place=place_name(data, state), release=data.release.id)
        return empty_figure(data, state, declared, why)
    names = {code: name for code, name in functions(data).items() if any(each.function == code for each in events)}
    rows = tuple(
        (name, tuple(_dot(data, name, each) for each in events if each.function == code))
        for code, name in names.items()
    )
    title = _title(data, events) or declared.name.in_language(data.language)
    described = f"{title}. " + "; ".join(
        f"{name}: {min(dot.year for dot in dots)}–{max(dot.year for dot in dots)}" for name, dots in rows
    )
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=f"{described}.",
        notes=(data.say(f"{_TEXTS}.note"),),
        source=source_line(data, more=[data.say("dashboards_programmes.source")]),
        table=_table(data, names, events),
        draws=DotsOnYears(
            rows=rows,
            lanes=tuple(data.say(f"{_TEXTS}.{each}") for each in LANES),
            language=data.language,
            description=f"{described}.",
        ).draw,
        width=declared.width,
    )


def _events(data: ReleaseData, state: PageState, programmes: Sequence[Programme]) -> tuple[Event, ...]:
    asked = asked_for(state, programmes)
    areas = sorted({each.area for each in programmes})
    rules = [(row["func"], row["year"], row["area"]) for row in data.connection.rows(_IN_FORCE, {"areas": areas})]
    laws = {(code, year, each.area) for each in asked for code in each.functions if (year := each.law_year)}
    starts = [(code, year, each.area) for each in asked for code in each.functions if (year := each.since)]
    fitting = {code for each in asked for code in each.functions}
    found = [
        *_counted(0, laws),
        *_counted(1, starts),
        *_counted(2, (each for each in rules if each[0] in fitting)),
    ]
    wanted = [each for each in found if not state.function or each.function == state.function]
    return tuple(sorted(wanted, key=lambda each: (each.function, each.lane, each.year)))


def _counted(lane: int, told: Iterable[tuple[str, int, str]]) -> Iterator[Event]:
    rows = list(told)
    for (code, year), count in Counter((code, year) for code, year, _ in rows).items():
        areas = frozenset(area for one, other, area in rows if (one, other) == (code, year))
        yield Event(code, lane, year, areas, count)


def _told(data: ReleaseData, event: Event) -> str:
    return data.say(f"{_TEXTS}.told.{LANES[event.lane]}", count=event.count, year=event.year)


def _dot(data: ReleaseData, name: str, event: Event) -> Dot:
    return Dot(year=event.year, lane=event.lane, count=event.count, told=f"{name}: {_told(data, event)}")


def _title(data: ReleaseData, events: Sequence[Event]) -> str:
    """Return the branch with the earliest law or start, empty where several share it or there is one branch."""
    first = {
        code: min(each.year for each in events if each.function == code) for code in {each.function for each in events}
    }
    oldest = [code for code, year in first.items() if year == min(first.values())]
    if len(first) < 2 or len(oldest) != 1:
        return ""
    return data.say(f"{_TEXTS}.title", name=functions(data)[oldest[0]], year=first[oldest[0]])


def _table(data: ReleaseData, names: dict[str, str], events: Sequence[Event]) -> FigureTable:
    columns = (
        FigureColumn(id="function", name=data.say("dashboards.filter.function")),
        FigureColumn(id="event", name=data.say(f"{_TEXTS}.event")),
        FigureColumn(id="year", name=data.say("dashboards.column.year"), is_number=True),
        FigureColumn(id="number", name=data.say(f"{_TEXTS}.number"), is_number=True),
        FigureColumn(id="countries", name=data.say("dashboards_programmes.gaps.countries")),
    )
    return FigureTable(
        columns=columns, rows=tuple(_cells(data, names, each) for each in events if each.function in names)
    )


def _cells(data: ReleaseData, names: dict[str, str], event: Event) -> tuple[FigureCell, ...]:
    countries = sorted(data.area_names.get(each, each) for each in event.areas)
    return (
        head_cell(names[event.function]),
        FigureCell(text=data.say(f"{_TEXTS}.{LANES[event.lane]}")),
        FigureCell(text=str(event.year), value=event.year),
        FigureCell(text=format_number(event.count, data.language), value=event.count),
        FigureCell(text=", ".join(countries)),
    )
