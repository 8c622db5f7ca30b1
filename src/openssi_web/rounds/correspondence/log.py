"""The log of letters and calls of a country, as those who follow the country see it; nothing is written."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from django.db.models import Count, Min, QuerySet
from django.http import Http404

from openssi_web.accounts.access import follows_country
from openssi_web.accounts.contact_models import Contact
from openssi_web.accounts.models import Person
from openssi_web.releases import workspace_path
from openssi_web.rounds.attachments.files import kept_in
from openssi_web.rounds.correspondence.models import Correspondence
from openssi_web.rounds.workspace import inquiry

FOLDER = "correspondence"


@dataclass(frozen=True, slots=True)
class Logged:
    """One entry of the log as it holds now.

    Attributes:
        now: The latest record.
        people: Whom it was with.
        before: The records that it replaced, the latest first.
    """

    now: Correspondence
    people: tuple[Contact, ...]
    before: tuple[Correspondence, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenInCountry:
    """What of the log of a country is still to be done."""

    count: int
    due: dt.date


def known_areas() -> tuple[str, ...]:
    """Return the codes of the countries of the workspace."""
    return tuple(str(row["area"]) for row in inquiry().workspace.reference.table("areas").to_pylist())


def refuse_stranger(person: Person, ref_area: str) -> None:
    """Answer as if there were nothing where somebody does not follow a country.

    Raises:
        Http404: if the person does not, or there is no such country.
    """
    if not follows_country(person.grants(), ref_area) or ref_area not in known_areas():
        raise Http404


def records_of(ref_area: str) -> QuerySet[Correspondence]:
    """Return every record of a country with its people, the first first."""
    rows = Correspondence.objects.filter(ref_area=ref_area).select_related("officer", "by", "round")
    return rows.prefetch_related("people__contact__person").order_by("pk")


def log_of(person: Person, ref_area: str) -> tuple[Logged, ...]:
    """Return the log of a country: what is still to be done by its day, then the rest, the latest first.

    Raises:
        Http404: if the person does not follow the country.
    """
    refuse_stranger(person, ref_area)
    found = _joined(records_of(ref_area))
    left = sorted((each for each in found if each.now.is_open), key=lambda each: (each.now.due, each.now.pk))
    rest = [each for each in found if not each.now.is_open]
    return (*left, *sorted(rest, key=lambda each: (each.now.day, each.now.pk), reverse=True))


def _joined(rows: Iterable[Correspondence]) -> list[Logged]:
    """Join records with those that they replace."""
    found: dict[int, Logged] = {}
    for row in rows:
        logged = Logged(row, tuple(each.contact for each in row.people.all()))
        if row.replaces_id is not None:
            earlier = found.pop(row.replaces_id)
            logged = replace(logged, before=(earlier.now, *earlier.before))
        found[row.pk] = logged
    return list(found.values())


def record_for(person: Person, ref_area: str, number: int) -> Correspondence:
    """Return a record of a country.

    Raises:
        Http404: if there is none, or the person does not follow the country.
    """
    refuse_stranger(person, ref_area)
    found = records_of(ref_area).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def open_by_country(areas: Iterable[str]) -> dict[str, OpenInCountry]:
    """Return how much is still to be done in each of some countries, and when the first of it is due."""
    rows = Correspondence.objects.filter(ref_area__in=list(areas), replaced_by__isnull=True, due__isnull=False)
    counted = rows.filter(settled_on__isnull=True).values("ref_area").annotate(count=Count("pk"), first=Min("due"))
    return {each["ref_area"]: OpenInCountry(each["count"], each["first"]) for each in counted}


def contacts_of(ref_area: str) -> list[Contact]:
    """Return the people of a country in the register, by name; those who were erased are left out."""
    rows = Contact.objects.filter(erased_at__isnull=True).select_related("person")
    found = [each for each in rows.prefetch_related("person__memberships") if ref_area in each.areas]
    return sorted(found, key=lambda each: (each.called.casefold(), each.pk))


def folder_of(ref_area: str) -> Path:
    """Return where the files of the log of a country lie."""
    return workspace_path() / FOLDER / ref_area


def path_of(row: Correspondence) -> Path:
    """Return where the bytes of the file of a record lie.

    Raises:
        TellUs: if they are gone.
    """
    return kept_in(folder_of(row.ref_area), row)
