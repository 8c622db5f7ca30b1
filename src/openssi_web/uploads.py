"""How much somebody may send: files are read to the largest that is taken, bodies to what the server lets in.

A body that is too large for the server is not read at all. Its request comes to the site without it, as one that only
asks for the page at the same address, and marked: the page then says what was wrong where it happened.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import Resolver404, resolve

from openssi.definitions import load
from openssi.vocabulary.attachment import MEGABYTE
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.text import as_language
from openssi_web.refusals import is_for_scripts

TOO_LARGE = "openssi.too_large"
"""In the environment of a request whose body was larger than the server lets in."""

LARGEST_BODY = 64
"""Megabytes: the largest file that is taken, what stands around it, and room for another server in front."""

SAYS_IT_ITSELF = frozenset({"round-files", "round-workbook-compare", "round-sources"})
"""Names of addresses whose pages say it at the place."""

JSON = "application/json"
CONTENT_TOO_LARGE = 413


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes a file aside as it arrives, and stops reading where it is larger than any that is taken.

    Attributes:
        stopped: Whether it stopped. What came before the file in the form is there, and the file is not.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.stopped = False
        self._most = load().attachments.largest
        self._read = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Write a chunk, of all files of the request not more than the largest may have.

        Raises:
            StopUpload: where there is more.
        """
        self._read += len(raw_data)
        if self._read > self._most:
            self.stopped = True
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


def too_large(request: HttpRequest) -> Problem | None:
    """Return what to say of a request that sent more than is taken, none where it did not."""
    if request.META.get(TOO_LARGE):
        return Problem("ROUND_BODY_TOO_LARGE", values={"most": LARGEST_BODY})
    if request.method == "POST" and any(getattr(each, "stopped", False) for each in request.upload_handlers):
        return Problem("ROUND_BODY_TOO_LARGE", values={"most": load().attachments.largest // MEGABYTE})
    return None


def refused_as_json(problem: Problem, language: str, key: str = "") -> dict[str, Any]:
    """Return a problem as a script reads it."""
    text = problem.text.in_language(as_language(language))
    return {"key": key, "code": problem.code, "message": text}


class TooLargeMiddleware:
    """Answers requests whose bodies were not read, wherever the page does not say it itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request."""
        problem = Problem("ROUND_BODY_TOO_LARGE", values={"most": LARGEST_BODY})
        if not request.META.get(TOO_LARGE) or _name(request) in SAYS_IT_ITSELF:
            return self._get_response(request)
        language = as_language(request.path.lstrip("/")[:2])
        if is_for_scripts(request) or JSON in request.headers.get("Accept", ""):
            return JsonResponse({"refused": [refused_as_json(problem, language)]}, status=CONTENT_TOO_LARGE)
        from openssi_web.pages.errors import problem_page

        response = problem_page(request, language, FixTheFile([problem]))
        response.status_code = CONTENT_TOO_LARGE
        return response


def _name(request: HttpRequest) -> str:
    try:
        return resolve(request.path_info).url_name or ""
    except Resolver404:
        return ""
