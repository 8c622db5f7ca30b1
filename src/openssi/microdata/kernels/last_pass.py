"""Compiled, last pass: the influence of each row, added up within its PSU; the squares of that within its stratum.

Between two cuts (quantiles, lines, zero) the influence of a row with income y and weight w on any measure is a
combination of 1, y, y^2, log y, y log y, y^(1/2), 1 / y, w y and phi(y) = sum_j w_j max(y_j, y), the last for the Gini
coefficient. So a measure is a table of coefficients by interval, and all measures are worked out at once.

A rate below a national line depends on persons of all domains through that line. If A is the total of the PSU within
the domain, U what it adds to the line, and k the slope of the measure by the line, then z = A + k U. Only A is kept by
domain: sums of A and of A (A + 2 k U) over the PSUs that a domain occurs in, and sums of U and U^2 over all, give the
variance.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Codes, Floats, Offsets
from openssi.microdata.kernels.bits import bin_of, key_of, logarithm
from openssi.microdata.kernels.compiled import inner, kernel, summing
from openssi.microdata.kernels.first_pass import CHUNK, domain_of
from openssi.microdata.kernels.rows import Bins, Rows

LANES = 16
"""Measures that are worked out together."""

ONE, INCOME, SQUARE, LOG, INCOME_LOG, ROOT, INVERSE, OWN_WEIGHT, ABOVE = range(9)
"""Functions of a row that an influence is made of."""

FUNCTIONS = 9


class Psus(NamedTuple):
    """First row and stratum of each PSU; by stratum, number of PSUs, factor of the variance, share undrawn."""

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
        into: The domain whose sums each domain enters: its own, but for measures that compare two parts of a domain.
        wanted: Whether logarithms, roots, inverses and phi are.
        above: By domain and bin: incomes above it, persons below it, incomes and persons in it.
    """

    cuts: Floats
    coefficients: Floats
    slopes: Floats
    line: Floats
    into: Offsets
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


@kernel
def last_pass(  # noqa: C901, PLR0912 - calls within the loops would cost more than what they do
    rows: Rows, bins: Bins, psus: Psus, span: tuple[int, int], plan: Plan, moments: Moments, work: Work
) -> None:
    """Add the PSUs of a span, first and one after the last, to the moments."""
    cuts, c, slopes, line = plan.cuts, plan.coefficients, plan.slopes, plan.line
    sums, stratum_sums = work.psu, work.stratum
    values, kinds = np.zeros((5, CHUNK)), np.zeros(CHUNK, dtype=np.int64)
    start, filled = 0, 0
    for psu in range(span[0], span[1]):
        u = run = run_squares = 0.0
        occurring, end = 0, psus.starts[psu + 1]
        for i in range(psus.starts[psu], end):
            if i >= filled:
                start, filled = i, min(i + CHUNK, psus.starts[span[1]])
                _fill(rows, bins, start, filled, plan, values, kinds)
            j, d = kinds[i - start], domain_of(rows, i)
            run += rows.weight[i]
            run_squares += rows.weight[i] * rows.weight[i]
            # Persons of a household have one income: what they share is worked out once.
            if i + 1 < min(end, filled) and kinds[i + 1 - start] == j:
                continue
            w, y, x7 = run, values[0, j], run_squares * values[0, j]
            run = run_squares = 0.0
            u += w * (line[0] + (line[1] if y < line[2] else 0.0) + line[3] * y)
            if d == rows.domains:
                continue
            own = plan.into[d]
            if work.seen_psu[own] != psu:
                work.seen_psu[own] = psu
                work.psu_domains[occurring] = own
                occurring += 1
                for m in range(LANES):
                    sums[own, m] = 0.0
            k = 0
            for cut in range(cuts.shape[1]):
                k += y >= cuts[d, cut]
            wy, x6, x8 = w * y, w * values[3, j], w * values[4, j]
            x2, x3, x4, x5 = wy * y, w * values[1, j], wy * values[1, j], w * values[2, j]
            for m in range(LANES):
                plain = w * c[d, k, m] + wy * c[d, k, m + 16] + x2 * c[d, k, m + 32] + x3 * c[d, k, m + 48]
                more = x4 * c[d, k, m + 64] + x5 * c[d, k, m + 80] + x6 * c[d, k, m + 96] + x7 * c[d, k, m + 112]
                sums[own, m] += plain + more + x8 * c[d, k, m + 128]
        stratum = psus.stratum[psu]
        for place in range(occurring):
            d = work.psu_domains[place]
            if work.seen_stratum[d] != stratum:
                work.seen_stratum[d] = stratum
                work.stratum_domains[0] += 1
                work.stratum_domains[work.stratum_domains[0]] = d
                for m in range(2 * LANES):
                    stratum_sums[d, m] = 0.0
            for m in range(LANES):
                z = sums[d, m]
                stratum_sums[d, m] += z
                stratum_sums[d, m + 16] += z * (z + 2.0 * u * slopes[d, m])
        work.line[0] += 1.0
        work.line[1] += u
        work.line[2] += u * u
        if psu + 1 == span[1] or psus.stratum[psu + 1] != stratum:
            _end_stratum(psus, stratum, plan.slopes, moments, work)


