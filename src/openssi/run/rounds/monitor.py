"""Where a country stands in a round of the inquiry: its phase, whether it is late, and whether it needs a hand.

Nothing here reads a database. What is said of countries together is in `round_figures`.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from openssi.vocabulary.transitions import State

Phase = Literal["NOT_STARTED", "ANSWERING", "WITH_COMPILER", "QUERIES", "DONE", "NO_RESPONSE"]
PHASES: tuple[Phase, ...] = get_args(Phase)
"""In the order in which a submission goes through them, those without an answer last."""

PHASE_OF: Mapping[State, Phase] = {
    "NOT_STARTED": "NOT_STARTED",
    "IN_PROGRESS": "ANSWERING",
    "INSTITUTION_READY": "ANSWERING",
    "NATIONAL_REVIEW": "ANSWERING",
    "REVISION_OPEN": "ANSWERING",
    "SUBMITTED": "WITH_COMPILER",
    "UNDER_VALIDATION": "WITH_COMPILER",
    "RESUBMITTED": "WITH_COMPILER",
    "QUERIES_OPEN": "QUERIES",
    "ACCEPTED": "DONE",
    "ACCEPTED_WITH_RESERVE": "DONE",
    "COUNTRY_CONFIRMATION": "DONE",
    "SIDE_BY_SIDE": "DONE",
    "PUBLISHED": "DONE",
    "NO_RESPONSE": "NO_RESPONSE",
    "DESK_COMPILED": "NO_RESPONSE",
}
HANDED_IN: State = "SUBMITTED"
RECALLED_TO: State = "NATIONAL_REVIEW"

SILENT_DAYS = 14
"""From so many days without an entry on, a submission that is under way needs a hand."""

Timing = Literal["early", "on_time", "late_14", "late_60", "late_more", "awaited", "overdue"]
TIMINGS: tuple[Timing, ...] = get_args(Timing)
EARLY_DAYS = 30
"""So many days before the deadline, and more, is early."""

Reason = Literal["late", "hard", "silent", "unopened"]
"""Why a country needs a hand; an earlier one goes first, and the last two stand together."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in a submission.

    Attributes:
        by_table: Required cells with a value or a reason, and required cells, by table.
        hard: Open findings that block submission.
        soft: Open findings that ask for a correction or an explanation.
        queries: Open queries.
    """

    by_table: Mapping[str, tuple[int, int]]
    hard: int = 0
    soft: int = 0
    queries: int = 0

    @property
    def answered(self) -> int:
        """Required cells with a value, or with a reason why there is none."""
        return sum(answered for answered, _ in self.by_table.values())

    @property
    def asked(self) -> int:
        """Required cells."""
        return sum(asked for _, asked in self.by_table.values())

    @property
    def completeness(self) -> float | None:
        """The share of required cells that are answered, none where nothing is required."""
        return share(self.answered, self.asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country that is asked, and where its submission stands.

    Attributes:
        is_opened: Whether it has a submission.
        state: State of the submission; `NOT_STARTED` where there is none.
        since: Day on which it came into this state.
        handed_in: Day on which it was handed in, none where it was not, or was recalled.
        last_entry: Day of the last entry.
        counted: What was counted in it, none where there is no submission or it is still to be counted.
        population: Persons, none where unknown.
    """

    area: str
    is_opened: bool = False
    state: State = "NOT_STARTED"
    since: dt.date | None = None
    handed_in: dt.date | None = None
    last_entry: dt.date | None = None
    counted: Counted | None = None
    population: float | None = None

    @property
    def phase(self) -> Phase:
        """The part of the round that its state belongs to."""
        return PHASE_OF[self.state]

    def days_silent(self, today: dt.date) -> int | None:
        """Return the days since the last entry, none where there never was one."""
        return (today - self.last_entry).days if self.last_entry is not None else None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The deadline of a round, which it may not have, and the day on which one looks at it."""

    deadline: dt.date | None
    today: dt.date

    @property
    def days_left(self) -> int | None:
        """Days until the deadline, negative after it."""
        return (self.deadline - self.today).days if self.deadline is not None else None

    def days_from_deadline(self, country: Country) -> int | None:
        """Return the days from the deadline to the day on which it was handed in, negative where that was before."""
        if self.deadline is None or country.handed_in is None:
            return None
        return (country.handed_in - self.deadline).days

    def days_late(self, country: Country) -> int:
        """Return the days for which a submission that was not handed in is late, 0 where it is not."""
        if self.deadline is None or country.handed_in is not None:
            return 0
        return max((self.today - self.deadline).days, 0)

    def timing(self, country: Country) -> Timing:
        """Return the class of timeliness that a country belongs to."""
        days = self.days_from_deadline(country)
        if days is not None:
            return _timing_of(days)
        if country.handed_in is not None:
            return "on_time"
        return "overdue" if self.days_late(country) else "awaited"


def _timing_of(days: int) -> Timing:
    if days <= 0:
        return "early" if days <= -EARLY_DAYS else "on_time"
    if days <= 14:
        return "late_14"
    return "late_60" if days <= 60 else "late_more"


def as_state(text: str) -> State:
    """Return a state as it is stored (`IN_PROGRESS`) as one of those declared."""
    return next(state for state in PHASE_OF if state == text)


def handed_in_on(moves: Iterable[tuple[str, str, dt.date]]) -> dt.date | None:
    """Return the day on which a submission was first handed in and not recalled, none where it was not.

    A submission that was handed in stays so when the compiler asks, accepts it, or opens a revision.

    Args:
        moves: The state before, the state after and the day of every transition, the first first.
    """
    found: dt.date | None = None
    for before, after, day in moves:
        if after == HANDED_IN and found is None:
            found = day
        elif before == HANDED_IN and after == RECALLED_TO:
            found = None
    return found


# Who needs a hand


def reasons(country: Country, calendar: Calendar) -> dict[Reason, int]:
    """Return why a country needs a hand, the most pressing reason first, each with its number of days or findings."""
    return dict(_reasons(country, calendar))


def _reasons(country: Country, calendar: Calendar) -> Iterator[tuple[Reason, int]]:
    if country.phase in {"DONE", "NO_RESPONSE"}:
        return
    late = calendar.days_late(country)
    if late:
        yield "late", late
    if country.counted is not None and country.counted.hard:
        yield "hard", country.counted.hard
    silent = country.days_silent(calendar.today)
    if silent is not None and silent >= SILENT_DAYS:
        yield "silent", silent
    if not country.is_opened:
        yield "unopened", 1


def need_key(country: Country, calendar: Calendar) -> tuple[object, ...]:
    """Return what orders countries by need: late ones first, then hard findings, then no entry for two weeks."""
    found = reasons(country, calendar)
    rank = 0 if "late" in found else 1 if "hard" in found else 2 if found else 3
    numbers = (-found.get("late", 0), -found.get("hard", 0), -found.get("silent", 0), -found.get("unopened", 0))
    return rank, *numbers, country.area


def share(part: float, whole: float) -> float | None:
    """Return a part of a whole, none where there is no whole."""
    return part / whole if whole else None
