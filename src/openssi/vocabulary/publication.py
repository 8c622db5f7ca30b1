"""The rules by which aggregates are made and published."""

from dataclasses import dataclass
from typing import Literal

AggregateMethod = Literal["observed", "subregion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRules:
    """Parameters of the aggregates of one publication.

    Attributes:
        max_age: A value of year t is the latest reported in [t - max_age, t].
        method: `observed` takes reported values only; `subregion` fills missing countries with the mean of the first
            grouping of `imputation_groupings` that has one.
        publish_from: Observed share of the weight from which an aggregate is published.
        flag_from: Observed share from which it is published with a flag; below it is suppressed.
        region_groupings: Groupings shown as "regions", the first that the workspace has.
        imputation_groupings: Groupings whose mean replaces a missing value, the first in this order that has one.
    """

    max_age: int = 5
    method: AggregateMethod = "observed"
    publish_from: float = 0.6
    flag_from: float = 0.4
    region_groupings: tuple[str, ...] = ("SDG_REGION", "REGION")
    imputation_groupings: tuple[str, ...] = ("M49_SUBREGION", "REGION")
