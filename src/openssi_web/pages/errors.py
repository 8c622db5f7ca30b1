"""Pages that say what cannot be shown, and what to do; scripts get the same as JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.text import as_language
from openssi_web.pages.shell import page
from openssi_web.refusals import STATUS, is_for_scripts, kind_of, script_answer

Arguments = ParamSpec("Arguments")
View = Callable[Concatenate[HttpRequest, str, Arguments], HttpResponse]


def explained(view: View[Arguments]) -> View[Arguments]:
    """Turn a problem of the catalogue into a page in the language of the reader."""

    @wraps(view)
    def answered(
        request: HttpRequest, language: str, *arguments: Arguments.args, **named: Arguments.kwargs
    ) -> HttpResponse:
        try:
            return view(request, language, *arguments, **named)
        except OpenSSIError as error:
            return problem_page(request, language, error)

    return answered  # type: ignore[return-value]  # the names of the parameters are kept


def problem_page(request: HttpRequest, language: str, error: OpenSSIError) -> HttpResponse:
    """Return what is wrong and what to do about it."""
    spoken = as_language(language)
    problems = [{"code": each.code, "text": each.text.in_language(spoken)} for each in error.problems]
    return _said(request, language, kind_of(error), problems)


def _said(request: HttpRequest, language: str, kind: str, problems: list[dict[str, str]] | None = None) -> HttpResponse:
    values = {"kind": kind, "problems": problems or [], "came_from": request.get_full_path()}
    return page(request, "error.html", language, "", values, status=STATUS[kind])


def _answer(request: HttpRequest, kind: str) -> HttpResponse:
    if is_for_scripts(request):
        return script_answer(request, kind, STATUS[kind])
    return _said(request, as_language(request.path.lstrip("/")[:2]), kind)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood, or that asks for a host name that is not served."""
    return _answer(request, "bad_host" if isinstance(exception, DisallowedHost) else "bad_request")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer an address that leads nowhere."""
    return _answer(request, "not_found")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the site itself is at fault."""
    return _answer(request, "server_error")
