"""The table of a round as a file: no names of people, no words that are not fixed, plain numbers and days."""

import datetime as dt
from collections.abc import Sequence

from openssi.publish.one_table import Cell, OneTable
from openssi.run.rounds.monitor import Calendar
from openssi_web.pages.monitor.words import MonitorWords
from openssi_web.pages.round_words import state_in_words
from openssi_web.rounds.monitor.progress import Followed, FollowedRound

_COLUMNS = (
    "area", "region", "country", "state_code", "state", "since", "answered", "asked", "hard", "soft", "queries",
    "last_entry", "deadline", "handed_in", "days_from_deadline", "days_late", "population", "behind",
)  # fmt: skip

_NOTES = ("asked", "rate", "weighted", "time", "complete", "findings")


def round_table(
    followed: FollowedRound, listed: Sequence[Followed], words: MonitorWords, *, is_fictional: bool
) -> OneTable:
    """Return some countries of a round as a table to take away.

    Args:
        followed: The round.
        listed: The countries, in their order.
        words: Language of headings and names.
        is_fictional: Whether the countries are invented.
    """
    year, today = followed.round.year, followed.calendar.today
    invented = [words.texts.get("site.fictional.text", words.language)] if is_fictional else []
    definitions = [f"{words.of(f'define.{each}_name')}. {words.of(f'define.{each}', year=year)}" for each in _NOTES]
    return OneTable(
        title=words.of("file.title", year=year, day=words.day(today)),
        sheets=(words.of("file.sheet_data"), words.of("file.sheet_notes")),
        made=dt.datetime.combine(today, dt.time()),
        headings=tuple(words.of(f"file.{each}") for each in _COLUMNS),
        rows=tuple(_row(each, followed, words) for each in listed),
        notes=(words.of("file.draft"), *invented, *definitions),
    )


def _row(each: Followed, followed: FollowedRound, words: MonitorWords) -> tuple[Cell, ...]:
    now, counted, calendar = each.now, each.now.counted, followed.calendar
    names = followed.regions.get(each.asked.region)
    counts = (counted.answered, counted.asked, counted.hard, counted.soft, counted.queries) if counted else ()
    return (
        now.area,
        names[words.language] if names is not None else "",
        each.asked.names[words.language],
        now.state,
        state_in_words(now.state, words.language),
        _day(now.since),
        *(counts or (None,) * 5),
        _day(now.last_entry),
        *_timing(each, calendar),
        each.asked.population,
        int(each.is_behind),
    )


def _timing(each: Followed, calendar: Calendar) -> tuple[Cell, ...]:
    days = calendar.days_from_deadline(each.now)
    return _day(calendar.deadline), _day(each.now.handed_in), days, calendar.days_late(each.now)


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day is not None else ""
