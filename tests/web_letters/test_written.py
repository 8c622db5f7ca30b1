"""Which step writes which letter to whom."""

import datetime as dt
from uuid import uuid4

import pytest

from openssi.store import Workspace
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.acceptance.dissents import DissentAsked
from openssi_web.rounds.actions import fire_timers, raise_queries, send_queries
from openssi_web.rounds.letters.models import Letter
from openssi_web.rounds.models import Round
from web_confirmation.confirming import OLD_AGE, objecting, under_validation, with_population
from web_confirmation.confirming import confirming as asked_to
from web_moves.people import Everybody, accepted, answered, do, done, give, published, signed, submitted
from web_queries.asking import asked, due
from web_rounds.cast import RECEIPTS

pytestmark = pytest.mark.django_db


def written() -> list[tuple[str, str, str]]:
    """Return kind, reader and country of every letter, in the order in which they were written."""
    rows = Letter.objects.order_by("pk").select_related("person")
    return [(each.kind, each.person.name.split()[0], each.ref_area) for each in rows]


def new(before: list[tuple[str, str, str]]) -> set[tuple[str, str]]:
    return {(kind, name) for kind, name, _ in written()[len(before) :]}


def officer() -> Person:
    """A desk officer who follows QMA in particular."""
    tess = Person.objects.create_user("tess@desk.example", "Tess Wim")
    give(tess, "DESK_OFFICER", "QMA")
    return tess


def days(round_: Round) -> dict[str, dt.date]:
    from openssi_web.rounds.clock.calendars import days_of

    return days_of(round_)


def test_every_step_writes_to_those_whom_it_concerns_and_not_to_who_took_it(people: Everybody) -> None:
    officer()
    answered(people)
    assert written() == []
    for who in (people.ana, people.cleo):
        done(do(who, people.draft, "ready"))
    assert new([]) == {("to_sign", "Pia")}
    before = written()
    done(do(people.pia, people.draft, "sign"))
    assert new(before) == {("to_review", "Cleo"), ("to_review", "Noa")}
    before = written()
    done(do(people.cleo, people.draft, "submit"))
    assert new(before) == {("submitted", "Tess")}
    before = written()
    done(do(people.teo, people.draft, "start_validation"))
    done(do(people.vera, people.draft, "accept"))
    assert new(before) == set()
    done(do(people.vera, people.draft, "ask_confirmation"))
    assert new(before) == {("confirmation", "Cleo")}
    before = written()
    done(do(people.cleo, people.draft, "agree"))
    assert new(before) == {("published", "Ana"), ("published", "Noa")}
    before = written()
    done(do(people.vera, people.draft, "open_revision", reason="An error.", code="ERROR"))
    assert new(before) == {("revision", "Cleo")}


def test_what_is_returned_is_told_to_those_whose_part_it_is(people: Everybody) -> None:
    answered(people)
    for who in (people.ana, people.cleo):
        done(do(who, people.draft, "ready"))
    before = written()
    done(do(people.pia, people.draft, "return_to_respondents", reason="950 is last year’s."))
    assert new(before) == {("returned", "Ana"), ("returned", "Cleo")}
    done(do(people.ana, people.draft, "ready"))
    done(do(people.pia, people.draft, "sign"))
    before = written()
    done(do(people.cleo, people.draft, "return_to_institutions", reason="Again.", part="QMA02"))
    assert new(before) == set()


def asked_to_confirm(world: Workspace, people: Everybody) -> list[tuple[str, str, str]]:
    """The country is asked to confirm; return what was written until then."""
    with_population(world)
    under_validation(people)
    asked_to(people)
    return written()


def test_an_objection_is_told_to_the_officer_who_follows_the_country(world: Workspace, people: Everybody) -> None:
    officer()
    before = asked_to_confirm(world, people)
    done(objecting(people, DissentAsked(OLD_AGE, "60")))
    assert new(before) == {("objection", "Tess")}


def test_where_nobody_follows_the_country_the_officers_for_all_countries_are_told(
    world: Workspace, people: Everybody
) -> None:
    before = asked_to_confirm(world, people)
    done(objecting(people, DissentAsked(OLD_AGE, "60")))
    assert ("objection", "Teo") in new(before)


