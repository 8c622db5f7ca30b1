"""The kinds of figures and of headlines of the pages on programmes, comparison, context and crisis measures."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.against_coverage import against
from openssi.present.dashboards.compare_figures import compare_positions, compare_table, small_multiples
from openssi.present.dashboards.compare_headline import compare_headline
from openssi.present.dashboards.context_headline import context_headline
from openssi.present.dashboards.coverage_gaps import coverage_gaps
from openssi.present.dashboards.crisis_measures import crisis_headline, crisis_table
from openssi.present.dashboards.crisis_months import crisis_months
from openssi.present.dashboards.dependency import dependency
from openssi.present.dashboards.figure import DashboardFigure
from openssi.present.dashboards.labour import labour
from openssi.present.dashboards.law_timeline import law_timeline
from openssi.present.dashboards.programme_table import programme_table
from openssi.present.dashboards.programmes_headline import programmes_headline
from openssi.present.dashboards.pyramid import pyramid
from openssi.present.dashboards.release_data import ReleaseData
from openssi.present.dashboards.sentence import Sentence
from openssi.present.dashboards.state import PageState
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
