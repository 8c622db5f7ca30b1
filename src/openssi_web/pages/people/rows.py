"""The persons of the register in words, and the filters of their list."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from openssi.vocabulary.decision import ROLES
from openssi_web.accounts.access import Grants, knows_contacts
from openssi_web.accounts.contact_models import Contact
from openssi_web.accounts.models import Membership
from openssi_web.pages.section_words import SectionWords
from openssi_web.pages.shell import LANGUAGE_NAMES

COMPILER, NO_ACCOUNT = "-", "none"
TIMES = ("today", "past", "ever")

Option = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody of the register.

    Attributes:
        account: What is to be said of the account, empty where there is none.
    """

    name: str
    href: str
    email: str
    phone: str
    institution: str
    function: str
    language: str
    country: str
    roles: tuple[str, ...]
    when: str
    account: str
    is_erased: bool


def is_there(contact: Contact, day: dt.date) -> bool:
    """Whether somebody is to be reached on a day."""
    return contact.valid_from <= day and (contact.valid_to is None or day <= contact.valid_to)


def roles_of(contact: Contact, grants: Grants, day: dt.date) -> list[Membership]:
    """Return the roles of somebody on a day, as far as a person sees the contact data of their countries."""
    held = contact.person.memberships.all() if contact.person is not None and contact.person.is_active else ()
    seen = [each for each in held if knows_contacts(grants, [each.ref_area] if each.ref_area else [])]
    return [each for each in seen if each.valid_from <= day and (each.valid_to is None or day <= each.valid_to)]


def person_shown(contact: Contact, grants: Grants, words: SectionWords, day: dt.date) -> PersonShown:
    """Return somebody of the register as a reader of it sees the person."""
    areas = [each for each in contact.areas if knows_contacts(grants, [each])]
    return PersonShown(
        name=contact.called,
        href=reverse("person", args=[words.language, contact.pk]),
        email=contact.address,
        phone=contact.phone,
        institution=contact.institution,
        function=contact.function,
        language=LANGUAGE_NAMES[contact.spoken],
        country=", ".join(map(words.country, areas)) or words.of("compiler"),
        roles=tuple(_role(each, words) for each in roles_of(contact, grants, day)),
        when=_when(contact, words),
        account=_account(contact, words),
        is_erased=contact.erased_at is not None,
    )


def _role(held: Membership, words: SectionWords) -> str:
    role, country = words.role(held.role), words.country(held.ref_area) if held.ref_area else ""
    if not country:
        return role
    key = "role_at" if held.seat else "role_for"
    return words.of(key, role=role, country=country, seat=words.of(f"seat.{held.seat}") if held.seat else "")


def _when(contact: Contact, words: SectionWords) -> str:
    first = words.day(contact.valid_from)
    if contact.valid_to is None:
        return words.of("since", day=first)
    return words.of("span", first=first, last=words.day(contact.valid_to))


def _account(contact: Contact, words: SectionWords) -> str:
    if contact.person is None or contact.erased_at is not None:
        return ""
    return words.of("account" if contact.person.is_active else "account_closed")


@dataclass(frozen=True, slots=True)
class ChosenPeople:
    """What the address of the list asks for; what it says that nobody knows is left out."""

    country: str = ""
    institution: str = ""
    role: str = ""
    valid: str = "today"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "ChosenPeople":
        """Return what an address asks for."""
        role, valid = asked.get("role", ""), asked.get("valid", "")
        return cls(
            asked.get("country", ""),
            asked.get("institution", ""),
            role if role in {*ROLES, NO_ACCOUNT} else "",
            valid if valid in TIMES else "today",
        )

    def query(self) -> dict[str, str]:
        """Return the parts of the address that ask for it."""
        parts = {"country": self.country, "institution": self.institution, "role": self.role}
        return {name: value for name, value in parts.items() if value} | {"valid": self.valid}

    def takes(self, contact: Contact, grants: Grants, day: dt.date) -> bool:
        """Whether somebody is listed."""
        areas = contact.areas or (COMPILER,)
        return (
            (not self.country or self.country in areas)
            and (not self.institution or self.institution == contact.institution)
            and (self.valid == "ever" or is_there(contact, day) == (self.valid == "today"))
            and self._has_role(contact, grants, day)
        )

    def _has_role(self, contact: Contact, grants: Grants, day: dt.date) -> bool:
        if self.role == NO_ACCOUNT:
            return contact.person is None
        return not self.role or self.role in {each.role for each in roles_of(contact, grants, day)}


def options(
    chosen: ChosenPeople, people: Sequence[Contact], grants: Grants, words: SectionWords
) -> dict[str, list[Option]]:
    """Return the lists of the form that chooses."""
    seen = {area for each in people for area in each.areas if knows_contacts(grants, [area])}
    countries = sorted(((each, words.country(each)) for each in seen), key=lambda each: each[1])
    has_own = any(not each.areas for each in people)
    institutions = sorted({each.institution for each in people if each.institution}, key=str.casefold)
    every = ("", words.of("filter.all"))
    return {
        "countries": _options(
            chosen.country, [every, *countries, *([(COMPILER, words.of("filter.compiler"))] if has_own else [])]
        ),
        "institutions": _options(chosen.institution, [every, *((each, each) for each in institutions)]),
        "roles": _options(
            chosen.role,
            [every, *((each, words.role(each)) for each in ROLES), (NO_ACCOUNT, words.of("filter.no_account"))],
        ),
        "times": _options(chosen.valid, [(each, words.of(f"filter.{each}")) for each in TIMES]),
    }


def _options(chosen: str, found: Sequence[tuple[str, str]]) -> list[Option]:
    return [(value, said, value == chosen) for value, said in found]


def history_shown(contact: Contact, words: SectionWords) -> Iterator[dict[str, str]]:
    """Iterate over what was recorded about somebody, the latest first."""
    for each in contact.changes.select_related("by").order_by("-pk"):
        fields = ", ".join(words.of(f"field.{'area' if name == 'ref_area' else name}") for name in each.fields)
        reason = words.of(f"reason.{each.reason}") if each.reason else ""
        yield {
            "what": words.of(f"history.{each.action}", fields=fields, reason=reason),
            "who": each.by.name if each.by is not None else words.of("history.command"),
            "when": words.when(each.at),
        }
