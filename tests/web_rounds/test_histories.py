"""Whatever is saved, in whatever order: the history is all that was accepted, the current answer its last version."""

from dataclasses import dataclass, field
from itertools import count

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openssi.collect.workbook_keys import CellKey
from openssi.store import Workspace
from openssi_web.rounds.actions import save_answer, save_block
from openssi_web.rounds.answers.observations import current_contents
from openssi_web.rounds.forms.history import history_of
from openssi_web.rounds.models import AnswerVersion, CurrentAnswer, Entry
from openssi_web.rounds.requests.outcomes import CellChange, Conflict, Refused, Saved
from web_rounds.cast import PENSIONERS, RECEIPTS, SPENT, Cast, make_cast, typed

pytestmark = pytest.mark.django_db
CELLS = (RECEIPTS, SPENT, PENSIONERS)
VALUES = ("", "1", "1.0", "2", "3,5", "x")


@pytest.fixture
def cast(world: Workspace) -> Cast:
    return make_cast()


@dataclass
class Expected:
    """What the history of each cell has to be: the accepted values, in order."""

    accepted: dict[CellKey, list[tuple[str, str]]] = field(default_factory=dict)

    def last(self, key: CellKey) -> str:
        return self.accepted.get(key, [("", "")])[-1][0]

    def version(self, key: CellKey) -> int:
        return len(self.accepted.get(key, []))

    def save(self, key: CellKey, value: str, who: str) -> None:
        number = {"1.0": "1", "3,5": "3.5"}.get(value, value)
        if number != self.last(key):
            self.accepted.setdefault(key, []).append((number, who))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["ana", "cleo"]),
        st.lists(
            st.tuples(st.sampled_from(CELLS), st.sampled_from(VALUES)), min_size=1, max_size=3, unique_by=lambda x: x[0]
        ),
        st.sampled_from(["latest", "stale", "repeat"]),
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_history_is_all_that_was_accepted(cast: Cast, steps: list[tuple[str, list[tuple[CellKey, str]], str]]) -> None:
    sid = transaction.savepoint()
    expected, numbers, done = Expected(), count(1), []
    for who, cells, kind in steps:
        if kind == "repeat" and done:
            _repeat(cast, *done[-1])
            continue
        changes = [typed(key, value, _base(expected, key, kind)) for key, value in cells]
        request = f"r{next(numbers)}"
        outcome = _send(cast, who, changes, request)
        if isinstance(outcome, Saved):
            for key, value in cells:
                expected.save(key, value, who)
            if outcome.entry is not None:
                done.append((who, changes, request, outcome))
        _is_as_expected(cast, expected)
    for each in done:
        _repeat(cast, *each)
    _is_as_expected(cast, expected)
    transaction.savepoint_rollback(sid)


def _base(expected: Expected, key: CellKey, kind: str) -> int:
    version = expected.version(key)
    return max(version - 1, 0) if kind == "stale" else version


def _send(cast: Cast, who: str, changes: list[CellChange], request: str) -> Saved | Conflict | Refused:
    person = {"ana": cast.ana, "cleo": cast.cleo}[who]
    if len(changes) == 1:
        return save_answer(person, cast.draft, changes[0], request)
    return save_block(person, cast.draft, changes, request)


def _repeat(cast: Cast, who: str, changes: list[CellChange], request: str, first: Saved) -> None:
    versions, entries = AnswerVersion.objects.count(), Entry.objects.count()
    again = _send(cast, who, changes, request)
    assert isinstance(again, Saved)
    assert (again.repeated, again.entry) == (True, first.entry)
    assert (AnswerVersion.objects.count(), Entry.objects.count()) == (versions, entries)


def _is_as_expected(cast: Cast, expected: Expected) -> None:
    names = {"ana": "Ana Silo", "cleo": "Cleo Dane"}
    current = current_contents(cast.draft)
    for key in CELLS:
        moments = history_of(cast.draft, key)
        told = [(str(each.content.columns()["number"]), each.person) for each in moments]
        assert told == [(value, names[who]) for value, who in expected.accepted.get(key, [])]
        assert [each.version for each in moments] == list(range(1, len(moments) + 1))
        assert [each.replaced for each in moments[1:]] == [each.content for each in moments[:-1]]
        said = current.get(key)
        assert (str(said.columns()["number"]) if said else "") == expected.last(key)
        pointers = CurrentAnswer.objects.filter(draft=cast.draft, **key._asdict())
        assert [row.answer.version for row in pointers] == ([len(moments)] if moments else [])


def test_every_version_tells_who_in_which_role_how_when_and_what_it_replaced(cast: Cast) -> None:
    save_answer(cast.ana, cast.draft, typed(RECEIPTS, "1"), "a")
    save_block(cast.cleo, cast.draft, [typed(RECEIPTS, "2", 1), typed(SPENT, "1")], "b", channel="api")
    first, second = history_of(cast.draft, RECEIPTS)
    assert (first.person, first.role, first.channel, first.action) == ("Ana Silo", "RESP", "form", "save")
    assert (second.person, second.role, second.channel, second.action) == ("Cleo Dane", "COORD", "api", "block")
    assert first.replaced is None
    assert second.replaced == first.content
    assert first.at <= second.at


def test_a_cell_that_nobody_touched_has_no_history(cast: Cast) -> None:
    assert history_of(cast.draft, SPENT) == ()