def test_reminders_go_to_those_whose_part_is_open(people: Everybody) -> None:
    first = days(people.draft.round)["reminder_1"]
    fire_timers(people.draft, first)
    assert set(written()) == {("reminder_1", "Ana", "QMA"), ("reminder_1", "Cleo", "QMA")}
    answered(people)
    done(do(people.ana, people.draft, "ready"))
    before = written()
    fire_timers(people.draft, days(people.draft.round)["reminder_2"])
    assert new(before) == {("reminder_2", "Cleo")}
    before = written()
    fire_timers(people.draft, days(people.draft.round)["reminder_3"])
    fire_timers(people.draft, days(people.draft.round)["reminder_3"])
    assert written()[len(before) :] == [("reminder_3", "Cleo", "QMA")]


def test_a_country_that_does_not_answer_is_told_so(people: Everybody) -> None:
    fire_timers(people.draft, days(people.draft.round)["no_response"])
    assert written()[-1] == ("no_response", "Cleo", "QMA")


def test_of_a_cause_nobody_gets_a_second_letter(people: Everybody) -> None:
    give(people.cleo, "RESP", "QMA", "QMA01")
    fire_timers(people.draft, days(people.draft.round)["reminder_1"])
    assert [name for _, name, _ in written()].count("Cleo") == 1
    answered(people)
    outcome = do(people.ana, people.draft, "ready", key="once")
    again = do(people.ana, people.draft, "ready", key="once")
    assert done(outcome).entry == done(again).entry
    assert len(set(written())) == len(written())


def test_a_letter_is_in_the_language_of_its_reader_and_kept_with_its_cause(people: Everybody) -> None:
    Person.objects.filter(pk=people.ana.pk).update(language="es")
    fire_timers(people.draft, days(people.draft.round)["reminder_1"])
    letter = Letter.objects.get(person=people.ana)
    assert (letter.language, letter.person.email, letter.by, letter.state) == ("es", people.ana.email, None, "queued")
    assert letter.entry is not None
    assert letter.entry.transitions.get().move == "remind"
    assert letter.due == days(people.draft.round)["due"]


def test_those_whose_role_has_ended_get_none(people: Everybody) -> None:
    Membership.objects.filter(person=people.ana).update(valid_to=dt.date(2024, 1, 2))
    fire_timers(people.draft, days(people.draft.round)["reminder_1"])
    assert {name for _, name, _ in written()} == {"Cleo"}


def test_a_refused_step_writes_no_letter(people: Everybody) -> None:
    do(people.ana, people.draft, "submit")
    assert written() == []


@pytest.mark.parametrize("way", [submitted, accepted, published, signed])
def test_no_letter_goes_abroad(people: Everybody, way: object) -> None:
    answered(people) if way is signed else None
    way(people)  # type: ignore[operator]
    assert "Bo" not in {name for _, name, _ in written()}


def test_queries_are_told_to_the_people_of_the_schemes_that_are_asked_about(people: Everybody) -> None:

    berta = Person.objects.create_user("berta@aid.example", "Berta Aid")
    give(berta, "RESP", "QMA", "QMA02")
    submitted_with_everybody(people, berta)
    before = written()
    raise_queries(people.teo, people.draft, asked(RECEIPTS), due(), uuid4().hex)
    assert new(before) == set()
    send_queries(people.teo, people.draft, uuid4().hex)
    assert new(before) == {("queries", "Ana"), ("queries", "Cleo")}
    letter = Letter.objects.get(person=people.ana, kind="queries")
    assert letter.due == due()
    before = written()
    fire_timers(people.draft, due() + dt.timedelta(days=1))
    assert new(before) == {("queries_lapsed", "Cleo")}


def submitted_with_everybody(people: Everybody, berta: Person) -> None:
    answered(people)
    for who in (people.ana, berta, people.cleo):
        done(do(who, people.draft, "ready"))
    done(do(people.pia, people.draft, "sign"))
    done(do(people.cleo, people.draft, "submit"))
    done(do(people.teo, people.draft, "start_validation"))
