"""What each method expects of a value, given the values that it is compared with.

Sources: the modified z with 0.6745 and 3.5 is that of B. Iglewicz and D. Hoaglin, How to Detect and Handle Outliers,
ASQC Basic References in Quality Control 16, 1993; where the median deviation is zero, the mean deviation times the
square root of pi / 2 takes its place, as IBM Cognos Analytics does; a range widened by a share of its width follows the
fences of J. W. Tukey, Exploratory Data Analysis, 1977. `docs/methods/outliers.md` has the formulas.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from openssi.vocabulary.outlier import OutlierMethod, OutlierMethodId

MAD_OF_NORMAL = 0.6745
"""Median absolute deviation of a normal variable of standard deviation 1."""

MEAN_DEVIATION_TO_SD = 1.253314
"""Standard deviation of a normal variable of mean absolute deviation 1."""

# Numbers that are equal but for their last binary digits are equal.
_SAME = 1e-9
_LARGEST_LOG = 700.0


@dataclass(frozen=True, slots=True)
class Range:
    """What was to be expected, on the scale of the comparison.

    Attributes:
        is_log: Whether the scale is that of natural logarithms.
    """

    centre: float
    low: float
    high: float
    is_log: bool

    def score(self, value: float) -> float:
        """Return the distance of a value from the centre in units of the distance of the bound on its side."""
        at = math.log(value) if self.is_log else value
        half = self.centre - self.low if at < self.centre else self.high - self.centre
        return abs(at - self.centre) / half if half > 0 else 0.0

    def in_units(self) -> tuple[float, float, float]:
        """Return centre, low and high as numbers of the value's own scale."""
        if not self.is_log:
            return self.centre, self.low, self.high
        centre, low, high = (math.exp(min(each, _LARGEST_LOG)) for each in (self.centre, self.low, self.high))
        return centre, low, high


Bounds = tuple[float, float, float]
"""Centre, low and high."""


def expected_range(method: OutlierMethod, values: Sequence[float], value: float) -> Range | None:
    """Return what a method expects of a value; none where it can say nothing.

    Args:
        method: Threshold, scale and fewest values.
        values: What the value is compared with; it is not among them.
        value: What is looked at. Where it or any other is not positive, logarithms are not taken.
    """
    if len(values) < method.least_values:
        return None
    is_log = method.scale == "log" and value > 0 and all(each > 0 for each in values)
    bounds = _BOUNDS[method.id]([math.log(each) for each in values] if is_log else values, method.threshold, is_log)
    if bounds is None:
        return None
    centre, low, high = bounds
    least = math.log1p(method.least_width) if is_log else method.least_width * abs(centre)
    found = Range(centre, min(low, centre - least), max(high, centre + least), is_log)
    return found if found.low < found.centre < found.high and math.isfinite(found.high - found.low) else None


def _is_nothing(spread: float, values: Sequence[float], *, is_log: bool) -> bool:
    return spread <= _SAME * (1.0 if is_log else max(map(abs, values)))


def _z(values: Sequence[float], threshold: float, is_log: bool) -> Bounds | None:
    centre = fmean(values)
    if len(values) < 2:
        return None
    spread = math.sqrt(math.fsum((each - centre) ** 2 for each in values) / (len(values) - 1))
    return None if _is_nothing(spread, values, is_log=is_log) else _around(centre, threshold * spread)


def _robust_z(values: Sequence[float], threshold: float, is_log: bool) -> Bounds | None:
    centre = median(values)
    deviations = [abs(each - centre) for each in values]
    spread = median(deviations) / MAD_OF_NORMAL
    if _is_nothing(spread, values, is_log=is_log):
        spread = MEAN_DEVIATION_TO_SD * fmean(deviations)
    return None if _is_nothing(spread, values, is_log=is_log) else _around(centre, threshold * spread)


def _peers(values: Sequence[float], threshold: float, is_log: bool) -> Bounds | None:
    """Return the bounds of the robust z; where all peers are equal, no more than the least width separates them."""
    return _robust_z(values, threshold, is_log) or _around(median(values), 0.0)


def _min_max(values: Sequence[float], threshold: float, is_log: bool) -> Bounds | None:  # noqa: ARG001
    low, high = min(values), max(values)
    margin = threshold * (high - low)
    return (low + high) / 2, low - margin, high + margin


def _year_on_year(values: Sequence[float], threshold: float, is_log: bool) -> Bounds | None:
    before = values[0]
    if is_log:
        return _around(before, math.log1p(threshold))
    return (before, before / (1 + threshold), before * (1 + threshold)) if before > 0 else None


def _around(centre: float, half: float) -> Bounds:
    return centre, centre - half, centre + half


_BOUNDS: Mapping[OutlierMethodId, Callable[[Sequence[float], float, bool], Bounds | None]] = {
    "z": _z,
    "robust_z": _robust_z,
    "min_max": _min_max,
    "year_on_year": _year_on_year,
    "peers": _peers,
}
