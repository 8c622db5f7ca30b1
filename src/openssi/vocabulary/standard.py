"""Minimum requirements of the Conventions on social security, branch by branch, and lines of poverty."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from openssi.vocabulary.text import MultilingualText

Calculation = Literal["EARNINGS", "FLAT", "MEANS"]
"""How a periodical payment is calculated: by previous earnings (Article 65), flat (66) or by a means test (67)."""

ConditionKind = Literal[
    "provision", "rate", "qualifying", "reduced", "duration", "waiting", "care", "total_value", "persons"
]
ProtectedGroup = Literal["EMPLOYEES", "ACTIVE_OF_RESIDENTS", "ACTIVE", "RESIDENTS", "MEANS"]


@dataclass(frozen=True, slots=True)
class StandardSource:
    """Where a figure was read, or that it was recalled.

    Attributes:
        read: Day on which it was read, none where it was recalled.
        confirmed: Whether the figure was read there.
    """

    id: str
    title: MultilingualText
    address: str
    read: dt.date | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Provenance:
    """The article that a figure stands in, and where that was read."""

    article: str
    source: StandardSource

    @property
    def confirmed(self) -> bool:
        """Whether the figure was read in its source."""
        return self.source.confirmed


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure that is reached or not exceeded: per cent, weeks or days.

    Attributes:
        calculations: The calculations for which it holds, empty for all.
    """

    value: Fraction
    provenance: Provenance
    calculations: tuple[Calculation, ...] = ()


@dataclass(frozen=True, slots=True)
class QualifyingPeriod:
    """The longest period that may be asked for; both none where the Convention fixes no number.

    Attributes:
        contribution_years: Years of contribution or employment.
        residence_years: Years of residence.
    """

    contribution_years: Fraction | None
    residence_years: Fraction | None
    provenance: Provenance

    @property
    def has_number(self) -> bool:
        """Whether the Convention fixes a number."""
        return self.contribution_years is not None or self.residence_years is not None


@dataclass(frozen=True, slots=True)
class LowerRate:
    """A percentage some points lower that does where it is due after a shorter period."""

    points: Fraction
    period: QualifyingPeriod


@dataclass(frozen=True, slots=True)
class Care:
    """Kinds of care that have to be given, as codes of an item."""

    item: str
    codes: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class TotalValue:
    """A share of a labourer's wage for each child, of which one alternative has to be reached.

    Attributes:
        percent: Share of the wage, per cent.
        children: The number of children, in the expression language.
    """

    percent: Fraction
    children: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ProtectedPersons:
    """One alternative of who has to be protected; no share where all of a group are."""

    group: ProtectedGroup
    percent: Fraction | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a Recommendation advises beyond the Convention: per cent of the reference wage, and weeks if any."""

    id: str
    percent: Fraction
    weeks: Fraction | None
    source: StandardSource


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardBranch:
    """What a Convention asks of one branch.

    Attributes:
        id: `C102.V`.
        part: Part of the Convention, or its article where it has no parts.
        part_c102: The part of Convention No. 102 on the same branch, as countries accept it.
        func: Function (CL_FUNC) under which the inquiry holds the branch.
        beneficiary: The standard beneficiary, empty where there is none.
        provision: Codes of L.EXISTS that give the benefit at all.
        calculations: The articles by which the payment may be calculated; empty where it is not a rate.
        has_amount: Whether the inquiry asks the amount of this beneficiary.
        rate: Least rate, per cent of the reference wage.
        throughout: Whether the benefit has to last as long as the contingency.
        durations: Least weeks where it need not.
        weeks_items: Items that hold the weeks, the first reported one counts.
        waiting: Longest waiting period, days.
    """

    id: str
    convention: str
    part: str
    part_c102: str
    func: str
    contingency: MultilingualText
    beneficiary: MultilingualText
    provision: tuple[str, ...]
    calculations: Mapping[Calculation, str]
    has_amount: bool
    rate: Limit | None
    qualifying: QualifyingPeriod | None
    reduced: QualifyingPeriod | None
    lower_rate: LowerRate | None
    throughout: Provenance | None
    durations: tuple[Limit, ...]
    weeks_items: tuple[str, ...]
    waiting: Limit | None
    care: Care | None
    total_values: tuple[TotalValue, ...]
    persons: tuple[ProtectedPersons, ...]
    recommendations: tuple[Recommendation, ...]

    @property
    def main(self) -> tuple[ConditionKind, Provenance]:
        """What the branch is judged by first: its rate, its care or its total value, and the article of it."""
        if self.rate is not None:
            return "rate", self.rate.provenance
        if self.care is not None:
            return "care", self.care.provenance
        return "total_value", self.total_values[0].provenance


@dataclass(frozen=True, slots=True)
class Convention:
    """One Convention.

    Attributes:
        id: Code of CL_CONV.
        in_force: Since when it is in force.
    """

    id: str
    in_force: dt.date
    in_force_source: StandardSource
    branches: tuple[StandardBranch, ...]


@dataclass(frozen=True, slots=True)
class CalculationRule:
    """When a scheme's benefit is judged by one of the calculations, in the expression language."""

    calculation: Calculation
    when: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceWage:
    """A wage that a benefit may be compared with.

    Attributes:
        calculations: The calculations in which it is the reference.
        item: The item that holds it.
        of_scheme: Whether it is an answer of the reference scheme.
        factor: What it is multiplied by.
        article: The paragraph that admits it.
        is_approximate: Whether it only approximates what the article names; a verdict from it is indicative.
    """

    id: str
    calculations: tuple[Calculation, ...]
    item: str
    of_scheme: bool
    factor: Decimal
    article: str
    is_approximate: bool
    label: MultilingualText


@dataclass(frozen=True, slots=True)
class PovertyLine:
    """An international poverty line.

    Attributes:
        id: `INT_3_00`.
        dollars: International dollars per person and day, at prices of the PPP year.
        ppp_year: Year of the purchasing power parities.
        valid_from: First day on which it was the line in use.
        valid_to: Last day, none where it still is.
    """

    id: str
    label: MultilingualText
    dollars: Decimal
    ppp_year: int
    valid_from: dt.date
    valid_to: dt.date | None
    source: StandardSource


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A monthly amount in national currency that a benefit is compared with, in the expression language."""

    id: str
    value: str
    label: MultilingualText


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """Everything in `definitions/standards`.

    Attributes:
        law_day: Month and day as of which the law of a year is taken.
        counted: The conditions on which a verdict rests; the others are shown.
        calculation_rules: In the order in which they are tried.
        assumed_calculation: What is assumed where none can be told.
        wages: In the order in which they are preferred.
        nil_statuses: Statuses of a missing family allowance that say that there is none.
        family_value: The benefits whose expenditure is the total value of family benefits, as a condition.
        amounts: The items of a benefit's amount that are compared with benchmarks.
        benchmarks: What they are compared with.
    """

    conventions: Mapping[str, Convention]
    law_day: tuple[int, int]
    counted: frozenset[str]
    calculation_rules: tuple[CalculationRule, ...]
    assumed_calculation: Calculation
    wages: tuple[ReferenceWage, ...]
    nil_statuses: frozenset[str]
    family_value: str
    poverty_lines: tuple[PovertyLine, ...]
    amounts: tuple[str, ...]
    benchmarks: tuple[Benchmark, ...]

    def branches(self) -> tuple[StandardBranch, ...]:
        """Return the branches of all Conventions."""
        return tuple(branch for each in self.conventions.values() for branch in each.branches)
