"""Axes of bars: four equal steps with round limits, zero among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

STEPS = 4
"""Steps of an axis; the gridlines of the page count on them."""

_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from `low` to `high` with a label at each of its five ticks; places are per cent of its length."""

    low: float = 0.0
    high: float = 100.0
    labels: tuple[str, ...] = ("0%", "25", "50", "75", "100")

    @property
    def ticks(self) -> tuple[float, ...]:
        """The values at the gridlines."""
        step = (self.high - self.low) / STEPS
        return tuple(self.low + number * step for number in range(STEPS + 1))

    def place(self, value: float) -> float:
        """Return where a value stands; what lies outside stands at the end."""
        within = min(max(value, self.low), self.high)
        return round(100 * (within - self.low) / (self.high - self.low), 2)

    def start(self, value: float | None) -> float:
        """Return where the bar of a value begins."""
        return self.place(min(value or 0.0, 0.0))

    def length(self, value: float | None) -> float:
        """Return how long the bar of a value is."""
        return 0.0 if value is None else round(abs(self.place(value) - self.place(0.0)), 2)


def round_step(least: float) -> float:
    """Return the smallest of 1, 2, 2.5 and 5 times a power of ten that is not under a number above zero."""
    scale = 10.0 ** floor(log10(least))
    return next(each * scale for each in _ROUND if each * scale >= least * (1 - 1e-9))


def decimals_of(step: float) -> int:
    """Return the decimals that multiples of a step need."""
    return next((number for number in range(6) if abs(step * 10**number - round(step * 10**number)) < 1e-6), 6)


def _steps(length: float) -> int:
    """Return how many whole steps hold a length; what differs from whole steps in its last digits only is whole."""
    whole = round(length)
    return whole if whole and abs(length - whole) < 1e-9 else ceil(length)


def limits_of(values: Sequence[float]) -> tuple[float, float]:
    """Return the low end and the step of the shortest axis that holds the values."""
    low, high = min(values), max(values)
    if low == high:
        return 0.0, 1.0
    step = round_step((high - low) / STEPS)
    while _steps(-low / step) + _steps(high / step) > STEPS:
        step = round_step(step * 1.01)
    below = max(_steps(-low / step), 0)
    return -below * step, step
