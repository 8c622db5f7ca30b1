"""Coverage, incidence, adequacy: what comes to whom."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite
from types import MappingProxyType

import numpy as np

from openssi.microdata.benefits.effects import EFFECTS
from openssi.microdata.benefits.incidence import EVERYBODY, Incidence, Part
from openssi.microdata.benefits.progressivity import PROGRESSIVITY
from openssi.microdata.benefits.targeting import TARGETING
from openssi.microdata.benefits.totals import no_figure, share, summed
from openssi.microdata.measures.measure import Linearised

IndicatorFunction = Callable[[Incidence, Part], Linearised]


def coverage(population: Incidence, part: Part) -> Linearised:
    """Return the share of the persons of a part who are beneficiaries."""
    whole = population.total(population.ones, part)
    return share(population.total(population.receives, part), whole, "BENEFITS_DOMAIN_EMPTY")


def beneficiary_incidence(population: Incidence, part: Part) -> Linearised:
    """Return the share of all beneficiaries who belong to a part."""
    whole = population.total(population.receives)
    return share(population.total(population.receives, part), whole, "BENEFITS_NOBODY_RECEIVES")


def benefit_incidence(population: Incidence, part: Part) -> Linearised:
    """Return the share of all money that reaches a part."""
    whole = population.total(population.money)
    return share(population.total(population.money, part), whole, "BENEFITS_NOBODY_RECEIVES")


def relative_incidence(population: Incidence, part: Part) -> Linearised:
    """Return the transfers of a part as a share of its welfare after transfers."""
    whole = population.total(population.after, part)
    return share(population.total(population.transfer, part), whole, "BENEFITS_WELFARE_NOT_POSITIVE")


def adequacy(population: Incidence, part: Part) -> Linearised:
    """Return the transfers of beneficiaries as a share of their welfare."""
    receives = population.receives
    if not population.total(receives, part).value > 0:
        return no_figure("BENEFITS_NOBODY_RECEIVES")
    whole = population.total(receives * population.after, part)
    return share(population.total(receives * population.transfer, part), whole, "BENEFITS_WELFARE_NOT_POSITIVE")


def generosity(population: Incidence, part: Part) -> Linearised:
    """Return the mean, over beneficiaries, of the share of the transfer in each one's own welfare.

    Beneficiaries whose welfare is not above zero have no such share; they are left out, and the reason says so.
    """
    has_share = population.after > 0
    divisor = np.where(has_share, population.after, 1.0)
    shares = np.where(has_share, population.transfer / divisor, 0.0)
    counted = population.receives * has_share
    left_out = population.receives * ~has_share * population.members(part) * (population.weight > 0)
    reason = "BENEFITS_NOT_POSITIVE_LEFT_OUT" if left_out.any() else ""
    if reason and population.conventions.nonpositive == "refuse":
        return no_figure("BENEFITS_WELFARE_NOT_POSITIVE")
    whole = population.total(counted, part)
    if not whole.value > 0:
        return no_figure("BENEFITS_WELFARE_NOT_POSITIVE" if reason else "BENEFITS_NOBODY_RECEIVES")
    return replace(population.total(counted * shares, part).over(whole).linearised, reason=reason)


def adequacy_of_line(population: Incidence, part: Part) -> Linearised:
    """Return the mean transfer of beneficiaries, in the unit of welfare, as a share of the poverty line."""
    whole = population.total(population.receives, part)
    if not whole.value > 0:
        return no_figure("BENEFITS_NOBODY_RECEIVES")
    mean = population.total(population.receives * population.transfer, part).over(whole)
    return mean.over(population.line_total).linearised


def average_transfer(population: Incidence, part: Part) -> Linearised:
    """Return the money for each beneficiary, direct and indirect ones counted."""
    whole = population.total(population.receives, part)
    return share(population.total(population.money, part), whole, "BENEFITS_NOBODY_RECEIVES")


INDICATORS: Mapping[str, IndicatorFunction] = MappingProxyType(
    {
        "coverage": coverage,
        "beneficiary_incidence": beneficiary_incidence,
        "benefit_incidence": benefit_incidence,
        "relative_incidence": relative_incidence,
        "adequacy": adequacy,
        "generosity": generosity,
        "adequacy_of_line": adequacy_of_line,
        "average_transfer": average_transfer,
        **EFFECTS,
        **TARGETING,
        **PROGRESSIVITY,
    }
)
"""Indicators by id; their names, formulas in words and sources stand in `definitions/microdata`."""

OF_EVERYBODY = frozenset({"beneficiary_incidence", "benefit_incidence"})
"""Shares of all that is received: their errors rest on everybody, and not on the part alone."""

PROPORTIONS = frozenset(
    {
        "coverage", "beneficiary_incidence", "exclusion_error", "inclusion_error", "headcount_before",
        "headcount_after",
    }
)  # fmt: skip
"""Shares of persons, whose limits are kept between 0 and 1."""


def indicator(name: str, population: Incidence, part: Part = EVERYBODY) -> Linearised:
    """Return an indicator for a part of the population, or why there is none."""
    with np.errstate(all="ignore"):
        is_empty = not summed(population.weight * population.members(part)) > 0
    if is_empty:
        return no_figure("BENEFITS_FIFTH_EMPTY" if part.is_ranked else "BENEFITS_DOMAIN_EMPTY")
    try:
        with np.errstate(all="ignore"):
            found = INDICATORS[name](population, part)
    except ArithmeticError:
        return no_figure("BENEFITS_TOO_LARGE")
    return found if found.value is None or isfinite(found.value) else no_figure("BENEFITS_TOO_LARGE")
