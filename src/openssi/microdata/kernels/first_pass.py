"""Compiled, first pass: persons and incomes by bin, and the totals that smooth measures are made of."""

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Floats
from openssi.microdata.kernels.bits import bin_of, key_of, logarithm
from openssi.microdata.kernels.compiled import inner, kernel, summing
from openssi.microdata.kernels.rows import Bins, Rows

CHUNK = 512
"""Rows that are looked at together; what is worked out for them stays in the first cache."""

COUNT, CENTRED, CENTRED_SQUARE, OWN = range(4)
"""Totals: rows with a weight, w (y - c), w (y - c)^2, w^2 y."""

P_COUNT, P_PERSONS, P_INCOMES, P_SQUARE, P_LOG, P_INCOME_LOG, P_ROOT, P_INVERSE = range(4, 12)
"""Totals of incomes above zero: rows with a weight, w, w y, w y^2, w log y, w y log y, w y^(1/2), w / y."""

ALL_ROWS = 12
"""Rows, with a weight or not."""

TOTALS = 13


Found = tuple[Floats, Floats, Floats, Floats]
"""Bins, totals, and the same again for the block at hand."""


@kernel
def first_pass(
    rows: Rows, bins: Bins, span: tuple[int, int, int], centre: float, wanted: npt.NDArray[np.bool_], found: Found
) -> None:
    """Add the rows of a span to what was found.

    Args:
        rows: The rows.
        bins: The bins.
        span: First row, row after the last, and rows of a block: within a block sums are plain, blocks are added up.
        centre: c, an income in the middle.
        wanted: Whether logarithms, roots and inverses are.
        found: Bins of shape (domains + 1, bins, 2) for persons and incomes, totals of shape (domains + 1, 13), and a
            pair of the same shapes for the work.
    """
    by_bin, totals, block_by_bin, block_totals = found
    first, last, length = span
    incomes = np.empty(CHUNK)
    for block in range(first, last, length):
        end = min(block + length, last)
        block_by_bin[:] = 0.0
        block_totals[:] = 0.0
        for start in range(block, end, CHUNK):
            stop = min(start + CHUNK, end)
            if rows.codes.size:
                _totals_by_domain(rows, start, stop, centre, block_totals)
            else:
                _totals_of_all(rows, start, stop, centre, wanted, incomes, block_totals[0])
            _bins(rows, bins, start, stop, block_by_bin)
        by_bin += block_by_bin
        totals += block_totals


@inner
def _totals_of_all(
    rows: Rows, start: int, stop: int, centre: float, wanted: npt.NDArray[np.bool_], incomes: Floats, totals: Floats
) -> None:
    welfare, weight = incomes[: stop - start], rows.weight[start:stop]
    for i in range(stop - start):
        welfare[i] = rows.welfare[start + i] * rows.unit
    _counts(welfare, weight, totals)
    _squares(welfare, weight, centre, totals)
    _above_zero(welfare, weight, totals)
    if wanted[0]:
        _logs(welfare, weight, totals)
    if wanted[1]:
        _roots(welfare, weight, totals)
    if wanted[2]:
        _inverses(welfare, weight, totals)


@summing
def _counts(welfare: Floats, weight: Floats, totals: Floats) -> None:
    count = above = 0.0
    for i in range(welfare.size):
        counts = 1.0 if weight[i] > 0.0 else 0.0
        count += counts
        above += counts if welfare[i] > 0.0 else 0.0
    totals[ALL_ROWS] += welfare.size
    totals[COUNT] += count
    totals[P_COUNT] += above


@summing
def _squares(welfare: Floats, weight: Floats, centre: float, totals: Floats) -> None:
    away = square = own = 0.0
    for i in range(welfare.size):
        distance = weight[i] * (welfare[i] - centre)
        away += distance
        square += distance * (welfare[i] - centre)
        own += weight[i] * weight[i] * welfare[i]
    totals[CENTRED] += away
    totals[CENTRED_SQUARE] += square
    totals[OWN] += own


@summing
def _above_zero(welfare: Floats, weight: Floats, totals: Floats) -> None:
    persons = incomes = square = 0.0
    for i in range(welfare.size):
        w = weight[i] if welfare[i] > 0.0 else 0.0
        persons += w
        w *= welfare[i]
        incomes += w
        square += w * welfare[i]
    totals[P_PERSONS] += persons
    totals[P_INCOMES] += incomes
    totals[P_SQUARE] += square


@summing
def _logs(welfare: Floats, weight: Floats, totals: Floats) -> None:
    log_sum = income_log_sum = 0.0
    for i in range(welfare.size):
        y = welfare[i] if welfare[i] > 0.0 else 1.0
        log = weight[i] * logarithm(y)
        log_sum += log
        income_log_sum += y * log
    totals[P_LOG] += log_sum
    totals[P_INCOME_LOG] += income_log_sum


@summing
def _roots(welfare: Floats, weight: Floats, totals: Floats) -> None:
    summed = 0.0
    for i in range(welfare.size):
        summed += weight[i] * np.sqrt(max(0.0, welfare[i]))
    totals[P_ROOT] += summed


@summing
def _inverses(welfare: Floats, weight: Floats, totals: Floats) -> None:
    summed = 0.0
    for i in range(welfare.size):
        above = welfare[i] > 0.0
        summed += (weight[i] if above else 0.0) / (welfare[i] if above else 1.0)
    totals[P_INVERSE] += summed


@inner
def _totals_by_domain(rows: Rows, start: int, stop: int, centre: float, totals: Floats) -> None:
    for i in range(start, stop):
        y, w = rows.welfare[i] * rows.unit, rows.weight[i]
        row = totals[domain_of(rows, i)]
        row[ALL_ROWS] += 1.0
        row[COUNT] += 1.0 if w > 0.0 else 0.0
        row[CENTRED] += w * (y - centre)
        row[CENTRED_SQUARE] += w * (y - centre) * (y - centre)
        row[OWN] += w * w * y
        if y > 0.0:
            log = logarithm(y)
            row[P_COUNT] += 1.0 if w > 0.0 else 0.0
            row[P_PERSONS] += w
            row[P_INCOMES] += w * y
            row[P_SQUARE] += w * y * y
            row[P_LOG] += w * log
            row[P_INCOME_LOG] += w * y * log
            row[P_ROOT] += w * np.sqrt(y)
            row[P_INVERSE] += w / y


@inner
def domain_of(rows: Rows, i: int) -> int:
    """Return the domain of a row, `domains` for one that is not looked at."""
    if rows.codes.size == 0:
        return 0
    domain = int(rows.codes[i]) - rows.first_code
    return domain if 0 <= domain < rows.domains else rows.domains


@inner
def _bins(rows: Rows, bins: Bins, start: int, stop: int, by_bin: Floats) -> None:
    persons = 0.0
    for i in range(start, stop):
        persons += rows.weight[i]
        again = i + 1 < stop and rows.welfare[i + 1] == rows.welfare[i] and domain_of(rows, i + 1) == domain_of(rows, i)
        # Persons of a household have one income and are counted together.
        if not again:
            y = rows.welfare[i] * rows.unit
            pair = by_bin[domain_of(rows, i), bin_of(key_of(y), bins)]
            pair[0] += persons
            pair[1] += persons * y
            persons = 0.0
