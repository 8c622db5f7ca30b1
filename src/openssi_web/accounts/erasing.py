"""The actions that erase what is personal, on request. Part of `actions.py`, which names them.

What somebody answered, wrote and decided stays, and who did it: a number. What the number is called is gone.
"""

import datetime as dt
from typing import Literal, get_args

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from openssi.vocabulary.errors import FixTheAnswer
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import is_administrator
from openssi_web.accounts.contact_models import Contact, ContactChange, FormerName
from openssi_web.accounts.mail import forget
from openssi_web.accounts.models import Membership, Person, PersonChange
from openssi_web.accounts.names import erased_address, token_of_contact, token_of_person

Reason = Literal["REQUEST", "LEFT", "MISTAKE"]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Why: the person asked, the person left and is no longer needed, somebody was entered by mistake. A text would be
one more place for what is personal."""

_PERSONAL = ("name", "email", "phone", "function")


def erase_address(email: str, *, by: Person, reason: str) -> int:
    """Erase everything that is personal about whoever has an address: the account, and contacts without one.

    Args:
        email: The address.
        by: An administrator.
        reason: One of `REASONS`.

    Returns:
        How many accounts and contacts were erased.

    Raises:
        FixTheAnswer: if it is not for this person to do, or nobody has the address.
    """
    wanted = email.strip().lower()
    with transaction.atomic():
        place = Place(item=wanted[:100])
        refuse_erasing(by, reason, place)
        is_text = "\0" not in wanted
        person = Person.objects.select_for_update().filter(email=wanted).first() if is_text else None
        contacts = list(_locked().filter(email=wanted, person__isnull=True)) if is_text and wanted else []
        if person is None and not contacts:
            raise FixTheAnswer.because("PERSON_UNKNOWN", place, email=wanted[:100])
        if person is not None:
            _erase_person(person, by, reason)
        for each in contacts:
            _erase_contact(each, by, reason)
    return len(contacts) + (person is not None)


def erase_contact(contact: Contact, *, by: Person, reason: str) -> None:
    """Erase a person of the register, with the account where there is one.

    Raises:
        FixTheAnswer: if it is not for this person to do, or was done before.
    """
    with transaction.atomic():
        refuse_erasing(by, reason, Place(item=str(contact.pk)))
        row = _locked().get(pk=contact.pk)
        if row.person_id is not None:
            _erase_person(Person.objects.select_for_update().get(pk=row.person_id), by, reason)
        else:
            _erase_contact(row, by, reason)


def _locked() -> "QuerySet[Contact]":
    return Contact.objects.select_for_update(of=("self",))


def refuse_erasing(by: Person, reason: str, place: Place) -> None:
    """Refuse whoever is no administrator now; two who would erase each other wait for one another here.

    Raises:
        FixTheAnswer: if it is not for this person to do, or the reason is none.
    """
    list(Membership.objects.select_for_update().filter(role="ADMINISTRATOR"))
    if not is_administrator(Person.objects.get(pk=by.pk).grants()):
        raise FixTheAnswer.because("ERASE_OF_OTHERS", place)
    if reason not in REASONS:
        raise FixTheAnswer.because("ERASE_REASON_UNFIT", place, reasons=", ".join(REASONS))


def _erase_person(person: Person, by: Person, reason: str) -> None:
    place = Place(item=person.email)
    if person.erased_at is not None:
        raise FixTheAnswer.because("PERSON_ERASED", place, day=f"{person.erased_at:%Y-%m-%d}")
    if is_administrator(person.grants()) and not _other_administrators(person):
        raise FixTheAnswer.because("ERASE_LAST_ADMINISTRATOR", place)
    address = person.email
    roles = _end_roles(person)
    _close(person)
    FormerName.objects.filter(change__person=person).delete()
    for each in _locked().filter(person=person, erased_at__isnull=True):
        _erase_contact(each, by, reason)
    PersonChange.objects.create(person=person, by=by, action="erase", detail={"reason": reason, "roles": roles})
    transaction.on_commit(lambda: forget(address))


def _other_administrators(person: Person) -> bool:
    others = Person.objects.filter(memberships__role="ADMINISTRATOR", is_active=True).exclude(pk=person.pk).distinct()
    return any(is_administrator(each.grants()) for each in others)


def _end_roles(person: Person) -> int:
    """End every role today at the latest, and return how many ended; what would begin later does not begin."""
    today = _today()
    last = today - dt.timedelta(days=1)
    person.memberships.filter(valid_from__gt=last).delete()
    held = person.memberships.exclude(valid_to__lte=last)
    return held.update(valid_to=last)


def _close(person: Person) -> None:
    """Close the account for good; sign-in, second step, sessions and links are gone."""
    person.name, person.email = token_of_person(person.pk), erased_address(person.pk)
    person.is_active, person.erased_at, person.last_login = False, timezone.now(), None
    person.set_unusable_password()
    person.save()
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    mine = [each.pk for each in Session.objects.all() if each.get_decoded().get("_auth_user_id") == str(person.pk)]
    Session.objects.filter(pk__in=mine).delete()


def _erase_contact(row: Contact, by: Person, reason: str) -> None:
    if row.erased_at is not None:
        raise FixTheAnswer.because("PERSON_ERASED", Place(item=str(row.pk)), day=f"{row.erased_at:%Y-%m-%d}")
    filled = [each for each in _PERSONAL if getattr(row, each)]
    row.name = "" if row.person_id is not None else token_of_contact(row.pk)
    row.email = row.phone = row.function = ""
    last = max(row.valid_from, _today())
    row.valid_to = last if row.valid_to is None or row.valid_to > last else row.valid_to
    row.erased_at, row.version = timezone.now(), row.version + 1
    row.save()
    ContactChange.objects.create(contact=row, by=by, action="erase", fields=filled, reason=reason)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
