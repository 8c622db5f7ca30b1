"""Replicate weights made from a design: bootstrap, jackknife, balanced repeated replication."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np

from openssi.microdata.arrays import Floats, Mask, Offsets
from openssi.microdata.design import Design, Replicates
from openssi.microdata.sample import Sample
from openssi.microdata.variance import refuse_single_psus
from openssi.vocabulary.errors import FixTheFile

ReplicateKind = Literal["bootstrap", "JK1", "JKn", "BRR", "Fay"]

FAY = 0.5
"""Share of its weight that a PSU keeps in the replicates of Fay that leave it out."""


MOST_ROWS = 10**11
"""Rows times replicates that are gone through at the most: some hours."""


@dataclasses.dataclass(frozen=True, slots=True)
class MadeWeights:
    """Replicate weights of a design, made when they are looked at: one column is in memory.

    Attributes:
        psu_starts: First row of each PSU, then the number of rows.
        weight: Of each row.
        number: Number of replicates.
        factors: Gives the factor of each PSU in a replicate.
    """

    psu_starts: Offsets
    weight: Floats
    number: int
    factors: Callable[[int], Floats]

    def columns(self) -> Iterator[Floats]:
        """Give the weights of all rows, replicate by replicate."""
        sizes = np.diff(self.psu_starts)
        for number in range(self.number):
            yield np.repeat(self.factors(number), sizes) * self.weight

    def rank(self, counted: Mask | None, enough: int) -> int:  # noqa: ARG002 - as others take it
        """Return how many there are, or `enough`: PSUs less strata, which are known here, are no more than the rank."""
        return min(self.number, enough)


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

    The weights of a replicate are made when it is looked at: they take 8 bytes for each row, whatever the number of
    replicates.

    Args:
        sample: Strata, PSUs and weights.
        kind: `bootstrap`: Rao and Wu, rescaled, n - 1 PSUs drawn with replacement in each stratum (Journal of the
            American Statistical Association 83, 1988); `JK1`: one PSU left out, strata overlooked; `JKn`: one PSU left
            out within its stratum; `BRR`: one of two PSUs of each stratum, by a Hadamard matrix (McCarthy 1969); `Fay`:
            the same with weights 2 - rho and rho (Judkins 1990).
        replicates: How many bootstrap samples.
        seed: Of the bootstrap; the same seed gives the same weights, and the first replicates are the same for any
            number of them.
        rho: Of Fay, at least 0 and below 1.
        mse: Whether the centre is the estimate of the whole sample.

    Raises:
        FixTheFile: if the design does not fit the kind: a stratum of one PSU, or not of two for BRR and Fay; or if
            there are more rows and replicates than `MOST_ROWS`.
    """
    if not 0 <= rho < 1:
        raise FixTheFile.because("SURVEY_FAY_RHO", rho=rho)
    design = sample.design
    makers: dict[ReplicateKind, Callable[[], _Made]] = {
        "bootstrap": lambda: _bootstrap(design, replicates, seed),
        "JK1": lambda: _jackknife(design),
        "JKn": lambda: _stratified_jackknife(design),
        "BRR": lambda: _balanced(design, 0.0),
        "Fay": lambda: _balanced(design, rho),
    }
    number, factors, scale, rscales = makers[kind]()
    if number * design.rows > MOST_ROWS:
        raise FixTheFile.because("SURVEY_REPLICATES_TOO_LARGE", replicates=number, rows=design.rows)
    weights = MadeWeights(design.psu_starts, sample.weight, number, factors)
    made = Replicates(weights=weights, scale=scale, rscales=rscales, mse=mse, kind=kind)
    return dataclasses.replace(sample, design=dataclasses.replace(design, replicates=made))


_Made = tuple[int, Callable[[int], Floats], float, Floats]
"""Number of replicates, the factors of PSUs in each, scale, rscales."""


def _left(design: Design) -> Floats:
    """Share of each stratum that was not drawn: the correction for finite populations."""
    return np.ones(len(design.strata)) if design.sampled_fraction is None else 1 - design.sampled_fraction


def _psus_of(design: Design) -> Offsets:
    return np.bincount(design.stratum_of_psu, minlength=len(design.strata))


def _bootstrap(design: Design, replicates: int, seed: int) -> _Made:
    refuse_single_psus(design)
    stratum, size = design.stratum_of_psu, _psus_of(design)
    members = np.argsort(stratum, kind="stable")
    draws = np.maximum(size - 1, 0)
    first, among = np.repeat(np.cumsum(size) - size, draws), np.repeat(size, draws)
    n = size[stratum]
    shrunk = np.where(n > 1, np.sqrt(np.maximum(_left(design), 0.0))[stratum], 0.0)
    grown = n / np.maximum(n - 1, 1)

    def factors(number: int) -> Floats:
        drawn = members[first + np.random.default_rng([seed, number]).integers(0, among)]
        times = np.bincount(drawn, minlength=design.psus)
        return np.asarray(1 + shrunk * (times * grown - 1))

    return replicates, factors, 1 / (replicates - 1), np.ones(replicates)


def _jackknife(design: Design) -> _Made:
    n = design.psus
    if n < 2:
        raise FixTheFile.because("SURVEY_ONE_PSU")

    def factors(number: int) -> Floats:
        found = np.full(n, n / (n - 1))
        found[number] = 0.0
        return found

    left = float(_left(design)[0]) if len(design.strata) == 1 else 1.0
    return n, factors, (n - 1) / n * left, np.ones(n)


def _stratified_jackknife(design: Design) -> _Made:
    refuse_single_psus(design)
    stratum = design.stratum_of_psu
    n = _psus_of(design)[stratum]
    several = n > 1

    def factors(number: int) -> Floats:
        found = np.ones(design.psus)
        if several[number]:
            found[stratum == stratum[number]] = n[number] / (n[number] - 1)
            found[number] = 0.0
        return found

    return design.psus, factors, 1.0, np.where(several, (n - 1) / n * _left(design)[stratum], 0.0)


def _balanced(design: Design, rho: float) -> _Made:
    """Take one PSU of each pair, so that every two strata are taken alike and unlike equally often."""
    stratum, size = design.stratum_of_psu, _psus_of(design)
    odd = np.flatnonzero(size != 2)
    if len(odd):
        stratum_name, count = design.strata[int(odd[0])], int(size[odd[0]])
        raise FixTheFile.because("SURVEY_NOT_IN_PAIRS", stratum=stratum_name, count=count)
    is_second = np.ones(design.psus, dtype=np.bool_)
    is_second[np.unique(stratum, return_index=True)[1]] = False
    order = 1 << len(size).bit_length()

    def factors(number: int) -> Floats:
        signs = hadamard_signs(number, stratum.astype(np.int64) + 1)
        return np.asarray(1 + (1 - rho) * np.where(is_second, -signs, signs))

    return order, factors, 1 / (order * (1 - rho) ** 2), np.ones(order)


def hadamard_signs(row: int, columns: Offsets) -> Floats:
    """Return a part of a row of Sylvester's Hadamard matrix: 1 where the bits in common are even in number, else -1.

    Rows and columns are counted from 0; the first of each is constant.
    """
    return np.asarray(1.0 - 2.0 * (np.bitwise_count(np.int64(row) & columns) & 1))
