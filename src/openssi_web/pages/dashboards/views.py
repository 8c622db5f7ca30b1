"""The dashboards: a page that is declared, with its filters, figures and everything that can be taken away."""

from django.http import HttpRequest, HttpResponse

from openssi.vocabulary.text import Language
from openssi_web.dashboards import FRONT_PAGE, page_of, state_of
from openssi_web.pages.dashboards.addresses import DashboardAddresses
from openssi_web.pages.dashboards.figure_shown import MAPS, laid_out
from openssi_web.pages.dashboards.kept_pages import kept_for_strangers
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.releases import site


@explained
@kept_for_strangers
def dashboards_page(request: HttpRequest, language: str) -> HttpResponse:
    """List the pages."""
    held = held_release(request)
    values = {"release": held.release, "listed": _listed(spoken(language))}
    return page(request, "dashboards.html", language, "dashboards", values)


@explained
@kept_for_strangers
def dashboard_page(request: HttpRequest, language: str, dashboard: str) -> HttpResponse:
    """Show one page."""
    held = held_release(request)
    state = state_of(held, spoken(language), dashboard, dict(request.GET.lists()))
    shown = page_of(held.release.id, state)
    at = DashboardAddresses(state, held.release.id, pinned_release(request))
    values = {
        "shown": shown,
        "release": held.release,
        "at": at,
        **laid_out(request, held, shown, at),
        "menu": _listed(state.language),
        "permanent": request.build_absolute_uri(at.permanent),
        "has_map": any(each.shape in MAPS for each in shown.figures),
    }
    place = "overview" if dashboard == FRONT_PAGE else "dashboards"
    return page(request, "dashboard.html", language, place, values)


def _listed(language: Language) -> list[dict[str, str]]:
    """Return the pages that stand in the menu: id, name, and what they are about."""
    return [
        {
            "id": each.id,
            "name": each.name.in_language(language),
            "about": each.description.in_language(language),
        }
        for each in site().definitions.pages.values()
        if each.is_listed
    ]
