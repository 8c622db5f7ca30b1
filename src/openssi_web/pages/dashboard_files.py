"""A figure of a dashboard as a file, under an address that holds every choice and the release."""

from django.http import HttpRequest, HttpResponse

from openssi_web.dashboards import KINDS, WIDE, drawn, figure_named, page_of, state_of
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, spoken


@explained
def figure_file(request: HttpRequest, language: str, dashboard: str, figure: str, kind: str) -> HttpResponse:
    """Return a drawing with its title, subtitle and source."""
    held = held_release(request)
    state = state_of(held, spoken(language), dashboard, dict(request.GET.lists()))
    shown = figure_named(page_of(held.release.id, state), figure)
    content = drawn(held.release.id, state, shown.id, kind, WIDE)
    return HttpResponse(content, content_type=KINDS[kind])
