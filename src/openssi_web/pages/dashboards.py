"""The dashboards: a page that is declared, with its filters, figures and everything that can be taken away."""

from django.http import HttpRequest, HttpResponse

from openssi.present.dashboards.page import DashboardPage
from openssi_web.dashboards import NARROW, WIDE, inline_svg, page_of, state_of
from openssi_web.pages.dashboard_addresses import DashboardAddresses
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, page, pinned_release, spoken
from openssi_web.releases import site


@explained
def dashboards_page(request: HttpRequest, language: str) -> HttpResponse:
    """List the pages."""
    held = held_release(request)
    listed = [each for each in site().definitions.pages.values() if each.is_listed]
    told = [
        {
            "id": each.id,
            "name": each.name.in_language(spoken(language)),
            "about": each.description.in_language(spoken(language)),
        }
        for each in listed
    ]
    return page(request, "dashboards.html", language, "dashboards", {"release": held.release, "listed": told})


@explained
def dashboard_page(request: HttpRequest, language: str, dashboard: str) -> HttpResponse:
    """Show one page."""
    held = held_release(request)
    state = state_of(held, spoken(language), dashboard, dict(request.GET.lists()))
    shown = page_of(held.release.id, state)
    values = {
        "shown": shown,
        "release": held.release,
        "at": DashboardAddresses(state, held.release.id, pinned_release(request)),
        "figures": [_laid_out(held.release.id, shown, number) for number in range(len(shown.figures))],
        "has_map": any(each.shape in {"map", "tiles"} for each in shown.figures),
        "menu": [
            {"id": each.id, "name": each.name.in_language(spoken(language))}
            for each in site().definitions.pages.values()
            if each.is_listed
        ],
    }
    return page(request, "dashboard.html", language, "dashboards", values)


def _laid_out(release: str, shown: DashboardPage, number: int) -> dict[str, object]:
    """Return a figure with its drawings at both widths."""
    figure = shown.figures[number]
    is_drawn = figure.shape == "drawing" and figure.draws is not None
    drawings = (
        [inline_svg(release, shown.state, figure.id, width) for width in (WIDE, NARROW)] if is_drawn else ["", ""]
    )
    return {
        "figure": figure,
        "wide": drawings[0],
        "narrow": drawings[1],
        "template": f"pages/figures/{figure.shape}.html",
    }
