"""Weights made to add up to known totals: post-stratification, linear calibration (GREG), raking, bounded (logit)."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.auxiliary import Auxiliary, Categories
from openssi.microdata.calibration_rule import LINEAR, CalibrationRule
from openssi.microdata.design import Calibration, ReplicateWeights
from openssi.microdata.raking import Raking
from openssi.microdata.sample import Sample
from openssi.vocabulary.errors import FixTheFile, Problem

AGREEMENT = 1e-8
"""Relative difference from a known total that counts as rounding in the linear method."""

KnownTotals = Mapping[str, float | Mapping[str, float]]
"""Of a column of numbers its total, of a column of categories the persons of each."""

Factors = Callable[[Floats], Floats]
"""Gives the factor of each row from weights."""


@dataclasses.dataclass(frozen=True, slots=True)
class CalibratedWeights:
    """Replicate weights that are calibrated one by one, when they are looked at."""

    weights: ReplicateWeights
    factors: Factors

    @property
    def number(self) -> int:
        """Number of replicates."""
        return self.weights.number

    def columns(self) -> Iterator[Floats]:
        """Give the weights of all rows, replicate by replicate.

        Raises:
            FixTheFile: naming the replicate that has not the known totals.
        """
        for number, column in enumerate(self.weights.columns()):
            try:
                yield column * self.factors(column)
            except FixTheFile as error:
                told = Problem("SURVEY_CALIBRATION_REPLICATE", values={"replicate": number + 1})
                raise FixTheFile([told, *error.problems]) from error

    def rank(self, counted: Mask | None, enough: int) -> int:
        """Return the rank of the weights before: known totals neither take degrees of freedom away nor add any."""
        return self.weights.rank(counted, enough)


def calibrated(sample: Sample, totals: KnownTotals, rule: CalibrationRule = LINEAR) -> Sample:
    """Return a sample whose weights add up to known totals of the population.

    With the linear method of Deville and Särndal (1992) weights are w_k = d_k (1 + x_k' lambda), with
    lambda = (sum d x x')^-1 (X - sum d x): with one column of categories, post-stratification. Raking fits them to
    several margins in turn; the bounded method keeps w / d between two limits. Errors are afterwards those of the
    residuals. Replicate weights are calibrated one by one.

    Args:
        sample: Weights, and the columns that the totals name among its amounts and divisions.
        totals: Known totals by column.
        rule: Method, and when its rounds end.

    Raises:
        FixTheFile: if a column is not there, the totals cannot be met, a weight would fall below zero, or the margins
            of a raking do not fit.
    """
    auxiliary, known = _auxiliary(sample, totals)
    factors = _factors(auxiliary, known, sample.weight, rule)
    factor = factors(sample.weight)
    if rule.method == "linear":
        _check(auxiliary, sample.weight * factor, known)
    design = sample.design
    if design.replicates is not None:
        weights = CalibratedWeights(design.replicates.weights, factors)
        design = dataclasses.replace(design, replicates=dataclasses.replace(design.replicates, weights=weights))
    calibration = Calibration(
        auxiliary=auxiliary, inverse=auxiliary.inverse(sample.weight), design_weight=sample.weight, factor=factor
    )
    design = dataclasses.replace(design, calibration=calibration)
    return dataclasses.replace(sample, weight=sample.weight * factor, design=design)


def _auxiliary(sample: Sample, totals: KnownTotals) -> tuple[Auxiliary, Floats]:
    """Return the auxiliary variables, one for each total, and the totals."""
    names: list[str] = []
    columns: list[Categories | Floats] = []
    known: list[float] = []
    for column, total in totals.items():
        if isinstance(total, Mapping):
            columns.append(_categories(sample, column, tuple(total)))
            names += [f"{column}={label}" for label in total]
            known += total.values()
            continue
        if column not in sample.amounts:
            raise FixTheFile.because("SURVEY_CALIBRATION_UNKNOWN", name=column)
        names.append(column)
        columns.append(sample.amounts[column])
        known.append(total)
    return Auxiliary(tuple(columns), tuple(names)), np.array(known)


def _categories(sample: Sample, column: str, labels: tuple[str, ...]) -> Categories:
    division = sample.divisions.get(column)
    for label in labels:
        if division is None or label not in division.labels:
            raise FixTheFile.because("SURVEY_CALIBRATION_UNKNOWN", name=f"{column}={label}")
    place = np.full(len(division.labels) + 1 if division else 1, -1, dtype=np.int32)
    codes = np.full(len(sample.weight), -1, dtype=np.int32)
    if division is not None:
        place[[division.labels.index(label) for label in labels]] = np.arange(len(labels))
        codes = place[division.codes]
    return Categories(codes, len(labels))


def _factors(auxiliary: Auxiliary, known: Floats, weight: Floats, rule: CalibrationRule) -> Factors:
    if rule.method == "raking":
        return Raking.of(auxiliary, known, weight, rule).factors
    if rule.method == "logit":
        return lambda weights: _bounded(auxiliary, known, weights, rule)
    return lambda weights: _linear(auxiliary, known, weights)


def _linear(auxiliary: Auxiliary, known: Floats, weight: Floats) -> Floats:
    inverse = auxiliary.inverse(weight)
    factor = np.ones(len(weight))
    for _ in range(2):  # The second step takes out the rounding of the first.
        factor = factor + auxiliary.combined(inverse @ (known - auxiliary.totals(weight * factor)))
    return factor


def _bounded(auxiliary: Auxiliary, known: Floats, weight: Floats, rule: CalibrationRule) -> Floats:
    """Return factors F(x' lambda) between two limits, F being a logit and lambda found by Newton's method.

    Source: Deville and Särndal (1992), case 6.
    """
    low, high = rule.lower, rule.upper
    if not 0 <= low < 1 < high:
        raise FixTheFile.because("SURVEY_CALIBRATION_BOUNDS", lower=f"{low:g}", upper=f"{high:g}")
    steepness = (high - low) / ((1 - low) * (high - 1))
    coefficients, reached = np.zeros(len(known)), known
    for _ in range(rule.rounds):
        grown = np.exp(np.clip(steepness * auxiliary.combined(coefficients), -700, 700))
        factor = (low * (high - 1) + high * (1 - low) * grown) / ((high - 1) + (1 - low) * grown)
        reached = auxiliary.totals(weight * factor)
        if (np.abs(reached - known) <= rule.tolerance * np.maximum(np.abs(known), 1.0)).all():
            return np.asarray(factor)
        slope = (factor - low) * (high - factor) / ((1 - low) * (high - 1))
        coefficients = coefficients + auxiliary.inverse(weight * slope) @ (known - reached)
    worst = int(np.argmax(np.abs(reached - known) / np.maximum(np.abs(known), 1.0)))
    raise _unmet(auxiliary.names[worst], reached[worst], known[worst])


def _check(auxiliary: Auxiliary, weight: Floats, known: Floats) -> None:
    for name, found, wanted in zip(auxiliary.names, auxiliary.totals(weight), known, strict=True):
        if abs(found - wanted) > AGREEMENT * max(1.0, abs(wanted)):
            raise _unmet(name, found, wanted)
    negative = int((weight < 0).sum())
    if negative:
        raise FixTheFile.because("SURVEY_CALIBRATION_NEGATIVE", count=negative)


def _unmet(name: str, found: float, wanted: float) -> FixTheFile:
    return FixTheFile.because("SURVEY_CALIBRATION_UNMET", name=name, found=f"{found:g}", wanted=f"{wanted:g}")
