"""What is wrong with somebody whom a coordinator invites, or with what is changed about one."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import LANGUAGES
from openssi_web.accounts.access import ALL_SCHEMES, institution_key
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.clock.calendars import today
from openssi_web.rounds.submissions.models import SubmissionDraft

INVITED_AS = ("RESP", "APPROVER")
LONGEST = 200
"""Characters of the name of an institution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A role for which somebody is invited, as it was typed.

    Attributes:
        schemes: Schemes of the submission, or `*` for all of the country.
        last: Last day; empty where the role has no end.
    """

    role: str
    institution: str
    schemes: tuple[str, ...]
    last: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitee:
    """Somebody who is invited, as it was typed."""

    email: str
    name: str
    language: str


def wrong_with_appointment(draft: SubmissionDraft, asked: Appointment) -> Iterator[Problem]:
    """Iterate over what is wrong with a role."""
    if asked.role not in INVITED_AS:
        yield Problem("PEOPLE_ROLE_UNFIT", Place(item="role"), {"role": _short(asked.role)})
    name = asked.institution
    # The name stands in keys of cells: one that leaves nothing there is none.
    if not name.strip() or not name.isprintable() or len(name) > LONGEST or not institution_key(name):
        yield Problem("PEOPLE_INSTITUTION_UNFIT", Place(item="institution"), {"longest": LONGEST})
    yield from wrong_with_schemes(draft, asked.schemes)
    if asked.last and day_from_today(asked.last) is None:
        yield Problem("PEOPLE_DAY_UNFIT", Place(item="last"), {"day": _short(asked.last)})


def wrong_with_schemes(draft: SubmissionDraft, schemes: Sequence[str]) -> Iterator[Problem]:
    """Iterate over what is wrong with the schemes that are assigned to somebody."""
    known = schemes_of(draft)
    if not schemes:
        yield Problem("PEOPLE_NO_SCHEME", Place(item="schemes"))
    for each in schemes:
        if each != ALL_SCHEMES and each not in known:
            values = {"scheme": _short(each), "known": ", ".join(known)}
            yield Problem("PEOPLE_SCHEME_UNKNOWN", Place(item="schemes"), values)


def wrong_with_invitee(draft: SubmissionDraft, asked: Invitee) -> Iterator[Problem]:
    """Iterate over what is wrong with a person who is to be registered; `accounts` looks at address and name again."""
    if asked.language not in LANGUAGES:
        values = {"language": _short(asked.language), "known": ", ".join(LANGUAGES)}
        yield Problem("PEOPLE_LANGUAGE_UNFIT", Place(item="language"), values)
    address = asked.email.strip().lower()
    known = Person.objects.filter(email=address).first() if "\0" not in address else None
    if known is not None:
        is_here = known.memberships.filter(ref_area=draft.ref_area).exists()
        yield Problem("PEOPLE_KNOWN_HERE" if is_here else "PEOPLE_KNOWN_ELSEWHERE", Place(item="email"))


def wrong_with_member(held: Membership) -> Iterator[Problem]:
    """Iterate over why nothing is changed about a role: it has ended, or nobody signs in with the account."""
    if not held.person.is_active or (held.valid_to is not None and held.valid_to < today()):
        yield Problem("PEOPLE_ENDED", Place(item=held.person.name))


def schemes_of(draft: SubmissionDraft) -> tuple[str, ...]:
    """Return the schemes that a submission asks about."""
    return tuple(str(each["id"]) for each in draft.inventory["schemes"])


def day_from_today(written: str) -> dt.date | None:
    """Return a day that is not past, none where it is past or no day."""
    try:
        found = dt.date.fromisoformat(written.strip())
    except ValueError:
        return None
    return found if found >= today() else None


def _short(written: str) -> str:
    return plain(written)[:60]
