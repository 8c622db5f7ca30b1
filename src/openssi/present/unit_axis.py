"""The axis of bars in a unit."""

from collections.abc import Iterable

from openssi.present.axis import STEPS, Axis, decimals_of, limits_of
from openssi.present.unit_format import UnitFormat


def axis_of(values: Iterable[float], units: UnitFormat) -> Axis:
    """Return the axis of some values: 0 to 100 for shares, else from the values, with zero and beyond both ends."""
    if units.unit.kind == "share":
        low, step = 0.0, 100.0 / STEPS
    else:
        low, step = limits_of([*values, 0.0])
    ticks = [low + number * step for number in range(STEPS + 1)]
    decimals = decimals_of(step)
    labels = [f"0{units.sign}" if abs(tick) < step / 10 else units.limit(tick, decimals) for tick in ticks]
    return Axis(low, low + STEPS * step, tuple(labels))
