"""What the compiled passes are given: tuples of arrays that numba knows by their names."""

from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from openssi.microdata.arrays import Codes, Floats, Offsets

Kind = TypeVar("Kind", bound=np.generic)


def as_kept(array: npt.NDArray[Kind], kind: type[Kind]) -> npt.NDArray[Kind]:
    """Return an array as the passes take all of them, read only and in one piece: so they are compiled only once."""
    kept = np.ascontiguousarray(array, dtype=kind).view()
    kept.flags.writeable = False
    return kept


class Rows(NamedTuple):
    """The rows of a file, and which of its domains are looked at.

    Attributes:
        welfare: Income of each row.
        weight: Weight of each row.
        codes: Domain of each row; empty where everybody is one domain.
        first_code: Number of the first domain that is looked at.
        domains: How many are looked at; all other rows are counted as one more.
        unit: Factor of incomes, a power of two: the passes see incomes of about 1, and nothing is rounded by it.
    """

    welfare: Floats
    weight: Floats
    codes: Codes
    first_code: int
    domains: int
    unit: float


class Bins(NamedTuple):
    """How keys fall into bins: bin = offset + (key >> shift), of its cell and then of its bin in each further level.

    Attributes:
        offset: By cell, then by bin of each level but the last.
        shift: The same.
        starts: Where each level starts in both.
        low: Least key of each bin, and one more at the end.
    """

    offset: Offsets
    shift: npt.NDArray[np.uint64]
    starts: Offsets
    low: npt.NDArray[np.uint64]
