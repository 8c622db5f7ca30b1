"""Random numbers that depend on nothing but the names of what they are drawn for.

The same country of the same figure has the same draws on every machine, in every run, and whatever else is computed
beside it: each number is a hash (SplitMix64; Steele, Lea and Flood, 2014) of the names and of the number of the draw.
"""

from collections.abc import Iterable
from hashlib import blake2b
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from openssi.aggregate.panel import Numbers

Keys = npt.NDArray[np.uint64]

_STEP, _FIRST, _SECOND = (np.uint64(each) for each in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB))


def keys_of(names: Iterable[str]) -> Keys:
    """Return a number for each name."""
    return np.asarray(
        [int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") for name in names], np.uint64
    )


def joined(first: Keys, second: Keys) -> Keys:
    """Return a number for each pair of names."""
    return _mixed(first ^ _mixed(second + _STEP))


def uniforms(keys: Keys, draws: int) -> Numbers:
    """Return draws between 0 and 1, without 1: names by draws."""
    counters = np.arange(1, draws + 1, dtype=np.uint64) * _STEP
    return np.asarray((_mixed(keys[:, None] + counters) >> np.uint64(11)).astype(np.float64) * 2.0**-53, np.float64)


def normals(keys: Keys, draws: int) -> Numbers:
    """Return draws of mean 0 and variance 1 for each name: the same normal scores, each time in another order."""
    scores = np.asarray([NormalDist().inv_cdf((at + 0.5) / draws) for at in range(draws)])
    scores /= np.sqrt(np.mean(scores**2)) if draws > 1 else 1.0
    return np.asarray(scores[uniforms(keys, draws).argsort(axis=1, kind="stable").argsort(axis=1)], np.float64)


def _mixed(keys: Keys) -> Keys:
    keys = (keys ^ (keys >> np.uint64(30))) * _FIRST
    keys = (keys ^ (keys >> np.uint64(27))) * _SECOND
    return np.asarray(keys ^ (keys >> np.uint64(31)), np.uint64)
