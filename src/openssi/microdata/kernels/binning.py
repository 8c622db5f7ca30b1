"""Bins of incomes: narrow where many incomes are, so narrow that a Gini coefficient may count a bin at its mean.

A cell is what the first 14 bits of a key have in common: a quarter of an octave, above or below zero. A cell that holds
a share p of the persons and is l wide adds p^2 l / (6 n^2) to the error of the mean difference if it is cut into n
bins, so n is taken in proportion to (p^2 l)^(1/3). The shares come from a sample of rows at equal distances.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Floats, Offsets
from openssi.microdata.kernels.rows import Bins

Keys = npt.NDArray[np.uint64]

BINS = 1 << 16
"""About how many bins cells with rows are cut into."""

TOLERANCE = 1e-9
"""How far a Gini coefficient may be off at most; bins are cut again until this is sure."""

_CELLS = 1 << 14
_CELL_BITS = 50
_LOOKED_AT = 1 << 16
_MOST_BITS = 16
_NEIGHBOUR_BITS = 6
_NEIGHBOURS = 24
_SIGN = np.uint64(1 << 63)
_LEVELS = 4


@dataclass(frozen=True, slots=True)
class Binning:
    """Bins, and how many bits of the key each leaves open.

    Attributes:
        bins: As the compiled passes take them.
        open_bits: Of each bin; a bin with none holds a single income.
    """

    bins: Bins
    open_bits: Offsets

    @property
    def number(self) -> int:
        """Number of bins."""
        return len(self.open_bits)

    @property
    def widths(self) -> Floats:
        """Greatest less least income that each bin can hold."""
        low = incomes_of(self.bins.low[:-1])
        high = incomes_of(self.bins.low[1:] - np.uint64(1))
        with np.errstate(over="ignore", invalid="ignore"):
            return np.nan_to_num(high - low, nan=np.inf)


@dataclass(slots=True)
class KnownBins:
    """Bins that were narrow enough for some incomes: passes over the same with other weights begin with them."""

    binning: Binning | None = None


def keys_of(incomes: Floats) -> Keys:
    """Return the keys of incomes: see `bits.key_of`."""
    bits = np.ascontiguousarray(incomes).view(np.uint64)
    return np.where(bits & _SIGN, ~bits, bits | _SIGN)


def incomes_of(keys: Keys) -> Floats:
    """Return the incomes that have these keys; keys beyond those of incomes give what is not finite."""
    bits = np.where(keys & _SIGN, keys ^ _SIGN, ~keys)
    return bits.view(np.float64)


def binning_of(incomes: Floats) -> Binning:
    """Choose bins by a sample of incomes at equal distances."""
    looked_at = incomes[:: max(1, len(incomes) // _LOOKED_AT)]
    cells = (keys_of(looked_at) >> np.uint64(_CELL_BITS)).astype(np.int64)
    shares = np.bincount(cells, minlength=_CELLS) / max(len(cells), 1)
    whole = _divided(_level_of_cells(), np.zeros(_CELLS, dtype=np.int64), first=True)
    need = np.cbrt(shares**2 * np.where(shares > 0, whole.widths, 0.0))
    bits = _bits(np.divide(need, need.sum(), out=np.zeros(_CELLS), where=need.sum() > 0) * BINS)
    near = np.convolve(shares > 0, np.ones(2 * _NEIGHBOURS + 1), mode="same") > 0
    bits[near] = np.maximum(bits[near], _NEIGHBOUR_BITS)
    return _divided(_level_of_cells(), bits, first=True)


def uncertainty(binning: Binning, persons: Floats, incomes: Floats) -> Floats:
    """Return how much each bin can add to the error of a Gini coefficient at most.

    Persons at a distance of at most L have a mean difference of at most L / 2, so that at most W^2 L / 4 is missing
    from the sum of w_i w_j max(y_i, y_j).
    """
    scale = persons.sum() * np.abs(incomes).sum()
    several = (persons > 0) & (binning.open_bits > 0)
    bound = np.where(several, persons**2, 0.0) * np.where(several, binning.widths, 0.0)
    return np.asarray(bound / (4 * scale)) if scale > 0 else np.zeros(binning.number)


def cut_again(binning: Binning, uncertain: Floats) -> Binning | None:
    """Cut the bins that add most; None where the bins are narrow enough or cannot be cut further."""
    if uncertain.sum() <= TOLERANCE or len(binning.bins.starts) >= _LEVELS:
        return None
    hot = uncertain > TOLERANCE / (4 * binning.number)
    wanted = np.where(hot, uncertain / (TOLERANCE / 2) * hot.sum(), 1.0)
    wanted *= min(1.0, 4 * BINS / wanted[hot].sum())
    bits = np.minimum(np.where(hot, np.maximum(_bits(wanted), 1), 0), binning.open_bits)
    return _divided(binning, bits) if bits.any() else None


def _bits(wanted: Floats) -> Offsets:
    return np.clip(np.rint(np.log2(np.maximum(wanted, 1.0))), 0, _MOST_BITS).astype(np.int64)


def _level_of_cells() -> Binning:
    low = np.append(np.arange(_CELLS, dtype=np.uint64) << np.uint64(_CELL_BITS), np.uint64(2**64 - 1))
    empty = np.zeros(0, dtype=np.int64)
    return Binning(Bins(empty, empty.astype(np.uint64), empty, low), np.full(_CELLS, _CELL_BITS))


def _divided(binning: Binning, bits: Offsets, *, first: bool = False) -> Binning:
    """Cut each bin into 2^bits."""
    before = binning.bins
    shift = (binning.open_bits - bits).astype(np.uint64)
    parts = np.left_shift(1, bits)
    start = np.cumsum(parts) - parts
    own_low = before.low[:-1]
    offset = start - (own_low >> shift).view(np.int64)
    steps = np.arange(parts.sum()) - np.repeat(start, parts)
    low = np.repeat(own_low, parts) + (steps.astype(np.uint64) << np.repeat(shift, parts))
    divided = Bins(
        offset=np.concatenate([before.offset, offset]),
        shift=np.concatenate([before.shift, shift]),
        starts=np.array([0]) if first else np.append(before.starts, len(before.offset)),
        low=np.append(low, before.low[-1]),
    )
    return Binning(divided, np.repeat(binning.open_bits - bits, parts))
