"""The last pass over all parts, and the variances that come of it."""

from dataclasses import dataclass

import numpy as np

from openssi.microdata.arrays import Floats
from openssi.microdata.design import Design
from openssi.microdata.kernels.binning import Binning
from openssi.microdata.kernels.last_pass import LANES, Moments, Plan, Psus, Work, count_psus, last_pass
from openssi.microdata.kernels.rows import Rows, as_kept
from openssi.microdata.kernels.workers import Workers, parts_of_psus

NEVER_DRAWN = 1e-7
"""Share of a stratum left undrawn below which it counts as wholly drawn and adds nothing."""

ROUNDING = 1e-14
"""Share of the sums of squares below which a variance is what rounding leaves of none."""


@dataclass(frozen=True, slots=True)
class Strata:
    """Strata as the last pass takes them, and what is done with those of one PSU."""

    design: Design
    psus: Psus

    @classmethod
    def of(cls, design: Design) -> "Strata":
        """Count the PSUs of each stratum."""
        size = np.zeros(len(design.strata), dtype=np.int64)
        starts, stratum = as_kept(design.psu_starts, np.int64), as_kept(design.stratum_of_psu, np.int32)
        count_psus(stratum, size)
        fraction = design.sampled_fraction
        left = np.ones(len(size)) if fraction is None else 1.0 - fraction
        left = np.where(left > NEVER_DRAWN, left, 0.0)
        factor = left * size / np.maximum(size - 1, 1)
        return cls(design, Psus(starts, stratum, size, factor, left))

    @property
    def single(self) -> int:
        """Number of strata of one PSU that were not wholly drawn."""
        return int(np.count_nonzero((self.psus.size == 1) & (self.psus.left > 0)))

    @property
    def occupied(self) -> int:
        """Number of strata with a PSU."""
        return int(np.count_nonzero(self.psus.size))


def variances(rows: Rows, binning: Binning, strata: Strata, plan: Plan, workers: Workers) -> Floats | None:
    """Return the variance of each measure in each domain, shape (domains, 16).

    It is sum_h (1 - f_h) n_h / (n_h - 1) sum_i (z_hi - mean z_h)^2 with z_hi the total of weight times influence in
    PSU i of stratum h. None where strata of one PSU are all there is and the policy is `average`.
    """

    def of(span: tuple[int, int]) -> Moments:
        moments = _moments(rows.domains)
        last_pass(rows, binning.bins, strata.psus, span, plan, moments, _work(rows.domains))
        return moments

    parts = workers.each("influences", parts_of_psus(strata.psus.starts), of)
    _join_pieces(parts, strata.psus, plan)
    return _with_single(parts, strata, plan)


def _join_pieces(parts: list[Moments], psus: Psus, plan: Plan) -> None:
    """Add the strata that lie in several parts, from their pieces, to the first part."""
    pieces = [(part.piece_line[i], part.piece[i]) for part in parts for i in (0, 1) if part.piece_line[i, 1]]
    for stratum in sorted({int(line[0]) for line, _ in pieces}):
        line = sum(line for line, _ in pieces if line[0] == stratum)
        sums = sum(sums for line, sums in pieces if line[0] == stratum)
        _add_stratum(parts[0], psus.factor[stratum], plan.slopes, np.asarray(line), np.asarray(sums))


def _add_stratum(moments: Moments, factor: float, slopes: Floats, line: Floats, sums: Floats) -> None:
    _, count, u, squares = line
    z, z_squares = sums[:, :LANES], sums[:, LANES:]
    moments.spread[:] += factor * (z_squares - z * (z + 2 * u * slopes) / count)
    moments.gross[:] += factor * np.abs(z_squares)
    moments.line[0] += factor * (squares - u * u / count)
    moments.line[1] += factor * squares


def _with_single(parts: list[Moments], strata: Strata, plan: Plan) -> Floats | None:
    spread, gross, total, single, line = (
        np.sum([getattr(part, name) for part in parts], axis=0)
        for name in ("spread", "gross", "total", "single", "line")
    )
    k = plan.slopes
    found = spread + k * k * line[0]
    found = np.where(found <= ROUNDING * (gross + k * k * line[1]), 0.0, found)
    if strata.single and strata.design.single_psu == "average":
        others = strata.occupied - strata.single
        return found * strata.occupied / others if others else None
    if strata.single and strata.design.single_psu == "centred":
        mean = (total + k * line[2]) / strata.design.psus
        away = single[1] + k * k * line[4] - 2 * mean * (single[0] + k * line[3]) + mean * mean * line[5]
        found = found + np.maximum(away, 0.0)
    return np.asarray(found)


def _moments(domains: int) -> Moments:
    shape = (domains, LANES)
    return Moments(
        spread=np.zeros(shape),
        gross=np.zeros(shape),
        total=np.zeros(shape),
        single=np.zeros((2, *shape)),
        line=np.zeros(6),
        piece=np.zeros((2, domains, 2 * LANES)),
        piece_line=np.zeros((2, 4)),
    )


def _work(domains: int) -> Work:
    return Work(
        psu=np.zeros((domains, LANES)),
        psu_domains=np.zeros(domains, dtype=np.int64),
        stratum=np.zeros((domains, 2 * LANES)),
        stratum_domains=np.zeros(domains + 1, dtype=np.int64),
        seen_psu=np.full(domains, -1, dtype=np.int64),
        seen_stratum=np.full(domains, -1, dtype=np.int64),
        line=np.zeros(3),
    )
