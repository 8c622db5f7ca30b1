"""The kinds of figures on expenditure, financing and adequacy, and of comparisons of places in general."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.chosen_lines import chosen_lines
from openssi.present.dashboards.chosen_scatter import chosen_scatter
from openssi.present.dashboards.figure import DashboardFigure
from openssi.present.dashboards.paired_bars import paired_bars
from openssi.present.dashboards.ranked_bars import ranked_bars
from openssi.present.dashboards.release_data import ReleaseData
from openssi.present.dashboards.scatter import scatter
from openssi.present.dashboards.stacked_places import stacked_places
from openssi.present.dashboards.state import PageState
from openssi.present.dashboards.structure import structure
from openssi.vocabulary.dashboard import DeclaredFigure

MONEY_KINDS: Mapping[str, Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]] = {
    "chosen_lines": chosen_lines,
    "chosen_scatter": chosen_scatter,
    "paired_bars": paired_bars,
    "ranked_bars": ranked_bars,
    "scatter": scatter,
    "stacked_places": stacked_places,
    "structure": structure,
}
