"""The one place where large samples turn off to compiled passes."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.domains import division_of
from openssi.microdata.intervals import Interval
from openssi.microdata.kernels import large
from openssi.microdata.kernels.binning import KnownBins
from openssi.microdata.measures.lines import Line, LineRule
from openssi.microdata.measures.measure import Conventions, Linearised, Measure, Measured
from openssi.microdata.sample import Sample
from openssi.vocabulary.estimate import ALL, Estimate

LARGE = 2_000_000
"""Rows above which compiled passes are used, without a sort and to 1e-8 instead of 1e-9."""

LEFT_TO_EXACT = frozenset({"MEASURE_DOMAIN_EMPTY", "MEASURE_WEIGHTS_ZERO", "MEASURE_NOT_FINITE"})
"""Reasons for no figure that the exact path words itself, at no cost or where numbers run out of range."""


def is_large(sample: Sample) -> bool:
    """Tell whether the compiled passes are used: they are installed, and the sample has more than `LARGE` rows."""
    return sample.design.rows > LARGE and large.is_available()


def estimates_of_large(
    sample: Sample,
    measures: Sequence[Measure],
    by: Sequence[str],
    conventions: Conventions,
    interval: Interval,
    progress: large.Progress = lambda _done, _of, _step: None,
    bins: KnownBins | None = None,
) -> Mapping[tuple[str, str, str], Estimate]:
    """Return the estimates that compiled passes can make, by measure, column that divides, and domain.

    None where the sample is small, where they are not installed, or where they do not know the errors of the design.
    With replicate weights, they are figures without errors.

    Args:
        sample: The rows.
        measures: Those that are not known to the passes are left out.
        by: Columns that divide the population.
        conventions: Where peers differ.
        interval: How limits are made.
        progress: Told how far each pass is.
        bins: Kept from one call to the next with the same welfare.
    """
    design = sample.design
    with_errors = design.replicates is None
    if not is_large(sample) or (with_errors and not large.has_compiled_errors(design)):
        return {}
    if design.degrees_of_freedom < 1 and with_errors:
        return {}
    known = [each for each in measures if large.can_estimate(each, conventions)]
    found: dict[tuple[str, str, str], Estimate] = {}
    bins = KnownBins() if bins is None else bins
    for variable in (ALL, *by):
        division = None if variable == ALL else division_of(sample, variable)
        made = large.estimate_large(
            sample,
            known,
            conventions,
            division,
            domain_var=variable,
            progress=progress,
            interval=interval if with_errors else None,
            bins=bins,
        )
        found |= {(each.measure, variable, each.domain): each for each in _kept(made)}
    return found


def keep_lines(sample: Sample, everybody: Measured, measures: Sequence[Measure], bins: KnownBins) -> None:
    """Keep relative poverty lines that compiled passes find, so that nobody sorts a large sample for them."""
    conventions = everybody.conventions
    rules = {
        value.settled(conventions) for each in measures for _, value in each.parameters if isinstance(value, LineRule)
    }
    for rule in rules:
        if rule.kind in {"median", "mean"}:
            found = large.estimate_large(sample, [_threshold(rule)], conventions, interval=None, bins=bins)
            for each in _kept(found):
                line = partial(Line, level=each.estimate, is_relative=True)
                everybody.kept((rule, False, conventions.bandwidth_n), line)


def _threshold(rule: LineRule) -> Measure:
    name = f"arpt_{rule.suffix}"
    return Measure(
        id=name, unit="level", of=lambda _: Linearised(value=None), family="arpt", parameters=(("line", rule),)
    )


def _kept(estimates: Iterable[Estimate]) -> Iterable[Estimate]:
    return (each for each in estimates if each.reason not in LEFT_TO_EXACT)


class LargePoints:
    """Figures by compiled passes with one column of weights after the other."""

    def __init__(self, sample: Sample, measures: Sequence[Measure], by: Sequence[str]) -> None:
        """Look at measures of everybody and of the domains of columns."""
        self._sample = sample
        self._measures = tuple({each.id: each for each in measures}.values())
        self._divisions = (None, *(division_of(sample, each) for each in by))
        self._bins = KnownBins()

    def of(self, measured: Measured) -> Mapping[str, Floats]:
        """Return the measures that compiled passes know, by name: one figure for each domain, NaN where there is none.

        Args:
            measured: The whole sample with the weights in question.
        """
        if not is_large(self._sample):
            return {}
        known = [each for each in self._measures if large.can_estimate(each, measured.conventions)]
        sample = dataclasses.replace(self._sample, welfare=measured.welfare, weight=measured.weight)
        found: dict[str, list[float]] = {each.id: [] for each in known}
        for division in self._divisions if known else ():
            for each in large.estimate_large(
                sample, known, measured.conventions, division, interval=None, bins=self._bins
            ):
                found[each.measure].append(np.nan if each.estimate is None else each.estimate)
        return {name: np.array(values) for name, values in found.items()}
