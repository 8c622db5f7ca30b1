"""What a figure on schemes says where there is no inventory."""

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.nothing import empty_figure, nothing_to_show
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure


def no_inventory(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return a figure without schemes: its release has none at all, or none of the place."""
    known = len(data.programmes.areas)
    if not known:
        return nothing_to_show(data, state, declared)
    why = data.say("dashboards_programmes.empty", place=place_name(data, state), count=known, release=data.release.id)
    return empty_figure(data, state, declared, why)
