"""The kinds of figures and of headlines of the pages on programmes, comparison, context and crisis measures."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.comparing.compare_figures import compare_positions, compare_table, small_multiples
from openssi.present.dashboards.comparing.compare_headline import compare_headline
from openssi.present.dashboards.context.context_headline import context_headline
from openssi.present.dashboards.context.dependency import dependency
from openssi.present.dashboards.context.labour import labour
from openssi.present.dashboards.context.pyramid import pyramid
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.programmes.against_coverage import against
from openssi.present.dashboards.programmes.coverage_gaps import coverage_gaps
from openssi.present.dashboards.programmes.crisis_measures import crisis_headline, crisis_table
from openssi.present.dashboards.programmes.crisis_months import crisis_months
from openssi.present.dashboards.programmes.law_timeline import law_timeline
from openssi.present.dashboards.programmes.programme_table import programme_table
from openssi.present.dashboards.programmes.programmes_headline import programmes_headline
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage

PROGRAMME_KINDS: Mapping[str, Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]] = {
    "against": against,
    "compare_positions": compare_positions,
    "compare_table": compare_table,
    "coverage_gaps": coverage_gaps,
    "crisis_months": crisis_months,
    "crisis_table": crisis_table,
    "dependency": dependency,
    "labour": labour,
    "law_timeline": law_timeline,
    "programme_table": programme_table,
    "pyramid": pyramid,
    "small_multiples": small_multiples,
}

PROGRAMME_HEADLINES: Mapping[str, Callable[[ReleaseData, PageState, DeclaredPage], Sentence]] = {
    "compare": compare_headline,
    "context": context_headline,
    "crisis": crisis_headline,
    "programmes": programmes_headline,
}
