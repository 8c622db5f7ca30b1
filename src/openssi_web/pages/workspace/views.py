"""The workspace of a submission: what is left to do, findings, changes, files, people."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from openssi.present.numbers import format_day
from openssi_web.accounts.models import Person
from openssi_web.pages.files.shown import files_shown
from openssi_web.pages.form.source import workspace_sources
from openssi_web.pages.letters.shown import workspace_letters
from openssi_web.pages.notebook.views import notebook_link
from openssi_web.pages.round_words import state_in_words
from openssi_web.pages.shell import spoken
from openssi_web.pages.workbook.shown import taken_over, workbook_values
from openssi_web.pages.working import of_submission, work_page
from openssi_web.pages.workspace.changes import changes_values
from openssi_web.pages.workspace.findings import findings_values, seen_findings
from openssi_web.pages.workspace.moves import MOVED, MoveRefused, moves_values, told_of
from openssi_web.pages.workspace.people import people_values
from openssi_web.pages.workspace.progress import Progress
from openssi_web.pages.workspace.queries import queries_values
from openssi_web.pages.workspace.words import CellNames, WorkWords
from openssi_web.rounds.answers.live_findings import live_findings
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.forms.form import form_of
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.submissions.workbook_parts import members_of
from openssi_web.rounds.workspace import inquiry

ALL = "all"
SECTIONS = ("moves", "left", "findings", "changes", "workbook", "people")
"""Ids of the sections, in their order."""


@require_safe
@of_submission
def workspace_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show the workspace of a submission as a person sees it."""
    return show_workspace(request, language, person, draft)


def show_workspace(
    request: HttpRequest,
    language: str,
    person: Person,
    draft: SubmissionDraft,
    refused: MoveRefused | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the workspace, with what was just refused."""
    words, grants = WorkWords.of_site(spoken(language)), person.grants()
    concealment = concealment_for(grants, draft)
    form = form_of(inquiry(), draft, words.language, "", concealment)
    names, members = CellNames.of(draft, form, words, grants), list(members_of(draft.ref_area))
    progress = Progress(draft, grants, names, form.outline, members)
    found = seen_findings(draft, grants, live_findings(inquiry(), draft, form.answers.entry))
    shows = {name: request.GET.get(name) == ALL for name in ("findings", "changes")}
    values = {
        **head_values(draft, words),
        **_left(progress, words),
        "next": progress.next_thing(found),
        "has_empty": progress.answered < progress.asked,
        **findings_values(found, names, show_all=shows["findings"]),
        **changes_values(draft, grants, form.builder.plan.answers, names, show_all=shows["changes"]),
        **workbook_values(person, draft, names),
        **people_values(draft, grants, members, names),
        **moves_values(person, draft, names, refused),
        **queries_values(draft, grants, words.language),
        **workspace_letters(draft, grants, words.language),
        **workspace_sources(person, draft, words.language),
        **notebook_link(grants, draft.ref_area, words.language),
        "done": taken_over(request, draft, person, words)
        or told_of(draft, person, request.GET.get(MOVED, ""), words.language),
        "move_here": reverse("round-move", args=[language, draft.ref_area, draft.round.year]),
        "files": files_shown(request, person, draft, language, back=request.path),
        "sections": tuple((name, words.of(f"jump.{name}")) for name in SECTIONS),
    }
    return work_page(request, "workspace.html", language, values, status)


def head_values(draft: SubmissionDraft, words: WorkWords) -> dict[str, Any]:
    """Return what every page of the workspace says of its submission at the top."""
    country, due = inquiry().area_name(draft.ref_area, words.language), draft.round.deadline
    state = words.of(
        "state_line", state=state_in_words(draft.state, words.language), says=words.of(f"says.{draft.state}")
    )
    return {
        "w": words.plain(),
        "country": country,
        "year": draft.round.year,
        "draft_area": draft.ref_area,
        "title": words.of("title", country=country, year=draft.round.year),
        "state": state,
        "due": words.of("due", day=format_day(due, words.language)) if due is not None else "",
        "here": reverse("round", args=[words.language, draft.ref_area, draft.round.year]),
    }


def _left(progress: Progress, words: WorkWords) -> dict[str, Any]:
    """Tables and progress, and what is said where the person has nothing to do."""
    if not progress.answers_something:
        idle = words.of("left.not_yours")
    else:
        idle = words.of("left.nothing" if progress.is_open else "left.closed")
    answered, asked = progress.answered, progress.asked
    return {
        "groups": tuple(progress.groups()),
        "answered": answered,
        "asked": asked,
        "progress": words.of("left.progress", answered=answered, asked=asked),
        "idle": idle,
    }
