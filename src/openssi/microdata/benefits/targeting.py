"""Whom a programme reaches of those it is for: errors of exclusion and inclusion, leakage, the index of the poorest."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from openssi.microdata.arrays import Floats
from openssi.microdata.benefits.incidence import Incidence, Part
from openssi.microdata.benefits.totals import Total, no_figure, share
from openssi.microdata.measures.measure import Linearised


def _targeted(population: Incidence, amounts: Floats, part: Part) -> Total:
    """Return the total of amounts over the target group: those named, else the poor before the programme."""
    if population.target is None:
        return population.poor_total(population.before_transfer, 0, amounts, part)
    return population.total(amounts * population.target, part)


def exclusion_error(population: Incidence, part: Part) -> Linearised:
    """Return the share of the target group that is not reached."""
    whole = _targeted(population, population.ones, part)
    missed = _targeted(population, 1.0 - population.receives, part)
    return share(missed, whole, "BENEFITS_TARGET_EMPTY")


def inclusion_error(population: Incidence, part: Part) -> Linearised:
    """Return the share of beneficiaries outside the target group."""
    return _outside(population, population.receives, part)


def leakage(population: Incidence, part: Part) -> Linearised:
    """Return the share of money that reaches persons outside the target group."""
    return _outside(population, population.money, part)


def _outside(population: Incidence, amounts: Floats, part: Part) -> Linearised:
    whole = population.total(amounts, part)
    if not _targeted(population, population.ones, part).value > 0:
        return no_figure("BENEFITS_TARGET_EMPTY")
    return share(whole - _targeted(population, amounts, part), whole, "BENEFITS_NOBODY_RECEIVES")


def coady_grosh_hoddinott(population: Incidence, part: Part) -> Linearised:
    """Return the share of money of the poorest persons, divided by their share of the population.

    The poorest are `bottom` of the whole population; with ties at their border the share that they are in fact divides,
    so that a flat transfer to everybody gives exactly 1.
    """
    poorest = replace(part, low=0.0, high=population.bottom)
    money = population.total(population.money, part)
    persons = population.total(population.ones, poorest)
    if not money.value > 0:
        return no_figure("BENEFITS_NOBODY_RECEIVES")
    if not persons.value > 0:
        return no_figure("BENEFITS_TARGET_EMPTY")
    of_persons = persons.over(population.total(population.ones, part))
    return population.total(population.money, poorest).over(money).over(of_persons).linearised


TARGETING: Mapping[str, Callable[[Incidence, Part], Linearised]] = MappingProxyType(
    {
        "exclusion_error": exclusion_error,
        "inclusion_error": inclusion_error,
        "leakage": leakage,
        "coady_grosh_hoddinott": coady_grosh_hoddinott,
    }
)
