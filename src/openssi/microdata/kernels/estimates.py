"""From passes to estimates: populations, lines and quantiles, figures, errors."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from openssi.microdata.arrays import Codes, Floats
from openssi.microdata.intervals import BEYOND_SAMPLE, Interval, ends_of_share
from openssi.microdata.kernels.binning import Binning, KnownBins
from openssi.microdata.kernels.combined_figures import (
    hoover,
    income_gap_ratio,
    j_divergence,
    mean_of_poorest,
    plain,
    polarization,
    prosperity_gap,
    quantile_ratio,
)
from openssi.microdata.kernels.compiled import was_compiled
from openssi.microdata.kernels.counting import count, unit_of
from openssi.microdata.kernels.figures import Figure, just_above
from openssi.microdata.kernels.last_pass import LANES
from openssi.microdata.kernels.line_figures import Line, foster_greer_thorbecke, watts
from openssi.microdata.kernels.plans import plan_of
from openssi.microdata.kernels.points import points
from openssi.microdata.kernels.population import Point, Population
from openssi.microdata.kernels.quantile_figures import DENSITY_ZERO, Quantiles
from openssi.microdata.kernels.ranked_figures import RankedPoor, finer, sen, sen_shorrocks_thon
from openssi.microdata.kernels.requests import LineKind, Request
from openssi.microdata.kernels.rows import Rows, as_kept
from openssi.microdata.kernels.selection import below_line
from openssi.microdata.kernels.smooth_figures import gini, smooth
from openssi.microdata.kernels.spread import Strata, variances
from openssi.microdata.kernels.workers import Workers, parts_of_rows
from openssi.microdata.measures.measure import Conventions
from openssi.microdata.replication import degrees_of_freedom
from openssi.microdata.sample import Division, Sample
from openssi.microdata.standard_errors import freedom_of
from openssi.vocabulary.estimate import ALL, Estimate

EMPTY, NO_WEIGHT = "MEASURE_DOMAIN_EMPTY", "MEASURE_WEIGHTS_ZERO"
LINE_NOT_POSITIVE, NOT_FINITE = "MEASURE_LINE_NOT_POSITIVE", "MEASURE_NOT_FINITE"
COMPILATION = "compilation"
"""What is said before the first use, which compiles the passes."""

SINGLE_PSU, NO_FREEDOM = "SURVEY_SINGLE_PSU", "SURVEY_DOMAIN_NO_FREEDOM"


@dataclass(frozen=True)
class Task:
    """What is asked for."""

    sample: Sample
    requests: Sequence[Request]
    conventions: Conventions
    workers: Workers
    interval: Interval | None
    bins: KnownBins

    @cached_property
    def unit(self) -> float:
        """Factor of incomes."""
        return unit_of(self.sample.welfare)

    @cached_property
    def strata(self) -> Strata:
        """Strata of the design."""
        return Strata.of(self.sample.design)

    @property
    def has_errors(self) -> bool:
        """Whether errors are wanted, and the design has any."""
        return self.interval is not None and not (self.sample.design.single_psu == "fail" and self.strata.single)

    def freedoms(self, rows: Rows) -> list[int]:
        """Return the degrees of freedom of each domain, one mask of the rows at a time."""
        if self.interval is None:
            return [self.sample.design.degrees_of_freedom] * rows.domains
        counts = rows.weight > 0
        if not len(rows.codes):
            return [degrees_of_freedom(self.sample.design, counts)]
        numbers = range(rows.first_code, rows.first_code + rows.domains)
        return [degrees_of_freedom(self.sample.design, (rows.codes == each) & counts) for each in numbers]


def of_everybody(task: Task) -> list[Estimate]:
    """Return the estimates of the whole population."""
    return _estimates(task, _rows(task, np.zeros(0, dtype=np.int32), 0, 1), (ALL,), ALL)


def of_domains(task: Task, division: Division, first: int, domain_var: str) -> list[Estimate]:
    """Return the estimates of some domains, from the first."""
    labels = division.labels[first : first + LANES]
    return _estimates(task, _rows(task, division.codes, first, len(labels)), labels, domain_var)


def _rows(task: Task, codes: Codes, first: int, domains: int) -> Rows:
    welfare, weight = as_kept(task.sample.welfare, np.float64), as_kept(task.sample.weight, np.float64)
    return Rows(welfare, weight, as_kept(codes, np.int32), first, domains, task.unit)


def _estimates(task: Task, rows: Rows, labels: Sequence[str], domain_var: str) -> list[Estimate]:
    if not len(rows.welfare):
        empty = Population(np.zeros(1), np.zeros(1), np.zeros(13))
        return [
            estimate_of(task, request, (domain_var, label), empty, Figure(None, reason=EMPTY), None)
            for label in labels
            for request in task.requests
        ]
    with np.errstate(all="ignore"):
        counted = Counted.of(task, rows)
        figures = [[counted.figure(domain, each) for each in task.requests] for domain in range(rows.domains)]
        freedoms = task.freedoms(rows)
        figures, errors = judged(task, figures, _errors(counted, figures), freedoms)
        figures, errors, limits = _with_quantiles(counted, figures, errors, freedoms)
    return [
        estimate_of(
            task,
            request,
            (domain_var, label),
            counted.populations[domain],
            figures[domain][i],
            errors[domain][i],
            limits.get((domain, i)),
            freedoms[domain],
        )
        for domain, label in enumerate(labels)
        for i, request in enumerate(task.requests)
    ]


@dataclass(frozen=True, slots=True)
class Counted:
    """What is known after the passes that come before the last."""

    task: Task
    rows: Rows
    binning: Binning
    populations: Sequence[Population]
    points: dict[tuple[int, float], Point]
    lines: dict[tuple[LineKind, float], Line | str]
    below: dict[tuple[LineKind, float], Floats]
    below_mean: Floats
    ranked: dict[tuple[LineKind, float], list[RankedPoor]]

    @classmethod
    def of(cls, task: Task, rows: Rows) -> "Counted":
        """Make the passes that come before the last."""
        if not was_compiled():
            task.workers.progress(0, 1, COMPILATION)
        binning, populations = count(rows, task.requests, task.workers, task.bins.binning)
        task.bins.binning = binning
        everybody = len(populations) - 1
        wanted = {
            (domain, p)
            for domain in range(rows.domains)
            for request in task.requests
            for p in request.fractions
            if 0 < p < 1
            if populations[domain].persons > 0
        }
        if populations[everybody].persons > 0 and any(each.line == "median" for each in task.requests):
            wanted.add((everybody, 0.5))
        found = points(rows, binning, populations, sorted(wanted), task.workers)
        lines = _lines(task, populations[everybody], found.get((everybody, 0.5)))
        logs, everywhere = any(each.family == "watts" for each in task.requests), np.ones(rows.domains + 1)
        below = {
            key: _below(rows, line.level * everywhere, line.cut * everywhere, task.workers, logs=logs)
            for key, line in lines.items()
            if isinstance(line, Line)
        }
        below_mean = np.zeros((rows.domains + 1, 5))
        if any(each.family == "hoover" for each in task.requests):
            means = np.array([each.incomes / each.persons if each.persons > 0 else 0.0 for each in populations])
            below_mean = _below(rows, means, means, task.workers, logs=False)
        ranked_at = {(each.line, each.level) for each in task.requests if each.family in _OF_RANKED}
        binning, populations, ranked = _ranked(
            task, rows, (binning, populations), {key: line for key, line in lines.items() if key in ranked_at}, below
        )
        return cls(task, rows, binning, populations, found, lines, below, below_mean, ranked)

    def figure(self, domain: int, request: Request) -> Figure:
        """Return a measure of a domain."""
        try:
            return self._figure(domain, request)
        except ArithmeticError:
            return Figure(None, reason=NOT_FINITE)

    def _figure(self, domain: int, request: Request) -> Figure:
        population = self.populations[domain]
        if not population.n or not population.persons > 0:
            return Figure(None, reason=NO_WEIGHT if population.rows else EMPTY)
        if request.line:
            return self._at_line(domain, request)
        if request.fractions:
            quantiles = Quantiles(population, self.task.conventions, lambda p: self.points[domain, p])
            return _at_quantile(request, quantiles)
        if request.family == "hoover":
            return hoover(population, self.below_mean[domain])
        return _of_totals(request, population, self.task.conventions)

    def _at_line(self, domain: int, request: Request) -> Figure:
        key = (request.line, request.level)
        line, population, conventions = self.lines[key], self.populations[domain], self.task.conventions
        if isinstance(line, str):
            return Figure(None, reason=line)
        below = self.below[key][domain]
        if request.family == "arpt":
            return Figure(line.level, None if line.reason else (), line.fraction, line.reason)
        if request.family in _AT_LINE:
            return _AT_LINE[request.family](line, below, population, conventions)
        if request.family in _OF_RANKED:
            return _OF_RANKED[request.family](line, self.ranked[key][domain], population, conventions)
        power = int(request.family[-1]) if request.family.startswith("fgt") else 0
        return foster_greer_thorbecke(power, line, below, population, conventions)

    def line_influence(self, kind: LineKind) -> Floats:
        """Return the influence on the median or mean of everybody: see `Plan`."""
        everybody = self.populations[-1]
        if not everybody.persons > 0:
            return np.zeros(4)
        if kind == "mean":
            mean = everybody.incomes / everybody.persons
            return np.array([-mean / everybody.persons, 0.0, -np.inf, 1 / everybody.persons])
        point = self.points.get((len(self.populations) - 1, 0.5))
        if kind != "median" or point is None:
            return np.zeros(4)
        height, _ = everybody.density_sums(point.value, self.task.conventions)
        return np.array([0.5 / height, -1 / height, just_above(point.value), 0.0]) if height > 0 else np.zeros(4)


_AT_LINE: Mapping[str, Callable[[Line, Floats, Population, Conventions], Figure]] = MappingProxyType(
    {
        "watts": watts,
        "income_gap_ratio": income_gap_ratio,
        "prosperity_gap": lambda line, _, population, conventions: prosperity_gap(line, population, conventions),
    }
)
_OF_RANKED: Mapping[str, Callable[[Line, RankedPoor, Population, Conventions], Figure]] = MappingProxyType(
    {"sen": sen, "sst": lambda line, poor, population, _: sen_shorrocks_thon(line, poor, population)}
)
_COMBINED: Mapping[str, Callable[..., Figure]] = MappingProxyType(
    {
        "quantile_ratio": quantile_ratio,
        "polarization": lambda quantiles, _: polarization(quantiles),
        "bottom_mean": mean_of_poorest,
    }
)


def _of_totals(request: Request, population: Population, conventions: Conventions) -> Figure:
    if request.family == "gini":
        return gini(population, conventions)
    if request.family == "jdiv":
        return j_divergence(population, conventions)
    if request.family in {"mean", "total", "persons"}:
        return plain(request.family, population)
    return smooth(request.family, request.power, population, conventions)


def _at_quantile(request: Request, quantiles: Quantiles) -> Figure:
    if request.family in {"qsr", "palma", "share_ratio"}:
        return quantiles.ratio(*request.fractions)
    if request.family in _COMBINED:
        return _COMBINED[request.family](quantiles, *request.fractions)
    if request.family in {"median", "quantile"}:
        return quantiles.quantile(request.fractions[0])
    if request.family == "woodruff":
        return quantiles.share_up_to(request.fractions[0])
    lower, upper = (0.0, *request.fractions) if request.family == "lorenz" else request.fractions
    return quantiles.share(lower, upper)


def _lines(task: Task, everybody: Population, median: Point | None) -> dict[tuple[LineKind, float], Line | str]:
    return {(each.line, each.level): _line(task, each, everybody, median) for each in task.requests if each.line}


def _line(task: Task, request: Request, everybody: Population, median: Point | None) -> Line | str:
    if request.line == "fixed":
        level = request.level * task.unit
        return Line.at(level, task.conventions) if level > 0 else LINE_NOT_POSITIVE
    if not everybody.persons > 0:
        return NO_WEIGHT
    middle = median.value if request.line == "median" and median else everybody.incomes / everybody.persons
    if not middle > 0:
        return LINE_NOT_POSITIVE
    fraction = request.level / 100
    known = request.line == "mean" or everybody.density_sums(middle, task.conventions)[0] > 0
    return Line.at(fraction * middle, task.conventions, fraction, "" if known else DENSITY_ZERO)


def _below(rows: Rows, lines: Floats, cuts: Floats, workers: Workers, *, logs: bool) -> Floats:
    """Return the sums of those below a line by domain; lines and cuts of each domain and of the rest."""

    def of(span: tuple[int, int]) -> Floats:
        found = np.zeros((rows.domains + 1, 5))
        below_line(rows, span, lines, cuts, logs, found)
        return found

    parts = workers.each("poverty line", parts_of_rows(len(rows.welfare)), of)
    return np.asarray(np.sum(parts, axis=0))


def _ranked(
    task: Task,
    rows: Rows,
    counted: tuple[Binning, list[Population]],
    lines: Mapping[tuple[LineKind, float], Line | str],
    below: Mapping[tuple[LineKind, float], Floats],
) -> tuple[Binning, list[Population], dict[tuple[LineKind, float], list[RankedPoor]]]:
    """Rank the poor of each domain at each line, in bins that are narrow enough for it."""
    binning, populations = counted
    while True:
        found = {
            key: [
                RankedPoor.of(line, below[key][domain], populations[domain], binning) for domain in range(rows.domains)
            ]
            for key, line in lines.items()
            if isinstance(line, Line)
        }
        again = finer(binning, [each for of_line in found.values() for each in of_line])
        if again is None:
            return binning, populations, found
        binning, populations = count(rows, task.requests, task.workers, again)
        task.bins.binning = binning


def _errors(counted: Counted, figures: Sequence[Sequence[Figure]]) -> list[list[float | None]]:
    """Return the standard error of each figure in each domain, in the unit of the passes; None where there is none."""
    task = counted.task
    errors: list[list[float | None]] = [[None] * len(task.requests) for _ in figures]
    if not task.has_errors:
        return errors
    for kind, lanes in _runs(task.requests):
        chosen = [[each[lane] for lane in lanes] for each in figures]
        plan = plan_of(chosen, counted.line_influence(kind), counted.populations[: len(figures)])
        found = variances(counted.rows, counted.binning, task.strata, plan, task.workers)
        if found is None:
            continue
        for domain, own in enumerate(figures):
            for place, lane in enumerate(lanes):
                if own[lane].influence is not None:
                    errors[domain][lane] = math.sqrt(found[domain, place])
    return errors


Table = list[list[Figure]]
Errors = list[list[float | None]]
Limits = dict[tuple[int, int], tuple[float, float]]


def judged(task: Task, figures: Table, errors: Errors, freedoms: Sequence[int]) -> tuple[Table, Errors]:
    """Take the errors away of domains whose PSUs leave nothing to judge them by, and say so."""
    if task.interval is None:
        return figures, errors
    known = task.sample.design.degrees_of_freedom
    alone = [[freedom_of(each.unit, freedom) < 1 <= known for each in task.requests] for freedom in freedoms]
    said = [
        [
            replace(each, reason=each.reason or NO_FREEDOM) if without else each
            for each, without in zip(*row, strict=True)
        ]
        for row in zip(figures, alone, strict=True)
    ]
    left = [
        [None if without else each for each, without in zip(*row, strict=True)]
        for row in zip(errors, alone, strict=True)
    ]
    return said, left


def _with_quantiles(
    counted: Counted, figures: Table, errors: Errors, freedoms: Sequence[int]
) -> tuple[Table, Errors, Limits]:
    """Put quantiles in the place of the shares of the population up to them, with their limits by domain and measure.

    The limits of the share are turned back into incomes (Woodruff, Journal of the American Statistical Association 47,
    1952).
    """
    task = counted.task
    factors = [task.interval.factor(each) if task.interval and each > 0 else 0.0 for each in freedoms]
    found, spreads = [list(each) for each in figures], [list(each) for each in errors]
    ends: dict[tuple[int, int], tuple[float, float]] = {}
    for domain, own in enumerate(figures):
        for i, request in enumerate(task.requests):
            share, error = own[i].value, errors[domain][i]
            if request.family == "woodruff" and share is not None:
                found[domain][i] = Figure(counted.points[domain, request.fractions[0]].value, reason=own[i].reason)
                if error is not None:
                    both = ends_of_share(share, factors[domain] * error)
                    if both is None:
                        found[domain][i], spreads[domain][i] = replace(found[domain][i], reason=BEYOND_SAMPLE), None
                    else:
                        ends[domain, i] = both
    wanted = sorted({(domain, end) for (domain, _), both in ends.items() for end in both})
    at = points(counted.rows, counted.binning, counted.populations, wanted, task.workers)
    limits = {key: (at[key[0], low].value, at[key[0], high].value) for key, (low, high) in ends.items()}
    for (domain, i), (lower, upper) in limits.items():
        spreads[domain][i] = (upper - lower) / (2 * factors[domain])
    return found, spreads, limits


def _runs(requests: Sequence[Request]) -> Iterator[tuple[LineKind, list[int]]]:
    """Divide measures into runs of the last pass: at most 16 that hang on the same relative line, or on none."""
    kinds: list[LineKind] = ["median", "mean"]
    used = [kind for kind in kinds if any(each.line == kind for each in requests)] or ["median"]
    for kind in used:
        others = [i for i, each in enumerate(requests) if not each.is_relative] if kind == used[0] else []
        lanes = sorted([i for i, each in enumerate(requests) if each.line == kind] + others)
        for first in range(0, len(lanes), LANES):
            yield kind, lanes[first : first + LANES]


def estimate_of(
    task: Task,
    request: Request,
    domain: tuple[str, str],
    population: Population,
    figure: Figure,
    error: float | None,
    limits: tuple[float, float] | None = None,
    freedom: int = 0,
) -> Estimate:
    """Return a figure in the unit of the file, with its limits where they are not given."""
    scale = 1 / task.unit if request.unit in {"level", "total"} else 1.0
    value = None if figure.value is None else figure.value * scale
    se = None if error is None else error * scale
    reason = figure.reason
    if value is not None and not math.isfinite(value):
        value, se, reason = None, None, NOT_FINITE
    if se is not None and not math.isfinite(se):
        se, reason = None, NOT_FINITE
    if value is not None and se is None:
        reason = (reason or SINGLE_PSU) if task.interval else ""
    if limits is not None:
        limits = limits[0] * scale, limits[1] * scale
    elif task.interval is not None and value is not None and se is not None:
        known = freedom_of(request.unit, freedom)
        limits = task.interval.limits(value, se, known, proportion=request.proportion)
    lower, upper = limits or (None, None)
    return Estimate(
        measure=request.id,
        domain_var=domain[0],
        domain=domain[1],
        estimate=value,
        se=se,
        lower=lower,
        upper=upper,
        n=population.n,
        population=population.persons,
        unit=request.unit,
        reason=reason,
        method="" if se is None else "linearised",
    )
