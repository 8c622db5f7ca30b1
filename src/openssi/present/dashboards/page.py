"""A page of the dashboards, put together from its declaration."""

from collections.abc import Mapping
from dataclasses import dataclass

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.filters import FilterShown, filters_shown
from openssi.present.dashboards.kinds import FIGURE_KINDS, HEADLINES
from openssi.present.dashboards.tiles import Tile, tiles_of
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardPage:
    """Everything on a page, every number in the format of the language."""

    declared: DeclaredPage
    state: PageState
    sentence: Sentence
    filters: tuple[FilterShown, ...]
    tiles: tuple[Tile, ...]
    figures: tuple[DashboardFigure, ...]
    place: str


def declared_page(pages: Mapping[str, DeclaredPage], page_id: str) -> DeclaredPage:
    """Return a page by its id.

    Raises:
        FixTheFile: if there is none, with those that there are.
    """
    if page_id not in pages:
        known = ", ".join(pages)
        raise FixTheFile.because("DASHBOARD_UNKNOWN", Place(item=page_id[:60]), page=page_id[:60], known=known)
    return pages[page_id]


def dashboard_page(data: ReleaseData, page: DeclaredPage, state: PageState) -> DashboardPage:
    """Return a page with all its figures; one that has nothing to show says so in its place."""
    data.kept.clear()
    return DashboardPage(
        declared=page,
        state=state,
        sentence=HEADLINES[page.headline](data, state, page),
        filters=filters_shown(data, page, state),
        tiles=tiles_of(data, page, state),
        figures=tuple(figure_of(data, state, each) for each in page.figures),
        place=place_name(data, state),
    )


def figure_of(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return one figure of a page."""
    return FIGURE_KINDS[declared.kind](data, state, declared)
