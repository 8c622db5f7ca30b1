"""An axis in equal ratios: the distance from 1 to 10 is that from 10 to 100."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

_STEPS_OF_A_DECADE = (1.0, 2.0, 5.0)
_FEW_DECADES = 2
"""Decades up to which the steps within them have ticks of their own."""


@dataclass(frozen=True, slots=True)
class LogAxis:
    """An axis from `low` to `high`, both above zero, with ticks at round numbers; places are shares of its length."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def place(self, value: float) -> float:
        """Return where a value stands between 0 and 1; what lies outside stands at the end."""
        within = min(max(value, self.low), self.high)
        return (log10(within) - log10(self.low)) / (log10(self.high) - log10(self.low))


def log_axis(values: Sequence[float]) -> LogAxis:
    """Return the shortest axis between round numbers that holds some values.

    Raises:
        ValueError: if a value is not above zero.
    """
    if min(values) <= 0:
        raise ValueError("a logarithmic axis holds values above zero only")
    low = max(each for each in _round_numbers(min(values), max(values)) if each <= min(values) * (1 + 1e-9))
    high = min(each for each in _round_numbers(min(values), max(values)) if each >= max(values) * (1 - 1e-9))
    high = high if high > low else low * 10
    is_short = log10(high / low) <= _FEW_DECADES
    kept = [each for each in _round_numbers(low, high) if low <= each <= high and (is_short or _is_power(each))]
    return LogAxis(low, high, tuple(kept))


def _round_numbers(low: float, high: float) -> list[float]:
    decades = range(floor(log10(low)) - 1, ceil(log10(high)) + 2)
    return [step * 10.0**decade for decade in decades for step in _STEPS_OF_A_DECADE]


def _is_power(value: float) -> bool:
    return abs(log10(value) - round(log10(value))) < 1e-9
