"""Pages that say what cannot be shown, and what to do."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse

from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.text import as_language
from openssi_web.pages.shell import page

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
    return page(request, "error.html", language, "", {"kind": "not_found", "problems": problems}, status=404)


def _language_of(request: HttpRequest) -> str:
    return as_language(request.path.lstrip("/")[:2])


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a request that cannot be understood."""
    return page(request, "error.html", _language_of(request), "", {"kind": "bad_request"}, status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer an address that leads nowhere."""
    return page(request, "error.html", _language_of(request), "", {"kind": "not_found"}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the site itself is at fault."""
    return page(request, "error.html", _language_of(request), "", {"kind": "server_error"}, status=500)
