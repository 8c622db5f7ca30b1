"""The axis of bars in a unit."""

from collections.abc import Iterable, Sequence

from openssi.present.axis import STEPS, Axis, decimals_of, limits_of
from openssi.present.unit_format import UnitFormat

LONGEST_LABEL = 3
"""Characters that a label may have where all five stand beside each other: 100."""


def axis_of(values: Iterable[float], units: UnitFormat) -> Axis:
    """Return the axis of some values: 0 to 100 for shares, else from the values, with zero and beyond both ends."""
    if units.unit.kind == "share":
        low, step = 0.0, 100.0 / STEPS
    else:
        low, step = limits_of([*values, 0.0])
    ticks = [low + number * step for number in range(STEPS + 1)]
    decimals = decimals_of(step)
    labels = [f"0{units.sign}" if abs(tick) < step / 10 else units.limit(tick, decimals) for tick in ticks]
    return Axis(low, low + STEPS * step, _that_fit(labels, ticks))


def _that_fit(labels: Sequence[str], ticks: Sequence[float]) -> tuple[str, ...]:
    """Return the labels; where they are long only the ends and zero keep theirs, so that none runs into another."""
    if max(map(len, labels)) <= LONGEST_LABEL and ticks[0] >= 0:
        return tuple(labels)
    zero = min(range(len(ticks)), key=lambda number: abs(ticks[number]))
    kept = {zero, len(ticks) - 1} | ({0} if zero != 1 else set()) | ({len(ticks) // 2} if zero % 2 == 0 else set())
    return tuple(label if number in kept else "" for number, label in enumerate(labels))
