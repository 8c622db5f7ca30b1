"""Weighted means of all groups, their shares, and the error of the method in each group."""

from dataclasses import dataclass, fields

import numpy as np

from openssi.aggregate.imputation import METHODS, Imputation
from openssi.aggregate.panel import NOWHERE, Belonging, Flags, Numbers, Panel

FEWEST_LEFT_OUT = 5
"""Countries from which a group has a leave-one-out error of its own; else that of its grouping is taken."""


@dataclass(frozen=True, slots=True)
class Estimates:
    """Figures by groups; not a number where there is nothing.

    Attributes:
        value: Weighted mean of what is reported and what is imputed.
        weight: Sum of the weights of all countries.
        filled: Sum of the weights of the countries that enter.
        observed: Sum of the weights of the countries with a reported value.
        imputed: Sum of the weights of the countries with an imputed value.
        fallback: Sum of the weights of those that were imputed by another method than that of the figure.
        countries: Countries with a reported value.
        imputed_countries: Countries with an imputed value.
        countries_total: Countries with a weight.
        error: Root mean square of the leave-one-out misses.
    """

    value: Numbers
    weight: Numbers
    filled: Numbers
    observed: Numbers
    imputed: Numbers
    fallback: Numbers
    countries: Numbers
    imputed_countries: Numbers
    countries_total: Numbers
    error: Numbers


def estimates(panel: Panel, imputed: Imputation) -> Estimates:
    """Return the estimates of every figure and group."""
    empty = np.zeros((0, len(panel.groupings)))
    parts = [_of_year(panel, imputed, panel.belonging(year), rows) for year, rows in panel.years.items()]
    return Estimates(*(np.concatenate([empty, *(getattr(each, f.name) for each in parts)]) for f in fields(Estimates)))


def _of_year(panel: Panel, imputed: Imputation, belonging: Belonging, rows: slice) -> Estimates:
    weights, observed = panel.weights[rows], panel.observed[rows]
    substitutes = imputed.substitution.values[rows]
    is_filled = panel.missing[rows] & np.isfinite(substitutes)
    entering = np.where(observed, panel.values[rows], np.where(is_filled, substitutes, 0.0))
    other = is_filled & (imputed.applied[rows] != imputed.methods[rows][:, None])

    def summed(numbers: Numbers, chosen: Flags) -> Numbers:
        return np.asarray(np.where(chosen, numbers, 0.0) @ belonging.matrix)

    ones, filled = np.ones_like(weights), summed(weights, observed | is_filled)
    product = summed(weights * entering, observed | is_filled)
    return Estimates(
        value=np.where(filled > 0, product / np.where(filled > 0, filled, 1.0), np.nan),
        weight=summed(weights, weights > 0),
        filled=filled,
        observed=summed(weights, observed),
        imputed=summed(weights, is_filled),
        fallback=summed(weights, other),
        countries=summed(ones, observed),
        imputed_countries=summed(ones, is_filled),
        countries_total=summed(ones, weights > 0),
        error=_errors(panel, imputed, belonging, rows),
    )


def misses_of_groups(panel: Panel, belonging: Belonging, rows: slice) -> Numbers:
    """Return by how much the mean of the other countries of a group misses each: figures by countries by groups."""
    observed = panel.observed[rows]
    weights = np.where(observed, panel.weights[rows], 0.0)
    values = np.where(observed, panel.values[rows], 0.0)
    left_weight = (weights @ belonging.matrix)[:, None, :] - weights[:, :, None]
    left_product = ((weights * values) @ belonging.matrix)[:, None, :] - (weights * values)[:, :, None]
    countries = (observed.astype(float) @ belonging.matrix)[:, None, :] - 1
    tested = observed[:, :, None] & (belonging.matrix > 0)[None] & (countries > 0.5) & (left_weight > 0)
    return np.where(tested, values[:, :, None] - left_product / np.where(tested, left_weight, 1.0), np.nan)


def misses_of_method(panel: Panel, imputed: Imputation, rows: slice) -> Numbers:
    """Return by how much the method of a figure misses each observed country: figures by countries."""
    return np.where(panel.observed[rows], panel.values[rows] - imputed.substitution.values[rows], np.nan)


def _errors(panel: Panel, imputed: Imputation, belonging: Belonging, rows: slice) -> Numbers:
    missed = misses_of_method(panel, imputed, rows)
    squares = np.nan_to_num(missed**2) @ belonging.matrix
    tests = np.isfinite(missed).astype(float) @ belonging.matrix
    plain = np.flatnonzero(imputed.methods[rows] == METHODS.index("observed"))
    if plain.size:
        alone = slice(rows.start + plain[0], rows.start + plain[-1] + 1)
        within = misses_of_groups(panel, belonging, alone)[plain - plain[0]]
        squares[plain] = np.nansum(within**2, axis=1)
        tests[plain] = np.isfinite(within).sum(axis=1)
    return _pooled(panel, squares, tests)


def _pooled(panel: Panel, squares: Numbers, tests: Numbers) -> Numbers:
    named, at = np.unique(np.asarray(panel.groupings), return_inverse=True)
    grouped = np.zeros((len(panel.groupings), len(named)))
    grouped[np.arange(len(panel.groupings)), at] = 1
    is_own = tests >= FEWEST_LEFT_OUT
    square = np.where(is_own, squares, (squares @ grouped)[:, at])
    count = np.where(is_own, tests, (tests @ grouped)[:, at])
    return np.where(count > 0, np.sqrt(square / np.maximum(count, 1.0)), np.nan)


def is_alone(panel: Panel, imputed: Imputation) -> Flags:
    """Return which countries have neither a value nor a substitute: figures by countries."""
    return np.asarray(panel.missing & (imputed.applied == NOWHERE))
