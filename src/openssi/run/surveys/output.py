"""Estimates of surveys as they leave: protected, then as a table for people or as CSV and JSON for machines."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TextIO

from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.microdata.description import SurveyDescription
from openssi.microdata.disclosure.of_estimates import (
    WITHHELD,
    Protected,
    coverage_of_groups,
    protected_estimates,
    with_rounded_counts,
    without_withheld,
)
from openssi.microdata.disclosure.of_programmes import ProtectedProgrammes, protected_programmes
from openssi.microdata.disclosure.parts import Protects, protected_parts
from openssi.present.numbers import format_number
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import err, language
from openssi.run.leaving import Leaves, protects_by, rule_of, written
from openssi.run.surveys.figures import SurveyFigures
from openssi.run.surveys.left_out import notices_of_left_out
from openssi.run.surveys.records import print_records, print_rows
from openssi.run.surveys.size import notices_of_many
from openssi.run.telling import OnScreen, Telling
from openssi.run.unwritable import refuse_unwritable
from openssi.run.withheld_in_words import survey_names
from openssi.vocabulary.cross_check import GroupCoverage
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate
from openssi.vocabulary.labels import Labels

FIELDS = ("measure", "domain_var", "domain", "estimate", "se", "lower", "upper", "n", "unit", "reason")
"""Columns of CSV and JSON, the same in every language."""

HEADS = ("domain", "estimate", "se", "interval", "n")
"""Columns of the table behind the measure."""


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
        telling: Who is told what was withheld.
        labels: What the design calls values and programmes.
    """

    rule: DisclosureRule | None
    output_format: str = "table"
    output: Path | None = None
    report: Path | None = None
    protects: Protects = protected_parts
    telling: Telling = field(default_factory=OnScreen)
    labels: Labels = field(default_factory=Labels)

    @classmethod
    def of(
        cls,
        description: SurveyDescription,
        file: Path | None,
        leaves: Leaves,
        output_format: str = "table",
        output: Path | None = None,
    ) -> "Leaving":
        """Return it for a survey: by what is asked for, else by what its design declares.

        Raises:
            FixTheFile: if there is no such rule, the record is not that of the data and the rule, or a file cannot be
                written where it is named.
        """
        declared = description.disclosure
        rule = rule_of(leaves.protect or declared.rule)
        refuse_unwritable(output)
        refuse_unwritable(leaves.report)
        record, data = leaves.record or declared.record, file or description.file
        protects = protects_by(rule, record, [] if data is None else [data])
        return cls(rule, output_format, output, leaves.report, protects, labels=description.labels)

    def show(self, found: SurveyFigures, names: Mapping[str, str]) -> None:
        """Print or write figures as they may leave, and say what was withheld.

        Args:
            found: As they were made.
            names: Measures in words, by their id.
        """
        left = self.protected_figures(found)
        shown = (*left.estimates, *left.differences)
        reasons = list(dict.fromkeys(each.reason for each in shown if each.reason not in {"", WITHHELD}))
        numbers = {reason: f"{number})" for number, reason in enumerate(reasons, 1)}
        with self.stream() as stream:
            if self.output_format == "table":
                said = SurveyWords(load_texts(default_root()), language(), self.labels)
                heads = [words("heads.measure"), *(said.head(each, found.level) for each in HEADS)]
                print_rows(heads, list(_table_rows(left, names, said, numbers)), range(2, 6), stream)
            else:
                print_records([_record(each) for each in shown], FIELDS, self.output_format, stream)
        for reason, number in numbers.items():
            told = Problem(reason).message(language())
            err.print(escape(f"{number} {told}" if self.output_format == "table" else told))

    @contextmanager
    def stream(self) -> Iterator[TextIO]:
        """Give the screen, or the file that is written whole or not at all, and then say so."""
        with written(self.output) as stream:
            yield stream
        if self.output is not None:
            err.print(escape(words("wrote", path=self.output)))

    def protected_figures(self, found: SurveyFigures) -> SurveyFigures:
        """Return figures as they may leave; a difference of a figure that is withheld in one of its groups does not."""
        looked_at = self.protected([*found.estimates, *found.groups])
        left, groups = looked_at[: len(found.estimates)], looked_at[len(found.estimates) :]
        compared = without_withheld(found.differences, groups or left)
        if self.rule is not None:
            compared = [with_rounded_counts(each, self.rule) for each in compared]
        return replace(found, estimates=tuple(left), differences=tuple(compared), groups=tuple(groups))

    def protected(self, estimates: Sequence[Estimate]) -> list[Estimate]:
        """Return estimates as they may leave, and say what was withheld and why.

        Raises:
            FixTheFile: if they are too many to be protected together.
        """
        left = list(estimates)
        if self.rule is None:
            self.telling.unprotected()
        else:
            notices_of_many(len(estimates), self.rule)
            with self._protects() as protects:
                decided = protected_estimates(estimates, self.rule, protects)
            self._tell(decided, self.rule)
            left = list(decided.estimates)
        self.telling.noticed(list(notices_of_left_out(estimates, left, self.rule)))
        return left

    def protected_programmes(self, found: Sequence[ProgrammeEstimate]) -> list[ProgrammeEstimate]:
        """Return figures of programmes as they may leave, and say what was withheld and why.

        Raises:
            FixTheFile: if they are too many to be protected together.
        """
        if self.rule is None:
            self.telling.unprotected()
            return list(found)
        notices_of_many(len(found), self.rule)
        with self._protects() as protects:
            left = protected_programmes(found, _of_beneficiaries(), self.rule, protects)
        self._tell(left, self.rule)
        return list(left.figures)

    def quietly(self, found: Sequence[ProgrammeEstimate]) -> list[ProgrammeEstimate]:
        """Return figures of programmes as they may leave, of which was told before what was withheld."""
        if self.rule is None:
            return list(found)
        with self._protects() as protects:
            return list(protected_programmes(found, _of_beneficiaries(), self.rule, protects).figures)

    def protected_coverage(self, rows: Sequence[GroupCoverage]) -> list[GroupCoverage]:
        """Return the coverage of groups of SDG 1.3.1 as it may leave, and say what was withheld and why."""
        if self.rule is None:
            self.telling.unprotected()
            return list(rows)
        estimates = {each.indicator: each.estimate for each in rows if each.estimate is not None}
        left, decided = coverage_of_groups(estimates, self.rule, self.protects)
        self._tell(decided, self.rule)
        return [replace(each, estimate=left.get(each.indicator)) for each in rows]

    @contextmanager
    def _protects(self) -> Iterator[Protects]:
        """Give what looks at figures, and show how far it is."""
        with self.telling.watching() as progress:
            yield partial(self.protects, progress=progress)

    def _tell(self, left: Protected | ProtectedProgrammes, rule: DisclosureRule) -> None:
        self.telling.withheld(left.cells, left.dimensions, rule, self.report, survey_names(self.labels))


def _of_beneficiaries() -> frozenset[str]:
    declared = load_benefit_indicators(default_root())
    return frozenset(name for name, each in declared.items() if each.of_beneficiaries)


def _record(estimate: Estimate) -> dict[str, object]:
    return {name: getattr(estimate, name) for name in FIELDS}


def _table_rows(
    found: SurveyFigures, names: Mapping[str, str], said: SurveyWords, numbers: Mapping[str, str]
) -> Iterator[list[str]]:
    """Yield the rows of the table; a number leads from a figure to the remark on it."""
    changes = partial(said.change, relative=found.relative)
    forms = ((found.estimates, changes if found.of_scenario else said.told), (found.differences, changes))
    for estimates, form in forms:
        for each in estimates:
            n = "" if each.n is None else format_number(each.n, said.language)
            figure, *error = form(each)
            remarked = f"{figure} {numbers[each.reason]}" if each.reason in numbers else figure
            yield [names.get(each.measure, each.measure), said.domain(each), remarked, *error, n]
