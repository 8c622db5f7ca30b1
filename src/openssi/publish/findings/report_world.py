"""The world view: which rules fail most and where, over all submissions of a workspace."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from openssi.definitions import Definitions
from openssi.publish.findings.report_json import LANGUAGE, SEVERITY_NAMES, texts_of
from openssi.publish.findings.report_tally import Tally, TallyBy, tally
from openssi.publish.findings.report_words import ReportWords
from openssi.vocabulary.csv_text import neutralised_cell
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText
from openssi.vocabulary.validation_report import Check

CSV_HEADS = (
    "by", "key", "label", "severity", "findings", "cells", "countries", "countries_checked", "open", "explained",
    "waived", "share_open", "share_explained", "most_in",
)  # fmt: skip
_MOST = 3


@dataclass(frozen=True, kw_only=True)
class WorldFindings:
    """The findings of all submissions.

    Attributes:
        checks: One check of each submission, by country and year.
        area_names: Names of the countries by code.
        fictional: Whether the countries are invented.
        unit_names: Names of schemes and benefits by their ids.
        software: Version of OpenSSI that counts them.
    """

    checks: tuple[Check, ...]
    area_names: Mapping[str, MultilingualText]
    fictional: bool
    software: str = ""
    unit_names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings."""
        return tuple(finding for check in self.checks for finding in check.findings)

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The countries that were checked."""
        return tuple(sorted({check.ref_area for check in self.checks}))

    @cached_property
    def checked_at(self) -> str:
        """When the last of the checks was made, empty where there is none."""
        return max((check.checked_at for check in self.checks), default="")

    def rows(self, by: TallyBy) -> tuple[Tally, ...]:
        """Return the findings counted by one thing, what has most first."""
        return tally(self.findings, by)

    def lead(self, words: ReportWords) -> str:
        """Return the sentence that says how much was checked and found."""
        if not self.findings:
            return words.say("world.none", count=len(self.checks)) if self.checks else words.say("world.empty")
        numbers = {
            "findings": len(self.findings),
            "open": sum(each.state == "open" for each in self.findings),
            "submissions": len(self.checks),
            "countries": len(self.areas),
        }
        return words.say("world.lead", **{name: words.number(value) for name, value in numbers.items()})

    def area(self, code: str, language: Language) -> str:
        """Return the name of a country."""
        name = self.area_names.get(code)
        return name.in_language(language) if name else code

    def label(self, key: str, by: TallyBy, words: ReportWords) -> str:
        """Return what a row is about, without its key."""
        if by == "rule":
            return words.rule_title(key)
        if by == "country":
            return self.area(key, words.language)
        if by == "severity":
            return words.say(f"severity.{key}")
        if key in self.area_names or key in self.areas:
            return f"{self.area(key, words.language)} ({words.say('country_level')})"
        return self.unit_names.get(key, "")

    def most_in(self, row: Tally) -> str:
        """Return the countries with most findings of a row, with their numbers: `QMA 12, QMB 3, …`."""
        named = [f"{area} {count}" for area, count in row.by_country.items()]
        return ", ".join([*named[:_MOST], *(["…"] if len(named) > _MOST else [])])


def world_heads(by: TallyBy, words: ReportWords) -> list[str]:
    """Return the headings of the table that people read."""
    names = ["code", by] if by in {"country", "scheme"} else ["rule", "title", "kind"] if by == "rule" else ["kind"]
    names += ["findings", "cells", *([] if by == "country" else ["countries"]), "share_explained", "share_open"]
    names += [] if by in {"country", "scheme"} else ["most_in"]
    return [words.say(f"heads.{name}") for name in names]


def world_rows(world: WorldFindings, by: TallyBy, words: ReportWords) -> list[list[str]]:
    """Return the rows of the table that people read."""
    return [_read_row(world, row, by, words) for row in world.rows(by)]


def numeric_columns(by: TallyBy) -> tuple[int, ...]:
    """Return which columns of that table hold numbers."""
    first = {"rule": 3, "severity": 1, "country": 2, "scheme": 2}[by]
    return tuple(range(first, first + (4 if by == "country" else 5)))


def _read_row(world: WorldFindings, row: Tally, by: TallyBy, words: ReportWords) -> list[str]:
    label = world.label(row.key, by, words)
    kind = [words.say(f"severity.{row.severity}")] if by == "rule" else []
    named = [label] if by == "severity" else [row.key, label, *kind]
    countries = [] if by == "country" else [words.number(row.countries)]
    shares = [words.percent(part, row.findings) for part in (row.explained, row.open)]
    most = [] if by in {"country", "scheme"} else [world.most_in(row)]
    return [*named, words.number(row.findings), words.number(row.cells), *countries, *shares, *most]


def world_csv(world: WorldFindings, by: TallyBy, definitions: Definitions, language: Language) -> str:
    """Return the world view as CSV with technical headings; shares lie between 0 and 1."""
    words = ReportWords(definitions, language, world.unit_names)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(CSV_HEADS)
    for row in world.rows(by):
        counts = {**_counts(world, row), "most_in": world.most_in(row)}
        named = [by, row.key, world.label(row.key, by, words), row.severity]
        cells = [*named, *(counts[name] for name in CSV_HEADS[4:])]
        writer.writerow([neutralised_cell(cell) for cell in cells])
    return stream.getvalue()


def world_json(world: WorldFindings, by: TallyBy, definitions: Definitions) -> str:
    """Return the world view as aggregations of a validation report, in all languages."""
    by_language = [ReportWords(definitions, language, world.unit_names) for language in LANGUAGES]
    records = [_aggregation(world, row, by, by_language) for row in world.rows(by)]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _aggregation(world: WorldFindings, row: Tally, by: TallyBy, by_language: list[ReportWords]) -> dict[str, Any]:
    labels = MultilingualText(*(world.label(row.key, by, words) for words in by_language))
    key = SEVERITY_NAMES[row.severity] if by == "severity" else row.key
    return {
        "id": f"world/{by}/{key}",
        "type": "aggregation",
        "event": {"time": world.checked_at, "actor": f"OpenSSI {world.software}".strip()},
        "aggregate": {
            "language": LANGUAGE,
            "expression": f"count(value = 0, {by} = {key})",
            "description": labels.en or key,
        },
        "data": {
            "source": [check.submission for check in world.checks],
            "target": list(row.by_country),
            "description": "",
        },
        "value": str(row.findings),
        "openssi": {
            "by": by,
            "key": row.key,
            "label": texts_of(labels),
            "severity": row.severity,
            **_counts(world, row),
            "by_severity": dict(row.by_severity),
            "by_country": dict(row.by_country),
        },
    }


def _counts(world: WorldFindings, row: Tally) -> dict[str, int | float]:
    return {
        "findings": row.findings,
        "cells": row.cells,
        "countries": row.countries,
        "countries_checked": len(world.areas),
        "open": row.open,
        "explained": row.explained,
        "waived": row.waived,
        "share_open": round(row.open / row.findings, 4),
        "share_explained": round(row.explained / row.findings, 4),
    }
