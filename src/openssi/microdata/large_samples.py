"""The one place where large samples turn off to compiled passes."""

from collections.abc import Sequence
from functools import partial

from openssi.microdata.intervals import Interval
from openssi.microdata.kernels import large
from openssi.microdata.measures.lines import Line, LineRule
from openssi.microdata.measures.measure import Conventions, Linearised, Measure, Measured
from openssi.microdata.sample import Division, Sample
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
    freedom = sample.design.degrees_of_freedom

    def limits(estimate: float, se: float, share: bool) -> tuple[float, float]:
        return interval.limits(estimate, se, freedom, proportion=share)

    return large.estimate_large(sample, measures, conventions, division, domain_var=variable, limits=limits)


def keep_lines(sample: Sample, everybody: Measured, measures: Sequence[Measure], interval: Interval) -> None:
    """Keep relative poverty lines that compiled passes find, so that nobody sorts a large sample for them."""
    conventions = everybody.conventions
    rules = {
        value.settled(conventions) for each in measures for _, value in each.parameters if isinstance(value, LineRule)
    }
    for rule in rules:
        if rule.kind in {"median", "mean"}:
            threshold = Measure(id=f"arpt_{rule.suffix}", unit="level", of=lambda _: Linearised(value=None))
            for each in estimates_of_large(sample, [threshold], conventions, None, ALL, interval):
                everybody.kept(
                    (rule, False, conventions.bandwidth_n), partial(Line, level=each.estimate, is_relative=True)
                )