@inner
def _fill(rows: Rows, bins: Bins, start: int, stop: int, plan: Plan, values: Floats, kinds: Offsets) -> None:
    """Work out functions of incomes, once for neighbours that have the same and lie in the same domain."""
    kind = -1
    before, domain_before = np.nan, -1
    for i in range(start, stop):
        y, domain = rows.welfare[i] * rows.unit, domain_of(rows, i)
        kind += y != before or domain != domain_before
        before, domain_before = y, domain
        kinds[i - start] = kind
        values[0, kind] = y
        values[4, kind] = domain
    size = kind + 1
    if plan.wanted[0]:
        _logs(values[0, :size], values[1])
    if plan.wanted[1]:
        _roots(values[0, :size], values[2])
    if plan.wanted[2]:
        _inverses(values[0, :size], values[3])
    if plan.wanted[3]:
        _above(bins, plan.above, values[0, :size], values[4])


@summing
def _logs(incomes: Floats, values: Floats) -> None:
    for i in range(incomes.size):
        values[i] = logarithm(incomes[i] if incomes[i] > 0.0 else 1.0)


@summing
def _roots(incomes: Floats, values: Floats) -> None:
    for i in range(incomes.size):
        values[i] = np.sqrt(max(0.0, incomes[i]))


@summing
def _inverses(incomes: Floats, values: Floats) -> None:
    for i in range(incomes.size):
        values[i] = 1.0 / (incomes[i] if incomes[i] > 0.0 else 1.0)


@inner
def _above(bins: Bins, above: Floats, incomes: Floats, values: Floats) -> None:
    """Put phi in the place of the number of the domain."""
    for i in range(incomes.size):
        d, y = np.int64(values[i]), incomes[i]
        if d < above.shape[0]:
            own = bin_of(key_of(y), bins)
            values[i] = above[d, own, 0] + above[d, own, 1] * y + max(above[d, own, 2], above[d, own, 3] * y)


@inner
def _end_stratum(psus: Psus, stratum: int, slopes: Floats, moments: Moments, work: Work) -> None:
    count, u = work.line[0], work.line[1]
    factor, left = psus.factor[stratum], psus.left[stratum]
    complete = count == psus.size[stratum]
    piece = 0 if moments.piece_line[0, 1] == 0.0 else 1
    for place in range(1, work.stratum_domains[0] + 1):
        d = work.stratum_domains[place]
        for m in range(LANES):
            z, squares = work.stratum[d, m], work.stratum[d, m + LANES]
            moments.total[d, m] += z
            if not complete:
                moments.piece[piece, d, m] = z
                moments.piece[piece, d, m + LANES] = squares
            elif count > 1.0:
                moments.spread[d, m] += factor * (squares - z * (z + 2.0 * u * slopes[d, m]) / count)
                moments.gross[d, m] += factor * abs(squares)
            else:
                moments.single[0, d, m] += left * z
                moments.single[1, d, m] += left * squares
    _end_line(psus, stratum, complete, piece, moments, work)


@inner
def _end_line(psus: Psus, stratum: int, complete: bool, piece: int, moments: Moments, work: Work) -> None:
    count, u, squares = work.line[0], work.line[1], work.line[2]
    factor, left = psus.factor[stratum], psus.left[stratum]
    moments.line[2] += u
    if not complete:
        moments.piece_line[piece, 0] = stratum
        moments.piece_line[piece, 1] = count
        moments.piece_line[piece, 2] = u
        moments.piece_line[piece, 3] = squares
    elif count > 1.0:
        moments.line[0] += factor * (squares - u * u / count)
        moments.line[1] += factor * squares
    else:
        moments.line[3] += left * u
        moments.line[4] += left * squares
        moments.line[5] += left
    work.stratum_domains[0] = 0
    work.line[0] = work.line[1] = work.line[2] = 0.0


@kernel
def count_psus(stratum: Codes, found: Offsets) -> None:
    """Count the PSUs of each stratum."""
    for psu in range(stratum.size):
        found[stratum[psu]] += 1
