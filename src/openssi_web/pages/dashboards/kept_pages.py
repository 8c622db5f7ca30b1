"""Public pages as they go out: made once for a release and an address, kept packed, and given to strangers alone.

Whoever has a session is answered anew, however alike the page may look: nothing of a person lies here, and no page of
a release that not everybody may read.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from openssi_web.packing import packed, takes_gzip
from openssi_web.pages.shell import OK, held_release
from openssi_web.releases import latest_id_for, site
from openssi_web.shelf import Shelf

MOST_BYTES = 48 * 1024 * 1024
LONGEST_ADDRESS = 1_000
"""Characters of an address whose page is kept."""

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, str, Arguments], HttpResponse]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page, packed, with its entity tag."""

    content: bytes
    tag: str
    media_type: str


kept_pages = Shelf[KeptPage](MOST_BYTES)
"""By what `_key` says."""


def kept_for_strangers(view: View[Arguments]) -> View[Arguments]:
    """Keep the pages of a view that depend on nothing but the release and the address."""

    @wraps(view)
    def answered(
        request: HttpRequest, language: str, *arguments: Arguments.args, **named: Arguments.kwargs
    ) -> HttpResponse:
        key = _key(request)
        found = kept_pages.find(key) if key else None
        if found is not None:
            return _answer(request, found)
        made = view(request, language, *arguments, **named)
        if not key or not takes_gzip(request) or not _is_of_nobody(request, made):
            return made
        kept = _packed(made)
        kept_pages.keep(key, kept)
        return _answer(request, kept)

    return answered  # type: ignore[return-value]  # the names of the parameters are kept


def _key(request: HttpRequest) -> str:
    """Return what a page depends on, empty for one that is neither kept nor taken from those that are.

    Raises:
        FixTheFile: if there is no release that the stranger may read.
    """
    if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return ""
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    if len(address) > LONGEST_ADDRESS:
        return ""
    release = held_release(request).release
    return "\n".join((str(site().workspace.root), release.id, release.created, latest_id_for(request), address))


def _is_of_nobody(request: HttpRequest, made: HttpResponse) -> bool:
    """Whether a page was made without a look at the session, and holds no token and no cookie."""
    has_token = "CSRF_COOKIE_NEEDS_UPDATE" in request.META or bool(made.cookies)
    return made.status_code == OK and not has_token and not request.session.accessed


def _packed(made: HttpResponse) -> KeptPage:
    digest = hashlib.sha256(made.content).hexdigest()[:32]
    # The same page may travel otherwise: its tag says that it means the same, not that its bytes are the same.
    return KeptPage(packed(made.content), f'W/"{digest}"', made.headers["Content-Type"])


def _answer(request: HttpRequest, kept: KeptPage) -> HttpResponse:
    if takes_gzip(request):
        answer = HttpResponse(kept.content, content_type=kept.media_type, headers={"Content-Encoding": "gzip"})
    else:
        answer = HttpResponse(gzip.decompress(kept.content), content_type=kept.media_type)
    answer.headers["ETag"] = kept.tag
    patch_vary_headers(answer, ("Accept-Encoding",))
    return answer
