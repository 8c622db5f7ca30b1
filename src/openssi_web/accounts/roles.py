"""A role as it is asked for, before anybody holds it."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import ALL_SCHEMES, FOLLOWERS, ROLES_OF_A_COUNTRY, ROLES_OF_AN_INSTITUTION

MOST_KNOWN = 12
"""Countries and schemes that a message lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAsked:
    """A role for a person.

    Attributes:
        ref_area: The country, empty for every country.
        institution: The institution that the person answers for, empty for none.
        schemes: Schemes of a respondent or an approver; `*` for all of the country.
        seat: `HQ` or `FIELD` of an officer who follows the country, or empty.
        first: First day.
        last: Last day, none where it has no end.
    """

    role: Role
    ref_area: str = ""
    institution: str = ""
    schemes: tuple[str, ...] = ()
    seat: str = ""
    first: dt.date
    last: dt.date | None = None


def role_problems(asked: RoleAsked, areas: Collection[str], schemes: Collection[str]) -> Iterator[Problem]:
    """Iterate over what is wrong with a role.

    Args:
        asked: The role.
        areas: Codes of the countries of the workspace.
        schemes: Schemes of the country; empty where nothing is known of them yet.
    """
    place = Place(item=asked.role)
    is_national = asked.role in ROLES_OF_A_COUNTRY
    if is_national and not asked.ref_area:
        yield Problem("ROLE_WITHOUT_COUNTRY", place, {"role": asked.role})
    if not is_national and asked.role not in FOLLOWERS and asked.ref_area:
        yield Problem("ROLE_OF_NO_COUNTRY", place, {"role": asked.role})
    if asked.seat and (asked.role not in FOLLOWERS or not asked.ref_area):
        yield Problem("ROLE_SEAT_UNFIT", place, {"roles": ", ".join(FOLLOWERS)})
    if asked.ref_area and asked.ref_area not in areas:
        yield Problem("AREA_UNKNOWN", place, {"area": asked.ref_area, "known": _some(areas)})
    elif asked.role in ROLES_OF_AN_INSTITUTION:
        yield from _scheme_problems(asked, schemes, place)
    if asked.last is not None and asked.last < asked.first:
        yield Problem("ROLE_ENDS_BEFORE_IT_BEGINS", place, {"first": asked.first, "last": asked.last})


def _scheme_problems(asked: RoleAsked, schemes: Collection[str], place: Place) -> Iterator[Problem]:
    if not asked.schemes:
        yield Problem("ROLE_WITHOUT_SCHEME", place, {"role": asked.role})
    for each in asked.schemes:
        if schemes and each != ALL_SCHEMES and each not in schemes:
            values = {"area": asked.ref_area, "known": _some(schemes)}
            yield Problem("SCHEME_UNKNOWN", Place(item=each), values)


def _some(codes: Collection[str]) -> str:
    return ", ".join(sorted(codes)[:MOST_KNOWN])
