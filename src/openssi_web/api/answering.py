"""The release that an answer of the API is of."""

from django.http import HttpRequest

from openssi.run.site import OpenRelease
from openssi_web.releases import release_for


def asked_release(request: HttpRequest, release: str, as_of: str) -> OpenRelease:
    """Return the release of an answer: the one named, else that of a moment, else the latest.

    Raises:
        FixTheFile: if there is none, or one of its files is missing or altered.
    """
    return release_for(request, release or None, as_of or None)
