"""Addresses of one submission to a round: its workspace, its tables, its history and its files."""

from django.urls import path, register_converter

from openssi_web.pages import (
    confirmation,
    files,
    form_saving,
    form_views,
    history,
    institutions,
    letters,
    moves,
    queries,
    query,
    sources,
    totals,
    workbook,
    workspace,
)


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
