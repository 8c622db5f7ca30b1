"""What every answer says to the browser: nothing from elsewhere, nothing inline, who else may be given it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from openssi.vocabulary.release import EVERYBODY
from openssi_web.releases import follows_pointer, server_time, told_of

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
