"""Poverty lines and measures at them: rate, gap, severity, Watts, median of the poor.

Formulas and sources are those of `openssi.microdata.measures.poverty` and `openssi.microdata.measures.lines`.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from openssi.microdata.at_scale.asking import Aggregate, Asking, QuantileAt
from openssi.microdata.at_scale.figures import NONE, Figure, Influence, error_unknown, no_figure
from openssi.microdata.at_scale.inequality import why_not_positive
from openssi.microdata.at_scale.people import People, densities
from openssi.microdata.measures.lines import JUST_BELOW, LineRule
from openssi.microdata.measures.measure import Conventions

_POOR = "CASE WHEN y < {0} THEN "
_GAPS = ("1", "(({1} - y) / {1})", "(({1} - y) / {1}) * (({1} - y) / {1})")
_ABOVE_ZERO_AND_POOR = "CASE WHEN y > 0 AND y < {0} THEN "


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """The median or mean of all persons, from which relative lines are made.

    Attributes:
        name: `median` or `mean`.
        level: In the currency of the file.
        influence: Of a row on it; None where there is none.
    """

    name: str
    level: float
    influence: Influence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A poverty line.

    Attributes:
        level: In the currency of the file; None where `reason` says why there is none.
        cut: Who has less is poor.
        centre: What it is a part of; empty for a line that is given.
        fraction: Which part.
        reason: Code of a message: why there is no line or no influence.
    """

    level: float | None
    cut: float = 0.0
    centre: str = ""
    fraction: float = 0.0
    reason: str = ""

    def figure(self, value: float, influence: Influence, slope: float) -> Figure:
        """Return a figure that moves by its slope with the line."""
        if self.reason:
            return error_unknown(value, self.reason)
        slopes = {self.centre: slope * self.fraction} if self.centre else {}
        return Figure(value=value, influence=influence, slopes=slopes)


def centre_of(everybody: People, name: str) -> Asking[Centre]:
    """Ask for the median or mean of everybody with its influence."""
    persons = everybody.persons
    if name == "mean":
        mean = everybody.mean
        return Centre(name=name, level=mean, influence=Influence("(y - {0}) / {1}", (mean, persons)))
    (median,) = yield (QuantileAt(0.5 * persons),)
    (height,) = yield from densities(everybody, (median,))
    if not height > 0:
        return Centre(name=name, level=median, influence=None)
    influence = Influence("(CASE WHEN y <= {0} THEN -0.5 ELSE 0.5 END) * {1}", (median, 1 / (persons * height)))
    return Centre(name=name, level=median, influence=influence)


def line_of(rule: LineRule, conventions: Conventions, centres: Mapping[str, Centre]) -> Line:
    """Return the line of a rule that is settled: `fixed`, `median` or `mean`."""
    if rule.kind == "fixed":
        if not rule.number > 0:
            return Line(level=None, reason="MEASURE_LINE_NOT_POSITIVE")
        return Line(level=rule.number, cut=_cut(rule.number, conventions))
    centre, fraction = centres[rule.kind], rule.number / 100
    if not centre.level > 0:
        return Line(level=None, reason="MEASURE_LINE_NOT_POSITIVE")
    level = fraction * centre.level
    reason = "" if centre.influence is not None else "MEASURE_DENSITY_ZERO"
    return Line(level=level, cut=_cut(level, conventions), centre=centre.name, fraction=fraction, reason=reason)


def _cut(level: float, conventions: Conventions) -> float:
    return level * JUST_BELOW if conventions.poor == "below" else math.nextafter(level, math.inf)


def threshold(line: Line) -> Figure:
    """Return the line itself. A domain has the line of the whole population."""
    return no_figure(line.reason) if line.level is None else line.figure(line.level, NONE, 1.0)


