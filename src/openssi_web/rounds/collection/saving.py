"""Answers are saved as they were left: one cell, or a pasted block of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction

from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.models import Person
from openssi_web.rounds.answers.content import EMPTY, Content
from openssi_web.rounds.answers.entered import cell_in_words, entered_reader
from openssi_web.rounds.answers.observations import conventions_of
from openssi_web.rounds.compilation.saving import Cited, Prepared, after_typing, before_typing, prepared, record_sourced
from openssi_web.rounds.letters.causes import write_letters_of
from openssi_web.rounds.requests.outcomes import CellChange, Clash, Conflict, Outcome, Refused, Saved
from openssi_web.rounds.requests.permission import cells_of, refuse_unseen, role_to_change
from openssi_web.rounds.requests.recording import (
    Request,
    entry_before,
    latest_versions,
    locked,
    move,
    record_entry,
    record_versions,
    versions_of,
)
from openssi_web.rounds.submissions.models import AnswerVersion, Channel, Entry, SubmissionDraft
from openssi_web.rounds.workspace import definitions

MOST_CELLS = 300
"""Cells of one pasted block."""


def save_answer(
    person: Person,
    draft: SubmissionDraft,
    change: CellChange,
    idempotency_key: str,
    channel: Channel = "form",
    cited: Cited | None = None,
) -> Outcome:
    """Save one cell as it was left.

    Args:
        person: Who entered it.
        draft: The submission.
        change: The cell, what was typed, and the version that the person saw.
        idempotency_key: Made by the browser for this change; sending it again saves nothing more.
        channel: `form`, or `api` for programs.
        cited: The source, where the compiler enters it for a country that does not answer.

    Raises:
        Http404: if the person does not see the cell.
    """
    request = Request(
        person=person,
        action="save",
        channel=channel,
        idempotency_key=idempotency_key,
        asked=asdict(change),
        keys=(change.key,),
    )
    return _save(draft, (change,), request, cited)


def save_block(
    person: Person,
    draft: SubmissionDraft,
    changes: Sequence[CellChange],
    idempotency_key: str,
    channel: Channel = "form",
    cited: Cited | None = None,
) -> Outcome:
    """Save a pasted block of cells, all of them or none.

    Args:
        person: Who pasted it.
        draft: The submission.
        changes: At most 300 cells, each once.
        idempotency_key: Made by the browser for this block.
        channel: `form`, or `api` for programs.
        cited: The source, where the compiler enters them for a country that does not answer.

    Raises:
        Http404: if the person does not see one of the cells.
    """
    place = Place(item=str(draft))
    if len(changes) > MOST_CELLS:
        values = {"count": len(changes), "most": MOST_CELLS}
        return Refused((Problem("ROUND_BLOCK_TOO_LARGE", place, values),))
    keys = [each.key for each in changes]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        return Refused(tuple(Problem("ROUND_CELL_TWICE", Place(item=cell_in_words(key))) for key in twice))
    asked = [asdict(each) for each in changes]
    request = Request(
        person=person,
        action="block",
        channel=channel,
        idempotency_key=idempotency_key,
        asked=asked,
        keys=tuple(keys),
    )
    return _save(draft, changes, request, cited)


# Steps that taking over a workbook shares


def done_before(draft: SubmissionDraft, request: Request) -> Saved | Refused | None:
    """Return the outcome of the same request made before, none where it is made for the first time."""
    entry = entry_before(draft, request)
    if not isinstance(entry, Entry):
        return entry
    return Saved(entry, versions_of(entry, request.keys), repeated=True)


def write_changes(
    draft: SubmissionDraft,
    request: Request,
    role: Role,
    ready: Prepared,
    latest: Mapping[CellKey, AnswerVersion],
    detail: Mapping[str, object],
) -> Saved:
    """Write the cells that changed; what says the same already makes no entry."""
    entry, written = None, {}
    contents = ready.contents.items()
    changed = {key: each for key, each in contents if not each.says_the_same_as(_said(latest.get(key)))}
    if changed:
        entry = record_entry(draft, request, role, {"cells": len(changed), **detail})
        written = record_versions(draft, entry, changed, latest)
        record_sourced(draft, entry, ready, written)
        begun = definitions().states.by_answer(draft.state, role)
        if begun is not None:
            move(draft, entry, begun)
            write_letters_of(draft, entry)
    rows = {**latest, **written}
    asked = request.keys
    return Saved(entry, tuple(rows[key] for key in asked if key in rows))


def _save(
    draft: SubmissionDraft, changes: Sequence[CellChange], request: Request, cited: Cited | None = None
) -> Outcome:
    grants, keys = request.person.grants(), request.keys
    refuse_unseen(grants, draft, keys)
    form = cells_of(draft)
    with transaction.atomic():
        draft = locked(draft)
        done = done_before(draft, request)
        if done is not None:
            return done
        allowed = role_to_change(grants, draft, form, {key: Place(item=cell_in_words(key)) for key in keys})
        if isinstance(allowed, Refused):
            return allowed
        latest = latest_versions(draft, keys)
        conventions = conventions_of({key: Content.of(row) for key, row in latest.items()}, draft.round.year)
        read = _read(changes, latest, conventions)
        if isinstance(read, Refused):
            return read
        ready = prepared(draft, allowed, read, latest, cited, conventions)
        if isinstance(ready, Refused):
            return ready
        clashes = tuple(_clashes(draft, changes, ready.contents, latest))
        return Conflict(clashes) if clashes else write_changes(draft, request, allowed, ready, latest, {})


def _said(row: AnswerVersion | None) -> Content:
    return Content.of(row) if row is not None else EMPTY


def _read(
    changes: Sequence[CellChange], latest: Mapping[CellKey, AnswerVersion], conventions: Conventions
) -> dict[CellKey, Content] | Refused:
    """Return what each cell would say, or everything that is wrong with what was typed."""
    items, reader = definitions().questionnaire.items, entered_reader()
    found: dict[CellKey, Content] = {}
    problems: list[Problem] = []
    for each in changes:
        key, row = each.key, latest.get(each.key)
        last = row.version if row is not None else 0
        if not 0 <= each.based_on <= last:
            values = {"based_on": each.based_on, "version": last}
            problems.append(Problem("ROUND_VERSION_UNKNOWN", Place(item=cell_in_words(key)), values))
            continue
        read = reader.read(key, items[key.item], each.change, before_typing(row, each.change), conventions)
        if isinstance(read, list):
            problems += read
        else:
            found[key] = after_typing(read, row, each.change)
    return Refused(tuple(problems)) if problems else found


def _clashes(
    draft: SubmissionDraft,
    changes: Sequence[CellChange],
    read: Mapping[CellKey, Content],
    latest: Mapping[CellKey, AnswerVersion],
) -> Iterator[Clash]:
    """Iterate over the cells that say something else since the person saw them."""
    for each in changes:
        row = latest.get(each.key)
        if row is not None and row.version != each.based_on and not read[each.key].says_the_same_as(Content.of(row)):
            seen = draft.versions.filter(**each.key._asdict(), version=each.based_on).select_related("entry__person")
            yield Clash(each.key, read[each.key], row, seen.first())
