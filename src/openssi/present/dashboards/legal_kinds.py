"""The kinds of figures on legal coverage and on the Conventions."""

from collections.abc import Callable, Mapping

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.law.anchored import classes_counted, countries_counted
from openssi.present.dashboards.law.answer_figures import answer_matrix, answers_counted
from openssi.present.dashboards.law.law_by_country import law_by_country
from openssi.present.dashboards.law.law_practice import gap_by_branch, law_practice
from openssi.present.dashboards.law.legal_parts import legal_parts, legal_parts_by_place
from openssi.present.dashboards.law.maternity_leave import maternity_leave
from openssi.present.dashboards.law.pensionable_ages import pensionable_ages
from openssi.present.dashboards.law.requirements import requirements
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure

LEGAL_KINDS: Mapping[str, Callable[[ReleaseData, PageState, DeclaredFigure], DashboardFigure]] = {
    "answer_matrix": answer_matrix,
    "answers_counted": answers_counted,
    "classes_counted": classes_counted,
    "countries_counted": countries_counted,
    "gap_by_branch": gap_by_branch,
    "law_by_country": law_by_country,
    "law_practice": law_practice,
    "legal_parts": legal_parts,
    "legal_parts_by_place": legal_parts_by_place,
    "maternity_leave": maternity_leave,
    "pensionable_ages": pensionable_ages,
    "requirements": requirements,
}
