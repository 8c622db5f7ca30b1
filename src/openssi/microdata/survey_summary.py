"""A survey described before anything is estimated: rows, design, weights, welfare, groups."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.measures.measure import Measured
from openssi.microdata.read_survey import Survey
from openssi.microdata.replication import degrees_of_freedom

SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)
"""Of the population, at or below the quantiles that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One category of a column.

    Attributes:
        column: Its name.
        label: The category.
        rows: With a weight above zero.
        population: Sum of their weights.
    """

    column: str
    label: str
    rows: int
    population: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One benefit.

    Attributes:
        name: As the design calls it.
        rows: That have an amount above zero.
        total: Sum of weight times amount, as the file has it.
    """

    name: str
    rows: int
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveySummary:
    """What a survey holds.

    Attributes:
        rows: Of the file.
        left_out: Rows without welfare.
        households: None where no column names them.
        population: Sum of the weights.
        strata: Number of strata.
        psus: Number of PSUs.
        fewest_psus: Of a stratum.
        single_psus: Strata of one PSU.
        is_finite: Whether the fraction drawn is known.
        degrees_of_freedom: Of the errors.
        replicates: Number of replicate weights, 0 where there are none.
        replicate_kind: Empty where there are none.
        weight: Smallest and greatest.
        zero_weights: Rows with a weight of zero.
        mean: Of welfare, in its currency and period.
        welfare: Smallest and greatest.
        quantiles: Of welfare, for each of `SHARES`.
        zero: Rows whose welfare is zero.
        negative: Rows whose welfare is below zero.
        groups: The categories of each column that divides the population.
        received: The benefits that the design names.
    """

    rows: int
    left_out: int
    households: int | None
    population: float
    strata: int
    psus: int
    fewest_psus: int
    single_psus: int
    is_finite: bool
    degrees_of_freedom: int
    replicates: int
    replicate_kind: str
    weight: tuple[float, float]
    zero_weights: int
    mean: float
    welfare: tuple[float, float]
    quantiles: tuple[float, ...]
    zero: int
    negative: int
    groups: tuple[Group, ...]
    received: tuple[Received, ...]


def summary_of(survey: Survey) -> SurveySummary:
    """Describe a survey that was read; its notices say what was done with rows that are not as they should be."""
    sample, design = survey.sample, survey.sample.design
    counts = sample.weight > 0
    weight, welfare = sample.weight[counts], sample.welfare[counts]
    ordered = Measured(welfare=welfare, weight=weight).ordered
    households, psus = sample.household, np.bincount(design.stratum_of_psu)
    return SurveySummary(
        rows=survey.rows,
        left_out=survey.left_out,
        households=None if households is None else len(np.unique(households[counts])),
        population=float(weight.sum()),
        strata=len(design.strata),
        psus=design.psus,
        fewest_psus=int(psus.min()),
        single_psus=int((psus == 1).sum()),
        is_finite=design.sampled_fraction is not None,
        degrees_of_freedom=degrees_of_freedom(design, counts),
        replicates=0 if design.replicates is None else design.replicates.weights.number,
        replicate_kind="" if design.replicates is None else design.replicates.kind,
        weight=(float(sample.weight.min()), float(weight.max())),
        zero_weights=int((~counts).sum()),
        mean=_mean(welfare, weight),
        welfare=(float(welfare.min()), float(welfare.max())),
        quantiles=tuple(ordered.quantile(share) for share in SHARES),
        zero=int((welfare == 0).sum()),
        negative=int((welfare < 0).sum()),
        groups=tuple(_groups(survey)),
        received=tuple(_received(survey)),
    )


def _mean(welfare: Floats, weight: Floats) -> float:
    """Return the weighted mean, of incomes whose sum is beyond what a number holds too."""
    largest = float(np.abs(welfare).max()) or 1.0
    return largest * float(np.average(welfare / largest, weights=weight / weight.max()))


def _groups(survey: Survey) -> list[Group]:
    found = []
    weight = survey.sample.weight
    for column, division in survey.sample.divisions.items():
        inside = division.codes >= 0
        codes, number = division.codes[inside], len(division.labels)
        rows = np.bincount(codes, weight[inside] > 0, number)
        population = np.bincount(codes, weight[inside], number)
        found += [
            Group(column=column, label=label, rows=int(rows[code]), population=float(population[code]))
            for code, label in enumerate(division.labels)
        ]
    return found


def _received(survey: Survey) -> Iterator[Received]:
    for each in survey.description.transfers:
        amounts = survey.sample.amounts[each.column]
        counts = (amounts > 0) & (survey.sample.weight > 0)
        yield Received(name=each.name, rows=int(counts.sum()), total=float(amounts @ survey.sample.weight))
