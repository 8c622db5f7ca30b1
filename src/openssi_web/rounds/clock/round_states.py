"""The state of a round, which the calendar moves forward, one state after the other. Named in `actions.py`."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from openssi.vocabulary.calendar import RoundState
from openssi_web.rounds.clock.calendars import days_of, today
from openssi_web.rounds.clock.models import RoundStep
from openssi_web.rounds.submissions.models import Round
from openssi_web.rounds.workspace import definitions


@dataclass(frozen=True, slots=True)
class RoundMoved:
    """A round went on.

    Attributes:
        rule: The step of the calendar, with its day.
    """

    round: Round
    state: RoundState
    rule: str


def fire_round(round_: Round, day: dt.date | None = None) -> tuple[RoundMoved, ...]:
    """Bring a round into the state that its calendar declares for a day; asking again does nothing more.

    Args:
        round_: The round.
        day: The day, today where none is named.
    """
    fired: list[RoundMoved] = []
    with transaction.atomic():
        found = Round.objects.select_for_update().get(pk=round_.pk)
        for state, first in due_states(found, day or today()):
            rule = f"{definitions().calendar.round_states[state]} {first.isoformat()}"
            RoundStep.objects.create(round=found, before=found.state, after=state, rule=rule)
            found.state = state
            fired.append(RoundMoved(found, state, rule))
        if fired:
            found.save(update_fields=["state"])
    round_.state = found.state
    return tuple(fired)


def due_states(round_: Round, day: dt.date) -> Iterator[tuple[RoundState, dt.date]]:
    """Iterate over the states that a round has still to go through on a day, each with the day from which it holds."""
    for state, first in _still_to_come(round_):
        if first > day:
            return
        yield state, first


def next_state(round_: Round) -> tuple[RoundState, dt.date] | None:
    """Return the state that comes next and its day, none after the last."""
    return next(_still_to_come(round_), None)


def state_on(days: Mapping[str, dt.date], day: dt.date) -> RoundState:
    """Return the state in which a round with these days is opened on a day."""
    state: RoundState = "PLANNED"
    for following, step in definitions().calendar.round_states.items():
        if days[step] > day:
            break
        state = following
    return state


def _still_to_come(round_: Round) -> Iterator[tuple[RoundState, dt.date]]:
    """A round that was opened before a step was declared follows the usual day of that step."""
    rules = definitions().calendar
    days = {**rules.days(round_.year, due=round_.deadline), **days_of(round_)}
    order = list(rules.round_states)
    passed = order.index(round_.state) + 1 if round_.state in order else 0
    for state in order[passed:]:
        yield state, days[rules.round_states[state]]
