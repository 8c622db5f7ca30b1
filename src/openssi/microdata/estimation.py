"""Estimates of a sample, overall and by domain, each with its error."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from openssi.microdata.domains import Domain, division_of, domains, number_of_domains
from openssi.microdata.intervals import Interval
from openssi.microdata.large_samples import estimates_of_large
from openssi.microdata.measure_names import NO_LINES, known_measures, measures_named
from openssi.microdata.measures.measure import Conventions, Linearised, Measure, Measured
from openssi.microdata.sample import Sample
from openssi.microdata.standard_errors import Error, error_of
from openssi.microdata.totals import EMPTY
from openssi.microdata.variance import refuse_single_psus
from openssi.vocabulary.estimate import Estimate

Progress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and the name of the step."""

DEFAULT_CONVENTIONS, DEFAULT_INTERVAL = Conventions(), Interval()


def estimate(
    sample: Sample,
    measures: Sequence[str | Measure],
    by: Sequence[str] = (),
    *,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    lines: Mapping[str, float] = NO_LINES,
    interval: Interval = DEFAULT_INTERVAL,
    progress: Progress = lambda _done, _of, _step: None,
) -> list[Estimate]:
    """Return each measure for everybody, then for each domain.

    Args:
        sample: The rows, weights and design. Where the design has replicate weights, they give the errors.
        measures: Names as `measures_named` takes them, or measures.
        by: Columns that divide the population; `sex,region` crosses two.
        conventions: Where peers differ.
        lines: Poverty lines by name, for `fgt0@national`.
        interval: How limits are made; by default 95 %, Student's t with the degrees of freedom of the design, and the
            logit for shares.
        progress: Told of each estimate; it may raise, nothing is left behind.

    Returns:
        One estimate per measure and domain; a domain without rows has one with its reason.

    Raises:
        FixTheFile: if a name is not known, or a stratum has one PSU and the policy is `fail`.
    """
    found = list(
        estimates(sample, measures, by, conventions=conventions, lines=lines, interval=interval, progress=progress)
    )
    order = {each.id: number for number, each in enumerate(measures_named(measures, sample, lines))}
    return sorted(found, key=lambda each: order[each.measure])


def estimates(
    sample: Sample,
    measures: Sequence[str | Measure],
    by: Sequence[str] = (),
    *,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    lines: Mapping[str, float] = NO_LINES,
    interval: Interval = DEFAULT_INTERVAL,
    progress: Progress = lambda _done, _of, _step: None,
) -> Iterator[Estimate]:
    """Give the estimates of `estimate` as they are made, domain by domain: whoever stops asking keeps what there is."""
    asked = measures_named(measures, sample, lines)
    of = len(asked) * number_of_domains(sample, by)
    if sample.design.replicates is None:
        refuse_single_psus(sample.design)
    large = _large(sample, asked, by, conventions)
    for number, domain in enumerate(domains(sample, by)):
        for place, measure in enumerate(asked):
            done = number * len(asked) + place
            step = measure.id if domain.inside is None else f"{measure.id}, {domain.variable}={domain.label}"
            progress(done, of, step)
            ready = large.get((measure.id, domain.variable, domain.label))
            yield ready or estimate_of(sample, measure, domain, conventions=conventions, interval=interval)
    progress(of, of, "")


def estimate_of(
    sample: Sample,
    measure: Measure,
    domain: Domain,
    *,
    conventions: Conventions = DEFAULT_CONVENTIONS,
    interval: Interval = DEFAULT_INTERVAL,
) -> Estimate:
    """Return one measure in one domain with its error."""
    measured = measured_in(sample, domain, conventions)
    rows, population = counted(sample, domain)
    found = measure.of(measured) if rows else EMPTY
    if found.value is not None and not math.isfinite(found.value):
        found = Linearised(value=None, reason="SURVEY_NOT_FINITE")
    error = error_of(sample, measure, measured, found, interval) if rows else Error(reason=found.reason)
    return as_estimate(measure, domain, found, error, (rows, population))


def as_estimate(measure: Measure, domain: Domain, found: Linearised, error: Error, size: tuple[int, float]) -> Estimate:
    """Put a figure and its error together."""
    lower, upper = error.limits or (None, None)
    return Estimate(
        measure=measure.id,
        domain_var=domain.variable,
        domain=domain.label,
        estimate=found.value,
        se=error.se,
        lower=lower,
        upper=upper,
        n=size[0],
        population=size[1],
        unit=measure.unit,
        reason=found.reason or error.reason,
        method=error.method,
    )


def measured_in(sample: Sample, domain: Domain, conventions: Conventions = DEFAULT_CONVENTIONS) -> Measured:
    """Return what a measure looks at in a domain of a sample."""
    return Measured(
        welfare=sample.welfare,
        weight=sample.weight,
        inside=domain.inside,
        conventions=conventions,
        amounts=sample.amounts,
        divisions=sample.divisions,
    )


def counted(sample: Sample, domain: Domain) -> tuple[int, float]:
    """Return the rows of a domain whose weight is above zero, and the sum of their weights."""
    weight = sample.weight if domain.inside is None else sample.weight[domain.inside]
    return int(np.count_nonzero(weight)), float(weight.sum())


def _large(
    sample: Sample, measures: Sequence[Measure], by: Sequence[str], conventions: Conventions
) -> dict[tuple[str, str, str], Estimate]:
    """Return what compiled passes estimate, by measure and domain; empty for a small sample."""
    found: dict[tuple[str, str, str], Estimate] = {}
    known = known_measures()
    plain = [each for each in measures if known.get(each.id) is each]
    for variable in (None, *by):
        division = None if variable is None else division_of(sample, variable)
        for each in estimates_of_large(sample, plain, conventions, division) or ():
            found[each.measure, variable or each.domain_var, each.domain] = each
    return found
