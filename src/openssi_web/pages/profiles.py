"""Profiles: one country under its own address, and the short address of a region."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openssi.present.dashboards.values.release_data import ReleaseData
from openssi_web.dashboards import COUNTRY, data_of, page_of, state_of
from openssi_web.pages import country_page
from openssi_web.pages.dashboards.addresses import DashboardAddresses
from openssi_web.pages.dashboards.figure_shown import laid_out
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.errors import explained
from openssi_web.pages.quality import country_quality
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.releases import site

REGION = "region"


@explained
@kept_for_strangers
def country(request: HttpRequest, language: str, area: str) -> HttpResponse:
    """Show the profile of a country, and below it every indicator over the years."""
    held = held_release(request)
    spoken_in, code = spoken(language), area.upper()
    told = country_page.country(held.connection(), site().definitions, spoken_in, code)
    state = state_of(held, spoken_in, COUNTRY, {**dict(request.GET.lists()), "area": [code]})
    shown = page_of(held.release.id, state)
    at = DashboardAddresses(state, held.release.id, pinned_release(request))
    values = {
        "shown": shown,
        "release": held.release,
        "at": at,
        **laid_out(request, held, shown, at),
        "permanent": request.build_absolute_uri(at.permanent),
        "country": told,
        "quality": country_quality(held.connection(), site().definitions, spoken_in, code),
        "region": _region(data_of(held, spoken_in), code),
    }
    return page(request, "country.html", language, "countries", values)


def to_country(request: HttpRequest, language: str) -> HttpResponse:
    """Send the choice of a country to its page; without one to the list of countries."""
    kept = request.GET.copy()
    areas = kept.pop("area", [])
    area = str(areas[-1]).strip() if areas else ""
    base = reverse("country", args=[language, area]) if area.isalnum() else reverse("countries", args=[language])
    return HttpResponseRedirect(f"{base}?{kept.urlencode()}" if kept else base)


def region(request: HttpRequest, language: str, group: str) -> HttpResponse:
    """Send the short address of a region to its page."""
    kept = [(name, value) for name, values in request.GET.lists() if name != "group" for value in values]
    base = reverse("dashboard", args=[language, REGION])
    return HttpResponseRedirect(f"{base}?{urlencode([('group', group), *kept])}")


def _region(data: ReleaseData, area: str) -> dict[str, str]:
    """Return code and name of the region of a country, nothing where it is in none."""
    code = data.regions_of_areas.get(area, "")
    return {"code": code, "name": data.group_name(data.region_grouping, code)} if code else {}
