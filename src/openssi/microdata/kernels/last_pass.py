"""Compiled, last pass: the influence of each row, added up within its PSU; the squares of that within its stratum.

Between two cuts (quantiles, lines, zero) the influence of a row with income y and weight w on any measure is a combination
of 1, y, y^2, log y, y log y, y^(1/2), 1 / y, w y and phi(y) = sum_j w_j max(y_j, y), the last for the Gini coefficient. So a
measure is a table of coefficients by interval, and all measures are worked out at once.

A rate below a national line depends on persons of all domains through that line. If A is the total of the PSU within the
domain, U what it adds to the line, and k the slope of the measure by the line, then z = A + k U. Only A is kept by domain:
sums of A and of A (A + 2 k U) over the PSUs that a domain occurs in, and sums of U and U^2 over all, give the variance.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

from openssi.microdata.arrays import Codes, Floats, Offsets
from openssi.microdata.kernels.bits import FAST, bin_of, key_of, logarithm
from openssi.microdata.kernels.first_pass import CHUNK, domain_of

LANES = 16
"""Measures that are worked out together."""

ONE, INCOME, SQUARE, LOG, INCOME_LOG, ROOT, INVERSE, OWN_WEIGHT, ABOVE = range(9)
"""Functions of a row that an influence is made of."""

FUNCTIONS = 9


class Psus(NamedTuple):
    """PSUs and strata: first row of each PSU, its stratum, and by stratum PSUs, factor of the variance, share undrawn."""

    starts: Offsets
    stratum: Codes
    size: Offsets
    factor: Floats
    left: Floats


class Plan(NamedTuple):
    """Coefficients of influences.

    Attributes:
        cuts: By domain, ascending; interval i holds the incomes that reach i cuts.
        coefficients: Shape (domains, cuts + 1, 9 * 16).
        slopes: k, shape (domains, 16).
        line: Influence on the line: constant, further constant for incomes below a cut, that cut, factor of y.
        wanted: Whether logarithms, roots, inverses and phi are.
        above: By domain and bin: incomes above it, persons below it, incomes and persons in it.
    """

    cuts: Floats
    coefficients: Floats
    slopes: Floats
    line: Floats
    wanted: npt.NDArray[np.bool_]
    above: Floats


class Moments(NamedTuple):
    """Sums over PSUs; by domain and measure, shape (domains, 16), and `line_` for the national line alone.

    Attributes:
        spread: Variance so far.
        gross: The same before means were taken off.
        total: Sum of all PSUs.
        single: Of strata of one PSU: sums of z and z^2 times the share undrawn, shape (2, domains, 16).
        line: The same five for the line, and the sum of shares undrawn.
        piece: Of the first and the last stratum, where they are not complete: sums of z and z^2, (2, 2, domains, 16).
        piece_line: Of the same: stratum, PSUs, sums of U and U^2; shape (2, 4).
    """

    spread: Floats
    gross: Floats
    total: Floats
    single: Floats
    line: Floats
    piece: Floats
    piece_line: Floats


class Work(NamedTuple):
    """What is kept for the PSU and the stratum at hand."""

    psu: Floats
    psu_domains: Offsets
    stratum: Floats
    stratum_domains: Offsets
    seen_psu: Offsets
    seen_stratum: Offsets
    line: Floats


@njit(nogil=True, cache=True, error_model="numpy")
def last_pass(rows: Any, bins: Any, psus: Any, span: Any, plan: Any, moments: Any, work: Any) -> None:
    """Add the PSUs of a span, first and one after the last, to the moments."""
    values = np.zeros((6, CHUNK))
    psu, last = span
    if psu == last:
        return
    end = psus.starts[psu + 1]
    for start in range(psus.starts[psu], psus.starts[last], CHUNK):
        stop = min(start + CHUNK, psus.starts[last])
        for i in range(start, stop):
            values[5, i - start] = rows.welfare[i] * rows.unit
        _functions(values[5, : stop - start], plan.wanted, values)
        if plan.wanted[3]:
            _above(rows, bins, start, stop, plan.above, values[4])
        for i in range(start, stop):
            while i >= end:
                _end_psu(psus, psu, span, plan, moments, work)
                psu += 1
                end = psus.starts[psu + 1]
            y, w = values[5, i - start], rows.weight[i]
            work.line[0] += w * (plan.line[0] + (plan.line[1] if y < plan.line[2] else 0.0) + plan.line[3] * y)
            domain = domain_of(rows, i)
            if domain < rows.domains:
                if work.seen_psu[domain] != psu:
                    _enter(work.seen_psu, work.psu_domains, work.psu[domain], domain, psu)
                interval = _interval(plan.cuts[domain], y)
                _add(plan.coefficients[domain, interval], y, w, values[:, i - start], work.psu[domain])
    while psu < last:
        _end_psu(psus, psu, span, plan, moments, work)
        psu += 1


@njit(fastmath=FAST, error_model="numpy")
def _functions(welfare: Any, wanted: Any, values: Any) -> None:
    if wanted[0]:
        for i in range(welfare.size):
            values[0, i] = logarithm(welfare[i] if welfare[i] > 0.0 else 1.0)
    if wanted[1]:
        for i in range(welfare.size):
            values[1, i] = np.sqrt(welfare[i] if welfare[i] > 0.0 else 0.0)
    if wanted[2]:
        for i in range(welfare.size):
            values[2, i] = 1.0 / (welfare[i] if welfare[i] > 0.0 else 1.0)


@njit(error_model="numpy")
def _above(rows: Any, bins: Any, start: int, stop: int, above: Any, values: Any) -> None:
    for i in range(start, stop):
        domain = domain_of(rows, i)
        if domain < rows.domains:
            y = rows.welfare[i] * rows.unit
            own = above[domain, bin_of(key_of(y), bins)]
            values[i - start] = own[0] + own[1] * y + max(own[2], own[3] * y)


@njit(error_model="numpy")
def _interval(cuts: Any, y: float) -> int:
    found = 0
    for j in range(cuts.size):
        found += y >= cuts[j]
    return found


@njit(fastmath={"contract"}, error_model="numpy")
def _add(c: Any, y: float, w: float, values: Any, sums: Any) -> None:
    wy = w * y
    x2, x3, x4, x5 = wy * y, w * values[0], wy * values[0], w * values[1]
    x6, x7, x8 = w * values[2], w * wy, w * values[4]
    for m in range(LANES):
        plain = w * c[m] + wy * c[m + 16] + x2 * c[m + 32] + x3 * c[m + 48] + x4 * c[m + 64]
        sums[m] += plain + x5 * c[m + 80] + x6 * c[m + 96] + x7 * c[m + 112] + x8 * c[m + 128]


@njit(error_model="numpy")
def _enter(seen: Any, entered: Any, sums: Any, domain: int, number: int) -> None:
    """Note that a domain occurs in this PSU or stratum; its first element counts how many do."""
    seen[domain] = number
    sums[:] = 0.0
    entered[0] += 1
    entered[entered[0]] = domain


@njit(error_model="numpy")
def _end_psu(psus: Any, psu: int, span: Any, plan: Any, moments: Any, work: Any) -> None:
    stratum = psus.stratum[psu]
    u = work.line[0]
    for place in range(1, work.psu_domains[0] + 1):
        domain = work.psu_domains[place]
        if work.seen_stratum[domain] != stratum:
            _enter(work.seen_stratum, work.stratum_domains, work.stratum[domain], domain, stratum)
        _square(work.psu[domain], plan.slopes[domain], u, work.stratum[domain])
    work.psu_domains[0] = 0
    work.line[0] = 0.0
    work.line[1] += 1.0
    work.line[2] += u
    work.line[3] += u * u
    if psu + 1 == span[1] or psus.stratum[psu + 1] != stratum:
        _end_stratum(psus, stratum, plan, moments, work)


@njit(fastmath={"contract"}, error_model="numpy")
def _square(z: Any, slopes: Any, u: float, sums: Any) -> None:
    for m in range(LANES):
        sums[m] += z[m]
        sums[m + 16] += z[m] * (z[m] + 2.0 * u * slopes[m])


@njit(error_model="numpy")
def _end_stratum(psus: Any, stratum: int, plan: Any, moments: Any, work: Any) -> None:
    count = work.line[1]
    complete = count == psus.size[stratum]
    piece = 0 if moments.piece_line[0, 1] == 0.0 else 1
    for place in range(1, work.stratum_domains[0] + 1):
        domain = work.stratum_domains[place]
        sums = work.stratum[domain]
        moments.total[domain] += sums[:16]
        if not complete:
            moments.piece[piece, domain] = sums
        elif count > 1.0:
            factor, slope = psus.factor[stratum], plan.slopes[domain]
            means = sums[:16] * (sums[:16] + 2.0 * work.line[2] * slope) / count
            moments.spread[domain] += factor * (sums[16:] - means)
            moments.gross[domain] += factor * np.abs(sums[16:])
        else:
            moments.single[0, domain] += psus.left[stratum] * sums[:16]
            moments.single[1, domain] += psus.left[stratum] * sums[16:]
    _end_line(psus, stratum, complete, piece, moments, work)


@njit(error_model="numpy")
def _end_line(psus: Any, stratum: int, complete: bool, piece: int, moments: Any, work: Any) -> None:
    count, u, squares = work.line[1], work.line[2], work.line[3]
    moments.line[2] += u
    if not complete:
        moments.piece_line[piece] = np.array([float(stratum), count, u, squares])
    elif count > 1.0:
        moments.line[0] += psus.factor[stratum] * (squares - u * u / count)
        moments.line[1] += psus.factor[stratum] * squares
    else:
        left = psus.left[stratum]
        moments.line[3] += left * u
        moments.line[4] += left * squares
        moments.line[5] += left
    work.stratum_domains[0] = 0
    work.line[1:] = 0.0
