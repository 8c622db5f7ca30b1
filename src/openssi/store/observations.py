"""Observations and findings as rows of their dataflows, and back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

import pyarrow as pa

from openssi.engine import table_of
from openssi.vocabulary.dataflow import FINDINGS, OBSERVATIONS
from openssi.vocabulary.observation import EMBARGO, Observation, Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import MultilingualText

_SAME_NAME = tuple(name for name in OBSERVATIONS.names if name not in {"obs_id", "file", "sheet", "row_number", "cell"})
_SAME_VALUES = attrgetter(*_SAME_NAME)


def observation_row(observation: Observation) -> dict[str, object]:
    """Return an observation as a row of OBSERVATIONS."""
    place = observation.place
    return dict(zip(_SAME_NAME, _SAME_VALUES(observation), strict=True)) | {
        "obs_id": observation.id,
        "file": place.file,
        "sheet": place.sheet,
        "row_number": place.row,
        "cell": place.cell,
    }


def observations_table(observations: Iterable[Observation]) -> pa.Table:
    """Return observations as an Arrow table; the day of an embargo on one cell is an answer beside it."""
    found = tuple(observations)
    days = {each.id: each for each in map(_day_of, found) if each is not None}
    kept = (each for each in found if each.id not in days) if days else found
    return table_of(OBSERVATIONS, map(observation_row, (*kept, *days.values())))


def _day_of(cell: Observation) -> Observation | None:
    if not cell.embargo:
        return None
    said = {"value": None, "text_value": cell.embargo, "unit": "", "unit_mult": 0, "currency": "", "embargo": ""}
    plain = {"conf_status": "F", "note": "", "source": "", "method": "", "explanation": "", "obs_status": "A"}
    return replace(cell, item=EMBARGO, breakdown=cell.alone, **said, **plain)  # type: ignore[arg-type]


def observation_from_row(row: Mapping[str, Any]) -> Observation:
    """Return the observation of a row of OBSERVATIONS."""
    place = Place(row["file"] or "", row["sheet"] or "", row["row_number"], row["cell"] or "", row["item"])
    return Observation(**{name: row[name] for name in _SAME_NAME}, place=place)


def finding_row(finding: Finding) -> dict[str, object]:
    """Return a finding as a row of FINDINGS."""
    same = ("rule", "severity", "ref_area", "time_period", "obs_id", "item", "scheme", "benefit", "sex")
    more = ("value", "expected_low", "expected_high", "state", "explanation", "explanation_reason", "explained_in")
    row: dict[str, object] = {name: getattr(finding, name) for name in (*same, *more)}
    for language in ("en", "fr", "es"):
        row[f"message_{language}"] = getattr(finding.message, language)
        row[f"remedy_{language}"] = getattr(finding.remedy, language)
    place = finding.place
    return row | {
        "finding_id": finding.id,
        "file": place.file,
        "sheet": place.sheet,
        "row_number": place.row,
        "cell": place.cell,
    }


def findings_table(findings: Iterable[Finding]) -> pa.Table:
    """Return findings as an Arrow table."""
    return table_of(FINDINGS, map(finding_row, findings))


_EMPTY_FINDING = {column.name: "" if column.type == "VARCHAR" else None for column in FINDINGS.columns}


def finding_from_row(row: Mapping[str, Any]) -> Finding:
    """Return the finding of a row of FINDINGS; a column that it lacks, being of an earlier version, is empty."""
    row = {**_EMPTY_FINDING, **row}
    same = ("rule", "severity", "ref_area", "time_period", "obs_id", "item", "scheme", "benefit", "sex")
    more = ("value", "expected_low", "expected_high", "state", "explanation", "explanation_reason", "explained_in")
    return Finding(
        **{name: row[name] for name in (*same, *more)},
        message=MultilingualText(row["message_en"], row["message_fr"], row["message_es"]),
        remedy=MultilingualText(row["remedy_en"], row["remedy_fr"], row["remedy_es"]),
        place=Place(row["file"] or "", row["sheet"] or "", row["row_number"], row["cell"] or "", row["item"]),
    )


def without_texts(table: pa.Table, items: Collection[str], breakdown: str = "") -> tuple[pa.Table, int]:
    """Return observations without what was said in words in some items, and how many said something.

    Args:
        table: Observations.
        items: The items.
        breakdown: Only those of this breakdown, all where it is empty.
    """
    rows, count = table.to_pylist(), 0
    for row in rows:
        if row["item"] in items and breakdown in {"", row["breakdown"]}:
            count += any(row[name] for name in _WORDS)
            row.update({name: None if name == "text_value" else "" for name in _WORDS})
    return (pa.Table.from_pylist(rows, schema=table.schema), count) if count else (table, 0)


_WORDS = ("text_value", "note", "explanation", "source")
