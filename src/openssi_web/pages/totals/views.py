"""National totals of a submission: what was added and left out, bounds, proposal, and what the country says of it."""

from urllib.parse import urlencode
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import reverse

from openssi.collect.workbook_keys import CellKey
from openssi.vocabulary.observation import NOT_APPLICABLE
from openssi_web.accounts.models import Person
from openssi_web.pages.shell import spoken
from openssi_web.pages.totals.parts import anchor
from openssi_web.pages.totals.saving import Attempt, TotalsSaver
from openssi_web.pages.totals.shown import TotalsMaker
from openssi_web.pages.totals.words import TotalsWords
from openssi_web.pages.working import of_submission, work_page
from openssi_web.rounds.confidentiality.confidential import concealment_for
from openssi_web.rounds.forms.totals import METHOD, Sight, TotalsNow, concealed_totals, findings_on_totals, totals_of
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.workspace import definitions, inquiry

FORM_TABLE = "H1"
OK, REFUSED, CONFLICT = 200, 422, 409


@of_submission
def totals_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show the national totals; save what the country says of one of them, or how it counts each person once."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    parts = definitions()
    words = TotalsWords(parts.texts, spoken(language), parts.questionnaire)
    grants = person.grants()
    concealment = concealment_for(grants, draft)
    totals = concealed_totals(totals_of(inquiry(), draft), concealment)
    sight = Sight(grants, draft, totals, concealment)
    if request.method == "POST":
        saved, attempt = TotalsSaver(person, draft, totals, sight, words, request.POST).save()
        if attempt is None:
            place = "method" if saved == METHOD.item else anchor(saved)
            return HttpResponseRedirect(f"{request.path}?{urlencode({'saved': saved})}#{place}")
        return _page(request, language, totals, sight, words, attempt)
    return _page(request, language, totals, sight, words, None)


def _page(
    request: HttpRequest, language: str, totals: TotalsNow, sight: Sight, words: TotalsWords, attempt: Attempt | None
) -> HttpResponse:
    draft, area_name = sight.draft, inquiry().area_name(sight.draft.ref_area, words.language)
    year = draft.round.year

    def address(key: CellKey) -> str:
        item = words.questionnaire.items[key.item]
        scheme = "country" if key.scheme == NOT_APPLICABLE else key.scheme
        place = f"s-{key.benefit}" if key.benefit != NOT_APPLICABLE else "main"
        return f"{reverse('round-table', args=[language, draft.ref_area, year, scheme, item.table])}#{place}"

    saved = request.GET.get("saved", "")
    findings = sight.concealment.findings(findings_on_totals(inquiry(), draft))
    opened = saved or request.GET.get("show", "")
    maker = TotalsMaker(totals, sight, definitions(), words, address, findings, uuid4().hex, opened, attempt)
    shown = maker.shown()
    values = {
        "w": words.plain(),
        "title": words.of("title", year=year),
        "round": words.of("crumb", year=year),
        "area_name": area_name,
        "country": reverse("round", args=[language, draft.ref_area, year]),
        "form": reverse("round-table", args=[language, draft.ref_area, year, "country", FORM_TABLE]),
        "here": request.path,
        "totals": shown,
        "left": maker.left(shown),
        "method": maker.method(),
        "why_not": maker.why_not(),
        "sees_all": maker.sees_all(),
        "number_label": words.of("act.number_in_thousands" if totals.power else "act.number"),
        "saved": saved,
    }
    status = OK if attempt is None else CONFLICT if attempt.clashes else REFUSED
    return work_page(request, "totals.html", language, values, status)
