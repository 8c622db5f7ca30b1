"""What the script of the form asks the server: save cells, and answer findings."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from openssi.collect.workbook_keys import CellKey
from openssi.collect.workbook_values import MISSING_STATUSES
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import Language, as_language
from openssi_web.accounts.models import Person
from openssi_web.pages.form.requests import Sent, SentChange, SentExplanation, Unreadable, read_request
from openssi_web.pages.form.source import cited_in
from openssi_web.pages.round_words import role_in_words
from openssi_web.pages.working import of_submission
from openssi_web.rounds.actions import explain_finding, save_answer, save_block
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.entered import Change, cell_in_words
from openssi_web.rounds.answers.live_findings import findings_after, live_findings
from openssi_web.rounds.answers.observations import Contents, current_contents, usual_status
from openssi_web.rounds.compilation.saving import Cited
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.forms.form import Form, form_of
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import CellChange, Clash, Conflict, Outcome, Refused
from openssi_web.rounds.requests.permission import cells_of, sees_findings
from openssi_web.rounds.workspace import definitions, inquiry

UNREADABLE, CONFLICT, TOO_LARGE, REFUSED = 400, 409, 413, 422

Found = Mapping[CellKey, Sequence[Finding]]


@require_POST
@of_submission
def cells(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Save cells, or the answers to findings, and tell what follows from them."""
    try:
        sent = read_request(request)
    except RequestDataTooBig:
        return JsonResponse({}, status=TOO_LARGE)
    except Unreadable:
        return JsonResponse({}, status=UNREADABLE)
    spoken = as_language(language)
    if sent.explanations:
        return _explain(person, draft, sent, spoken)
    outcome = _save(person, draft, sent, cited_in(request))
    keys = [each.key for each in sent.changes]
    if isinstance(outcome, Refused):
        return JsonResponse({"refused": _refused(outcome.problems, keys, spoken)}, status=REFUSED)
    form = form_of(inquiry(), draft, spoken, "", concealment_for(person.grants(), draft))
    if isinstance(outcome, Conflict):
        return JsonResponse({"conflicts": [_conflict(each, form, spoken) for each in outcome.cells]}, status=CONFLICT)
    return JsonResponse(_saved(person, draft, form, keys, spoken))


def _table_of(key: CellKey) -> str:
    item = definitions().questionnaire.items[key.item]
    return key.breakdown if item.table == "Q1" else item.table


# Saving


def _save(person: Person, draft: SubmissionDraft, sent: Sent, cited: Cited | None) -> Outcome:
    contents = current_contents(draft)
    changes = [_cell_change(each, contents) for each in sent.changes]
    if len(changes) == 1:
        return save_answer(person, draft, changes[0], sent.idempotency, cited=cited)
    return save_block(person, draft, changes, sent.idempotency, cited=cited)


def _cell_change(sent: SentChange, contents: Contents) -> CellChange:
    """Return what the person said: a field always shows a status, and that of the table is none of the cell."""
    status = own_status(contents, sent.key, sent.value, sent.status)
    return CellChange(sent.key, Change(value=sent.value, status=status, note=sent.note), sent.based_on)


def own_status(contents: Contents, key: CellKey, value: str | None, status: str | None) -> str | None:
    """Return the status that a cell states for itself, empty where it is the usual one."""
    item = definitions().questionnaire.items.get(key.item)
    if item is None or status is None or item.table == "Q1":
        return None
    if status == usual_status(contents, key, item):
        return ""
    # An emptied figure keeps no status that only a figure can have.
    return "" if value == "" and status not in MISSING_STATUSES else status


def _saved(
    person: Person, draft: SubmissionDraft, form: Form, keys: Sequence[CellKey], language: Language
) -> dict[str, Any]:
    found = findings_after(inquiry(), draft, keys, form.answers.entry)
    return {
        "saved": [saved_cell(form, key) for key in keys],
        "calculated": [_calculated(form, key) for key in _made_of(draft, keys)],
        "progress": _progress(form, keys),
        "findings": findings_shown(_seen(person, draft, found), language),
    }


def saved_cell(form: Form, key: CellKey) -> dict[str, Any]:
    """Return a cell as the server holds it."""
    cell = form.builder.cell(key)
    return {
        "key": str(key),
        "version": form.versions.get(key, 0),
        "value": cell.value,
        "shown": cell.shown if cell.value and definitions().questionnaire.items[key.item].is_numeric else cell.value,
        "status": cell.status or cell.usual_status,
        "note": cell.note,
    }


