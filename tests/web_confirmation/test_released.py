"""Only what the country confirmed, or let lapse, enters a release; what the compiler decided is put in at the gate."""

import datetime as dt
from decimal import Decimal

import pytest

from openssi.store import Workspace
from openssi.vocabulary.confirmation import Waiting
from openssi_web.rounds.acceptance.dissents import DissentAsked
from openssi_web.rounds.actions import fire_timers
from openssi_web.rounds.clock.calendars import confirmation_ends
from web_confirmation.confirming import (
    AID_CELL,
    COVERED,
    OLD_AGE,
    RECEIPTS_CELL,
    confirming,
    decided,
    objecting,
    values_released,
)
from web_moves.people import Everybody, do, done
from web_rounds.cast import AID, RECEIPTS, save, saved

pytestmark = pytest.mark.django_db


def test_nothing_is_released_before_the_country_agrees(validated: Everybody, world: Workspace) -> None:
    done(do(validated.vera, validated.draft, "accept"))
    waiting = (Waiting(submission="QMA-2024", vintage=1, published=0),)
    assert (values_released(world), world.submissions.waiting()) == ({}, waiting)
    done(do(validated.vera, validated.draft, "ask_confirmation"))
    assert (values_released(world), world.submissions.waiting()) == ({}, waiting)
    done(do(validated.cleo, validated.draft, "agree"))
    assert values_released(world)[RECEIPTS_CELL] == (Decimal(950), "A")
    assert world.submissions.confirmations.of("QMA-2024", 1).how == "agree"


def test_the_day_after_the_last_day_it_is_released_and_said_to_have_lapsed(
    validated: Everybody, world: Workspace
) -> None:
    confirming(validated)
    last = confirmation_ends(validated.draft)
    assert last is not None
    assert fire_timers(validated.draft, last) == ()
    assert values_released(world) == {}
    assert [each.move for each in fire_timers(validated.draft, last + dt.timedelta(days=1))] == ["lapse_confirmation"]
    assert values_released(world)[RECEIPTS_CELL] == (Decimal(950), "A")
    assert world.submissions.confirmations.of("QMA-2024", 1).how == "lapse_confirmation"


def test_during_a_revision_the_confirmed_version_is_released(validated: Everybody, world: Workspace) -> None:
    people = validated
    confirming(people)
    done(do(people.cleo, people.draft, "agree"))
    done(do(people.vera, people.draft, "open_revision", reason="Late accounts.", code="LATE"))
    done(do(people.cleo, people.draft, "begin_revision"))
    saved(save(people.ana, people.draft, RECEIPTS, "2000", "revised", 1))
    for who, action in ((people.ana, "ready"), (people.cleo, "ready"), (people.pia, "sign"), (people.cleo, "submit")):
        done(do(who, people.draft, action))
    done(do(people.teo, people.draft, "start_validation"))
    confirming(people)
    assert values_released(world)[RECEIPTS_CELL] == (Decimal(950), "A")
    assert world.submissions.waiting() == (Waiting(submission="QMA-2024", vintage=2, published=1),)
    done(do(people.cleo, people.draft, "agree"))
    assert values_released(world)[RECEIPTS_CELL] == (Decimal(2000), "A")


def test_an_imputed_value_is_accepted_with_status_and_reason(validated: Everybody, world: Workspace) -> None:
    decided(validated, RECEIPTS, "IMPUTE", "960")
    confirming(validated)
    (row,) = (each for each in world.submissions.accepted_observations("QMA", [2024]) if each.id == RECEIPTS_CELL)
    assert (row.scaled_value, row.obs_status, row.note) == (Decimal(960000000), "I", "The fund's report says so.")
    assert row.source == "[IMPUTED]"
    latest = validated.draft.current.get(**RECEIPTS._asdict()).answer
    assert (latest.number, latest.version) == ("950", 1)


def test_a_suppressed_value_is_not_accepted_and_said_to_be_suppressed(validated: Everybody, world: Workspace) -> None:
    decided(validated, AID, "SUPPRESS")
    confirming(validated)
    done(do(validated.cleo, validated.draft, "agree"))
    assert values_released(world)[AID_CELL] == (None, "Q")


def test_a_decision_about_an_earlier_answer_does_not_hold(validated: Everybody, world: Workspace) -> None:
    people = validated
    decided(people, AID, "SUPPRESS")
    people.draft.state = "IN_PROGRESS"
    people.draft.save(update_fields=["state"])
    saved(save(people.cleo, people.draft, AID, "11", "later", 1))
    people.draft.state = "UNDER_VALIDATION"
    people.draft.save(update_fields=["state"])
    confirming(people)
    done(do(people.cleo, people.draft, "agree"))
    assert values_released(world)[AID_CELL] == (Decimal(11), "A")


def test_a_revision_keeps_the_answer_of_the_country_and_the_decision(validated: Everybody, world: Workspace) -> None:
    people = validated
    decided(people, AID, "SUPPRESS")
    confirming(people)
    done(do(people.cleo, people.draft, "agree"))
    done(do(people.vera, people.draft, "open_revision", reason="Late accounts.", code="LATE"))
    done(do(people.cleo, people.draft, "begin_revision"))
    latest = people.draft.current.get(**AID._asdict()).answer
    assert (latest.number, latest.version) == ("10", 1)


def test_both_values_enter_the_statistics_when_they_are_published(validated: Everybody, world: Workspace) -> None:
    people = validated
    decided(people, AID, "IMPUTE", "12")
    confirming(people)
    done(objecting(people, DissentAsked(OLD_AGE, "60"), DissentAsked(AID_CELL, "10 000 000", "We counted it.")))
    assert people.state == "SIDE_BY_SIDE"
    assert values_released(world) == {}
    numbers = {each.figure: each.pk for each in people.draft.dissents.all()}
    said = {numbers[AID_CELL]: "The report says 12."}
    done(do(people.vera, people.draft, "publish_side_by_side", reason="Not reproduced.", answers=said, language="fr"))
    assert values_released(world)[AID_CELL] == (Decimal(12000000), "I")
    first, second = world.submissions.confirmations.of("QMA-2024", 1).dissents
    assert (first.figure, first.value, first.unit, first.answer) == (OLD_AGE, Decimal(60), "PT", "Not reproduced.")
    assert (second.value, second.explanation, second.answer) == (
        Decimal(10000000),
        "We counted it.",
        "The report says 12.",
    )
    assert (first.answer_language, first.language) == ("fr", "en")
    assert COVERED not in {each.figure for each in (first, second)}
