"""The one place where large samples turn off to compiled passes."""

import importlib
from collections.abc import Callable, Sequence

from openssi.microdata.measures.measure import Conventions, Measure
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.estimate import Estimate

LARGE = 2_000_000
"""Rows above which compiled passes are used, without a sort and to 1e-8 instead of 1e-9."""


def estimates_of_large(
    sample: Sample, measures: Sequence[Measure], conventions: Conventions, division: Division | None
) -> Sequence[Estimate] | None:
    """Return estimates by compiled passes; None where the sample is small, or they are not installed."""
    if sample.design.rows <= LARGE or sample.design.replicates is not None:
        return None
    try:
        kernels = importlib.import_module("openssi.microdata.kernels.large")
    except ModuleNotFoundError:
        return None
    estimate_large: Callable[..., Sequence[Estimate]] = kernels.estimate_large
    return estimate_large(sample, measures, conventions, division=division)
