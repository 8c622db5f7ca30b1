"""The design of a survey as arrays, and the variance of a total under it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Literal, Protocol

import numpy as np

from openssi.microdata.arrays import Codes, Floats, Mask, Offsets
from openssi.microdata.auxiliary import Auxiliary
from openssi.microdata.replicate_rank import rank_of

SinglePsu = Literal["fail", "certainty", "centred", "average"]
"""What is done with a stratum of one PSU.

`fail`: refuse; `certainty`: it adds no variance; `centred`: around the mean of all PSUs; `average`: it adds what strata
add on average.
"""


class ReplicateWeights(Protocol):
    """Complete weights, one column per replicate, of which a few at a time are in memory."""

    @property
    def number(self) -> int:
        """Number of replicates."""

    def columns(self) -> Iterator[Floats]:
        """Give the weights of all rows, replicate by replicate.

        Raises:
            FixTheFile: if they cannot be read or made.
        """

    def rank(self, counted: Mask | None, enough: int) -> int:
        """Return the rank of the matrix of weights, or `enough` where it is no less.

        Args:
            counted: Rows that are looked at; None for all.
            enough: Beyond which nobody asks.

        Raises:
            FixTheFile: if they cannot be read.
        """


BLOCK_ROWS = 65_536
"""Rows of replicate weights that are looked at together."""


@dataclass(frozen=True, slots=True)
class HeldWeights:
    """Replicate weights in memory, shape (rows, replicates)."""

    array: Floats

    @property
    def number(self) -> int:
        """Number of replicates."""
        number: int = self.array.shape[1]
        return number

    def columns(self) -> Iterator[Floats]:
        """Give the weights of all rows, replicate by replicate."""
        for number in range(self.number):
            yield np.ascontiguousarray(self.array[:, number])

    def rank(self, counted: Mask | None, enough: int) -> int:
        """Return the rank of the matrix of weights, or `enough` where it is no less."""
        rows = np.arange(len(self.array)) if counted is None else np.flatnonzero(counted)
        parts = (rows[first : first + BLOCK_ROWS] for first in range(0, len(rows), BLOCK_ROWS))
        return rank_of((self.array[part] for part in parts), enough)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicates:
    """Replicate weights and how they give a variance: scale * sum(rscales * (theta_r - centre)^2).

    Attributes:
        weights: Complete weights, column by column.
        scale: Factor of the sum.
        rscales: Factor of each replicate.
        mse: Whether the centre is the estimate of the whole sample, else the mean of the replicates.
        kind: `bootstrap`, `JK1`, `JKn`, `BRR` or `Fay`.
    """

    weights: ReplicateWeights
    scale: float
    rscales: Floats
    mse: bool = False
    kind: str = "bootstrap"
    _ranks: dict[tuple[bytes, int], int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def rank(self, counted: Mask | None, enough: int) -> int:
        """Return the rank of the matrix of weights, or `enough` where it is no less; found once for the same rows."""
        rows = b"" if counted is None else blake2b(np.packbits(counted).tobytes()).digest()
        if (rows, enough) not in self._ranks:
            self._ranks[rows, enough] = self.weights.rank(counted, enough)
        return self._ranks[rows, enough]


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondStage:
    """Units drawn within the PSUs, for the part of the variance that arises there.

    Attributes:
        unit_starts: First row of each unit, then the number of rows; length units + 1.
        psu_of_unit: Number of the PSU of each unit; units of a PSU lie together.
        sampled_fraction: Fraction of the units of each PSU that was drawn, from 0 to 1.
    """

    unit_starts: Offsets
    psu_of_unit: Codes
    sampled_fraction: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How the weights were calibrated: errors are then those of the residuals from the auxiliary variables.

    Attributes:
        auxiliary: The auxiliary variables.
        inverse: Of the sum of design weight times x x'.
        design_weight: Weights before the calibration.
        factor: Final weight over the weight before, of each row.
    """

    auxiliary: Auxiliary
    inverse: Floats
    design_weight: Floats
    factor: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Strata and PSUs of rows that are kept in the order of their PSUs.

    Attributes:
        psu_starts: First row of each PSU, then the number of rows; length PSUs + 1.
        stratum_of_psu: Number of the stratum of each PSU, from 0; PSUs of a stratum lie together.
        strata: Names of the strata.
        sampled_fraction: Fraction of PSUs that was drawn in each stratum, from 0 to 1; None where it is unknown and
            the sample counts as drawn with replacement.
        single_psu: What is done with a stratum of one PSU.
        replicates: Replicate weights, which then give the errors.
        second_stage: Units drawn within PSUs; None where PSUs count as ultimate clusters.
        calibration: How the weights were calibrated; None where they are design weights, or it is not known.
    """

    psu_starts: Offsets
    stratum_of_psu: Codes
    strata: tuple[str, ...] = ("all",)
    sampled_fraction: Floats | None = None
    single_psu: SinglePsu = "fail"
    replicates: Replicates | None = field(default=None, repr=False)
    second_stage: SecondStage | None = field(default=None, repr=False)
    calibration: Calibration | None = field(default=None, repr=False)

    @property
    def rows(self) -> int:
        """Rows of the file."""
        return int(self.psu_starts[-1])

    @property
    def psus(self) -> int:
        """Number of PSUs."""
        return len(self.stratum_of_psu)

    @property
    def degrees_of_freedom(self) -> int:
        """PSUs less strata."""
        return self.psus - len(self.strata)


def totals_of_psus(design: Design, weighted: Floats) -> Floats:
    """Add up, within each PSU, what its rows contribute to a total."""
    return np.add.reduceat(weighted, design.psu_starts[:-1]) if design.psus else np.zeros(0)
