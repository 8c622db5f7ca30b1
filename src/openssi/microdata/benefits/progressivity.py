"""How progressive a programme is: who has most of it by rank of welfare before it, and what that does to inequality.

All ranks are the middle of the persons who have the same welfare before the programme, so that neither the order of
rows nor the scale of weights counts; the Gini coefficients here are `laeken` under every convention.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.benefits.incidence import Incidence, Part
from openssi.microdata.benefits.ranking import Ranking
from openssi.microdata.benefits.totals import Total, no_figure, summed
from openssi.microdata.measures.measure import Linearised

Kept = Total | str
"""A figure, or why there is none."""


def concentration(population: Incidence, part: Part) -> Linearised:
    """Return the concentration coefficient of transfers, persons being ranked by welfare before the programme.

    -1 where the poorest has all, 0 where all have the same, the Gini coefficient where each has a part of its welfare.

    Source: Kakwani (1977); influence as the derivative in the weights.
    """
    return _shown(_of_transfers(population, part))


def kakwani(population: Incidence, part: Part) -> Linearised:
    """Return the Gini coefficient before the programme less the concentration coefficient of transfers.

    Above 0 where the poorer have more of the transfers than of welfare.

    Source: Kakwani (1977).
    """
    before = _coefficient(population, population.before_transfer, population.before_transfer.welfare, part)
    return _shown(_less(before, _of_transfers(population, part)))


def reynolds_smolensky(population: Incidence, part: Part) -> Linearised:
    """Return the Gini coefficient before the programme less the concentration coefficient of welfare after it.

    It is what the programme would take off inequality if it left ranks as they were.

    Source: Reynolds and Smolensky (1977).
    """
    before = _coefficient(population, population.before_transfer, population.before_transfer.welfare, part)
    after = _coefficient(population, population.before_transfer, population.after, part)
    return _shown(_less(before, after))


def reranking(population: Incidence, part: Part) -> Linearised:
    """Return the Gini coefficient after the programme less the concentration coefficient of welfare after it.

    It is never below 0: what persons who pass each other give back of the redistribution.

    Source: Atkinson (1980); Plotnick (1981).
    """
    after = _coefficient(population, population.after_transfer, population.after, part)
    by_rank_before = _coefficient(population, population.before_transfer, population.after, part)
    return _shown(_less(after, by_rank_before))


def _of_transfers(population: Incidence, part: Part) -> Kept:
    found = _coefficient(population, population.before_transfer, population.transfer, part)
    return "BENEFITS_NOBODY_RECEIVES" if isinstance(found, str) else found


def _coefficient(population: Incidence, ranking: Ranking, amounts: Floats, part: Part) -> Kept:
    """Return 2 sum w a m / (N A) - 1, m being the persons with less welfare and half of those who have the same."""
    inside = population.members(part)
    weight = population.weight * inside
    persons, total = summed(weight), summed(weight * amounts)
    if not total > 0:
        return "BENEFITS_WELFARE_NOT_POSITIVE"
    middle, above = _ranks(ranking, weight, weight * amounts)
    ranked = summed(weight * amounts * middle)
    share = ranked / (persons * total)
    influence = (amounts * middle + above) / (persons * total) - share * (1 / persons + amounts / total)
    return Total(2 * share - 1, 2 * inside * influence)


def _ranks(ranking: Ranking, weight: Floats, held: Floats) -> tuple[Floats, Floats]:
    """Return, for each row, the persons below and what those above hold, half of those with the same welfare."""
    order = ranking.measured.order
    welfare = ranking.welfare[order]
    starts = np.flatnonzero(np.append(True, welfare[1:] != welfare[:-1]))
    sizes = np.diff(np.append(starts, len(welfare)))
    persons, amounts = (np.add.reduceat(each[order], starts) for each in (weight, held))
    middle, above = np.empty(len(welfare)), np.empty(len(welfare))
    middle[order] = np.repeat(np.cumsum(persons) - persons / 2, sizes)
    above[order] = np.repeat(np.cumsum(amounts[::-1])[::-1] - amounts / 2, sizes)
    return middle, above


def _less(whole: Kept, part: Kept) -> Kept:
    if isinstance(whole, str) or isinstance(part, str):
        return whole if isinstance(whole, str) else part
    return whole - part


def _shown(found: Kept) -> Linearised:
    return no_figure(found) if isinstance(found, str) else found.linearised


PROGRESSIVITY: Mapping[str, Callable[[Incidence, Part], Linearised]] = MappingProxyType(
    {
        "concentration": concentration,
        "kakwani": kakwani,
        "reynolds_smolensky": reynolds_smolensky,
        "reranking": reranking,
    }
)
