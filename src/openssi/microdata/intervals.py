"""Limits of an interval around an estimate."""

import math
from dataclasses import dataclass
from typing import Literal

from openssi.microdata.measures.ordered import SAME
from openssi.microdata.student import quantile

BEYOND_SAMPLE = "SURVEY_QUANTILE_BEYOND"
"""Why a quantile has no error: a limit of the share of the population up to it is no share of the sample."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """How limits are made.

    Attributes:
        level: Share of samples whose interval holds the true figure, between 0 and 1.
        distribution: `t` with the degrees of freedom of the design, `z` the normal distribution.
        proportions: `logit` keeps the limits of a share between 0 and 1, `linear` is estimate and error only.
    """

    level: float = 0.95
    distribution: Literal["t", "z"] = "t"
    proportions: Literal["logit", "linear"] = "logit"

    def factor(self, degrees_of_freedom: float) -> float:
        """Return the number of standard errors on either side."""
        freedom = degrees_of_freedom if self.distribution == "t" else math.inf
        return quantile(1 - (1 - self.level) / 2, freedom)

    def limits(
        self, estimate: float, se: float, degrees_of_freedom: float, *, proportion: bool = False
    ) -> tuple[float, float]:
        """Return the lower and the upper limit.

        The interval of a share is made for log(p / (1 - p)), whose standard error is se / (p (1 - p)), and turned back
        (Korn and Graubard, Analysis of Health Surveys, 1999, 2.9). A share of 0 or 1 has no
        logit: its limits are those of its error, cut at 0 and 1.
        """
        half = self.factor(degrees_of_freedom) * se
        if proportion and self.proportions == "logit" and 0 < estimate < 1:
            centre, spread = math.log(estimate / (1 - estimate)), half / (estimate * (1 - estimate))
            return _share(centre - spread), _share(centre + spread)
        if proportion and self.proportions == "logit" and estimate in {0, 1}:
            return max(estimate - half, 0.0), min(estimate + half, 1.0)
        return estimate - half, estimate + half


def ends_of_share(share: float, half: float) -> tuple[float, float] | None:
    """Return the shares of the population between which a quantile lies (Woodruff 1952).

    None where one of them is not between 0 and 1, as of a quantile at the greatest income: the sample holds no income
    that could be its limit.

    Args:
        share: Of the population at or below the quantile.
        half: Length of the interval of that share on either side.
    """
    low, high = share - half, share + half
    return (low, high) if low > SAME and high < 1 - SAME else None


def _share(logit: float) -> float:
    """Return 1 / (1 + exp(-logit)), without an overflow at either end."""
    if logit < 0:
        return math.exp(logit) / (1 + math.exp(logit))
    return 1 / (1 + math.exp(-logit))
