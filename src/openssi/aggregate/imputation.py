"""The named methods side by side: what each would put in place of every country, and which one is taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np

from openssi.aggregate.group_means import Substitution, chained_means, group_mean, nothing
from openssi.aggregate.panel import NOWHERE, Flags, Numbers, Panel, Places
from openssi.aggregate.regression import regress
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.publication import AggregateMethod, PublicationRules

METHODS: tuple[AggregateMethod, ...] = ("observed", "subregion", "income", "regression")

FEWEST_TESTS = 20
"""Country values left out, over all years, from which `best` chooses; else the first candidate is taken."""


@dataclass(frozen=True, slots=True)
class Imputation:
    """What enters for countries without a value.

    Attributes:
        methods: Number in METHODS of the method of each figure.
        substitution: What the method of each figure would put in place of every country.
        applied: Number in METHODS of what gave the substitute of each country, NOWHERE where nothing did.
    """

    methods: Places
    substitution: Substitution
    applied: Places


def substitutions(panel: Panel, rules: PublicationRules) -> dict[AggregateMethod, Substitution]:
    """Return what every method would put in place of every country, in all figures.

    `observed` puts nothing in place of a country; for the comparison with the others it is taken at its word for the
    world: the mean of all other countries that have a value.
    """
    years = [_of_year(panel, rules, year, rows) for year, rows in panel.years.items()]
    if not years:
        return {method: nothing(panel.weights.shape) for method in METHODS}
    return {method: _stacked([each[method] for each in years]) for method in METHODS}


def _of_year(panel: Panel, rules: PublicationRules, year: int, rows: slice) -> dict[AggregateMethod, Substitution]:
    weights, values, belonging = panel.weights[rows], panel.values[rows], panel.belonging(year)
    regions = belonging.chain((*rules.imputation_groupings, *rules.region_groupings))
    incomes = (*belonging.chain(rules.income_groupings), *regions)
    everywhere = np.zeros(len(panel.areas), np.int64)
    found = {
        "observed": group_mean(weights, values, np.ones((len(panel.areas), 1)), everywhere),
        "subregion": chained_means(weights, values, belonging.matrix, regions),
        "income": chained_means(weights, values, belonging.matrix, incomes),
    }
    fitted = _regression(panel, rules, year, rows)
    for step, method in enumerate(rules.regression.fallback, start=1):
        fitted = fitted.otherwise(found[method], step)
    return {
        "observed": found["observed"],
        "subregion": found["subregion"],
        "income": found["income"],
        "regression": fitted,
    }


def _regression(panel: Panel, rules: PublicationRules, year: int, rows: slice) -> Substitution:
    observed = np.where(panel.observed[rows], panel.values[rows], np.nan)
    known = panel.covariates.get(year)
    if known is None or not rules.regression.covariates:
        return nothing(observed.shape)
    ends = panel.numbers("lower")[rows], panel.numbers("upper")[rows]
    fitted = regress(observed, known, *ends, rules.regression.fewest_countries)
    steps = np.where(np.isfinite(fitted), 0, NOWHERE)
    return Substitution(fitted, np.full(fitted.shape, NOWHERE, np.int64), np.zeros(fitted.shape), steps)


def _stacked(parts: Sequence[Substitution]) -> Substitution:
    return Substitution(
        *(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Substitution))
    )


def misses(panel: Panel, found: Mapping[AggregateMethod, Substitution]) -> dict[AggregateMethod, Numbers]:
    """Return by how much each method misses each observed country, where all methods that apply can be tested."""
    apart = {method: np.where(panel.observed, panel.values - each.values, np.nan) for method, each in found.items()}
    applies = {method: np.asarray(np.isfinite(each).any(axis=1)) for method, each in apart.items()}
    common = np.logical_and.reduce([np.isfinite(each) | ~applies[method][:, None] for method, each in apart.items()])
    return {method: np.where(common, each, np.nan) for method, each in apart.items()}


def chosen_methods(
    panel: Panel, indicators: Sequence[Indicator], rules: PublicationRules, missed: Mapping[AggregateMethod, Numbers]
) -> Places:
    """Return the number in METHODS of the method of each figure.

    With `best` an indicator has one method for all years, sexes and breakdowns, so that they can be compared: the
    candidate with the least root mean square of misses in its headline series, every country counting alike.
    """
    named = np.asarray(panel.figures.column("indicator").to_pylist(), object)
    methods = np.zeros(len(named), np.int64)
    for indicator in indicators:
        rows = named == indicator.id
        if indicator.imputes and rows.any():
            method = rules.method if rules.method != "best" else _best(panel, indicator, rules, missed, rows)
            methods[rows] = METHODS.index(method)
    return methods


def _best(
    panel: Panel,
    indicator: Indicator,
    rules: PublicationRules,
    missed: Mapping[AggregateMethod, Numbers],
    rows: Flags,
) -> AggregateMethod:
    headline = (indicator.headline_sex, indicator.breakdowns[0])
    keys = zip(*(panel.figures.column(name).to_pylist() for name in ("sex", "breakdown")), strict=True)
    chosen = rows & np.asarray([key == headline for key in keys], bool)
    tried = {method: missed[method][chosen] for method in rules.candidates}
    tests = {method: each[np.isfinite(each)] for method, each in tried.items()}
    enough = {method: float(np.mean(each**2)) for method, each in tests.items() if len(each) >= FEWEST_TESTS}
    return min(enough, key=lambda method: round(enough[method], 9)) if enough else rules.candidates[0]


def imputation(found: Mapping[AggregateMethod, Substitution], methods: Places, rules: PublicationRules) -> Imputation:
    """Return what enters for the countries without a value of every figure; nothing where the method is `observed`."""
    result = nothing(found["observed"].values.shape)
    applied = np.full(result.values.shape, NOWHERE, np.int64)
    columns = {each.name: getattr(result, each.name).copy() for each in fields(Substitution)}
    for number, method in enumerate(METHODS):
        rows = (methods == number) & (method != "observed")
        for name, column in columns.items():
            column[rows] = getattr(found[method], name)[rows]
        names = np.asarray([METHODS.index(each) for each in _steps(method, rules)])
        steps = found[method].steps[rows]
        applied[rows] = np.where(steps == NOWHERE, NOWHERE, names[np.clip(steps, 0, len(names) - 1)])
    return Imputation(methods, Substitution(**columns), applied)


def _steps(method: AggregateMethod, rules: PublicationRules) -> Iterator[AggregateMethod]:
    yield method
    if method == "regression":
        yield from rules.regression.fallback
