"""How actions write: one entry with everything that it changed, under a lock on the submission.

Only actions call this, inside their transaction.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.transitions import Move
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.entered import plain
from openssi_web.rounds.answers.observations import CONVENTION_ITEMS
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.submissions.models import (
    KEY_FIELDS,
    Action,
    AnswerVersion,
    Channel,
    CurrentAnswer,
    Entry,
    SubmissionDraft,
    Transition,
)

_REQUEST_KEY = re.compile(r"[A-Za-z0-9-]{1,100}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who asks for what, and how.

    Attributes:
        idempotency_key: None where it cannot be asked twice.
        asked: Everything that was asked, as JSON can hold it.
        keys: The cells that it is about.
    """

    person: Person
    action: Action
    channel: Channel
    idempotency_key: str | None
    asked: object
    keys: tuple[CellKey, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of who asked and what was asked."""
        asked = [self.person.pk, self.action, self.asked]
        return hashlib.sha256(json.dumps(asked, sort_keys=True, default=str).encode()).hexdigest()


def locked(draft: SubmissionDraft) -> SubmissionDraft:
    """Return a submission as it is now; nobody else changes it until the transaction ends.

    SQLite lets one transaction write at a time (`transaction_mode=IMMEDIATE`); PostgreSQL locks the row.
    """
    return SubmissionDraft.objects.select_for_update(of=("self",)).select_related("round").get(pk=draft.pk)


def unfit_key(key: str, place: Place) -> Refused | None:
    """Return why an idempotency key is refused, none where it is fit to be kept."""
    if _REQUEST_KEY.fullmatch(key):
        return None
    return Refused((Problem("ROUND_KEY_UNFIT", place, {"key": plain(key)[:100]}),))


def reused_key(key: str, place: Place) -> Refused:
    """Return why something else is not done under a key that was used."""
    return Refused((Problem("ROUND_KEY_REUSED", place, {"key": key}),))


def entry_before(draft: SubmissionDraft, request: Request) -> Entry | Refused | None:
    """Return the entry of the same request made before, none where it is made for the first time.

    A key that is not fit, or under which something else was asked, is refused.
    """
    key, place = request.idempotency_key, Place(item=str(draft))
    if key is None:
        return None
    unfit = unfit_key(key, place)
    if unfit is not None:
        return unfit
    entry = draft.entries.filter(idempotency_key=key).first()
    return reused_key(key, place) if entry is not None and entry.digest != request.digest else entry


def latest_versions(draft: SubmissionDraft, keys: Sequence[CellKey]) -> dict[CellKey, AnswerVersion]:
    """Return the latest versions of some cells and of the conventions that they are filled by, with their people."""
    wanted = _narrowed(keys) | Q(item__in=CONVENTION_ITEMS)
    rows = draft.current.filter(wanted).select_related("answer__entry__person")
    return {row.key: row.answer for row in rows}


def _narrowed(keys: Sequence[CellKey]) -> Q:
    """Return a condition that holds for the cells and for few others."""
    if len(keys) == 1:
        return Q(**keys[0]._asdict())
    return Q(item__in={each.item for each in keys}, scheme__in={each.scheme for each in keys})


def record_entry(draft: SubmissionDraft, request: Request, role: Role, detail: Mapping[str, Any]) -> Entry:
    """Write the entry of an action."""
    return Entry.objects.create(
        draft=draft,
        action=request.action,
        person=request.person,
        role=role,
        channel=request.channel,
        idempotency_key=request.idempotency_key,
        digest=request.digest if request.idempotency_key is not None else "",
        detail=dict(detail),
    )


def record_entry_of_system(draft: SubmissionDraft, detail: Mapping[str, Any]) -> Entry:
    """Write the entry of a transition that nobody asked for."""
    return Entry.objects.create(draft=draft, action="move", channel="timer", detail=dict(detail))


def record_versions(
    draft: SubmissionDraft, entry: Entry, changed: Mapping[CellKey, Content], latest: Mapping[CellKey, AnswerVersion]
) -> dict[CellKey, AnswerVersion]:
    """Write a version of each cell that changed and make it the latest one."""
    rows = AnswerVersion.objects.bulk_create(
        _version(draft, entry, key, content, latest.get(key)) for key, content in changed.items()
    )
    CurrentAnswer.objects.bulk_create(
        (CurrentAnswer(draft=draft, answer=row, **row.key._asdict()) for row in rows),
        update_conflicts=True,
        unique_fields=["draft", *KEY_FIELDS],
        update_fields=["answer"],
    )
    return {row.key: row for row in rows}


def _version(
    draft: SubmissionDraft, entry: Entry, key: CellKey, content: Content, before: AnswerVersion | None
) -> AnswerVersion:
    last = before.version if before is not None else 0
    return AnswerVersion(
        draft=draft, entry=entry, version=last + 1, based_on=last, **key._asdict(), **content.columns()
    )


def opened(draft: SubmissionDraft, entry: Entry) -> None:
    """Log that a submission was opened."""
    Transition.objects.create(draft=draft, entry=entry, before=draft.state, after=draft.state)


def move(
    draft: SubmissionDraft, entry: Entry, declared: Move, *, reason: str = "", code: str = "", rule: str = ""
) -> Transition:
    """Bring a submission into another state and log it.

    Args:
        draft: The submission, locked.
        entry: The entry of the action.
        declared: The transition, as it is declared.
        reason: Why, as the person wrote it.
        code: The reason as a code.
        rule: The clock that fired.
    """
    before, draft.state = draft.state, declared.leads_to(draft.state)
    if before != draft.state:
        draft.save(update_fields=["state"])
    return Transition.objects.create(
        draft=draft,
        entry=entry,
        before=before,
        after=draft.state,
        move=declared.id,
        reason=reason,
        code=code,
        rule=rule,
    )


def versions_of(entry: Entry, keys: Iterable[CellKey]) -> tuple[AnswerVersion, ...]:
    """Return the versions that an entry made, in the order of some cells, then any others."""
    found = {row.key: row for row in entry.versions.select_related("entry__person")}
    order = {key: position for position, key in enumerate(keys)}
    return tuple(sorted(found.values(), key=lambda row: (order.get(row.key, len(order)), row.key)))
