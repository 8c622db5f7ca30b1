"""A figure of a dashboard as it is laid out: its drawings, its files, the code that embeds it, how it is cited."""

from dataclasses import dataclass
from html import escape

from django.http import HttpRequest

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.gathered import gathered, pages_with_values
from openssi.present.dashboards.page import DashboardPage
from openssi.present.dashboards.table_symbols import table_symbols
from openssi.present.words import Words
from openssi.run.site import OpenRelease
from openssi.vocabulary.release import Release
from openssi_web.citing import cited_figure
from openssi_web.dashboards import NARROW, WIDE, data_of, height_of, inline_svg
from openssi_web.pages.dashboards.addresses import DashboardAddresses
from openssi_web.releases import site

TABLE_HEIGHT = 560
"""Pixels of an embedded figure that is no drawing; what is longer scrolls within its frame."""

TABLES = frozenset({"table", "inventory", "matrix"})
"""Shapes of figures that are tables by nature."""

MOST_CELLS = 240
"""Cells of a table that folds away under its figure."""

MAPS = frozenset({"map", "tiles"})
"""Shapes that need the styles of maps."""

AROUND = 260
"""Pixels that title, subtitle and source take around an embedded drawing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """A figure with everything that its section of a page holds.

    Attributes:
        wide: Its drawing for wide screens, empty where the page shows it otherwise.
        narrow: The same for narrow screens.
        template: What lays it out.
        files: Its addresses as `csv`, `xlsx`, `svg`, `png`, `embed` and `interactive`; those without a drawing have
            fewer.
        embed_code: HTML for other sites.
        cited: How it is cited.
        symbols: Symbols of its table with their meaning.
    """

    figure: DashboardFigure
    wide: str
    narrow: str
    template: str
    files: dict[str, str]
    embed_code: str
    cited: str
    symbols: tuple[tuple[str, str], ...]

    @property
    def has_table_behind(self) -> bool:
        """Whether the page shows a figure otherwise than as its table."""
        return self.figure.shape not in TABLES and not self.figure.table_at

    @property
    def rows(self) -> int:
        """Rows of its table."""
        return len(self.figure.table.rows)

    @property
    def is_long(self) -> bool:
        """Whether the table behind it would weigh more than the page, and has a page of its own."""
        return self.rows * len(self.figure.table.columns) > MOST_CELLS


def laid_out(request: HttpRequest, held: OpenRelease, page: DashboardPage, at: DashboardAddresses) -> dict[str, object]:
    """Return the figures of a page, those without data by their reasons, and where a page without any leads on."""
    found = gathered(page.figures)
    has_any = any(not each.empty for each in found.shown)
    pages = site().definitions.pages
    language = page.state.language
    named = () if has_any else pages_with_values(data_of(held, language), pages)
    return {
        "figures": [figure_shown(request, held.release, page, each, at) for each in found.shown],
        "missing": [("" if reason in page.sentence.lead else reason, those) for reason, those in found.missing],
        "elsewhere": [{"id": each, "name": pages[each].name.in_language(language)} for each in named],
        "is_bare": not has_any and not any(tile.value for tile in page.tiles),
    }


def figure_shown(
    request: HttpRequest, release: Release, page: DashboardPage, figure: DashboardFigure, at: DashboardAddresses
) -> FigureShown:
    """Return a figure of a page as it is laid out."""
    state = page.state
    is_drawn = figure.shape == "drawing" and figure.draws is not None and not figure.empty
    drawings = [inline_svg(release.id, state, figure.id, each) for each in (WIDE, NARROW)] if is_drawn else ["", ""]
    files = {kind: at.figure(figure.id, kind) for kind in kinds_of(figure)}
    embedded = request.build_absolute_uri(at.figure(figure.id, "embed"))
    height = height_of(drawings[0]) + AROUND if is_drawn else TABLE_HEIGHT
    words = Words(site().definitions.texts, state.language, release.is_fictional)
    return FigureShown(
        figure=figure,
        wide=drawings[0],
        narrow=drawings[1],
        template=f"pages/figures/{figure.shape}.html",
        files=files,
        embed_code=embed_code(embedded, figure.title, height),
        cited=cited_figure(release, state.language, figure.title, request.build_absolute_uri(at.permanent)),
        symbols=table_symbols(figure.table, words),
    )


def kinds_of(figure: DashboardFigure) -> tuple[str, ...]:
    """Return what a figure can be taken away as; nothing where it has nothing to show or is a text."""
    if figure.empty or figure.shape == "text":
        return ()
    return ("table", "csv", "xlsx", *(("svg", "png", "interactive") if figure.draws else ()), "embed")


def embed_code(address: str, title: str, height: int) -> str:
    """Return the HTML that shows a figure within a page of another site."""
    named = f'src="{escape(address)}" title="{escape(title)}"'
    return f'<iframe {named} width="100%" height="{height}" loading="lazy" style="border:0"></iframe>'
