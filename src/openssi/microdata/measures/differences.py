"""Differences and changes with the error of the difference: between groups, and between scenarios on the same rows."""

from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Mask
from openssi.microdata.measures.guard import finite
from openssi.microdata.measures.measure import Linearised, Measure, Measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A measure of two groups or two scenarios of one sample.

    Attributes:
        first: The figure compared with, such as that before transfers.
        second: The other figure, such as that after them.
        difference: second - first, in the unit of the measure.
        change: second / first - 1, a fraction.
    """

    first: Linearised
    second: Linearised
    difference: Linearised
    change: Linearised


def compare(first: Linearised, second: Linearised) -> Comparison:
    """Compare two figures whose influence functions are given on the same rows.

    The influences are subtracted row by row, so that what both have in common adds no variance.
    """
    with np.errstate(all="ignore"):
        apart, change = finite(difference(first, second)), finite(relative_change(first, second))
    return Comparison(first=first, second=second, difference=apart, change=change)


def between_groups(measure: Measure, measured: Measured, first: Mask, second: Mask) -> Comparison:
    """Compare two groups of one sample, given as rows; inside the domain of `measured` where it has one."""
    inside = measured.inside
    groups = (each if inside is None else each & inside for each in (first, second))
    of_first, of_second = (measure.of(measured.within(each)) for each in groups)
    return compare(of_first, of_second)


def between_scenarios(measure: Measure, first: Measured, second: Measured) -> Comparison:
    """Compare two scenarios: two welfares of the same rows with the same weights, such as before and after transfers.

    A relative line moves with the incomes of each scenario, unless `national` of both names the one that sets it.
    """
    return compare(measure.of(first), measure.of(second))


def difference(first: Linearised, second: Linearised) -> Linearised:
    """Return second - first with its influence."""
    left_out = max(first.left_out, second.left_out)
    if first.value is None or second.value is None:
        return Linearised(value=None, reason=first.reason or second.reason, left_out=left_out)
    value = second.value - first.value
    if first.influence is None or second.influence is None:
        return Linearised(value=value, reason=first.reason or second.reason, left_out=left_out)
    return Linearised(value=value, influence=second.influence - first.influence, left_out=left_out)


def relative_change(first: Linearised, second: Linearised) -> Linearised:
    """Return second / first - 1 with its influence."""
    left_out = max(first.left_out, second.left_out)
    if first.value is None or second.value is None:
        return Linearised(value=None, reason=first.reason or second.reason, left_out=left_out)
    if first.value == 0:
        return Linearised(value=None, reason="MEASURE_BASE_ZERO", left_out=left_out)
    ratio = second.value / first.value
    if first.influence is None or second.influence is None:
        return Linearised(value=ratio - 1, reason=first.reason or second.reason, left_out=left_out)
    influence = (second.influence - ratio * first.influence) / first.value
    return Linearised(value=ratio - 1, influence=influence, left_out=left_out)
