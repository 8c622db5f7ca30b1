"""Rules evaluated on the answers of one country and year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from openssi.expressions import ObservationCells
from openssi.validate.conditions import RuleCompiler
from openssi.validate.examples import example_cells
from openssi.validate.findings import FindingWriter
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import TOTAL, Observation
from openssi.vocabulary.rule import Example, Finding, Rule

SEXES = (TOTAL, "M", "F")
_ORDER = {"E": 0, "W": 1, "I": 2}


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

    Each condition that does not hold makes a finding of its own, on the cell that it is about. A note at the cell, or
    an explanation given before, is the country's answer to a finding that asks for one. Findings that block stand
    first, then those that ask, then those that note; within each, in the order of sheet, row and cell.
    """
    compiler = RuleCompiler(questionnaire, codelists)
    country = ObservationCells(observations_by_year, year, questionnaire)
    answers = [each for each in observations_by_year.get(year, ()) if each.channel != "context"]
    if not answers:
        return ()
    writer = FindingWriter(questionnaire, answers[0].ref_area)
    found = (
        writer.finding(compiled, condition, cells)
        for compiled in map(compiler.rule, rules)
        for cells in scopes(compiled.rule, country, answers)
        for condition in compiled.broken(cells)
    )
    return tuple(sorted(_once(found), key=_place_in_list))


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Return the first finding of each rule on each cell."""
    first: dict[str, Finding] = {}
    for each in findings:
        first.setdefault(each.id, each)
    return first.values()


def _place_in_list(finding: Finding) -> tuple[int, str, int, str, str, str]:
    place = finding.place
    return (_ORDER[finding.severity], place.sheet, place.row or 0, place.cell, finding.rule, finding.obs_id)


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
    return not any(True for cells in scopes(rule, country, answers) for _ in compiled.broken(cells))
