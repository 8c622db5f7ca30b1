"""Overview, indicator, countries, data and methods."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openssi.present import PARAMETERS, parse_selection
from openssi.present.page_model import CountryRow, IndicatorPage
from openssi.vocabulary.text import LANGUAGES
from openssi_web.pages import country_page
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, spoken
from openssi_web.pages_cache import indicator_page_of
from openssi_web.releases import site

SORTS = ("name", "value", "group")
MOST_ROWS_AT_ONCE = 40


def front_door(request: HttpRequest) -> HttpResponse:
    """Send a reader to the overview in a language that the browser asks for."""
    wanted = (part.split(";")[0].strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(","))
    language = next((each for each in wanted if each in LANGUAGES), "en")
    response = HttpResponseRedirect(reverse("overview", args=[language]))
    response.headers["Vary"] = "Accept-Language"
    return response


@explained
def chosen_indicator(request: HttpRequest, language: str) -> HttpResponse:
    """Send the filter form to the page of the indicator that was chosen."""
    indicator = request.GET.get("indicator", "")
    address = reverse("indicator", args=[language, indicator]) if indicator else reverse("overview", args=[language])
    kept = {name: value for name in (*PARAMETERS[1:], "release") if (value := request.GET.get(name, ""))}
    return HttpResponseRedirect(f"{address}?{urlencode(kept)}" if kept else address)


@explained
def indicator(request: HttpRequest, language: str, indicator: str = "") -> HttpResponse:
    """Show one indicator: sentence, tile map, bars, tables, downloads."""
    held = held_release(request)
    address = {name: request.GET.get(name, "") for name in PARAMETERS}
    if indicator:
        address["indicator"] = indicator
    selection = parse_selection(held.connection(), site().definitions, spoken(language), address)
    shown = indicator_page_of(held.release.id, selection)
    sort = request.GET.get("sort", "group")
    values = {
        "page": shown,
        "selection": selection,
        "release": held.release,
        "rows": _sorted(shown, sort),
        "sort": sort if sort in SORTS else "group",
        "sorts": SORTS,
        "show_table": "sort" in request.GET or len(shown.countries) <= MOST_ROWS_AT_ONCE,
        "query": _query(request),
        "tile_groups": _tile_groups(shown),
        "kept": [(name, request.GET[name]) for name in ("release",) if request.GET.get(name)],
    }
    return page(request, "indicator.html", language, "overview", values)


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in ("sort", "indicator"):
        kept.pop(name, None)
    return kept.urlencode()


def _sorted(shown: IndicatorPage, sort: str) -> list[CountryRow]:
    if sort == "name":
        return sorted(shown.countries, key=lambda row: row.name)
    if sort == "value":
        return sorted(shown.countries, key=lambda row: (row.value is None, -(row.value or 0), row.name))
    return list(shown.countries)


def _tile_groups(shown: IndicatorPage) -> list[dict[str, object]]:
    values = {row.area: row.value for row in shown.countries}
    groups: dict[str, list[object]] = {}
    ordered = sorted(shown.tile_map.tiles, key=lambda tile: -(values.get(tile.area) or -1))
    for tile in ordered:
        groups.setdefault(tile.group_name, []).append(tile)
    return [{"name": name, "tiles": tiles} for name, tiles in sorted(groups.items())]


@explained
def countries(request: HttpRequest, language: str) -> HttpResponse:
    """List the countries of the release by region."""
    held = held_release(request)
    listed = country_page.listed(held.connection(), site().definitions, spoken(language))
    return page(request, "countries.html", language, "countries", {"groups": listed, "release": held.release})


@explained
def country(request: HttpRequest, language: str, area: str) -> HttpResponse:
    """Show every indicator of a country over the years."""
    held = held_release(request)
    shown = country_page.country(held.connection(), site().definitions, spoken(language), area.upper())
    return page(request, "country.html", language, "countries", {"country": shown, "release": held.release})


@explained
def data(request: HttpRequest, language: str) -> HttpResponse:
    """Show what can be taken away."""
    held = held_release(request)
    values = {"release": held.release, "releases": site().releases(), "latest": site().latest().release.id}
    return page(request, "data.html", language, "data", values)


@explained
def methods(request: HttpRequest, language: str) -> HttpResponse:
    """Say how the figures were made."""
    held = held_release(request)
    chosen = spoken(language)
    indicators = [
        {
            "id": each.id,
            "name": each.name.in_language(chosen),
            "definition": each.definition.in_language(chosen),
            "formula": f"{each.factor} × {each.numerator} / {each.denominator}" if each.numerator else "",
            "weight": each.weight,
            "series": each.series,
        }
        for each in site().definitions.indicators.values()
    ]
    return page(request, "methods.html", language, "methods", {"release": held.release, "indicators": indicators})
