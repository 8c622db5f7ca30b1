"""Figures of programmes as a table for people, or as CSV and JSON for machines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from rich.markup import escape

from openssi.present.numbers import format_number
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import out
from openssi.run.surveys.output import Leaving
from openssi.run.surveys.records import print_records, print_rows
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
    leaving: Leaving,
    ranked_by: str,
    level: float,
) -> None:
    """Print or write figures; under the table stands what their remarks mean."""
    with leaving.stream() as stream:
        if leaving.output_format != "table":
            print_records([record_of(each) for each in found], FIELDS, leaving.output_format, stream)
            return
        heads = [words.head(each, level) for each in _HEADS]
        print_rows(heads, list(_rows(found, declared, words)), _NUMERIC, stream)
    out.print(escape(words.say(f"explained.{ranked_by}")))
    for number, reason in enumerate(reasons_of(found), 1):
        out.print(escape(f"{number}) {Problem(reason).message(words.language)}"))


def record_of(each: ProgrammeEstimate) -> dict[str, object]:
    """Return a figure as a row of the CSV."""
    estimate = each.estimate
    figures = {name: getattr(estimate, name) for name in FIELDS[1:-1]}
    return {"programme": each.programme, **figures, "beneficiaries": each.beneficiaries}


def _rows(
    found: Sequence[ProgrammeEstimate], declared: Mapping[str, BenefitIndicator], words: SurveyWords
) -> Iterator[tuple[str, ...]]:
    numbers = {reason: f" {number})" for number, reason in enumerate(reasons_of(found), 1)}
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


def reasons_of(found: Sequence[ProgrammeEstimate]) -> list[str]:
    """Return remarks; why a figure may not leave was told before."""
    estimates = (each.estimate for each in found)
    return list(dict.fromkeys(each.reason for each in estimates if each.reason and each.n is not None))
