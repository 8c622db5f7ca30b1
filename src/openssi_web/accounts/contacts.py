"""The actions on the register of persons: add somebody, correct, end. Part of `actions.py`, which names them."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet

from openssi.vocabulary.errors import FixTheAnswer, FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import keeps_contacts
from openssi_web.accounts.contact_models import Contact, ContactChange
from openssi_web.accounts.models import Person
from openssi_web.accounts.names import fit_name

OF_THE_ACCOUNT = ("name", "email", "language")
"""Fields that stand with the account where there is one."""

LONGEST_LINE = 200
_PHONE = re.compile(r"\+?[0-9][0-9 ().\-/]{2,37}[0-9]( ?(ext|x)\.? ?[0-9]{1,6})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactAsked:
    """A contact as it is to be.

    Attributes:
        ref_area: The country, empty for the compiler's own people; it stays as it is when a contact is corrected.
    """

    ref_area: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    institution: str = ""
    function: str = ""
    language: Language = "en"
    valid_from: dt.date
    valid_to: dt.date | None = None


def add_contact(by: Person, asked: ContactAsked) -> Contact:
    """Enter somebody without an account into the register.

    Raises:
        FixTheAnswer: if something of it does not fit, somebody else looks after this country, or the person is there.
    """
    areas = [asked.ref_area] if asked.ref_area else []
    if not keeps_contacts(by.grants(), areas):
        raise FixTheAnswer.because("CONTACT_OF_OTHERS", Place(item=asked.ref_area or "-"), area=asked.ref_area or "-")
    row = Contact(ref_area=asked.ref_area, **_fit(asked, of_account=False))
    with transaction.atomic():
        if _same(row).exists():
            raise FixTheAnswer.because("CONTACT_KNOWN", Place(item="name"))
        row.save()
        filled = [each.name for each in fields(ContactAsked) if getattr(row, each.name)]
        ContactChange.objects.create(contact=row, by=by, action="add", fields=filled)
    return row


def _same(row: Contact) -> "QuerySet[Contact]":
    """Return those who are in the register under the same address, or the same name where there is none."""
    there = Contact.objects.filter(ref_area=row.ref_area, erased_at__isnull=True).exclude(pk=row.pk)
    open_ended = there.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=row.valid_from))
    if row.email:
        return open_ended.filter(Q(email__iexact=row.email) | Q(person__email__iexact=row.email))
    return open_ended.filter(name__iexact=row.name, institution__iexact=row.institution, person__isnull=True)


def change_contact(by: Person, contact: Contact, asked: ContactAsked, seen: int) -> Contact:
    """Correct what the register says of somebody; what the account says is the person's own to change.

    Args:
        by: Who corrects.
        contact: The contact.
        asked: What it is to say.
        seen: The version that the person saw.

    Raises:
        FixTheAnswer: if something does not fit, somebody corrected it meanwhile, or it was erased.
    """
    with transaction.atomic():
        row = _locked(by, contact, seen)
        wanted = _fit(asked, of_account=row.person is not None)
        changed = [name for name, value in wanted.items() if getattr(row, name) != value]
        if changed:
            _save(row, {name: wanted[name] for name in changed})
            ContactChange.objects.create(contact=row, by=by, action="correct", fields=changed)
    return row


def end_contact(by: Person, contact: Contact, last: dt.date, seen: int) -> Contact:
    """Say on which day somebody is to be reached there for the last time.

    Raises:
        FixTheAnswer: if that is before the first day, somebody changed it meanwhile, or it was erased.
    """
    with transaction.atomic():
        row = _locked(by, contact, seen)
        if last < row.valid_from:
            raise FixTheAnswer(list(_ends_too_soon(row.valid_from, last)))
        if row.valid_to != last:
            _save(row, {"valid_to": last})
            ContactChange.objects.create(contact=row, by=by, action="end", fields=["valid_to"])
    return row


def _save(row: Contact, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=[*values, "version"])


def _locked(by: Person, contact: Contact, seen: int) -> Contact:
    """Return a contact as it is now, if the person may change it and saw it so."""
    row = Contact.objects.select_for_update(of=("self",)).select_related("person").get(pk=contact.pk)
    place = Place(item=str(row.pk))
    if not keeps_contacts(by.grants(), row.areas):
        raise FixTheAnswer.because("CONTACT_OF_OTHERS", place, area=", ".join(row.areas) or "-")
    if row.erased_at is not None:
        raise FixTheAnswer.because("PERSON_ERASED", place, day=f"{row.erased_at:%Y-%m-%d}")
    if row.version != seen:
        raise FixTheAnswer.because("CONTACT_CHANGED", place)
    return row


# What fits


def _fit(asked: ContactAsked, *, of_account: bool) -> dict[str, object]:
    """Return the fields of a contact as they are kept.

    Raises:
        FixTheAnswer: with all that does not fit.
    """
    found: dict[str, object] = {
        "phone": " ".join(asked.phone.split()),
        "institution": " ".join(asked.institution.split()),
        "function": " ".join(asked.function.split()),
        "valid_from": asked.valid_from,
        "valid_to": asked.valid_to,
    }
    problems = list(_problems(found))
    if not of_account:
        found |= {
            "name": " ".join(asked.name.split()),
            "email": asked.email.strip().lower(),
            "language": asked.language,
        }
        problems = [*_of_the_name(asked), *problems]
    if asked.valid_to is not None and asked.valid_to < asked.valid_from:
        problems += _ends_too_soon(asked.valid_from, asked.valid_to)
    if problems:
        raise FixTheAnswer(problems)
    return found


def _of_the_name(asked: ContactAsked) -> Iterator[Problem]:
    try:
        fit_name(asked.name, Place(item="name"))
    except FixTheFile as refused:
        yield from refused.problems
    if asked.email.strip():
        try:
            validate_email(asked.email.strip())
        except ValidationError:
            yield Problem("ADDRESS_UNFIT", Place(item="email"))


def _problems(found: dict[str, object]) -> Iterator[Problem]:
    if found["phone"] and not _PHONE.fullmatch(str(found["phone"])):
        yield Problem("CONTACT_PHONE_UNFIT", Place(item="phone"))
    for name in ("institution", "function"):
        written = str(found[name])
        if len(written) > LONGEST_LINE or (written and not written.isprintable()):
            yield Problem("CONTACT_LINE_UNFIT", Place(item=name), {"longest": LONGEST_LINE})


def _ends_too_soon(first: dt.date, last: dt.date) -> Iterator[Problem]:
    values = {"first": first.isoformat(), "last": last.isoformat()}
    yield Problem("CONTACT_ENDS_BEFORE_IT_BEGINS", Place(item="valid_to"), values)
