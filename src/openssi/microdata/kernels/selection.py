"""Compiled, second pass: the rows of the few bins in which quantiles lie; and sums below a line."""

from typing import Any

import numpy as np
from numba import njit

from openssi.microdata.kernels.bits import FAST, bin_of, key_of, logarithm
from openssi.microdata.kernels.first_pass import CHUNK, domain_of

POOR, GAP, SQUARED_GAP, POOR_ABOVE_ZERO, POOR_LOG = range(5)
"""Sums below a line: w, w g, w g^2 with g = (z - y) / z; then, of incomes above zero, w and w log y."""


@njit(nogil=True, cache=True, error_model="numpy")
def gather(rows: Any, bins: Any, span: Any, slots: Any, found: Any) -> None:
    """Collect the rows with a weight that lie in chosen bins.

    Args:
        rows: The rows.
        bins: The bins.
        span: First row and row after the last.
        slots: Number of the place for each bin, or -1; by domain, with everybody in the last row where there are domains.
        found: Incomes and weights, both of shape (places, length), and how many rows each place was to take; those
            beyond its length are only counted.
    """
    incomes, weights, counts = found
    everybody = slots.shape[0] - 1
    for i in range(span[0], span[1]):
        w = rows.weight[i]
        if w <= 0.0:
            continue
        y = rows.welfare[i] * rows.unit
        own = bin_of(key_of(y), bins)
        _put(slots[domain_of(rows, i), own], y, w, incomes, weights, counts)
        if rows.codes.size:
            _put(slots[everybody, own], y, w, incomes, weights, counts)


@njit(error_model="numpy")
def _put(place: int, y: float, w: float, incomes: Any, weights: Any, counts: Any) -> None:
    if place >= 0:
        if counts[place] < incomes.shape[1]:
            incomes[place, counts[place]] = y
            weights[place, counts[place]] = w
        counts[place] += 1


@njit(nogil=True, cache=True, error_model="numpy")
def narrow(rows: Any, span: Any, domain: int, low: Any, shift: Any, found: Any) -> None:
    """Add up persons, incomes and rows of one domain (-1: everybody) by bins of 2^shift keys from a lowest one."""
    size = np.uint64(found.shape[0])
    for i in range(span[0], span[1]):
        if rows.weight[i] <= 0.0 or (domain >= 0 and domain_of(rows, i) != domain):
            continue
        y = rows.welfare[i] * rows.unit
        key = key_of(y)
        if key < low:
            continue
        place = (key - low) >> shift
        if place < size:
            found[place, 0] += rows.weight[i]
            found[place, 1] += rows.weight[i] * y
            found[place, 2] += 1.0


@njit(nogil=True, cache=True, error_model="numpy")
def below_line(rows: Any, span: Any, line: float, cut: float, logs: bool, found: Any) -> None:
    """Add up, by domain, the sums of those with an income below a cut.

    Args:
        rows: The rows.
        span: First row and row after the last.
        line: z, above zero.
        cut: Who has less is poor.
        logs: Whether logarithms are wanted.
        found: Shape (domains + 1, 5).
    """
    incomes = np.empty(CHUNK)
    for start in range(span[0], span[1], CHUNK):
        stop = min(start + CHUNK, span[1])
        if rows.codes.size:
            _below_by_domain(rows, start, stop, line, cut, found)
        else:
            welfare, weight = incomes[: stop - start], rows.weight[start:stop]
            for i in range(stop - start):
                welfare[i] = rows.welfare[start + i] * rows.unit
            _gaps(welfare, weight, line, cut, found[0])
            if logs:
                _logs_below(welfare, weight, cut, found[0])


@njit(fastmath=FAST, error_model="numpy")
def _gaps(welfare: Any, weight: Any, line: float, cut: float, found: Any) -> None:
    poor = gap = squared = 0.0
    for i in range(welfare.size):
        w = weight[i] if welfare[i] < cut else 0.0
        g = (line - welfare[i]) * (1.0 / line)
        poor += w
        w *= g
        gap += w
        squared += w * g
    found[POOR] += poor
    found[GAP] += gap
    found[SQUARED_GAP] += squared


@njit(fastmath=FAST, error_model="numpy")
def _logs_below(welfare: Any, weight: Any, cut: float, found: Any) -> None:
    persons = logs = 0.0
    for i in range(welfare.size):
        above = (welfare[i] > 0.0) & (welfare[i] < cut)
        w = weight[i] if above else 0.0
        persons += w
        logs += w * logarithm(welfare[i] if above else 1.0)
    found[POOR_ABOVE_ZERO] += persons
    found[POOR_LOG] += logs


@njit(error_model="numpy")
def _below_by_domain(rows: Any, start: int, stop: int, line: float, cut: float, found: Any) -> None:
    for i in range(start, stop):
        y, w = rows.welfare[i] * rows.unit, rows.weight[i]
        if y < cut:
            row = found[domain_of(rows, i)]
            gap = (line - y) / line
            row[POOR] += w
            row[GAP] += w * gap
            row[SQUARED_GAP] += w * gap * gap
            if y > 0.0:
                row[POOR_ABOVE_ZERO] += w
                row[POOR_LOG] += w * logarithm(y)
