"""Overview, indicator, countries and data."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation.trans_real import parse_accept_lang_header

from openssi.present import PARAMETERS, parse_selection
from openssi.present.dashboards.maps.map_places import are_drawn
from openssi.present.page_model import CountryRow, IndicatorPage, TileGroup
from openssi.present.tile_chart import grouped
from openssi.present.unit_format import ANSWERS
from openssi.publish import FORMATS
from openssi.vocabulary.text import LANGUAGES
from openssi_web.pages import country_page
from openssi_web.pages.addresses import Addresses
from openssi_web.pages.country_schemes import countries_with_schemes
from openssi_web.pages.dashboards.indicator_map import map_of
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.dataset import listed_datasets
from openssi_web.pages.errors import explained
from openssi_web.pages.indicator_index import index_page
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.pages_cache import indicator_page_of
from openssi_web.published import WHOLE, written_so_far
from openssi_web.releases import latest_id_for, releases_for, site

SORTS = ("name", "value", "group")
VIEWS = ("map", "tiles", "table")
MOST_ROWS_AT_ONCE = 40

LEGEND_COLUMNS, LEGEND_ROWS = 7, 5
"""Tiles that the legend takes in a corner of the map."""

SHADES = {"sequential": "c", "diverging": "d"}
"""Letter before the number of a class in the style sheet."""

MOST_CORNER_ROWS, LONGEST_CORNER_LABEL = 6, 16
"""Classes, and characters of a class, for which a legend has room there."""


def front_door(request: HttpRequest) -> HttpResponse:
    """Send a reader to the overview in the language that the browser would rather have."""
    wanted = (as_tag[:2] for as_tag, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")))
    language = next((each for each in wanted if each in LANGUAGES), "en")
    response = HttpResponseRedirect(reverse("overview", args=[language]))
    response.headers["Vary"] = "Accept-Language"
    return response


def with_slash(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Send `/fr` to `/fr/`."""
    return HttpResponseRedirect(reverse("overview", args=[language]))


@explained
def chosen_indicator(request: HttpRequest, language: str) -> HttpResponse:
    """Send the filter form to the page of the indicator that was chosen; list all where none was."""
    indicator = request.GET.get("indicator", "")
    if not indicator:
        return index_page(request, language)
    address = reverse("indicator", args=[language, indicator])
    kept = {name: value for name in (*PARAMETERS[1:], "view", "release") if (value := request.GET.get(name, ""))}
    return HttpResponseRedirect(f"{address}?{urlencode(kept)}" if kept else address)


@explained
@kept_for_strangers
def indicator(request: HttpRequest, language: str, indicator: str = "") -> HttpResponse:
    """Show one indicator: sentence, tile map or table, bars, downloads."""
    held = held_release(request)
    address = {name: request.GET.get(name, "") for name in PARAMETERS}
    if indicator:
        address["indicator"] = indicator
    selection = parse_selection(held.connection(), site().definitions, spoken(language), address)
    shown = indicator_page_of(held.release.id, selection)
    pinned = pinned_release(request)
    values = {
        "page": shown,
        "selection": selection,
        "release": held.release,
        "at": Addresses(selection, held.release.id, pinned),
        "regions_are": next((row.grouping for row in shown.regions.rows if not row.is_world), ""),
        "older": sum(tile.is_older for tile in shown.tile_map.tiles),
        "corner": _corner_is_free(shown),
        "of_schemes": [] if shown.has_values else countries_with_schemes(held.connection(), selection),
        "shade": SHADES[shown.tile_map.palette],
        "value_class": "" if shown.unit_kind in ANSWERS else "n",
        "family": site().definitions.indicators[selection.indicator].family,
        "tile_groups": _tile_groups(shown),
        "kept": {"release": pinned} if pinned else {},
    }
    values.update(_table(request, shown))
    values["has_map"] = are_drawn(site().definitions, [tile.area for tile in shown.tile_map.tiles])
    if values["view"] == "map":
        values.update(map_of(held.release.id, selection, pinned) if values["has_map"] else {"view": "tiles"})
    return page(request, "indicator.html", language, "overview", values)


def _table(request: HttpRequest, shown: IndicatorPage) -> dict[str, object]:
    sort = request.GET.get("sort", "")
    view = request.GET.get("view", "")
    chosen = sort if sort in SORTS else "name"
    return {
        "view": view if view in VIEWS and shown.is_comparable else "tiles" if shown.is_comparable else "table",
        "rows": _sorted(shown, chosen),
        "sort": chosen,
        "sorts": SORTS if shown.is_comparable else tuple(each for each in SORTS if each != "value"),
        "show_table": bool(sort) or len(shown.countries) <= MOST_ROWS_AT_ONCE,
        "sort_query": _without(request, "sort"),
    }


def _without(request: HttpRequest, name: str) -> str:
    kept = request.GET.copy()
    kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


def _sorted(shown: IndicatorPage, sort: str) -> list[CountryRow]:
    if sort == "value" and shown.is_comparable:
        return sorted(shown.countries, key=lambda row: (row.value is None, -(row.value or 0)))
    if sort == "group":
        return sorted(shown.countries, key=lambda row: row.group_name)
    return list(shown.countries)


def _corner_is_free(shown: IndicatorPage) -> bool:
    """Whether the legend has room in the right upper corner of a wide map."""
    legend = shown.tile_map.legend
    if len(legend) > MOST_CORNER_ROWS or any(len(row.label) > LONGEST_CORNER_LABEL for row in legend):
        return False
    first = shown.tile_map.columns - LEGEND_COLUMNS
    return first > LEGEND_COLUMNS and not any(
        tile.column > first and tile.row <= LEGEND_ROWS for tile in shown.tile_map.tiles
    )


def _tile_groups(shown: IndicatorPage) -> tuple[TileGroup, ...]:
    """Return the tiles by region for phones: regions and countries with the highest figures first."""
    values = {row.area: row.value for row in shown.countries}
    ranks = {row.name: number for number, row in enumerate(shown.regions.rows)}
    return grouped(shown.tile_map.tiles, values, ranks)


@explained
@kept_for_strangers
def countries(request: HttpRequest, language: str) -> HttpResponse:
    """List the countries of the release by region."""
    held = held_release(request)
    listed = country_page.listed(held.connection(), site().definitions, spoken(language))
    return page(request, "countries.html", language, "countries", {"groups": listed, "release": held.release})


@explained
def data(request: HttpRequest, language: str) -> HttpResponse:
    """Show what can be taken away."""
    held = held_release(request)
    written = written_so_far(held.release.id, spoken(language))
    values = {
        "release": held.release,
        "datasets": listed_datasets(held, spoken(language)),
        "whole": WHOLE,
        "formats": [{"id": each, "file": written.get(each)} for each in FORMATS],
        "releases": releases_for(request),
        "latest": latest_id_for(request),
    }
    return page(request, "data.html", language, "data", values)
