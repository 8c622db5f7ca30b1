"""Estimates of surveys as they leave: protected, then as a table for people or as CSV and JSON for machines."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.definitions.disclosure import disclosure_rule
from openssi.microdata.description import SurveyDescription
from openssi.microdata.disclosure.of_estimates import (
    WITHHELD,
    Protected,
    coverage_of_groups,
    protected_estimates,
    without_withheld,
)
from openssi.microdata.disclosure.of_programmes import ProtectedProgrammes, protected_programmes
from openssi.microdata.disclosure.parts import Protects, protected_parts
from openssi.present.numbers import format_number
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import err, language, print_table
from openssi.run.leaving import UNPROTECTED, Leaves, protects_by, tell_unprotected, tell_withheld, written
from openssi.run.survey_incidence_rows import print_records
from openssi.vocabulary.cross_check import GroupCoverage
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate

FIELDS = ("measure", "domain_var", "domain", "estimate", "se", "lower", "upper", "n", "unit", "reason")
"""Columns of CSV and JSON, the same in every language."""

HEADS = ("measure", "domain", "estimate", "se", "interval", "n")


def words(key: str, **values: object) -> str:
    """Return a text on surveys in the language of the person."""
    return load_texts(default_root()).get(f"survey.{key}", language(), **values)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What may leave and where it goes.

    Attributes:
        rule: None for figures that stay here.
        output_format: `table`, `csv` or `json`.
        output: File; None for the screen.
        report: File for the report on what was withheld; None for none.
        protects: Looks at figures before they leave: alone, or with those that left before.
    """

    rule: DisclosureRule | None
    output_format: str
    output: Path | None = None
    report: Path | None = None
    protects: Protects = protected_parts

    @classmethod
    def of(
        cls,
        description: SurveyDescription,
        file: Path | None,
        leaves: Leaves,
        output_format: str,
        output: Path | None = None,
    ) -> "Leaving":
        """Return it for a survey: by what is asked for, else by what its design declares.

        Raises:
            FixTheFile: if there is no such rule, or the record is not that of the data.
        """
        declared = description.disclosure
        named = leaves.protect or declared.rule
        rule = None if named == UNPROTECTED else disclosure_rule(default_root(), named)
        record, data = leaves.record or declared.record, file or description.file
        protects = protects_by(rule, record, [] if data is None else [data])
        return cls(rule, output_format, output, leaves.report, protects)

    def show(
        self,
        estimates: Sequence[Estimate],
        names: Mapping[str, str],
        differences: Sequence[Estimate] = (),
        of: Sequence[Estimate] = (),
    ) -> None:
        """Print or write estimates as they may leave, and say what was withheld.

        Args:
            estimates: As they were made.
            names: Measures in words, by their id.
            differences: Of groups, whose domain is `group - other`: one that names a withheld group does not leave.
            of: Figures of these groups, where they are not among the estimates: they are not shown.
        """
        looked_at = self.protected([*estimates, *of])
        left = looked_at[: len(estimates)]
        left += without_withheld(differences, looked_at[len(estimates) :] or left)
        with written(self.output) as stream:
            if self.output_format == "table":
                _print_table(left, names, stream)
            else:
                print_records([_record(each) for each in left], FIELDS, self.output_format, stream)
        if self.output is not None:
            err.print(escape(words("wrote", path=self.output)))
        for reason in dict.fromkeys(each.reason for each in left if each.reason not in {"", WITHHELD}):
            err.print(escape(Problem(reason).message(language())))

    def protected(self, estimates: Sequence[Estimate]) -> list[Estimate]:
        """Return estimates as they may leave, and say what was withheld and why."""
        if self.rule is None:
            tell_unprotected()
            return list(estimates)
        left = protected_estimates(estimates, self.rule, self.protects)
        self._tell(left)
        return list(left.estimates)

    def protected_programmes(self, found: Sequence[ProgrammeEstimate]) -> list[ProgrammeEstimate]:
        """Return figures of programmes as they may leave, and say what was withheld and why."""
        if self.rule is None:
            tell_unprotected()
            return list(found)
        left = protected_programmes(found, _of_beneficiaries(), self.rule, self.protects)
        self._tell(left)
        return list(left.figures)

    def quietly(self, found: Sequence[ProgrammeEstimate]) -> list[ProgrammeEstimate]:
        """Return figures of programmes as they may leave, of which was told before what was withheld."""
        if self.rule is None:
            return list(found)
        return list(protected_programmes(found, _of_beneficiaries(), self.rule, self.protects).figures)

    def protected_coverage(self, rows: Sequence[GroupCoverage]) -> list[GroupCoverage]:
        """Return the coverage of groups of SDG 1.3.1 as it may leave, and say what was withheld and why."""
        if self.rule is None:
            tell_unprotected()
            return list(rows)
        estimates = {each.indicator: each.estimate for each in rows if each.estimate is not None}
        left, decided = coverage_of_groups(estimates, self.rule, self.protects)
        self._tell(decided)
        return [replace(each, estimate=left.get(each.indicator)) for each in rows]

    def _tell(self, left: Protected | ProtectedProgrammes) -> None:
        if self.rule is not None:
            tell_withheld(left.cells, left.dimensions, self.rule, self.report)

    def points(self, most: int, rows: int) -> int:
        """Return how many points of a curve may leave, so that persons enough stand behind each step; 0 for none."""
        return most if self.rule is None else min(most, rows // self.rule.minimum)


def _of_beneficiaries() -> frozenset[str]:
    declared = load_benefit_indicators(default_root())
    return frozenset(name for name, each in declared.items() if each.of_beneficiaries)


def _record(estimate: Estimate) -> dict[str, object]:
    return {name: getattr(estimate, name) for name in FIELDS}


def _print_table(estimates: Sequence[Estimate], names: Mapping[str, str], stream: TextIO) -> None:
    said = SurveyWords(load_texts(default_root()), language())
    rows = list(_table_rows(estimates, names, said))
    heads = [words(f"heads.{each}") for each in HEADS]
    if stream is sys.stdout:
        print_table(heads, rows, range(2, 6))
    else:
        stream.writelines("\t".join(row) + "\n" for row in (heads, *rows))


def _table_rows(estimates: Sequence[Estimate], names: Mapping[str, str], said: SurveyWords) -> Iterator[list[str]]:
    for each in estimates:
        n = "" if each.n is None else format_number(each.n, said.language)
        name = names.get(each.measure, each.measure)
        yield [name, said.domain(each), said.figure(each), said.error(each), said.interval(each), n]
