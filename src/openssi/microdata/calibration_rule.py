"""How weights are calibrated, as a design file says it."""

from dataclasses import dataclass
from typing import Literal, get_args

CalibrationMethod = Literal["linear", "raking", "logit"]
METHODS: tuple[CalibrationMethod, ...] = get_args(CalibrationMethod)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationRule:
    """How weights are made to add up to known totals.

    Attributes:
        method: `linear`: w = d (1 + x' lambda); `raking`: iterative proportional fitting to the margins of columns of
            categories, w = d exp(x' lambda); `logit`: w / d stays between `lower` and `upper`.
        tolerance: Relative difference from each known total at which rounds of `raking` and `logit` end.
        rounds: After which they give up.
        lower: Least factor of a weight, at least 0 and below 1; of `logit`.
        upper: Greatest factor of a weight, above 1; of `logit`.
    """

    method: CalibrationMethod = "linear"
    tolerance: float = 1e-10
    rounds: int = 500
    lower: float = 0.0
    upper: float = 0.0


LINEAR = CalibrationRule()
