"""The variance of a total under stratified draws of PSUs, where replicate weights are not at hand."""

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.design import Design, totals_of_psus


def variance(design: Design, influence: Floats, weight: Floats) -> float | None:
    """Return the variance of the total of weight times influence.

    In each stratum of n PSUs with totals z: n / (n - 1) (1 - f) sum (z - mean z)^2 (Wolter 2007, 1.4).

    Returns:
        The variance; None where a stratum has a single PSU and the policy is `fail`, or where no other stratum says
        what such a stratum adds.
    """
    totals, stratum = totals_of_psus(design, weight * influence), design.stratum_of_psu
    counts = np.bincount(stratum, minlength=len(design.strata))
    left = np.ones(len(counts)) if design.sampled_fraction is None else 1.0 - design.sampled_fraction
    is_single = (counts == 1) & (left > 0)
    if is_single.any() and design.single_psu == "fail":
        return None
    means = np.bincount(stratum, totals, minlength=len(counts)) / np.maximum(counts, 1)
    if design.single_psu == "centred":
        means[is_single] = totals.mean()
    squares = np.bincount(stratum, (totals - means[stratum]) ** 2, minlength=len(counts))
    found = float((left * squares * np.where(counts > 1, counts / np.maximum(counts - 1, 1), 1.0)).sum())
    if design.single_psu == "average" and is_single.any():
        others = int(((counts > 0) & ~is_single).sum())
        return found * int((counts > 0).sum()) / others if others else None
    return found
