"""Search as plain JSON: the same index as that of the page."""

from django.http import HttpRequest, HttpResponseBase

from openssi.present.search import SearchEntry
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.api.answering import asked_release
from openssi_web.api.listed import OF_A_RELEASE
from openssi_web.api.parameters import AsOf, Lang, Limit, Release, Word
from openssi_web.api.plain import address, refuse_unknown
from openssi_web.api.sending import send_json
from openssi_web.conditional import unless_unchanged
from openssi_web.searching import LONGEST_QUESTION, Question, address_of, found_by, question_of

USUAL_RESULTS = 20


@address("search", "search")
def search(
    request: HttpRequest,
    q: Word = "",
    lang: Lang = "en",
    limit: Limit = None,
    release: Release = "",
    as_of: AsOf = "",
) -> HttpResponseBase:
    """Return what a question finds: exact codes first, then the best results."""
    refuse_unknown(request, ("q", "limit", *OF_A_RELEASE))
    question = question_of(q)
    _refuse_unfit(question)
    held = asked_release(request, release, as_of)
    pinned = held.release.id if release or as_of else ""
    return unless_unchanged(
        request, held, lambda: send_json(_document(held, question, lang, limit or USUAL_RESULTS, pinned)), release
    )


def _refuse_unfit(question: Question) -> None:
    """Refuse a question that is empty, or longer than is read.

    Raises:
        FixTheFile: if it is.
    """
    if not question.text:
        raise FixTheFile.because("SEARCH_EMPTY", Place(item="q"))
    if question.is_cut:
        raise FixTheFile.because("SEARCH_TOO_LONG", Place(item="q"), length=question.length, most=LONGEST_QUESTION)


def _document(held: OpenRelease, question: Question, language: Language, limit: int, pinned: str) -> dict[str, object]:
    found = found_by(held.release.id, language, question)
    return {
        "release": held.release.id,
        "query": question.text,
        "language": language,
        "total": len(found.entries),
        "results": [_told(each, language, pinned) for each in found.entries[:limit]],
        "nearest": [_told(each, language, pinned) for each in found.nearest],
    }


def _told(entry: SearchEntry, language: Language, pinned: str) -> dict[str, object]:
    return {
        "kind": entry.kind,
        "id": entry.within or entry.target if entry.kind == "page" else entry.target,
        "code": entry.code,
        "name": entry.name,
        "line": entry.line,
        "has_values": entry.is_shown,
        "address": address_of(entry, language, pinned),
    }
