"""Files of a submission: the page that lists them, and what attaches, withdraws and downloads one.

The cell and the way back stand in the address, so that they are known even where the body was too large to be read.
"""

import re
import unicodedata
from pathlib import Path
from typing import cast
from urllib.parse import quote

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import load
from openssi_web.accounts.models import Person
from openssi_web.pages.cell_words import CellWords, OneCell, cell_address, cell_named
from openssi_web.pages.files.shown import ATTACHED, FILE, WITHDRAWN, Refusal, file_address, files_shown
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_submission, own_address, sends_json, work_page
from openssi_web.rounds import actions
from openssi_web.rounds.attachments.files import Incoming, file_for, path_of, seen_file
from openssi_web.rounds.models import Attachment, SubmissionDraft
from openssi_web.rounds.requests.outcomes import Refused
from openssi_web.rounds.requests.permission import refuse_unseen
from openssi_web.rounds.workspace import inquiry
from openssi_web.uploads import refused_as_json, too_large

CREATED, SEE_OTHER, UNPROCESSABLE = 201, 303, 422
BLOCK = 64 * 1024
SANDBOX = "default-src 'none'; sandbox"

_SECTION = "files"
_UNQUOTED = re.compile(r"[^A-Za-z0-9._ ()-]")


@require_http_methods(["GET", "HEAD", "POST"])
@of_submission
def attach(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponseBase:
    """List the files of a submission or of a cell (`?cell=`), or attach the one that was sent."""
    key = _cell(request, person, draft)
    problem = too_large(request)
    caption = request.POST.get("caption", "")
    if problem is not None:
        return _refused(request, language, person, draft, key, Refusal([problem], typed=caption))
    if request.method != "POST":
        return _page(request, language, person, draft, key)
    sent = cast("Incoming | None", request.FILES.get("file"))
    outcome = actions.attach_file(person, draft, key, sent, caption)
    if isinstance(outcome, Refused):
        return _refused(request, language, person, draft, key, Refusal(outcome.problems, typed=caption))
    made = outcome.attachment
    if sends_json(request):
        told = {"id": made.pk, "name": made.name, "size": made.size, "href": file_address(language, draft, made)}
        return JsonResponse(told, status=CREATED)
    return _back(request, language, draft, key, ATTACHED, made)


@require_POST
@of_submission
def withdraw(
    request: HttpRequest, language: str, person: Person, draft: SubmissionDraft, attachment: int
) -> HttpResponseBase:
    """Withdraw a file, with the reason that was sent."""
    found = seen_file(person, draft, attachment)
    key, reason = _cell(request, person, draft), request.POST.get("reason", "")
    outcome = actions.withdraw_file(person, draft, found, reason)
    if isinstance(outcome, Refused):
        return _refused(request, language, person, draft, key, Refusal(outcome.problems, found.pk, reason))
    if sends_json(request):
        return JsonResponse({"id": found.pk})
    return _back(request, language, draft, key, WITHDRAWN, found)


@require_safe
@of_submission
def download(
    request: HttpRequest,  # noqa: ARG001 - that of every page
    language: str,  # noqa: ARG001
    person: Person,
    draft: SubmissionDraft,
    attachment: int,
    name: str,
) -> HttpResponseBase:
    """Send a file to be kept, never to be shown: a browser opens nothing of it within the site."""
    found = file_for(person, draft, attachment)
    if found.name != name:
        raise Http404
    return kept_file(path_of(found), found.name, found.media_type)


def kept_file(path: Path, name: str, media_type: str) -> FileResponse:
    """Return a file to be kept, never to be shown."""
    response = FileResponse(path.open("rb"), content_type=media_type)
    response.block_size = BLOCK
    response.headers["Content-Disposition"] = disposition(name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def disposition(name: str) -> str:
    """Return the header under which a file is kept: its name in UTF-8 (RFC 5987), and in ASCII for old programs."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"attachment; filename=\"{_UNQUOTED.sub('_', plain)}\"; filename*=UTF-8''{quote(name, safe='')}"


# What the views share


def _cell(request: HttpRequest, person: Person, draft: SubmissionDraft) -> CellKey | None:
    """Return the cell that the address names, none where it names none.

    Raises:
        Http404: if there is no such cell, or the person does not see it.
    """
    named = request.GET.get("cell", "")
    if not named:
        return None
    key = cell_named(draft, named)
    if key is None:
        raise Http404
    refuse_unseen(person.grants(), draft, [key])
    return key


def _refused(
    request: HttpRequest,
    language: str,
    person: Person,
    draft: SubmissionDraft,
    key: CellKey | None,
    refusal: Refusal,
) -> HttpResponse:
    """Say why nothing was done, at the place where it was asked for."""
    if sends_json(request):
        told = [refused_as_json(each, language, str(key or "")) for each in refusal.problems]
        return JsonResponse({"refused": told}, status=UNPROCESSABLE)
    return _page(request, language, person, draft, key, refusal)


def _page(
    request: HttpRequest,
    language: str,
    person: Person,
    draft: SubmissionDraft,
    key: CellKey | None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    here = cell_address("round-files", language, draft, key)
    whole = reverse("round", args=[language, draft.ref_area, draft.round.year])
    back = own_address(request, request.GET.get("next", ""), "")
    files = files_shown(request, person, draft, language, key, back=back or here, refusal=refusal)
    values = {
        "files": files,
        "draft": draft,
        "round": whole,
        "area_name": inquiry().area_name(draft.ref_area, spoken(language)),
        "back": {"name": _of(language, "back"), "href": back or whole},
        **_named(language, draft, key),
    }
    return work_page(request, "files.html", language, values, UNPROCESSABLE if refusal else 200)


def _named(language: str, draft: SubmissionDraft, key: CellKey | None) -> dict[str, object]:
    """Return title, sentence and links of the page."""
    if key is None:
        area = inquiry().area_name(draft.ref_area, spoken(language))
        title = _of(language, "title", area=area, year=draft.round.year)
        return {"title": title, "lead": _of(language, "lead"), "subject": _of(language, "head")}
    cell = OneCell(CellWords.of(draft, spoken(language)), key)
    return {
        "title": _of(language, "title_cell", question=cell.question),
        "lead": _of(language, "lead_cell"),
        "subject": cell.subject or cell.table,
        "cell": {"name": cell.table, "href": cell.in_its_table(language)},
        "history": {
            "name": _of(language, "history"),
            "href": cell_address("round-history", language, draft, key),
        },
    }


def _back(
    request: HttpRequest, language: str, draft: SubmissionDraft, key: CellKey | None, what: str, found: Attachment
) -> HttpResponse:
    """Lead to the page that the person came from, which says what was done."""
    here = cell_address("round-files", language, draft, key)
    wanted = own_address(request, request.POST.get("next", "") or request.GET.get("next", ""), here)
    address = wanted.partition("#")[0]
    sign = "&" if "?" in address else "?"
    return HttpResponseRedirect(f"{address}{sign}{what}={found.pk}#{_SECTION}", status=SEE_OTHER)


def _of(language: str, key: str, **values: object) -> str:
    return load().texts.get(f"{FILE}.{key}", spoken(language), **values)
