"""The rate of a periodical payment beside the least rate (Articles 65, 66 and 67 of Convention No. 102)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from openssi.expressions import Compiled
from openssi.indicators.standard_answers import (
    Known,
    StandardAnswers,
    cells_of,
    currencies_of,
    missing_of,
    named,
    numbers,
)
from openssi.indicators.standard_periods import asked_period
from openssi.vocabulary.standard import Calculation, Limit, ReferenceWage, StandardBranch, Standards
from openssi.vocabulary.verdict import Condition, Outcome, met_if

HUNDRED = Fraction(100)

CompiledRules = tuple[tuple[Calculation, Compiled, tuple[str, ...]], ...]
"""Rules of calculation: the calculation, its condition, and the items that it asks for."""


@dataclass(frozen=True, slots=True)
class ChosenCalculation:
    """The calculation that a benefit is judged by.

    Attributes:
        is_assumed: Whether the answers do not tell, so that it was assumed.
        cells: The answers that tell.
    """

    calculation: Calculation
    is_assumed: bool
    cells: tuple[str, ...]


def chosen_calculation(
    answers: StandardAnswers, scheme: str, rules: CompiledRules, assumed: Calculation
) -> ChosenCalculation:
    """Return the calculation of the first rule that holds for a scheme, else the assumed one."""
    own = answers.cells.for_unit(scheme)
    for calculation, holds, items in rules:
        if holds(own) is True:
            told = (answers.code(item, scheme) for item in items)
            return ChosenCalculation(calculation, False, tuple(each.id for each in told if each is not None))
    return ChosenCalculation(assumed, True, ())


@dataclass(frozen=True, slots=True)
class Rate:
    """The rate of one branch.

    Attributes:
        branch: A branch with a least rate.
        scheme: The reference scheme.
        chosen: The calculation it is judged by.
    """

    answers: StandardAnswers
    standards: Standards
    branch: StandardBranch
    limit: Limit
    scheme: str
    chosen: ChosenCalculation

    def condition(self) -> tuple[Condition, ReferenceWage | None]:
        """Return the condition, and the reference wage that was used."""
        if self.chosen.calculation not in self.branch.calculations:
            return self._said("not_met", "calculation_refused"), None
        if not self.branch.has_amount:
            return self._said("not_known", "amount_not_asked"), None
        wage, earned = self._wage()
        return self._compared(self._terms(earned), wage), wage

    def _terms(self, wage: Known) -> dict[str, Known]:
        func, scheme = self.branch.func, self.scheme
        return {
            "benefit": self.answers.amount("L.SB_BEN", func, scheme),
            "allowances": self._allowance("L.SB_FA_BEN"),
            "wage": wage,
            "allowances_before": self._allowance("L.SB_FA_WORK"),
        }

    def _allowance(self, item: str) -> Known:
        """Return a family allowance; one that cannot exist is none."""
        found = self.answers.amount(item, self.branch.func, self.scheme)
        is_nil = found.value is None and found.status in self.standards.nil_statuses
        return replace(found, value=Fraction(0)) if is_nil else found

    def _wage(self) -> tuple[ReferenceWage | None, Known]:
        """Return the first reference wage that is known, else the name of the one that is preferred."""
        wages = [each for each in self.standards.wages if self.chosen.calculation in each.calculations]
        for each in wages:
            found = self._of(each)
            if found.value is not None:
                return each, replace(found, value=found.value * Fraction(each.factor))
        return None, Known(None, wages[0].item if wages else "")

    def _of(self, wage: ReferenceWage) -> Known:
        if wage.of_scheme:
            return self.answers.of_scheme(wage.item, self.scheme)
        return self.answers.context(wage.item)

    def _compared(self, terms: Mapping[str, Known], wage: ReferenceWage | None) -> Condition:
        missing, cells = missing_of(terms.values()), cells_of(terms.values())
        if missing:
            return self._in_law(missing, cells)
        currencies = currencies_of(terms.values())
        if len(currencies) > 1:
            unlike = self._said("not_known", "currencies_differ", cells)
            return replace(unlike, terms={"currencies": ", ".join(currencies)})
        amounts = numbers(terms)
        before = amounts["wage"] + amounts["allowances_before"]
        if before <= 0:
            return replace(self._said("not_known", "no_earnings", cells), missing=(terms["wage"].name,))
        found = HUNDRED * (amounts["benefit"] + amounts["allowances"]) / before
        approximate = wage is not None and wage.is_approximate
        return replace(self._judged(found, cells), terms=amounts, is_indicative=approximate)

    def _judged(self, found: Fraction, cells: tuple[str, ...]) -> Condition:
        """Compare with the least rate, or with the lower one where the benefit is due after a shorter period."""
        lower = self.branch.lower_rate
        asked = asked_period(self.answers, self.branch.func, self.scheme)
        if lower is None or found >= self.limit.value or not asked.is_within(lower.period):
            return self._beside(found, "rate", cells)
        required = self.limit.value - lower.points
        by_lower = replace(
            self._said(met_if(found >= required), "rate_lower", (*cells, *asked.cells)),
            provenance=lower.period.provenance,
        )
        return replace(by_lower, found=found, required=required)

    def _in_law(self, missing: tuple[str, ...], cells: tuple[str, ...]) -> Condition:
        """Return the condition by the rate in law, which only indicates."""
        rule = self.answers.rule("L.RR", self.branch.func, self.scheme)
        if rule is None or rule.value is None:
            name = named("L.RR", self.branch.func, self.scheme)
            return replace(self._said("not_known", "missing", cells), missing=(*missing, name))
        found = self._beside(Fraction(rule.value), "rate_in_law", (rule.obs_id,))
        return replace(found, missing=missing, is_indicative=True)

    def _beside(self, found: Fraction, phrase: str, cells: tuple[str, ...]) -> Condition:
        said = self._said(met_if(found >= self.limit.value), phrase, cells)
        return replace(said, found=found, required=self.limit.value)

    def _said(self, outcome: Outcome, phrase: str, cells: tuple[str, ...] = ()) -> Condition:
        return Condition(
            kind="rate",
            outcome=outcome,
            phrase=phrase,
            provenance=self.limit.provenance,
            cells=tuple(dict.fromkeys((*cells, *self.chosen.cells))),
        )
