"""Rules evaluated on the answers of one country and year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openssi.expressions import Compiled, ObservationCells, Value, compile_python, parse
from openssi.validate.examples import example_cells
from openssi.validate.findings import Wording, finding_of
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import TOTAL, Observation
from openssi.vocabulary.rule import Example, Finding, Rule

SEXES = (TOTAL, "M", "F")
_ORDER = {"E": 0, "W": 1, "I": 2}


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """A rule whose expressions are functions of cells."""

    rule: Rule
    conditions: tuple[Compiled, ...]
    shown: Mapping[str, Compiled]
    expected: tuple[Compiled | None, Compiled | None]

    def holds(self, cells: ObservationCells) -> bool:
        """Whether every condition holds; one with a missing operand is not evaluated and counts as holding."""
        return all(condition(cells) is not False for condition in self.conditions)

    def values(self, cells: ObservationCells) -> dict[str, Value]:
        """Return the values that the message shows."""
        return {name: function(cells) for name, function in self.shown.items()}

    def range(self, cells: ObservationCells) -> tuple[Decimal | None, Decimal | None]:
        """Return what would have been expected."""
        low, high = (function(cells) if function else None for function in self.expected)
        return low if isinstance(low, Decimal) else None, high if isinstance(high, Decimal) else None


@dataclass(frozen=True, slots=True)
class RuleCompiler:
    """Turns rules into functions, each once."""

    questionnaire: Questionnaire
    codelists: Mapping[str, CodeList]

    def rule(self, rule: Rule) -> CompiledRule:
        """Return a rule ready to be evaluated."""
        expected = (rule.expected_low, rule.expected_high)
        low, high = (self._function(text) if text else None for text in expected)
        return CompiledRule(
            rule,
            tuple(map(self._function, rule.expressions)),
            {name: self._function(text) for name, text in rule.shown.items()},
            (low, high),
        )

    def _function(self, text: str) -> Compiled:
        return compile_python(parse(text), self.questionnaire, self.codelists)


def validate_submission(
    observations_by_year: Mapping[int, Sequence[Observation]],
    year: int,
    rules: Sequence[Rule],
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
) -> tuple[Finding, ...]:
    """Return what the rules find in the answers of one country.

    Args:
        observations_by_year: Answers and context data of the country; earlier years for rules that look back.
        year: The year that is checked.
        rules: The rules in force.
        questionnaire: Types and breakdowns of the items.
        codelists: Code lists that expressions may need.

    A note at the cell, or an explanation given before, is the country's answer to a finding that asks for one.
    Findings that block stand first, then those that ask, then those that note.
    """
    compiler = RuleCompiler(questionnaire, codelists)
    country = ObservationCells(observations_by_year, year, questionnaire)
    answers = [each for each in observations_by_year.get(year, ()) if each.channel != "context"]
    wording = Wording(questionnaire)
    found = [
        finding_of(compiled.rule, cells, compiled.values(cells), compiled.range(cells), wording)
        for compiled in map(compiler.rule, rules)
        for cells in scopes(compiled.rule, country, answers)
        if not compiled.holds(cells)
    ]
    return tuple(sorted(found, key=lambda each: (_ORDER[each.severity], str(each.place), each.rule, each.sex)))


def scopes(rule: Rule, country: ObservationCells, answers: Sequence[Observation]) -> Iterator[ObservationCells]:
    """Return the cells that a rule is evaluated on: each benefit, scheme, answered cell, or the country; by sex."""
    if rule.level == "cell":
        yield from (country.for_cell(each) for each in answers)
        return
    every: Sequence[ObservationCells] = [country]
    if rule.level == "benefit":
        every = country.benefits()
    elif rule.level == "scheme":
        every = country.schemes()
    for cells in every:
        yield from (cells.for_sex(sex) for sex in (SEXES if rule.by_sex else (TOTAL,)))


def example_holds(
    rule: Rule, example: Example, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> bool:
    """Return whether a rule holds for the cells of an example."""
    compiled = RuleCompiler(questionnaire, codelists).rule(rule)
    country, answers = example_cells(example, questionnaire)
    return all(compiled.holds(cells) for cells in scopes(rule, country, answers))
