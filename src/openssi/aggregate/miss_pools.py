"""Misses of countries that were left out, in pools from which those of missing countries are drawn."""

from dataclasses import dataclass

import numpy as np

from openssi.aggregate.panel import Numbers, Places


@dataclass(frozen=True)
class Pools:
    """The pool of each missing country, as a stretch of one array.

    Attributes:
        misses: All misses, those of a pool beside each other.
        starts: Where the pool of each missing country begins.
        counts: How many misses it holds.
        mean: Mean of its misses.
        spread: Root mean square of its misses about their mean.
        widening: Factor by which a small pool is widened, as Student's distribution widens the normal one.
    """

    misses: Numbers
    starts: Places
    counts: Places
    mean: Numbers
    spread: Numbers
    widening: Numbers

    def drawn(self, uniforms: Numbers, at: Places) -> Numbers:
        """Return draws about the mean of each pool, not a number from a pool of fewer than two.

        Args:
            uniforms: Numbers from 0 to below 1, countries by draws.
            at: The row of `uniforms` of each missing country.
        """
        if not len(self.misses):
            return np.full((len(at), uniforms.shape[1]), np.nan)
        places = uniforms[at]
        places *= self.counts[:, None]
        drawn = np.take(self.misses, places.astype(np.int64) + self.starts[:, None], mode="clip")
        drawn -= np.where(self.counts >= 2, self.mean, np.nan)[:, None]
        return drawn


def pools_of(misses: Numbers, of_misses: Places, of_missing: Places, parts: int, fewest: int) -> Pools:
    """Return for each missing country its own pool, or the wider one where its own is too small.

    Args:
        misses: Misses of observed countries.
        of_misses: The pool of each of them. Pools are numbered so that `parts` of them make a wider pool: the first
            `parts` the first one, and so on.
        of_missing: The pool of each missing country.
        parts: Pools of a wider pool.
        fewest: Misses that a pool needs.
    """
    order = np.argsort(of_misses, kind="stable")
    ordered, pools = misses[order], of_misses[order]
    first_of_wide = of_missing // parts * parts
    own, wide = _stretch(pools, of_missing, 1), _stretch(pools, first_of_wide, parts)
    is_own = own[1] >= fewest
    starts, counts = (np.where(is_own, each, other) for each, other in zip(own, wide, strict=True))
    mean, spread = _moments(ordered, starts, counts)
    return Pools(ordered, starts, counts, mean, spread, _widening(counts))


def _stretch(ordered: Places, first: Places, parts: int) -> tuple[Places, Places]:
    starts = np.searchsorted(ordered, first, "left")
    return starts, np.searchsorted(ordered, first + parts, "left") - starts


def _moments(ordered: Numbers, starts: Places, counts: Places) -> tuple[Numbers, Numbers]:
    total = np.maximum(counts, 1)
    sums, squares = (np.concatenate([[0.0], np.cumsum(ordered**power)]) for power in (1, 2))
    mean = (sums[starts + counts] - sums[starts]) / total
    square = (squares[starts + counts] - squares[starts]) / total
    return mean, np.sqrt(np.maximum(square - mean**2, 0.0))


def _widening(counts: Places) -> Numbers:
    """Return a quantile of Student's distribution over the normal one: two terms of Cornish and Fisher's expansion."""
    freedom = np.maximum(counts - 1, 1).astype(np.float64)
    return np.asarray(1 + 1.2104 / freedom + 1.4401 / freedom**2, np.float64)
