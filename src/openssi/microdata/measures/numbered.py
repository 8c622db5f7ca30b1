"""Sums by the number of a household, some rows at a time: no copy of a large column is made."""

from collections.abc import Callable, Iterator

import numpy as np

from openssi.microdata.arrays import Codes, Floats

BLOCK = 1 << 20
"""Rows that are looked at together."""


def blocks(rows: int) -> Iterator[slice]:
    """Give the rows, some at a time."""
    return (slice(start, min(start + BLOCK, rows)) for start in range(0, rows, BLOCK))


def sums_by_number(numbers: Codes, amounts: Callable[[slice], Floats]) -> Floats:
    """Return the sum of the amounts of each number; households lie together in most files, and a block holds few.

    Args:
        numbers: Of every row; below zero where there is none, and the row is left out.
        amounts: Gives those of some rows.
    """
    found = np.zeros(int(numbers.max(initial=-1)) + 1)
    for block in blocks(len(numbers)):
        here, held = numbers[block], amounts(block)
        known = here >= 0
        if not known.all():
            here, held = here[known], held[known]
        if len(here):
            least = int(here.min())
            sums = np.bincount(here - least, held)
            found[least : least + len(sums)] += sums
    return found
