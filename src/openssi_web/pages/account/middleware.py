"""What surrounds the pages of people who sign in; pages about releases need none of it and touch no database."""

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone, translation

from openssi.vocabulary.errors import TryAgain
from openssi.vocabulary.text import LANGUAGES, as_language
from openssi_web.accounts.names import read_in
from openssi_web.pages.account.errors import problem
from openssi_web.pages.account.words import said
from openssi_web.process import readiness

_log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]

ACCOUNT_PLACES = frozenset({"sign-in", "sign-out", "password", "account"})
WORKING_PLACES = ACCOUNT_PLACES | {"work", "round", "rounds", "people", "correspondence"}
"""What follows the language in the addresses of pages that need the database of the process."""

UNAVAILABLE = 503
SEEN = "seen_on"
"""In the session: the day on which it was last prolonged."""


def _place(request: HttpRequest) -> tuple[str, str]:
    """Return the language of an address, empty for none, and what follows it."""
    language, _, rest = request.path_info.removeprefix("/").partition("/")
    return (language if language in LANGUAGES else "", rest.partition("/")[0])


class LanguageMiddleware:
    """Lets Django and allauth find the addresses of sign-in and account in the language of the page.

    Other pages stay as they are: a language in force would print their numbers anew. Names that were erased are said
    in the language of every page.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the address."""
        language, place = _place(request)
        if not language:
            return self._get_response(request)
        with read_in(as_language(language)):
            if place not in ACCOUNT_PLACES:
                return self._get_response(request)
            with translation.override(language):
                return self._get_response(request)


class ReadinessMiddleware:
    """Says that the working pages are closed where the database cannot be used.

    Its own words stand in the log alone: they name servers and folders.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say why that is not possible."""
        language, place = _place(request)
        if language and place in WORKING_PLACES and readiness.cause():
            return self._unavailable(request, "WORK_CLOSED", "closed")
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Say that the database did not answer this time."""
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        _log.error("The database did not answer %s", request.path, exc_info=exception)
        return self._unavailable(request, "SITE_BUSY", "wait")

    def _unavailable(self, request: HttpRequest, code: str, kind: str) -> HttpResponse:
        cause = said("problem.cause", as_language(_place(request)[0]))
        return problem(request, TryAgain.because(code, cause=cause), kind, UNAVAILABLE)


class SessionRenewalMiddleware:
    """Prolongs a session that is used, once a day: a write for each page would be too many."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and prolong the session if the answer needed it."""
        response = self._get_response(request)
        if request.session.accessed and request.user.is_authenticated:
            today = timezone.now().date().isoformat()
            if request.session.get(SEEN) != today:
                request.session[SEEN] = today
        return response
