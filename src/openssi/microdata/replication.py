"""Variance from replicate weights, of any figure that is made from incomes and weights."""

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.design import Design, Replicates


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
    """Return PSUs less strata, or the rank of the replicate weights less one where they give the errors and it is less.

    Args:
        design: The strata and PSUs.
        counted: Rows of a domain: PSUs and strata that have one of them are counted (Korn and Graubard, Analysis of
            Health Surveys, 1999, 5.2), and the rank is that of their weights, as in R's `degf`; None for all. Those
            whose rows all have a weight of zero are left out of it by whoever asks, as R's `degf` does; the variance
            keeps them, since they were drawn.
    """
    freedom = design.degrees_of_freedom if counted is None else _of_counted(design, counted)
    if design.replicates is None:
        return freedom
    most = design.replicates.weights.number
    enough = min(most, freedom + 1) if design.degrees_of_freedom > 0 else most
    return design.replicates.rank(counted, enough) - 1 if enough > 0 else freedom


def _of_counted(design: Design, counted: Mask) -> int:
    strata = design.stratum_of_psu[np.logical_or.reduceat(counted, design.psu_starts[:-1])]
    return len(strata) - len(np.unique(strata))
