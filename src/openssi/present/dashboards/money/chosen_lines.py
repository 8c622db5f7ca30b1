"""Expenditure over the years, of the family of figures or of the function that the reader chose."""

from dataclasses import replace

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.lines import lines
from openssi.present.dashboards.values.chosen_measures import chosen_measures, fallback_notes
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure


def chosen_lines(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the measures of the choice of the page over the years (`chosen_measures`).

    An option with the code of a function names the indicator that is shown where the reader chose that function.
    """
    of_function = declared.options.get(state.function, "") if state.function else ""
    if of_function:
        return lines(data, state, replace(declared, indicators=(of_function,)))
    measures = chosen_measures(data, state, declared)
    indicators = tuple(dict.fromkeys(key[0] for key in measures.keys)) or declared.indicators
    shown = lines(data, state, replace(declared, indicators=indicators))
    return replace(shown, notes=(*fallback_notes(data, measures), *shown.notes))
