"""Countries are invited to a round by a desk officer. Named in `actions.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import role_among
from openssi_web.accounts.models import Person
from openssi_web.rounds.letters.causes import kinds_on, write_letters
from openssi_web.rounds.letters.models import RoundInvitation
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.submissions.models import Round
from openssi_web.rounds.submissions.workbook_parts import members_of

INVITES: tuple[Role, ...] = ("DESK_OFFICER",)
"""Who invites countries; institutions are invited by the coordinator of the country."""

COORDINATES = "COORD"


@dataclass(frozen=True, slots=True)
class Invited:
    """Countries were invited, now or before.

    Attributes:
        areas: All that were named.
        new: Those that had not been invited before.
        letters: How many letters were written now.
    """

    areas: tuple[str, ...]
    new: tuple[str, ...]
    letters: int


def coordinators_of(ref_area: str) -> tuple[Person, ...]:
    """Return who coordinates a country today."""
    return tuple({each.person_id: each.person for each in members_of(ref_area).filter(role=COORDINATES)}.values())


def invite_countries(person: Person, round_: Round, areas: Sequence[str]) -> Invited | Refused:
    """Invite countries to a round: all of them or none; whoever got the letter before gets no second one.

    Args:
        person: A desk officer.
        round_: The round.
        areas: The countries.
    """
    grants, may = person.grants(), ", ".join(INVITES)
    others = [each for each in areas if role_among(grants, each, INVITES) is None]
    if others:
        return Refused(tuple(Problem("ROUND_ACTION_OF_OTHERS", Place(item=each), {"may": may}) for each in others))
    people = {each: coordinators_of(each) for each in areas}
    nobody = [each for each, found in people.items() if not found]
    if nobody:
        return Refused(tuple(Problem("INVITE_NOBODY", Place(item=each), {"area": each}) for each in nobody))
    with transaction.atomic():
        # Invited twice at once, a country waits for the other invitation.
        Round.objects.select_for_update().get(pk=round_.pk)
        known = set(round_.invitations.values_list("ref_area", flat=True))
        new = tuple(each for each in areas if each not in known)
        rows = [RoundInvitation(round=round_, ref_area=each, by=person) for each in new]
        RoundInvitation.objects.bulk_create(rows)
        before = round_.letters.count()
        for area, readers in people.items():
            _write(person, round_, area, readers)
        written = round_.letters.count() - before
    return Invited(tuple(areas), new, written)


def _write(person: Person, round_: Round, area: str, readers: Sequence[Person]) -> None:
    draft = round_.drafts.filter(ref_area=area).first()
    for kind in kinds_on("invitation"):
        cause = f"invitation {round_.pk} {area}"
        write_letters(kind, cause, readers, draft=draft, round_=round_, ref_area=area, by=person)


def invited_areas(round_: Round) -> frozenset[str]:
    """Return the countries that were invited to a round."""
    return frozenset(round_.invitations.values_list("ref_area", flat=True))
