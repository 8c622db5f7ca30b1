"""Errors of many figures of one survey: linearised under its design, or from its replicate weights."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import isfinite, sqrt

import numpy as np

from openssi.microdata.arrays import Floats, Mask
from openssi.microdata.benefits.totals import summed
from openssi.microdata.design import Replicates
from openssi.microdata.intervals import Interval
from openssi.microdata.measures.measure import Linearised
from openssi.microdata.replication import replicate_variance
from openssi.microdata.sample import Sample
from openssi.microdata.standard_errors import LINEARISED, judged_by
from openssi.microdata.variance import variance
from openssi.vocabulary.estimate import ALL, Estimate, Unit

DEFAULT_INTERVAL = Interval()
"""95 %, Student's t, the logit for shares of persons: that of all estimates."""

Figures = Callable[[Floats], Iterable[Linearised]]
"""Figures for given weights, always as many and in the same order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """By what the error of a figure is judged.

    Attributes:
        freedom: Degrees of freedom.
        reason: Code of the message that says why there are none.
        proportion: Whether limits are kept between 0 and 1.
    """

    freedom: int
    reason: str = ""
    proportion: bool = False

    @classmethod
    def of(cls, sample: Sample, unit: Unit, inside: Mask | None, *, proportion: bool = False) -> "Judged":
        """Return it for a figure that rests on some rows.

        Args:
            sample: Its weight and its design.
            unit: Of the figure.
            inside: The rows; None for all.
            proportion: As the attribute.
        """
        counts = sample.weight > 0
        freedom, reason = judged_by(sample.design, unit, counts if inside is None else counts & inside)
        return cls(freedom=freedom, reason=reason, proportion=proportion)


@dataclass(frozen=True, slots=True)
class Found:
    """A figure with its error and limits, and how the error was made."""

    value: float | None
    error: float | None = None
    limits: tuple[float, float] | None = None
    reason: str = ""
    method: str = ""

    def estimate(
        self,
        measure: str,
        weight: Floats,
        members: Floats,
        *,
        unit: Unit = "fraction",
        domain_var: str = ALL,
        domain: str = ALL,
    ) -> Estimate:
        """Return the figure as an estimate of a domain.

        Args:
            measure: Its name.
            weight: Persons that each row stands for.
            members: One for each row of the domain, else zero.
            unit: Of the figure.
            domain_var: The columns that divide.
            domain: Their values.
        """
        lower, upper = self.limits or (None, None)
        return Estimate(
            measure=measure,
            domain_var=domain_var,
            domain=domain,
            estimate=self.value,
            se=self.error,
            lower=lower,
            upper=upper,
            n=int(np.count_nonzero(weight * members)),
            population=summed(weight * members),
            unit=unit,
            reason=self.reason,
            method=self.method,
        )


def with_errors(
    sample: Sample, figures: Figures, judged: Sequence[Judged], interval: Interval = DEFAULT_INTERVAL
) -> Iterator[Found]:
    """Iterate over figures with their errors: by the replicate weights where there are any, else linearised.

    Args:
        sample: Its weight and its design.
        figures: Gives the figures.
        judged: By what each of them is judged.
        interval: How limits are made.

    Raises:
        FixTheFile: if a stratum has one PSU and the policy of the design is `fail`.
    """
    replicates = sample.design.replicates
    method = LINEARISED if replicates is None else replicates.kind
    found = _linearised(sample, figures) if replicates is None else _replicated(sample, figures, replicates)
    for (each, spread), by in zip(found, judged, strict=True):
        if each.value is None:
            yield Found(None, reason=each.reason)
        elif by.reason:
            yield Found(each.value, reason=by.reason)
        elif spread is None or not isfinite(spread):
            yield Found(each.value, reason="BENEFITS_NO_ERROR")
        else:
            error = sqrt(max(spread, 0.0))
            limits = interval.limits(each.value, error, by.freedom, proportion=by.proportion)
            yield Found(each.value, error, limits, each.reason, method)


Spread = tuple[Linearised, float | None]
"""A figure and its variance; None where there is none."""


def _linearised(sample: Sample, figures: Figures) -> Iterator[Spread]:
    """Give each figure and its variance as it is made: its influence, a number for each row, is not kept."""
    for each in figures(sample.weight):
        if each.value is None or each.influence is None:
            yield each, None
            continue
        with np.errstate(all="ignore"):
            spread = variance(sample.design, each.influence, sample.weight)
        yield each, spread


def _replicated(sample: Sample, figures: Figures, replicates: Replicates) -> Iterator[Spread]:
    """Give each figure and its variance; None where it does not exist for one of the replicate weights."""
    full = [replace(each, influence=None) for each in figures(sample.weight)]
    columns = replicates.weights.columns()
    again = np.array([[each.value for each in figures(column)] for column in columns], dtype=np.float64)
    for number, each in enumerate(full):
        mine = again[:, number]
        known = each.value is not None and np.isfinite(mine).all()
        yield each, replicate_variance(mine, each.value or 0.0, replicates) if known else None
