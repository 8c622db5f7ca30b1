"""A step that somebody takes with a submission: carried out by the action, then the workspace is shown again."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from openssi_web.accounts.models import Person
from openssi_web.pages.working import of_submission
from openssi_web.pages.workspace.moves import MOVED, MoveRefused
from openssi_web.pages.workspace.views import show_workspace
from openssi_web.rounds.actions import carry_out
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.moves.moving import MoveAsked
from openssi_web.rounds.requests.outcomes import Refused

NOT_DONE, SEE_OTHER = 422, 303


@require_POST
@of_submission
def move_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Carry out what was asked for and lead back to the workspace; what is refused is said there."""
    sent = request.POST
    asked = MoveAsked(
        action=sent.get("do", ""),
        reason=sent.get("reason", ""),
        code=sent.get("code", ""),
        part=sent.get("part", ""),
        seen=_number(sent.get("seen", "")),
    )
    outcome = carry_out(person, draft, asked, sent.get("key", ""))
    if isinstance(outcome, Refused):
        draft.refresh_from_db()
        return show_workspace(request, language, person, draft, MoveRefused(asked, outcome), NOT_DONE)
    address = reverse("round", args=[language, draft.ref_area, draft.round.year])
    return HttpResponseRedirect(f"{address}?{urlencode({MOVED: outcome.entry.pk})}#moves", status=SEE_OTHER)


def _number(written: str) -> int:
    """Return the transition that the page was made after; what is no number is none that there is."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 19 else -1
