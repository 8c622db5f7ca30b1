"""Which releases a person may read, from the roles that the person holds (docs/decisions/0027)."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from openssi.vocabulary.decision import Role
from openssi.vocabulary.release import EVERYBODY, Reader, ReleaseLevel
from openssi_web.accounts.access import KNOW_CONFIDENTIAL, ROLES_OF_A_COUNTRY, SEE_ANSWERS, Grants

OF_THE_COMPILER: frozenset[Role] = SEE_ANSWERS - ROLES_OF_A_COUNTRY
"""Read a release before its embargo ends; who only looks after people and backups does not."""


def reader_with(grants: Grants) -> Reader:
    """Return what somebody who signed in may read.

    A release is of all countries: one of level confidential is read by those who know what is confidential in every
    country, so not by the people of one.
    """
    roles = {each.role for each in grants}
    levels: set[ReleaseLevel] = {"public", "registered"}
    if roles & SEE_ANSWERS:
        levels.add("restricted")
    of_all = {each.role for each in grants if not each.ref_area}
    if of_all & OF_THE_COMPILER & KNOW_CONFIDENTIAL:
        levels.add("confidential")
    return Reader(frozenset(levels), sees_embargoed=bool(roles & OF_THE_COMPILER))


def reader_of(request: HttpRequest) -> Reader:
    """Return what the person who asks may read; a stranger costs no look into the database.

    Releases are served where there is no database, or none that answers: then everybody is a stranger.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return EVERYBODY
    try:
        person = request.user
        return reader_with(person.grants()) if person.is_authenticated else EVERYBODY
    except DatabaseError:
        return EVERYBODY