def foster_greer_thorbecke(of: People, power: int, line: Line) -> Asking[Figure]:
    """Ask for the mean of ((z - y) / z)^power over the population, the poor counting and others being 0."""
    if line.level is None:
        return no_figure(line.reason)
    at, gap = (line.cut, line.level), _GAPS[power]
    (summed,) = yield (Aggregate(f"SUM(w * ({_POOR}{gap} ELSE 0 END))", at),)
    value = summed / of.persons
    slope = 0.0
    if line.centre and power == 0:
        (slope,) = yield from densities(of, (line.level,))
    elif line.centre:
        moved = f"{power} * {_GAPS[power - 1]} * y"
        (summed,) = yield (Aggregate(f"SUM(w * ({_POOR}{moved} ELSE 0 END))", at),)
        slope = summed / line.level**2 / of.persons
    influence = Influence(f"({_POOR}{gap} ELSE 0 END - {{2}}) / {{3}}", (*at, value, of.persons))
    return line.figure(value, influence, slope)


def watts(of: People, line: Line) -> Asking[Figure]:
    """Ask for the mean of ln(z / y) over the poor, others being 0; of incomes above zero."""
    reason = line.reason if line.level is None else why_not_positive(of)
    if line.level is None or reason:
        return no_figure(reason)
    at, gap = (line.cut, line.level), "LN({1} / CASE WHEN y > 0 THEN y ELSE 1 END)"
    summed, poor = yield (
        Aggregate(f"SUM(w * ({_ABOVE_ZERO_AND_POOR}{gap} ELSE 0 END))", at),
        Aggregate(f"SUM({_ABOVE_ZERO_AND_POOR}w ELSE 0 END)", (line.cut,)),
    )
    value = summed / of.positive
    each = f"({_ABOVE_ZERO_AND_POOR}{gap} ELSE 0 END - {{2}}) / {{3}}"
    influence = Influence(f"CASE WHEN y > 0 THEN {each} ELSE 0 END", (*at, value, of.positive))
    return line.figure(value, influence, poor / of.positive / line.level)


def prosperity_gap(of: People, line: Line) -> Asking[Figure]:
    """Ask for the mean of z / y; of incomes above zero."""
    reason = line.reason if line.level is None else why_not_positive(of)
    if line.level is None or reason:
        return no_figure(reason)
    times = "{0} / CASE WHEN y > 0 THEN y ELSE 1 END"
    (summed,) = yield (Aggregate(f"SUM(CASE WHEN y > 0 THEN w * ({times}) ELSE 0 END)", (line.level,)),)
    value = summed / of.positive
    numbers = (line.level, value, of.positive)
    influence = Influence(f"CASE WHEN y > 0 THEN ({times} - {{1}}) / {{2}} ELSE 0 END", numbers)
    return line.figure(value, influence, value / line.level)


def median_of_poor(of: People, line: Line) -> Asking[Figure]:
    """Ask for the median income of the poor, m with F(m) = F(z) / 2."""
    if line.level is None:
        return no_figure(line.reason)
    (poor,) = yield (Aggregate(f"SUM({_POOR}w ELSE 0 END)", (line.cut,)),)
    if not poor > 0:
        return no_figure("MEASURE_NOBODY_POOR")
    (middle,) = yield (QuantileAt(poor / 2),)
    height, at_line = yield from densities(of, (middle, line.level))
    if line.reason or not height > 0:
        return error_unknown(middle, line.reason or "MEASURE_DENSITY_ZERO")
    up_to = "CASE WHEN y <= {0} THEN 1 ELSE 0 END"
    rate = poor / of.persons
    influence = Influence(
        f"(0.5 * (CASE WHEN y < {{1}} THEN 1 ELSE 0 END - {{2}}) - ({up_to} - {{3}})) / {{4}}",
        (middle, line.cut, rate, rate / 2, of.persons * height),
    )
    return line.figure(middle, influence, 0.5 * at_line / height)


def relative_median_gap(of: People, line: Line) -> Asking[Figure]:
    """Ask for 1 - m / z, m being the median income of the poor and z the line."""
    middle = yield from median_of_poor(of, line)
    if line.level is None or middle.value is None:
        return no_figure(middle.reason)
    value = 1 - middle.value / line.level
    if middle.influence is None:
        return error_unknown(value, middle.reason)
    moved = sum(middle.slopes.values()) / line.fraction if line.centre else 0.0
    sql, numbers = middle.influence
    influence = Influence(f"-({sql}) / {{{len(numbers)}}}", (*numbers, line.level))
    return line.figure(value, influence, -moved / line.level + middle.value / line.level**2)
