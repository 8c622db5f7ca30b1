"""A submission goes its ways: on time, late, recalled, returned, lapsed, objected to, revised."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from openssi.store import Workspace
from openssi_web.rounds.actions import fire_timers
from openssi_web.rounds.clock.calendars import confirmation_ends, days_of
from openssi_web.rounds.models import SubmissionDraft, Transition
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.submissions.parts import parts_now
from web_desk.desk import at_the_desk, compiled, searched, source, state
from web_moves.people import (
    Everybody,
    accepted,
    answered,
    codes,
    confirming,
    do,
    done,
    in_state,
    published,
    signed,
    submitted,
)
from web_rounds.cast import AID, RECEIPTS, save, saved


def vintages(world: Workspace) -> int:
    folder = world.submissions.accepted("QMA-2024")
    return int(folder.record()["vintage"]) if folder.exists else 0


def receipts(world: Workspace) -> Decimal | None:
    rows = world.submissions.accepted_observations("QMA", [2024])
    return next(each.value for each in rows if each.item == "S.REC_TOTAL" and each.scheme == "QMA01")


def ready_parts(people: Everybody) -> list[str]:
    return [each.part for each in parts_now(people.draft) if each.ready]


def last(people: Everybody) -> Transition:
    found = people.draft.transitions.order_by("-pk").first()
    assert found is not None
    return found


# The way of a country that answers


def test_a_country_answers_and_is_published(people: Everybody, world: Workspace) -> None:
    published(people)
    assert people.state == "PUBLISHED"
    assert people.moves == [
        "", "begin", "ready", "ready", "institutions_ready", "sign", "review", "submit", "start_validation", "accept",
        "ask_confirmation", "agree",
    ]  # fmt: skip
    assert (vintages(world), receipts(world)) == (1, Decimal(950))


def test_every_transition_stands_in_an_entry_with_its_person_and_role(people: Everybody) -> None:
    submitted(people)
    entry = last(people).entry
    assert (entry.person, entry.role, entry.action) == (people.cleo, "COORD", "move")
    assert entry.detail["move"] == "submit"


def test_a_submission_after_the_due_date_is_taken_and_said_to_be_late(people: Everybody) -> None:
    assert days_of(people.draft.round)["due"] == dt.date(2025, 5, 31)
    submitted(people)
    assert last(people).entry.detail["late"] is True


def test_a_submission_before_the_due_date_is_not_late(people: Everybody) -> None:
    people.draft.round.deadline = dt.date(2096, 6, 30)
    people.draft.round.save()
    submitted(people)
    assert last(people).entry.detail["late"] is False


def test_answers_are_closed_from_when_every_part_is_ready(people: Everybody) -> None:
    answered(people)
    done(do(people.ana, people.draft, "ready"))
    saved(save(people.cleo, people.draft, AID, "11", "late-1", 1))
    done(do(people.cleo, people.draft, "ready"))
    assert people.state == "INSTITUTION_READY"
    refused = save(people.cleo, people.draft, AID, "12", "late-2", 2)
    assert isinstance(refused, Refused)
    assert [each.code for each in refused.problems] == ["ROUND_NOT_OPEN"]


def test_a_changed_answer_takes_the_mark_of_its_part_away(people: Everybody) -> None:
    answered(people)
    done(do(people.ana, people.draft, "ready"))
    assert ready_parts(people) == ["QMA01"]
    saved(save(people.ana, people.draft, RECEIPTS, "960", "again-1", 1))
    assert ready_parts(people) == []
    done(do(people.ana, people.draft, "ready"))
    assert ready_parts(people) == ["QMA01"]


def test_a_country_without_approvers_goes_straight_to_its_coordinator(people: Everybody) -> None:
    people.pia.memberships.all().delete()
    answered(people)
    done(do(people.ana, people.draft, "ready"))
    assert done(do(people.cleo, people.draft, "ready")).state == "NATIONAL_REVIEW"


def test_the_clock_goes_on_where_the_last_approver_has_left(people: Everybody) -> None:
    answered(people)
    for who in (people.ana, people.cleo):
        done(do(who, people.draft, "ready"))
    assert people.state == "INSTITUTION_READY"
    people.pia.memberships.all().delete()
    assert [each.move for each in fire_timers(people.draft)] == ["review"]
    assert people.state == "NATIONAL_REVIEW"


# Ways back


def test_an_approver_returns_a_part_and_only_that_part(people: Everybody) -> None:
    answered(people)
    for who in (people.ana, people.cleo):
        done(do(who, people.draft, "ready"))
    done(do(people.pia, people.draft, "return_to_respondents", reason="The receipts lack the transfers."))
    assert (people.state, ready_parts(people)) == ("IN_PROGRESS", ["_Z", "QMA02"])
    assert last(people).reason == "The receipts lack the transfers."
    done(do(people.ana, people.draft, "ready"))
    assert people.state == "INSTITUTION_READY"


def test_a_coordinator_returns_the_part_of_an_institution(people: Everybody) -> None:
    answered(people)
    signed(people)
    done(do(people.cleo, people.draft, "return_to_institutions", reason="Please look again.", part="Pension Fund"))
    assert (people.state, ready_parts(people)) == ("IN_PROGRESS", ["_Z", "QMA02"])
    done(do(people.ana, people.draft, "ready"))
    done(do(people.pia, people.draft, "sign"))
    assert people.state == "NATIONAL_REVIEW"


def test_a_coordinator_returns_everything_where_no_part_is_named(people: Everybody) -> None:
    answered(people)
    signed(people)
    done(do(people.cleo, people.draft, "return_to_institutions", reason="Please look again."))
    assert ready_parts(people) == []


def test_a_submission_is_recalled_until_somebody_checks_it(people: Everybody) -> None:
    submitted(people)
    done(do(people.cleo, people.draft, "recall", reason="One figure is wrong."))
    assert people.state == "NATIONAL_REVIEW"
    done(do(people.cleo, people.draft, "submit"))
    done(do(people.teo, people.draft, "start_validation"))
    assert codes(do(people.cleo, people.draft, "recall", reason="One more.")) == ["MOVE_NOT_NOW"]


def test_the_statistical_office_agrees_or_states_a_reserve(people: Everybody) -> None:
    answered(people)
    signed(people)
    done(do(people.noa, people.draft, "reserve_nationally", reason="The census says less."))
    done(do(people.noa, people.draft, "agree_nationally"))
    assert people.state == "NATIONAL_REVIEW"
    reserve, agreed = people.draft.transitions.order_by("pk")[people.draft.transitions.count() - 2 :]
    assert (reserve.reason, agreed.move) == ("The census says less.", "agree_nationally")


def test_new_evidence_leads_back_to_validation_and_to_a_second_version(people: Everybody, world: Workspace) -> None:
    confirming(people)
    done(do(people.cleo, people.draft, "bring_evidence", reason="The audited accounts came.", code="LATE"))
    assert people.state == "UNDER_VALIDATION"
    done(do(people.vera, people.draft, "accept"))
    assert (people.state, vintages(world)) == ("ACCEPTED", 2)


def test_a_revision_begins_from_the_accepted_version_and_makes_the_next(people: Everybody, world: Workspace) -> None:
    published(people)
    done(do(people.vera, people.draft, "open_revision", reason="Accounts were closed late.", code="LATE"))
    assert done(do(people.cleo, people.draft, "begin_revision")).state == "IN_PROGRESS"
    assert ready_parts(people) == []
    saved(save(people.ana, people.draft, RECEIPTS, "2000", "revised", 1))
    signed(people)
    done(do(people.cleo, people.draft, "submit"))
    done(do(people.teo, people.draft, "start_validation"))
    done(do(people.vera, people.draft, "accept"))
    assert (vintages(world), receipts(world)) == (2, Decimal(2000))


def test_a_revision_begins_from_what_the_compiler_corrected_in_the_store(people: Everybody, world: Workspace) -> None:
    published(people)
    submissions = world.submissions
    read = submissions.find("QMA-2024")
    assert read is not None
    rows = [
        replace(each, value=Decimal(955)) if (each.item, each.scheme) == ("S.REC_TOTAL", "QMA01") else each
        for each in submissions.accepted_observations("QMA", [2024])
    ]
    submissions.accept(read, rows, (), "2025-01-01T00:00:00+00:00")
    done(do(people.vera, people.draft, "open_revision", reason="It was corrected.", code="COMPILER"))
    done(do(people.cleo, people.draft, "begin_revision"))
    latest = people.draft.current.get(**RECEIPTS._asdict()).answer
    assert (latest.number, latest.version) == ("955", 2)


# The clock


def on(people: Everybody, step: str) -> dt.date:
    return days_of(people.draft.round)[step]


def test_the_latest_reminder_that_is_due_fires_once(people: Everybody) -> None:
    day = on(people, "reminder_2")
    assert [each.rule for each in fire_timers(people.draft, day)] == [f"reminder_2 {day}"]
    assert fire_timers(people.draft, day) == ()
    assert (people.state, last(people).rule, last(people).entry.person) == ("NOT_STARTED", f"reminder_2 {day}", None)


def test_no_reminder_fires_before_its_day(people: Everybody) -> None:
    assert fire_timers(people.draft, on(people, "reminder_1") - dt.timedelta(days=1)) == ()


def test_a_silent_country_lapses_and_a_late_answer_brings_it_back(people: Everybody) -> None:
    fire_timers(people.draft, on(people, "no_response"))
    assert people.state == "NO_RESPONSE"
    saved(save(people.ana, people.draft, RECEIPTS, "950", "late"))
    assert (people.state, last(people).move) == ("IN_PROGRESS", "answer_late")
    assert fire_timers(people.draft, dt.date(2096, 1, 1)) == ()


def test_a_country_that_was_compiled_answers_after_all(people: Everybody) -> None:
    at_the_desk(people)
    compiled(state(people, source(people), "900"))
    assert people.state == "DESK_COMPILED"
    saved(save(people.ana, people.draft, RECEIPTS, "950", "late", 1))
    assert (people.state, last(people).move) == ("IN_PROGRESS", "answer_after_compilation")


@pytest.mark.parametrize(("confirms", "status"), [(True, "A"), (False, "E")])
def test_what_was_compiled_is_published_as_confirmed_or_estimated(
    people: Everybody, world: Workspace, confirms: bool, status: str
) -> None:
    at_the_desk(people)
    compiled(state(people, source(people), "900"))
    searched(people)
    done(do(people.teo, people.draft, "confirm_compilation"))
    if confirms:
        done(do(people.cleo, people.draft, "agree"))
    else:
        fire_timers(people.draft, dt.date(2096, 1, 1))
    assert (people.state, vintages(world)) == ("PUBLISHED", 1)
    rows = world.submissions.accepted_observations("QMA", [2024])
    assert next(each.obs_status for each in rows if each.item == "S.REC_TOTAL") == status


def test_a_confirmation_that_nobody_gives_lapses_after_its_last_day(people: Everybody) -> None:
    confirming(people)
    ends = confirmation_ends(people.draft)
    assert ends is not None
    assert fire_timers(people.draft, ends) == ()
    assert people.state == "COUNTRY_CONFIRMATION"
    (fired,) = fire_timers(people.draft, ends + dt.timedelta(days=1))
    assert (fired.move, people.state) == ("lapse_confirmation", "PUBLISHED")


def test_a_clock_that_cannot_do_it_says_why_and_changes_nothing(
    people: Everybody, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openssi.vocabulary.errors import TryAgain
    from openssi_web.rounds.acceptance import gate

    def refuse(*_: object, **__: object) -> int:
        raise TryAgain.because("SITE_BUSY", cause="the disk is full")

    at_the_desk(people)
    searched(people)
    done(do(people.teo, people.draft, "confirm_compilation"))
    before = people.draft.entries.count()
    monkeypatch.setattr(gate, "accept", refuse)
    (fired,) = fire_timers(people.draft, dt.date(2096, 1, 1))
    assert [each.code for each in fired.problems] == ["SITE_BUSY"]
    assert (people.state, people.draft.entries.count()) == ("COUNTRY_CONFIRMATION", before)


# Four eyes, and the gate


def test_whoever_validated_does_not_accept(people: Everybody) -> None:
    submitted(people)
    done(do(people.max, people.draft, "start_validation"))
    people.max.memberships.filter(role="DESK_OFFICER").delete()
    assert codes(do(people.max, people.draft, "accept")) == ["MOVE_VALIDATED_BY_YOU"]


def test_whoever_holds_both_roles_does_not_accept(people: Everybody) -> None:
    submitted(people)
    done(do(people.teo, people.draft, "start_validation"))
    assert codes(do(people.max, people.draft, "accept")) == ["MOVE_BOTH_ROLES"]
    assert codes(do(people.teo, people.draft, "accept")) == ["ROUND_ACTION_OF_OTHERS"]
    assert done(do(people.vera, people.draft, "accept")).state == "ACCEPTED"


def test_a_gate_that_refuses_leaves_the_state_as_it_was(people: Everybody, monkeypatch: pytest.MonkeyPatch) -> None:
    from openssi.run.inquiry import Inquiry
    from openssi.vocabulary.errors import TryAgain

    def refuse(*_: object, **__: object) -> object:
        raise TryAgain.because("SITE_BUSY", cause="the disk is full")

    submitted(people)
    done(do(people.teo, people.draft, "start_validation"))
    before = people.draft.entries.count()
    monkeypatch.setattr(Inquiry, "accept", refuse)
    assert codes(do(people.vera, people.draft, "accept")) == ["SITE_BUSY"]
    assert (people.state, people.draft.entries.count()) == ("UNDER_VALIDATION", before)


def test_accepting_again_what_was_written_but_not_recorded_makes_no_second_version(
    people: Everybody, world: Workspace
) -> None:
    accepted(people)
    in_state(people, "UNDER_VALIDATION")
    done(do(people.vera, people.draft, "accept"))
    assert vintages(world) == 1


def test_a_draft_that_was_accepted_stands_in_the_history_of_the_next_year(people: Everybody, world: Workspace) -> None:
    accepted(people)
    assert world.submissions.accepted_years("QMA") == [2023, 2024]
    assert SubmissionDraft.objects.get(pk=people.draft.pk).state == "ACCEPTED"
