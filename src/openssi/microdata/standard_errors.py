"""Standard errors of figures: linearised under the design, or from its replicate weights."""

import math
from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.design import Design
from openssi.microdata.intervals import BEYOND_SAMPLE, Interval, ends_of_share
from openssi.microdata.measures.measure import Linearised, Measure, Measured
from openssi.microdata.replication import degrees_of_freedom, replicate_variance
from openssi.microdata.sample import Sample
from openssi.microdata.totals import Quantile, ratio_of
from openssi.microdata.variance import variance
from openssi.vocabulary.estimate import Unit

ADDED_UP: frozenset[Unit] = frozenset({"total", "persons"})
"""Units of what is added up, which is zero where there is nobody."""

LINEARISED = "linearised"
"""Method of errors that influence functions give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Error:
    """The error of a figure.

    Attributes:
        se: Standard error; None where `reason` says why there is none.
        limits: Lower and upper limit; None without a standard error.
        reason: Code of a message.
        method: `linearised`, or the kind of the replicate weights.
    """

    se: float | None = None
    limits: tuple[float, float] | None = None
    reason: str = ""
    method: str = ""


def error_of(
    sample: Sample,
    measure: Measure,
    measured: Measured,
    found: Linearised,
    interval: Interval,
    replicated: Floats | None = None,
) -> Error:
    """Return the standard error and limits of a measure in a domain.

    Args:
        sample: Its design gives the error.
        measure: What was measured; of a `Quantile` Woodruff's interval is taken.
        measured: Where.
        found: The figure with its influence function, where there is a figure.
        interval: How limits are made.
        replicated: The figure with each of the replicate weights, of a quantile the share of the population up to it;
            NaN where one of them gives none. None where the design has none.

    Raises:
        FixTheFile: if a stratum has one PSU and the policy of the design is `fail`.
    """
    if isinstance(measure, Quantile):
        return _woodruff(sample, measure, measured, found, interval, replicated)
    return _error(sample, found, measure, interval, replicated, _counted(measure, measured))


def _counted(measure: Measure, measured: Measured) -> Mask | None:
    """Return the rows of a domain in which a measure sees somebody; None for everybody."""
    if not measure.column:
        return measured.counted
    known = np.isfinite(measured.amounts[measure.column])
    if known.all():
        return measured.counted
    return known & (measured.weight > 0) & (True if measured.inside is None else measured.inside)


def error_of_difference(
    sample: Sample,
    found: Linearised,
    replicated: Floats | None,
    measure: Measure,
    interval: Interval,
    counted: Mask | None,
) -> Error:
    """Return the error of a difference that has an influence function, or replicates, of its own.

    Args:
        sample: As `error_of` takes it.
        found: The difference with its influence function.
        replicated: The difference with each of the replicate weights.
        measure: What was compared.
        interval: How limits are made.
        counted: Rows of either part, of weights above zero; None for all.
    """
    limitless = Measure(id=measure.id, unit=measure.unit, of=measure.of)
    return _error(sample, found, limitless, interval, replicated, counted)


def _error(
    sample: Sample,
    found: Linearised,
    measure: Measure,
    interval: Interval,
    replicated: Floats | None,
    counted: Mask | None,
) -> Error:
    if found.value is None:
        return Error(reason=found.reason)
    freedom, why = judged_by(sample.design, measure.unit, counted)
    if why:
        return Error(reason=why)
    spread, reason = _variance(sample, found, replicated)
    if spread is None or not math.isfinite(spread):
        return Error(reason=reason or "SURVEY_NOT_FINITE")
    se = math.sqrt(spread)
    limits = interval.limits(found.value, se, freedom, proportion=measure.proportion)
    return Error(se=se, limits=limits, reason=found.reason, method=_method(sample))


def judged_by(design: Design, unit: Unit, counted: Mask | None) -> tuple[int, str]:
    """Return the degrees of freedom of an error, and the code that says why there are none.

    Args:
        design: The strata and PSUs.
        unit: Of what is measured.
        counted: Rows of the domain, of weights above zero; None for all.
    """
    if degrees_of_freedom(design) < 1:
        return 0, "SURVEY_NO_FREEDOM"
    freedom = freedom_of(unit, degrees_of_freedom(design, counted))
    return freedom, "" if freedom else "SURVEY_DOMAIN_NO_FREEDOM"


def freedom_of(unit: Unit, of_domain: int) -> int:
    """Return the degrees of freedom of an error in a domain, 0 where nothing is left to judge it by.

    The error of a total does not rest on the PSUs within its domain alone: others vary with them by having none of it.

    Args:
        unit: Of what is measured.
        of_domain: PSUs with rows of the domain, less their strata.
    """
    return max(of_domain, 1 if unit in ADDED_UP else 0)


def _method(sample: Sample) -> str:
    return LINEARISED if sample.design.replicates is None else sample.design.replicates.kind


def _variance(sample: Sample, found: Linearised, replicated: Floats | None) -> tuple[float | None, str]:
    """Return the variance, or the code that says why there is none."""
    if sample.design.replicates is not None:
        if replicated is None or not np.isfinite(replicated).all():
            return None, "SURVEY_REPLICATE_WITHOUT_FIGURE"
        return replicate_variance(replicated, found.value or 0.0, sample.design.replicates), ""
    if found.influence is None:
        return None, found.reason or "SURVEY_NO_INFLUENCE"
    spread = variance(sample.design, found.influence, sample.weight)
    return spread, "" if spread is not None else "SURVEY_ALL_SINGLE_PSUS"


def _woodruff(
    sample: Sample,
    measure: Quantile,
    measured: Measured,
    found: Linearised,
    interval: Interval,
    replicated: Floats | None,
) -> Error:
    """Turn the interval of the share of the population up to a quantile into one of the quantile.

    Its standard error is the length of the interval over twice the number of standard errors on either side (Woodruff,
    Journal of the American Statistical Association 47, 1952). A limit of the share that is not between 0 and 1 is no
    limit of the quantile: there is no error then.
    """
    if found.value is None:
        return Error(reason=found.reason)
    seen = measure.seen(measured)
    at_most, everybody = (seen.welfare <= found.value).astype(np.float64), np.ones(len(seen.welfare))
    share = ratio_of(seen, at_most, everybody)
    error = _error(sample, share, measure, interval, replicated, seen.counted)
    if error.se is None or share.value is None:
        return error
    ordered, factor = seen.ordered, interval.factor(degrees_of_freedom(sample.design, seen.counted))
    ends = ends_of_share(share.value, factor * error.se)
    if ends is None:
        return Error(reason=BEYOND_SAMPLE)
    limits = ordered.quantile(ends[0]), ordered.quantile(ends[1])
    return Error(se=(limits[1] - limits[0]) / (2 * factor), limits=limits, method=error.method)
