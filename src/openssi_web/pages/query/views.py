"""The list of queries: for the desk officer what is left to ask and to decide, for the country what is asked of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openssi_web.accounts.access import role_among
from openssi_web.accounts.models import Person
from openssi_web.pages.cell_words import cell_address
from openssi_web.pages.list_pages import first_of, page_links
from openssi_web.pages.query.extension import extension_values
from openssi_web.pages.query.posted import Attempt, Posted, refused
from openssi_web.pages.query.rows import (
    ALL,
    FINDING,
    PAGE,
    Asked,
    all_asked,
    groups_for,
    in_order,
    shown_row,
)
from openssi_web.pages.query.words import QueryWords
from openssi_web.pages.working import of_submission, work_page
from openssi_web.rounds.answers.content import Content
from openssi_web.rounds.answers.observations import current_answers
from openssi_web.rounds.clock.cycles import cycles_sent
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.queries.models import CYCLES
from openssi_web.rounds.queries.querying import ASKS, RAISED_IN, SENT_IN
from openssi_web.rounds.queries.standing import is_compiler, last_look, moved_since
from openssi_web.rounds.workspace import inquiry

USUAL_DAYS = 14
"""Ten working days."""

MOVED = 30
"""Changed cells that are shown."""

OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422
DONE = ("raise", "send", "extend", "seen", "write", "explain", "decide", "again")


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def list_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show the list; raise and send queries, and keep until where somebody has looked."""
    words = QueryWords.of_draft(draft, language, person.grants())
    if request.method != "POST":
        return _page(request, person, draft, words, Attempt())
    posted = Posted(person, draft, words, request.POST)
    if posted.what == "seen":
        posted.seen()
        return _done(request, words, "seen")
    what = posted.what if posted.what in {"send", "extend"} else "raise"
    outcome = {"send": posted.send, "extend": posted.extend, "raise": posted.raise_chosen}[what]()
    problems = refused(outcome)
    if not problems:
        return _done(request, words, what)
    typed = {name: str(request.POST.get(name, "")) for name in ("due", "all", "until", "reason")}
    return _page(request, person, draft, words, Attempt(posted.what, problems, typed, posted.chosen_texts()))


def _done(request: HttpRequest, words: QueryWords, what: str) -> HttpResponse:
    kept = {name: request.GET[name] for name in ("show", "order") if name in request.GET}
    query = urlencode({**kept, "done": what})
    return HttpResponseRedirect(f"{list_address(words)}?{query}", status=SEE_OTHER)


def list_address(words: QueryWords) -> str:
    """Return the address of the list."""
    return reverse("round-queries", args=[words.language, words.draft.ref_area, words.draft.round.year])


def head_values(request: HttpRequest, words: QueryWords) -> dict[str, Any]:
    """Return what the pages of queries have in common."""
    done = request.GET.get("done", "")
    draft = words.draft
    return {
        "w": words.plain(),
        "draft": draft,
        "area_name": inquiry().area_name(draft.ref_area, words.language),
        "round": reverse("round", args=[words.language, draft.ref_area, draft.round.year]),
        "list": list_address(words),
        "state": words.state,
        "done": words.of(f"done.{done}") if done in DONE else "",
        "key": uuid4().hex,
        "usual_due": (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=USUAL_DAYS)).isoformat(),
        "today": dt.datetime.now(dt.UTC).date().isoformat(),
        "longest": 10_000,
    }


def _page(
    request: HttpRequest, person: Person, draft: SubmissionDraft, words: QueryWords, attempt: Attempt
) -> HttpResponse:
    grants = person.grants()
    is_desk = is_compiler(grants, draft.ref_area)
    found = all_asked(grants, draft)
    common = head_values(request, words)
    side = "desk" if is_desk else "country"
    values = {
        **common,
        "title": words.of(f"{side}.title", area=common["area_name"], year=draft.round.year),
        "lead": words.of(f"{side}.lead"),
        "refusals": [each.text.in_language(words.language) for each in attempt.problems],
        "typed": attempt.typed,
        "refused_in": attempt.what,
        **_listed(request, person, draft, words, found, attempt),
        **(_sending(person, draft, words, found) if is_desk else {}),
        **extension_values(person, draft, words),
        **(_changes(person, draft, words) if is_desk else {}),
    }
    return work_page(request, "queries.html", words.language, values, UNPROCESSABLE if attempt.problems else OK)


