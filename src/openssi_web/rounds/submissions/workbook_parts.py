"""Which workbooks a person may take away: the whole country, the part of an institution, a single scheme."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from openssi.run.inquiry import FormChoice
from openssi_web.accounts.access import (
    ALL_SCHEMES,
    ROLES_OF_AN_INSTITUTION,
    SEE_ANSWERS,
    institution_key,
)
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.submissions.models import SubmissionDraft


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a submission that has a workbook of its own.

    Attributes:
        institution: Name of the institution that it is for, empty for none.
        schemes: The schemes that it asks about, empty for all.
        is_scheme: Whether it is a single scheme of a larger part.
    """

    institution: str = ""
    schemes: tuple[str, ...] = ()
    is_scheme: bool = False

    @property
    def choice(self) -> FormChoice:
        """The workbook of this part."""
        return FormChoice(institution=self.institution, schemes=frozenset(self.schemes))


WHOLE = Part()


def parts_for(person: Person, draft: SubmissionDraft) -> tuple[Part, ...]:
    """Return the workbooks that a person may take away, the widest first; none where the person sees no scheme."""
    known = [each["id"] for each in draft.inventory["schemes"]]
    grants = [each for each in person.grants() if each.role in SEE_ANSWERS and each.is_for(draft.ref_area)]
    if any(each.role not in ROLES_OF_AN_INSTITUTION for each in grants):
        institutions = tuple(_institutions(members_of(draft.ref_area), known))
        return (WHOLE, *institutions, *_schemes(known, ""))
    own = tuple(_institutions(members_of(draft.ref_area).filter(person=person), known))
    return tuple(part for whole in own for part in (whole, *_schemes(whole.schemes, whole.institution)))


def part_named(person: Person, draft: SubmissionDraft, institution: str, schemes: Sequence[str]) -> Part:
    """Return the part that an address names, the widest where it names none.

    Raises:
        Http404: if the person may not take it away.
    """
    parts, wanted = parts_for(person, draft), institution_key(institution)
    whole = next((each for each in parts if not wanted or institution_key(each.institution) == wanted), None)
    if whole is None:
        raise Http404
    within = whole.schemes or tuple(each["id"] for each in draft.inventory["schemes"])
    if not set(schemes) <= set(within):
        raise Http404
    return Part(whole.institution, tuple(sorted(set(schemes))) or whole.schemes, bool(schemes))


def members_of(ref_area: str) -> QuerySet[Membership]:
    """Return who works for a country today."""
    today = dt.datetime.now(dt.UTC).date()
    found = Membership.objects.filter(ref_area=ref_area, valid_from__lte=today, person__is_active=True)
    return found.exclude(valid_to__lt=today).select_related("person").order_by("person__name", "pk")


def _institutions(members: Iterable[Membership], known: Sequence[str]) -> Iterator[Part]:
    """The schemes of each institution; one without a name is called by its schemes."""
    schemes: dict[str, set[str]] = {}
    for each in members:
        if each.role in ROLES_OF_AN_INSTITUTION:
            own = set(known) if ALL_SCHEMES in each.schemes else set(known) & set(each.schemes)
            name = each.institution or " ".join(sorted(own))
            schemes.setdefault(name, set()).update(own)
    for name, own in schemes.items():
        if own:
            yield Part(name, tuple(each for each in known if each in own))


def _schemes(known: Sequence[str], institution: str) -> Iterator[Part]:
    if len(known) > 1:
        yield from (Part(institution, (each,), is_scheme=True) for each in known)
