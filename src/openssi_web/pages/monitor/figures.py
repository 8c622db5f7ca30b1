"""The figures of a round in words: rates, timeliness, states, item response, and how each is made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openssi.run.rounds.figures import Figures, by_state, figures, item_response, timeliness
from openssi.run.rounds.monitor import SILENT_DAYS, Calendar, Country
from openssi_web.pages.monitor.words import MonitorWords
from openssi_web.pages.round_words import state_in_words
from openssi_web.rounds.workspace import definitions

BAR = 160
"""Width of the longest bar."""

PERCENT = 100


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A large figure: its name, its value and what stands behind it; without a value the reason why."""

    name: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class BarShown:
    """A line with a bar.

    Attributes:
        code: Before the words, of tables.
        beside: What else is said of it.
    """

    words: str
    value: str
    width: float
    code: str = ""
    beside: tuple[str, ...] = ()


def figures_values(countries: Sequence[Country], calendar: Calendar, year: int, words: MonitorWords) -> dict[str, Any]:
    """Return what the template shows of some countries together."""
    found = figures(countries, calendar)
    return {
        "title": words.of("title", count=found.handed_in, asked=words.number(found.asked), year=year),
        "lead": " ".join(_lead(found, calendar, words)),
        "figures": tuple(_figures(found, calendar, words)),
        "timings": _timings(countries, calendar, words),
        "states": _states(countries, words),
        "items": tuple(_items(countries, words)),
        "defined": tuple(_defined(found, year, words)),
        "need_subtitle": words.of("need.subtitle", days=SILENT_DAYS),
    }


def _lead(found: Figures, calendar: Calendar, words: MonitorWords) -> Iterator[str]:
    yield words.deadline(calendar)
    if found.late:
        yield words.of("lead.late", count=found.late)
    if found.opened < found.asked:
        yield words.of("lead.unopened", count=found.asked - found.opened)


def _figures(found: Figures, calendar: Calendar, words: MonitorWords) -> Iterator[FigureShown]:
    handed_in = words.number(found.handed_in)
    key = "figures.rate_note" if found.weighted_rate is not None else "figures.rate_alone"
    note = words.of(
        key, handed_in=handed_in, asked=words.number(found.asked), weighted=words.percent(found.weighted_rate)
    )
    yield FigureShown(words.of("figures.rate"), words.percent(found.response_rate), note)
    yield _on_time(found, calendar, words)
    counted = {name: words.number(getattr(found, name)) for name in ("answered", "required", "counted")}
    complete = words.percent(found.completeness)
    note = words.of("figures.complete_note", **counted) if complete else words.of("figures.complete_none")
    yield FigureShown(words.of("figures.complete"), complete, note)
    note = words.of("figures.hard_note", soft=words.number(found.soft), queries=words.number(found.queries))
    yield FigureShown(words.of("figures.hard"), words.number(found.hard), note)


def _on_time(found: Figures, calendar: Calendar, words: MonitorWords) -> FigureShown:
    name = words.of("figures.on_time")
    if calendar.deadline is None:
        return FigureShown(name, "", words.of("figures.no_deadline"))
    if found.median_days is None:
        return FigureShown(name, "", words.of("figures.nobody"))
    median = words.from_deadline(round(found.median_days))
    said = {"on_time": words.number(found.on_time), "handed_in": words.number(found.handed_in), "median": median}
    return FigureShown(name, words.percent(found.on_time_share), words.of("figures.on_time_note", **said))


def _timings(countries: Sequence[Country], calendar: Calendar, words: MonitorWords) -> tuple[BarShown, ...]:
    if calendar.deadline is None:
        return ()
    counts = timeliness(countries, calendar)
    return tuple(_bar(words.of(f"timing.{each}"), count, counts.values(), words) for each, count in counts.items())


def _states(countries: Sequence[Country], words: MonitorWords) -> tuple[BarShown, ...]:
    counts = by_state(countries)
    return tuple(
        _bar(state_in_words(each, words.language), count, counts.values(), words) for each, count in counts.items()
    )


def _bar(said: str, count: int, counts: Any, words: MonitorWords) -> BarShown:  # noqa: ANN401 - values of a mapping
    return BarShown(said, words.number(count), round(BAR * count / max(*counts, 1), 1))


def _items(countries: Sequence[Country], words: MonitorWords) -> Iterator[BarShown]:
    titles = {each.id: each.title.in_language(words.language) for each in definitions().questionnaire.tables}
    for each in item_response(countries):
        cells = words.of("table.cells", answered=words.number(each.answered), asked=words.number(each.asked))
        yield BarShown(
            titles.get(each.table, each.table),
            words.percent_number(each.share),
            round(BAR * (each.share or 0), 1),
            each.table,
            (cells, words.number(each.submissions)),
        )


def _defined(found: Figures, year: int, words: MonitorWords) -> Iterator[tuple[str, str]]:
    """Iterate over the figures with how each is made."""
    for name in ("asked", "rate", "weighted", "time", "complete", "findings"):
        said = words.of(f"define.{name}", year=year)
        if name == "weighted" and found.without_population:
            said = f"{said} {words.of('define.without', count=found.without_population)}"
        yield words.of(f"define.{name}_name"), said
