"""Variance of totals under a design: stratified, between PSUs, with the correction for finite populations."""

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.design import Design, SecondStage, totals_of_psus
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

NEVER_SAMPLED = 1e-7
"""Share of a stratum left undrawn below which it counts as wholly drawn and adds nothing."""


def variance(design: Design, influence: Floats, weight: Floats) -> float | None:
    """Return the variance of the total of weight times influence.

    Args:
        design: The strata and PSUs.
        influence: u_k of every row.
        weight: Weight of every row.

    Returns:
        The variance, not negative; None where strata of one PSU are all there is and the policy is `average`.

    Raises:
        FixTheFile: if a stratum has one PSU and the policy is `fail`.
    """
    found = covariance(design, influence[np.newaxis, :], weight)
    return None if found is None else float(found[0, 0])


def covariance(design: Design, influences: Floats, weight: Floats) -> Floats | None:
    """Return the covariance matrix of several totals, from which the variance of their differences follows.

    In each stratum h of n_h PSUs, with z_hi the total of weight times influence in PSU i:
    sum_h n_h / (n_h - 1) (1 - f_h) sum_i (z_hi - mean z_h)(z_hi - mean z_h)'
    (Wolter, Introduction to Variance Estimation, 2007, 1.4), and f_h times the same within PSUs where the design
    names a second stage.

    Args:
        design: The strata and PSUs.
        influences: u_k of every row, shape (figures, rows).
        weight: Weight of every row.

    Returns:
        Shape (figures, figures); None as for `variance`.

    Raises:
        FixTheFile: as for `variance`.
    """
    contributions = [_residuals(design, weight * each) for each in influences]
    totals = np.stack([totals_of_psus(design, each) for each in contributions], axis=1)
    between = _between_psus(design, totals)
    if between is None or design.second_stage is None or design.sampled_fraction is None:
        return between
    return between + _within_psus(design, design.second_stage, contributions)


def refuse_single_psus(design: Design, place: Place | None = None) -> None:
    """Refuse a stratum of one PSU, and a PSU of one unit where a second stage is reckoned, where the policy says so.

    Raises:
        FixTheFile: naming the first such stratum, and how many strata or PSUs there are; or that the survey is one PSU.
    """
    if design.single_psu != "fail":
        return
    single = np.flatnonzero(_single(design))
    if len(single) and len(design.strata) == 1:
        raise FixTheFile.because("SURVEY_ONE_PSU", place)
    if len(single):
        name = design.strata[int(single[0])]
        raise FixTheFile.because("SURVEY_SINGLE_PSU", place, stratum=name, count=len(single))
    if design.second_stage is not None and design.sampled_fraction is not None:
        alone = int(_alone(design.second_stage, design.psus).sum())
        if alone:
            raise FixTheFile.because("SURVEY_SINGLE_UNIT", place, count=alone)


def _alone(stage: SecondStage, psus: int) -> Mask:
    """Return the PSUs of which one unit is there, and not because it was the only one to draw."""
    alone: Mask = (np.bincount(stage.psu_of_unit, minlength=psus) == 1) & (1 - stage.sampled_fraction > NEVER_SAMPLED)
    return alone


def _single(design: Design) -> Mask:
    """Return the strata of which one PSU is there, and not because it was the only one to draw."""
    left = 1 - _fractions(design)
    single: Mask = (_psus_of(design) == 1) & (left > NEVER_SAMPLED)
    return single


def _psus_of(design: Design) -> npt.NDArray[np.int64]:
    return np.bincount(design.stratum_of_psu, minlength=len(design.strata))


def _fractions(design: Design) -> Floats:
    return np.zeros(len(design.strata)) if design.sampled_fraction is None else design.sampled_fraction


def _between_psus(design: Design, totals: Floats) -> Floats | None:
    """Add up, over strata, what the totals of their PSUs vary."""
    refuse_single_psus(design)
    counts, stratum = _psus_of(design), design.stratum_of_psu
    single = _single(design)
    left = np.where(1 - _fractions(design) > NEVER_SAMPLED, 1 - _fractions(design), 0.0)
    factors = left * np.where(counts > 1, counts / np.maximum(counts - 1, 1), 1.0)
    means = _sums(stratum, totals, len(counts)) / np.maximum(counts, 1)[:, np.newaxis]
    if design.single_psu == "centred":
        means[single] = totals.mean(axis=0)
    away = totals - means[stratum]
    found: Floats = (away * factors[stratum][:, np.newaxis]).T @ away
    if design.single_psu == "average" and single.any():
        strata = int((counts > 0).sum())
        others = strata - int(single.sum())
        return found * strata / others if others else None
    return found


def _sums(groups: npt.NDArray[np.int32], values: Floats, number: int) -> Floats:
    return np.stack([np.bincount(groups, column, minlength=number) for column in values.T], axis=1)


def _within_psus(design: Design, stage: SecondStage, contributions: list[Floats]) -> Floats:
    """Add up what units vary within their PSUs, times the fraction of PSUs that was drawn.

    A PSU of one unit is dealt with as a stratum of one PSU is; on average it adds what the others of all strata do.
    """
    totals = np.stack([np.add.reduceat(each, stage.unit_starts[:-1]) for each in contributions], axis=1)
    psu = stage.psu_of_unit
    counts = np.bincount(psu, minlength=design.psus)
    means = _sums(psu, totals, design.psus) / np.maximum(counts, 1)[:, np.newaxis]
    alone = _alone(stage, design.psus)
    if design.single_psu == "centred":
        means[alone] = totals.mean(axis=0)
    away = totals - means[psu]
    drawn = _fractions(design)[design.stratum_of_psu]
    factors = drawn * (1 - stage.sampled_fraction) * counts / np.maximum(counts - 1, 1)
    found = np.asarray((away * factors[psu][:, np.newaxis]).T @ away)
    if design.single_psu == "average" and alone.any() and not alone.all():
        found *= design.psus / (design.psus - int(alone.sum()))
    return found


def _residuals(design: Design, weighted: Floats) -> Floats:
    """Take out of calibrated contributions what the auxiliary variables explain.

    The residuals of the influence come from a regression with the design weights and are weighted with the final ones
    (Deville and Särndal, Journal of the American Statistical Association 87, 1992).
    """
    calibration = design.calibration
    if calibration is None:
        return weighted
    weight = calibration.design_weight
    scale = calibration.factor * weight
    influence = np.divide(weighted, scale, out=np.zeros_like(weighted), where=scale != 0)
    return calibration.auxiliary.residuals(influence, weight, calibration.inverse) * scale
