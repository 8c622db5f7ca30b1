"""Estimates of surveys as they leave: protected, then as a table for people or as CSV and JSON for machines."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TextIO

from rich.markup import escape

from openssi.definitions import default_root, load_texts
from openssi.definitions.benefit_indicators import load_benefit_indicators
from openssi.definitions.disclosure import disclosure_rule
from openssi.microdata.disclosure.of_estimates import protected_estimates, protected_groups, table_of
from openssi.microdata.disclosure.of_programmes import protected_programmes
from openssi.present.numbers import format_number
from openssi.present.surveys.survey_words import SurveyWords
from openssi.run.console import err, language
from openssi.run.leaving import UNPROTECTED, written
from openssi.run.survey_figures import SurveyFigures
from openssi.run.survey_records import print_records, print_rows
from openssi.run.telling import OnScreen, Telling
from openssi.run.unwritable import refuse_unwritable
from openssi.vocabulary.cross_check import GroupCoverage
from openssi.vocabulary.disclosure import DisclosureRule
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.estimate import Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate

FIELDS = ("measure", "domain_var", "domain", "estimate", "se", "lower", "upper", "n", "unit", "reason")
"""Columns of CSV and JSON, the same in every language."""

HEADS = ("measure", "domain", "estimate", "se", "interval", "n")
LESS = " - "
"""Between two groups whose figures are compared."""


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
        telling: Who is told what was withheld.
    """

    rule: DisclosureRule | None
    output_format: str = "table"
    output: Path | None = None
    report: Path | None = None
    telling: Telling = field(default_factory=OnScreen)

    @classmethod
    def by(
        cls, protect: str, output_format: str = "table", output: Path | None = None, report: Path | None = None
    ) -> "Leaving":
        """Return it by the name of the rule, or the path of a file of rules.

        Raises:
            FixTheFile: if there is no such rule, or a file cannot be written where it is named.
        """
        rule = None if protect == UNPROTECTED else disclosure_rule(default_root(), protect)
        refuse_unwritable(output)
        refuse_unwritable(report)
        return cls(rule, output_format, output, report)

    def show(self, found: SurveyFigures, names: Mapping[str, str]) -> None:
        """Print or write figures as they may leave, and say what was withheld.

        Args:
            found: As they were made.
            names: Measures in words, by their id.
        """
        left = self.protected_figures(found)
        shown = (*left.estimates, *left.differences)
        with self.stream() as stream:
            if self.output_format == "table":
                said = SurveyWords(load_texts(default_root()), language())
                heads = [words(f"heads.{each}") for each in HEADS]
                print_rows(heads, list(_table_rows(left, names, said)), range(2, 6), stream)
            else:
                print_records([_record(each) for each in shown], FIELDS, self.output_format, stream)
        for reason in dict.fromkeys(each.reason for each in shown if each.reason and not self._withholds(each)):
            err.print(escape(Problem(reason).message(language())))

    @contextmanager
    def stream(self) -> Iterator[TextIO]:
        """Give the screen, or the file that is written whole or not at all, and then say so."""
        with written(self.output) as stream:
            yield stream
        if self.output is not None:
            err.print(escape(words("wrote", path=self.output)))

    def protected_figures(self, found: SurveyFigures) -> SurveyFigures:
        """Return figures as they may leave; a difference that names a withheld group does not."""
        left = self.protected(found.estimates)
        gone = {(each.domain_var, each.domain) for each in left if each.n is None}
        compared = tuple(each for each in found.differences if not _names_one_of(each, gone))
        return replace(found, estimates=tuple(left), differences=compared)

    def protected(self, estimates: Sequence[Estimate]) -> list[Estimate]:
        """Return estimates as they may leave, and say what was withheld and why."""
        if self.rule is None:
            self.telling.unprotected()
            return list(estimates)
        left, cells = protected_estimates(estimates, self.rule)
        self.telling.withheld(tuple(cells.values()), table_of(estimates).dimensions, self.rule, self.report)
        return left

    def protected_programmes(self, found: Sequence[ProgrammeEstimate]) -> list[ProgrammeEstimate]:
        """Return figures of programmes as they may leave, and say what was withheld and why."""
        if self.rule is None:
            self.telling.unprotected()
            return list(found)
        left, cells, dimensions = protected_programmes(found, _of_beneficiaries(), self.rule)
        self.telling.withheld(cells, dimensions, self.rule, self.report)
        return left

    def quietly(self, found: Sequence[ProgrammeEstimate]) -> list[ProgrammeEstimate]:
        """Return figures of programmes as they may leave, of which was told before what was withheld."""
        return list(found) if self.rule is None else protected_programmes(found, _of_beneficiaries(), self.rule)[0]

    def protected_coverage(self, rows: Sequence[GroupCoverage]) -> list[GroupCoverage]:
        """Return the coverage of groups of SDG 1.3.1 as it may leave, and say what was withheld and why."""
        if self.rule is None:
            self.telling.unprotected()
            return list(rows)
        estimates = {each.indicator: each.estimate for each in rows if each.estimate is not None}
        left, cells = protected_groups(estimates, "indicator", self.rule)
        self.telling.withheld(tuple(cells.values()), ("indicator",), self.rule, self.report)
        return [replace(each, estimate=left.get(each.indicator)) for each in rows]

    def points(self, most: int, rows: int) -> int:
        """Return how many points of a curve may leave, so that persons enough stand behind each step; 0 for none."""
        return most if self.rule is None else min(most, rows // self.rule.minimum)

    def _withholds(self, estimate: Estimate) -> bool:
        return estimate.n is None


def _of_beneficiaries() -> frozenset[str]:
    declared = load_benefit_indicators(default_root())
    return frozenset(name for name, each in declared.items() if each.of_beneficiaries)


def _names_one_of(difference: Estimate, gone: Collection[tuple[str, str]]) -> bool:
    return any(
        difference.domain_var == column
        and (difference.domain.startswith(f"{group}{LESS}") or difference.domain.endswith(f"{LESS}{group}"))
        for column, group in gone
    )


def _record(estimate: Estimate) -> dict[str, object]:
    return {name: getattr(estimate, name) for name in FIELDS}


def _table_rows(found: SurveyFigures, names: Mapping[str, str], said: SurveyWords) -> Iterator[list[str]]:
    changes = partial(said.change, relative=found.relative)
    forms = ((found.estimates, changes if found.of_scenario else said.told), (found.differences, changes))
    for estimates, form in forms:
        for each in estimates:
            n = "" if each.n is None else format_number(each.n, said.language)
            yield [names.get(each.measure, each.measure), said.domain(each), *form(each), n]
