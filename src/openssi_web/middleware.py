"""What every answer says to the browser, who else may be given it, and how its body travels."""

from collections.abc import Callable
from functools import lru_cache

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.http import ConditionalGetMiddleware
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseFileResponse

from openssi.vocabulary.release import EVERYBODY
from openssi_web.packing import packed, takes_gzip
from openssi_web.releases import follows_pointer, server_time, told_of

OK = 200

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)


class PolicyMiddleware:
    """Adds the content security policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a request under the policy."""
        response = self._get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response


class ReadershipMiddleware:
    """Keeps answers that are not for everybody out of every cache, and tells caches which ones depend on who asks."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and mark the answer by the releases that it tells of."""
        response = self._get_response(request)
        told = told_of(request)
        if follows_pointer(request) and "immutable" in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-cache"
        if told and not all(EVERYBODY.may_read(each, server_time()) for each in told):
            response.headers["Cache-Control"] = "private, no-store"
        if told and "immutable" not in response.headers.get("Cache-Control", ""):
            patch_vary_headers(response, ("Cookie",))
        return response


class ValidatedMiddleware(ConditionalGetMiddleware):
    """Leaves answers alone that were compared with what the reader has before they were made."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compare an answer with what the reader has, unless that was done."""
        return response if hasattr(response, "is_validated") else super().process_response(request, response)


class BodilessMiddleware:
    """Leaves the body out of answers to HEAD, which servers would send otherwise; its length is told all the same."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request."""
        response = self._get_response(request)
        if request.method != "HEAD":
            return response
        if isinstance(response, StreamingHttpResponse):
            response.streaming_content = iter(())
        elif isinstance(response, HttpResponse):
            length = response.headers.get("Content-Length", str(len(response.content)))
            response.content = b""
            response.headers["Content-Length"] = length
        return response


PACKED = ("application/zip", "application/vnd.", "image/png", "application/x-sas", "application/x-spss", "font/")
"""Beginnings of the media types whose files are compressed, or lie there with a length that is told."""


class GZipWhereItHelpsMiddleware(GZipMiddleware):
    """Compresses what gets smaller by it, and nothing that is packed already."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress an answer where the reader takes it so."""
        if response.headers.get("Content-Type", "").startswith(PACKED):
            return response
        if isinstance(response, WhiteNoiseFileResponse):
            return packed_static(request, response)
        return response if isinstance(response, FileResponse) else super().process_response(request, response)


def packed_static(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return a style sheet or script compressed; it is compressed once and kept."""
    if response.status_code != OK or request.method != "GET" or not takes_gzip(request):
        return response
    content = b"".join(response)
    response.close()
    told = {name: value for name, value in response.headers.items() if name not in {"ETag", "Content-Length"}}
    answer = HttpResponse(_packed(content), headers=told | {"Content-Encoding": "gzip"})
    answer.headers["Content-Length"] = str(len(answer.content))
    patch_vary_headers(answer, ("Accept-Encoding",))
    return answer


_packed = lru_cache(maxsize=64)(packed)
