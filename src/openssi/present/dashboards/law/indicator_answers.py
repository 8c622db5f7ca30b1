"""Answers that an indicator holds by breakdown: parts accepted, branches whose law reaches the minimum."""

from collections.abc import Sequence

from openssi.present.breakdowns import breakdown_name
from openssi.present.dashboards.figures.cells import noted
from openssi.present.dashboards.figures.figure import FigureCell, Origin
from openssi.present.dashboards.figures.place_values import of_countries
from openssi.present.dashboards.law.answer_table import AnswerColumn, AnswerRow, AnswerTable, answered_rows
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure
from openssi.vocabulary.observation import TOTAL
from openssi.vocabulary.symbols import MISSING

PARTS, LAW = "C102_RATIFIED", "C102_MET_IN_LAW"


def part_answers(data: ReleaseData, state: PageState) -> AnswerTable:
    """Return which parts of Convention No. 102 the countries of a page have accepted."""
    codes = [each.id for each in data.definitions.codelists["CL_C102PART"].codes]
    chosen = [each for each in codes if state.breakdown in {TOTAL, each}]
    columns = [
        AnswerColumn(each, f"{each} {_name(data, each)}", data.say("dashboards_legal.part_named", part=each))
        for each in chosen
    ]
    return _answers(data, state, PARTS, columns, "accepted")


def law_answers(data: ReleaseData, state: PageState) -> AnswerTable:
    """Return in which branches the law reaches the minimum of Convention No. 102, by country of a page."""
    breakdowns = [each for each in data.indicator(LAW).breakdowns if each != TOTAL]
    chosen = [each for each in breakdowns if state.breakdown in {TOTAL, part_of_function(data, each)}]
    columns = [AnswerColumn(each, _branch(data, each), _branch(data, each)) for each in chosen]
    return _answers(data, state, LAW, columns, "met")


def part_of_function(data: ReleaseData, function: str) -> str:
    """Return the part of Convention No. 102 on a function, empty where there is none."""
    convention = data.definitions.standards.conventions["C102"]
    return next((each.part_c102 for each in convention.branches if each.func == function), "")


def _branch(data: ReleaseData, function: str) -> str:
    part = part_of_function(data, function)
    return f"{part} {_name(data, part)}" if part else _name(data, function)


def _name(data: ReleaseData, code: str) -> str:
    return breakdown_name(data.definitions, code, data.language)


def _answers(
    data: ReleaseData, state: PageState, indicator: str, columns: Sequence[AnswerColumn], words: str
) -> AnswerTable:
    kept = ("answers", indicator, state.year, state.grouping, state.group, tuple(columns))
    if kept not in data.kept:
        data.kept[kept] = _read(data, state, indicator, columns, words)
    found: AnswerTable = data.kept[kept]
    return found


def _read(
    data: ReleaseData, state: PageState, indicator: str, columns: Sequence[AnswerColumn], words: str
) -> AnswerTable:
    keys = [data.key(indicator, breakdown=each.code) for each in columns]
    found = of_countries(data, state, [*keys, *_every_key(data)])
    figures = {(key, each.area): each.figure for key in keys for each in found[key]}
    by_area = {place: each for place, each in figures.items() if isinstance(each, CountryFigure)}
    names = {each.area: each.name for each in by_area.values()}
    rows = [
        AnswerRow(area, name, tuple(_cell(data, key, by_area.get((key, area)), words) for key in keys))
        for area, name in names.items()
    ]
    return AnswerTable(tuple(columns), answered_rows(rows), tuple(each.source for each in by_area.values()))


def _every_key(data: ReleaseData) -> list[Key]:
    """Return the keys of both indicators, so that a release is asked once."""
    return [data.key(each, breakdown=one) for each in (PARTS, LAW) for one in data.indicator(each).breakdowns]


def _cell(data: ReleaseData, key: Key, figure: CountryFigure | None, words: str) -> FigureCell:
    if figure is None or figure.value is None:
        told = figure.note if figure is not None else ""
        return FigureCell(text=data.say(f"dashboards_legal.{words}.none"), state="missing", note=told or MISSING)
    is_yes = figure.value > 0
    notes = (data.status_name(figure.status), figure.source, data.footnote(figure.footnote), figure.note)
    return FigureCell(
        text=data.say(f"dashboards_legal.{words}.yes" if is_yes else f"dashboards_legal.{words}.no"),
        state="normal" if is_yes else "zero",
        year=str(figure.year or ""),
        note=noted(data, *notes),
        origin=Origin(indicator=key[0], year=figure.year or 0, sex=key[1], breakdown=key[2], area=figure.area),
    )
