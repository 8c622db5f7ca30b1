"""Figures with each of the replicate weights: all measures in all domains, one replicate after the other."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.domains import divisions_by, domains, number_of_domains
from openssi.microdata.large_samples import LargePoints
from openssi.microdata.measures.measure import Measure, Measured
from openssi.microdata.sample import Division, Sample
from openssi.microdata.standard_errors import ADDED_UP
from openssi.microdata.totals import Quantile, Ratio, inside_of

Progress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and the name of the step."""

Levels = Mapping[int, Floats]
"""Of each measure that is a quantile, by its place: the quantile of each domain, NaN where there is none."""

NO_LEVELS: Levels = MappingProxyType({})


def replicate_figures(
    sample: Sample,
    everybody: Measured,
    measures: Sequence[Measure],
    by: Sequence[str],
    *,
    levels: Levels = NO_LEVELS,
    progress: Progress = lambda _done, _of, _step: None,
) -> Floats | None:
    """Return measures in domains with each of the replicate weights.

    The weights are gone through once, and one column of them is in memory.

    Args:
        sample: Its design has the weights.
        everybody: What measures look at in the whole sample.
        measures: What is made.
        by: Columns that divide the population.
        levels: Of the quantiles whose share of the population at or below them is wanted in their place.
        progress: Told of each replicate.

    Returns:
        Shape (replicates, domains, measures), everybody first; NaN where a figure cannot be made, 0 of totals of
        nobody. None without replicates.
    """
    replicates = sample.design.replicates
    if replicates is None:
        return None
    figures_only = dataclasses.replace(everybody, with_influence=False)
    number = replicates.weights.number
    found = np.full((number, number_of_domains(sample, by), len(measures)), np.nan)
    added = np.flatnonzero([each.unit in ADDED_UP for each in measures])
    points = LargePoints(sample, [each for each in measures if not isinstance(each, (Ratio, Quantile))], by)
    for replicate, weight in enumerate(replicates.weights.columns()):
        progress(replicate, number, f"{replicates.kind} {replicate + 1}")
        whole = figures_only.weighted(weight)
        ready = points.of(whole)
        for place, measure in enumerate(measures):
            if isinstance(measure, Ratio):
                found[replicate, :, place] = _ratios(sample, measure, whole, by)
            elif place in levels and isinstance(measure, Quantile):
                found[replicate, :, place] = _shares(sample, measure, whole, by, levels[place])
            elif measure.id in ready:
                found[replicate, :, place] = ready[measure.id]
        rest = [place for place, each in enumerate(measures) if not _is_done(each, place, ready, levels)]
        if rest:
            found[replicate][:, rest] = _one_by_one(sample, [measures[place] for place in rest], whole, by)
        if not np.isfinite(found[replicate][:, added]).all():
            empty = np.concatenate([_sums(weight, each) for each in divisions_by(sample, by)]) == 0
            found[replicate][np.ix_(empty, added)] = 0.0
    return found


def _is_done(measure: Measure, place: int, ready: Mapping[str, Floats], levels: Levels) -> bool:
    return isinstance(measure, Ratio) or place in levels or measure.id in ready


def _one_by_one(sample: Sample, measures: Sequence[Measure], whole: Measured, by: Sequence[str]) -> Floats:
    """Return measures in domains, shape (domains, measures); the national poverty line is found once for all."""
    found = np.full((number_of_domains(sample, by), len(measures)), np.nan)
    for number, domain in enumerate(domains(sample, by)):
        measured = whole if domain.inside is None else whole.within(domain.inside)
        if not measured.weight[slice(None) if domain.inside is None else domain.inside].any():
            continue
        for place, measure in enumerate(measures):
            value = measure.of(measured).value
            found[number, place] = np.nan if value is None else value
    return found


def _ratios(sample: Sample, measure: Ratio, whole: Measured, by: Sequence[str]) -> Floats:
    """Return a ratio of totals in all domains."""
    seen = measure.seen(whole)
    above, below = measure.parts(seen)
    weight = seen.weight * inside_of(seen)
    parts = [(_sums(weight * above, each), _sums(weight * below, each)) for each in divisions_by(sample, by)]
    return _divided(parts)


def _shares(sample: Sample, measure: Quantile, whole: Measured, by: Sequence[str], levels: Floats) -> Floats:
    """Return, in all domains, the share of the population whose income is at most a level of the domain."""
    seen = measure.seen(whole)
    weight = seen.weight * inside_of(seen)
    parts, first = [], 0
    for division in divisions_by(sample, by):
        own = levels[first : first + _number_of(division)]
        first += len(own)
        level = own[0] if division is None else np.append(own, np.nan)[division.codes]
        parts.append((_sums(weight * (seen.welfare <= level), division), _sums(weight, division)))
    return _divided(parts)


def _divided(parts: Sequence[tuple[Floats, Floats]]) -> Floats:
    above, below = (np.concatenate([each[side] for each in parts]) for side in (0, 1))
    return np.asarray(np.divide(above, below, out=np.full(len(above), np.nan), where=below != 0))


def _number_of(division: Division | None) -> int:
    return 1 if division is None else len(division.labels)


def _sums(values: Floats, division: Division | None) -> Floats:
    """Add up in each domain."""
    if division is None:
        return np.array([values.sum()])
    return np.asarray(np.bincount(division.codes + 1, values, len(division.labels) + 1)[1:], dtype=np.float64)
