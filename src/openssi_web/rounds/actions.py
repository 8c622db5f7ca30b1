"""Everything that changes a submission: one function per change, one transaction each, with its entry.

Nothing else saves: the actions on files stand in `attaching.py` and are named here. What a person does not see is
answered by `Http404`, as if it were not there.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from django.db import transaction
from django.http import Http404

from openssi.collect.workbook_conventions import Conventions
from openssi.collect.workbook_keys import CellKey
from openssi.run.inquiry import Returned
from openssi.vocabulary.calendar import DUE
from openssi.vocabulary.decision import Role
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi.vocabulary.scheme import Inventory
from openssi.vocabulary.text import Language
from openssi_web.accounts.access import MAY_OPEN, role_among, sees_country
from openssi_web.accounts.models import Person
from openssi_web.rounds import workbooks
from openssi_web.rounds.answers import conventions_of
from openssi_web.rounds.attaching import attach_file as attach_file  # noqa: PLC0414 - named here
from openssi_web.rounds.attaching import withdraw_file as withdraw_file  # noqa: PLC0414 - named here
from openssi_web.rounds.calendars import today, worked_out
from openssi_web.rounds.compile_rows import record_rows as record_rows  # noqa: PLC0414 - named here
from openssi_web.rounds.compile_saving import Cited, Prepared, after_typing, before_typing, prepared, record_sourced
from openssi_web.rounds.compile_values import choose_source as choose_source  # noqa: PLC0414 - named here
from openssi_web.rounds.compile_values import state_value as state_value  # noqa: PLC0414 - named here
from openssi_web.rounds.compiling import add_source as add_source  # noqa: PLC0414 - named here
from openssi_web.rounds.compiling import attach_to_source as attach_to_source  # noqa: PLC0414 - named here
from openssi_web.rounds.compiling import record_search as record_search  # noqa: PLC0414 - named here
from openssi_web.rounds.content import EMPTY, Content
from openssi_web.rounds.corresponding import log_correspondence as log_correspondence  # noqa: PLC0414 - named here
from openssi_web.rounds.corresponding import settle_follow_up as settle_follow_up  # noqa: PLC0414 - named here
from openssi_web.rounds.country_invitations import invite_countries as invite_countries  # noqa: PLC0414 - named here
from openssi_web.rounds.entered import cell_in_words, plain
from openssi_web.rounds.extending import extend_queries as extend_queries  # noqa: PLC0414 - named here
from openssi_web.rounds.findings import cell_of, findings_of
from openssi_web.rounds.forgetting import erase_focal_point as erase_focal_point  # noqa: PLC0414 - named here
from openssi_web.rounds.form_cells import snapshot_of
from openssi_web.rounds.institutions import change_schemes as change_schemes  # noqa: PLC0414 - named here
from openssi_web.rounds.institutions import dismiss as dismiss  # noqa: PLC0414 - named here
from openssi_web.rounds.institutions import give_further_role as give_further_role  # noqa: PLC0414 - named here
from openssi_web.rounds.institutions import invite_again as invite_again  # noqa: PLC0414 - named here
from openssi_web.rounds.institutions import invite_person as invite_person  # noqa: PLC0414 - named here
from openssi_web.rounds.letters import write_letters_of
from openssi_web.rounds.models import (
    AnswerVersion,
    Channel,
    Entry,
    FindingExplanation,
    Form,
    Round,
    SubmissionDraft,
)
from openssi_web.rounds.moving import carry_out as carry_out  # noqa: PLC0414 - named here
from openssi_web.rounds.moving import fire_timers as fire_timers  # noqa: PLC0414 - named here
from openssi_web.rounds.notebook_file import note_file as note_file  # noqa: PLC0414 - named here
from openssi_web.rounds.notekeeping import note_follow_up as note_follow_up  # noqa: PLC0414 - named here
from openssi_web.rounds.notekeeping import note_milestone as note_milestone  # noqa: PLC0414 - named here
from openssi_web.rounds.notekeeping import note_mission as note_mission  # noqa: PLC0414 - named here
from openssi_web.rounds.notekeeping import note_project as note_project  # noqa: PLC0414 - named here
from openssi_web.rounds.notekeeping import withdraw_note as withdraw_note  # noqa: PLC0414 - named here
from openssi_web.rounds.outbox import send_again as send_again  # noqa: PLC0414 - named here
from openssi_web.rounds.outcomes import CellChange, Clash, Conflict, Decision, Outcome, Refused, Saved
from openssi_web.rounds.permission import (
    cells_of,
    refuse_unseen,
    role_to_change,
    sees,
)
from openssi_web.rounds.querying import ask_again as ask_again  # noqa: PLC0414 - named here
from openssi_web.rounds.querying import decide_query as decide_query  # noqa: PLC0414 - named here
from openssi_web.rounds.querying import mark_seen as mark_seen  # noqa: PLC0414 - named here
from openssi_web.rounds.querying import raise_queries as raise_queries  # noqa: PLC0414 - named here
from openssi_web.rounds.querying import send_queries as send_queries  # noqa: PLC0414 - named here
from openssi_web.rounds.querying import write_about_query as write_about_query  # noqa: PLC0414 - named here
from openssi_web.rounds.recording import (
    Request,
    entry_before,
    latest_versions,
    locked,
    move,
    opened,
    record_entry,
    record_versions,
    versions_of,
)
from openssi_web.rounds.round_states import fire_round as fire_round  # noqa: PLC0414 - named here
from openssi_web.rounds.round_states import state_on
from openssi_web.rounds.workspace import definitions, entered_reader, inquiry

MOST_CELLS = 300
"""Cells of one pasted block."""


def open_round(
    person: Person, year: int, *, deadline: dt.date | None = None, language: Language = "en"
) -> Round | Refused:
    """Begin the collection of a year; where it has begun, the round is returned as it is.

    Args:
        person: A coordinator of a country, or a desk officer.
        year: Reference year.
        deadline: Day on which submissions are due, else that of the usual calendar; of a round that has begun it
            stays as it is.
        language: Language where a country has named none.
    """
    place = Place(item=str(year))
    if not any(each.role in MAY_OPEN for each in person.grants()):
        return Refused((Problem("ROUND_ACTION_OF_OTHERS", place, {"may": ", ".join(MAY_OPEN)}),))
    usual: dict[str, object] = {"questionnaire_version": definitions().questionnaire.version}
    known = Round.objects.filter(year=year).first()
    if known is None and deadline is not None and deadline <= today():
        return Refused((Problem("ROUND_DEADLINE_PAST", place, {"deadline": deadline.isoformat()}),))
    calendar = worked_out(year, today(), deadline)
    usual |= {"deadline": dt.date.fromisoformat(calendar[DUE]), "calendar": calendar, "language": language}
    usual["state"] = state_on({step: dt.date.fromisoformat(each) for step, each in calendar.items()}, today())
    with transaction.atomic():
        found, _ = Round.objects.get_or_create(year=year, defaults=usual)
    if deadline is not None and found.deadline != deadline:
        stands = found.deadline.isoformat() if found.deadline else "-"
        return Refused((Problem("ROUND_DEADLINE_STANDS", place, {"deadline": stands}),))
    return found


def open_draft(
    person: Person,
    round_: Round,
    inventory: Inventory,
    carried: Mapping[CellKey, Content],
    *,
    form: Form = "core",
    base: str = "v0",
) -> SubmissionDraft | Refused:
    """Open the submission of a country to a round, with what is carried forward from the last one.

    Args:
        person: A coordinator of the country, or a desk officer.
        round_: The round.
        inventory: Schemes and benefits that are asked about.
        carried: Texts, codes, conventions and law of the last accepted round (`workbooks.carried_forward`).
        form: The core form or the full one.
        base: The accepted version that it is opened from.
    """
    area = inventory.ref_area
    grants = person.grants()
    if not sees_country(grants, area):
        raise Http404
    role = role_among(grants, area, MAY_OPEN)
    if role is None:
        return Refused((Problem("ROUND_ACTION_OF_OTHERS", Place(item=area), {"may": ", ".join(MAY_OPEN)}),))
    with transaction.atomic():
        draft, is_new = SubmissionDraft.objects.get_or_create(
            round=round_, ref_area=area, defaults={"form": form, "base": base, "inventory": snapshot_of(inventory)}
        )
        if not is_new:
            return Refused((Problem("ROUND_EXISTS", Place(item=area), {"draft": str(draft)}),))
        request = Request(person=person, action="open", channel="opening", idempotency_key=None, asked=None)
        entry = record_entry(draft, request, role, {"cells": len(carried)})
        record_versions(draft, entry, carried, {})
        opened(draft, entry)
    return draft


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


def import_workbook(
    person: Person,
    draft: SubmissionDraft,
    returned: Returned,
    idempotency_key: str,
    decisions: Mapping[CellKey, Decision] | None = None,
) -> Outcome:
    """Take over what a workbook changes, all of it or nothing.

    Args:
        person: Who uploaded it.
        draft: The submission.
        returned: The workbook as it was read and shown (`workbooks.examine`).
        idempotency_key: Made by the page that showed it.
        decisions: What the person decided about cells that somebody else changed since the workbook was written.

    Raises:
        Http404: if the person does not see the country.
    """
    grants, decided = person.grants(), dict(decisions or {})
    refuse_unseen(grants, draft, ())
    found = workbooks.wanted_by(draft, returned, definitions().questionnaire)
    if isinstance(found, Refused):
        return found
    base, before, wanted = found.base, found.before, found.changes
    asked = [returned.submission.sha256, sorted((str(key), each.version, each.take) for key, each in decided.items())]
    request = Request(
        person=person,
        action="import",
        channel="workbook",
        idempotency_key=idempotency_key,
        asked=asked,
        keys=tuple(wanted),
    )
    form = cells_of(draft)
    with transaction.atomic():
        draft = locked(draft)
        done = _done_before(draft, request)
        if done is not None:
            return done
        cells = {key: workbooks.place_of(key, each, returned.path.name) for key, each in wanted.items()}
        allowed = role_to_change(grants, draft, form, cells)
        if isinstance(allowed, Refused):
            return allowed
        latest = latest_versions(draft, tuple(wanted))
        merged = workbooks.merge(wanted, before, latest, decided)
        if merged.clashes:
            return Conflict(workbooks.with_seen(draft, base, merged.clashes))
        file = {"file": returned.path.name, "sha256": returned.submission.sha256}
        ready = prepared(draft, allowed, merged.changed, latest, None, conventions_of({}, draft.round.year))
        if isinstance(ready, Refused):
            return ready
        return _write(draft, request, allowed, ready, latest, file)


def explain_finding(
    person: Person,
    draft: SubmissionDraft,
    finding_id: str,
    text: str,
    reason: str,
    idempotency_key: str,
    channel: Channel = "form",
) -> Outcome:
    """Record what the country says of a finding that asks for an explanation.

    Args:
        person: A respondent of the scheme, or the coordinator.
        draft: The submission.
        finding_id: `R020@QMA.2023.B_REC...`, among the findings of the answers as they are now.
        text: The explanation; it is published with the figure.
        reason: Code of CL_EXPL, or empty.
        idempotency_key: Made by the browser for this explanation.
        channel: `form`, or `command`.

    Raises:
        Http404: if the person does not see the country.
    """
    grants = person.grants()
    refuse_unseen(grants, draft, ())
    asking = {each.id: cell_of(each) for each in findings_of(inquiry(), draft) if each.severity == "W"}
    key = asking.get(finding_id)
    if key is None or not sees(grants, draft, key):
        place = Place(item=str(draft))
        return Refused((Problem("ROUND_FINDING_UNKNOWN", place, {"finding": plain(finding_id)[:100]}),))
    said = entered_reader().explanation(key, text, reason)
    if isinstance(said, list):
        return Refused(tuple(said))
    asked = [finding_id, said.text, said.reason]
    request = Request(person=person, action="explain", channel=channel, idempotency_key=idempotency_key, asked=asked)
    form = cells_of(draft)
    with transaction.atomic():
        draft = locked(draft)
        done = _done_before(draft, request)
        if done is not None:
            return done
        allowed = role_to_change(grants, draft, form, {key: Place(item=cell_in_words(key))}, entered=False)
        if isinstance(allowed, Refused):
            return allowed
        entry = record_entry(draft, request, allowed, {"finding": finding_id})
        FindingExplanation.objects.create(
            draft=draft, entry=entry, finding=finding_id, text=said.text, reason=said.reason
        )
        return Saved(entry, ())


# Steps that the actions share


def _save(
    draft: SubmissionDraft, changes: Sequence[CellChange], request: Request, cited: Cited | None = None
) -> Outcome:
    grants, keys = request.person.grants(), request.keys
    refuse_unseen(grants, draft, keys)
    form = cells_of(draft)
    with transaction.atomic():
        draft = locked(draft)
        done = _done_before(draft, request)
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
        return Conflict(clashes) if clashes else _write(draft, request, allowed, ready, latest, {})


def _said(row: AnswerVersion | None) -> Content:
    return Content.of(row) if row is not None else EMPTY


def _done_before(draft: SubmissionDraft, request: Request) -> Saved | Refused | None:
    """Return the outcome of the same request made before, none where it is made for the first time."""
    entry = entry_before(draft, request)
    if not isinstance(entry, Entry):
        return entry
    return Saved(entry, versions_of(entry, request.keys), repeated=True)


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


def _write(
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