def _listed(
    request: HttpRequest,
    person: Person,
    draft: SubmissionDraft,
    words: QueryWords,
    found: Sequence[Asked],
    attempt: Attempt,
) -> dict[str, Any]:
    """Return the rows of one page of the list, with what filters and orders them."""
    groups = {**groups_for(person.grants(), draft)}
    groups[ALL] = frozenset(each.state for each in found)
    show = request.GET.get("show", "")
    show = show if show in groups else "left"
    order = "due" if request.GET.get("order") == "due" else "significance"
    chosen = in_order([each for each in found if each.state in groups[show]], order)
    first = first_of(request.GET.get("from", ""), len(chosen))
    rows = chosen[first : first + PAGE]
    may_raise = _may_raise(person, draft)
    waiting = sum(each.state == FINDING for each in chosen)
    return {
        "rows": [shown_row(each, words, chosen=attempt.chosen) for each in rows],
        "shows": _choices(groups, found, words, show),
        "orders": [(each, words.of(f"filter.{each}"), each == order) for each in ("significance", "due")],
        "empty": "" if rows else words.of("empty.left" if show == "left" else "empty.other"),
        "may_raise": may_raise and any(each.state == FINDING for each in rows),
        "raise_all": words.of("raise.all", count=waiting) if waiting > len(rows) else "",
        **page_links(words, list_address(words), {"show": show, "order": order}, first, len(chosen), PAGE),
    }


def _choices(
    groups: Mapping[str, frozenset[str]], found: Sequence[Asked], words: QueryWords, show: str
) -> list[tuple[str, str, bool]]:
    counts = {name: sum(each.state in states for each in found) for name, states in groups.items()}
    return [(name, words.of(f"show.{name}", count=counts[name]), name == show) for name in groups]


def _may_raise(person: Person, draft: SubmissionDraft) -> bool:
    is_asking = role_among(person.grants(), draft.ref_area, ASKS) is not None
    return is_asking and draft.state in RAISED_IN and cycles_sent(draft) < CYCLES


def _sending(person: Person, draft: SubmissionDraft, words: QueryWords, found: Sequence[Asked]) -> dict[str, Any]:
    count = sum(each.state == "raised" for each in found)
    is_asking = role_among(person.grants(), draft.ref_area, ASKS) is not None
    return {
        "waits": words.of("send.waits", count=count) if count else "",
        "may_send": bool(count) and is_asking and draft.state == SENT_IN,
        "send_hint": words.of("send.hint", number=min(CYCLES, cycles_sent(draft) + 1)),
    }


def _changes(person: Person, draft: SubmissionDraft, words: QueryWords) -> dict[str, Any]:
    """Return what changed since the person looked."""
    look = last_look(person, draft)
    newest = current_answers(draft).entry
    if look is None:
        return {"newest": newest, "changes": [], "changes_words": words.of("changes.never"), "has_news": True}
    moved, when = moved_since(person, draft, look), words.when(look.at)
    return {
        "newest": newest,
        "has_news": bool(moved),
        "changes_words": words.of("changes.count", count=len(moved), when=when)
        if moved
        else words.of("changes.none", when=when),
        "changes_more": words.of("changes.more", count=MOVED) if len(moved) > MOVED else "",
        "changes": [
            {
                "label": words.label(each.key),
                "subject": words.subject(each.key),
                "href": cell_address("round-history", words.language, draft, each.key),
                "before": words.said(each.key, each.before) or words.of("evidence.none"),
                "after": words.said(each.key, Content.of(each.row)) or words.of("evidence.none"),
                "who": words.by(each.row.entry),
                "when": words.when(each.row.entry.at),
            }
            for each in moved[:MOVED]
        ],
    }
