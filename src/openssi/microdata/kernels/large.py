"""Estimates of large files: a few passes over rows in the order of their PSUs, without a sort or a copy.

Compiled by numba (extra `[micro]`) at the first use and kept for the next: docs/methods/large-surveys.md.
"""

import importlib.util
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from openssi.microdata.design import Design
from openssi.microdata.measures.measure import Conventions, Measure
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import ALL, Estimate

if TYPE_CHECKING:
    from openssi.microdata.kernels.requests import Request

Progress = Callable[[int, int, str], None]
"""Called with parts done, parts in all, and the name of the step."""

Limits = Callable[[float, float, bool], tuple[float, float]]
"""Gives the limits of an interval from an estimate, its standard error, and whether it is a share of persons."""

TOGETHER = 16
"""Domains that are looked at in the same passes."""

_NORMAL = 1.959963984540054


def is_available() -> bool:
    """Tell whether numba is installed."""
    return importlib.util.find_spec("numba") is not None


def can_estimate(measure: str, design: Design, conventions: Conventions) -> bool:
    """Tell whether the compiled passes know a measure and the errors that a design asks for.

    Replicate weights, calibrated weights and second stages are left to the exact path.
    """
    from openssi.microdata.kernels.requests import request_of

    other_errors = ("replicates", "calibration", "second_stage")
    plain = all(getattr(design, name, None) is None for name in other_errors)
    return plain and request_of(measure, conventions) is not None


def plain_limits(estimate: float, se: float, _share: bool) -> tuple[float, float]:
    """Return the limits of the 95 % interval of the normal distribution."""
    return estimate - _NORMAL * se, estimate + _NORMAL * se


def estimate_large(
    sample: Sample,
    measures: Sequence[str | Measure],
    conventions: Conventions,
    division: Division | None = None,
    *,
    domain_var: str = ALL,
    progress: Progress = lambda _done, _of, _step: None,
    limits: Limits = plain_limits,
    threads: int | None = None,
) -> list[Estimate]:
    """Return measures with their standard errors, for everybody or for each domain of a division.

    Figures differ from the exact path by less than 1e-8; they do not depend on the number of threads.

    Args:
        sample: Rows in the order of their PSUs.
        measures: Names or measures; those that `can_estimate` does not know are left out.
        conventions: Where peers differ.
        division: Divides the population.
        domain_var: What the column of the division is called.
        progress: Told how far the passes are.
        limits: Makes intervals.
        threads: How many work at a time; by default as many as there are processors.

    Returns:
        By domain, then in the order of the measures. An estimate that cannot be made says why.

    Raises:
        FixTheFile: if numba is not installed.
    """
    if not is_available():
        raise FixTheFile.because("LARGE_WITHOUT_NUMBA", rows=f"{sample.design.rows:,}")
    from openssi.microdata.kernels import estimates
    from openssi.microdata.kernels.requests import request_of
    from openssi.microdata.kernels.workers import Workers, processors

    names = [each if isinstance(each, str) else each.id for each in measures]
    known = [each for each in names if can_estimate(each, sample.design, conventions)]
    requests: list[Request] = [each for each in (request_of(name, conventions) for name in known) if each is not None]
    if not requests:
        return []
    task = estimates.Task(sample, requests, conventions, Workers(threads or processors(), progress), limits)
    if division is None:
        return estimates.of_everybody(task)
    found: list[Estimate] = []
    for first in range(0, len(division.labels), TOGETHER):
        found += estimates.of_domains(task, division, first, domain_var)
    return found
