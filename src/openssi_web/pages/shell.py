"""What every page carries: the release, the language, the places, the notice of invented countries."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.text import LANGUAGES, Language, as_language
from openssi_web.releases import latest_id_for, release_for, site

PLACES = ("overview", "dashboards", "countries", "chosen-indicator", "data", "methods")
OK = 200
LONGEST_KEPT = 400
"""Characters of a value that the same page in another language is asked with as well."""
LANGUAGE_NAMES = {"en": "English", "fr": "Français", "es": "Español"}


def held_release(request: HttpRequest) -> OpenRelease:
    """Return the release that an address names, else that of the date that it names, else the latest."""
    return release_for(request, request.GET.get("release"), request.GET.get("as_of"))


def pinned_release(request: HttpRequest) -> str:
    """Return the release that an address holds on to: one that is not the latest, which comes by itself."""
    asked = request.GET.get("release") or request.GET.get("as_of")
    wanted = held_release(request).release.id if asked else ""
    return wanted if wanted and wanted != latest_id_for(request) else ""


def other_language(request: HttpRequest, language: str) -> str:
    """Return the address of the same page in another language."""
    _, _, rest = request.path.lstrip("/").partition("/")
    kept = [(name, each) for name, values in request.GET.lists() for each in values if len(each) <= LONGEST_KEPT]
    query = f"?{urlencode(kept)}" if kept else ""
    return f"/{language}/{rest}{query}"


def frame(request: HttpRequest, language: str, place: str, status: int = OK) -> dict[str, Any]:
    """Return what the frame of every page needs."""
    pinned = pinned_release(request) if status == OK else ""
    return {
        "language": language,
        "languages": [
            {"code": each, "name": LANGUAGE_NAMES[each], "href": other_language(request, each)} for each in LANGUAGES
        ],
        "places": PLACES,
        "place": place,
        "is_fictional": _is_fictional(),
        "keep": f"?{urlencode({'release': pinned})}" if pinned else "",
        "pinned": pinned,
    }


def page(
    request: HttpRequest, template: str, language: str, place: str, values: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Return a page within the frame of the site."""
    shell = frame(request, language, place, status)
    return render(request, f"pages/{template}", {**shell, **values}, status=status)


def _is_fictional() -> bool:
    """Whether the countries are invented; a workspace that cannot be opened shows none."""
    try:
        return site().is_fictional
    except OpenSSIError:
        return False


def spoken(language: str) -> Language:
    """Return the language of an address as one of ours."""
    return as_language(language)
