"""Pages of the dashboards and their drawings, made once per release and kept: a release never changes."""

import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from openssi.definitions import Definitions
from openssi.present.dashboards.address_state import parse_state
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.spacing import spaced_markup
from openssi.present.dashboards.page import DashboardPage, dashboard_page, declared_page
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.drawing import Caption
from openssi.present.layers import NOWHERE
from openssi.run.site import OpenRelease
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import Language
from openssi_web.dashboard_tables import Leaving, table_file
from openssi_web.releases import release_named, site

WIDE, NARROW = 720, 358
COUNTRY = "country"
"""The page of one country, which has an address of its own."""

FRONT_PAGE = "world"
"""The page that a reader sees first."""

DRAWINGS = {"svg": "image/svg+xml", "png": "image/png"}
LONGEST_QUOTED = 60
"""Characters of a wrong name that a message repeats."""

_MOST_KEPT = 12
"""Releases and languages whose facts a thread keeps."""

_kept = threading.local()


def state_of(held: OpenRelease, language: Language, page_id: str, address: Mapping[str, Sequence[str]]) -> PageState:
    """Return what an address asks of a page.

    Raises:
        FixTheFile: if there is no such page, or a value exists nowhere.
    """
    definitions: Definitions = site().definitions
    declared = declared_page(definitions.pages, page_id)
    return parse_state(data_of(held, language), declared, address)


def page_of(release_id: str, state: PageState) -> DashboardPage:
    """Return a page, made on the first request."""
    made = _page(str(site().workspace.root), release_id, replace(state, asked=()))
    return replace(made, state=state)


def figure_named(page: DashboardPage, figure_id: str) -> DashboardFigure:
    """Return a figure of a page.

    Raises:
        FixTheFile: if it has no such figure, with those that it has.
    """
    found = next((each for each in page.figures if each.id == figure_id), None)
    if found is None:
        told, known = figure_id[:LONGEST_QUOTED], ", ".join(each.id for each in page.figures)
        place = Place(item=told)
        raise FixTheFile.because("DASHBOARD_FIGURE_UNKNOWN", place, page=page.declared.id, figure=told, known=known)
    return found


def inline_svg(release_id: str, state: PageState, figure_id: str, width: int) -> str:
    """Return a drawing as it stands within a page: without a caption, in the colours of the reader's theme."""
    return _inline(str(site().workspace.root), release_id, replace(state, asked=()), figure_id, width)


def height_of(svg: str) -> int:
    """Return the height of a drawing in units, as it says itself."""
    found = re.search(r'height="(\d+)', svg)
    return int(found[1]) if found else 0


def drawn(release_id: str, state: PageState, figure_id: str, kind: str, width: int) -> bytes:
    """Return a drawing as a file, with title, subtitle and source.

    Args:
        release_id: The release.
        state: What is shown.
        figure_id: A figure of the page that has a drawing.
        kind: `svg` or `png`.
        width: Units.
    """
    return _drawn(str(site().workspace.root), release_id, replace(state, asked=()), figure_id, kind, width)


def regions_shown(held: OpenRelease) -> str:
    """Return the grouping whose groups are shown as regions."""
    return data_of(held, "en").region_grouping


def tabled(release_id: str, state: PageState, figure_id: str, kind: str, address: str) -> bytes:
    """Return the table behind a figure as a file.

    Args:
        release_id: The release.
        state: What is shown.
        figure_id: A figure of the page.
        kind: `csv` or `xlsx`.
        address: Its permanent address, with the name of the host.
    """
    return _tabled(str(site().workspace.root), release_id, replace(state, asked=()), figure_id, kind, address)


def specification(release_id: str, state: PageState, figure_id: str, width: int) -> bytes:
    """Return a drawing as the JSON of a Vega-Lite specification, its links within the site."""
    return _specification(str(site().workspace.root), release_id, replace(state, asked=()), figure_id, width)


def data_of(held: OpenRelease, language: Language) -> ReleaseData:
    """Return what figures ask of a release; what it once looked up is kept for the thread that asked."""
    connection = held.connection()
    kept: dict[tuple[str, Language], ReleaseData] = _kept.__dict__.setdefault("data", {})
    found = kept.get((held.release.id, language))
    if found is None or found.connection is not connection:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        found = ReleaseData(connection, site().definitions, held.release, language)
        kept[held.release.id, language] = found
    return found


def forget() -> None:
    """Let go of everything that was made."""
    for each in (_page, _inline, _drawn, _tabled, _specification):
        each.cache_clear()
    _kept.__dict__.clear()


@lru_cache(maxsize=256)
def _page(workspace: str, release_id: str, state: PageState) -> DashboardPage:  # noqa: ARG001 - part of the key
    held = release_named(release_id)
    definitions: Definitions = site().definitions
    return dashboard_page(data_of(held, state.language), definitions.pages[state.page], state)


@lru_cache(maxsize=1024)
def _inline(workspace: str, release_id: str, state: PageState, figure_id: str, width: int) -> str:
    figure = figure_named(_page(workspace, release_id, state), figure_id)
    return spaced_markup(figure.draws(width, None).inline_svg(), state.language) if figure.draws else ""


@lru_cache(maxsize=128)
def _drawn(workspace: str, release_id: str, state: PageState, figure_id: str, kind: str, width: int) -> bytes:
    figure = figure_named(_page(workspace, release_id, state), figure_id)
    if figure.draws is None:
        return b""
    caption = Caption(figure.title, figure.subtitle, " ".join((*figure.notes, figure.source)))
    drawing = figure.draws(width, caption)
    return drawing.svg().encode() if kind == "svg" else drawing.png()


@lru_cache(maxsize=64)
def _tabled(workspace: str, release_id: str, state: PageState, figure_id: str, kind: str, address: str) -> bytes:
    leaving = Leaving(
        figure=figure_named(_page(workspace, release_id, state), figure_id),
        release=release_named(release_id).release,
        language=state.language,
        address=address,
        definitions=site().definitions,
    )
    return table_file(leaving, kind)


@lru_cache(maxsize=128)
def _specification(workspace: str, release_id: str, state: PageState, figure_id: str, width: int) -> bytes:
    figure = figure_named(_page(workspace, release_id, state), figure_id)
    if figure.draws is None:
        return b""
    return figure.draws(width, None).specification.replace(f'"{NOWHERE}/', '"/').encode()
