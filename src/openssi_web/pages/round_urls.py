"""Addresses of one submission to a round: its workspace, its tables, its history and its files."""

from django.urls import path, register_converter

from openssi_web.pages import moves
from openssi_web.pages.confirmation import views as confirmation
from openssi_web.pages.files import views as files
from openssi_web.pages.form import saving as form_saving
from openssi_web.pages.form import views as form_views
from openssi_web.pages.history import views as history
from openssi_web.pages.institutions import views as institutions
from openssi_web.pages.letters import views as letters
from openssi_web.pages.query import one_query as query
from openssi_web.pages.query import views as queries
from openssi_web.pages.sources import views as sources
from openssi_web.pages.totals import views as totals
from openssi_web.pages.workbook import views as workbook
from openssi_web.pages.workspace import views as workspace


class SchemeConverter:
    """A scheme in an address, or `country` for what is asked of no scheme."""

    regex = "country|[A-Z0-9][A-Z0-9_-]*"

    def to_python(self, value: str) -> str:
        """Return the scheme as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Return the scheme as it stands."""
        return value


register_converter(SchemeConverter, "scheme")

urlpatterns = [
    path("", workspace.workspace_page, name="round"),
    path("cells", form_saving.cells, name="round-cells"),
    path("move", moves.move_page, name="round-move"),
    path("letters", letters.letters_page, name="round-letters"),
    path("people", institutions.people_page, name="round-people"),
    path("confirmation", confirmation.confirmation_page, name="round-confirmation"),
    path("history", history.history_page, name="round-history"),
    path("queries", queries.list_page, name="round-queries"),
    path("queries/new", query.new_page, name="round-query-new"),
    path("queries/<int:number>", query.query_page, name="round-query"),
    path("sources", sources.sources_page, name="round-sources"),
    path("sources/<slug:kind>.csv", sources.sources_file, name="round-sources-file"),
    path("totals", totals.totals_page, name="round-totals"),
    path("workbook", workbook.workbook, name="round-workbook"),
    path("workbook/compare", workbook.compare, name="round-workbook-compare"),
    path("files", files.attach, name="round-files"),
    path("files/<int:attachment>/withdraw", files.withdraw, name="round-file-withdraw"),
    path("files/<int:attachment>/<str:name>", files.download, name="round-file"),
    path("<scheme:scheme>/<slug:table>", form_views.table_page, name="round-table"),
]
