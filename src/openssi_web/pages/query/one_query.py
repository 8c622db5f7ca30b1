"""One query with its thread and evidence, and the page on which one is raised."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.text import LANGUAGES
from openssi_web.accounts.access import role_among
from openssi_web.accounts.models import Person
from openssi_web.pages.cell_words import OneCell, cell_address, cell_named
from openssi_web.pages.files.shown import files_shown
from openssi_web.pages.query.evidence import evidence_shown
from openssi_web.pages.query.posted import Attempt, Posted, refused
from openssi_web.pages.query.rows import NEARBY, all_asked, groups_for, shown_row, usual_texts
from openssi_web.pages.query.thread import thread_shown
from openssi_web.pages.query.views import OK, SEE_OTHER, UNPROCESSABLE, head_values
from openssi_web.pages.query.words import QueryWords
from openssi_web.pages.working import of_submission, work_page
from openssi_web.rounds.answers.content import EMPTY, plain_digits
from openssi_web.rounds.answers.entered import REASONS
from openssi_web.rounds.answers.observations import current_contents
from openssi_web.rounds.clock.cycles import cycles_sent
from openssi_web.rounds.collection.query_answers import finding_on
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.queries.models import CYCLES, OUTCOMES
from openssi_web.rounds.queries.querying import ASKS, RAISED_IN, role_to_write
from openssi_web.rounds.queries.standing import QueryNow, query_for
from openssi_web.rounds.queries.weights import significance_of
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import closed_cells, refuse_unseen
from openssi_web.rounds.workspace import definitions


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def query_page(
    request: HttpRequest, language: str, person: Person, draft: SubmissionDraft, number: int
) -> HttpResponse:
    """Show a query; write, explain, decide or ask again."""
    words = QueryWords.of_draft(draft, language, person.grants())
    now = query_for(person, draft, number)
    if request.method != "POST":
        return _page(request, person, words, now, Attempt())
    posted = Posted(person, draft, words, request.POST)
    outcome = posted.about(now)
    if outcome is None:
        raise Http404
    problems = refused(outcome)
    if not problems:
        return HttpResponseRedirect(f"{request.path}?done={posted.what}#thread", status=SEE_OTHER)
    typed = {name: str(text) for name, text in request.POST.items()}
    draft.refresh_from_db()
    return _page(request, person, words, query_for(person, draft, number), Attempt(posted.what, problems, typed))


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def new_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show what a cell says and what is to be asked about it, and raise the query."""
    words = QueryWords.of_draft(draft, language, person.grants())
    key, rule = cell_named(draft, request.GET.get("cell", "")), request.GET.get("rule", "")
    if key is None or role_among(person.grants(), draft.ref_area, ASKS) is None:
        raise Http404
    refuse_unseen(person.grants(), draft, [key])
    attempt = Attempt()
    if request.method == "POST":
        outcome = Posted(person, draft, words, request.POST).raise_one(key, rule)
        problems = refused(outcome)
        if not problems:
            address = reverse("round-queries", args=[language, draft.ref_area, draft.round.year])
            return HttpResponseRedirect(f"{address}?done=raise", status=SEE_OTHER)
        attempt = Attempt("raise", problems, {name: str(text) for name, text in request.POST.items()})
    return _new(request, person, words, key, rule, attempt)


def _new(
    request: HttpRequest, person: Person, words: QueryWords, key: CellKey, rule: str, attempt: Attempt
) -> HttpResponse:
    draft, finding = words.draft, finding_on(words.draft, key, rule)
    usual = usual_texts(finding, words)
    said = current_contents(draft).get(key, EMPTY)
    bounds: dict[str, object] = {}
    if finding is not None:
        limits = {"low": finding.expected_low, "high": finding.expected_high}
        bounds = {name: plain_digits(each) for name, each in limits.items() if each is not None}
    others = [each for each in LANGUAGES if each != words.language]
    texts = {each: attempt.typed.get(f"text-{each}", usual[each]) for each in (words.language, *others)}
    values = {
        **_common(request, person, words, key, attempt),
        "beside": [words.rule(rule if finding is not None else "")],
        "message": finding.message.in_language(words.language) if finding is not None else "",
        "weight": words.of("significance", number=significance_of(draft).of_finding(finding)) if finding else "",
        "evidence": evidence_shown(words, key, said, said, bounds),
        "text": texts[words.language],
        "other_texts": [(each, words.of(f"language.in_{each}"), texts[each]) for each in others],
    }
    return work_page(request, "query_new.html", words.language, values, UNPROCESSABLE if attempt.problems else OK)


