"""Replicate weights made from a design: bootstrap, jackknife, balanced repeated replication."""

import dataclasses
from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Floats
from openssi.microdata.design import Design, Replicates
from openssi.microdata.sample import Sample
from openssi.microdata.variance import refuse_single_psus
from openssi.vocabulary.errors import FixTheFile

ReplicateKind = Literal["bootstrap", "JK1", "JKn", "BRR", "Fay"]

FAY = 0.5
"""Share of its weight that a PSU keeps in the replicates of Fay that leave it out."""


LARGEST = 4 * 1024**3
"""Bytes of replicate weights that are made at the most."""


def with_replicates(
    sample: Sample,
    kind: ReplicateKind,
    *,
    replicates: int = 100,
    seed: int = 0,
    rho: float = FAY,
    mse: bool = False,
) -> Sample:
    """Return a sample whose errors come from replicate weights that are made from its design.

    The weights take 8 bytes for each row and replicate.

    Args:
        sample: Strata, PSUs and weights.
        kind: `bootstrap`: Rao and Wu, rescaled, n - 1 PSUs drawn with replacement in each stratum (Journal of the
            American Statistical Association 83, 1988); `JK1`: one PSU left out, strata overlooked; `JKn`: one PSU left
            out within its stratum; `BRR`: one of two PSUs of each stratum, by a Hadamard matrix (McCarthy 1969); `Fay`:
            the same with weights 2 - rho and rho (Judkins 1990).
        replicates: How many bootstrap samples.
        seed: Of the bootstrap; the same seed gives the same weights.
        rho: Of Fay, at least 0 and below 1.
        mse: Whether the centre is the estimate of the whole sample.

    Raises:
        FixTheFile: if the design does not fit the kind: a stratum of one PSU, or not of two for BRR and Fay; or if the
            weights would take more memory than `LARGEST`.
    """
    if not 0 <= rho < 1:
        raise FixTheFile.because("SURVEY_FAY_RHO", rho=rho)
    design = sample.design
    _refuse_too_many(design, kind, replicates)
    makers: dict[ReplicateKind, Callable[[], tuple[Floats, float, Floats]]] = {
        "bootstrap": lambda: _bootstrap(design, replicates, seed),
        "JK1": lambda: _jackknife(design),
        "JKn": lambda: _stratified_jackknife(design),
        "BRR": lambda: _balanced(design, 0.0),
        "Fay": lambda: _balanced(design, rho),
    }
    factors, scale, rscales = makers[kind]()
    weights = _weights_of_rows(design, factors, sample.weight)
    made = Replicates(weights=weights, scale=scale, rscales=rscales, mse=mse, kind=kind)
    return dataclasses.replace(sample, design=dataclasses.replace(design, replicates=made))


def _refuse_too_many(design: Design, kind: ReplicateKind, replicates: int) -> None:
    """Refuse weights that memory does not hold: the jackknife has a replicate for each PSU."""
    number = {"bootstrap": replicates, "JK1": design.psus, "JKn": design.psus}.get(kind, 2 * len(design.strata))
    needed = 8 * number * (design.rows + design.psus)
    if needed > LARGEST:
        gigabytes = f"{needed / 1e9:.0f}"
        raise FixTheFile.because("SURVEY_REPLICATES_TOO_LARGE", replicates=number, gigabytes=gigabytes)


def _weights_of_rows(design: Design, factors: Floats, weight: Floats) -> Floats:
    """Spread the factors of PSUs over their rows, one replicate after the other."""
    sizes = np.diff(design.psu_starts)
    weights = np.empty((design.rows, factors.shape[1]), order="F")
    for number in range(factors.shape[1]):
        weights[:, number] = np.repeat(factors[:, number], sizes) * weight
    return weights


def _left(design: Design) -> Floats:
    """Share of each stratum that was not drawn: the correction for finite populations."""
    return np.ones(len(design.strata)) if design.sampled_fraction is None else 1 - design.sampled_fraction


def _members(design: Design) -> list[npt.NDArray[np.intp]]:
    return [np.flatnonzero(design.stratum_of_psu == number) for number in range(len(design.strata))]


def _bootstrap(design: Design, replicates: int, seed: int) -> tuple[Floats, float, Floats]:
    refuse_single_psus(design)
    random = np.random.default_rng(seed)
    factors = np.ones((design.psus, replicates))
    for members, left in zip(_members(design), _left(design), strict=True):
        n = len(members)
        if n < 2:
            continue
        drawn = random.multinomial(n - 1, np.full(n, 1 / n), size=replicates).T
        factors[members] = 1 + np.sqrt(max(left, 0.0)) * (drawn * n / (n - 1) - 1)
    return factors, 1 / (replicates - 1), np.ones(replicates)


def _jackknife(design: Design) -> tuple[Floats, float, Floats]:
    n = design.psus
    if n < 2:
        raise FixTheFile.because("SURVEY_SINGLE_PSU", stratum=design.strata[0], count=1)
    factors = np.full((n, n), n / (n - 1))
    np.fill_diagonal(factors, 0.0)
    left = float(_left(design)[0]) if len(design.strata) == 1 else 1.0
    return factors, (n - 1) / n * left, np.ones(n)


def _stratified_jackknife(design: Design) -> tuple[Floats, float, Floats]:
    refuse_single_psus(design)
    factors, rscales = np.ones((design.psus, design.psus)), np.zeros(design.psus)
    for members, left in zip(_members(design), _left(design), strict=True):
        n = len(members)
        if n < 2:
            continue
        factors[np.ix_(members, members)] = n / (n - 1)
        factors[members, members] = 0.0
        rscales[members] = (n - 1) / n * left
    return factors, 1.0, rscales


def _balanced(design: Design, rho: float) -> tuple[Floats, float, Floats]:
    """Take one PSU of each pair, so that every two strata are taken alike and unlike equally often."""
    pairs = _members(design)
    for members, name in zip(pairs, design.strata, strict=True):
        if len(members) != 2:
            raise FixTheFile.because("SURVEY_NOT_IN_PAIRS", stratum=name, count=len(members))
    signs = hadamard(len(pairs) + 1)[:, 1 : len(pairs) + 1]
    factors = np.empty((design.psus, len(signs)))
    for number, members in enumerate(pairs):
        factors[members[0]] = 1 + (1 - rho) * signs[:, number]
        factors[members[1]] = 1 - (1 - rho) * signs[:, number]
    return factors, 1 / (len(signs) * (1 - rho) ** 2), np.ones(len(signs))


def hadamard(least: int) -> Floats:
    """Return a Hadamard matrix, Sylvester's, whose order is the power of two that is not below `least`."""
    matrix = np.ones((1, 1))
    while len(matrix) < least:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix
