"""Cells with what is known beside them, for the rules of the other stages: a file, a revision, an answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from openssi.expressions import ObservationCells, Value
from openssi.expressions.patterns import key_of
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding, Rule
from openssi.vocabulary.submission import Fingerprint


def file_cells(
    fingerprint: Fingerprint, expected: Fingerprint, *, confirmed: bool, questionnaire: Questionnaire
) -> Iterator[ObservationCells]:
    """Iterate over the one scope of the rules on a file.

    Args:
        fingerprint: What the file says of itself.
        expected: What a workbook of the round would say now.
        confirmed: Whether somebody has compared the two and wants the file taken.
        questionnaire: The items.
    """
    facts: dict[str, Value] = {"file.confirmed": confirmed}
    for name, each in (("file", fingerprint), ("round", expected)):
        facts[f"{name}.country"] = each.ref_area
        facts[f"{name}.year"] = str(each.time_period)
        facts[f"{name}.version"] = each.questionnaire_version
        facts[f"{name}.base_version"] = each.base
    cells = ObservationCells({}, fingerprint.time_period, questionnaire)
    yield cells.with_facts(facts)


def revised_cells(
    country: ObservationCells, answers: Iterable[Observation], accepted: Iterable[Observation], reason: str
) -> Iterator[ObservationCells]:
    """Iterate over the numbers that are not what was accepted before.

    Args:
        country: The answers as they would be accepted.
        answers: The same, one by one.
        accepted: The vintage that they replace.
        reason: Why they were revised (CL_REVREASON), or empty.
    """
    old = {key_of(each): each for each in accepted if each.channel != "context"}
    for each in answers:
        before = old.get(key_of(each))
        if before is None or before.scaled_value == each.scaled_value or each.channel == "context":
            continue
        facts: Mapping[str, Value] = {
            "revision.value": each.scaled_value,
            "revision.previous": before.scaled_value,
            "revision.reason": reason or None,
        }
        yield country.with_facts(facts).for_cell(each)


def explained_cells(
    country: ObservationCells, answers: Iterable[Observation], findings: Sequence[Finding], rules: Iterable[Rule]
) -> Iterator[ObservationCells]:
    """Iterate over the cells whose findings were explained this year."""
    groups = {each.id: each.group for each in rules}
    cells = {each.id: each for each in answers}
    for finding in findings:
        cell = cells.get(finding.obs_id)
        if cell is None or finding.state != "explained" or finding.explained_in is not None:
            continue
        reason = finding.explanation_reason or None
        facts: Mapping[str, Value] = {"explanation.reason": reason, "explanation.group": groups.get(finding.rule)}
        yield country.with_facts(facts).for_cell(cell)


def published_cells(
    country: ObservationCells, answers: Iterable[Observation], withheld: Iterable[Observation], today: str
) -> Iterator[ObservationCells]:
    """Iterate over the cells that would leave, each with how many of its row do not.

    A row is the cells of one item, scheme and benefit that differ in sex, age, function or another code: its total and
    its parts, of which a lone one that is missing could be found by subtraction.

    Args:
        country: All answers of the country.
        answers: Those that would be published.
        withheld: Those that would not.
        today: Day of publication, as an ISO date.
    """
    suppressed = _counted(each for each in withheld if each.value is not None)
    shown = list(answers)
    sizes = _counted(shown)
    for each in shown:
        row = _row(each)
        facts: Mapping[str, Value] = {
            "today": today,
            "row.suppressed": _number(suppressed.get(row, 0)),
            "row.cells": _number(sizes[row] + suppressed.get(row, 0)),
        }
        yield country.with_facts(facts).for_cell(each)


def _counted(observations: Iterable[Observation]) -> dict[tuple[str, str, str], int]:
    counts: dict[tuple[str, str, str], int] = {}
    for each in observations:
        counts[_row(each)] = counts.get(_row(each), 0) + 1
    return counts


def _row(each: Observation) -> tuple[str, str, str]:
    return each.item, each.scheme, each.benefit


def _number(count: int) -> Value:
    return Decimal(count)
