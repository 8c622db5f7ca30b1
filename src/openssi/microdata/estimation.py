"""Estimates of a sample, overall and by domain, each with its error."""

import dataclasses
import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.contributors import contributors_of
from openssi.microdata.domains import Domain, domains, number_of_domains
from openssi.microdata.intervals import Interval
from openssi.microdata.kernels.binning import KnownBins
from openssi.microdata.large_samples import estimates_of_large, keep_lines
from openssi.microdata.measure_names import NO_LINES, measures_named
from openssi.microdata.measures.measure import Conventions, Linearised, Measure, Measured
from openssi.microdata.replicate_figures import Progress, replicate_figures
from openssi.microdata.sample import Sample
from openssi.microdata.standard_errors import Error, error_of
from openssi.microdata.totals import EMPTY, Quantile
from openssi.microdata.variance import refuse_single_psus
from openssi.vocabulary.estimate import Estimate

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
    named = conventions.naming(lines)
    if sample.design.replicates is None:
        refuse_single_psus(sample.design)
    everybody = measured_in(sample, named)
    bins = KnownBins()
    large = estimates_of_large(sample, asked, by, named, interval, progress, bins)
    if large:
        keep_lines(sample, everybody, asked, bins)
    of = len(asked) * number_of_domains(sample, by)
    replicated = _Replicated.of(sample, everybody, asked, by, large, progress)
    for number, domain in enumerate(domains(sample, by)):
        measured = everybody if domain.inside is None else everybody.within(domain.inside)
        for place, measure in enumerate(asked):
            step = measure.id if domain.inside is None else f"{measure.id}, {domain.variable}={domain.label}"
            progress(number * len(asked) + place, of, step)
            where = domain, measured
            if replicated is not None:
                found, figures = replicated.figures[number][place], replicated.again[:, number, place]
                made = _estimate(sample, measure, where, interval, found, figures)
            else:
                ready = large.get((measure.id, domain.variable, domain.label))
                made = ready or _estimate(sample, measure, where, interval, _figure(sample, measure, *where))
            with np.errstate(all="ignore"):
                behind = contributors_of(measure, measured, sample.household)
            yield made if behind is None else dataclasses.replace(made, contributors=behind)
    progress(of, of, "")


@dataclasses.dataclass(frozen=True, slots=True)
class _Replicated:
    """Figures with the weights of the sample, by domain and measure, and the same with each replicate."""

    figures: list[list[Linearised]]
    again: Floats

    @classmethod
    def of(
        cls,
        sample: Sample,
        everybody: Measured,
        measures: Sequence[Measure],
        by: Sequence[str],
        large: Mapping[tuple[str, str, str], Estimate],
        progress: Progress,
    ) -> "_Replicated | None":
        """Make them; None where the design has no replicate weights."""
        if sample.design.replicates is None:
            return None
        whole = dataclasses.replace(everybody, with_influence=False)
        figures = []
        for domain in domains(sample, by):
            measured = whole if domain.inside is None else whole.within(domain.inside)
            ready = [large.get((each.id, domain.variable, domain.label)) for each in measures]
            figures.append(
                [
                    Linearised(value=known.estimate, reason=known.reason)
                    if known is not None
                    else dataclasses.replace(_figure(sample, each, domain, measured), influence=None)
                    for each, known in zip(measures, ready, strict=True)
                ]
            )
        levels = {
            place: np.array([np.nan if own[place].value is None else own[place].value for own in figures], dtype=float)
            for place, each in enumerate(measures)
            if isinstance(each, Quantile)
        }
        again = replicate_figures(sample, whole, measures, by, levels=levels, progress=progress)
        return None if again is None else cls(figures, again)


def _figure(sample: Sample, measure: Measure, domain: Domain, measured: Measured) -> Linearised:
    """Return one measure in one domain."""
    with np.errstate(all="ignore"):
        found = measure.of(measured) if counted(sample, domain)[0] else EMPTY
    if found.value is not None and not math.isfinite(found.value):
        return Linearised(value=None, reason="SURVEY_NOT_FINITE")
    return found


def _estimate(
    sample: Sample,
    measure: Measure,
    where: tuple[Domain, Measured],
    interval: Interval,
    found: Linearised,
    replicated: Floats | None = None,
) -> Estimate:
    """Return one measure in one domain with its error."""
    domain, measured = where
    rows, population = counted(sample, domain)
    error = Error(reason=found.reason)
    if rows:
        # Amounts beyond what a number holds end in a reason, not in a warning.
        with np.errstate(all="ignore"):
            error = error_of(sample, measure, measured, found, interval, replicated)
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


def measured_in(sample: Sample, conventions: Conventions = DEFAULT_CONVENTIONS) -> Measured:
    """Return what a measure looks at in a sample; its method `within` gives a domain."""
    sex = sample.sex or sample.divisions.get("sex")
    men, women = (None, None) if sex is None else sex.rows_of_two(sample.men, sample.women)
    return Measured(
        welfare=sample.welfare,
        weight=sample.weight,
        conventions=conventions,
        amounts=sample.amounts,
        divisions=sample.divisions,
        men=men,
        women=women,
        deprivations=sample.deprivations,
        household=sample.household,
    )


def counted(sample: Sample, domain: Domain) -> tuple[int, float]:
    """Return the rows of a domain whose weight is above zero, and the sum of their weights."""
    weight = sample.weight if domain.inside is None else sample.weight[domain.inside]
    return int(np.count_nonzero(weight)), float(weight.sum())
