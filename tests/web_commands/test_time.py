"""More time for queries, and a round that goes on by its calendar."""

import datetime as dt
from uuid import uuid4

import pytest
from django.test import Client

from openssi.definitions import load
from openssi.vocabulary.calendar import ROUND_STATES
from openssi_web.accounts.models import Person
from openssi_web.rounds.actions import extend_queries, fire_round, fire_timers
from openssi_web.rounds.clock.calendars import days_of
from openssi_web.rounds.clock.cycles import cycle_due
from openssi_web.rounds.clock.models import QueryExtension, RoundStep
from openssi_web.rounds.clock.round_states import next_state, state_on
from openssi_web.rounds.models import Entry
from openssi_web.rounds.queries.querying import Queried
from openssi_web.rounds.requests.outcomes import Refused
from web_commands.conftest import Run, SignedIn
from web_moves.people import everybody
from web_queries.asking import due, one, sent, today
from web_rounds.cast import Cast, codes

LATER = dt.timedelta(days=5)
HERE = "/{}/round/QMA/2024/queries"


def extend(who: Person, cast: Cast, day: dt.date, reason: str = "A holiday.", key: str = "") -> Queried | Refused:
    return extend_queries(who, cast.draft, day, reason, key or uuid4().hex)


def test_a_country_has_longer_and_the_queries_lapse_a_day_after(validated: Cast) -> None:
    (number,) = sent(validated)
    outcome = extend(validated.teo, validated, due() + LATER)
    assert isinstance(outcome, Queried)
    assert (outcome.numbers, cycle_due(validated.draft)) == ((number,), due() + LATER)
    assert one(validated, number).due == due() + LATER
    assert (outcome.entry.action, outcome.entry.role) == ("extend", "DESK_OFFICER")
    assert fire_timers(validated.draft, due() + LATER) == ()
    (fired,) = fire_timers(validated.draft, due() + LATER + dt.timedelta(days=1))
    assert fired.move == "lapse_queries"


def test_it_is_done_once_under_its_key(validated: Cast) -> None:
    sent(validated)
    for _ in range(2):
        assert isinstance(extend(validated.teo, validated, due() + LATER, key="once"), Queried)
    assert QueryExtension.objects.count() == 1
    assert codes(extend(validated.teo, validated, due() + 2 * LATER, key="once")) == ["ROUND_KEY_REUSED"]


@pytest.mark.parametrize(
    ("days", "reason", "code"),
    [
        (-20, "So.", "QUERY_NOT_EXTENDED"),
        (0, "So.", "QUERY_NOT_EXTENDED"),
        (-1, "So.", "QUERY_NOT_EXTENDED"),
        (400, "So.", "QUERY_NOT_EXTENDED"),
        (5, " ", "QUERY_TEXT_EMPTY"),
        (5, "x" * 10_001, "ROUND_TEXT_TOO_LONG"),
    ],
)
def test_a_day_that_is_no_later_one_is_a_sentence_and_no_change(
    validated: Cast, days: int, reason: str, code: str
) -> None:
    sent(validated)
    before = Entry.objects.count()
    assert codes(extend(validated.teo, validated, due() + dt.timedelta(days=days), reason)) == [code]
    assert (Entry.objects.count(), QueryExtension.objects.count()) == (before, 0)


def test_only_the_desk_officer_extends_and_only_while_queries_are_open(validated: Cast, signed_in: SignedIn) -> None:
    assert codes(extend(validated.teo, validated, due())) == ["QUERY_NOT_NOW"]
    people = everybody(validated)
    sent(validated)
    for who in (people.ana, people.cleo, people.noa, people.vera):
        assert codes(extend(who, validated, due() + LATER)) == ["ROUND_ACTION_OF_OTHERS"]
    posted = {"do": "extend", "until": (due() + LATER).isoformat(), "reason": "So.", "key": "k"}
    assert signed_in(people.bo).post(HERE.format("en"), posted).status_code == 404
    assert QueryExtension.objects.count() == 0


