"""The register of persons, as somebody sees it; nothing is written."""

from django.db.models import QuerySet
from django.http import Http404

from openssi_web.accounts.access import knows_contacts
from openssi_web.accounts.contact_models import Contact
from openssi_web.accounts.models import Person


def all_contacts() -> QuerySet[Contact]:
    """Return everybody of the register with accounts and roles."""
    return Contact.objects.select_related("person").prefetch_related("person__memberships").order_by("pk")


def contacts_seen(person: Person) -> list[Contact]:
    """Return those of the register whose contact data a person sees, by name.

    Raises:
        Http404: if the person sees nobody's.
    """
    grants = person.grants()
    if not sees_register(person):
        raise Http404
    found = [each for each in all_contacts() if knows_contacts(grants, each.areas)]
    return sorted(found, key=lambda each: (each.called.casefold(), each.pk))


def contact_for(person: Person, number: int) -> Contact:
    """Return somebody of the register.

    Raises:
        Http404: if there is nobody under the number, or the person does not see the contact data.
    """
    found = all_contacts().filter(pk=number).first()
    if found is None or not knows_contacts(person.grants(), found.areas):
        raise Http404
    return found


def sees_register(person: Person) -> bool:
    """Whether a person sees anybody's contact data."""
    return any(knows_contacts((each,), [each.ref_area] if each.ref_area else []) for each in person.grants())
