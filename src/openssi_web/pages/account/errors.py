"""What a person is told when a form of an account is not taken."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse

from openssi.vocabulary.errors import FixTheAnswer, OpenSSIError
from openssi.vocabulary.messages import CATALOGUE
from openssi.vocabulary.text import Language, as_language
from openssi_web.pages.account.words import said
from openssi_web.pages.shell import page
from openssi_web.pages.working import sends_json

UNAUTHORIZED = 401
FORBIDDEN = 403
TOO_MANY = 429

CODES = {
    "required": "FIELD_EMPTY",
    "invalid": "ADDRESS_UNFIT",
    "email_password_mismatch": "SIGN_IN_WRONG",
    "too_many_login_attempts": "TOO_MANY_TRIES",
    "rate_limited": "TOO_MANY_TRIES",
    "incorrect_code": "CODE_WRONG",
    "incorrect_password": "PASSWORD_WRONG",
    "enter_current_password": "PASSWORD_WRONG",
    None: "PASSWORDS_DIFFER",
}
"""Messages of the catalogue by the codes of Django and allauth; allauth gives none for two passwords that differ."""


def wrong_fields(form: BaseForm | None, language: Language) -> dict[str, Any]:
    """Return what is wrong with a form that was sent, by field (`form` for the whole), and the first wrong field."""
    if form is None or not form.is_bound:
        return {"wrong": {}}
    found = form.errors.as_data()
    wrong = {name: _text(found[name][0], language) for name in form.fields if name in found}
    whole = {"form": _text(found["__all__"][0], language)} if "__all__" in found else {}
    return {"wrong": {**wrong, **whole}, "first_wrong": next(iter(wrong), "")}


def _text(error: ValidationError, language: Language) -> str:
    code = error.code if error.code in CATALOGUE else CODES.get(error.code, "FIELD_UNREADABLE")
    return CATALOGUE[str(code)].format(error.params or {}).in_language(language)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form whose token is missing or of another session; a script is told to have the person sign in again."""
    status = UNAUTHORIZED if sends_json(request) else FORBIDDEN
    return problem(request, FixTheAnswer.because("FORM_EXPIRED"), "not_saved", status)


def too_many(request: HttpRequest) -> HttpResponse:
    """Answer when somebody tries too often."""
    return problem(request, FixTheAnswer.because("TOO_MANY_TRIES"), "wait", TOO_MANY)


def problem(request: HttpRequest, error: OpenSSIError, kind: str, status: int) -> HttpResponse:
    """Return what is wrong as a page, to a script only its number.

    Args:
        request: The request.
        error: What is wrong.
        kind: Which headline it has (`problem` in `account.yaml`).
        status: The status of HTTP.
    """
    if sends_json(request):
        return JsonResponse({}, status=status)
    language = as_language(request.path_info.lstrip("/")[:2])
    problems = [{"code": each.code, "text": each.text.in_language(language)} for each in error.problems]
    values = {"head": said(f"problem.{kind}", language), "problems": problems}
    response = page(request, "account_problem.html", language, "", values, status)
    response.headers["Cache-Control"] = "no-store"
    return response
