"""What is said of lines over years: the finding, the text alternative, the notes, and the table behind them."""

from collections.abc import Mapping, Sequence

from openssi.present.dashboards.drawings.line_chart import GapText, LineChart, value_axis
from openssi.present.dashboards.drawings.line_points import Line, LinePoint, breaks, comparable, gaps
from openssi.present.dashboards.figures.cells import noted
from openssi.present.dashboards.figures.figure import FigureCell, FigureColumn, FigureTable, Origin
from openssi.present.dashboards.values.release_data import ReleaseData, YearValue
from openssi.present.numbers import state_of, year_range
from openssi.present.page_model import Publication
from openssi.present.unit_format import UnitFormat
from openssi.vocabulary.symbols import LETTERS, MISSING, SUPPRESSED

FLAT = 0.02
"""Part of the length of the axis below which a change is none."""

_BREAK = "B"
_PUBLICATIONS: Mapping[str, Publication] = {"flagged": "flagged", "suppressed": "suppressed"}


def line_of(name: str, values: Sequence[YearValue], units: UnitFormat, colour: str = "") -> Line | None:
    """Return the line of a series, none where it has no value at all."""
    points = tuple(
        LinePoint(
            year=each.year,
            value=each.value,
            text=units.number(each.value),
            state=state_of(each.value, each.status),
            is_break=each.status == _BREAK,
            publication=_PUBLICATIONS.get(each.publication, "published"),
            interval=each.interval,
        )
        for each in values
        if each.value is not None
    )
    return Line(name=name, points=points, colour=colour) if points else None


def line_chart(data: ReleaseData, lines: Sequence[Line], units: UnitFormat) -> LineChart:
    """Return the drawing of lines of one unit, its text alternative and what it writes on gaps included."""
    return LineChart(
        lines=tuple(lines),
        axis=value_axis(lines, units),
        language=data.language,
        description=lines_told(data, lines, units),
        gap_texts=tuple(
            GapText(
                whole=_say(data, "gap", years=year_range(first, last, data.language)),
                brief=_say(data, "gap_brief"),
            )
            for first, last in gaps(lines)
        ),
    )


def lines_title(data: ReleaseData, lines: Sequence[Line], units: UnitFormat) -> str:
    """Return how the first line that changed did so within its comparable years, empty where none did surely."""
    axis = value_axis(lines, units)
    least = FLAT * (axis.high - axis.low)
    for line in lines:
        run = comparable(line.points)
        if run and _is_change(run, least):
            key = "up" if run[-1].value > run[0].value else "down"
            return _say(data, f"title.{key}", name=line.name, **_ends(run[0], run[-1], units))
    return ""


def lines_told(data: ReleaseData, lines: Sequence[Line], units: UnitFormat) -> str:
    """Return the lines as sentences: first, last and highest value of each, then gaps and breaks."""
    told = [_told(data, line, units) for line in lines]
    told.extend(_say(data, "told_gap", years=year_range(first, last, data.language)) for first, last in gaps(lines))
    told.extend(_say(data, "told_break", year=year) for year in breaks(lines))
    return " ".join(told)


def lines_notes(data: ReleaseData, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return what the marks mean that occur."""
    points = [point for line in lines for point in line.points]
    occurring = {
        "break": bool(breaks(lines)),
        "estimated": any(point.state == "estimated" for point in points),
        "imputed": any(point.is_imputed for point in points),
        "provisional": any(point.state == "provisional" for point in points),
        "flagged": any(point.publication == "flagged" for point in points),
        "gap": bool(gaps(lines)),
        "interval": any(point.interval for point in points),
        "zero": any(point.state == "zero" for point in points),
    }
    return tuple(_say(data, f"note.{name}") for name, occurs in occurring.items() if occurs)


def years_table(
    data: ReleaseData,
    series: Sequence[tuple[str, Sequence[YearValue], Origin]],
    units: UnitFormat,
) -> FigureTable:
    """Return series as a table: a row per year, a column each.

    Args:
        data: The release.
        series: Name, values, and where they come from but for the year.
        units: How the values are written.
    """
    years = sorted({each.year for _, values, _ in series for each in values})
    found = [{each.year: each for each in values} for _, values, _ in series]
    columns = (
        FigureColumn(id="year", name=data.say("dashboards.column.year")),
        *(
            FigureColumn(id=f"value_{number}", name=name, unit=units.symbol or units.name, is_number=True)
            for number, (name, _, _) in enumerate(series, 1)
        ),
    )
    rows = tuple(
        (
            FigureCell(text=str(year)),
            *(
                year_cell(data, values.get(year), units, origin)
                for values, (_, _, origin) in zip(found, series, strict=True)
            ),
        )
        for year in years
    )
    return FigureTable(columns=columns, rows=rows)


def year_cell(data: ReleaseData, found: YearValue | None, units: UnitFormat, origin: Origin) -> FigureCell:
    """Return the value of one year with its mark, or the symbol of why there is none."""
    if found is None:
        return FigureCell(text=MISSING, state="missing", note=data.say("dashboards.cell.missing"))
    if found.publication == "suppressed":
        return FigureCell(text=SUPPRESSED, state="missing", note=data.say("dashboards.cell.suppressed"))
    is_valued = found.value is not None
    flagged = data.say("dashboards.cell.flagged") if found.publication == "flagged" else ""
    return FigureCell(
        text=units.text(found.value, found.status),
        value=found.value,
        state=state_of(found.value, found.status),
        mark=LETTERS.get(found.status, "") if is_valued else "",
        note=noted(data, data.status_name(found.status), found.source, flagged),
        origin=_in_year(origin, found.year) if is_valued else None,
    )


def _in_year(origin: Origin, year: int) -> Origin:
    return Origin(
        indicator=origin.indicator,
        year=year,
        sex=origin.sex,
        breakdown=origin.breakdown,
        area=origin.area,
        grouping=origin.grouping,
        group=origin.group,
    )


def _is_change(run: Sequence[LinePoint], least: float) -> bool:
    """Whether a run ends surely above or below where it began, without having been beyond either end between."""
    first, last = run[0].value, run[-1].value
    low, high = min(first, last) - least, max(first, last) + least
    is_steady = all(low < each.value < high for each in run)
    return is_steady and abs(last - first) >= least and not _may_be_equal(run[0], run[-1])


def _may_be_equal(one: LinePoint, other: LinePoint) -> bool:
    """Whether the 95 % intervals of two values meet."""
    if one.interval is None or other.interval is None:
        return False
    return one.interval[0] <= other.interval[1] and other.interval[0] <= one.interval[1]


def _ends(first: LinePoint, last: LinePoint, units: UnitFormat) -> dict[str, str]:
    return {
        "first": units.told(first.value),
        "first_year": str(first.year),
        "last": units.told(last.value),
        "last_year": str(last.year),
    }


def _told(data: ReleaseData, line: Line, units: UnitFormat) -> str:
    first, last = line.points[0], line.points[-1]
    ends = _ends(first, last, units)
    if first is last:
        return _say(data, "told_one", name=line.name, **ends)
    highest = max(line.points, key=lambda each: each.value)
    if highest.value in {first.value, last.value}:
        return _say(data, "told", name=line.name, **ends)
    return _say(
        data, "told_highest", name=line.name, highest=units.told(highest.value), highest_year=highest.year, **ends
    )


def _say(data: ReleaseData, key: str, **values: object) -> str:
    return data.say(f"dashboards_country.lines.{key}", **values)
