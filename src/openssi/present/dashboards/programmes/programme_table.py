"""The inventory of schemes and benefits as a table that can be searched, laid out in parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable, Origin
from openssi.present.dashboards.figures.nothing import empty_figure, subtitle_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.programmes.programme_choice import asked_for, by_country, code_name, functions, of_place
from openssi.present.dashboards.programmes.programme_empty import no_inventory
from openssi.present.dashboards.values.programme_data import Programme, matching
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.symbols import MISSING

ROWS_SHOWN = 50
"""Rows that a page lays out; files hold them all."""

_TEXTS = "dashboards_programmes.table"
_COLUMNS = (
    "country", "country_code", "scheme", "scheme_national", "scheme_id", "benefit", "benefit_national", "benefit_id",
    "function", "contributory", "programme", "status", "first_law", "since", "institution", "legal_basis", "reported",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeRow:
    """A row as it is laid out, every code in words.

    Attributes:
        national: Name of the benefit as the law writes it, empty where it is the same.
        scheme_national: Likewise of the scheme.
        since: Year of the first payment, else in which the scheme began; the sign of a missing value where not told.
    """

    area: str
    country: str
    scheme: str
    scheme_national: str
    benefit: str
    national: str
    function: str
    contributory: str
    status: str
    since: str
    institution: str
    reported: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePart:
    """What a page lays out of the table.

    Attributes:
        counted: Which rows these are, of how many.
        parts: Numbers of the parts, this one among them.
    """

    rows: tuple[ProgrammeRow, ...]
    counted: str
    part: int
    parts: tuple[int, ...]


def programme_table(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the schemes and benefits that were asked for."""
    here = of_place(data, state, data.programmes.current)
    if not here:
        return no_inventory(data, state, declared)
    found = by_country(data, matching(asked_for(state, here), state.query, data.area_names))
    if not found:
        why = data.say(f"{_TEXTS}.no_match", place=place_name(data, state), count=len(here))
        return empty_figure(data, state, declared, why)
    title = _title(data, found, len(here))
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=title,
        notes=(data.say(f"{_TEXTS}.note"),),
        source=source_line(data, more=[data.say("dashboards_programmes.source")]),
        table=_table(data, found),
        shape="inventory",
        payload=_part(data, state, found),
        width=declared.width,
    )


def _title(data: ReleaseData, found: Sequence[Programme], known: int) -> str:
    if len(found) < known:
        number, total = (format_number(each, data.language) for each in (len(found), known))
        return data.say(f"{_TEXTS}.title_found", count=len(found), number=number, total=total)
    return counted(data, found)


def counted(data: ReleaseData, programmes: Sequence[Programme]) -> str:
    """Return how many schemes and benefits are reported, and by how many countries where there are several."""
    told = {
        "countries": len({each.area for each in programmes}),
        "schemes": len({(each.area, each.scheme) for each in programmes}),
        "benefits": sum(bool(each.benefit) for each in programmes),
    }
    texts = {name: data.say(f"dashboards_programmes.count.{name}", count=count) for name, count in told.items()}
    return data.say(f"dashboards_programmes.counted.{'several' if told['countries'] > 1 else 'one'}", **texts)


def _part(data: ReleaseData, state: PageState, found: Sequence[Programme]) -> ProgrammePart:
    parts = (len(found) - 1) // ROWS_SHOWN + 1
    part = min(state.part, parts)
    first = (part - 1) * ROWS_SHOWN
    shown = found[first : first + ROWS_SHOWN]
    numbers = (format_number(each, data.language) for each in (first + 1, first + len(shown), len(found)))
    told = data.say(f"{_TEXTS}.part", **dict(zip(("first", "last", "total"), numbers, strict=True)))
    words = _Words(data)
    rows = tuple(map(words.row, shown))
    return ProgrammePart(rows=rows, counted=told, part=part, parts=tuple(range(1, parts + 1)))


def _table(data: ReleaseData, found: Sequence[Programme]) -> FigureTable:
    words = _Words(data)
    numbers = {"first_law", "since", "reported"}
    columns = tuple(
        FigureColumn(id=each, name=data.say(f"{_TEXTS}.column.{each}"), is_number=each in numbers) for each in _COLUMNS
    )
    return FigureTable(columns=columns, rows=tuple(map(words.cells, found)))


class _Words:
    """Rows in the words of a language."""

    def __init__(self, data: ReleaseData) -> None:
        self.data = data
        self.names = functions(data)
        self.known: dict[tuple[str, str], str] = {}

    def code(self, codelist: str, code: str) -> str:
        if (codelist, code) not in self.known:
            self.known[codelist, code] = code_name(self.data, codelist, code)
        return self.known[codelist, code]

    def functions(self, programme: Programme) -> str:
        return ", ".join(self.names.get(each, each) for each in programme.functions)

    def row(self, each: Programme) -> ProgrammeRow:
        """Return a row as it is laid out."""
        return ProgrammeRow(
            area=each.area,
            country=self.data.area_names.get(each.area, each.area),
            scheme=each.scheme_name,
            scheme_national=_other(each.scheme_national, each.scheme_name),
            benefit=each.name or self.data.say(f"{_TEXTS}.no_benefit"),
            national=_other(each.national, each.name),
            function=self.functions(each) or MISSING,
            contributory=self.code("CL_CONTRIB", each.contribution) or MISSING,
            status=self.code("CL_SCHSTAT", each.status),
            since=str(each.since or MISSING),
            institution=each.institution,
            reported=str(each.year),
            origin=Origin(cell=each.cell),
        )

    def cells(self, each: Programme) -> tuple[FigureCell, ...]:
        """Return a row of the files, in the order of their columns."""
        return (
            FigureCell(text=self.data.area_names.get(each.area, each.area), href_area=each.area),
            FigureCell(text=each.area),
            FigureCell(text=each.scheme_name),
            FigureCell(text=each.scheme_national),
            FigureCell(text=each.scheme),
            FigureCell(text=each.name, origin=Origin(cell=each.cell) if each.cell else None),
            FigureCell(text=each.national),
            FigureCell(text=each.benefit),
            FigureCell(text=self.functions(each)),
            FigureCell(text=self.code("CL_CONTRIB", each.contribution)),
            FigureCell(text=self.code("CL_PROG", each.kind)),
            FigureCell(text=self.code("CL_SCHSTAT", each.status)),
            _year_cell(each.law_year),
            _year_cell(each.since),
            FigureCell(text=each.institution),
            FigureCell(text=each.legal_basis),
            _year_cell(each.year),
        )


def _year_cell(year: int | None) -> FigureCell:
    return FigureCell(text=str(year), value=year) if year else FigureCell(text=MISSING, state="missing")


def _other(national: str, name: str) -> str:
    return national if national != name else ""
