"""Compiled, second pass: the rows of the few bins in which quantiles lie; and sums below a line."""

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Floats, Offsets
from openssi.microdata.kernels.bits import bin_of, key_of, logarithm
from openssi.microdata.kernels.compiled import inner, kernel, summing
from openssi.microdata.kernels.first_pass import CHUNK, domain_of
from openssi.microdata.kernels.rows import Bins, Rows

POOR, GAP, SQUARED_GAP, POOR_ABOVE_ZERO, POOR_LOG = range(5)
"""Sums below a line: w, w g, w g^2 with g = (z - y) / z; then, of incomes above zero, w and w log y."""


@kernel
def gather(
    rows: Rows, bins: Bins, span: tuple[int, int], slots: npt.NDArray[np.int32], found: tuple[Floats, Floats, Offsets]
) -> None:
    """Collect the rows with a weight that lie in chosen bins.

    Args:
        rows: The rows.
        bins: The bins.
        span: First row and row after the last.
        slots: Number of the place for each bin, or -1; by domain, everybody in the last row where there are domains.
        found: Incomes and weights, both of shape (places, length), and how many rows each place was to take; those
            beyond its length are only counted.
    """
    incomes, weights, counts = found
    length, everybody = incomes.shape[1], slots.shape[0] - 1
    for i in range(span[0], span[1]):
        y, w = rows.welfare[i] * rows.unit, rows.weight[i]
        own = bin_of(key_of(y), bins)
        place, other = slots[domain_of(rows, i), own], np.int32(-1)
        if rows.codes.size:
            other = slots[everybody, own]
        while place >= 0 or other >= 0:
            if place >= 0 and w > 0.0:
                if counts[place] < length:
                    incomes[place, counts[place]] = y
                    weights[place, counts[place]] = w
                counts[place] += 1
            place, other = other, np.int32(-1)


@kernel
def narrow(rows: Rows, span: tuple[int, int], domain: int, low: np.uint64, shift: np.uint64, found: Floats) -> None:
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


@kernel
def below_line(rows: Rows, span: tuple[int, int], lines: Floats, cuts: Floats, logs: bool, found: Floats) -> None:
    """Add up, by domain, the sums of those with an income below a cut.

    Args:
        rows: The rows.
        span: First row and row after the last.
        lines: z of each domain and of the rest, shape (domains + 1,); above zero.
        cuts: Who has less is poor; of the same shape.
        logs: Whether logarithms are wanted.
        found: Shape (domains + 1, 5).
    """
    incomes = np.empty(CHUNK)
    for start in range(span[0], span[1], CHUNK):
        stop = min(start + CHUNK, span[1])
        if rows.codes.size:
            _below_by_domain(rows, start, stop, lines, cuts, found)
        else:
            welfare, weight = incomes[: stop - start], rows.weight[start:stop]
            for i in range(stop - start):
                welfare[i] = rows.welfare[start + i] * rows.unit
            _gaps(welfare, weight, lines[0], cuts[0], found[0])
            if logs:
                _logs_below(welfare, weight, cuts[0], found[0])


@summing
def _gaps(welfare: Floats, weight: Floats, line: float, cut: float, found: Floats) -> None:
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


@summing
def _logs_below(welfare: Floats, weight: Floats, cut: float, found: Floats) -> None:
    persons = logs = 0.0
    for i in range(welfare.size):
        above = (welfare[i] > 0.0) & (welfare[i] < cut)
        w = weight[i] if above else 0.0
        persons += w
        logs += w * logarithm(welfare[i] if above else 1.0)
    found[POOR_ABOVE_ZERO] += persons
    found[POOR_LOG] += logs


@inner
def _below_by_domain(rows: Rows, start: int, stop: int, lines: Floats, cuts: Floats, found: Floats) -> None:
    for i in range(start, stop):
        y, w, domain = rows.welfare[i] * rows.unit, rows.weight[i], domain_of(rows, i)
        if y < cuts[domain]:
            row = found[domain]
            gap = (lines[domain] - y) / lines[domain]
            row[POOR] += w
            row[GAP] += w * gap
            row[SQUARED_GAP] += w * gap * gap
            if y > 0.0:
                row[POOR_ABOVE_ZERO] += w
                row[POOR_LOG] += w * logarithm(y)
