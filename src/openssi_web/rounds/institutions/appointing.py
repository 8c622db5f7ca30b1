"""The people of the institutions of a country: invited, assigned schemes and dismissed by its coordinator.

Named in `actions.py`. The desk officer may send an invitation again, and no more: who answers for a country is the
country's to say. Entries name people by their number alone: what is personal stays with the person.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from django.db import IntegrityError, transaction

from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import as_language
from openssi_web.accounts.access import ROLES_OF_AN_INSTITUTION, role_among
from openssi_web.accounts.actions import add_person, assign_schemes, end_role, give_role
from openssi_web.accounts.models import Membership, Person
from openssi_web.accounts.roles import RoleAsked
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.institutions.checks import (
    Appointment,
    Invitee,
    day_from_today,
    wrong_with_appointment,
    wrong_with_invitee,
    wrong_with_member,
    wrong_with_schemes,
)
from openssi_web.rounds.letters.causes import kinds_on, write_letters
from openssi_web.rounds.letters.models import WAITING, Letter
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import refuse_unseen
from openssi_web.rounds.requests.recording import Request, entry_before, locked, record_entry
from openssi_web.rounds.submissions.models import Entry, SubmissionDraft

APPOINTS: tuple[Role, ...] = ("COORD",)
SENDS_AGAIN: tuple[Role, ...] = ("COORD", "DESK_OFFICER")


@dataclass(frozen=True, slots=True)
class Appointed:
    """Something was done about the people of an institution, now or when it was asked for the first time."""

    entry: Entry
    repeated: bool = False


Appointing = Appointed | Refused


def invite_person(
    by: Person, draft: SubmissionDraft, invitee: Invitee, asked: Appointment, idempotency_key: str
) -> Appointing:
    """Register somebody of an institution and invite the person by a letter with a link to set a password.

    Args:
        by: The coordinator of the country.
        draft: The submission.
        invitee: The person.
        asked: The role.
        idempotency_key: Made by the page.

    Raises:
        Http404: if nobody of the country asks.
    """

    def do(draft: SubmissionDraft) -> "_Done | Refused":
        wrong = (*wrong_with_invitee(draft, invitee), *wrong_with_appointment(draft, asked))
        if wrong:
            return Refused(wrong)
        try:
            person = add_person(invitee.email, invitee.name, language=as_language(invitee.language), by=by)
        except IntegrityError:
            # Another country registers the same address at this moment.
            return Refused((Problem("PEOPLE_KNOWN_ELSEWHERE", Place(item="email")),))
        return _Done(give_role(person, _asked(draft, asked), by=by), "invite", is_invited=True)

    told = [invitee.email, invitee.name, invitee.language, asked.role, asked.institution, asked.schemes, asked.last]
    return _done(by, draft, _request(by, ["invite", *told], idempotency_key), APPOINTS, do)


def give_further_role(
    by: Person, draft: SubmissionDraft, number: int, asked: Appointment, idempotency_key: str
) -> Appointing:
    """Give a role to somebody who works for the country already, and tell the person by a letter.

    Args:
        by: The coordinator of the country.
        draft: The submission.
        number: A membership of the person in the country.
        asked: The role.
        idempotency_key: Made by the page.

    Raises:
        Http404: if nobody of the country asks.
    """

    def do(draft: SubmissionDraft) -> "_Done | Refused":
        held = _member(draft, number, anybody=True)
        if isinstance(held, Refused):
            return held
        wrong = tuple(wrong_with_appointment(draft, asked))
        if not wrong and not held.person.is_active:
            wrong = tuple(wrong_with_member(held))
        if wrong:
            return Refused(wrong)
        return _Done(give_role(held.person, _asked(draft, asked), by=by), "role", is_invited=True)

    told = ["role", number, asked.role, asked.institution, asked.schemes, asked.last]
    return _done(by, draft, _request(by, told, idempotency_key), APPOINTS, do)


def change_schemes(
    by: Person,
    draft: SubmissionDraft,
    number: int,
    schemes: Sequence[str],
    seen: Sequence[str] | None,
    idempotency_key: str,
) -> Appointing:
    """Assign other schemes to somebody of an institution.

    Args:
        by: The coordinator of the country.
        draft: The submission.
        number: The membership.
        schemes: The schemes from now on.
        seen: The schemes that stood there when the page was opened; none where it does not matter.
        idempotency_key: Made by the page.

    Raises:
        Http404: if nobody of the country asks.
    """

    def do(draft: SubmissionDraft) -> "_Done | Refused":
        held = _member(draft, number)
        if isinstance(held, Refused):
            return held
        wrong = (*wrong_with_member(held), *wrong_with_schemes(draft, schemes))
        if seen is not None and set(seen) != set(held.schemes):
            wrong = (*wrong, Problem("PEOPLE_CHANGED", Place(item=held.person.name)))
        if wrong:
            return Refused(wrong)
        assign_schemes(held, tuple(dict.fromkeys(schemes)), by=by)
        return _Done(held, "assign")

    told = ["assign", number, list(schemes), seen and list(seen)]
    return _done(by, draft, _request(by, told, idempotency_key), APPOINTS, do)


def dismiss(by: Person, draft: SubmissionDraft, number: int, last: str, idempotency_key: str) -> Appointing:
    """End the role of somebody of an institution after a day, or at once.

    Args:
        by: The coordinator of the country.
        draft: The submission.
        number: The membership.
        last: Last day, from today on; empty where it ends at once.
        idempotency_key: Made by the page.

    Raises:
        Http404: if nobody of the country asks.
    """

    def do(draft: SubmissionDraft) -> "_Done | Refused":
        held = _member(draft, number)
        if isinstance(held, Refused):
            return held
        wrong = tuple(wrong_with_member(held))
        day = day_from_today(last) if last.strip() else today() - dt.timedelta(days=1)
        if day is None:
            wrong = (*wrong, Problem("PEOPLE_DAY_UNFIT", Place(item="last"), {"day": plain(last)[:60]}))
        if wrong or day is None:
            return Refused(wrong)
        person = held.person_id
        end_role(held, day, by=by)
        return _Done(held, "end", person=person)

    return _done(by, draft, _request(by, ["end", number, last], idempotency_key), APPOINTS, do)


def invite_again(by: Person, draft: SubmissionDraft, number: int, idempotency_key: str) -> Appointing:
    """Send the invitation of somebody of an institution again; a link in it is a fresh one.

    Args:
        by: The coordinator of the country, or a desk officer.
        draft: The submission.
        number: The membership.
        idempotency_key: Made by the page: one letter for each time that it is asked.

    Raises:
        Http404: if the person does not see the country.
    """

    def do(draft: SubmissionDraft) -> "_Done | Refused":
        held = _member(draft, number)
        if isinstance(held, Refused):
            return held
        wrong = tuple(wrong_with_member(held))
        kinds = [each.id for each in kinds_on("appointment")]
        own = Letter.objects.filter(round=draft.round, ref_area=draft.ref_area, person=held.person)
        if own.filter(kind__in=kinds, state__in=WAITING).exists():
            wrong = (*wrong, Problem("PEOPLE_LETTER_WAITS", Place(item=held.person.name)))
        return Refused(wrong) if wrong else _Done(held, "again", is_invited=True)

    return _done(by, draft, _request(by, ["again", number], idempotency_key), SENDS_AGAIN, do)


# Steps


@dataclass(frozen=True, slots=True)
class _Done:
    """What was done about whom."""

    held: Membership
    what: str
    is_invited: bool = False
    person: int | None = None


def _request(by: Person, asked: list[object], idempotency_key: str) -> Request:
    return Request(person=by, action="people", channel="form", idempotency_key=idempotency_key, asked=asked)


def _done(
    by: Person,
    draft: SubmissionDraft,
    request: Request,
    may: tuple[Role, ...],
    do: Callable[[SubmissionDraft], _Done | Refused],
) -> Appointing:
    """Do something about somebody in one transaction, with its entry and the letter that it causes."""
    grants = by.grants()
    refuse_unseen(grants, draft, ())
    role = role_among(grants, draft.ref_area, may)
    if role is None:
        return _because("ROUND_ACTION_OF_OTHERS", draft, may=", ".join(may))
    try:
        with transaction.atomic():
            draft = locked(draft)
            before = _before(draft, request)
            if before is not None:
                return before
            done = do(draft)
            if isinstance(done, Refused):
                return done
            person = done.person or done.held.person_id
            entry = record_entry(draft, request, role, {"did": done.what, "person": person, "role": done.held.role})
            if done.is_invited:
                _invite(draft, entry, done.held)
    except FixTheFile as error:
        return Refused(tuple(_in_words_of_the_page(each) for each in error.problems))
    return Appointed(entry)


def _before(draft: SubmissionDraft, request: Request) -> Appointing | None:
    entry = entry_before(draft, request)
    return Appointed(entry, repeated=True) if isinstance(entry, Entry) else entry


def _invite(draft: SubmissionDraft, entry: Entry, held: Membership) -> None:
    for kind in kinds_on("appointment"):
        if held.role in kind.roles:
            write_letters(kind, f"appointment {held.pk} {entry.pk}", [held.person], draft=draft, entry=entry)


def _member(draft: SubmissionDraft, number: int, *, anybody: bool = False) -> Membership | Refused:
    """Return a role in an institution of the country; with `anybody` any role in the country."""
    found = Membership.objects.filter(pk=number, ref_area=draft.ref_area).select_related("person").first()
    if found is None or not (anybody or found.role in ROLES_OF_AN_INSTITUTION):
        return _because("PEOPLE_MEMBER_UNKNOWN", draft, number=number)
    return found


def _asked(draft: SubmissionDraft, asked: Appointment) -> RoleAsked:
    return RoleAsked(
        role=cast("Role", asked.role),
        ref_area=draft.ref_area,
        institution=" ".join(asked.institution.split()),
        schemes=tuple(dict.fromkeys(asked.schemes)),
        first=today(),
        last=day_from_today(asked.last) if asked.last else None,
    )


def _in_words_of_the_page(problem: Problem) -> Problem:
    """Return what `accounts` refused in words that name no command, and at the field that it is about."""
    codes = {"PERSON_KNOWN": "PEOPLE_KNOWN_ELSEWHERE", "ROLE_HELD": "PEOPLE_ROLE_HELD"}
    fields = {"PERSON_NAME_UNFIT": "name", "ADDRESS_UNFIT": "email", "PERSON_KNOWN": "email", "ROLE_HELD": "role"}
    code = codes.get(problem.code, problem.code)
    return replace(problem, code=code, place=Place(item=fields.get(problem.code, "")))


def _because(code: str, draft: SubmissionDraft, **values: object) -> Refused:
    return Refused((Problem(code, Place(item=str(draft)), values),))
