"""What is asked in a wrong way is refused with a sentence, and nothing changes."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from openssi.vocabulary.rule import Finding, Severity
from openssi.vocabulary.text import MultilingualText
from openssi_web.rounds.acceptance import gate
from openssi_web.rounds.actions import carry_out, open_round
from openssi_web.rounds.models import PartMark, Round, Transition
from openssi_web.rounds.moves import conditions
from openssi_web.rounds.moves.conditions import Facts, missing
from openssi_web.rounds.moves.moving import MoveAsked
from openssi_web.rounds.queries.checks import QueryAsked
from openssi_web.rounds.queries.querying import raise_queries
from openssi_web.rounds.requests.outcomes import Refused
from web_moves.people import Everybody, accepted, answered, codes, confirming, do, done, in_state, signed, submitted
from web_rounds.cast import PENSIONERS, person


@pytest.mark.parametrize(
    ("state", "name", "action", "parts", "code"),
    [
        ("SUBMITTED", "cleo", "fly", {}, "MOVE_UNKNOWN"),
        ("SUBMITTED", "cleo", "remind", {}, "MOVE_UNKNOWN"),
        ("SUBMITTED", "cleo", "submit", {}, "MOVE_NOT_NOW"),
        ("SUBMITTED", "ana", "recall", {"reason": "So."}, "ROUND_ACTION_OF_OTHERS"),
        ("SUBMITTED", "cleo", "recall", {}, "MOVE_REASON"),
        ("SUBMITTED", "cleo", "recall", {"reason": "x" * 5001}, "MOVE_REASON"),
        ("SUBMITTED", "cleo", "recall", {"reason": "So.", "seen": 0}, "MOVE_SEEN_BEFORE"),
        ("PUBLISHED", "vera", "open_revision", {"reason": "So.", "code": "WHIM"}, "MOVE_CODE"),
        ("NATIONAL_REVIEW", "cleo", "return_to_institutions", {"reason": "So.", "part": "X9"}, "MOVE_PART_UNKNOWN"),
        ("SUBMITTED", "cleo", "recall", {"reason": "So.", "key": "no key!"}, "ROUND_KEY_UNFIT"),
    ],
)
def test_a_request_that_is_not_in_order_changes_nothing(
    people: Everybody, state: str, name: str, action: str, parts: dict[str, Any], code: str
) -> None:
    in_state(people, state)
    before = people.draft.entries.count()
    assert codes(do(getattr(people, name), people.draft, action, **parts)) == [code]
    assert (people.state, people.draft.entries.count()) == (state, before)


def test_asking_twice_does_it_once(people: Everybody) -> None:
    submitted(people)
    first = done(do(people.cleo, people.draft, "recall", reason="So.", key="once"))
    again = done(do(people.cleo, people.draft, "recall", reason="So.", key="once"))
    assert (again.entry, again.repeated, again.state) == (first.entry, True, "NATIONAL_REVIEW")
    assert people.moves.count("recall") == 1


def test_a_key_that_was_used_for_something_else_is_refused(people: Everybody) -> None:
    submitted(people)
    done(do(people.cleo, people.draft, "recall", reason="So.", key="once"))
    assert codes(do(people.cleo, people.draft, "submit", key="once")) == ["ROUND_KEY_REUSED"]


def test_two_who_accept_at_once_accept_once(people: Everybody) -> None:
    submitted(people)
    done(do(people.teo, people.draft, "start_validation"))
    seen = people.draft.transitions.order_by("-pk").values_list("pk", flat=True)[0]
    done(do(people.vera, people.draft, "accept", seen=seen))
    other = person("Wim Lead", ("VALIDATION_LEAD", "", []))
    assert codes(do(other, people.draft, "accept", seen=seen)) == ["MOVE_NOT_NOW"]
    assert people.moves.count("accept") == 1


def test_whoever_has_no_part_marks_none(people: Everybody) -> None:
    answered(people)
    people.ana.memberships.update(schemes=[])
    assert codes(do(people.ana, people.draft, "ready")) == ["MOVE_NO_PART"]


def test_a_part_is_marked_and_signed_once(people: Everybody) -> None:
    answered(people)
    done(do(people.ana, people.draft, "ready"))
    assert codes(do(people.ana, people.draft, "ready")) == ["MOVE_PART_READY"]
    second = person("Aki Roon", ("APPROVER", "QMA", ["QMA02"]), institution="Family Aid")
    done(do(people.cleo, people.draft, "ready"))
    done(do(people.pia, people.draft, "sign"))
    assert codes(do(people.pia, people.draft, "sign")) == ["MOVE_PART_SIGNED"]
    assert done(do(second, people.draft, "sign")).state == "NATIONAL_REVIEW"
    marks = PartMark.objects.filter(kind="SIGNED").order_by("pk").values_list("part", "institution")
    assert list(marks) == [("QMA01", "Pension Fund"), ("QMA02", "Family Aid")]


def test_what_follows_waits_for_every_part(people: Everybody) -> None:
    answered(people)
    facts = Facts(people.draft)
    assert [each.code for each in missing("all_parts_ready", facts, "COORD")] == ["MOVE_PARTS_NOT_READY"]
    assert [each.code for each in missing("all_parts_signed", facts, "COORD")] == ["MOVE_PARTS_NOT_SIGNED"]


@pytest.mark.parametrize(
    ("severity", "rule", "code"),
    [
        ("E", "R020", "MOVE_HARD_FINDINGS"),
        ("E", "R003", "MOVE_CELLS_EMPTY"),
        ("W", "R098", "MOVE_SOFT_FINDINGS"),
    ],
)
def test_an_open_finding_stands_in_the_way(
    people: Everybody, monkeypatch: pytest.MonkeyPatch, severity: Severity, rule: str, code: str
) -> None:
    answered(people)
    signed(people)
    said = MultilingualText("So.", "Ainsi.", "Así.")
    found = Finding(
        rule=rule,
        severity=severity,
        ref_area="QMA",
        time_period=2024,
        obs_id="QMA.2024.B_REC.QMA01.QMA01-01._T._T._Z._Z",
        item="B.REC",
        scheme="QMA01",
        benefit="QMA01-01",
        sex="_T",
        message=said,
        remedy=said,
    )
    monkeypatch.setattr(conditions, "at_the_gate", lambda _: gate.AtTheGate.of([found]))
    assert codes(do(people.cleo, people.draft, "submit")) == [code]
    assert people.state == "NATIONAL_REVIEW"


def test_a_query_without_a_decision_stands_in_the_way(people: Everybody) -> None:
    submitted(people)
    done(do(people.teo, people.draft, "start_validation"))
    people.draft.refresh_from_db()
    due = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=14)
    asked = [QueryAsked(PENSIONERS, "", {"en": "Is it so?"})]
    assert not isinstance(raise_queries(people.teo, people.draft, asked, due, "query-1"), Refused)
    assert codes(do(people.vera, people.draft, "accept")) == ["MOVE_QUERIES_OPEN"]


def test_an_objection_after_the_period_is_refused(people: Everybody, monkeypatch: pytest.MonkeyPatch) -> None:
    confirming(people)
    monkeypatch.setattr(conditions, "confirmation_ends", lambda _: dt.date(2025, 1, 1))
    assert codes(do(people.cleo, people.draft, "object", reason="No.")) == ["MOVE_PERIOD_OVER"]


def test_a_round_is_not_opened_with_a_due_date_in_the_past(people: Everybody) -> None:
    refused = open_round(people.teo, 2030, deadline=dt.date(2025, 6, 30))
    assert isinstance(refused, Refused)
    assert [each.code for each in refused.problems] == ["ROUND_DEADLINE_PAST"]
    assert not Round.objects.filter(year=2030).exists()


def test_a_round_keeps_its_calendar_from_when_it_is_opened(people: Everybody) -> None:
    opened = open_round(people.teo, 2030, deadline=dt.date(2096, 6, 30))
    assert isinstance(opened, Round)
    assert opened.calendar["due"] == "2096-06-30"
    assert opened.calendar["no_response"] == "2096-07-14"


def test_to_people_of_other_countries_there_is_nothing_and_nothing_is_recorded(people: Everybody) -> None:
    accepted(people)
    before = Transition.objects.count()
    with pytest.raises(Http404):
        carry_out(people.bo, people.draft, MoveAsked(action="agree"), "other-country")
    assert Transition.objects.count() == before


@pytest.mark.parametrize("table", ["rounds_partmark", "rounds_transition"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET draft_id = draft_id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_marks_and_transitions(people: Everybody, table: str, statement: str) -> None:
    answered(people)
    done(do(people.ana, people.draft, "ready"))
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