def test_the_page_extends_and_the_country_reads_why(validated: Cast, signed_in: SignedIn) -> None:
    sent(validated)
    desk = signed_in(validated.teo)
    assert "Extend the time to answer" in text(desk, "en")
    refused = desk.post(HERE.format("en"), {"do": "extend", "until": today(), "reason": "Flood.", "key": "k1"})
    assert (refused.status_code, "ends later than before" in refused.text, "Flood." in refused.text) == (
        422,
        True,
        True,
    )
    unread = desk.post(HERE.format("en"), {"do": "extend", "until": "soon", "reason": "Flood.", "key": "k2"})
    assert "no date that can be read" in unread.text
    done = desk.post(HERE.format("en"), {"do": "extend", "until": due() + LATER, "reason": "Flood.", "key": "k3"})
    assert done.status_code == 303
    country = signed_in(validated.cleo)
    for language, words in (("en", "was extended from"), ("fr", "a été prolongé du"), ("es", "se amplió del")):
        page = text(country, language)
        assert (words in page, "Flood." in page, "reason" in page) == (True, True, False)
    assert "gave the country more time" in country.get("/en/round/QMA/2024/").text


def text(client: Client, language: str) -> str:
    return client.get(HERE.format(language)).text


def test_a_command_extends(run: Run, validated: Cast) -> None:
    sent(validated)
    extend = ("query", "extend", "QMA", 2024, "--by", "teo@lind.example", "--reason", "Flood.", "--due")
    assert "QUERY_NOT_EXTENDED" in run(*extend, "2020-01-01")[2]
    assert run(*extend, due() + LATER)[0] == 0
    assert QueryExtension.objects.get().entry.channel == "command"


# The state of a round


def test_a_round_goes_through_its_states_by_its_calendar_and_each_is_recorded(cast: Cast) -> None:
    round_, days = cast.draft.round, days_of(cast.draft.round)
    assert fire_round(round_, days["collection"]) == ()
    (moved,) = fire_round(round_, days["validation"])
    assert (moved.state, moved.rule) == ("VALIDATION", f"validation {days['validation']}")
    assert fire_round(round_, days["validation"]) == ()
    assert [each.state for each in fire_round(round_, days["archive"])] == ["PUBLICATION", "CLOSED", "ARCHIVED"]
    assert (next_state(round_), fire_round(round_, days["archive"] + 900 * LATER)) == (None, ())
    assert list(RoundStep.objects.values_list("before", "after")) == [
        ("COLLECTION", "VALIDATION"), ("VALIDATION", "PUBLICATION"), ("PUBLICATION", "CLOSED"), ("CLOSED", "ARCHIVED"),
    ]  # fmt: skip
    with pytest.raises(Exception, match="record"):
        RoundStep.objects.update(after="OPEN")


def test_the_state_in_which_a_round_is_opened_follows_the_day() -> None:
    calendar = load().calendar
    days = calendar.days(2023)
    assert tuple(calendar.round_states) == ROUND_STATES[1:]
    assert state_on(days, days["freeze"] - LATER) == "PLANNED"
    assert state_on(days, days["freeze"]) == "OPEN"
    assert state_on(days, days["due"]) == "COLLECTION"
    assert state_on(days, days["archive"]) == "ARCHIVED"


def test_the_timers_of_the_command_line_move_the_round_once(run: Run, cast: Cast) -> None:
    day = days_of(cast.draft.round)["release"]
    out = run("round", "timers", "--on", day)[1]
    assert f"Round 2024: publication (release {day})" in out
    assert "Round 2024" not in run("round", "timers", "--on", day)[1]


def test_the_monitor_says_where_the_round_is_and_what_comes_next(cast: Cast, signed_in: SignedIn) -> None:
    fire_round(cast.draft.round, days_of(cast.draft.round)["release"])
    client = signed_in(cast.teo)
    for language, words in (("en", "Round: publication; from"), ("fr", "Campagne"), ("es", "Ronda: publicación")):
        assert words in client.get(f"/{language}/rounds/2024").text
