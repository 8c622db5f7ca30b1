"""How the submissions of a round stand, country by country; nothing is written.

What is read of all submissions at once is read anew each time. What has to be counted in each of them, completeness
and findings, comes from `monitor_counts`.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from openssi.run.decisions import today
from openssi.run.rounds.countries import AskedCountries, AskedCountry, asked_countries
from openssi.run.rounds.monitor import Calendar, Country, as_state, handed_in_on
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import FOLLOWERS, Grants, role_among
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.letters.invitations import invited_areas
from openssi_web.rounds.monitor.counts import SECONDS, Kept, count_within, drafts_of, newest_entries
from openssi_web.rounds.queries.standing import COMPILERS
from openssi_web.rounds.submissions.models import Entry, Round, SubmissionDraft, Transition
from openssi_web.rounds.workspace import inquiry

Move = tuple[str, str, dt.date]
"""The state before, the state after, and the day of a transition."""


@dataclass(frozen=True, slots=True)
class LastEntry:
    """The last entry of a submission: when, who, in which role."""

    at: dt.datetime
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Follower:
    """Somebody who follows a country, and where this person sits: `HQ`, `FIELD`, or empty."""

    name: str
    seat: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A country of a round.

    Attributes:
        asked: Its names, region and place on the map.
        now: Where its submission stands.
        last: The last entry, none where there is no submission.
        officers: People of the compiler who follow the country, by their number.
        is_behind: Whether its cells and findings are still to be counted since the last entry.
        seats: Where each of them sits: `HQ`, `FIELD`, or empty.
    """

    asked: AskedCountry
    now: Country
    last: LastEntry | None
    officers: tuple[int, ...]
    is_behind: bool
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowedRound:
    """A round as a person of the compiler sees it.

    Attributes:
        regions: Names of the regions by code and language.
        officers: Names of those who follow a country, by their number.
    """

    round: Round
    calendar: Calendar
    countries: tuple[Followed, ...]
    regions: Mapping[str, Mapping[Language, str]]
    officers: Mapping[int, str]


def followed_areas(grants: Grants, known: Iterable[str]) -> frozenset[str]:
    """Return those of some countries whose submissions a person follows for the compiler."""
    return frozenset(each for each in known if role_among(grants, each, COMPILERS) is not None)


def asked_in(round_: Round) -> AskedCountries:
    """Return the countries that a round asks, each with what the workspace knows of it.

    Once somebody was invited these are the countries that were invited or have a submission; before, all there are.
    """
    workspace = inquiry().workspace
    pointers = (workspace.reference.pointer, workspace.context.pointer)
    written = tuple(each.stat().st_mtime_ns if each.exists() else 0 for each in pointers)
    found, invited = _asked(workspace.root, round_.year, written), invited_areas(round_)
    if not invited:
        return found
    wanted = invited | set(round_.drafts.values_list("ref_area", flat=True))
    known = {each: found.countries.get(each) or _unknown(each) for each in sorted(wanted)}
    return replace(found, countries=known)


def placed_countries() -> frozenset[str]:
    """Return the countries of the workspace that have inhabitants or a place on the map."""
    return frozenset(_asked(inquiry().workspace.root, today().year, ()).countries)


@lru_cache(maxsize=8)
def _asked(root: Path, year: int, written: tuple[int, ...]) -> AskedCountries:  # noqa: ARG001 - a key
    served = inquiry()
    return asked_countries(served.workspace, served.definitions, year)


def followed_round(round_: Round, areas: frozenset[str], *, counting: bool = True) -> FollowedRound:
    """Return a round with the countries that a person follows.

    Args:
        round_: The round.
        areas: The countries.
        counting: Whether cells and findings are counted as well.
    """
    asked, drafts = asked_in(round_), {each.ref_area: each for each in drafts_of(round_) if each.ref_area in areas}
    newest = newest_entries(drafts.values())
    counts = count_within(SECONDS, newest) if counting else {}
    last, moves, follow = _last_entries(newest.values()), _moves(round_), followers()
    everybody = {**{area: _unknown(area) for area in drafts}, **asked.countries}
    seen = [each for area, each in everybody.items() if area in areas]
    return FollowedRound(
        round_,
        Calendar(round_.deadline, today()),
        tuple(_followed(each, drafts.get(each.area), counts, last, moves, follow) for each in seen),
        asked.regions,
        {number: each.name for officers in follow.values() for number, each in officers.items()},
    )


def _followed(
    asked: AskedCountry,
    draft: SubmissionDraft | None,
    counts: Mapping[int, Kept],
    last: Mapping[int, LastEntry],
    moves: Mapping[int, Sequence[Move]],
    follow: Mapping[str, Mapping[int, Follower]],
) -> Followed:
    following = follow.get(asked.area, {})
    officers, seats = tuple(following), tuple(each.seat for each in following.values())
    if draft is None:
        now = Country(area=asked.area, population=asked.population)
        return Followed(asked, now, None, officers, is_behind=False, seats=seats)
    kept, entry, moved = counts.get(draft.pk), last.get(draft.pk), moves.get(draft.pk, ())
    now = Country(
        area=asked.area,
        is_opened=True,
        state=as_state(draft.state),
        since=_since(moved) or draft.opened_at.date(),
        handed_in=handed_in_on(moved),
        last_entry=entry.at.date() if entry is not None else None,
        counted=kept.counted if kept is not None else None,
        population=asked.population,
    )
    return Followed(asked, now, entry, officers, is_behind=kept is None or kept.is_behind, seats=seats)


def _since(moves: Sequence[Move]) -> dt.date | None:
    """The day of the last transition that led to another state."""
    return next((day for before, after, day in reversed(moves) if before != after), None)


def _unknown(area: str) -> AskedCountry:
    """A country that answers and that the workspace knows no more."""
    return AskedCountry(area, {"en": area, "fr": area, "es": area}, "", None, None)


# What is read of all submissions at once


def _last_entries(numbers: Iterable[int]) -> dict[int, LastEntry]:
    rows = Entry.objects.filter(pk__in=[each for each in numbers if each])
    found = rows.values_list("draft_id", "at", "person__name", "role")
    return {draft: LastEntry(at, name or "", role) for draft, at, name, role in found}


def _moves(round_: Round) -> dict[int, list[Move]]:
    rows = Transition.objects.filter(draft__round=round_).order_by("pk")
    found: dict[int, list[Move]] = {}
    for draft, before, after, at in rows.values_list("draft_id", "before", "after", "entry__at"):
        found.setdefault(draft, []).append((before, after, at.date()))
    return found


def followers() -> dict[str, dict[int, Follower]]:
    """Return those who follow a country today, by country; a role for every country follows none in particular."""
    day = today()
    rows = Membership.objects.filter(role__in=FOLLOWERS, valid_from__lte=day, person__is_active=True)
    held = rows.exclude(ref_area="").exclude(valid_to__lt=day).order_by("person__name", "pk")
    found: dict[str, dict[int, Follower]] = {}
    for area, number, name, seat in held.values_list("ref_area", "person_id", "person__name", "seat"):
        found.setdefault(area, {})[number] = Follower(name, seat)
    return found


def own_areas(person: Person) -> frozenset[str]:
    """Return the countries that an officer follows in particular; none for who follows every country."""
    return frozenset(each.ref_area for each in person.grants() if each.role in FOLLOWERS and each.ref_area)
