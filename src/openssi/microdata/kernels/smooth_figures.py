"""Measures that are smooth functions of totals over incomes above zero, and the Gini coefficient."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.kernels.figures import Figure, Term, above_zero
from openssi.microdata.kernels.first_pass import (
    OWN,
    P_COUNT,
    P_INCOME_LOG,
    P_INCOMES,
    P_INVERSE,
    P_LOG,
    P_PERSONS,
    P_ROOT,
    P_SQUARE,
)
from openssi.microdata.kernels.last_pass import ABOVE, INCOME, ONE, OWN_WEIGHT
from openssi.microdata.kernels.population import Population
from openssi.microdata.measures.guard import not_negative
from openssi.microdata.measures.measure import Conventions


def why_not_positive(population: Population, conventions: Conventions) -> str:
    """Return why a measure of incomes above zero has no figure; empty where it has one."""
    above = int(population.totals[P_COUNT])
    if above == population.n:
        return ""
    if conventions.nonpositive == "refuse":
        return "MEASURE_NONPOSITIVE_REFUSED"
    return "" if above else "MEASURE_NONE_POSITIVE"


def smooth(family: str, number: float, population: Population, conventions: Conventions) -> Figure:
    """Return a measure of inequality of incomes above zero.

    Sources: Shorrocks (1980), Atkinson (1970); influence as for a function of totals, after Biewen and Jenkins (2006).
    """
    reason = why_not_positive(population, conventions)
    if reason:
        return Figure(None, reason=reason)
    found = _SMOOTH[family, number](population.totals)
    return found if found.value is None else replace(found, value=not_negative(found.value))


def _theil(totals: Floats) -> Figure:
    n, y, logs = totals[P_PERSONS], totals[P_INCOMES], totals[P_INCOME_LOG]
    terms = above_zero(income_log=1 / y, income=-logs / y**2 - 1 / y, one=1 / n)
    return Figure(float(logs / y - math.log(y / n)), terms)


def _mean_log_deviation(totals: Floats) -> Figure:
    n, y, logs = totals[P_PERSONS], totals[P_INCOMES], totals[P_LOG]
    terms = above_zero(log=-1 / n, income=1 / y, one=logs / n**2 - 1 / n)
    return Figure(float(math.log(y / n) - logs / n), terms)


def _half_squared_variation(totals: Floats) -> Figure:
    n, y, squares = totals[P_PERSONS], totals[P_INCOMES], totals[P_SQUARE]
    ratio = n * squares / y**2
    terms = above_zero(square=n / y**2 / 2, income=-ratio / y, one=squares / y**2 / 2)
    return Figure(float((ratio - 1) / 2), terms)


def _atkinson_half(totals: Floats) -> Figure:
    n, y, roots = totals[P_PERSONS], totals[P_INCOMES], totals[P_ROOT]
    kept = roots**2 / (n * y)
    terms = above_zero(root=-2 * roots / (n * y), income=kept / y, one=kept / n)
    return Figure(float(1 - kept), terms)


def _atkinson_1(totals: Floats) -> Figure:
    n, y, logs = totals[P_PERSONS], totals[P_INCOMES], totals[P_LOG]
    kept = math.exp(logs / n) * n / y
    terms = above_zero(log=-kept / n, income=kept / y, one=kept * (logs / n - 1) / n)
    return Figure(float(1 - kept), terms)


def _atkinson_2(totals: Floats) -> Figure:
    n, y, inverses = totals[P_PERSONS], totals[P_INCOMES], totals[P_INVERSE]
    kept = n * n / (inverses * y)
    terms = above_zero(inverse=kept / inverses, income=kept / y, one=-2 * kept / n)
    return Figure(float(1 - kept), terms)


_SMOOTH: Mapping[tuple[str, float], Callable[[Floats], Figure]] = MappingProxyType(
    {
        ("theil", 0.0): _theil,
        ("mld", 0.0): _mean_log_deviation,
        ("gei", 2.0): _half_squared_variation,
        ("atkinson", 0.5): _atkinson_half,
        ("atkinson", 1.0): _atkinson_1,
        ("atkinson", 2.0): _atkinson_2,
    }
)


def bins_above(population: Population) -> Floats:
    """Return, by bin: incomes in bins above, persons in bins below, incomes and persons in it; shape (bins, 4)."""
    persons, incomes = population.persons_by_bin, population.incomes_by_bin
    above = np.cumsum(incomes[::-1])[::-1] - incomes
    return np.stack([above, np.cumsum(persons) - persons, incomes, persons], axis=1)


def gini(population: Population, conventions: Conventions) -> Figure:
    """Return the Gini coefficient from sum_i sum_j w_i w_j max(y_i, y_j), within a bin at the mean of its incomes.

    Source: Gini (1912); influence as the derivative in the weights, after Langel and Tillé (2013).
    """
    n, y = population.persons, population.incomes
    if y <= 0:
        return Figure(None, reason="MEASURE_SUM_NOT_POSITIVE")
    table = bins_above(population)
    # Exact for pairs in different bins: each once as the greater, once as the smaller.
    pairs = float((population.incomes_by_bin * (2 * table[:, 1] + population.persons_by_bin)).sum())
    by_weight = conventions.gini == "laeken"
    top = pairs if by_weight else pairs + float(population.totals[OWN]) - y
    share = top / (n * y)
    scale = 1 / (n * y)
    terms = [Term(ABOVE, 2 * scale), Term(INCOME, -share / y - (0.0 if by_weight else scale)), Term(ONE, -share / n)]
    if not by_weight:
        terms.append(Term(OWN_WEIGHT, 2 * scale))
    return Figure(not_negative(share - 1), tuple(terms))
