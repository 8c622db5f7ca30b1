"""The first pass over all parts: bins that are narrow enough, and the populations counted in them."""

from collections.abc import Sequence

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.kernels.binning import Binning, binning_of, cut_again, uncertainty
from openssi.microdata.kernels.first_pass import TOTALS, first_pass
from openssi.microdata.kernels.population import Population
from openssi.microdata.kernels.requests import Request
from openssi.microdata.kernels.rows import Rows
from openssi.microdata.kernels.workers import Workers, parts_of_rows

BLOCK = 1 << 18
"""Rows whose plain sums are added up before the next: rounding grows with the rows of a block, not of the file."""

LOOKED_AT = 1 << 16
"""About how many rows the bins and the unit are chosen by."""


def unit_of(welfare: Floats) -> float:
    """Return a power of two that makes incomes in the middle about 1."""
    middle = _middle(welfare)
    return float(2.0 ** -np.clip(np.round(np.log2(middle)), -1000, 1000)) if middle > 0 else 1.0


def smooth_functions(requests: Sequence[Request]) -> tuple[bool, bool, bool]:
    """Tell whether logarithms, roots and inverses are wanted."""
    families = {(each.family, each.power) for each in requests}
    logs = bool(families & {("theil", 0.0), ("mld", 0.0), ("jdiv", 0.0), ("atkinson", 1.0)})
    inverses = bool(families & {("atkinson", 2.0), ("prosperity_gap", 0.0)})
    return logs, ("atkinson", 0.5) in families, inverses


def count(
    rows: Rows, requests: Sequence[Request], workers: Workers, known: Binning | None = None
) -> tuple[Binning, list[Population]]:
    """Return bins, and the populations: everybody; or each domain, the rest, and everybody.

    Args:
        rows: The rows.
        requests: What is asked for.
        workers: Threads.
        known: Bins to begin with, of the same incomes.
    """
    binning = known or binning_of(rows.welfare[:: max(1, len(rows.welfare) // LOOKED_AT)] * rows.unit)
    centre = _middle(rows.welfare) * rows.unit
    wanted = np.array(smooth_functions(requests))
    while True:
        found = _counted(rows, binning, centre, wanted, workers)
        if not any(each.family in {"gini", "polarization"} for each in requests):
            return binning, found
        uncertain = [uncertainty(binning, each.persons_by_bin, each.incomes_by_bin) for each in found]
        finer = cut_again(binning, np.max(uncertain, axis=0))
        if finer is None:
            return binning, found
        binning = finer


def _counted(rows: Rows, binning: Binning, centre: float, wanted: np.ndarray, workers: Workers) -> list[Population]:
    domains = rows.domains + 1 if rows.codes.size else 1
    length = BLOCK * (4 if rows.codes.size else 1)

    def of(span: tuple[int, int]) -> tuple[Floats, Floats]:
        bins, totals = ((domains, binning.number, 2), (domains, TOTALS))
        found = (np.zeros(bins), np.zeros(totals), np.zeros(bins), np.zeros(totals))
        first_pass(rows, binning.bins, (*span, length), centre, wanted, found)
        return found[:2]

    parts = workers.each("bins", parts_of_rows(len(rows.welfare)), of)
    by_bin, totals = parts[0]
    for more_by_bin, more_totals in parts[1:]:
        by_bin += more_by_bin
        totals += more_totals
    columns = np.ascontiguousarray(np.moveaxis(by_bin, 2, 0))
    found = [Population(columns[0, i], columns[1, i], totals[i]) for i in range(domains)]
    if rows.codes.size:
        found.append(Population(columns[0].sum(axis=0), columns[1].sum(axis=0), totals.sum(axis=0)))
    return found


def _middle(welfare: Floats) -> float:
    looked_at = np.sort(welfare[:: max(1, len(welfare) // LOOKED_AT)])
    above = looked_at[looked_at > 0]
    chosen = above if len(above) else looked_at
    return float(chosen[len(chosen) // 2]) if len(chosen) else 0.0
