"""The amount of a benefit beside lines and wages, and its real value over time."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from openssi.vocabulary.standard import StandardSource

Hindrance = Literal["", "missing", "zero", "currencies_differ"]
"""Why a figure cannot be computed, empty where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BenefitComparison:
    """One amount of a benefit beside one benchmark.

    Attributes:
        item: The item of the amount (`B.AMT_AVG`).
        benchmark: Id of the benchmark or of the poverty line.
        amount: The amount, in the unit of the benchmark.
        reference: The benchmark: national currency a month, or international dollars a day.
        percent: Amount in per cent of the benchmark, none where it cannot be computed.
        hindrance: Why it cannot be.
        missing: Items, with their year where it is another one, that would have to be known.
        cells: Ids of the answers and context data that it rests on.
        source: Where the benchmark was read, none where it is an answer.
    """

    ref_area: str
    year: int
    benefit: str
    item: str
    benchmark: str
    amount: Fraction | None
    reference: Fraction | None
    percent: Fraction | None
    hindrance: Hindrance = ""
    missing: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    source: StandardSource | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RealValue:
    """The amount of a benefit in one year, at the prices and in the currency of another.

    Attributes:
        nominal: Monthly amount in the currency of its year.
        currency: That currency, empty where it was not told.
        old_per_new: Old units of its year per unit of the base year, by the redenominations between them.
        prices: Consumer price index of the year.
        real: Monthly amount at the prices and in the currency of the base year.
        change: Real change since the year before, per cent; none where that year has no value.
        index_rule: The rule of adjustment (CL_INDEX).
        adjustment: Percentage of the last adjustment.
        adjusted_on: Its day.
    """

    ref_area: str
    year: int
    base_year: int
    benefit: str
    item: str
    nominal: Fraction | None
    currency: str
    old_per_new: Fraction
    prices: Fraction | None
    real: Fraction | None
    change: Fraction | None
    index_rule: str = ""
    adjustment: Fraction | None = None
    adjusted_on: str = ""
    hindrance: Hindrance = ""
    missing: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
