"""What will be published of a submission: the country agrees or objects figure by figure, the compiler answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openssi.present.numbers import format_day
from openssi.vocabulary.errors import Problem
from openssi_web.accounts.models import Person
from openssi_web.pages.confirmation.shown import MOST_CELLS, Shown
from openssi_web.pages.confirmation.words import ConfirmationWords
from openssi_web.pages.round_words import state_in_words
from openssi_web.pages.working import of_submission, work_page
from openssi_web.pages.workspace.moves import MOVED
from openssi_web.rounds.acceptance.dissents import DissentAsked, dissents_of
from openssi_web.rounds.acceptance.to_publish import SHOWN_IN, ToPublish, reserve_of, to_publish
from openssi_web.rounds.actions import carry_out
from openssi_web.rounds.clock.calendars import confirmation_ends
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.moves.moving import MoveAsked, last_transition
from openssi_web.rounds.moves.transitions import moves_for
from openssi_web.rounds.queries.standing import is_compiler
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.workspace import inquiry

DONE_HERE = ("agree", "object", "publish_side_by_side")
OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422
_BEFORE_ASKING = frozenset({"ACCEPTED", "ACCEPTED_WITH_RESERVE"})


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What was refused, with what was typed."""

    problems: tuple[Problem, ...] = ()
    chosen: frozenset[str] = frozenset()
    typed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)
    reason: str = ""
    action: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def confirmation_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show what will be published; agree, object, or publish both values."""
    words = ConfirmationWords.of_draft(draft, language)
    if request.method != "POST":
        return _page(request, person, words, _Attempt(chosen=frozenset(request.GET.getlist("object"))))
    asked = _asked(request.POST, words)
    outcome = carry_out(person, draft, asked, request.POST.get("key", ""))
    if isinstance(outcome, Refused):
        draft.refresh_from_db()
        return _page(request, person, words, _attempt(asked, outcome))
    address = reverse("round", args=[language, draft.ref_area, draft.round.year])
    return HttpResponseRedirect(f"{address}?{urlencode({MOVED: outcome.entry.pk})}#moves", status=SEE_OTHER)


def is_shown(person: Person, draft: SubmissionDraft) -> bool:
    """Whether there is something for a person to see on this page; before it is asked, for the compiler only."""
    may = is_compiler(person.grants(), draft.ref_area)
    return draft.state in SHOWN_IN and (may or draft.state not in _BEFORE_ASKING)


# What was sent


def _asked(sent: QueryDict, words: ConfirmationWords) -> MoveAsked:
    action = sent.get("do", "")
    seen = sent.get("seen", "")
    figures = zip(sent.getlist("figure"), sent.getlist("value"), sent.getlist("explanation"), strict=False)
    return MoveAsked(
        action=action if action in DONE_HERE else "",
        reason=sent.get("reason", ""),
        seen=int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else -1,
        dissents=tuple(DissentAsked(*each) for each in figures),
        answers=dict(_answers(sent)),
        language=words.language,
    )


def _answers(sent: QueryDict) -> list[tuple[int, str]]:
    """Return what was written of each dissent; an empty field leaves it to the explanation for all."""
    named = ((name.removeprefix("answer-"), sent.get(name, "")) for name in sent if name.startswith("answer-"))
    return [(int(number), text) for number, text in named if number.isdecimal() and len(number) < 19 and text.strip()]


def _attempt(asked: MoveAsked, refused: Refused) -> _Attempt:
    typed = {each.figure: (each.value, each.explanation) for each in asked.dissents}
    return _Attempt(refused.problems, frozenset(typed), typed, asked.answers, asked.reason, asked.action)


# What is shown


def _page(request: HttpRequest, person: Person, words: ConfirmationWords, attempt: _Attempt) -> HttpResponse:
    draft = words.draft
    there = is_shown(person, draft)
    found = to_publish(draft) if there else ToPublish((), ())
    shown = Shown(words, found, person.grants(), attempt.chosen)
    values = {
        **_head(words),
        "is_there": there,
        "is_of_the_nation": shown.is_of_the_nation,
        "values": list(shown.values()),
        "reserve": _reserve(words) if there else "",
        "problems": tuple(each.text.in_language(words.language) for each in attempt.problems),
        "reason": attempt.reason,
        **_cells(request, shown),
        **_doing(person, shown, attempt),
    }
    status = UNPROCESSABLE if attempt.problems else OK
    return work_page(request, "confirmation.html", words.language, values, status)


def _head(words: ConfirmationWords) -> dict[str, Any]:
    draft = words.draft
    where = [words.language, draft.ref_area, draft.round.year]
    area = inquiry().area_name(draft.ref_area, words.language)
    last = confirmation_ends(draft) if draft.state == "COUNTRY_CONFIRMATION" else None
    return {
        "w": words.plain(),
        "title": words.of("title", area=area, year=draft.round.year),
        "area_name": area,
        "year": draft.round.year,
        "state": words.of("state_line", state=state_in_words(draft.state, words.language)),
        "last_day": words.of("last_day", day=format_day(last, words.language)) if last is not None else "",
        "caption": words.of("values.caption", year=draft.round.year),
        "round": reverse("round", args=where),
        "here": reverse("round-confirmation", args=where),
        "key": uuid4().hex,
        "seen": last_transition(draft),
    }


def _reserve(words: ConfirmationWords) -> str:
    reason = reserve_of(words.draft)
    return words.of("reserve.text", reason=reason) if reason else ""


def _cells(request: HttpRequest, shown: Shown) -> dict[str, Any]:
    show_all = request.GET.get("cells") == "all"
    more = 0 if show_all else max(0, len(shown.interventions) - MOST_CELLS)
    return {
        "cells": shown.cells(show_all=show_all),
        "more_cells": shown.words.of("cells.more", count=more) if more else "",
    }


def _doing(person: Person, shown: Shown, attempt: _Attempt) -> dict[str, Any]:
    """Return what the person can do here now, and the figures side by side."""
    draft, words = shown.words.draft, shown.words
    offered = {each.move.id: each.move for each in moves_for(person, draft) if each.is_allowed}
    named = {each: offered[each].button for each in DONE_HERE if each in offered}
    dissents = dissents_of(draft) if shown.is_of_the_nation and draft.state in SHOWN_IN else ()
    return {
        "may": {each: text.in_language(words.language) for each, text in named.items() if text is not None},
        "figures": shown.figures(attempt.typed) if "object" in named else [],
        "dissents": shown.beside(dissents, attempt.answers),
        "agree_refused": attempt.action == "agree",
    }
