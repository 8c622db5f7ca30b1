"""The letters of a submission: which wait, which were sent, and why one was not; a stopped one is sent again."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place
from openssi_web.accounts.access import role_among
from openssi_web.accounts.models import Person
from openssi_web.pages.letters.shown import LetterWords, letters_of, shown_letters, sums
from openssi_web.pages.round_words import state_in_words
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_submission, work_page
from openssi_web.rounds.actions import send_again
from openssi_web.rounds.letters.models import Letter
from openssi_web.rounds.letters.outbox import LOOKS_AFTER
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.workspace import inquiry

OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def letters_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show the letters, and let one that was stopped be sent again."""
    if request.method != "POST":
        return _page(request, language, person, draft)
    outcome = _sent_again(request, person, draft)
    if isinstance(outcome, Refused):
        return _page(request, language, person, draft, outcome.problems)
    address = reverse("round-letters", args=[language, draft.ref_area, draft.round.year])
    return HttpResponseRedirect(f"{address}?done=again", status=SEE_OTHER)


def _sent_again(request: HttpRequest, person: Person, draft: SubmissionDraft) -> Letter | Refused:
    number, seen = _number(request.POST.get("letter", "")), _number(request.POST.get("seen", ""))
    letter = letters_of(draft).filter(pk=number).first()
    may = role_among(person.grants(), draft.ref_area, LOOKS_AFTER)
    if letter is None and may is not None:
        return Refused((Problem("LETTER_UNKNOWN", Place(item=str(draft)), {"number": number}),))
    if letter is None:
        values = {"may": ", ".join(LOOKS_AFTER)}
        return Refused((Problem("ROUND_ACTION_OF_OTHERS", Place(item=str(draft)), values),))
    return send_again(person, letter, seen)


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 16 else 0


def _page(
    request: HttpRequest, language: str, person: Person, draft: SubmissionDraft, problems: tuple[Problem, ...] = ()
) -> HttpResponse:
    words, grants = LetterWords(spoken(language)), person.grants()
    area = inquiry().area_name(draft.ref_area, words.language)
    role = role_among(grants, draft.ref_area, LOOKS_AFTER)
    values: dict[str, Any] = {
        "w": words.plain(),
        "title": words.of("title", area=area, year=draft.round.year),
        "lead": words.of("lead" if role is not None else "not_yours"),
        "submission": f"{area} {draft.round.year}",
        "state": state_in_words(draft.state, words.language),
        "round": reverse("round", args=[language, draft.ref_area, draft.round.year]),
        "here": reverse("round-letters", args=[language, draft.ref_area, draft.round.year]),
        "done": words.of("done") if request.GET.get("done") == "again" else "",
        "refusals": [each.text.in_language(words.language) for each in problems],
        "may_look": role is not None,
    }
    if role is not None:
        values |= {**shown_letters(draft, words, with_address=role == "COORD"), "sums": sums(draft, words)}
    return work_page(request, "letters.html", language, values, UNPROCESSABLE if problems else OK)
