"""What transfers change: poverty and inequality before and after, and what a unit of money achieves."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType

from openssi.microdata.benefits.incidence import Incidence, Part
from openssi.microdata.benefits.totals import Total, no_figure
from openssi.microdata.measures.inequality import gini
from openssi.microdata.measures.measure import Linearised, Measured

EffectFunction = Callable[[Incidence, Part], Linearised]
Pair = tuple[Total, Total]
PairFunction = Callable[[Incidence, Part], Pair | Linearised]
"""A figure before and after the programme, or why there is none."""


def _foster(alpha: int, population: Incidence, part: Part) -> Pair | Linearised:
    whole = population.total(population.ones, part)
    pair = (
        population.poor_total(ranking, alpha, population.ones, part).over(whole)
        for ranking in (population.before_transfer, population.after_transfer)
    )
    before, after = pair
    return before, after


def _gini(population: Incidence, part: Part) -> Pair | Linearised:
    rankings = (population.before_transfer, population.after_transfer)
    before, after = (_gini_inside(ranking.measured, population, part) for ranking in rankings)
    if isinstance(before, Linearised):
        return before
    return after if isinstance(after, Linearised) else (before, after)


def _gini_inside(measured: Measured, population: Incidence, part: Part) -> Total | Linearised:
    found = gini(measured.within(population.members(part) > 0))
    if found.value is None or found.influence is None:
        return no_figure("BENEFITS_WELFARE_NOT_POSITIVE")
    return Total(found.value, found.influence)


def _before(pair: Pair, _: str) -> Linearised:
    return pair[0].linearised


def _after(pair: Pair, _: str) -> Linearised:
    return pair[1].linearised


def _difference(pair: Pair, _: str) -> Linearised:
    return (pair[0] - pair[1]).linearised


def _reduction(pair: Pair, reason: str) -> Linearised:
    before, after = pair
    return (before - after).over(before).linearised if before.value > 0 else no_figure(reason)


_FORMS = MappingProxyType({"before": _before, "after": _after, "difference": _difference, "reduction": _reduction})
_OF_POVERTY = "BENEFITS_NOBODY_POOR_BEFORE"
_PAIRS: Mapping[str, tuple[PairFunction, str]] = MappingProxyType(
    {
        "headcount": (partial(_foster, 0), _OF_POVERTY),
        "poverty_gap": (partial(_foster, 1), _OF_POVERTY),
        "severity": (partial(_foster, 2), _OF_POVERTY),
        "gini": (_gini, "BENEFITS_NO_INEQUALITY_BEFORE"),
    }
)


def _effect(measure: str, form: str, population: Incidence, part: Part) -> Linearised:
    made, reason = _PAIRS[measure]
    pair = made(population, part)
    return pair if isinstance(pair, Linearised) else _FORMS[form](pair, reason)


def _closed_gap(population: Incidence, part: Part) -> Total:
    """Return by how much the programme lessens the total of what the poor lack, in the unit of welfare."""
    rankings = (population.before_transfer, population.after_transfer)
    before, after = (population.poor_total(ranking, 1, population.ones, part) for ranking in rankings)
    gap, line = before - after, population.line_total
    return Total(gap.value * line.value, gap.influence * line.value + gap.value * line.influence)


def benefit_cost_ratio(population: Incidence, part: Part) -> Linearised:
    """Return by how much the total poverty gap falls for each unit of transfers, both in the unit of welfare.

    It is also the poverty reduction efficiency of Beckerman (1979): 1 where all money fills the gaps of the poor.
    """
    spent = population.total(population.transfer, part)
    if not spent.value > 0:
        return no_figure("BENEFITS_NOBODY_RECEIVES")
    return _closed_gap(population, part).over(spent).linearised


def spillover(population: Incidence, part: Part) -> Linearised:
    """Return the share of what the poor receive that lifts them beyond the line."""
    poor = population.before_transfer
    if not population.poor_total(poor, 0, population.ones, part).value > 0:
        return no_figure(_OF_POVERTY)
    received = population.poor_total(poor, 0, population.transfer, part)
    if not received.value > 0:
        return no_figure("BENEFITS_TARGET_RECEIVES_NOTHING")
    return (received - _closed_gap(population, part)).over(received).linearised


def gini_efficiency(population: Incidence, part: Part) -> Linearised:
    """Return by how much the Gini coefficient falls for each unit of the share of transfers in welfare."""
    pair = _gini(population, part)
    if isinstance(pair, Linearised):
        return pair
    spent = population.total(population.transfer, part)
    if not spent.value > 0:
        return no_figure("BENEFITS_NOBODY_RECEIVES")
    return (pair[0] - pair[1]).over(spent.over(population.total(population.after, part))).linearised


EFFECTS: Mapping[str, EffectFunction] = MappingProxyType(
    {
        **{f"{measure}_{form}": partial(_effect, measure, form) for measure in _PAIRS for form in _FORMS},
        "benefit_cost_ratio": benefit_cost_ratio,
        "spillover": spillover,
        "gini_efficiency": gini_efficiency,
    }
)
