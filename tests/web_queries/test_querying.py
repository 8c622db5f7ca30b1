"""Queries are raised, sent, answered in place and decided; each change is a record, and nobody oversteps."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from openssi.vocabulary.observation import Observation
from openssi_web.append_only import AppendOnly
from openssi_web.rounds.actions import explain_finding, mark_seen, raise_queries, send_queries
from openssi_web.rounds.clock.cycles import cycle_due, cycles_sent
from openssi_web.rounds.models import Entry
from openssi_web.rounds.queries.checks import QueryAsked
from openssi_web.rounds.queries.models import Query, QueryCycle, QueryMessage, QueryResult
from openssi_web.rounds.queries.querying import Queried
from openssi_web.rounds.queries.standing import last_look, moved_since, queries_now, query_for, seen_queries
from openssi_web.rounds.requests.outcomes import Refused
from web_queries.asking import (
    DOUBTED,
    QUESTION,
    RULE,
    again,
    asked,
    decide,
    due,
    in_state,
    one,
    raised,
    sent,
    today,
    write,
)
from web_rounds.cast import AID, CURRENCY, RECEIPTS, WOMEN, Cast, codes, person, save, saved

pytestmark = pytest.mark.django_db


def new() -> str:
    return uuid4().hex


# Raising


def test_a_query_keeps_the_version_the_rule_and_what_it_expected(cast: Cast) -> None:
    (number,) = raised(cast, rule=RULE)
    query = one(cast, number).query
    assert (query.key, query.rule, query.version, query.cycle, query.severity) == (DOUBTED, RULE, 1, 1, "W")
    assert (query.significance, query.due, query.texts) == (70, due(), {"en": QUESTION})
    assert {name: query.evidence[name] for name in ("value", "low", "high")} == {
        "value": "2500",
        "low": "900",
        "high": "1100",
    }
    assert query.evidence["message"]["fr"]
    assert (query.entry.person, query.entry.role, query.entry.action) == (cast.teo, "DESK_OFFICER", "raise")


def test_many_are_raised_at_once_or_none(cast: Cast) -> None:
    assert len(raised(cast, DOUBTED, RECEIPTS, AID)) == 3
    outcome = raise_queries(cast.teo, cast.draft, asked(CURRENCY, RECEIPTS), due(), new())
    assert codes(outcome) == ["QUERY_RAISED_ALREADY"]
    assert Query.objects.count() == 3


def test_the_same_request_raises_once(cast: Cast) -> None:
    key = new()
    first = raise_queries(cast.teo, cast.draft, asked(DOUBTED), due(), key)
    second = raise_queries(cast.teo, cast.draft, asked(DOUBTED), due(), key)
    assert isinstance(first, Queried)
    assert isinstance(second, Queried)
    assert (second.numbers, second.repeated) == (first.numbers, True)
    assert codes(raise_queries(cast.teo, cast.draft, asked(AID), due(), key)) == ["ROUND_KEY_REUSED"]
    assert codes(raise_queries(cast.teo, cast.draft, asked(AID), due(), "a b")) == ["ROUND_KEY_UNFIT"]


@pytest.mark.parametrize(("days", "is_fit"), [(-1, False), (0, True), (366, True), (367, False)])
def test_a_due_date_lies_ahead(cast: Cast, days: int, is_fit: bool) -> None:
    outcome = raise_queries(cast.teo, cast.draft, asked(DOUBTED), today() + dt.timedelta(days=days), new())
    assert isinstance(outcome, Queried) if is_fit else codes(outcome) == ["QUERY_DUE_UNFIT"]


@pytest.mark.parametrize(
    ("asking", "code"),
    [
        ([], "QUERY_NONE_CHOSEN"),
        (asked(DOUBTED, text=" \u200b "), "QUERY_TEXT_EMPTY"),
        (asked(DOUBTED, text="x" * 10_001), "ROUND_TEXT_TOO_LONG"),
        (asked(DOUBTED, rule="R999"), "ROUND_FINDING_UNKNOWN"),
        (asked(AID._replace(item="X.NONE")), "ROUND_CELL_UNKNOWN"),
    ],
)
def test_what_cannot_be_asked(cast: Cast, asking: list[QueryAsked], code: str) -> None:
    assert codes(raise_queries(cast.teo, cast.draft, asking, due(), new())) == [code]
    assert Query.objects.count() == 0


def test_ten_thousand_characters_are_a_query(cast: Cast) -> None:
    (number,) = raised(cast, text="x" * 10_000)
    assert len(one(cast, number).query.texts["en"]) == 10_000


def test_only_the_desk_officer_raises_sends_and_decides(cast: Cast) -> None:
    lead = person("Lou Penn", ("VALIDATION_LEAD", "", []))
    (number,) = raised(cast)
    for who in (cast.cleo, lead):
        assert codes(raise_queries(who, cast.draft, asked(AID), due(), new())) == ["ROUND_ACTION_OF_OTHERS"]
        assert codes(send_queries(who, cast.draft, new())) == ["ROUND_ACTION_OF_OTHERS"]
    assert codes(raise_queries(cast.ana, cast.draft, asked(DOUBTED), due(), new())) == ["ROUND_ACTION_OF_OTHERS"]
    assert codes(decide(lead, cast, number)) == ["ROUND_ACTION_OF_OTHERS"]
    sent_number = one(cast, number).query.pk
    send_queries(cast.teo, cast.draft, new())
    assert codes(decide(cast.ana, cast, sent_number)) == ["ROUND_ACTION_OF_OTHERS"]


def test_for_another_country_nothing_is_there(cast: Cast) -> None:
    (number,) = sent(cast)
    for tried in (
        lambda: raise_queries(cast.bo, cast.draft, asked(DOUBTED), due(), new()),
        lambda: send_queries(cast.bo, cast.draft, new()),
        lambda: write(cast.bo, cast, number),
        lambda: decide(cast.bo, cast, number),
        lambda: query_for(cast.bo, cast.draft, number),
        lambda: mark_seen(cast.bo, cast.draft, 1),
    ):
        with pytest.raises(Http404):
            tried()


def test_queries_are_raised_under_validation_only(cast: Cast) -> None:
    in_state(cast, "IN_PROGRESS")
    assert codes(raise_queries(cast.teo, cast.draft, asked(DOUBTED), due(), new())) == ["QUERY_NOT_NOW"]
    assert codes(send_queries(cast.teo, cast.draft, new())) == ["QUERY_NOT_NOW"]


# Sending and seeing


def test_the_country_sees_a_query_when_it_is_sent(cast: Cast) -> None:
    (number,) = raised(cast)
    assert (one(cast, number).state, seen_queries(cast.cleo.grants(), cast.draft)) == ("raised", ())
    with pytest.raises(Http404):
        query_for(cast.ana, cast.draft, number)
    outcome = send_queries(cast.teo, cast.draft, new())
    cast.draft.refresh_from_db()
    assert isinstance(outcome, Queried)
    assert (cast.draft.state, cycles_sent(cast.draft), cycle_due(cast.draft)) == ("QUERIES_OPEN", 1, due())
    last = cast.draft.transitions.latest("pk")
    assert (last.before, last.after, last.entry) == ("UNDER_VALIDATION", "QUERIES_OPEN", outcome.entry)
    assert query_for(cast.ana, cast.draft, number).state == "with_country"


def test_each_sees_the_queries_of_the_schemes_that_each_sees(cast: Cast) -> None:
    own, other = sent(cast, RECEIPTS, AID)
    seen = {
        who.name: {each.query.pk for each in seen_queries(who.grants(), cast.draft)}
        for who in (cast.ana, cast.cleo, cast.teo, cast.bo)
    }
    assert seen == {"Ana Silo": {own}, "Cleo Dane": {own, other}, "Teo Lind": {own, other}, "Bo Marr": set()}
    with pytest.raises(Http404):
        write(cast.ana, cast, other)


def test_the_most_significant_stand_first(cast: Cast) -> None:
    plain_ones = raised(cast, RECEIPTS)
    weighty = raised(cast, rule=RULE)
    assert [each.query.pk for each in seen_queries(cast.teo.grants(), cast.draft)] == [*weighty, *plain_ones]


def test_nothing_is_sent_where_nothing_waits_or_the_day_has_passed(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert codes(send_queries(cast.teo, cast.draft, new())) == ["QUERY_NONE_RAISED"]
    raised(cast)
    later = due() + dt.timedelta(days=1)

    class Later(dt.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Later":
            return cls(later.year, later.month, later.day, tzinfo=tz)

    monkeypatch.setattr("openssi_web.rounds.queries.checks.dt.datetime", Later)
    assert codes(send_queries(cast.teo, cast.draft, new())) == ["QUERY_DUE_UNFIT"]


# What the country answers


def test_a_new_value_is_a_correction(cast: Cast) -> None:
    (number,) = sent(cast, rule=RULE)
    saved(save(cast.ana, cast.draft, DOUBTED, "1050", new(), 1))
    now = one(cast, number)
    assert (now.state, now.outcome, now.before.number, now.now.number) == ("answered", "CORRECTED", 2500, 1050)


def test_a_status_in_place_of_the_value(cast: Cast) -> None:
    (number,) = sent(cast)
    saved(save(cast.ana, cast.draft, DOUBTED, "", new(), 1, status="M"))
    assert one(cast, number).outcome == "STATUS_SET"
    saved(save(cast.ana, cast.draft, DOUBTED, "2500", new(), 2, status="E"))
    assert one(cast, number).outcome == "STATUS_SET"


def test_an_explanation_of_the_finding_confirms_the_value(cast: Cast) -> None:
    (number,) = sent(cast, rule=RULE)
    cell = Observation(ref_area="QMA", time_period=2024, **DOUBTED._asdict())
    said = explain_finding(cast.ana, cast.draft, f"{RULE}@{cell.id}", "A new law came into force.", "", new())
    saved(said)
    now = one(cast, number)
    assert (now.outcome, now.explanations[0].text) == ("CONFIRMED", "A new law came into force.")


def test_a_message_alone_is_no_answer_unless_it_confirms(cast: Cast) -> None:
    (number,) = sent(cast)
    write(cast.ana, cast, number, "We ask the fund.", language="fr")
    assert one(cast, number).outcome == "NOT_ANSWERED"
    write(cast.cleo, cast, number, "It is right.", confirms=True)
    now = one(cast, number)
    assert (now.state, now.outcome) == ("answered", "CONFIRMED")
    assert [(each.language, each.entry.role) for each in now.messages] == [("fr", "RESP"), ("en", "COORD")]


def test_both_sides_write_as_they_are_and_a_thread_is_not_changed(cast: Cast) -> None:
    (number,) = sent(cast)
    text = "<script>alert(1)</script> " + "é" * 9_974
    assert isinstance(write(cast.teo, cast, number, text), Queried)
    key = new()
    assert write(cast.ana, cast, number, "Once", key=key).numbers == (number,)
    assert write(cast.ana, cast, number, "Once", key=key).repeated
    assert [each.text for each in one(cast, number).messages] == [text, "Once"]
    assert codes(write(cast.ana, cast, number, " ")) == ["QUERY_TEXT_EMPTY"]
    assert codes(write(cast.ana, cast, number, "x" * 10_001)) == ["ROUND_TEXT_TOO_LONG"]
    assert codes(write(cast.teo, cast, number, confirms=True)) == ["ROUND_ACTION_OF_OTHERS"]


def test_others_of_the_country_read_and_do_not_write(cast: Cast) -> None:
    (number,) = sent(cast)
    reviewer = person("Nia Voss", ("NSOREV", "QMA", []))
    assert query_for(reviewer, cast.draft, number).state == "with_country"
    assert codes(write(reviewer, cast, number)) == ["ROUND_ACTION_OF_OTHERS"]


def test_the_country_writes_while_queries_are_open(cast: Cast) -> None:
    (number,) = sent(cast)
    in_state(cast, "UNDER_VALIDATION")
    assert codes(write(cast.ana, cast, number)) == ["QUERY_NOT_NOW"]
    assert one(cast, number).state == "unanswered"
    assert isinstance(write(cast.teo, cast, number), Queried)


# Deciding


def test_a_query_is_decided_once_with_a_reason(cast: Cast) -> None:
    (number,) = sent(cast)
    assert codes(decide(cast.teo, cast, number)) == ["QUERY_WITH_COUNTRY"]
    saved(save(cast.ana, cast.draft, DOUBTED, "1050", new(), 1))
    assert codes(decide(cast.teo, cast, number, reason=" ")) == ["QUERY_TEXT_EMPTY"]
    assert isinstance(decide(cast.teo, cast, number), Queried)
    now = one(cast, number)
    assert now.result is not None
    assert (now.state, now.outcome, now.result.decision, now.result.version) == ("decided", "CORRECTED", "ACCEPT", 2)
    assert codes(decide(cast.teo, cast, number, "SUPPRESS")) == ["QUERY_CLOSED"]
    assert codes(write(cast.ana, cast, number)) == ["QUERY_CLOSED"]


def test_an_answer_that_came_meanwhile_is_looked_at_first(cast: Cast) -> None:
    (number,) = sent(cast)
    saved(save(cast.ana, cast.draft, DOUBTED, "1050", new(), 1))
    saved(save(cast.cleo, cast.draft, DOUBTED, "1060", new(), 2))
    assert codes(decide(cast.teo, cast, number, version=2)) == ["QUERY_ANSWER_CHANGED"]
    assert not QueryResult.objects.exists()


def test_an_imputed_value_is_proposed_as_a_number(cast: Cast) -> None:
    (number,) = sent(cast)
    in_state(cast, "UNDER_VALIDATION")
    assert codes(decide(cast.teo, cast, number, "IMPUTE")) == ["QUERY_PROPOSAL_MISSING"]
    assert codes(decide(cast.teo, cast, number, "IMPUTE", proposal="many")) == ["ROUND_NOT_A_NUMBER"]
    assert isinstance(decide(cast.teo, cast, number, "IMPUTE", proposal="1,020"), Queried)
    result = one(cast, number).result
    assert result is not None
    assert (result.proposal, result.outcome) == ("1020", "NOT_ANSWERED")


def test_the_outcome_can_be_set_where_another_follows_from_the_answers(cast: Cast) -> None:
    (number,) = sent(cast)
    write(cast.ana, cast, number, "The report says 2,500 as well.")
    in_state(cast, "UNDER_VALIDATION")
    decide(cast.teo, cast, number, outcome="CONFIRMED")
    assert one(cast, number).outcome == "CONFIRMED"


def test_what_was_not_sent_is_withdrawn_and_can_be_asked_anew(cast: Cast) -> None:
    (number,) = raised(cast)
    assert codes(decide(cast.teo, cast, number, "ACCEPT")) == ["QUERY_CLOSED"]
    assert isinstance(decide(cast.teo, cast, number, "WITHDRAW"), Queried)
    assert one(cast, number).state == "withdrawn"
    assert len(raised(cast)) == 1


def test_two_cycles_then_a_decision(cast: Cast) -> None:
    (first,) = sent(cast, rule=RULE)
    assert codes(again(cast, first)) == ["QUERY_CLOSED"]
    in_state(cast, "UNDER_VALIDATION")
    outcome = again(cast, first)
    assert isinstance(outcome, Queried)
    (second,) = outcome.numbers
    assert (one(cast, first).state, one(cast, second).query.after_id, one(cast, second).query.cycle) == (
        "again",
        first,
        2,
    )
    assert isinstance(send_queries(cast.teo, cast.draft, new()), Queried)
    in_state(cast, "UNDER_VALIDATION")
    assert "QUERY_CYCLES_OVER" in codes(again(cast, second))
    assert codes(raise_queries(cast.teo, cast.draft, asked(AID), due(), new())) == ["QUERY_CYCLES_OVER"]
    assert any(each.is_open for each in queries_now(cast.draft))
    assert isinstance(decide(cast.teo, cast, second, "SUPPRESS"), Queried)
    assert not any(each.is_open for each in queries_now(cast.draft))
    assert {each.state for each in queries_now(cast.draft)} == {"again", "decided"}


def test_the_database_holds_no_third_cycle(cast: Cast) -> None:
    entry = Entry.objects.filter(draft=cast.draft).latest("pk")
    with pytest.raises(DatabaseError), transaction.atomic():
        QueryCycle.objects.create(draft=cast.draft, entry=entry, number=3)


# Records, and the last look


@pytest.mark.parametrize("model", [Query, QueryCycle, QueryMessage, QueryResult])
def test_records_are_neither_changed_nor_removed(cast: Cast, model: Any) -> None:
    (number,) = sent(cast)
    write(cast.ana, cast, number, confirms=True)
    decide(cast.teo, cast, number)
    row = model.objects.first()
    assert str(row)
    with pytest.raises(AppendOnly):
        row.save()
    table = model._meta.db_table
    for statement in ("UPDATE {table} SET entry_id = entry_id", "DELETE FROM {table}"):
        with (
            pytest.raises(DatabaseError, match=f"{table} is append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format(table=table))


def test_the_reviewer_sees_what_changed_since_the_last_look(cast: Cast) -> None:
    assert last_look(cast.teo, cast.draft) is None
    newest = cast.draft.entries.latest("pk").pk
    mark_seen(cast.teo, cast.draft, newest)
    sent(cast)
    saved(save(cast.ana, cast.draft, DOUBTED, "1050", new(), 1))
    saved(save(cast.ana, cast.draft, DOUBTED, "1060", new(), 2))
    saved(save(cast.ana, cast.draft, WOMEN, "600", new()))
    saved(save(cast.ana, cast.draft, RECEIPTS, "960", new(), 1))
    saved(save(cast.ana, cast.draft, RECEIPTS, "950", new(), 2))
    look = last_look(cast.teo, cast.draft)
    assert look is not None
    moved = {each.key: (each.before.number, each.row.number) for each in moved_since(cast.teo, cast.draft, look)}
    assert moved == {DOUBTED: (2500, "1060"), WOMEN: (None, "600")}
    mark_seen(cast.teo, cast.draft, newest + 100_000)
    mark_seen(cast.teo, cast.draft, newest)
    look = last_look(cast.teo, cast.draft)
    assert look is not None
    assert str(look).endswith(str(look.entry_id))
    assert moved_since(cast.teo, cast.draft, look) == ()


def test_a_refusal_says_what_to_do(cast: Cast) -> None:
    outcome = send_queries(cast.teo, cast.draft, new())
    assert isinstance(outcome, Refused)
    assert "Please raise queries first." in outcome.problems[0].message("en")


def test_a_thousand_queries_are_raised_and_sent_by_a_handful_of_statements(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    cells = [DOUBTED._replace(benefit=f"QMA01-{each}") for each in range(1000)]
    with django_assert_max_num_queries(60):
        assert len(raised(cast, *cells)) == 1000
    with django_assert_max_num_queries(40):
        send_queries(cast.teo, cast.draft, new())
    with django_assert_max_num_queries(20):
        assert len(seen_queries(cast.cleo.grants(), cast.draft)) == 1000
