"""The kinds of figures and of headlines that definitions may name, a line each."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.answer_figures import answer_matrix, answers_counted
from openssi.present.dashboards.bar_table import bar_table
from openssi.present.dashboards.change import change
from openssi.present.dashboards.contingency_bars import contingency_bars
from openssi.present.dashboards.country_dots import country_dots
from openssi.present.dashboards.coverage_headlines import coverage, world_coverage
from openssi.present.dashboards.figure import DashboardFigure
from openssi.present.dashboards.group_bars import group_bars
from openssi.present.dashboards.plain_headline import plain_headline
from openssi.present.dashboards.ranked_bars import ranked_bars
from openssi.present.dashboards.reading import reading
from openssi.present.dashboards.release_data import ReleaseData
from openssi.present.dashboards.requirements import requirements
from openssi.present.dashboards.scatter import scatter
from openssi.present.dashboards.sentence import Sentence
from openssi.present.dashboards.sex_gap import sex_gap
from openssi.present.dashboards.standards_headline import standards_headline
from openssi.present.dashboards.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage

FigureKind = Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]
"""Makes a figure as it is declared, for what the reader asked."""

Headline = Callable[[ReleaseData, PageState, DeclaredPage], Sentence]
"""Writes the sentence of a page from the data."""

FIGURE_KINDS: Mapping[str, FigureKind] = {
    "answer_matrix": answer_matrix,
    "answers_counted": answers_counted,
    "bar_table": bar_table,
    "change": change,
    "contingency_bars": contingency_bars,
    "country_dots": country_dots,
    "group_bars": group_bars,
    "ranked_bars": ranked_bars,
    "reading": reading,
    "requirements": requirements,
    "scatter": scatter,
    "sex_gap": sex_gap,
}

HEADLINES: Mapping[str, Headline] = {
    "coverage": coverage,
    "plain": plain_headline,
    "standards": standards_headline,
    "world_coverage": world_coverage,
}
