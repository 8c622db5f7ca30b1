"""Differences between groups and between scenarios, with the standard error of the difference."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.contributors import contributors_of_change
from openssi.microdata.domains import Domain, division_of, domains
from openssi.microdata.estimation import (
    DEFAULT_CONVENTIONS,
    DEFAULT_INTERVAL,
    as_estimate,
    counted,
    measured_in,
)
from openssi.microdata.intervals import Interval
from openssi.microdata.measure_names import NO_LINES, measures_named
from openssi.microdata.measures.guard import finite
from openssi.microdata.measures.measure import Conventions, Linearised, Measure, Measured
from openssi.microdata.nearest import unknown_name
from openssi.microdata.replicate_figures import replicate_figures
from openssi.microdata.sample import Sample
from openssi.microdata.standard_errors import error_of_difference
from openssi.microdata.totals import EMPTY
from openssi.vocabulary.estimate import Estimate


def differences_of_groups(
    sample: Sample,
    measures: Sequence[str | Measure],
    by: str,
    against: str = "",
    *,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    lines: Mapping[str, float] = NO_LINES,
    interval: Interval = DEFAULT_INTERVAL,
    relative: bool = False,
) -> list[Estimate]:
    """Return what each measure is in each group, less what it is in one of them.

    Groups of one sample are not independent where PSUs hold persons of both: the variance of the difference is that of
    the difference of their influence functions.

    Args:
        sample: The rows, weights and design.
        measures: As `estimate` takes them.
        by: The column that makes the groups.
        against: Label of the group that is taken off; the first where it is empty.
        conventions: As `estimate` takes them.
        lines: As `estimate` takes them.
        interval: As `estimate` takes them.
        relative: Whether the difference is given as a share of the figure that is taken off: group / other - 1.

    Returns:
        Estimates whose domain is `group - other`.

    Raises:
        FixTheFile: if a name is not known.
    """
    labels = division_of(sample, by).labels
    other = against or (labels[0] if labels else "")
    if other not in labels:
        raise unknown_name("SURVEY_GROUP_UNKNOWN", other, labels, column=by)
    groups = [each for each in domains(sample, [by]) if each.inside is not None]
    base = labels.index(other)
    everybody = measured_in(sample, conventions.naming(lines))
    asked = measures_named(measures, sample, lines)
    replicated = replicate_figures(sample, everybody, asked, [by])
    found = []
    for place, measure in enumerate(asked):
        second = everybody.within(groups[base].inside)
        for number, group in enumerate(groups):
            if number == base:
                continue
            pair = everybody.within(group.inside), second
            inside = _either(group, groups[base])
            domain = dataclasses.replace(group, label=f"{group.label} - {other}", inside=inside)
            again = None if replicated is None else (replicated[:, 1 + number, place], replicated[:, 1 + base, place])
            found.append(_difference(sample, measure, pair, again, domain, interval, relative))
    return found


def differences_of_scenarios(  # noqa: PLR0913 - as estimate takes them
    sample: Sample,
    measures: Sequence[str | Measure],
    welfare: Floats,
    by: Sequence[str] = (),
    *,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    lines: Mapping[str, float] = NO_LINES,
    interval: Interval = DEFAULT_INTERVAL,
    relative: bool = False,
    scenario: str = "scenario",
) -> list[Estimate]:
    """Return what each measure is with another welfare of the same persons, less what it is with theirs.

    A relative line moves with the incomes of each scenario.

    Args:
        sample: The rows, weights and design; its welfare is taken off.
        measures: As `estimate` takes them.
        welfare: Of every row, in the other scenario.
        by: As `estimate` takes them.
        conventions: As `estimate` takes them.
        lines: As `estimate` takes them.
        interval: As `estimate` takes them.
        relative: Whether the difference is given as a share of the figure that is taken off.
        scenario: Name of the other one, by which those for whom something changes are told from others.

    Raises:
        FixTheFile: if a name is not known.
    """
    named = conventions.naming(lines)
    other = measured_in(dataclasses.replace(sample, welfare=welfare), named)
    theirs = measured_in(sample, named)
    asked = measures_named(measures, sample, lines)
    first, second = (replicate_figures(sample, each, asked, by) for each in (other, theirs))
    found = []
    for place, measure in enumerate(asked):
        for number, domain in enumerate(domains(sample, by)):
            pair = other, theirs
            if domain.inside is not None:
                pair = other.within(domain.inside), theirs.within(domain.inside)
            again = None
            if first is not None and second is not None:
                again = first[:, number, place], second[:, number, place]
            made = _difference(sample, measure, pair, again, domain, interval, relative)
            behind = contributors_of_change(measure, *pair, scenario, sample.household)
            found.append(dataclasses.replace(made, contributors=behind))
    return found


def _either(first: Domain, second: Domain) -> Mask | None:
    if first.inside is None or second.inside is None:
        return None
    return first.inside | second.inside


def _difference(
    sample: Sample,
    measure: Measure,
    pair: tuple[Measured, Measured],
    replicated: tuple[Floats, Floats] | None,
    domain: Domain,
    interval: Interval,
    relative: bool,
) -> Estimate:
    with np.errstate(all="ignore"):
        first, second = (_linearised(each, measure) for each in pair)
    found = change(first, second) if relative else difference(first, second)
    told = dataclasses.replace(measure, unit="ratio") if relative else measure
    figures = None
    if replicated is not None:
        one, other = replicated
        with np.errstate(divide="ignore", invalid="ignore"):
            figures = one / other - 1 if relative else one - other
    counts = sample.weight > 0
    either = counts if domain.inside is None else domain.inside & counts
    with np.errstate(all="ignore"):
        error = error_of_difference(sample, found, figures, told, interval, either)
    return as_estimate(told, domain, found, error, counted(sample, domain))


def _linearised(measured: Measured, measure: Measure) -> Linearised:
    weight = measured.weight if measured.inside is None else measured.weight[measured.inside]
    return measure.of(measured) if np.any(weight) else EMPTY


def difference(first: Linearised, second: Linearised) -> Linearised:
    """Return first - second; influences are subtracted row by row, so that what both share adds no variance."""
    return _compared(first, second, lambda one, other: one - other, lambda _one, _other: (1.0, 1.0))


def change(first: Linearised, second: Linearised) -> Linearised:
    """Return first / second - 1, whose influence is that of a ratio: (u - R v) / second."""
    if first.value is not None and second.value == 0:
        return Linearised(value=None, reason="MEASURE_BASE_ZERO")
    return _compared(
        first,
        second,
        lambda one, other: one / other - 1,
        lambda one, other: (1 / other, one / other / other),
    )


def _compared(
    first: Linearised,
    second: Linearised,
    value_of: Callable[[float, float], float],
    slopes: Callable[[float, float], tuple[float, float]],
) -> Linearised:
    reason = first.reason or second.reason
    left_out = max(first.left_out, second.left_out)
    if first.value is None or second.value is None:
        return Linearised(value=None, reason=reason, left_out=left_out)
    with np.errstate(all="ignore"):
        value = float(value_of(first.value, second.value))
        influence = None
        if first.influence is not None and second.influence is not None:
            up, down = slopes(first.value, second.value)
            influence = up * first.influence - down * second.influence
    return finite(Linearised(value=value, influence=influence, reason=reason, left_out=left_out))
