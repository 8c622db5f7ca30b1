"""The rules by which aggregates are made and published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

AggregateMethod = Literal["observed", "subregion", "income", "regression"]
"""How the countries without a value are taken into account."""

MethodChoice = Literal["observed", "subregion", "income", "regression", "best"]
"""A method by name, or the one that misses the observed countries of an indicator least."""

Transform = Literal["none", "log"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Covariate:
    """What a regression knows of a country: a quotient of two items of the same year.

    Attributes:
        id: `gdp_per_head`.
        numerator: Item; money is converted into US dollars by the exchange rate of the year.
        denominator: Item, empty where the numerator stands alone.
        transform: `log` for its natural logarithm.
    """

    id: str
    numerator: str
    denominator: str = ""
    transform: Transform = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """The regression that fills missing countries.

    Attributes:
        covariates: Its right-hand side, beside a constant.
        fewest_countries: Countries with a value and all covariates from which it is fitted.
        fallback: Methods, in this order, for a country without a covariate and for a year with too few countries.
    """

    covariates: tuple[Covariate, ...] = ()
    fewest_countries: int = 20
    fallback: tuple[AggregateMethod, ...] = ("subregion",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """How the nominal 95 per cent intervals are drawn.

    Attributes:
        draws: Draws per aggregate.
        fewest_residuals: Observed countries from which a region's own misses are drawn; else those of all countries.
        non_response: By method, how far the missing countries as a whole may lie off, in root mean squares of the miss
            of a single country: they are not missing at random.
    """

    draws: int = 200
    fewest_residuals: int = 10
    non_response: Mapping[AggregateMethod, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightCheck:
    """Between which quotients an item that weighs can be right (births per person), so that thousands are noticed."""

    item: str
    per: str
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRules:
    """Parameters of the aggregates of one publication.

    Attributes:
        max_age: A value of year t is the latest reported in [t - max_age, t].
        method: `observed` takes reported values only; `subregion` and `income` fill missing countries with the mean of
            their group; `regression` with what the covariates say; `best` takes for each indicator the candidate with
            the least leave-one-out error.
        candidates: What `best` chooses from.
        publish_from: Observed share of the weight from which an aggregate is published.
        flag_from: Observed share from which it is published with a flag; below it is suppressed.
        region_groupings: Groupings shown as "regions", the first that the workspace has.
        imputation_groupings: Groupings whose mean replaces a missing value, the first in this order that has one.
        income_groupings: The same for the method `income`, before those of the regions.
        overlapping_groupings: Groupings in which a country may be in two groups at once.
        regression: The regression.
        intervals: The intervals.
        weight_checks: What is implausible as a weight.
    """

    max_age: int = 5
    method: MethodChoice = "observed"
    candidates: tuple[AggregateMethod, ...] = ("observed", "subregion", "income", "regression")
    publish_from: float = 0.6
    flag_from: float = 0.4
    region_groupings: tuple[str, ...] = ("SDG_REGION", "REGION")
    imputation_groupings: tuple[str, ...] = ("M49_SUBREGION", "REGION")
    income_groupings: tuple[str, ...] = ("INCOME",)
    overlapping_groupings: tuple[str, ...] = ("M49_SPECIAL",)
    regression: Regression = field(default_factory=Regression)
    intervals: Intervals = field(default_factory=Intervals)
    weight_checks: tuple[WeightCheck, ...] = ()
