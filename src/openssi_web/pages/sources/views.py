"""The page of sources of a submission that was compiled at the desk, and its files to take away."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from openssi.vocabulary.errors import Problem
from openssi_web.accounts.models import Person
from openssi_web.pages.sources.files import FILES, file_of
from openssi_web.pages.sources.forms import forms_values
from openssi_web.pages.sources.posted import KINDS, PostedSources
from openssi_web.pages.sources.rows import compared_shown, searches_shown, sources_shown
from openssi_web.pages.sources.words import SourceWords
from openssi_web.pages.working import of_submission, work_page
from openssi_web.rounds.compilation.compiled import Compilation, compilation_for
from openssi_web.rounds.compilation.request import may_compile
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.workspace import inquiry
from openssi_web.uploads import too_large

OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422
CELLS_SHOWN = 12
"""Cells that nobody searched for, of which so many are named."""

_WHERE = {"source": "sources", "file": "sources", "value": "record", "choose": "compared", "search": "searches"}


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def sources_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show where compiled figures come from; record sources, values, choices and searches."""
    words = SourceWords.of_draft(draft, language, person.grants())
    problem = too_large(request)
    if problem is not None:
        return _page(request, person, words, (problem,), "source")
    if request.method != "POST":
        return _page(request, person, words)
    posted = PostedSources(request, person, draft)
    outcome = posted.outcome()
    if isinstance(outcome, Refused):
        draft.refresh_from_db()
        return _page(request, person, words, outcome.problems, posted.what)
    return HttpResponseRedirect(f"{request.path}?done={posted.what}#{_WHERE[posted.what]}", status=SEE_OTHER)


@require_safe
@of_submission
def sources_file(
    request: HttpRequest,  # noqa: ARG001 - that of every page
    language: str,  # noqa: ARG001
    person: Person,
    draft: SubmissionDraft,
    kind: str,
) -> HttpResponse:
    """Send sources, values or searches as CSV: what the person sees on the page."""
    if kind not in FILES:
        raise Http404
    kept = concealment_for(person.grants(), draft)
    content = file_of(kind, compilation_for(person, draft), kept)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{kind}-{draft}.csv"'
    return response


def _page(
    request: HttpRequest, person: Person, words: SourceWords, problems: Sequence[Problem] = (), what: str = ""
) -> HttpResponse:
    draft, found = words.draft, compilation_for(person, words.draft)
    may, typed = may_compile(person, draft), {name: str(text) for name, text in request.POST.items()}
    if problems and "tables" in request.POST:
        typed["tables"] = " ".join(request.POST.getlist("tables"))
    place, area = (
        [words.language, draft.ref_area, draft.round.year],
        inquiry().area_name(draft.ref_area, words.language),
    )
    done = request.GET.get("done", "")
    values = {
        "w": words.plain(),
        "title": words.of("title", area=area, year=draft.round.year),
        "area_name": area,
        "draft": draft,
        "round": reverse("round", args=place),
        "here": reverse("round-sources", args=place),
        "state": words.state,
        "done": words.of(f"done.{done}") if done in KINDS else "",
        "refusals": [each.text.in_language(words.language) for each in problems],
        "refused_in": what,
        "typed": typed,
        "is_empty": found.is_empty,
        "may": may,
        "sources": sources_shown(found, words),
        "compared": compared_shown(found, words),
        "searches": searches_shown(found.searches, words),
        "files": [(words.of(f"csv.{each}"), reverse("round-sources-file", args=[*place, each])) for each in FILES],
        **(_left(found, words) if may else {}),
        **(forms_values(found, words, {**request.GET.dict(), **typed}) if may else {}),
    }
    return work_page(request, "sources.html", words.language, values, UNPROCESSABLE if problems else OK)


def _left(found: Compilation, words: SourceWords) -> Mapping[str, Any]:
    """Return what is missing before the country is asked."""
    unsearched = found.unsearched()
    problems = [Problem(code, values={"count": count}) for code, count in found.unfinished().items()]
    more = len(unsearched) - CELLS_SHOWN
    return {
        "left": [each.text.in_language(words.language) for each in problems],
        "unsearched": [(words.full(each), words.in_table(each)) for each in unsearched[:CELLS_SHOWN]],
        "unsearched_more": words.of("left.more", count=more) if more > 0 else "",
    }
