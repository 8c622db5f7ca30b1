"""What answers about releases share: the release that is asked for, and nothing made again that a reader has."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from openssi.run.site import OpenRelease
from openssi_web.api.conditional import tag_of, unchanged, with_validators
from openssi_web.releases import release_for


def asked_release(request: HttpRequest, release: str, as_of: str) -> OpenRelease:
    """Return the release of an answer: the one named, else that of a moment, else the latest.

    Raises:
        FixTheFile: if there is none, or one of its files is missing or altered.
    """
    return release_for(request, release or None, as_of or None)


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
