"""Estimates of a sample, overall and by domain, each with its error."""

import dataclasses
import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.domains import Domain, division_of, domains, number_of_domains
from openssi.microdata.intervals import Interval
from openssi.microdata.large_samples import estimates_of_large
from openssi.microdata.measure_names import NO_LINES, is_plain, measures_named
from openssi.microdata.measures.measure import Conventions, Linearised, Measure, Measured
from openssi.microdata.sample import Sample
from openssi.microdata.standard_errors import Error, error_of
from openssi.microdata.totals import EMPTY, Quantile, Ratio
from openssi.microdata.variance import refuse_single_psus
from openssi.vocabulary.estimate import ALL, Estimate

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
        lines: Poverty lines by name, for `fgt0@national` and `fgt0_at_national`.
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
    named = conventions.naming(lines)
    everybody = measured_in(sample, named)
    large = _large(sample, asked, by, named, interval)
    replicated = replicated_figures(sample, everybody, asked, by, progress)
    for number, domain in enumerate(domains(sample, by)):
        measured = everybody if domain.inside is None else everybody.within(domain.inside)
        for place, measure in enumerate(asked):
            step = measure.id if domain.inside is None else f"{measure.id}, {domain.variable}={domain.label}"
            progress(number * len(asked) + place, of, step)
            ready = large.get((measure.id, domain.variable, domain.label))
            figures = None if replicated is None else replicated[:, number, place]
            yield ready or _estimate(sample, measure, (domain, measured), interval, figures)
    progress(of, of, "")


def _estimate(
    sample: Sample, measure: Measure, where: tuple[Domain, Measured], interval: Interval, replicated: Floats | None
) -> Estimate:
    """Return one measure in one domain with its error."""
    domain, measured = where
    rows, population = counted(sample, domain)
    # Amounts beyond what a number holds end in a reason, not in a warning.
    with np.errstate(all="ignore"):
        found = measure.of(measured) if rows else EMPTY
        if found.value is not None and not math.isfinite(found.value):
            found = Linearised(value=None, reason="SURVEY_NOT_FINITE")
        error = Error(reason=found.reason)
        if rows:
            error = error_of(sample, measure, measured, found, interval, replicated)
    return as_estimate(measure, domain, found, error, (rows, population))


def replicated_figures(
    sample: Sample, everybody: Measured, measures: Sequence[Measure], by: Sequence[str], progress: Progress
) -> Floats | None:
    """Return measures in domains with each of the replicate weights.

    One replicate is taken after the other, so that its national poverty line is found once for all domains.

    Returns:
        Shape (replicates, domains, measures); NaN where a figure cannot be made, and for ratios and quantiles, whose
        replicates `error_of` makes all at once. None without replicates.
    """
    replicates = sample.design.replicates
    looked_at = [place for place, each in enumerate(measures) if not isinstance(each, (Ratio, Quantile))]
    if replicates is None or not looked_at:
        return None
    parts = [domain.inside for domain in domains(sample, by)]
    number = replicates.weights.shape[1]
    found = np.full((number, len(parts), len(measures)), np.nan)
    figures_only = dataclasses.replace(everybody, with_influence=False)
    for replicate in range(number):
        progress(replicate, number, f"{replicates.kind} {replicate + 1}")
        whole = figures_only.weighted(np.ascontiguousarray(replicates.weights[:, replicate]))
        for at, inside in enumerate(parts):
            measured = whole if inside is None else whole.within(inside)
            if not measured.weight[slice(None) if inside is None else inside].any():
                continue
            for place in looked_at:
                value = measures[place].of(measured).value
                found[replicate, at, place] = np.nan if value is None else value
    return found


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


def measured_in(sample: Sample, conventions: Conventions = DEFAULT_CONVENTIONS) -> Measured:
    """Return what a measure looks at in a sample; its method `within` gives a domain."""
    sex = sample.sex or sample.divisions.get("sex")
    return Measured(
        welfare=sample.welfare,
        weight=sample.weight,
        conventions=conventions,
        amounts=sample.amounts,
        divisions=sample.divisions,
        men=None if sex is None else sex.rows_of(sample.men),
        women=None if sex is None else sex.rows_of(sample.women),
        deprivations=sample.deprivations,
    )


def counted(sample: Sample, domain: Domain) -> tuple[int, float]:
    """Return the rows of a domain whose weight is above zero, and the sum of their weights."""
    weight = sample.weight if domain.inside is None else sample.weight[domain.inside]
    return int(np.count_nonzero(weight)), float(weight.sum())


def _large(
    sample: Sample, measures: Sequence[Measure], by: Sequence[str], conventions: Conventions, interval: Interval
) -> dict[tuple[str, str, str], Estimate]:
    """Return what compiled passes estimate, by measure and domain; empty for a small sample."""
    found: dict[tuple[str, str, str], Estimate] = {}
    plain = [each for each in measures if is_plain(each) and not isinstance(each, Quantile)]
    for variable in (ALL, *by):
        division = None if variable == ALL else division_of(sample, variable)
        for each in estimates_of_large(sample, plain, conventions, division, variable, interval):
            found[each.measure, variable, each.domain] = each
    return found
