"""What the pages of people who signed in have in common: who asks, for which submission, and that nothing is kept."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from openssi.vocabulary.errors import OpenSSIError, TryAgain
from openssi_web.accounts.models import Person
from openssi_web.pages.errors import problem_page
from openssi_web.pages.shell import page
from openssi_web.rounds.models import SubmissionDraft
from openssi_web.rounds.requests.permission import draft_for

Arguments = ParamSpec("Arguments")
PersonView = Callable[..., HttpResponseBase]
RoundView = Callable[Concatenate[HttpRequest, str, Person, SubmissionDraft, Arguments], HttpResponseBase]
View = Callable[..., HttpResponseBase]

PLACE = "work"
JSON = "application/json"
UNAUTHORIZED = 401
BUSY = 503


def of_person(view: PersonView) -> View:
    """Answer only a person who signed in; the others are led to the page where they do.

    A script that sends JSON is told so with 401 and stays where it is.
    """

    @wraps(view)
    def answered(request: HttpRequest, language: str, **named: Any) -> HttpResponseBase:  # noqa: ANN401 - the address
        if not request.user.is_authenticated:
            return _not_signed_in(request, language)
        try:
            response = view(request, language, request.user, **named)
        except OperationalError as error:
            response = _busy(request, language, error)
        except OpenSSIError as error:
            response = problem_page(request, language, error)
        response.headers["Cache-Control"] = "no-store"
        return response

    return answered


def of_submission(view: RoundView[Arguments]) -> View:
    """Answer only a person who sees the submission that the address names; for anybody else there is none."""

    @of_person
    @wraps(view)
    def answered(
        request: HttpRequest,
        language: str,
        person: Person,
        area: str,
        year: int,
        *arguments: Arguments.args,
        **named: Arguments.kwargs,
    ) -> HttpResponseBase:
        return view(request, language, person, draft_for(person, area, year), *arguments, **named)

    return answered


def work_page(
    request: HttpRequest, template: str, language: str, values: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page of a person who signed in, within the frame of the site."""
    return page(request, template, language, PLACE, {"person": request.user, **values}, status)


def own_address(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """Return an address to go on to if it is one of this site, else another one."""
    is_own = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_own else otherwise


def sends_json(request: HttpRequest) -> bool:
    """Whether a script asks, which reads JSON."""
    return request.content_type == JSON or JSON in request.headers.get("Accept", "")


def _not_signed_in(request: HttpRequest, language: str) -> HttpResponse:
    if sends_json(request):
        return JsonResponse({}, status=UNAUTHORIZED)
    wanted = request.get_full_path() if request.method == "GET" else request.headers.get("Referer", "")
    back = own_address(request, wanted, "")
    return HttpResponseRedirect(f"/{language}/sign-in{'?' if back else ''}{urlencode({'next': back} if back else {})}")


def _busy(request: HttpRequest, language: str, error: OperationalError) -> HttpResponse:
    if sends_json(request):
        return JsonResponse({}, status=BUSY)
    return problem_page(request, language, TryAgain.because("SITE_BUSY", cause=str(error)))
