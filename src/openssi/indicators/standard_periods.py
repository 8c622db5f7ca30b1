"""The qualifying period that a scheme asks for, beside the longest one that a Convention admits."""

from dataclasses import dataclass
from fractions import Fraction

from openssi.indicators.standard_answers import StandardAnswers, named
from openssi.vocabulary.standard import ConditionKind, QualifyingPeriod, StandardBranch
from openssi.vocabulary.verdict import Condition, met_if

MONTHS = 12


@dataclass(frozen=True, slots=True)
class AskedPeriod:
    """A period in years.

    Attributes:
        years: None where it is missing.
        is_residence: Whether it is one of residence, not of contribution or employment.
        cells: The answers that tell it.
        missing: Where it is missing, the item that would tell it.
    """

    years: Fraction | None
    is_residence: bool
    cells: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def most(self, admitted: QualifyingPeriod) -> Fraction | None:
        """Return the longest period of its kind that is admitted, none where there is no number."""
        return admitted.residence_years if self.is_residence else admitted.contribution_years

    def is_within(self, admitted: QualifyingPeriod) -> bool:
        """Whether it is known and not longer than the one that is admitted."""
        most = self.most(admitted)
        return self.years is not None and most is not None and self.years <= most


def asked_period(answers: StandardAnswers, func: str, scheme: str, item: str = "L.QUAL") -> AskedPeriod:
    """Return the period that a scheme asks for in a function.

    In a non-contributory scheme it is one of residence: `L.RESID` in years, else the months of `item`.

    Args:
        answers: Answers of the country.
        func: The function.
        scheme: The scheme.
        item: `L.QUAL` for the full benefit, `L.QUAL_MIN` for a reduced one.
    """
    contributory = answers.code("S.CONTRIB", scheme)
    is_residence = contributory is not None and contributory.text_value == "NONCONTRIB"
    told = (contributory.id,) if contributory is not None else ()
    if is_residence and item == "L.QUAL":
        residence = answers.rule("L.RESID", func, scheme)
        if residence is not None and residence.value is not None:
            return AskedPeriod(Fraction(residence.value), True, (residence.obs_id, *told))
    months = answers.rule(item, func, scheme)
    if months is not None and months.value is not None:
        return AskedPeriod(Fraction(months.value) / MONTHS, is_residence, (months.obs_id, *told))
    name = "L.RESID" if is_residence and item == "L.QUAL" else item
    return AskedPeriod(None, is_residence, told, (named(name, func, scheme),))


def qualifying_conditions(answers: StandardAnswers, branch: StandardBranch, scheme: str) -> list[Condition]:
    """Return the conditions on the period for the full benefit and for a reduced one, where there are any."""
    found: list[Condition] = []
    full = asked_period(answers, branch.func, scheme)
    if branch.qualifying is not None:
        found.append(_condition("qualifying", full, branch.qualifying))
    if branch.reduced is not None and full.most(branch.reduced) is not None:
        # Whoever has the full benefit after the shorter period needs no reduced one.
        least = full if full.is_within(branch.reduced) else asked_period(answers, branch.func, scheme, "L.QUAL_MIN")
        found.append(_condition("reduced", least, branch.reduced))
    return found


def _condition(kind: ConditionKind, asked: AskedPeriod, admitted: QualifyingPeriod) -> Condition:
    most = asked.most(admitted)
    if not admitted.has_number or most is None:
        if asked.years is None:
            return Condition(kind=kind, outcome="not_judged", phrase="period_unsaid", provenance=admitted.provenance)
        return Condition(
            kind=kind,
            outcome="not_judged",
            phrase="period_without_number",
            provenance=admitted.provenance,
            terms={"years": asked.years},
            found=asked.years,
            cells=asked.cells,
        )
    if asked.years is None:
        return Condition(
            kind=kind,
            outcome="not_known",
            phrase="missing",
            provenance=admitted.provenance,
            required=most,
            at_most=True,
            cells=asked.cells,
            missing=asked.missing,
        )
    return Condition(
        kind=kind,
        outcome=met_if(asked.years <= most),
        phrase="residence" if asked.is_residence else "contribution",
        provenance=admitted.provenance,
        found=asked.years,
        required=most,
        at_most=True,
        cells=asked.cells,
    )
