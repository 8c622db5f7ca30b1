"""The one place where large samples turn off to compiled passes."""

from collections.abc import Sequence
from dataclasses import replace

from openssi.microdata.arrays import Floats
from openssi.microdata.design import Design
from openssi.microdata.intervals import Interval
from openssi.microdata.kernels import large
from openssi.microdata.measures.measure import Conventions, Measure
from openssi.microdata.replication import degrees_of_freedom
from openssi.microdata.sample import Division, Sample
from openssi.microdata.standard_errors import freedom_of
from openssi.vocabulary.estimate import ALL, Estimate

LARGE = 2_000_000
"""Rows above which compiled passes are used, without a sort and to 1e-8 instead of 1e-9."""


def estimates_of_large(
    sample: Sample,
    measures: Sequence[Measure],
    conventions: Conventions,
    division: Division | None,
    variable: str,
    interval: Interval,
) -> Sequence[Estimate]:
    """Return the estimates that compiled passes can make; none where the sample is small, or they are not installed.

    Args:
        sample: The rows.
        measures: Those that are not known to the passes are left out.
        conventions: Where peers differ.
        division: None for everybody.
        variable: Name of the column that divides.
        interval: How limits are made.
    """
    if sample.design.rows <= LARGE or sample.design.replicates is not None or sample.design.degrees_of_freedom < 1:
        return ()
    if not large.is_available():
        return ()
    made = large.estimate_large(sample, measures, conventions, division, domain_var=variable)
    by_id = {each.id: each for each in measures}
    freedoms = _freedoms(sample.design, division, sample.weight)
    return [_with_limits(each, by_id[each.measure], freedoms[each.domain], interval) for each in made]


def _freedoms(design: Design, division: Division | None, weight: Floats) -> dict[str, int]:
    """Return the degrees of freedom of each domain, one mask of the rows at a time."""
    if division is None:
        return {ALL: degrees_of_freedom(design)}
    counts = weight > 0
    return {
        label: degrees_of_freedom(design, (division.codes == number) & counts)
        for number, label in enumerate(division.labels)
    }


def _with_limits(made: Estimate, measure: Measure, of_domain: int, interval: Interval) -> Estimate:
    """Return an estimate with the limits, or without the error, as the exact path gives it."""
    if made.estimate is None or made.se is None:
        return made
    freedom = freedom_of(measure, of_domain)
    if freedom < 1:
        return replace(made, se=None, lower=None, upper=None, reason="SURVEY_DOMAIN_NO_FREEDOM", method="")
    lower, upper = interval.limits(made.estimate, made.se, freedom, proportion=measure.proportion)
    return replace(made, lower=lower, upper=upper)
