"""The table behind a figure as a file: as CSV with names for programs, as Excel with names to read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from openssi.definitions import Definitions
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn
from openssi.publish.one_table import KINDS, Cell, OneTable
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language
from openssi_web.citing import cited_figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A figure that leaves the site.

    Attributes:
        address: Its permanent address, with the name of the host.
    """

    figure: DashboardFigure
    release: Release
    language: Language
    address: str
    definitions: Definitions

    def say(self, key: str, **values: object) -> str:
        """Return a text of the part."""
        return self.definitions.texts.get(f"dashboards_frame.{key}", self.language, **values)


def table_file(leaving: Leaving, kind: str) -> bytes:
    """Return the table behind a figure as `csv` or `xlsx`."""
    return KINDS[kind].write(table_of_figure(leaving, for_programs=kind == "csv"))


def table_of_figure(leaving: Leaving, *, for_programs: bool) -> OneTable:
    """Return the table behind a figure, with year, status and note beside each number that has them.

    Args:
        leaving: The figure.
        for_programs: Whether headings are the ids of columns, the same in every language.
    """
    parts = [part for number in range(len(leaving.figure.table.columns)) for part in _parts(leaving, number)]
    headings = [part.id if for_programs else part.heading for part in parts]
    common = _common(leaving)
    return OneTable(
        title=leaving.figure.title,
        sheets=(
            leaving.definitions.texts.get("site.sheet.data", leaving.language),
            leaving.definitions.texts.get("site.sheet.notes", leaving.language),
        ),
        made=datetime.fromisoformat(leaving.release.created).astimezone(UTC).replace(tzinfo=None),
        headings=(*headings, *(name if for_programs else leaving.say(f"column.{name}") for name in common)),
        rows=tuple(
            (*(part.value(row[part.column]) for part in parts), *common.values()) for row in leaving.figure.table.rows
        ),
        notes=_notes(leaving),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands in one column of a file: a part of the cells of one column of the figure."""

    id: str
    heading: str
    column: int
    value: Callable[[FigureCell], Cell]


def _parts(leaving: Leaving, number: int) -> Iterator[_Part]:
    column = leaving.figure.table.columns[number]
    cells = [row[number] for row in leaving.figure.table.rows]
    name = f"{column.name} ({column.unit})" if column.unit else column.name
    if not is_of_numbers(column, cells):
        yield _Part(column.id, name, number, lambda cell: cell.text)
    else:
        yield _Part(column.id, name, number, lambda cell: cell.value)
        if column.unit:
            yield _Part(f"{column.id}_unit", _beside(leaving, column, "unit"), number, lambda _: column.unit)
        if any(map(status_letter, cells)):
            yield _Part(f"{column.id}_status", _beside(leaving, column, "status"), number, status_letter)
    for part, value in (("year", _year), ("note", _note)):
        if any(map(value, cells)):
            yield _Part(f"{column.id}_{part}", _beside(leaving, column, part), number, value)


def is_of_numbers(column: FigureColumn, cells: list[FigureCell]) -> bool:
    """Whether a column holds numbers, or symbols of why there are none."""
    return column.is_number or any(each.value is not None for each in cells)


def status_letter(cell: FigureCell) -> str:
    """Return the letter behind the number of a cell, or the symbol that stands for it; else empty."""
    if cell.value is not None:
        return cell.mark
    return cell.text


def _year(cell: FigureCell) -> Cell:
    return int(cell.year) if cell.year.isdecimal() else cell.year


def _note(cell: FigureCell) -> str:
    return cell.note


def _beside(leaving: Leaving, column: FigureColumn, part: str) -> str:
    return leaving.say("beside", name=column.name, part=leaving.say(f"column.{part}"))


def _common(leaving: Leaving) -> dict[str, Cell]:
    """Return what every row says of itself, so that a row that is copied keeps it."""
    return {
        "source": leaving.figure.source,
        "release": leaving.release.id,
        "world": "demonstration" if leaving.release.is_fictional else "real",
        "address": leaving.address,
    }


def _notes(leaving: Leaving) -> tuple[str, ...]:
    figure = leaving.figure
    fictional = [leaving.definitions.texts.get("site.fictional.text", leaving.language)]
    told = [
        figure.subtitle,
        *(fictional if leaving.release.is_fictional else ()),
        figure.description,
        *figure.notes,
        figure.source,
        cited_figure(leaving.release, leaving.language, figure.title, leaving.address),
        leaving.definitions.texts.get("site.foot.boundaries", leaving.language),
        leaving.definitions.texts.get("site.independent", leaving.language),
    ]
    return tuple(each for each in told if each)