def _made_of(draft: SubmissionDraft, keys: Iterable[CellKey]) -> list[CellKey]:
    """Return the calculated cells that are made of some cells."""
    saved = list(keys)
    items, schemes = {each.item for each in saved}, {each.scheme for each in saved}
    form = cells_of(draft)
    return [
        key for key in form.calculated if key.scheme in schemes and key not in saved and form.parts[key.item] & items
    ]


def _calculated(form: Form, key: CellKey) -> dict[str, str]:
    cell = form.builder.cell(key)
    return {"key": str(key), "value": cell.value, "shown": cell.shown}


def _progress(form: Form, keys: Iterable[CellKey]) -> dict[str, list[int]]:
    tables = {table.id: table for table in form.builder.plan.questionnaire.tables}
    found = {}
    for table, scheme in dict.fromkeys((_table_of(key), key.scheme) for key in keys):
        progress = form.builder.progress(tables[table], scheme) if table in tables else None
        if progress is not None:
            found[table] = [progress.answered, progress.asked]
    return found


# Findings


def _explain(person: Person, draft: SubmissionDraft, sent: Sent, language: Language) -> HttpResponse:
    refused = []
    for number, each in enumerate(sent.explanations):
        key = sent.idempotency if len(sent.explanations) == 1 else f"{sent.idempotency}-{number}"
        outcome = explain_finding(person, draft, each.finding, each.text, each.reason, key)
        if isinstance(outcome, Refused):
            refused.append({"key": each.finding, **_told(outcome.problems[0], language)})
    if refused:
        return JsonResponse({"refused": refused}, status=REFUSED)
    form = form_of(inquiry(), draft, language)
    live = live_findings(inquiry(), draft, form.answers.entry)
    explained = _cells_of(live.by_cell, sent.explanations)
    return JsonResponse({"findings": findings_shown(_seen(person, draft, explained), language)})


def _cells_of(found: Found, explanations: Iterable[SentExplanation]) -> Found:
    ids = {each.finding for each in explanations}
    return {key: each for key, each in found.items() if ids & {one.id for one in each}}


def _seen(person: Person, draft: SubmissionDraft, found: Found) -> Found:
    grants = person.grants()
    seen = {key: each for key, each in found.items() if sees_findings(grants, draft, key)}
    return concealment_for(grants, draft).findings(seen)


def findings_shown(found: Found, language: Language) -> dict[str, list[dict[str, str]]]:
    """Return findings as the script shows them, by cell."""
    return {str(key): [_finding(each, language) for each in of_cell] for key, of_cell in found.items()}


def _finding(each: Finding, language: Language) -> dict[str, str]:
    return {
        "id": each.id,
        "rule": each.rule,
        "severity": each.severity,
        "state": each.state,
        "message": each.message.in_language(language),
        "remedy": each.remedy.in_language(language),
        "explanation": each.explanation,
    }


# What was not saved


def _refused(problems: Iterable[Problem], keys: Iterable[CellKey], language: Language) -> list[dict[str, str]]:
    """Return each problem at its cell; one that is about none of them stands at all."""
    words = {cell_in_words(key): str(key) for key in keys}
    return [
        {"key": key, **_told(problem, language)}
        for problem in problems
        for key in ([words[problem.place.item]] if problem.place.item in words else words.values())
    ]


def _told(problem: Problem, language: Language) -> dict[str, str]:
    return {"code": problem.code, "message": problem.text.in_language(language)}


def _conflict(clash: Clash, form: Form, language: Language) -> dict[str, Any]:
    row = clash.theirs
    person = row.entry.person
    theirs = {
        **content_face(form, clash.key, Content.of(row)),
        "version": row.version,
        "by": person.name if person is not None else "",
        "role": role_in_words(row.entry.role, language),
        "at": row.entry.at.isoformat(),
    }
    return {"key": str(clash.key), "yours": content_face(form, clash.key, clash.yours), "theirs": theirs}


def content_face(form: Form, key: CellKey, content: Content) -> dict[str, str]:
    """Return what a cell would show if it said something else."""
    values, item = form.builder.values, definitions().questionnaire.items[key.item]
    status = content.obs_status or values.usual_status(item, key)
    beside = {"status": status, "note": content.note}
    if content.scaled is None:
        return {"value": content.text, "shown": content.text, **beside}
    number = values.number_in_form(item, key, content.scaled)
    return {"value": f"{number.normalize():f}" if number else "0", "shown": values.face(item, number), **beside}
