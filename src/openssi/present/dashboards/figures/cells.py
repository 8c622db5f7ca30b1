"""Cells of the tables behind figures."""

from openssi.present.dashboards.figures.figure import FigureCell, Origin
from openssi.present.dashboards.figures.spacing import joined
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import AggregateFigure, CountryFigure
from openssi.present.quoting import Quoting
from openssi.vocabulary.symbols import LETTERS, MISSING, SUPPRESSED


def head_cell(text: str, area: str = "") -> FigureCell:
    """Return the name of a row, which leads to the page of a country where it names one."""
    return FigureCell(text=text, href_area=area)


def country_cell(data: ReleaseData, key: Key, figure: object, state: PageState) -> FigureCell:
    """Return the value of a country with its mark, year, status and source."""
    if not isinstance(figure, CountryFigure):
        return FigureCell(text=MISSING, state="missing", note=data.say("dashboards.cell.missing"))
    status = data.status_name(figure.status)
    is_valued = figure.value is not None
    return FigureCell(
        text=figure.text(data.units(key[0])),
        value=figure.value,
        state=figure.state,
        mark=LETTERS.get(figure.status, "") if is_valued else "",
        year=str(figure.year or ""),
        note=noted(data, status, figure.source, data.footnote(figure.footnote), figure.note),
        origin=_origin(key, figure.year or state.year, area=figure.area) if is_valued else None,
    )


def noted(data: ReleaseData, *parts: str) -> Quoting:
    """Return what is said of a value in one line, with what others wrote as quotations: all but names of codes."""
    told = [each for each in parts if each]
    return Quoting(joined(told, data.language), [each for each in told if not data.is_own(each)])


def group_cell(data: ReleaseData, key: Key, figure: object, state: PageState, group: tuple[str, str]) -> FigureCell:
    """Return the figure of a group of countries, with the symbol of one that is not published."""
    if not isinstance(figure, AggregateFigure) or figure.value is None:
        return FigureCell(text=SUPPRESSED, state="missing", note=data.say("dashboards.cell.suppressed"))
    note = data.say("dashboards.cell.flagged") if figure.publication == "flagged" else ""
    return FigureCell(
        text=figure.text(data.units(key[0])),
        value=figure.value,
        state="zero" if figure.value == 0 else "normal",
        year=str(state.year),
        note=note,
        origin=_origin(key, state.year, grouping=group[0], group=group[1]),
    )


def _origin(key: Key, year: int, *, area: str = "", grouping: str = "", group: str = "") -> Origin:
    indicator, sex, breakdown = key
    return Origin(
        indicator=indicator, year=year, sex=sex, breakdown=breakdown, area=area, grouping=grouping, group=group
    )
