"""Which country has ratified which Convention, and when, after the answers to the inquiry."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openssi.present.dashboards.figures.figure import FigureCell, Origin
from openssi.present.dashboards.law.answer_table import AnswerColumn, AnswerRow, AnswerTable, answered_rows
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_day
from openssi.vocabulary.symbols import MISSING

EVERY_CONVENTION = "ALL"
ANSWER, DAY = "L.RATIF", "L.RATIF_DATE"
COUNTED = "CONVENTIONS_RATIFIED"
"""The indicator whose rule says how old an answer may be."""

_ANSWERS = """
    WITH chosen AS (
        SELECT DISTINCT area FROM members
        WHERE grouping = $grouping AND group_code = $group_code AND $year BETWEEN valid_from AND valid_to
    )
    SELECT ref_area, areas.name_{language} AS name, item, breakdown, arg_max(text_value, time_period) AS answer,
           max(time_period) AS year, arg_max(obs_id, time_period) AS obs_id, arg_max(source, time_period) AS source
    FROM observations JOIN areas ON areas.area = observations.ref_area
    WHERE list_contains($items, item) AND text_value <> '' AND time_period BETWEEN $year - $max_age AND $year
      AND ($grouping = 'WORLD' OR ref_area IN (SELECT area FROM chosen))
    GROUP BY ALL
"""


def convention_name(data: ReleaseData, code: str) -> str:
    """Return a Convention as a sentence names it: `Convention No. 102`."""
    return data.say("dashboards_legal.convention", number=code.removeprefix("C"))


def conventions_shown(data: ReleaseData, state: PageState) -> tuple[AnswerColumn, ...]:
    """Return the Conventions of a page, in the order of the list: the chosen one, else all."""
    codes = [each.id for each in data.definitions.codelists["CL_CONV"].codes]
    chosen = codes if state.choice in {"", EVERY_CONVENTION} else [state.choice]
    subjects = data.definitions.texts.entries("dashboards_legal")
    return tuple(
        AnswerColumn(
            code,
            f"{code} {data.say(f'dashboards_legal.subject.{code}')}" if f"subject.{code}" in subjects else code,
            convention_name(data, code),
        )
        for code in chosen
    )


def ratifications(data: ReleaseData, state: PageState) -> AnswerTable:
    """Return which Conventions the countries of a page have ratified, after their latest answer not too old."""
    kept = ("ratifications", state.choice, state.year, state.grouping, state.group)
    if kept not in data.kept:
        data.kept[kept] = _read(data, state)
    found: AnswerTable = data.kept[kept]
    return found


def _read(data: ReleaseData, state: PageState) -> AnswerTable:
    parameters = {
        "items": [ANSWER, DAY],
        "year": state.year,
        "max_age": data.max_age(COUNTED),
        "grouping": state.grouping,
        "group_code": state.group,
    }
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    names: dict[str, str] = {}
    for row in data.connection.rows(_ANSWERS.replace("{language}", data.language), parameters):
        found[row["ref_area"], row["item"], row["breakdown"]] = row
        names[row["ref_area"]] = row["name"]
    columns = conventions_shown(data, state)
    rows = [AnswerRow(area, name, _cells(data, area, columns, found)) for area, name in names.items()]
    sources = tuple(row["source"] for row in found.values() if row["source"])
    return AnswerTable(columns, answered_rows(rows), sources)


def _cells(
    data: ReleaseData,
    area: str,
    columns: Sequence[AnswerColumn],
    found: Mapping[tuple[str, str, str], Mapping[str, Any]],
) -> tuple[FigureCell, ...]:
    return tuple(
        _cell(data, found.get((area, ANSWER, each.code)), found.get((area, DAY, each.code))) for each in columns
    )


def _cell(data: ReleaseData, answer: Mapping[str, Any] | None, day: Mapping[str, Any] | None) -> FigureCell:
    said = answer["answer"] if answer else ""
    if answer is None or said not in {"Y", "N"}:
        return FigureCell(text=MISSING, state="missing", note=data.say("dashboards_legal.ratified.none"))
    registered = _day(day["answer"]) if day and said == "Y" else None
    text = data.say("dashboards_legal.ratified.yes" if said == "Y" else "dashboards_legal.ratified.no")
    return FigureCell(
        text=f"{text} {registered.year}" if registered else text,
        state="normal" if said == "Y" else "zero",
        year=str(answer["year"]),
        note=data.say("dashboards_legal.registered", day=format_day(registered, data.language)) if registered else "",
        origin=Origin(cell=answer["obs_id"]),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
