"""What is spent on each function: all of them as parts of a bar, or the one that the reader chose as bars."""

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.ranked_bars import ranked_figure
from openssi.present.dashboards.figures.stack_places import part_keys
from openssi.present.dashboards.figures.stacked_places import stacked_places
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.punctuation import named
from openssi.vocabulary.dashboard import DeclaredFigure


def structure(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the parts of a figure stacked; where the reader chose a function that is one of them, that one alone."""
    part = next((each for each in part_keys(data, state, declared) if each.code == state.function), None)
    if not state.function or part is None:
        return stacked_places(data, state, declared)
    name = named(declared.name.in_language(data.language), part.name, data.language)
    return ranked_figure(data, state, declared, part.key, name=name)
