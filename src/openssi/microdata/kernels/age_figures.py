"""Measures that compare the persons of an age and above with the younger ones of the same domain."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from openssi.microdata.arrays import Codes
from openssi.microdata.kernels.columns import counted_in
from openssi.microdata.kernels.combined_figures import quotient
from openssi.microdata.kernels.estimates import EMPTY, Counted, Task, estimate_of, judged
from openssi.microdata.kernels.figures import Figure, times
from openssi.microdata.kernels.plans import plan_of
from openssi.microdata.kernels.population import Population
from openssi.microdata.kernels.requests import Request
from openssi.microdata.kernels.rows import Rows, as_kept
from openssi.microdata.kernels.spread import variances
from openssi.microdata.replication import degrees_of_freedom
from openssi.microdata.sample import Division
from openssi.vocabulary.estimate import ALL, Estimate

_NO_MOVES = np.zeros(4)
"""Nobody has an influence through a national line."""


def of_ages(
    task: Task, request: Request, division: Division | None, first: int, most: int, domain_var: str
) -> list[Estimate]:
    """Return the median income of persons of an age and above over that of younger ones, in some domains.

    Each domain is looked at as two, the older and the younger, whose influences come together in its PSUs.

    Args:
        task: Its requests are left aside.
        request: Its power is the age.
        division: Divides the population; None for everybody.
        first: Number of the first domain.
        most: Domains that are looked at.
        domain_var: What the column of the division is called.
    """
    labels = (ALL,) if division is None else division.labels[first : first + most]
    ages = task.sample.amounts.get("age")
    domain = np.zeros(len(task.sample.weight), dtype=np.int32) if division is None else division.codes - first
    if ages is None:
        figures = [Figure(None, reason="MEASURE_AGE_MISSING")] * len(labels)
        return _shown(task, request, (labels, domain_var, division), figures, [None] * len(labels), [0] * len(labels))
    parts = 2 * domain
    parts += ages < request.power
    parts[~np.isfinite(ages) | (domain < 0) | (domain >= len(labels))] = -1
    with np.errstate(all="ignore"):
        figures, errors, freedoms = _made(task, request, parts, len(labels), domain)
    return _shown(task, request, (labels, domain_var, division), figures, errors, freedoms)


def _made(
    task: Task, request: Request, parts: Codes, domains: int, domain: Codes
) -> tuple[list[Figure], list[float | None], list[int]]:
    sample, median = task.sample, replace(request, family="median", fractions=(0.5,))
    rows = Rows(
        as_kept(sample.welfare, np.float64), as_kept(sample.weight, np.float64), as_kept(parts, np.int32), 0,
        2 * domains, task.unit,
    )  # fmt: skip
    counted = Counted.of(replace(task, requests=[median]), rows)
    counts = sample.weight > 0
    medians = [counted.figure(number, median) for number in range(2 * domains)]
    figures: list[Figure] = []
    halves: list[list[Figure]] = []
    for number in range(domains):
        is_here = counts & (domain == number)
        older, younger = medians[2 * number], medians[2 * number + 1]
        if not is_here.any():
            ratio = Figure(None, reason=EMPTY)
        elif older.value is None or younger.value is None:
            ratio = Figure(None, reason="MEASURE_AGE_EMPTY")
        else:
            ratio = quotient(older, younger, "MEASURE_QUANTILE_NOT_POSITIVE")
        figures.append(ratio)
        halves += [[each] for each in _halves(ratio, older, younger)]
    if not task.has_errors:
        return figures, [None] * domains, [0] * domains
    freedoms = [degrees_of_freedom(sample.design, counts & (domain == number)) for number in range(domains)]
    into = [number - number % 2 for number in range(2 * domains)]
    plan = plan_of(halves, _NO_MOVES, counted.populations[: 2 * domains], into)
    found = variances(rows, counted.binning, task.strata, plan, task.workers)
    errors = [
        float(np.sqrt(found[2 * number, 0])) if found is not None and each.influence is not None else None
        for number, each in enumerate(figures)
    ]
    shown, known = judged(
        replace(task, requests=[request]), [[each] for each in figures], [[each] for each in errors], freedoms
    )
    return [each for (each,) in shown], [each for (each,) in known], freedoms


def _halves(ratio: Figure, older: Figure, younger: Figure) -> tuple[Figure, Figure]:
    """Return the influences of the older and of the younger on their ratio."""
    if ratio.value is None or not younger.value or older.influence is None or younger.influence is None:
        return Figure(None), Figure(None)
    return (
        Figure(None, times(older.influence, 1 / younger.value)),
        Figure(None, times(younger.influence, -ratio.value / younger.value)),
    )


def _shown(
    task: Task,
    request: Request,
    of: tuple[Sequence[str], str, Division | None],
    figures: Sequence[Figure],
    errors: Sequence[float | None],
    freedoms: Sequence[int],
) -> list[Estimate]:
    labels, domain_var, division = of
    nobody = Population(np.zeros(1), np.zeros(1), np.zeros(13))
    made = [
        estimate_of(task, request, (domain_var, label), nobody, figure, error, freedom=freedom)
        for label, figure, error, freedom in zip(labels, figures, errors, freedoms, strict=True)
    ]
    return counted_in(task.sample, division, made)
