"""The page of one's own account: name, language, password, second factor, roles."""

from collections.abc import Iterator
from typing import Any

from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from openssi.vocabulary.errors import FixTheFile, OpenSSIError
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.accounts.actions import change_details
from openssi_web.accounts.models import Person
from openssi_web.pages.account.views import account_values, language_in_force
from openssi_web.pages.account.words import said
from openssi_web.pages.round_words import role_in_words
from openssi_web.pages.shell import LANGUAGE_NAMES
from openssi_web.rounds.workspace import inquiry


@login_required
def account_page(request: HttpRequest) -> HttpResponse:
    """Show the account, and take a new name or language."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101
    typed = {"name": person.name, "language": person.language}
    wrong = {}
    if request.method == "POST":
        typed = {key: request.POST.get(key, "") for key in typed}
        try:
            change_details(person, typed["name"], as_language(typed["language"]))
        except FixTheFile as error:
            wrong = {"name": error.problems[0].text.in_language(language_in_force())}
            person.refresh_from_db()
        else:
            messages.success(request, "details_changed")
            return HttpResponseRedirect(f"/{language_in_force()}/account")
    values = {
        "typed": typed,
        "wrong": wrong,
        "first_wrong": next(iter(wrong), ""),
        **_about(person, language_in_force()),
    }
    response = render(request, "pages/account.html", {**account_values(request), "person": person, **values})
    response.headers["Cache-Control"] = "no-store"
    return response


def _about(person: Person, language: Language) -> dict[str, Any]:
    return {
        "choices": [(each, LANGUAGE_NAMES[each]) for each in LANGUAGES],
        "roles": list(_roles(person, language)),
        "has_second_factor": get_adapter().is_mfa_enabled(person),
    }


def _roles(person: Person, language: Language) -> Iterator[dict[str, str]]:
    """Iterate over the roles that the person holds today, in words."""
    for each in person.grants():
        yield {
            "role": role_in_words(each.role, language),
            "country": _country(each.ref_area, language),
            "schemes": ", ".join(sorted(each.schemes)),
        }


def _country(ref_area: str, language: Language) -> str:
    if not ref_area:
        return said("account.every_country", language)
    try:
        return inquiry().area_name(ref_area, language)
    except OpenSSIError:
        return ref_area
