"""What a person sees and may do, from the roles that the person holds; nothing here reads a database.

Respondents and approvers see the schemes that were assigned to them and the conventions of their country, the
coordinator and the statistical office the whole country, the compiler every country. Whatever is not seen does not
exist for the person: pages answer 404, never 403, so that nobody learns what is there.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from openssi.vocabulary.decision import ROLES, Role
from openssi.vocabulary.item import Level
from openssi.vocabulary.observation import NOT_APPLICABLE

ALL_SCHEMES = "*"
"""Among the schemes of a membership: every scheme of the country."""

ROLES_OF_AN_INSTITUTION: frozenset[Role] = frozenset({"RESP", "APPROVER"})
ROLES_OF_A_COUNTRY: frozenset[Role] = ROLES_OF_AN_INSTITUTION | {"COORD", "NSOREV"}
SEE_ANSWERS: frozenset[Role] = ROLES_OF_A_COUNTRY | {"DESK_OFFICER", "VALIDATION_LEAD", "METHODOLOGIST"}
"""The administrator looks after people and backups, and sees no draft (INQUIRY, section 2.9)."""

KNOW_CONFIDENTIAL: frozenset[Role] = ROLES_OF_A_COUNTRY | {"DESK_OFFICER", "VALIDATION_LEAD"}
"""Know a figure that is confidential, those of an institution only their own (decision 17)."""

MAY_ANSWER: tuple[Role, ...] = ("RESP", "COORD")
"""In the order in which a person of several roles acts: the narrower one first."""

MAY_COMPILE: tuple[Role, ...] = ("DESK_OFFICER",)
"""Fill the questionnaire of a country that did not answer."""

MAY_OPEN: tuple[Role, ...] = ("COORD", "DESK_OFFICER")

FOLLOWERS: tuple[Role, ...] = ("DESK_OFFICER", "VALIDATION_LEAD")
"""Follow countries for the compiler: every country, or some that they are given."""

KNOW_CONTACTS: tuple[Role, ...] = ("ADMINISTRATOR", "COORD", *FOLLOWERS)
"""See the contact data of the people of a country (docs/decisions/0015)."""

GrantRow = tuple[str, str, str, object, dt.date, dt.date | None]


@dataclass(frozen=True, slots=True)
class Grant:
    """One role that a person holds.

    Attributes:
        ref_area: The country, empty for every country.
        institution: Key of the institution (`PENSION_FUND`), empty for none.
        schemes: Schemes of an institution's role; of other roles they do not matter.
    """

    role: Role
    ref_area: str = ""
    institution: str = ""
    schemes: frozenset[str] = frozenset()

    def is_for(self, ref_area: str) -> bool:
        """Whether the role is held for a country."""
        return not self.ref_area or self.ref_area == ref_area

    def includes_scheme(self, scheme: str) -> bool:
        """Whether the role extends to a scheme of its country."""
        return self.role not in ROLES_OF_AN_INSTITUTION or bool(self.schemes & {scheme, ALL_SCHEMES})


Grants = Sequence[Grant]


def granted(rows: Iterable[GrantRow], day: dt.date) -> tuple[Grant, ...]:
    """Return the roles that memberships give on a day.

    Args:
        rows: Role, country, institution, schemes, first and last day of each membership.
        day: The day; both ends of a membership belong to it.
    """
    known: frozenset[str] = frozenset(ROLES)
    return tuple(
        Grant(cast("Role", role), area, institution_key(institution), frozenset(_texts(schemes)))
        for role, area, institution, schemes, first, last in rows
        if role in known and first <= day and (last is None or day <= last)
    )


def _texts(schemes: object) -> list[str]:
    return [each for each in schemes if isinstance(each, str)] if isinstance(schemes, list) else []


def institution_key(name: str) -> str:
    """Return the name of an institution as it stands in the keys of cells (`Pension Fund`: `PENSION_FUND`)."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9]+", "_", plain.upper()).strip("_")


# Seeing


def sees_country(grants: Grants, ref_area: str) -> bool:
    """Whether a person sees anything of the submission of a country."""
    return bool(_seeing(grants, ref_area))


