"""The table behind a figure as HTML: hundreds of rows with links, which Jinja writes several times as fast."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn
from openssi_web.dashboard_tables import is_of_numbers
from openssi_web.pages.dashboards.addresses import DashboardAddresses
from openssi_web.pages.dashboards.known_addresses import path_to
from openssi_web.pages.dashboards.row_writing import written

_PART = 96
"""Pixels of a bar that stands for a whole."""


@dataclass(frozen=True, slots=True)
class HeadShown:
    """The head of a column.

    Attributes:
        unit: Unit of its numbers, and their year where it is the same for all.
        year: The year of all values, which then does not stand beside each; empty where they differ.
        href: Address of the page with the rows in the order of this column, empty where there is none.
        is_code: Whether the column steps aside where there is little room.
    """

    name: str
    unit: str
    year: str
    is_number: bool
    href: str = ""
    is_sorted: bool = False
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell with the address that it leads to, and its year where it differs from row to row."""

    cell: FigureCell
    href: str
    year: str


CODES = frozenset({"iso3", "m49"})
"""Columns for programs: on a phone they would stand between a name and its value, and files hold them."""

NUMBERS, ANSWERS = "figure_table.html", "figure_answers.html"
"""Tables of numbers, and of answers in words with a sign before each."""


def figure_table(figure: DashboardFigure, at: DashboardAddresses, keep: str, template: str = NUMBERS) -> SafeString:
    """Return the table behind a figure.

    Args:
        figure: The figure.
        at: Addresses of its page.
        keep: Query that keeps to a release, empty for the latest.
        template: What lays it out, `NUMBERS` or `ANSWERS`.
    """
    heads = [_head(figure, number, at) for number in range(len(figure.table.columns))]
    rows = (_row(row, heads, at, keep) for row in figure.table.rows)
    is_tinted = any(cell.tint for row in figure.table.rows for cell in row)
    return written(template, figure=figure, heads=heads, rows=rows, is_tinted=is_tinted, part=_PART)


def _head(figure: DashboardFigure, number: int, at: DashboardAddresses) -> HeadShown:
    column: FigureColumn = figure.table.columns[number]
    cells = [row[number] for row in figure.table.rows]
    years = {each.year for each in cells if each.year}
    year = next(iter(years)) if len(years) == 1 else ""
    unit = ", ".join(part for part in (column.unit, year) if part)
    return HeadShown(
        name=column.name,
        unit=unit,
        year=year,
        is_number=number > 0 and is_of_numbers(column, cells),
        href=f"{at.page(sort=column.sort)}#{figure.id}" if column.sort else "",
        is_sorted=bool(column.sort) and at.state.sort.lower() == column.sort,
        is_code=column.id in CODES,
    )


def _row(row: tuple[FigureCell, ...], heads: list[HeadShown], at: DashboardAddresses, keep: str) -> Iterator[CellShown]:
    for cell, head in zip(row, heads, strict=True):
        yield CellShown(cell, _href(cell, at, keep), "" if head.year else cell.year)


def _href(cell: FigureCell, at: DashboardAddresses, keep: str) -> str:
    if cell.origin is not None:
        return at.origin(cell.origin)
    if cell.href_group:
        return at.group(cell.href_group)
    return path_to("country", at.state.language, cell.href_area) + keep if cell.href_area else ""
