"""Influences of figures as the tables of coefficients that the last pass takes."""

from collections.abc import Sequence

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.kernels.figures import Figure
from openssi.microdata.kernels.last_pass import ABOVE, FUNCTIONS, INCOME_LOG, INVERSE, LANES, LOG, ROOT, Plan
from openssi.microdata.kernels.population import Population
from openssi.microdata.kernels.smooth_figures import bins_above


def plan_of(
    figures: Sequence[Sequence[Figure]],
    line: Floats,
    populations: Sequence[Population],
    into: Sequence[int] | None = None,
) -> Plan:
    """Return the plan of the last pass.

    Args:
        figures: Of each domain, at most 16 each.
        line: Influence on the median or mean of the whole population: see `Plan`.
        populations: The domains.
        into: See `Plan`; None where each domain is by itself.
    """
    tables = [_table(each) for each in figures]
    most = max(len(cuts) for cuts, _ in tables)
    cuts = np.full((len(figures), most), np.inf)
    coefficients = np.zeros((len(figures), most + 1, FUNCTIONS * LANES))
    slopes = np.zeros((len(figures), LANES))
    for domain, (own_cuts, own) in enumerate(tables):
        cuts[domain, : len(own_cuts)] = own_cuts
        coefficients[domain, : len(own)] = own
        slopes[domain, : len(figures[domain])] = [each.slope for each in figures[domain]]
    used = {term.function for each in figures for figure in each for term in figure.influence or ()}
    wanted = [bool(used & functions) for functions in ({LOG, INCOME_LOG}, {ROOT}, {INVERSE}, {ABOVE})]
    above = [bins_above(each) for each in populations] if wanted[3] else []
    table = np.stack(above) if above else np.zeros((1, 1, 4))
    entered = np.array(range(len(figures)) if into is None else into, dtype=np.int64)
    return Plan(cuts, coefficients, slopes, line, entered, np.array(wanted), table)


def _table(figures: Sequence[Figure]) -> tuple[Floats, Floats]:
    """Return the cuts of one domain, ascending, and the coefficients of the intervals between them."""
    terms = [(lane, term) for lane, figure in enumerate(figures) for term in figure.influence or ()]
    cuts = np.unique([end for _, term in terms for end in (term.low, term.high) if np.isfinite(end)])
    starts = np.append(-np.inf, cuts)
    found = np.zeros((len(starts), FUNCTIONS, LANES))
    for lane, term in terms:
        found[(starts >= term.low) & (starts < term.high), term.function, lane] += term.times
    return cuts, found.reshape(len(starts), -1)
