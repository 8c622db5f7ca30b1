"""What cannot be given: which kind of problem it is, and the answer to a script as JSON with code, message, remedy."""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse

from openssi.definitions import load
from openssi.vocabulary.errors import OpenSSIError, Problem, TellUs, TryAgain
from openssi.vocabulary.messages import CATALOGUE
from openssi.vocabulary.text import Language, as_language

SCRIPTS = "/v1/"
NOT_THERE = {
    "RELEASE_UNKNOWN",
    "AS_OF_BEFORE_FIRST",
    "INDICATOR_UNKNOWN",
    "FIGURE_UNKNOWN",
    "AREA_UNKNOWN",
    "CELL_UNKNOWN",
    "DATASET_UNKNOWN",
    "DASHBOARD_UNKNOWN",
    "DASHBOARD_FIGURE_UNKNOWN",
    "DASHBOARD_FIGURE_NOT_DRAWN",
    "DASHBOARD_FIGURE_EMPTY",
}
NEEDS_SIGN_IN = {"RELEASE_NEEDS_SIGN_IN"}
DAMAGED = {"RELEASE_DAMAGED", "WORKSPACE_DAMAGED"}
"""What is wrong with the files of the site, whatever was asked for."""
NOT_YET = {"NOTHING_RELEASED", "WORKSPACE_MISSING"}
STATUS = {
    "not_found": 404,
    "sign_in": 401,
    "bad_request": 400,
    "bad_host": 400,
    "method_not_allowed": 405,
    "not_ready": 503,
    "server_error": 500,
}
"""HTTP status by kind of problem."""

_SENTENCE_ENDS = re.compile(r"[.!?](?=\s|$)")
_REMEDY_BEGINS = re.compile(r"(?<![\w“«])Please\b")


class Refused(Exception):
    """A request under /v1 that the site does not answer, with a text of `site.refused`."""

    def __init__(self, kind: str, status: int, **values: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.status = status
        self.values = values


def kind_of(error: OpenSSIError) -> str:
    """Return what a problem is to a reader: an address that leads nowhere, a request to change, or our fault."""
    codes = {each.code for each in error.problems}
    if codes & NOT_THERE:
        return "not_found"
    if codes & NEEDS_SIGN_IN:
        return "sign_in"
    if isinstance(error, TryAgain) or codes & NOT_YET:
        return "not_ready"
    return "server_error" if isinstance(error, TellUs) or codes & DAMAGED else "bad_request"


def is_for_scripts(request: HttpRequest) -> bool:
    """Whether an address belongs to the downloads, which scripts read."""
    return request.path.startswith(SCRIPTS)


def language_of(request: HttpRequest) -> Language:
    """Return the language that a script asked for, English where it asked for none of ours."""
    return as_language(request.GET.get("lang", "en"))


def script_answer(request: HttpRequest, kind: str, status: int, **values: str) -> HttpResponse:
    """Return a refusal whose words are the site's own."""
    texts, language = load().texts, language_of(request)
    said = {part: texts.get(f"site.refused.{kind}.{part}", language, **values) for part in ("message", "remedy")}
    return _answer([{"code": kind.upper(), **said}], status)


def catalogue_answer(request: HttpRequest, error: OpenSSIError, status: int) -> HttpResponse:
    """Return a refusal whose words are in the catalogue of messages."""
    language = language_of(request)
    return _answer([_told(problem, language) for problem in error.problems], status)


def _answer(errors: list[dict[str, str]], status: int) -> HttpResponse:
    response = JsonResponse({"ok": False, "errors": errors}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(problem: Problem, language: Language) -> dict[str, str]:
    message, remedy = cause_and_remedy(problem, language)
    return {"code": problem.code, "place": problem.place.in_words(language), "message": message, "remedy": remedy}


def cause_and_remedy(problem: Problem, language: Language) -> tuple[str, str]:
    """Split a message of the catalogue into what is wrong and what to do.

    Messages are written in this order, and the remedy begins with "Please" in English; the other languages have as
    many sentences before it. Slots are filled after the split, so that no value is taken for an end of a sentence.
    """
    entry = CATALOGUE[problem.code]
    begins = _REMEDY_BEGINS.search(entry.en)
    sentences = len(_SENTENCE_ENDS.findall(entry.en[: begins.start()])) if begins else 0
    written = entry.in_language(language)
    ends = [found.end() for found in _SENTENCE_ENDS.finditer(written)]
    cut = ends[sentences - 1] if 0 < sentences < len(ends) else 0
    parts = (written[:cut], written[cut:]) if cut else (written, written)
    message, remedy = (part.strip().format_map(problem.values) for part in parts)
    return message, remedy
