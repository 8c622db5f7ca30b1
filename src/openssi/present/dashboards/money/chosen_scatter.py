"""Expenditure against GDP per head, of the family of figures that the reader chose."""

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.nothing import nothing_to_show
from openssi.present.dashboards.figures.scatter import scatter_figure
from openssi.present.dashboards.values.chosen_measures import chosen_measures, fallback_notes
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure


def chosen_scatter(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the first measure of the choice of the page against GDP per head (`chosen_measures`)."""
    measures = chosen_measures(data, state, declared)
    if not measures.keys:
        return nothing_to_show(data, state, declared)
    return scatter_figure(data, state, declared, measures.keys[0], fallback_notes(data, measures))
