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
from openssi_web.accounts.models import Membership, Person, PersonChange
from openssi_web.accounts.passwords import weakness
from openssi_web.accounts.roles import RoleAsked

LONGEST_NAME = 200


@contextmanager
def recorded(
    person: Person, action: str, by: Person | None, detail: Mapping[str, object] | None = None
) -> Iterator[None]:
    """Do something about a person in one transaction, with its record.

    Args:
        person: Whom it is about.
        action: What is done, in a word.
        by: Who does it; none for the command line.
        detail: What else is to be known.
    """
    with transaction.atomic():
        yield
        PersonChange.objects.create(person=person, by=by, action=action, detail=dict(detail or {}))


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
    person = Person(email=email, name=_name(name, place), language=language)
    person.clean()
    _refuse_address(person.email, place)
    problem = weakness(password, person) if password is not None else None
    if problem is not None:
        raise FixTheFile([replace(problem, place=place)])
    person.set_password(password)
    with transaction.atomic():
        if Person.objects.filter(email=person.email).exists():
            raise FixTheFile.because("PERSON_KNOWN", place, email=person.email)
        detail = {"name": person.name, "language": language, "password": password is not None}
        with recorded(person, "add", by, detail):
            person.save()
        if role is not None:
            give_role(person, role, by=by)
    return person


def _name(name: str, place: Place) -> str:
    written = " ".join(name.split())
    if not written or not written.isprintable() or len(written) > LONGEST_NAME:
        raise FixTheFile.because("PERSON_NAME_UNFIT", place, longest=LONGEST_NAME)
    return written


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
    person.name, person.language = _name(name, Place()), language
    if before != {"name": person.name, "language": person.language}:
        with recorded(person, "details", person, {"before": before}):
            person.save(update_fields=["name", "language"])


def close_person(person: Person, *, by: Person | None = None) -> None:
    """Close an account: the person is out at once, and neither password nor link of old opens it again."""
    person.is_active = False
    person.set_unusable_password()
    with recorded(person, "close", by):
        person.save(update_fields=["is_active", "password"])


def open_person(person: Person, *, by: Person | None = None) -> None:
    """Open an account that was closed; the person needs a new link to set a password."""
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
        FixTheFile: if there is none.
    """
    found = Person.objects.filter(email=email.strip().lower()).first() if "\0" not in email else None
    if found is None:
        raise FixTheFile([Problem("PERSON_UNKNOWN", Place(item=email[:100]), {"email": email[:100]})])
    return found
