"""Explanations of earlier years that still hold."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from openssi.vocabulary.rule import Finding

GROWTH = Decimal("0.1")
"""By how much a value may move further out of its range before it has to be explained anew."""

_CellOfRule = tuple[str, str]


def carried_over(findings: Iterable[Finding], earlier: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings, those that an explanation of the year before answers as explained.

    An explanation answers the same rule on the same cell as long as the value stays where it was: not more than a
    tenth further beyond the bound that it broke, or, where the rule gives none, not more than a tenth from its value.
    It is measured against the year in which it was given, so that it cannot drift.

    Args:
        findings: Those of one country and year.
        earlier: Those of the country's years before, with their answers.
    """
    explained = {(cell_of_rule(each), each.time_period): each for each in earlier if each.state == "explained"}
    return tuple(_answered(each, explained) for each in findings)


def cell_of_rule(finding: Finding) -> _CellOfRule:
    """Return the rule and the cell of a finding, whatever the year."""
    area, _, rest = finding.obs_id.partition(".")
    _, _, cell = rest.partition(".")
    return finding.rule, f"{area}.{cell}"


def _answered(finding: Finding, explained: Mapping[tuple[_CellOfRule, int], Finding]) -> Finding:
    if finding.severity != "W" or finding.state != "open":
        return finding
    key = cell_of_rule(finding)
    last = explained.get((key, finding.time_period - 1))
    if last is None:
        return finding
    given_in = last.time_period if last.explained_in is None else last.explained_in
    first = explained.get((key, given_in), last)
    if not _stays(finding, first):
        return finding
    return replace(
        finding,
        state="explained",
        explanation=last.explanation,
        explanation_reason=last.explanation_reason,
        explained_in=given_in,
    )


def _stays(now: Finding, then: Finding) -> bool:
    beyond_now, beyond_then = _beyond(now), _beyond(then)
    if beyond_now is not None and beyond_then is not None:
        return beyond_now <= beyond_then * (1 + GROWTH)
    if now.value is None or then.value is None:
        return now.value is None and then.value is None
    return abs(now.value - then.value) <= GROWTH * abs(then.value)


def _beyond(finding: Finding) -> Decimal | None:
    """Return how far a value is outside its range, as a share of the bound that it breaks; none where it has none."""
    value, low, high = finding.value, finding.expected_low, finding.expected_high
    if value is None:
        return None
    if high is not None and high > 0 and value > high:
        return value / high - 1
    if low is not None and low > 0 and value < low:
        return 1 - value / low
    return None
