"""Repeated downloads: what a reader already has is not made again.

A release never changes, so the tag of an answer is that of its question: it is known before anything is made.
"""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, parse_http_date_safe

import openssi
from openssi.run.site import OpenRelease
from openssi.vocabulary.release import Release

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
"""What may change with the next release is kept, and asked about each time."""


def tag_of(request: HttpRequest, release: Release, *parts: str) -> str:
    """Return the entity tag of the answer to a request.

    Args:
        request: Its path and parameters are part of the tag.
        release: The release that the answer is of.
        parts: What else the answer depends on: the format and the language that were negotiated.
    """
    asked = sorted((name, value) for name in request.GET for value in request.GET.getlist(name))
    question = repr((openssi.__version__, release.id, release.created, request.path, asked, parts))
    return f'"{hashlib.sha256(question.encode()).hexdigest()[:32]}"'


def unchanged(request: HttpRequest, release: Release, tag: str) -> HttpResponse | None:
    """Return the answer without a body where the reader has what would be sent, else none."""
    if "If-None-Match" in request.headers or "If-Match" in request.headers:
        found = get_conditional_response(request, etag=tag)
        return found if isinstance(found, HttpResponse) else None
    # The pointer to the latest release may go back in time: only the very moment that was told is the same answer.
    asked = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return HttpResponseNotModified() if asked == _seconds(release) else None


def with_validators(
    response: HttpResponseBase, release: Release, tag: str, *, is_permanent: bool, varies: tuple[str, ...] = ()
) -> HttpResponseBase:
    """Tell by what an answer is recognised, and how long it may be kept.

    Args:
        response: The answer.
        release: The release that it is of.
        tag: Its entity tag.
        is_permanent: Whether the address names the release.
        varies: Headers of the request that the answer depends on.
    """
    response.headers["ETag"] = tag
    response.headers["Last-Modified"] = http_date(_seconds(release))
    response.headers["Cache-Control"] = FOR_EVER if is_permanent else ASK_AGAIN
    response.is_validated = True  # type: ignore[attr-defined]  # read by ValidatedMiddleware
    if varies:
        patch_vary_headers(response, varies)
    return response


def unless_unchanged(
    request: HttpRequest, held: OpenRelease, make: Callable[[], HttpResponseBase], named: str
) -> HttpResponseBase:
    """Return an answer with what it is recognised by; where the reader has it, without making it.

    Args:
        request: Its path and parameters are what the answer depends on.
        held: The release that the answer is of.
        make: Makes the answer.
        named: What the address names as the release; an answer that its address pins down is kept for ever.
    """
    tag = tag_of(request, held.release)
    known = unchanged(request, held.release, tag)
    if known is not None:
        return known
    is_permanent = named == held.release.id
    made = make()
    return with_validators(made, held.release, tag, is_permanent=is_permanent)


def _seconds(release: Release) -> int:
    return int(release.published_at.timestamp())
