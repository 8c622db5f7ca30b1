"""The total value of family benefits beside a share of a labourer's wage for each child (Article 44)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from openssi.expressions import Compiled
from openssi.indicators.compiled import Formula
from openssi.indicators.standard_answers import Known, StandardAnswers, cells_of, currencies_of, known, missing_of
from openssi.vocabulary.standard import TotalValue
from openssi.vocabulary.verdict import Condition, Outcome, met_if

HUNDRED = 100
MONTHS = 12
WAGE = "X.WAGE_LABOURER"
_BEST_FIRST: tuple[Outcome, ...] = ("met", "not_known", "not_met", "not_judged")


@dataclass(frozen=True, slots=True)
class FamilyValue:
    """The family benefits of one country and year.

    Attributes:
        counts: Whether the expenditure on a benefit counts.
    """

    answers: StandardAnswers
    counts: Compiled

    def condition(self, alternatives: Iterable[tuple[TotalValue, Formula]]) -> Condition | None:
        """Return the alternative that is reached, else one that is not known, else one that is not reached.

        Args:
            alternatives: Each with the formula of its number of children; the country may choose.
        """
        found = [self._alternative(value, children) for value, children in alternatives]
        return min(found, key=lambda each: _BEST_FIRST.index(each.outcome), default=None)

    def _alternative(self, value: TotalValue, children: Formula) -> Condition:
        spent, wage = self._spent(), self.answers.context(WAGE)
        counted, cells = self._children(value, children)
        terms = (*spent, wage)
        unsaid = Condition(
            kind="total_value",
            outcome="not_known",
            phrase="missing",
            provenance=value.provenance,
            required=value.percent,
            cells=(*cells_of(terms), *cells),
            missing=missing_of((*terms, counted)) if spent else ("B.EXP[FAM]",),
        )
        if unsaid.missing:
            return unsaid
        if len(currencies := currencies_of(terms)) > 1:
            return replace(unsaid, phrase="currencies_differ", terms={"currencies": ", ".join(currencies)})
        return _of_wages(unsaid, _total(spent), wage, counted)

    def _spent(self) -> list[Known]:
        benefits = (each for each in self.answers.cells.country().benefits() if self.counts(each) is True)
        return [known(each.observation("B.EXP", {}), f"B.EXP {each.benefit_id}") for each in benefits]

    def _children(self, value: TotalValue, children: Formula) -> tuple[Known, tuple[str, ...]]:
        own = self.answers.cells.country()
        number = children.value(own)
        counted = Known(None if number is None else Fraction(number), value.children)
        return counted, tuple(each.id for each in children.observations(own))


def _total(spent: Iterable[Known]) -> Fraction:
    return sum((each.value for each in spent if each.value is not None), Fraction(0))


def _of_wages(unsaid: Condition, total: Fraction, wage: Known, counted: Known) -> Condition:
    monthly, children = wage.value or Fraction(0), counted.value or Fraction(0)
    if monthly <= 0 or children <= 0:
        return replace(unsaid, phrase="no_earnings", missing=(wage.name if monthly <= 0 else counted.name,))
    found = HUNDRED * total / (MONTHS * monthly * children)
    return replace(
        unsaid,
        outcome=met_if(unsaid.required is not None and found >= unsaid.required),
        phrase="total_value",
        terms={"benefits": total, "wage": monthly, "children": children},
        found=found,
    )
