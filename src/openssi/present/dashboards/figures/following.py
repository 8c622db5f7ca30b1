"""Figures that follow the indicator of their page where their declaration names none."""

from dataclasses import replace

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.nothing import nothing_to_show
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure


def following(state: PageState, declared: DeclaredFigure) -> str:
    """Return the indicator of a figure: the first that is declared, else the one that the reader chose."""
    return declared.indicators[0] if declared.indicators else state.indicator


def nothing_of(data: ReleaseData, state: PageState, declared: DeclaredFigure, indicator: str) -> DashboardFigure:
    """Return a figure without values of an indicator that its declaration may not name."""
    return nothing_to_show(data, state, replace(declared, indicators=(indicator,)))
