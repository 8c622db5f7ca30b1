"""The history of a cell: everything that ever stood in it, as a page and as CSV."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from openssi.collect.workbook_keys import CellKey
from openssi.definitions import load
from openssi.run.public_cells import FOCAL_POINT
from openssi_web.accounts.access import role_among
from openssi_web.accounts.models import Person
from openssi_web.pages.cell_words import CellWords, OneCell, cell_address, cell_named
from openssi_web.pages.history.shown import HistoryWriter, history_csv
from openssi_web.pages.shell import spoken
from openssi_web.pages.working import of_submission, work_page
from openssi_web.rounds.attachments.files import files_of
from openssi_web.rounds.forms.history import Moment, Said, explanations_for, history_for
from openssi_web.rounds.models import Attachment, SubmissionDraft
from openssi_web.rounds.queries.querying import ASKS
from openssi_web.rounds.workspace import definitions, inquiry

OLDEST = "oldest"
CSV = "csv"

Events = tuple[tuple[Moment, ...], tuple[Said, ...], list[Attachment]]


@of_submission
def history_page(request: HttpRequest, language: str, person: Person, draft: SubmissionDraft) -> HttpResponse:
    """Show the history of the cell that the address names to everybody who sees the cell."""
    key = cell_named(draft, request.GET.get("cell", ""))
    if key is None:
        raise Http404
    files = [each for each in reversed(files_of(person, draft)) if each.cell == key]
    is_personal = key.item in FOCAL_POINT
    found: Events = (history_for(person, draft, key), explanations_for(person, draft, key), files)
    if request.GET.get("format") == CSV:
        if is_personal:
            raise Http404
        return _download(draft, key, found)
    values = _values(request, language, draft, key, found)
    if is_personal:
        values = {**values, "links": [each for each in values["links"] if f"format={CSV}" not in each["href"]]}
    if role_among(person.grants(), draft.ref_area, ASKS) is not None:
        asks = definitions().texts.get("queries.raise.from_cell", spoken(language))
        link = {"name": asks, "href": cell_address("round-query-new", language, draft, key)}
        values = {**values, "links": [*values["links"], link]}
    return work_page(request, "history.html", language, values)


def _values(request: HttpRequest, language: str, draft: SubmissionDraft, key: CellKey, found: Events) -> dict[str, Any]:
    cell = OneCell(CellWords.of(draft, spoken(language)), key)
    writer = HistoryWriter(cell, load().texts, spoken(language))
    events, oldest_first = writer.events(*found), request.GET.get("order") == OLDEST
    here = cell_address("round-history", language, draft, key)
    return {
        "title": writer.of("title", question=cell.question),
        "lead": writer.of("lead"),
        "subject": cell.subject or writer.of("country"),
        "area_name": inquiry().area_name(draft.ref_area, spoken(language)),
        "draft": draft,
        "round": reverse("round", args=[language, draft.ref_area, draft.round.year]),
        "events": events if oldest_first else events[::-1],
        "empty": "" if events else writer.of("empty"),
        "count": writer.of("count", count=len(found[0])),
        "orders": [
            {"name": writer.of("order.newest"), "href": here, "current": not oldest_first},
            {"name": writer.of("order.oldest"), "href": f"{here}&order={OLDEST}", "current": oldest_first},
        ],
        "order_label": writer.of("order.label"),
        "latest": writer.of("latest"),
        "before": writer.of("before", value=""),
        "links": [
            {"name": writer.of("back", table=cell.table), "href": cell.in_its_table(language)},
            {"name": writer.of("files"), "href": cell_address("round-files", language, draft, key)},
            {"name": writer.of("csv"), "href": f"{here}&format={CSV}"},
        ],
    }


def _download(draft: SubmissionDraft, key: CellKey, found: Events) -> HttpResponse:
    response = HttpResponse(history_csv(*found).encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="history-{draft}-{key.item}.csv"'
    return response
