"""Rules evaluated on the answers of one country and year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from openssi.expressions import ObservationCells, example_cells
from openssi.validate.asked import AskedCells
from openssi.validate.conditions import CompiledRule, RuleCompiler, Tolerances
from openssi.validate.findings import FindingWriter
from openssi.validate.scopes import SUBMISSION_LEVELS, SubmissionScopes
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Example, Finding, Rule, RuleLevel
from openssi.vocabulary.text import MultilingualText

CountryTolerances = Mapping[str, Tolerances]
"""By rule: values of its tolerances in place of its own."""

_NO_TOLERANCES: CountryTolerances = MappingProxyType({})
_ORDER = {"E": 0, "W": 1, "I": 2}


@dataclass(frozen=True)
class Validator:
    """The rules of one set of definitions, compiled once and evaluated on any number of submissions.

    Attributes:
        rules: The rules in force.
        questionnaire: Types and breakdowns of the items.
        codelists: Code lists that expressions may need.
        labels: Names of what is no item but may be a finding's cell, such as an indicator.
    """

    rules: Sequence[Rule]
    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]
    labels: Mapping[str, MultilingualText] = field(default_factory=dict)
    _special: dict[tuple[str, frozenset[object]], CompiledRule] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def compiler(self) -> RuleCompiler:
        """What turns expressions into functions."""
        return RuleCompiler(self.questionnaire, self.codelists)

    @cached_property
    def _compiled(self) -> Mapping[str, CompiledRule]:
        return {rule.id: self.compiler.rule(rule) for rule in self.rules}

    @cached_property
    def _asked(self) -> AskedCells:
        return AskedCells(self.questionnaire, self.codelists)

    @cached_property
    def _core(self) -> frozenset[str]:
        return frozenset(each.id for each in self.questionnaire.items.values() if each.core)

    def findings(
        self,
        observations_by_year: Mapping[int, Sequence[Observation]],
        year: int,
        tolerances: CountryTolerances = _NO_TOLERANCES,
    ) -> tuple[Finding, ...]:
        """Return what the rules find in the answers of one country.

        Args:
            observations_by_year: Answers and context data of the country; earlier years for rules that look back.
            year: The year that is checked.
            tolerances: Tolerances that this country was given.

        Each condition that does not hold makes a finding of its own, on the cell that it is about. A note at the cell,
        or an explanation given before, is the country's answer to a finding that asks for one. Findings that block
        stand first, then those that ask, then those that note; within each, in the order of sheet, row and cell.
        """
        country = ObservationCells(observations_by_year, year, self.questionnaire)
        return self.findings_in(country, observations_by_year.get(year, ()), tolerances)

    def completeness(self, observations_by_year: Mapping[int, Sequence[Observation]], year: int) -> tuple[int, int]:
        """Return how many required cells of a country and year have a value or a reason, and how many are required."""
        country = ObservationCells(observations_by_year, year, self.questionnaire)
        scopes = self._scopes(country, observations_by_year.get(year, ()))
        return self._asked.count(country, scopes.answers, scopes.form, scopes.ref_area) if scopes else (0, 0)

    def findings_in(
        self, country: ObservationCells, observations: Sequence[Observation], tolerances: CountryTolerances
    ) -> tuple[Finding, ...]:
        """Return what `findings` returns, for cells that are there already.

        Args:
            country: The cells of the country in the year that is checked.
            observations: Answers and context data of that year.
            tolerances: Tolerances that this country was given.
        """
        scopes = self._scopes(country, observations)
        if scopes is None:
            return ()
        writer = FindingWriter(self.questionnaire, self.codelists, scopes.ref_area, self.labels)
        rules = [rule for rule in self.rules if rule.level in SUBMISSION_LEVELS]
        found = (
            writer.finding(compiled, breach, cells)
            for rule in rules
            for compiled in [self.compiled(rule, tolerances)]
            for cells in scopes.of(rule, compiled.settles)
            for breach in compiled.broken(cells)
        )
        return in_order(_once(found))

    def findings_at(
        self, level: RuleLevel, places: Iterable[ObservationCells], tolerances: CountryTolerances = _NO_TOLERANCES
    ) -> tuple[Finding, ...]:
        """Return what the rules of a level find where facts from outside a submission are known.

        Args:
            level: `file`, `overlap`, `explanation`, `approval`, `indicator`, `revision` or `publication`.
            places: Cells with their facts.
            tolerances: Tolerances that this country was given.
        """
        compiled = [self.compiled(rule, tolerances) for rule in self.rules if rule.level == level]
        found = (
            FindingWriter(self.questionnaire, self.codelists, cells.ref_area, self.labels).finding(each, breach, cells)
            for cells in places
            for each in compiled
            for breach in each.broken(cells)
        )
        return in_order(_once(found))

    def compiled(self, rule: Rule, tolerances: CountryTolerances = _NO_TOLERANCES) -> CompiledRule:
        """Return a rule ready to be evaluated, with the tolerances of a country."""
        given = tolerances.get(rule.id)
        if not given:
            return self._compiled[rule.id]
        key = (rule.id, frozenset(given.items()))
        if key not in self._special:
            self._special[key] = self.compiler.rule(rule, given)
        return self._special[key]

    def _scopes(self, country: ObservationCells, observations: Sequence[Observation]) -> SubmissionScopes | None:
        answers = [each for each in observations if each.channel != "context"]
        if not answers:
            return None
        items = self.questionnaire.items
        is_full = any(each.item in items and each.item not in self._core for each in answers)
        form = items.keys() if is_full else self._core
        return SubmissionScopes(country, answers, self._asked, items, form, is_full, answers[0].ref_area)


def validate_submission(
    observations_by_year: Mapping[int, Sequence[Observation]],
    year: int,
    rules: Sequence[Rule],
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
) -> tuple[Finding, ...]:
    """Return what some rules find in the answers of one country; see `Validator.findings`."""
    return Validator(rules, questionnaire, codelists).findings(observations_by_year, year)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order in which they are read: what blocks first, then by sheet, row and cell."""
    return tuple(sorted(findings, key=_place_in_list))


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Return the first finding of each rule on each cell."""
    first: dict[str, Finding] = {}
    for each in findings:
        first.setdefault(each.id, each)
    return first.values()


def _place_in_list(finding: Finding) -> tuple[int, str, int, str, str, str]:
    place = finding.place
    return (_ORDER[finding.severity], place.sheet, place.row or 0, place.cell, finding.rule, finding.obs_id)


def failing_examples(
    rule: Rule, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> tuple[Example, ...]:
    """Return the examples of a rule that do not come out as they promise."""
    compiled = RuleCompiler(questionnaire, codelists).rule(rule)

    def holds(example: Example) -> bool:
        return not any(True for cells in _example_scopes(rule, example, questionnaire) for _ in compiled.broken(cells))

    return tuple(each for each in rule.examples if holds(each) is not each.passes)


def _example_scopes(rule: Rule, example: Example, questionnaire: Questionnaire) -> Iterator[ObservationCells]:
    country, answers, facts = example_cells(example.cells, questionnaire)
    if rule.level not in SUBMISSION_LEVELS:
        country = country.with_facts(facts)
        yield from (country.for_cell(each) for each in answers) if answers else (country,)
        return
    if rule.level == "asked":
        yield from (country.for_cell(each) for each in answers)
        return
    items = questionnaire.items
    yield from SubmissionScopes(country, answers, None, items, items.keys(), is_full=True, ref_area="").of(rule)
