"""Figures of programmes as a table for people, or as CSV and JSON for machines."""

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TextIO

from rich.markup import escape

from openssi.present.numbers import format_number
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import out, print_table
from openssi.vocabulary.csv_text import neutralised
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import BenefitIndicator, ProgrammeEstimate

FIELDS = ("programme", *(each.name for each in fields(Estimate) if each.name != "contributors"), "beneficiaries")
"""Columns of the CSV, the same in every language."""

_HEADS = ("programme", "measure", "domain", "estimate", "se", "interval", "n")
_NUMERIC = range(3, 7)


def show_estimates(
    found: Sequence[ProgrammeEstimate],
    declared: Mapping[str, BenefitIndicator],
    words: SurveyWords,
    output_format: str,
    ranked_by: str,
) -> None:
    """Print figures; under the table stands what their remarks mean."""
    if output_format == "table":
        print_table([words.say(f"heads.{each}") for each in _HEADS], _rows(found, declared, words), _NUMERIC)
        out.print(escape(words.say(f"explained.{ranked_by}")))
        for number, reason in enumerate(_reasons(found), 1):
            out.print(escape(f"{number}) {Problem(reason).message(words.language)}"))
    else:
        print_records([_record(each) for each in found], FIELDS, output_format)


def print_records(
    records: Sequence[Mapping[str, object]], columns: Sequence[str], output_format: str, stream: TextIO | None = None
) -> None:
    """Print records as CSV or JSON with all their digits; what is not there is empty, in JSON null."""
    into = stream or sys.stdout
    if output_format == "json":
        json.dump(records, into, ensure_ascii=False, indent=2, allow_nan=False)
        into.write("\n")
        return
    writer = csv.DictWriter(into, columns, lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({name: neutralised(each) if isinstance(each, str) else each for name, each in record.items()})


def _record(each: ProgrammeEstimate) -> dict[str, object]:
    estimate = each.estimate
    figures = {name: getattr(estimate, name) for name in FIELDS[1:-1]}
    return {"programme": each.programme, **figures, "beneficiaries": each.beneficiaries}


def _rows(
    found: Sequence[ProgrammeEstimate], declared: Mapping[str, BenefitIndicator], words: SurveyWords
) -> Iterator[tuple[str, ...]]:
    numbers = {reason: f" {number})" for number, reason in enumerate(_reasons(found), 1)}
    for each in found:
        estimate = each.estimate
        yield (
            words.programme(each.programme),
            declared[estimate.measure].name.in_language(words.language),
            words.domain(estimate),
            f"{words.figure(estimate)}{numbers.get(estimate.reason, '')}",
            words.error(estimate),
            words.interval(estimate),
            "" if estimate.n is None else format_number(estimate.n, words.language),
        )


def _reasons(found: Sequence[ProgrammeEstimate]) -> list[str]:
    """Return remarks; why a figure may not leave was told before."""
    estimates = (each.estimate for each in found)
    return list(dict.fromkeys(each.reason for each in estimates if each.reason and each.n is not None))
