"""Weights made to add up to known totals: post-stratification and linear calibration (GREG)."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.design import Calibration, Design, HeldWeights
from openssi.microdata.sample import Sample
from openssi.vocabulary.errors import FixTheFile

AGREEMENT = 1e-8
"""Relative difference from a known total that counts as rounding."""

KnownTotals = Mapping[str, float | Mapping[str, float]]
"""Of a column of numbers its total, of a column of categories the persons of each."""


def calibrated(sample: Sample, totals: KnownTotals) -> Sample:
    """Return a sample whose weights add up to known totals of the population.

    The weights are w_k = d_k (1 + x_k' lambda) with lambda = (sum d x x')^-1 (X - sum d x): the linear method of
    Deville and Särndal (1992), which with one column of categories is post-stratification. Errors are afterwards those
    of the residuals. Replicate weights are calibrated one by one.

    Args:
        sample: Weights, and the columns that the totals name among its amounts and divisions.
        totals: Known totals by column.

    Raises:
        FixTheFile: if a column is not there, the totals cannot be met, or a weight would fall below zero.
    """
    names, auxiliary, known = _auxiliary(sample, totals)
    factor = _factors(auxiliary, sample.weight, known)
    _check(auxiliary, sample.weight * factor, known, names)
    design = dataclasses.replace(
        _with_replicates(sample.design, auxiliary, known),
        calibration=Calibration(auxiliary=auxiliary, design_weight=sample.weight, factor=factor),
    )
    return dataclasses.replace(sample, weight=sample.weight * factor, design=design)


def _auxiliary(sample: Sample, totals: KnownTotals) -> tuple[tuple[str, ...], Floats, Floats]:
    """Return the auxiliary variables, one column for each total, and the totals."""
    names: list[str] = []
    columns: list[Floats] = []
    known: list[float] = []
    for column, total in totals.items():
        if isinstance(total, Mapping):
            division = sample.divisions.get(column)
            for label, persons in total.items():
                if division is None or label not in division.labels:
                    raise FixTheFile.because("SURVEY_CALIBRATION_UNKNOWN", name=f"{column}={label}")
                names.append(f"{column}={label}")
                columns.append((division.codes == division.labels.index(label)).astype(np.float64))
                known.append(persons)
            continue
        if column not in sample.amounts:
            raise FixTheFile.because("SURVEY_CALIBRATION_UNKNOWN", name=column)
        names.append(column)
        columns.append(sample.amounts[column])
        known.append(total)
    return tuple(names), np.stack(columns, axis=1), np.array(known)


def _factors(auxiliary: Floats, weight: Floats, known: Floats) -> Floats:
    sizes = np.maximum(np.abs(auxiliary).max(axis=0, initial=0.0), np.finfo(np.float64).tiny)
    unscaled = auxiliary / sizes
    weighted = unscaled * weight[:, np.newaxis]
    # Categories of two columns are collinear: of the solutions, which all give the same weights, the shortest is taken.
    solution = np.linalg.lstsq(weighted.T @ unscaled, known / sizes - weighted.sum(axis=0), rcond=None)[0]
    factors: Floats = 1 + unscaled @ solution
    return factors


def _check(auxiliary: Floats, weight: Floats, known: Floats, names: tuple[str, ...]) -> None:
    reached = weight @ auxiliary
    for name, found, wanted in zip(names, reached, known, strict=True):
        if abs(found - wanted) > AGREEMENT * max(1.0, abs(wanted)):
            raise FixTheFile.because("SURVEY_CALIBRATION_UNMET", name=name, found=f"{found:g}", wanted=f"{wanted:g}")
    negative = int((weight < 0).sum())
    if negative:
        raise FixTheFile.because("SURVEY_CALIBRATION_NEGATIVE", count=negative)


def _with_replicates(design: Design, auxiliary: Floats, known: Floats) -> Design:
    if design.replicates is None:
        return design
    columns = [each * _factors(auxiliary, each, known) for each in design.replicates.weights.columns()]
    weights = HeldWeights(np.stack(columns, axis=1))
    return dataclasses.replace(design, replicates=dataclasses.replace(design.replicates, weights=weights))
