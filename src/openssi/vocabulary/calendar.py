"""The calendar of a round: the days on which its steps fall."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, get_args

from openssi.vocabulary.text import MultilingualText

COLLECTION, DUE = "collection", "due"
REMINDER = "reminder"
NO_RESPONSE = "no_response"
STEPS_NEEDED = (COLLECTION, DUE, NO_RESPONSE)

_SATURDAY = 5

RoundState = Literal["PLANNED", "OPEN", "COLLECTION", "VALIDATION", "PUBLICATION", "CLOSED", "ARCHIVED"]
ROUND_STATES: tuple[RoundState, ...] = get_args(RoundState)
"""The states of a round, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarStep:
    """One step.

    Attributes:
        month: And `day`, in the year that is `years` after the reference year; 0 where it follows another step.
        after: The step that it follows, empty where it has a day of its own.
        delay: Days after that step.
    """

    id: str
    name: MultilingualText
    month: int = 0
    day: int = 0
    years: int = 0
    after: str = ""
    delay: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarRules:
    """The usual calendar.

    Attributes:
        steps: By id, each after the step that it follows.
        query_days: Working days of a cycle of queries.
        confirmation_days: Working days in which the country confirms.
        round_states: The states of a round after the first, in order, each with the step on which it begins.
    """

    steps: Mapping[str, CalendarStep]
    query_cycles: int
    query_days: int
    confirmation_days: int
    round_states: Mapping[RoundState, str]

    def days(self, year: int, opened: dt.date | None = None, due: dt.date | None = None) -> dict[str, dt.date]:
        """Return the days of the round of a year.

        Args:
            year: Reference year.
            opened: Day on which it is opened; later than usual it moves every step that has not passed.
            due: The day on which submissions are due, where it is not the usual one; it moves the steps after it.
        """
        usual = self._usual(year)
        late = max((opened - usual[COLLECTION]).days, 0) if opened is not None else 0
        moved = {step: day + dt.timedelta(days=late) for step, day in usual.items()}
        if due is None:
            return moved
        extra = due - moved[DUE]
        found = {step: day + extra if usual[step] >= usual[DUE] else day for step, day in moved.items()}
        return {step: day for step, day in found.items() if not step.startswith(REMINDER) or day < due}

    def _usual(self, year: int) -> dict[str, dt.date]:
        found: dict[str, dt.date] = {}
        for each in self.steps.values():
            if each.after:
                found[each.id] = found[each.after] + dt.timedelta(days=each.delay)
            else:
                found[each.id] = dt.date(year + each.years, each.month, each.day)
        return found


def after_working_days(day: dt.date, count: int) -> dt.date:
    """Return the day that lies some working days, Monday to Friday, after another."""
    while count > 0:
        day += dt.timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def is_in_order(days: Mapping[str, dt.date]) -> bool:
    """Whether collection, due date and the day on which nobody is waited for any longer follow each other."""
    return all(first < second for first, second in pairwise(days[each] for each in STEPS_NEEDED))
