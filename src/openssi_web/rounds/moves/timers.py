"""Which clock of a submission has run out on a day, by the calendar of its round."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from openssi.vocabulary.calendar import NO_RESPONSE, REMINDER
from openssi.vocabulary.transitions import Move, Timer
from openssi_web.rounds.clock.calendars import confirmation_ends, days_of
from openssi_web.rounds.clock.cycles import cycle_due
from openssi_web.rounds.submissions.models import SubmissionDraft

Clock = Callable[[SubmissionDraft, Move, dt.date], Iterator[tuple[str, dt.date]]]
"""Names of clocks, each with the first day on which it has run out, asked of a transition on a day."""


def due_rule(draft: SubmissionDraft, declared: Move, day: dt.date) -> str:
    """Return the clock that fires a transition, with its day (`reminder_1 2025-03-01`); empty where none does."""
    if not declared.timer:
        return ""
    for name, first in _CLOCKS[declared.timer](draft, declared, day):
        rule = f"{name} {first.isoformat()}"
        if first <= day and not (declared.target is None and draft.transitions.filter(rule=rule).exists()):
            return rule
    return ""


def _reminders(draft: SubmissionDraft, declared: Move, day: dt.date) -> Iterator[tuple[str, dt.date]]:
    """The latest reminder that is due: nobody is reminded three times at once."""
    steps = [(step, on) for step, on in days_of(draft.round).items() if step.startswith(REMINDER) and on <= day]
    if steps and _never_left(draft, declared):
        yield max(steps, key=lambda each: each[1])


def _no_response(draft: SubmissionDraft, declared: Move, _: dt.date) -> Iterator[tuple[str, dt.date]]:
    if _never_left(draft, declared):
        yield NO_RESPONSE, days_of(draft.round)[NO_RESPONSE]


def _never_left(draft: SubmissionDraft, declared: Move) -> bool:
    """Whether the country is still where it began: one that answers late, corrects or revises is not given up."""
    return not draft.transitions.exclude(before__in=declared.sources).exists()


def _queries(draft: SubmissionDraft, _: Move, __: dt.date) -> Iterator[tuple[str, dt.date]]:
    due = cycle_due(draft)
    if due is not None:
        yield "queries", due + dt.timedelta(days=1)


def _confirmation(draft: SubmissionDraft, _: Move, __: dt.date) -> Iterator[tuple[str, dt.date]]:
    last = confirmation_ends(draft)
    if last is not None:
        yield "confirmation", last + dt.timedelta(days=1)


_CLOCKS: Mapping[Timer, Clock] = {
    "reminders": _reminders,
    "no_response": _no_response,
    "queries": _queries,
    "confirmation": _confirmation,
}
