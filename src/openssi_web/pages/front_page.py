"""The front page: the world overview, and the addresses that it had when it was the page of an indicator."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from openssi.present import PARAMETERS
from openssi.present.figures import INCOME, WORLD
from openssi.present.selection import TOTAL_INDICATOR
from openssi_web.dashboards import FRONT_PAGE, regions_shown
from openssi_web.pages.dashboards.views import dashboard_page
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release
from openssi_web.pages.views import indicator
from openssi_web.releases import site

_ONLY_OF_INDICATORS = ("breakdown", "sort")
"""Parts of an address that the page of an indicator understands and the overview does not."""


@explained
def front_page(request: HttpRequest, language: str) -> HttpResponse:
    """Show the world overview; send an address that asks for one indicator to the page of it."""
    if FRONT_PAGE not in site().definitions.pages:
        return indicator(request, language)
    if _asks_for_an_indicator(request):
        named = request.GET.get("indicator") or TOTAL_INDICATOR
        return HttpResponseRedirect(f"{reverse('indicator', args=[language, named])}?{_kept(request)}")
    return dashboard_page(request, language, FRONT_PAGE)


def _asks_for_an_indicator(request: HttpRequest) -> bool:
    named = request.GET.get("indicator", "").upper()
    if named not in {"", TOTAL_INDICATOR} or any(request.GET.get(each) for each in _ONLY_OF_INDICATORS):
        return True
    grouping = request.GET.get("grouping", "").upper()
    if grouping in {"", WORLD}:
        return False
    return not request.GET.get("group") or grouping not in {INCOME, regions_shown(held_release(request))}


def _kept(request: HttpRequest) -> str:
    names = (*PARAMETERS[1:], "view", "sort", "release", "as_of")
    return urlencode({name: value for name in names if (value := request.GET.get(name, ""))})
