"""Estimates of large files: a few passes over rows in the order of their PSUs, without a sort or a copy.

Compiled by numba (extra `[micro]`) at the first use and kept for the next: docs/methods/large-surveys.md.
"""

import importlib.util
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from openssi.microdata.design import Design
from openssi.microdata.intervals import Interval
from openssi.microdata.kernels.binning import KnownBins
from openssi.microdata.kernels.columns import counted_in, of_column
from openssi.microdata.measure_names import measures_named
from openssi.microdata.measures.measure import Conventions, Measure
from openssi.microdata.sample import Division, Sample
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.estimate import ALL, Estimate

if TYPE_CHECKING:
    from openssi.microdata.kernels.estimates import Task
    from openssi.microdata.kernels.requests import Request

Progress = Callable[[int, int, str], None]
"""Called with parts done, parts in all, and the name of the step."""

TOGETHER = 16
"""Domains that are looked at in the same passes."""

PLAIN_INTERVAL = Interval(distribution="z", proportions="linear")
"""95 %, estimate and error only, of the normal distribution."""


def is_available() -> bool:
    """Tell whether numba is installed."""
    return importlib.util.find_spec("numba") is not None


def can_estimate(measure: Measure, conventions: Conventions) -> bool:
    """Tell whether the compiled passes know a measure.

    Raises:
        FixTheFile: if its line has a name that no line has.
    """
    from openssi.microdata.kernels.requests import request_of

    return request_of(measure, conventions) is not None


def has_compiled_errors(design: Design) -> bool:
    """Tell whether the compiled passes know the errors of a design; others are left to the exact path."""
    return design.replicates is None and design.calibration is None and design.second_stage is None


def estimate_large(  # noqa: PLR0913 - one option each
    sample: Sample,
    measures: Sequence[str | Measure],
    conventions: Conventions,
    division: Division | None = None,
    *,
    domain_var: str = ALL,
    progress: Progress = lambda _done, _of, _step: None,
    interval: Interval | None = PLAIN_INTERVAL,
    threads: int | None = None,
    bins: KnownBins | None = None,
) -> list[Estimate]:
    """Return measures with their standard errors, for everybody or for each domain of a division.

    Figures differ from the exact path by less than 1e-8; they do not depend on the number of threads.

    Args:
        sample: Rows in the order of their PSUs.
        measures: As `measures_named` takes them; those that `can_estimate` does not know are left out.
        conventions: Where peers differ; lines that are named after `@` are among them.
        division: Divides the population.
        domain_var: What the column of the division is called.
        progress: Told how far the passes are.
        interval: How limits are made; None where no errors are wanted. By the design there may be none: see
            `has_compiled_errors`.
        threads: How many work at a time; by default as many as there are processors.
        bins: Kept from one call to the next with the same welfare and other weights.

    Returns:
        By column that is measured, by domain, then in the order of the measures. An estimate that cannot be made says
        why.

    Raises:
        FixTheFile: if numba is not installed, or a name is not known.
    """
    if not is_available():
        raise FixTheFile.because("LARGE_WITHOUT_NUMBA", rows=f"{sample.design.rows:,}")
    from openssi.microdata.kernels import estimates
    from openssi.microdata.kernels.requests import request_of
    from openssi.microdata.kernels.workers import Workers, processors

    named = measures_named(measures, sample, {each.name: each.level for each in conventions.lines})
    found: list[Estimate] = []
    for column in dict.fromkeys(each.column for each in named):
        known_or_not = (request_of(each, conventions) for each in named if each.column == column)
        asked = [each for each in known_or_not if each is not None]
        if not asked:
            continue
        ages = [each for each in asked if each.family == "rmir"]
        requests = [each for each in asked if each.family != "rmir"]
        seen, divided = of_column(sample, column, division) if column else (sample, division)
        workers = Workers(threads or processors(), progress)
        known = bins if bins is not None and not column else KnownBins()
        task = estimates.Task(seen, requests, conventions, workers, interval, known)
        made = _plain(task, divided, domain_var) + _by_age(task, divided, domain_var, ages)
        number = {label: place for place, label in enumerate(divided.labels)} if divided else {ALL: 0}
        order = {each.id: place for place, each in enumerate(asked)}
        made.sort(key=lambda each: (number[each.domain], order[each.measure]))
        found += counted_in(sample, division, made) if column else made
    return found


def _plain(task: "Task", division: Division | None, domain_var: str) -> list[Estimate]:
    """Return the estimates of everybody, or of all domains, so many at a time."""
    from openssi.microdata.kernels import estimates

    if not task.requests:
        return []
    if division is None:
        return estimates.of_everybody(task)
    firsts = range(0, len(division.labels), TOGETHER)
    return [each for first in firsts for each in estimates.of_domains(task, division, first, domain_var)]


def _by_age(task: "Task", division: Division | None, domain_var: str, requests: "Sequence[Request]") -> list[Estimate]:
    """Return the estimates that compare two groups of age: each domain is looked at as two."""
    from openssi.microdata.kernels.age_figures import of_ages

    firsts = range(0, len(division.labels) if division else 1, TOGETHER // 2)
    return [
        each
        for request in requests
        for first in firsts
        for each in of_ages(task, request, division, first, TOGETHER // 2, domain_var)
    ]
