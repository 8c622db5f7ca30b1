"""A figure of a dashboard, ready to be laid out, drawn and taken away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from openssi.present.drawing import Caption, Drawing
from openssi.present.page_model import ValueState
from openssi.vocabulary.dashboard import FigureWidth

Shape = Literal["drawing", "map", "tiles", "bar_table", "table", "text", "inventory", "matrix"]
"""How a page shows a figure: as its drawing, or as HTML that a template of this name makes of its `payload`."""

Draws = Callable[[int, Caption | None], Drawing]
"""Draws a figure so many units wide; with a caption where it leaves the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a figure can be walked back to.

    Attributes:
        area: A country; or else `grouping` and `group` name a group of countries.
        cell: Id of an observation instead of an indicator, else empty.
    """

    indicator: str = ""
    year: int = 0
    sex: str = "_T"
    breakdown: str = "_T"
    area: str = ""
    grouping: str = ""
    group: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCell:
    """One cell of the table behind a figure.

    Attributes:
        text: As it is printed: a number in the format of the language, or the symbol of why there is none.
        value: The number itself, for downloads; none in a cell of words and where there is no value.
        state: Which mark it carries.
        mark: Letter behind the number (`e`, `i`, `p`, `b`), else empty.
        year: Year of the value where it is told.
        note: What else is known of it: status in words, source, footnote.
        origin: Where it comes from.
        href_area: Country whose page the cell leads to.
        href_group: Group of countries whose page the cell leads to.
        tint: Class of its value from 1 to 5 in a table with heat colours, 0 for none.
        disc: A disc before its words, filled or hollow; the words are then for those who do not see it.
        bar: Length of a bar beside it, from 0 to 1.
    """

    text: str
    value: float | None = None
    state: ValueState = "normal"
    mark: str = ""
    year: str = ""
    note: str = ""
    origin: Origin | None = None
    href_area: str = ""
    href_group: str = ""
    tint: int = 0
    disc: Literal["", "filled", "hollow"] = ""
    bar: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureColumn:
    """A column of the table behind a figure.

    Attributes:
        id: Its name in downloads, in snake case.
        unit: Unit of its numbers, which stands in the head.
        sort: Value of `sort` in the address that puts the rows in the order of this column, empty where there is none.
    """

    id: str
    name: str
    unit: str = ""
    is_number: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureTable:
    """The table behind a figure: all that it shows, and nothing that it does not; the first column names the row."""

    columns: tuple[FigureColumn, ...]
    rows: tuple[tuple[FigureCell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One of the ways in which a figure can be looked at: a link beside its title.

    Attributes:
        value: Its name in the address, under `view`.
    """

    value: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DashboardFigure:
    """A figure with everything that is said of it.

    Attributes:
        id: As it is declared on its page.
        title: The finding, else its neutral name.
        subtitle: Measure, unit, population and period.
        description: Its text alternative: one or two sentences with the figures.
        notes: What a reader has to know: what marks mean here, who is not in it.
        source: Sources, weights and release.
        table: What stands behind it.
        draws: Makes the drawing; none for a figure that is a table by nature.
        shape: How the page shows it.
        payload: What the template of its shape lays out.
        views: The ways in which it can be looked at; none where there is but one.
        table_at: Another figure of the page that shows the same table; empty where none does.
        empty: Where nothing can be shown: why, and what exists instead; everything else is then left out.
    """

    id: str
    title: str
    subtitle: str
    description: str
    notes: tuple[str, ...]
    source: str
    table: FigureTable
    draws: Draws | None = None
    shape: Shape = "drawing"
    payload: object = None
    width: FigureWidth = "full"
    views: tuple[FigureView, ...] = ()
    table_at: str = ""
    empty: str = ""
