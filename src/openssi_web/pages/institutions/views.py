"""The people of the institutions of a country: the page on which its coordinator invites them and assigns schemes."""

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from openssi_web.accounts.access import role_among
from openssi_web.accounts.models import Person
from openssi_web.pages.institutions.posted import Posted, Typed
from openssi_web.pages.institutions.shown import InstitutionWords, appointed_values, form_values
from openssi_web.pages.round_words import state_in_words
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_submission, work_page
from openssi_web.rounds.institutions.appointing import APPOINTS, SENDS_AGAIN
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.workspace import inquiry

OK, SEE_OTHER, UNPROCESSABLE = 200, 303, 422
DONE = ("invite", "role", "assign", "end", "again")


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def people_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show the people of the institutions; invite somebody, assign schemes, end a role, send an invitation again."""
    if request.method != "POST":
        return _page(request, language, person, draft, Typed())
    posted = Posted(person, draft, request.POST)
    outcome = posted.carried_out()
    if isinstance(outcome, Refused):
        return _page(request, language, person, draft, posted.typed(outcome))
    address = reverse("round-people", args=[language, draft.ref_area, draft.round.year])
    return HttpResponseRedirect(f"{address}?done={outcome.entry.pk}", status=SEE_OTHER)


def _page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft, typed: Typed) -> HttpResponse:
    words, grants = InstitutionWords(spoken(language), draft), person.grants()
    area = inquiry().area_name(draft.ref_area, words.language)
    appoints = role_among(grants, draft.ref_area, APPOINTS) is not None
    sends = role_among(grants, draft.ref_area, SENDS_AGAIN) is not None
    lead = "lead" if appoints else "desk" if sends else "not_yours"
    values: dict[str, Any] = {
        "w": words.plain(),
        "title": words.of("title", area=area, year=draft.round.year),
        "lead": words.of(lead),
        "submission": f"{area} {draft.round.year}",
        "state": state_in_words(draft.state, words.language),
        "round": reverse("round", args=[language, draft.ref_area, draft.round.year]),
        "here": reverse("round-people", args=[language, draft.ref_area, draft.round.year]),
        "done": _done(request.GET.get("done", ""), draft, person, words),
        "refusals": [each.text.in_language(words.language) for each in typed.elsewhere],
        "appoints": appoints,
        "sends": sends,
        "key": uuid4().hex,
    }
    if sends:
        values |= appointed_values(draft, words, typed, with_address=appoints)
    if appoints:
        values |= form_values(draft, words, typed)
    return work_page(request, "institutions.html", language, values, UNPROCESSABLE if typed.problems else OK)


def _done(number: str, draft: SubmissionDraft, person: Person, words: InstitutionWords) -> str:
    """Return what the person just did, as the address says; nothing where it names nothing of this person."""
    if not (number.isascii() and number.isdecimal() and len(number) < 16):
        return ""
    entry = draft.entries.filter(pk=int(number), action="people", person=person).first()
    if entry is None or entry.detail.get("did") not in DONE:
        return ""
    about = Person.objects.filter(pk=entry.detail.get("person")).first()
    return words.of(f"done.{entry.detail['did']}", name=about.name) if about is not None else ""
