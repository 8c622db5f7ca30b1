"""A figure of a dashboard alone, under an address that holds every choice and the release: as a file, or as a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_response_headers

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.page import DashboardPage
from openssi.publish import one_table
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi_web.conditional import unless_unchanged
from openssi_web.dashboards import (
    DRAWINGS,
    LONGEST_QUOTED,
    NARROW,
    WIDE,
    drawn,
    figure_named,
    page_of,
    specification,
    state_of,
    tabled,
)
from openssi_web.pages.dashboards.addresses import DashboardAddresses
from openssi_web.pages.dashboards.alone import embedded, embedded_problem, interactive, tabled_page
from openssi_web.pages.dashboards.figure_shown import kinds_of
from openssi_web.pages.errors import explained
from openssi_web.pages.shell import held_release, spoken

JSON = "application/json; charset=utf-8"
WIDTHS = (WIDE, NARROW)


@dataclass(frozen=True, slots=True)
class AskedFigure:
    """A figure that is asked for alone."""

    request: HttpRequest
    held: OpenRelease
    page: DashboardPage
    figure: DashboardFigure

    @property
    def at(self) -> DashboardAddresses:
        """The addresses of its page, which keep to the release."""
        release = self.held.release.id
        return DashboardAddresses(self.page.state, release, release)

    @property
    def file_name(self) -> str:
        """Its name as a file, without what the file is."""
        return f"{self.page.declared.id}-{self.figure.id}-{self.held.release.id}-{self.page.state.language}"


def figure_file(request: HttpRequest, language: str, dashboard: str, figure: str, kind: str) -> HttpResponse:
    """Answer with a figure alone; what cannot be shown is explained on a page, within a frame where it is embedded."""
    answer = embedded_problem(_figure_file) if kind == "embed" else explained(_figure_file)
    return answer(request, language, dashboard, figure, kind)


def _figure_file(request: HttpRequest, language: str, dashboard: str, figure: str, kind: str) -> HttpResponse:
    held = held_release(request)
    state = state_of(held, spoken(language), dashboard, dict(request.GET.lists()))
    page = page_of(held.release.id, state)
    asked = AskedFigure(request, held, page, figure_named(page, figure))
    make = _MAKERS.get(kind)
    if make is None:
        raise _refused("format", kind, tuple(_MAKERS))
    _refuse_nothing(asked.figure, kind)
    return make(asked)


def _refuse_nothing(figure: DashboardFigure, kind: str) -> None:
    """Refuse what a figure does not come as.

    Raises:
        FixTheFile: if it has nothing to show, or no drawing.
    """
    place = Place(item=figure.id)
    if figure.empty and kind != "embed":
        raise FixTheFile.because("DASHBOARD_FIGURE_EMPTY", place, figure=figure.id)
    if figure.draws is None and kind in {*DRAWINGS, "interactive", "vega"}:
        known = ", ".join(kinds_of(figure))
        raise FixTheFile.because("DASHBOARD_FIGURE_NOT_DRAWN", place, figure=figure.id, known=known)


def _refused(option: str, value: str, allowed: tuple[str, ...]) -> FixTheFile:
    told, listed = value[:LONGEST_QUOTED], ", ".join(allowed)
    return FixTheFile.because("VALUE_NOT_ALLOWED", Place(item=option), value=told, option=option, allowed=listed)


def _kept(asked: AskedFigure, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer with what was made, or that the reader has it."""
    named = asked.request.GET.get("release", "")
    return cast("HttpResponse", unless_unchanged(asked.request, asked.held, make, named))


def _table(asked: AskedFigure, kind: str) -> HttpResponse:
    def made() -> HttpResponse:
        address = asked.request.build_absolute_uri(asked.at.permanent)
        content = tabled(asked.held.release.id, asked.page.state, asked.figure.id, kind, address)
        return _as_file(content, one_table.KINDS[kind].media_type, f"{asked.file_name}.{kind}")

    return _kept(asked, made)


def _as_file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _width(asked: AskedFigure) -> int:
    width = asked.request.GET.get("width", str(WIDE))
    if width not in {str(each) for each in WIDTHS}:
        raise _refused("width", width, tuple(map(str, WIDTHS)))
    return int(width)


def _drawing(asked: AskedFigure, kind: str) -> HttpResponse:
    width = _width(asked)

    def made() -> HttpResponse:
        content = drawn(asked.held.release.id, asked.page.state, asked.figure.id, kind, width)
        response = HttpResponse(content, content_type=DRAWINGS[kind])
        response.headers["Content-Disposition"] = f'inline; filename="{asked.file_name}.{kind}"'
        return response

    return _kept(asked, made)


def _vega(asked: AskedFigure) -> HttpResponse:
    width = _width(asked)

    def made() -> HttpResponse:
        content = specification(asked.held.release.id, asked.page.state, asked.figure.id, width)
        return HttpResponse(content, content_type=JSON)

    return _kept(asked, made)


EMBED_AGE = 24 * 3600
"""Seconds that an embedded figure is kept: its values stay, the frame around them may get better."""


def _embed(asked: AskedFigure) -> HttpResponse:
    response = embedded(asked.request, asked.held.release, asked.page, asked.figure, asked.at)
    patch_response_headers(response, EMBED_AGE)
    return response


def _table_page(asked: AskedFigure) -> HttpResponse:
    return tabled_page(asked.request, asked.held.release, asked.page, asked.figure, asked.at)


def _interactive(asked: AskedFigure) -> HttpResponse:
    return interactive(asked.request, asked.held.release, asked.page, asked.figure, asked.at)


_MAKERS: Mapping[str, Callable[[AskedFigure], HttpResponse]] = {
    "csv": lambda asked: _table(asked, "csv"),
    "xlsx": lambda asked: _table(asked, "xlsx"),
    "svg": lambda asked: _drawing(asked, "svg"),
    "png": lambda asked: _drawing(asked, "png"),
    "table": _table_page,
    "vega": _vega,
    "interactive": _interactive,
    "embed": _embed,
}
"""What a figure is asked for as, by the end of its address."""
