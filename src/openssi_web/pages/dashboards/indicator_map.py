"""The map on the page of an indicator: that of the explorer, for what the page shows."""

from openssi.present.dashboards.values.state import PageState
from openssi.present.page_model import Selection
from openssi_web.dashboards import figure_named, page_of
from openssi_web.pages.dashboards.addresses import DashboardAddresses

EXPLORER, FIGURE = "map", "map"
"""The page of the dashboards, and its figure, that draw any indicator."""


def map_of(release: str, selection: Selection, pinned: str) -> dict[str, object]:
    """Return the map of an indicator and the addresses of its figure.

    Args:
        release: Id of the release.
        selection: What the page shows.
        pinned: The release that the reader asked for, empty where it is simply the latest.
    """
    state = PageState(
        page=EXPLORER,
        language=selection.language,
        indicator=selection.indicator,
        year=selection.year,
        is_latest=False,
        sex=selection.sex,
        breakdown=selection.breakdown,
        grouping=selection.grouping,
        group=selection.group,
        choice="fixed",
        view="map",
    )
    figure = figure_named(page_of(release, state), FIGURE)
    at = DashboardAddresses(state, release, pinned)
    files = {kind: at.figure(FIGURE, kind) for kind in ("svg", "png")}
    return {"map_figure": figure, "map_at": at, "map_files": files}
