"""Persons by sex, and what is known of one benefit."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from openssi.training.population import SEXES

BySex = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitFacts:
    """One benefit of one year.

    Attributes:
        type: Code of CL_BT.
        contingencies: Codes of CL_SOC.
        recipients: By `M`, `F` and `_T`, in persons, households or cases.
        amount: Average payment as a share of the average wage.
        has_ended: Whether it was paid for the last time in the year before.
    """

    type: str
    func: str
    form: str
    contributory: bool
    means_tested: bool
    unit: str
    basis: str
    contingencies: tuple[str, ...]
    recipients: BySex
    amount: float
    payments: int = 12
    above_age: BySex | None = None
    children: BySex | None = None
    severe: BySex | None = None
    has_ended: bool = False

    def average(self, wage: Decimal) -> Decimal:
        """Return the average payment, in whole units of the currency.

        Args:
            wage: Average monthly earnings.
        """
        return Decimal(max(1, round(Decimal(str(self.amount)) * wage)))


def by_sex(men: int, women: int) -> BySex:
    """Return persons by sex with their total."""
    return {"_T": men + women, "M": men, "F": women}


def plus(*parts: BySex) -> BySex:
    """Return the sum of parts that do not overlap."""
    return {sex: sum(part[sex] for part in parts) for sex in ("_T", *SEXES)}


def minus(whole: BySex, part: BySex) -> BySex:
    """Return what is left of a whole without a part."""
    return {sex: whole[sex] - part[sex] for sex in ("_T", *SEXES)}


def share_of(persons: BySex, share: float) -> BySex:
    """Return a share of persons, whole persons by sex."""
    return by_sex(*(round(share * persons[sex]) for sex in SEXES))


NOBODY: BySex = by_sex(0, 0)
