"""Who reads and who writes the notebook of a country, and who can be named in it.

It is the compiler's own: nobody of a country knows that it is there (INQUIRY, section 2.9).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from django.db.models import Q
from django.http import Http404

from openssi.run.decisions import today
from openssi.vocabulary.decision import Role
from openssi_web.accounts.access import ROLES_OF_A_COUNTRY, Grants, role_among
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.notebook.models import Notebook
from openssi_web.rounds.queries.standing import COMPILERS
from openssi_web.rounds.submissions.models import SubmissionDraft
from openssi_web.rounds.workspace import inquiry

READERS: tuple[Role, ...] = COMPILERS
WRITERS: tuple[Role, ...] = ("DESK_OFFICER", "VALIDATION_LEAD")
_IN_ORDER: tuple[Role, ...] = (*READERS, *(each for each in get_args(Role) if each in ROLES_OF_A_COUNTRY))


@dataclass(frozen=True, slots=True)
class Nameable:
    """Somebody who can be named in the notebook of a country.

    Attributes:
        role: The first of the roles that the person holds for it.
        institution: The institution that a person of the country answers for.
    """

    number: int
    name: str
    role: Role
    institution: str

    @property
    def is_compiler(self) -> bool:
        """Whether the person works for the compiler."""
        return self.role in READERS


def reads(grants: Grants, ref_area: str) -> bool:
    """Whether a person reads the notebook of a country."""
    return role_among(grants, ref_area, READERS) is not None


def role_to_write(grants: Grants, ref_area: str) -> Role | None:
    """Return the role in which a person writes in the notebook of a country, none where the person does not."""
    return role_among(grants, ref_area, WRITERS)


def refuse_others(grants: Grants, ref_area: str) -> None:
    """Answer as if there were no notebook where a person does not read it, or there is no such country.

    Raises:
        Http404: if so.
    """
    if not reads(grants, ref_area) or ref_area not in known_areas():
        raise Http404


def known_areas() -> frozenset[str]:
    """Return the countries of the workspace, those of open submissions and those with a notebook."""
    named = (str(row["area"]) for row in inquiry().workspace.reference.table("areas").to_pylist())
    answering = SubmissionDraft.objects.values_list("ref_area", flat=True).distinct()
    return frozenset({*named, *answering, *Notebook.objects.values_list("ref_area", flat=True)})


def readable_areas(grants: Grants) -> frozenset[str]:
    """Return the countries whose notebook a person reads."""
    return frozenset(each for each in known_areas() if reads(grants, each))


def nameable(ref_area: str) -> dict[int, Nameable]:
    """Return those who can be named in the notebook of a country today, by their number, ordered by name."""
    day = today()
    held = Membership.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
    rows = held.filter(ref_area__in=("", ref_area), role__in=_IN_ORDER, person__is_active=True)
    found: dict[int, Nameable] = {}
    for each in sorted(rows.select_related("person"), key=_place):
        person = each.person
        found.setdefault(person.pk, Nameable(person.pk, person.name, each.role, each.institution))  # type: ignore[arg-type]
    return dict(sorted(found.items(), key=lambda item: item[1].name))


def owners(people: Iterable[Nameable]) -> list[Nameable]:
    """Return those of some people who can own a follow-up."""
    return [each for each in people if each.is_compiler]


def is_writer(person: Person, ref_area: str) -> bool:
    """Whether a person writes in the notebook of a country."""
    return role_to_write(person.grants(), ref_area) is not None


def _place(held: Membership) -> int:
    return _IN_ORDER.index(held.role)
