"""Everything that changes a person: one function per change, one transaction each, with its record.

Nothing else saves, but the moment of the last sign-in and the session, which Django keeps, and the second factor, which
allauth keeps within `recorded`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import ROLES_OF_A_COUNTRY
from openssi_web.accounts.contact_models import Contact, FormerName
from openssi_web.accounts.contacts import add_contact as add_contact  # noqa: PLC0414 - named here
from openssi_web.accounts.contacts import change_contact as change_contact  # noqa: PLC0414 - named here
from openssi_web.accounts.contacts import end_contact as end_contact  # noqa: PLC0414 - named here
from openssi_web.accounts.erasing import erase_address as erase_address  # noqa: PLC0414 - named here
from openssi_web.accounts.erasing import erase_contact as erase_contact  # noqa: PLC0414 - named here
from openssi_web.accounts.models import Membership, Person, PersonChange
from openssi_web.accounts.names import fit_name
from openssi_web.accounts.passwords import weakness
from openssi_web.accounts.roles import RoleAsked


@contextmanager
def recorded(
    person: Person,
    action: str,
    by: Person | None,
    detail: Mapping[str, object] | None = None,
    *,
    former_name: str = "",
) -> Iterator[None]:
    """Do something about a person in one transaction, with its record.

    Args:
        person: Whom it is about.
        action: What is done, in a word.
        by: Who does it; none for the command line.
        detail: What else is to be known; nothing personal, since it stays when the person is erased.
        former_name: The name that is given up, which is kept apart.
    """
    with transaction.atomic():
        yield
        change = PersonChange.objects.create(person=person, by=by, action=action, detail=dict(detail or {}))
        if former_name:
            FormerName.objects.create(change=change, name=former_name)


def add_person(
    email: str,
    name: str,
    *,
    language: Language = "en",
    password: str | None = None,
    role: RoleAsked | None = None,
    by: Person | None = None,
) -> Person:
    """Register a person, who sets a password by a link where none is given.

    Args:
        email: The address.
        name: As the person writes it.
        language: Language of mails and of the link.
        password: A password, which the person should change.
        role: A first role.
        by: Who does it; none for the command line.

    Raises:
        FixTheFile: if the address is none or is taken, the name empty, the password weak.
    """
    place = Place(item=email[:100])
    person = Person(email=email, name=fit_name(name, place), language=language)
    person.clean()
    _refuse_address(person.email, place)
    problem = weakness(password, person) if password is not None else None
    if problem is not None:
        raise FixTheFile([replace(problem, place=place)])
    person.set_password(password)
    with transaction.atomic():
        if Person.objects.filter(email=person.email).exists():
            raise FixTheFile.because("PERSON_KNOWN", place, email=person.email)
        with recorded(person, "add", by, {"language": language, "password": password is not None}):
            person.save()
            _enter(person, role)
        if role is not None:
            give_role(person, role, by=by)
    return person


def _enter(person: Person, role: RoleAsked | None) -> None:
    """Enter a person into the register of contacts; name, address and language stay with the account alone."""
    of_country = role is not None and role.role in ROLES_OF_A_COUNTRY
    Contact.objects.create(
        person=person,
        ref_area=role.ref_area if role is not None and of_country else "",
        institution=role.institution if role is not None else "",
        valid_from=dt.datetime.now(dt.UTC).date(),
    )


def _refuse_address(email: str, place: Place) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise FixTheFile.because("ADDRESS_UNFIT", place) from None


def give_role(person: Person, asked: RoleAsked, *, by: Person | None = None) -> Membership:
    """Give a person a role.

    Raises:
        FixTheFile: if the person holds it at that time already.
    """
    held = person.memberships.filter(role=asked.role, ref_area=asked.ref_area, institution=asked.institution)
    with recorded(person, "role", by, _shown(asked)):
        for each in held:
            if not _apart(each, asked):
                last = each.valid_to.isoformat() if each.valid_to else "-"
                place = Place(item=person.email)
                raise FixTheFile.because("ROLE_HELD", place, role=asked.role, first=each.valid_from, last=last)
        return Membership.objects.create(
            person=person,
            role=asked.role,
            ref_area=asked.ref_area,
            institution=asked.institution,
            schemes=list(asked.schemes),
            seat=asked.seat,
            valid_from=asked.first,
            valid_to=asked.last,
        )


def _apart(held: Membership, asked: RoleAsked) -> bool:
    """Whether a membership ends before another begins, or begins after it ends."""
    ends_before = held.valid_to is not None and held.valid_to < asked.first
    return ends_before or (asked.last is not None and asked.last < held.valid_from)


def _shown(asked: RoleAsked) -> dict[str, object]:
    last = asked.last.isoformat() if asked.last else None
    where = {"role": asked.role, "ref_area": asked.ref_area, "institution": asked.institution}
    where |= {"seat": asked.seat} if asked.seat else {}
    return {**where, "schemes": list(asked.schemes), "first": asked.first.isoformat(), "last": last}


def assign_schemes(membership: Membership, schemes: tuple[str, ...], *, by: Person | None = None) -> None:
    """Assign other schemes to a role of an institution, from now on.

    Args:
        membership: The role of the person.
        schemes: Its schemes, `*` among them for all of the country.
        by: Who does it; none for the command line.
    """
    detail = {
        "role": membership.role,
        "ref_area": membership.ref_area,
        "before": list(membership.schemes),
        "schemes": list(schemes),
    }
    with recorded(membership.person, "schemes", by, detail):
        membership.schemes = list(schemes)
        membership.save(update_fields=["schemes"])


def end_role(membership: Membership, last: dt.date, *, by: Person | None = None) -> None:
    """End a role after a day; one that begins only later is taken away.

    Args:
        membership: The role of the person.
        last: Last day on which it is held.
        by: Who does it; none for the command line.
    """
    detail = {"role": membership.role, "ref_area": membership.ref_area, "last": last.isoformat()}
    with recorded(membership.person, "role_end", by, detail):
        if last < membership.valid_from:
            membership.delete()
        else:
            membership.valid_to = last
            membership.save(update_fields=["valid_to"])


def set_password(person: Person, password: str, *, by: Person | None) -> None:
    """Set a password that was found good; every other session of the person ends, and so does every link.

    Args:
        person: Whose password it is.
        password: The password.
        by: Who does it: the person, by a link or with the old password.
    """
    # Hashing is slow on purpose: it waits for nobody, and nobody waits for it.
    person.set_password(password)
    with recorded(person, "password", by):
        person.save(update_fields=["password"])


def change_details(person: Person, name: str, language: Language) -> None:
    """Change how a person is called and which language mails are in.

    Raises:
        FixTheFile: if the name is empty or too long.
    """
    before = {"name": person.name, "language": person.language}
    person.name, person.language = fit_name(name, Place()), language
    changed = [each for each, value in before.items() if getattr(person, each) != value]
    if changed:
        detail = {"fields": changed, "before": {"language": before["language"]}}
        former = before["name"] if "name" in changed else ""
        with recorded(person, "details", person, detail, former_name=former):
            person.save(update_fields=["name", "language"])


def close_person(person: Person, *, by: Person | None = None) -> None:
    """Close an account: the person is out at once, and neither password nor link of old opens it again."""
    person.is_active = False
    person.set_unusable_password()
    with recorded(person, "close", by):
        person.save(update_fields=["is_active", "password"])


def open_person(person: Person, *, by: Person | None = None) -> None:
    """Open an account that was closed; the person needs a new link to set a password.

    Raises:
        FixTheFile: if the person was erased.
    """
    if person.erased_at is not None:
        raise FixTheFile.because("PERSON_ERASED", Place(item=person.email), day=f"{person.erased_at:%Y-%m-%d}")
    person.is_active = True
    with recorded(person, "open", by):
        person.save(update_fields=["is_active"])


def remove_second_factor(person: Person, *, by: Person | None = None) -> bool:
    """Take away the second factor of somebody who lost it; return whether there was one."""
    factors = Authenticator.objects.filter(user=person)
    if not factors.exists():
        return False
    with recorded(person, "second_factor_off", by):
        factors.delete()
    return True


def person_of(email: str) -> Person:
    """Return the person with an address.

    Raises:
        FixTheFile: if there is none, or if this person was erased.
    """
    found = Person.objects.filter(email=email.strip().lower()).first() if "\0" not in email else None
    if found is None:
        raise FixTheFile([Problem("PERSON_UNKNOWN", Place(item=email[:100]), {"email": email[:100]})])
    if found.erased_at is not None:
        raise FixTheFile.because("PERSON_ERASED", Place(item=found.email), day=f"{found.erased_at:%Y-%m-%d}")
    return found
