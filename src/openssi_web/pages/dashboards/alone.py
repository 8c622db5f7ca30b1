"""Pages that hold one figure and nothing else: within a frame of any other site, and the interactive version."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.page import DashboardPage
from openssi.vocabulary.errors import OpenSSIError
from openssi.vocabulary.release import Release
from openssi_web.dashboards import NARROW, WIDE, inline_svg
from openssi_web.middleware import POLICY
from openssi_web.pages.dashboards.addresses import DashboardAddresses
from openssi_web.pages.dashboards.figure_shown import MAPS, figure_shown
from openssi_web.pages.shell import page as shell_page
from openssi_web.pages.shell import spoken
from openssi_web.refusals import STATUS, kind_of

ANY_FRAME = POLICY.replace("frame-ancestors 'self'", "frame-ancestors *")
"""The policy of a page that any site may frame; it sets and reads no cookies."""

View = Callable[[HttpRequest, str, str, str, str], HttpResponse]


def embedded(
    request: HttpRequest, release: Release, page: DashboardPage, figure: DashboardFigure, at: DashboardAddresses
) -> HttpResponse:
    """Return a figure alone for a frame of any other site."""
    values: dict[str, Any] = {
        "language": page.state.language,
        "shown": page,
        "figure": figure,
        "each": figure_shown(request, release, page, figure, at),
        "at": at,
        "release": release,
        "has_map": figure.shape in MAPS,
        "is_fictional": release.is_fictional,
        "keep": f"?release={release.id}",
        "problems": [],
    }
    return _framed(render(request, "pages/dashboard_embed.html", values))


def embedded_problem(view: View) -> View:
    """Say within the frame what cannot be shown, and what to do about it."""

    def answered(request: HttpRequest, language: str, dashboard: str, figure: str, kind: str) -> HttpResponse:
        try:
            return view(request, language, dashboard, figure, kind)
        except OpenSSIError as error:
            told = [{"code": each.code, "text": each.text.in_language(spoken(language))} for each in error.problems]
            values: dict[str, Any] = {"language": language, "problems": told, "is_fictional": False, "figure": None}
            status = STATUS[kind_of(error)]
            return _framed(render(request, "pages/dashboard_embed.html", values, status=status))

    return answered


def _framed(response: HttpResponse) -> HttpResponse:
    response.headers["Content-Security-Policy"] = ANY_FRAME
    return response


def interactive(
    request: HttpRequest, release: Release, page: DashboardPage, figure: DashboardFigure, at: DashboardAddresses
) -> HttpResponse:
    """Return the page of a drawing whose marks tell their values where they are pointed at."""
    wide, narrow = (inline_svg(release.id, page.state, figure.id, each) for each in (WIDE, NARROW))
    values = {
        "shown": page,
        "figure": figure,
        "each": replace(figure_shown(request, release, page, figure, at), wide=wide, narrow=narrow),
        "at": at,
        "release": release,
    }
    return shell_page(request, "dashboard_interactive.html", page.state.language, "dashboards", values)


def tabled_page(
    request: HttpRequest, release: Release, page: DashboardPage, figure: DashboardFigure, at: DashboardAddresses
) -> HttpResponse:
    """Return the page of the table behind a figure."""
    values = {
        "shown": page,
        "figure": figure,
        "each": figure_shown(request, release, page, figure, at),
        "at": at,
        "release": release,
    }
    return shell_page(request, "dashboard_table.html", page.state.language, "dashboards", values)
