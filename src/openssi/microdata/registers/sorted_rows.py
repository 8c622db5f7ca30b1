"""Puts hashed rows in the order of their hashes with bounded memory, and makes one row of each person.

Rows leave in the order of their hashes: in the order of the register, whoever knows some persons would know their
neighbours. They are laid into files by the first bits of the hash, and each file is sorted on its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from openssi.microdata.registers.keys import Halves
from openssi.microdata.registers.marks import Layout, Marks

PARTS = 256
"""Files that rows are laid into, so that of a thousand million rows four million are in memory at once."""
_SHIFT = 56
_ROWS_WAITING = 524_288


class PartFiles:
    """Rows on their way: hash and mark, in one file for each value of the first eight bits.

    No file stays open: some systems allow a process fewer open files than there are parts.

    Attributes:
        folder: Where the files lie.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._waiting: list[npt.NDArray[np.int64]] = []

    def _path(self, part: int) -> Path:
        return self.folder / f"{part:03d}"

    def add(self, high: Halves, low: Halves, marks: Marks) -> None:
        """Lay rows into the files, many at once.

        Raises:
            OSError: if a file cannot be written.
        """
        self._waiting.append(np.column_stack((high, low, marks)))
        if sum(map(len, self._waiting)) >= _ROWS_WAITING:
            self._write()

    def _write(self) -> None:
        if not self._waiting:
            return
        rows = np.concatenate(self._waiting)
        self._waiting = []
        parts = (rows[:, 0] >> _SHIFT) + PARTS // 2
        order = np.argsort(parts, kind="stable")
        rows, ends = rows[order], np.searchsorted(parts[order], np.arange(PARTS + 1))
        for part in np.flatnonzero(np.diff(ends)):
            with self._path(int(part)).open("ab") as stream:
                stream.write(rows[ends[part] : ends[part + 1]].tobytes())

    def sorted_parts(self) -> Iterator[npt.NDArray[np.int64]]:
        """Give the rows of each part, shape (rows, 3), in the order of their hashes; equal ones as they came.

        Raises:
            OSError: if a file cannot be written or read.
        """
        self._write()
        for part in range(PARTS):
            path = self._path(part)
            if not path.exists():
                yield np.empty((0, 3), dtype=np.int64)
                continue
            rows = np.fromfile(path, dtype=np.int64).reshape(-1, 3)
            path.unlink()
            yield rows[_order(rows[:, 0], rows[:, 1])]


def _order(high: Halves, low: Halves) -> npt.NDArray[np.intp]:
    order = np.argsort(high, kind="stable")
    first, second = high[order], low[order]
    # Two persons with the same first half of the hash would stand in any order.
    if np.any((first[1:] == first[:-1]) & (second[1:] != second[:-1])):
        return np.lexsort((low, high))
    return order


@dataclass(frozen=True, slots=True)
class Persons:
    """One row for each person.

    Attributes:
        high: First half of the hash.
        low: Second half.
        marks: What travels.
        contradicted: Persons of whom two rows say different things; then the first row that knows counts.
    """

    high: Halves
    low: Halves
    marks: Marks
    contradicted: int


def persons_of(rows: npt.NDArray[np.int64], layout: Layout) -> Persons:
    """Make one row of the rows of each person.

    Args:
        rows: Hash and mark, sorted, shape (rows, 3).
        layout: Of the marks.
    """
    high, low, marks = rows[:, 0], rows[:, 1], rows[:, 2]
    is_first = np.ones(len(rows), dtype=bool)
    is_first[1:] = (high[1:] != high[:-1]) | (low[1:] != low[:-1])
    starts = np.flatnonzero(is_first)
    if not len(starts):
        return Persons(high, low, marks, 0)
    together = np.bitwise_or.reduceat(marks, starts)
    contradicted = np.flatnonzero(layout.contradicted(together))
    ends = np.append(starts, len(rows))
    for each in contradicted:
        together[each] = _first_known(marks[ends[each] : ends[each + 1]], layout)
    return Persons(high[starts], low[starts], together, len(contradicted))


def _first_known(marks: Marks, layout: Layout) -> int:
    """Return what the first row that knows it says of each dimension."""
    found = 0
    for name in layout.names:
        bits = layout.of_dimension(name)
        found |= next((int(each) & bits for each in marks if int(each) & bits), 0)
    return found