def _page(request: HttpRequest, person: Person, words: QueryWords, now: QueryNow, attempt: Attempt) -> HttpResponse:
    query, draft = now.query, words.draft
    values = {
        **_common(request, person, words, query.key, attempt),
        "now": now,
        "beside": list(_beside(words, now)),
        "message": words.message_of(query),
        "weight": words.of("significance", number=query.significance),
        "evidence": evidence_shown(words, query.key, now.before, now.now, _bounds_seen(words, now)),
        "thread": thread_shown(now, words, draft),
        "files": files_shown(request, person, draft, words.language, query.key, back=request.path),
        **_answering(person, words, now),
        **_deciding(person, words, now),
    }
    return work_page(request, "query.html", words.language, values, UNPROCESSABLE if attempt.problems else OK)


def _bounds_seen(words: QueryWords, now: QueryNow) -> Mapping[str, object]:
    """What was expected, nothing where it may rest on figures that are kept from the reader."""
    return {} if words.concealment.is_told_by(now.query.key, now.query.rule) else now.query.evidence


def _beside(words: QueryWords, now: QueryNow) -> list[str]:
    query = now.query
    found = [words.rule(query.rule), words.of(f"state.{now.state}"), words.of("cycle", number=query.cycle)]
    if now.is_open:
        found.append(words.due(now.due, is_open=now.state == "with_country"))
    if now.is_sent:
        found.append(words.of(f"outcome.{now.outcome}"))
    return found


def _common(request: HttpRequest, person: Person, words: QueryWords, key: CellKey, attempt: Attempt) -> dict[str, Any]:
    """Return what both pages show of a cell."""
    cell = OneCell(words.cells, key)
    return {
        **head_values(request, words),
        "title": words.label(key),
        "subject": words.subject(key),
        "table": cell.table,
        "in_table": cell.in_its_table(words.language),
        "history_of_cell": cell_address("round-history", words.language, words.draft, key),
        "nearby": _nearby(request, person, words),
        "refusals": [each.text.in_language(words.language) for each in attempt.problems],
        "refused_in": attempt.what,
        "typed": attempt.typed,
    }


def _nearby(request: HttpRequest, person: Person, words: QueryWords) -> list[Mapping[str, Any]]:
    """Return the first rows of what is left, to go on from one to the next."""
    grants, draft = person.grants(), words.draft
    states = groups_for(grants, draft)["left"]
    left = [each for each in all_asked(grants, draft) if each.state in states][:NEARBY]
    here = request.get_full_path()
    rows = [shown_row(each, words) for each in left]
    return [{"row": each, "is_here": each.href.partition("?")[0] == request.path or each.href == here} for each in rows]


def _answering(person: Person, words: QueryWords, now: QueryNow) -> dict[str, Any]:
    """Return the ways in which the person may answer or write."""
    query, draft = now.query, words.draft
    role = role_to_write(person, draft, now)
    may_write = not isinstance(role, Refused)
    is_desk = may_write and role in ASKS
    codes = definitions().codelists[REASONS].ids if may_write and not is_desk else ()
    return {
        "may_write": may_write,
        "may_explain": may_write and not is_desk,
        "may_correct": not closed_cells(person.grants(), draft, [query.key]),
        "write_head": words.of("answer.write_desk" if is_desk else "answer.write"),
        "reasons": [(code, words.cells.words.code(REASONS, code)) for code in codes],
        "asks_reason": bool(query.rule) and query.severity == "W",
    }


def _deciding(person: Person, words: QueryWords, now: QueryNow) -> dict[str, Any]:
    """Return what the desk officer may decide."""
    query, draft = now.query, words.draft
    is_asking = role_among(person.grants(), draft.ref_area, ASKS) is not None
    may = is_asking and draft.state in RAISED_IN
    number = None if words.concealment.hides(query.key) else now.now.scaled
    said = words.number(number) if number is not None else words.said(query.key, now.now)
    said = said or words.of("decide.nothing")
    item = definitions().questionnaire.items.get(query.item)
    is_over = may and now.state in {"answered", "unanswered"}
    return {
        "may_decide": is_over,
        "may_withdraw": may and now.state == "raised",
        "may_ask_again": is_over and query.cycle < CYCLES and cycles_sent(draft) < CYCLES,
        "is_last": is_over and query.cycle == CYCLES,
        "may_impute": item is not None and item.is_numeric,
        "accept": words.of("decide.accept", value=said if len(said) < 60 else f"{said[:60]}…"),
        "derived": words.of("decide.derived", outcome=words.of(f"outcome.{now.outcome}")),
        "outcomes": [(each, words.of(f"outcome.{each}")) for each in OUTCOMES],
        "version": now.version,
    }
