"""Variance from replicate weights, of any figure that is made from incomes and weights."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.design import Design, Replicates

Figure: TypeAlias = Callable[[Floats], float | None]
"""A figure made with one column of weights; None where it cannot be made with them."""

BLOCK_BYTES = 256 * 1024 * 1024
"""Memory of the weights that are looked at together."""


def replicate_figures(figure: Figure, replicates: Replicates, step: Callable[[], None] = lambda: None) -> Floats | None:
    """Return a figure made with each of the replicate weights.

    Args:
        figure: Called once for each replicate, with its weights.
        replicates: The weights.
        step: Called after each replicate.

    Returns:
        One value per replicate; None where one of them cannot be made.
    """
    found = np.empty(replicates.weights.shape[1])
    for number in range(len(found)):
        value = figure(np.ascontiguousarray(replicates.weights[:, number]))
        if value is None:
            return None
        found[number] = value
        step()
    return found


def replicate_totals(values: Floats, replicates: Replicates) -> Floats:
    """Return totals with each of the replicate weights, all columns at once and a block of replicates at a time.

    Args:
        values: Shape (rows, totals).
        replicates: The weights.

    Returns:
        Shape (replicates, totals).
    """
    parts = [replicates.weights[:, block].T @ values for block in blocks(replicates.weights)]
    return np.concatenate(parts) if parts else np.empty((0, values.shape[1]))


def blocks(weights: Floats) -> Iterator[slice]:
    """Give the columns of replicate weights in blocks of bounded memory."""
    rows, number = weights.shape
    together = max(1, BLOCK_BYTES // max(1, 8 * rows))
    for first in range(0, number, together):
        yield slice(first, min(first + together, number))


def replicate_variance(figures: Floats, estimate: Floats | float, replicates: Replicates) -> float:
    """Return the variance of one figure: scale * sum(rscales * (theta_r - centre)^2).

    Args:
        figures: The figure with each of the replicate weights.
        estimate: With the weights of the whole sample; the centre where `mse` is set.
        replicates: Scale, factors and centre.
    """
    return float(replicate_covariance(figures[:, np.newaxis], np.atleast_1d(np.asarray(estimate)), replicates)[0, 0])


def replicate_covariance(figures: Floats, estimates: Floats, replicates: Replicates) -> Floats:
    """Return the covariance matrix of several figures.

    The mean of the replicates is taken over those whose factor is above zero (Wolter, Introduction to Variance
    Estimation, 2007, chapters 3 to 5).

    Args:
        figures: Shape (replicates, figures).
        estimates: With the weights of the whole sample.
        replicates: Scale, factors and centre.
    """
    used = replicates.rscales > 0
    centre = estimates if replicates.mse else figures[used].mean(axis=0) if used.any() else estimates
    away = figures - centre
    found: Floats = replicates.scale * (away * replicates.rscales[:, np.newaxis]).T @ away
    return found


def degrees_of_freedom(design: Design, counted: Mask | None = None) -> int:
    """Return PSUs less strata, or replicates less one where replicate weights give the errors and are fewer.

    Args:
        design: The strata and PSUs.
        counted: Rows of a domain: PSUs and strata that have one of them are counted (Korn and Graubard, Analysis of
            Health Surveys, 1999, 5.2); None for all.
    """
    freedom = design.degrees_of_freedom if counted is None else _of_counted(design, counted)
    if design.replicates is None:
        return freedom
    replicates: int = design.replicates.weights.shape[1] - 1
    return min(replicates, freedom) if design.degrees_of_freedom > 0 else replicates


def _of_counted(design: Design, counted: Mask) -> int:
    strata = design.stratum_of_psu[np.logical_or.reduceat(counted, design.psu_starts[:-1])]
    return len(strata) - len(np.unique(strata))
