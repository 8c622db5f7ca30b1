"""How much a finding matters to what is published: the effect that a correction would have, times the doubt.

Findings and queries are read in this order, so that an hour of review goes where it changes figures. The number is a
whole one from 0 to 100; `docs/methods/significance.md` says how it is made.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from openssi.expressions import parse
from openssi.vocabulary.indicator import Indicator, NationalTotal
from openssi.vocabulary.item import Item, Questionnaire
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.rule import Finding, FindingState, Severity

NOT_IN_AN_INDICATOR = 0.5
"""Weight of a cell that is published as it stands and enters no indicator."""

NO_NUMBER = 0.1
"""Effect of a cell that holds no number: what a text or a code moves is not measured."""

WITHOUT_A_RANGE: Mapping[Severity, float] = {"E": 0.5, "W": 0.5, "I": 0.2}
"""Doubt where a rule does not say what it expects: what it asks for may leave the value as it is."""

LEAST_DOUBT = 0.2
"""Doubt of a value that lies just beyond what is expected."""

ANSWERED: Mapping[FindingState, float] = {"open": 1.0, "explained": 0.5, "waived": 0.0}
"""What an answer leaves of a doubt."""

_Total = tuple[str, str, str, str, str]


class Cell(Protocol):
    """What a total is made of: an observation, or the key of a cell."""

    @property
    def item(self) -> str:
        """Its item."""

    @property
    def sex(self) -> str:
        """Its sex."""

    @property
    def age(self) -> str:
        """Its age."""

    @property
    def func(self) -> str:
        """Its function."""

    @property
    def breakdown(self) -> str:
        """Its breakdown."""


@dataclass(frozen=True)
class Significance:
    """Weighs the findings of one country and year.

    Attributes:
        published: The indicators that each item enters, by item.
        totals: Total of each item over schemes and benefits, by item, sex, age, function and breakdown.
    """

    published: Mapping[str, tuple[str, ...]]
    totals: Mapping[_Total, float] = field(default_factory=dict)

    @classmethod
    def of(cls, published: Mapping[str, tuple[str, ...]], answers: Iterable[Observation]) -> "Significance":
        """Return what weighs the findings on some answers.

        Args:
            published: What `indicators_by_item` says.
            answers: The answers of the country and year.
        """
        totals: defaultdict[_Total, float] = defaultdict(float)
        for each in answers:
            if each.scaled_value is not None:
                totals[each.item, each.sex, each.age, each.func, each.breakdown] += abs(float(each.scaled_value))
        return cls(published, totals)

    def total_of(self, each: Cell) -> float:
        """Return the total of the item of a cell in the country, over schemes and benefits."""
        return self.totals.get((each.item, each.sex, each.age, each.func, each.breakdown), 0.0)

    def of_finding(self, finding: Finding) -> int:
        """Return the significance of a finding, at least 1 unless it was waived."""
        doubt = doubt_of(finding) * ANSWERED[finding.state]
        if not doubt:
            return 0
        weight = 1.0 if self.published.get(finding.item) else NOT_IN_AN_INDICATOR
        return max(1, round(100 * math.sqrt(weight * self._effect(finding)) * doubt))

    def _effect(self, finding: Finding) -> float:
        """Return the share of the total of its item by which the nearest value that would be expected moves it."""
        if finding.value is None:
            return NO_NUMBER
        value = float(finding.value)
        total = self.totals.get(_total_of(finding.obs_id, finding.item), abs(value))
        nearest = _nearest(finding)
        moved = abs(value) if nearest is None else abs(float(nearest) - value)
        after = total if nearest is None else total - abs(value) + abs(float(nearest))
        whole = max(total, after, abs(value))
        return min(1.0, moved / whole) if whole else NO_NUMBER


def doubt_of(finding: Finding) -> float:
    """Return how doubtful a value is, 0 to 1, whatever was said of it.

    What must be corrected to a known range is beyond doubt. Else it grows with the distance beyond the expected range,
    against the width of that range, or against its limit where it has only one.
    """
    nearest = _nearest(finding)
    if nearest is None or finding.value is None:
        return WITHOUT_A_RANGE[finding.severity]
    if finding.severity == "E":
        return 1.0
    beyond = abs(float(finding.value - nearest))
    low, high = finding.expected_low, finding.expected_high
    reach = float(high - low) / 2 if low is not None and high is not None else abs(float(nearest))
    return max(LEAST_DOUBT, beyond / (beyond + reach)) if beyond else LEAST_DOUBT


def _nearest(finding: Finding) -> Decimal | None:
    """Return the nearest value that would be expected, none where the rule does not say or the value is within."""
    value, low, high = finding.value, finding.expected_low, finding.expected_high
    if value is None:
        return None
    if low is not None and value < low:
        return low
    return high if high is not None and value > high else None


def _total_of(obs_id: str, item: str) -> _Total:
    """Return which total a cell enters: its item, with the last four codes of its id."""
    sex, age, func, breakdown = obs_id.rsplit(".", 4)[-4:] if obs_id.count(".") >= 4 else ("", "", "", "")
    return item, sex, age, func, breakdown


# What is published of an item


def indicators_by_item(
    indicators: Iterable[Indicator], totals: Mapping[str, NationalTotal], questionnaire: Questionnaire
) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the indicators that each item enters, directly or by way of totals and calculated items."""
    parts = _parts(totals, questionnaire.items)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for each in indicators:
        ahead = [text for text in (each.numerator, each.denominator) if text]
        for item in _all_items({item for text in ahead for item in parse(text).items()}, parts):
            found[item].append(each.id)
    return {item: tuple(ids) for item, ids in found.items()}


def _parts(totals: Mapping[str, NationalTotal], items: Mapping[str, Item]) -> Mapping[str, frozenset[str]]:
    """Return the items that totals and calculated items are made of, one step down."""
    found = {each.id: frozenset(parse(each.formula).items()) for each in items.values() if each.formula}
    for each in totals.values():
        texts = [text for part in each.parts for text in (part.persons, part.where) if text]
        texts += [each.formula] if each.formula else []
        found[each.id] = frozenset(item for text in texts for item in parse(text).items())
    return found


def _all_items(first: Iterable[str], parts: Mapping[str, frozenset[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(first)
    while ahead:
        item = ahead.pop()
        if item not in found:
            found.add(item)
            ahead += parts.get(item, ())
    return found
