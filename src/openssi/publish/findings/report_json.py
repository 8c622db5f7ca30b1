"""A validation report for machines, in the structure of the European Statistical System.

M. van der Loo and O. ten Bosch, ESSnet ValiDat Integration: validation report structure, version 1.0.0 (2017), published
at github.com/data-cleaning/ValidatReport. A report is a list of validations (here: conditions that do not hold, value
`0`) and of aggregations (counts of them). What the structure has no place for stands in each object under `openssi`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any

from openssi.definitions import Definitions
from openssi.expressions import parse
from openssi.expressions import syntax as tree
from openssi.publish.findings.report_model import FindingsReport
from openssi.publish.findings.report_tally import Tally
from openssi.publish.findings.report_words import ReportWords, dimensions_of
from openssi.vocabulary.rule import Finding, Rule, Severity
from openssi.vocabulary.text import LANGUAGES, MultilingualText
from openssi.vocabulary.validation_report import CHANGES, SEVERITIES

LANGUAGE = "OpenSSI 1"
SEVERITY_NAMES: Mapping[Severity, str] = {"E": "error", "W": "warning", "I": "information"}

Record = dict[str, Any]


def json_text(report: FindingsReport, definitions: Definitions) -> str:
    """Return the report as JSON text, the same for the same check."""
    records = list(_JsonReport(report, definitions).records())
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def texts_of(text: MultilingualText) -> dict[str, str]:
    """Return a text by language."""
    return {language: text.in_language(language) for language in LANGUAGES}


class _JsonReport:
    def __init__(self, report: FindingsReport, definitions: Definitions) -> None:
        self._report = report
        self._words = ReportWords(definitions, "en", report.unit_names)
        self._items = definitions.questionnaire.items

    def records(self) -> Iterator[Record]:
        findings = self._report.findings
        yield from map(self._validation, findings)
        yield self._aggregation("failed", "count(value = 0)", findings, "Conditions that do not hold")
        for severity, name in SEVERITY_NAMES.items():
            found = [each for each in findings if each.severity == severity]
            yield self._aggregation(f"severity/{name}", f"count(value = 0, severity = {name})", found, name)
        for each in self._report.by_scheme:
            found = [one for severity in SEVERITIES for one in self._report.of_scheme(each.key, severity)]
            yield self._aggregation(f"scheme/{each.key}", f"count(value = 0, scheme = {each.key})", found, each.key)
        yield from self._of_rules()
        yield from self._changes()

    @cached_property
    def _event(self) -> Record:
        check = self._report.check
        return {
            "time": check.checked_at,
            "actor": f"OpenSSI {check.software}".strip(),
            "agent": {"definitions": check.definitions, "questionnaire": check.questionnaire},
            "trigger": {"step": check.stage, "submission": check.submission, "check": check.number},
        }

    def _id(self, name: str) -> str:
        return f"{self._report.check.submission}/{self._report.check.number}/{name}"

    # Validations

    def _validation(self, finding: Finding) -> Record:
        return {
            "id": self._id(finding.id),
            "type": "validation",
            "event": self._event,
            "rule": self._rule(finding),
            "data": {
                "source": self._sources(finding),
                "target": [finding.obs_id],
                "description": self._described(finding),
            },
            "value": "0",
            "openssi": self._more(finding),
        }

    def _rule(self, finding: Finding) -> Record:
        known = self._words.rules.get(finding.rule)
        record: Record = {
            "language": LANGUAGE,
            "expression": "; ".join(known.expressions) if known else "",
            "severity": SEVERITY_NAMES[finding.severity],
            "description": known.title.en if known else finding.rule,
        }
        if finding.state == "waived":
            record |= {"change": "down", "explanation": finding.explanation}
        return record

    def _described(self, finding: Finding) -> str:
        units = [each for each in (finding.scheme, finding.benefit) if each not in {"_Z", ""}]
        return ", ".join((self._words.item(finding), *(self._words.unit(each) for each in units)))

    def _sources(self, finding: Finding) -> list[str]:
        """Return the cell itself, and the beginning of the ids of all cells of the other items that the rule reads."""
        rule = self._words.rules.get(finding.rule)
        read = sorted(_read(rule)) if rule else []
        others = (self._beginning(item, lag, finding) for item, lag in read if (item, lag) != (finding.item, 0))
        return [finding.obs_id, *others]

    def _beginning(self, item: str, lag: int, finding: Finding) -> str:
        known = self._items.get(item)
        level = known.level if known else "country"
        units = {"scheme": (finding.scheme,), "benefit": (finding.scheme, finding.benefit)}.get(level, ())
        named = (each for each in units if each not in {"_Z", ""})
        return ".".join((finding.ref_area, str(finding.time_period - lag), item.replace(".", "_"), *named))

    def _more(self, finding: Finding) -> Record:
        sex, age, function, breakdown = dimensions_of(finding)
        known = self._words.rules.get(finding.rule)
        return {
            "rule": finding.rule,
            "tolerances": {name: _decimal(each) for name, each in known.tolerances.items()} if known else {},
            "ref_area": finding.ref_area,
            "time_period": finding.time_period,
            "scheme": finding.scheme,
            "benefit": finding.benefit,
            "item": finding.item,
            "sex": sex,
            "age": age,
            "function": function,
            "breakdown": breakdown,
            "file": finding.place.file,
            "sheet": finding.place.sheet,
            "row": finding.place.row,
            "cell": finding.place.cell,
            "value": _decimal(finding.value),
            "expected_low": _decimal(finding.expected_low),
            "expected_high": _decimal(finding.expected_high),
            "message": texts_of(finding.message),
            "remedy": texts_of(finding.remedy),
            "state": finding.state,
            "explanation": finding.explanation,
            "explanation_reason": finding.explanation_reason,
            "explained_in": finding.explained_in,
            "since_last_check": self._report.change_of.get(finding.id),
        }

    # Aggregations

    def _of_rules(self) -> Iterator[Record]:
        counted = {each.key: each for each in self._report.by_rule}
        evaluated = self._report.check.evaluated
        for rule in sorted({*counted, *evaluated}):
            if rule in evaluated:
                yield self._number(f"evaluated/{rule}", f"count(rule = {rule})", [], rule, evaluated[rule])
            yield self._failed(rule, counted.get(rule))

    def _failed(self, rule: str, counted: Tally | None) -> Record:
        found = [each for each in self._report.findings if each.rule == rule]
        record = self._aggregation(f"failed/{rule}", f"count(value = 0, rule = {rule})", found, rule)
        known = self._words.rules.get(rule)
        if known:
            record["aggregate"]["description"] = known.title.en
        if counted is None:
            return record
        states = {"open": counted.open, "explained": counted.explained, "waived": counted.waived}
        return record | {"openssi": {"rule": rule, "cells": counted.cells, **states}}

    def _changes(self) -> Iterator[Record]:
        changes = self._report.changes
        if changes.before is None:
            return
        for change in CHANGES:
            found = changes.of(change)
            # What is gone was found by the check before, and has its id there.
            number = changes.before.number if change == "gone" else self._report.check.number
            ids = [f"{self._report.check.submission}/{number}/{each.id}" for each in found]
            name, text = f"changes/{change}", f"count(since check {changes.before.number} = {change})"
            yield self._number(name, text, ids, change, len(found))

    def _aggregation(self, name: str, expression: str, findings: Iterable[Finding], description: str) -> Record:
        ids = [self._id(each.id) for each in findings]
        return self._number(name, expression, ids, description, len(ids))

    def _number(self, name: str, expression: str, ids: list[str], description: str, value: int) -> Record:
        return {
            "id": self._id(name),
            "type": "aggregation",
            "event": self._event,
            "aggregate": {"language": LANGUAGE, "expression": expression, "description": description},
            "data": {"source": ids, "target": [self._report.check.submission], "description": ""},
            "value": str(value),
        }


def _read(rule: Rule) -> frozenset[tuple[str, int]]:
    """Return the items that a rule reads, and how many years back."""
    parts = (part for text in rule.expressions for part in parse(text).walk())
    return frozenset((part.item, part.lag) for part in parts if isinstance(part, tree.Reference))


def _decimal(value: Decimal | None) -> str | None:
    """Return a number with all its digits; JSON readers would round it."""
    if value is None:
        return None
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
