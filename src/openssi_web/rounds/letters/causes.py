"""Which letters something causes, as `definitions/round/letters.yaml` declares it; written with what causes them.

Only actions call this, inside their transaction. Sending comes afterwards, and by others (`outbox.py`).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from django.db import transaction

from openssi.vocabulary.letters import LetterKind, Readers
from openssi_web.accounts.access import ALL_SCHEMES, FOLLOWERS, ROLES_OF_AN_INSTITUTION
from openssi_web.accounts.models import Membership, Person
from openssi_web.rounds.clock.calendars import confirmation_ends, days_of
from openssi_web.rounds.clock.cycles import cycle_due, cycles_sent
from openssi_web.rounds.letters.models import Letter
from openssi_web.rounds.letters.sender import sender
from openssi_web.rounds.submissions.models import Entry, Round, SubmissionDraft
from openssi_web.rounds.submissions.parts import parts_now
from openssi_web.rounds.submissions.workbook_parts import members_of
from openssi_web.rounds.workspace import definitions


def kinds_on(occasion: str) -> tuple[LetterKind, ...]:
    """Return the kinds of letters that are written on an occasion."""
    return tuple(each for each in definitions().letters.values() if each.occasion == occasion)


def write_letters_of(draft: SubmissionDraft, entry: Entry) -> None:
    """Write the letters that the transitions of an entry cause; who caused them gets none.

    Args:
        draft: The submission, locked, as it is afterwards.
        entry: The entry, with everything that it changed.
    """
    kinds = kinds_on("transition")
    for each in entry.transitions.order_by("pk"):
        for kind in kinds:
            if kind.is_for(each.move, each.rule):
                people = readers_of(kind, draft, entry)
                write_letters(kind, f"transition {each.pk}", people, draft=draft, entry=entry)


def write_letters(
    kind: LetterKind,
    cause: str,
    people: Iterable[Person],
    *,
    draft: SubmissionDraft | None = None,
    round_: Round | None = None,
    ref_area: str = "",
    entry: Entry | None = None,
    by: Person | None = None,
) -> None:
    """Write a letter to each of some people, in the language of each; of a cause nobody gets a second one.

    Args:
        kind: What it says.
        cause: What it is written for.
        people: Its readers.
        draft: The submission; where none is open yet, round and country.
        round_: The round, where there is no submission.
        ref_area: The country, where there is no submission.
        entry: The entry that causes it.
        by: Who causes it, where there is no entry.
    """
    found, area = (draft.round, draft.ref_area) if draft is not None else (round_, ref_area)
    assert found is not None  # noqa: S101
    due = due_of(kind, found, draft)
    rows = [
        Letter(
            round=found,
            ref_area=area,
            draft=draft,
            entry=entry,
            by=by if entry is None else entry.person,
            person=each,
            kind=kind.id,
            cause=cause,
            language=each.language,
            due=due,
        )
        for each in people
    ]
    if rows:
        Letter.objects.bulk_create(rows, ignore_conflicts=True)
        transaction.on_commit(sender.wake)


def due_of(kind: LetterKind, round_: Round, draft: SubmissionDraft | None) -> dt.date | None:
    """Return the day that a letter names, none where it names none or none is known."""
    if kind.due == "submission":
        return days_of(round_)["due"]
    if draft is None or not kind.due:
        return None
    return cycle_due(draft) if kind.due == "queries" else confirmation_ends(draft)


def readers_of(kind: LetterKind, draft: SubmissionDraft, entry: Entry) -> tuple[Person, ...]:
    """Return who gets a letter; staff for every country get it where nobody follows this one in particular."""
    parts = _parts(kind.readers, draft, entry)
    found: dict[int, Person] = {}
    for each in _members(kind, draft):
        of_institution = each.role in ROLES_OF_AN_INSTITUTION
        is_concerned = parts is None or not of_institution or bool(parts & _schemes(each.schemes, draft))
        if is_concerned and each.person_id != entry.person_id:
            found[each.person_id] = each.person
    return tuple(found.values())


def _members(kind: LetterKind, draft: SubmissionDraft) -> Iterator[Membership]:
    own = list(members_of(draft.ref_area).filter(role__in=kind.roles))
    yield from own
    left = frozenset(kind.roles) & frozenset(FOLLOWERS) - {each.role for each in own}
    yield from members_of("").filter(role__in=left) if left else ()


def _schemes(held: Iterable[str], draft: SubmissionDraft) -> frozenset[str]:
    """Return the schemes of the submission among those that a person holds."""
    known = frozenset(str(each["id"]) for each in draft.inventory["schemes"])
    return known if ALL_SCHEMES in held else known & set(held)


def _parts(readers: Readers, draft: SubmissionDraft, entry: Entry) -> frozenset[str] | None:
    """Return the parts whose people are concerned, none where everybody is."""
    if readers == "everybody":
        return None
    if readers == "returned":
        return frozenset(entry.marks.filter(kind="RETURNED").values_list("part", flat=True))
    if readers == "queried":
        asked = draft.queries.filter(cycle=cycles_sent(draft), result__isnull=True)
        return frozenset(asked.values_list("scheme", flat=True))
    waits: Mapping[str, bool] = {
        each.part: each.ready is None if readers == "unready" else each.ready is not None and not each.is_complete
        for each in parts_now(draft)
    }
    return frozenset(part for part, is_waiting in waits.items() if is_waiting)
