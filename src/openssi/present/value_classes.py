"""The classes of a map: fixed for shares, from the data for other numbers, the answers themselves for answers."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openssi.present.axis import decimals_of, round_step
from openssi.present.numbers import percent_sign, rounded
from openssi.present.page_model import Palette
from openssi.present.unit_format import UnitFormat

CLASSES = 5

_SHARES = (20.0, 40.0, 60.0, 80.0)
_SPREAD = {1: (3,), 2: (1, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""Which of the five colours so many classes take."""

_MIDDLE = 4


@dataclass(frozen=True, slots=True)
class ValueClass:
    """One class: its words, and the number of its colour, 1 being the lightest or the most negative."""

    label: str
    colour: int


@dataclass(frozen=True, slots=True)
class ValueClasses:
    """Classes from the least to the greatest.

    Attributes:
        limits: Values at which the next class begins; a value on a limit belongs to the higher class.
        zero: Of diverging classes, what is told from zero by less than this is the middle class.
    """

    classes: tuple[ValueClass, ...]
    limits: tuple[float, ...]
    palette: Palette = "sequential"
    zero: float = 0.0

    def colour_of(self, value: float) -> int:
        """Return the number of the colour of a value."""
        if self.palette == "diverging" and abs(value) < self.zero:
            return _MIDDLE
        return self.classes[bisect_right(self.limits, value)].colour


def value_classes(values: Iterable[float], units: UnitFormat, *, is_quantiles: bool = False) -> ValueClasses:
    """Return the classes of the values of one indicator.

    Args:
        values: What the countries have.
        units: How the values are written.
        is_quantiles: Whether the fixed classes of shares give way to fifths of the countries.
    """
    known = sorted(values)
    if units.unit.kind == "share" and not is_quantiles:
        return _between(_SHARES, (0.0, 100.0), units, 0)
    if units.codes:
        return _answers(units)
    if units.unit.kind == "points":
        return _diverging(known, units)
    return _rounded_quintiles(known, units)


def _between(limits: Sequence[float], ends: tuple[float, float], units: UnitFormat, decimals: int) -> ValueClasses:
    edges = [ends[0], *limits, ends[1]]
    colours = _SPREAD[len(edges) - 1]
    labels = [_range(low, high, units, decimals) for low, high in pairwise(edges)]
    return ValueClasses(tuple(map(ValueClass, labels, colours)), tuple(limits))


def _range(low: float, high: float, units: UnitFormat, decimals: int) -> str:
    sign = percent_sign(units.language) if units.unit.kind == "share" else ""
    first, last = units.limit(low, decimals), units.limit(high, decimals)
    return units.texts.get("present.class", units.language, low=first, high=f"{last}{sign}")


def _answers(units: UnitFormat) -> ValueClasses:
    codes = units.codes
    colours = _SPREAD[len(codes)] if len(codes) in _SPREAD else tuple(min(each, 4) + 1 for each in range(len(codes)))
    limits = tuple((low + high) / 2 for low, high in pairwise(codes))
    return ValueClasses(tuple(map(ValueClass, map(units.number, codes), colours)), limits)


def _rounded_quintiles(values: Sequence[float], units: UnitFormat) -> ValueClasses:
    """Return classes that hold about as many countries each, with limits a reader can remember."""
    if not values:
        return _between((), (0.0, 0.0), units, 0)
    if values[0] == values[-1]:
        return ValueClasses((ValueClass(units.number(values[0]), _SPREAD[1][0]),), ())
    cuts = [values[len(values) * number // CLASSES] for number in range(1, CLASSES)]
    step = _step_of(values)
    limits = sorted({round(each / step) * step for each in cuts})
    inner = [each for each in limits if values[0] < each <= values[-1]]
    decimals = decimals_of(step)
    ends = (float(rounded(values[0], decimals)), float(rounded(values[-1], decimals)))
    return _between(inner, (min(ends[0], *inner, ends[0]), max(ends[1], *inner, ends[1])), units, decimals)


def _step_of(values: Sequence[float]) -> float:
    """Return what limits are rounded to: about a fortieth of the range in which most values lie."""
    spread = values[len(values) * 9 // 10] - values[len(values) // 10]
    return round_step(max(spread, (values[-1] - values[0]) / 10) / 40)


def _diverging(values: Sequence[float], units: UnitFormat) -> ValueClasses:
    """Return three classes below zero, zero itself and three above it."""
    sizes = sorted(map(abs, values))
    largest = sizes[len(sizes) * 9 // 10] if sizes else 0.0
    step = round_step(largest / 3) if largest else 1.0
    decimals = decimals_of(step)
    low, middle, high = (units.limit(each, decimals) for each in (step, 0.0, 2 * step))
    below = (units.limit(-step, decimals), units.limit(-2 * step, decimals))
    texts, language = units.texts, units.language
    labels = (
        texts.get("indicators.class.under", language, limit=below[1]),
        texts.get("present.class", language, low=below[1], high=below[0]),
        texts.get("present.class", language, low=below[0], high=middle),
        middle,
        texts.get("present.class", language, low=middle, high=low),
        texts.get("present.class", language, low=low, high=high),
        texts.get("indicators.class.over", language, limit=high),
    )
    limits = (-2 * step, -step, 0.0, 0.0, step, 2 * step)
    zero = 10.0**-units.unit.decimals / 2
    return ValueClasses(tuple(map(ValueClass, labels, range(1, 8))), limits, "diverging", zero)