def seen_schemes(grants: Grants, ref_area: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return those of the schemes of a country that a person sees, in their order."""
    seeing = _seeing(grants, ref_area)
    return tuple(scheme for scheme in known if any(each.includes_scheme(scheme) for each in seeing))


def sees_cell(grants: Grants, ref_area: str, scheme: str, level: Level, breakdown: str = NOT_APPLICABLE) -> bool:
    """Whether a person sees a cell: one of a seen scheme, of the own institution, or a convention of the country.

    Args:
        grants: The roles of the person.
        ref_area: The country.
        scheme: The scheme of the cell, `_Z` where it is of none.
        level: What the item of the cell is asked of.
        breakdown: The breakdown of the cell: at level `institution` the key of the institution.
    """
    seeing = _seeing(grants, ref_area)
    if scheme != NOT_APPLICABLE:
        return any(each.includes_scheme(scheme) for each in seeing)
    if level == "institution":
        return any(_knows_institution(each, breakdown) for each in seeing)
    return bool(seeing)


def _seeing(grants: Grants, ref_area: str) -> list[Grant]:
    return [each for each in grants if each.role in SEE_ANSWERS and each.is_for(ref_area)]


def _knows_institution(grant: Grant, institution: str) -> bool:
    return grant.role not in ROLES_OF_AN_INSTITUTION or (bool(institution) and grant.institution == institution)


def sees_confidential(
    grants: Grants, ref_area: str, scheme: str, level: Level, breakdown: str = NOT_APPLICABLE
) -> bool:
    """Whether a person may know the figure of a cell that is confidential.

    A respondent and an approver know those of their own schemes and institution, and none of the country as a whole.

    Args:
        grants: The roles of the person.
        ref_area: The country.
        scheme: The scheme of the cell, `_Z` where it is of none.
        level: What the item of the cell is asked of.
        breakdown: The breakdown of the cell: at level `institution` the key of the institution.
    """
    named = (each for each in _seeing(grants, ref_area) if each.role in KNOW_CONFIDENTIAL)
    return any(_answers(each, scheme, level, breakdown) for each in named)


def institution_of(grants: Grants, ref_area: str) -> str:
    """Return the key of the institution for which a person sees a country, empty for who sees all of it."""
    seeing = _seeing(grants, ref_area)
    if any(each.role not in ROLES_OF_AN_INSTITUTION for each in seeing):
        return ""
    return next((each.institution for each in seeing if each.institution), "")


# Doing


def role_to_answer(
    grants: Grants, ref_area: str, scheme: str, level: Level, breakdown: str = NOT_APPLICABLE, *, compiled: bool = False
) -> Role | None:
    """Return the role in which a person may answer a cell, none where the person may not.

    A respondent answers the schemes assigned and what is asked of the own institution; what belongs to no scheme is
    the coordinator's, who may answer every cell of the country (INQUIRY, section 2.1).

    Args:
        grants: The roles of the person.
        ref_area: The country.
        scheme: The scheme of the cell, `_Z` where it is of none.
        level: What the item of the cell is asked of.
        breakdown: The breakdown of the cell: at level `institution` the key of the institution.
        compiled: Whether the compiler fills the form because the country did not answer.
    """
    for role in MAY_COMPILE if compiled else MAY_ANSWER:
        for each in grants:
            if each.role == role and each.is_for(ref_area) and _answers(each, scheme, level, breakdown):
                return role
    return None


def _answers(grant: Grant, scheme: str, level: Level, breakdown: str) -> bool:
    if grant.role not in ROLES_OF_AN_INSTITUTION:
        return True
    if scheme != NOT_APPLICABLE:
        return grant.includes_scheme(scheme)
    return level == "institution" and _knows_institution(grant, breakdown)


def role_among(grants: Grants, ref_area: str, roles: Iterable[Role]) -> Role | None:
    """Return the first of some roles that a person holds for a country, none where the person holds none of them."""
    held = {each.role for each in grants if each.is_for(ref_area)}
    return next((role for role in roles if role in held), None)


# People


def knows_contacts(grants: Grants, areas: Iterable[str]) -> bool:
    """Whether a person sees the contact data of somebody.

    Args:
        grants: The roles of the person.
        areas: The countries of whom it is about; none for the compiler's own people.
    """
    of = tuple(areas)
    if of:
        return any(role_among(grants, each, KNOW_CONTACTS) is not None for each in of)
    return any(each.role in {"ADMINISTRATOR", *FOLLOWERS} for each in grants)


def keeps_contacts(grants: Grants, areas: Iterable[str]) -> bool:
    """Whether a person may change the contact data of somebody: of all countries that it is about.

    The compiler's own people are looked after by the administrator alone.
    """
    of = tuple(areas)
    if of:
        return all(role_among(grants, each, KNOW_CONTACTS) is not None for each in of)
    return is_administrator(grants)


def is_administrator(grants: Grants) -> bool:
    """Whether a person looks after people and backups."""
    return any(each.role == "ADMINISTRATOR" for each in grants)


def follows_country(grants: Grants, ref_area: str) -> bool:
    """Whether a person follows a country for the compiler."""
    return role_among(grants, ref_area, FOLLOWERS) is not None
