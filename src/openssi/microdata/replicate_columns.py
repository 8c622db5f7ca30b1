"""Columns of replicate weights that are too many to be held: in their file, or set aside where that is slow to read.

Files of CSV, Stata and SPSS are written row by row: to look at one column means to go through all. Their weights are
therefore read once and set aside, column after column, in a temporary file that has no name. It ends with the process,
however that ends.
"""

import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from openssi.microdata.arrays import Floats, Offsets
from openssi.microdata.survey_columns import SurveyFile, Wanted
from openssi.microdata.survey_rows import gather, numbers_of
from openssi.vocabulary.errors import FixTheFile, TryAgain
from openssi.vocabulary.observation import Place
from openssi.vocabulary.text import counted

BLOCK_CELLS = 1 << 22
"""Weights that are looked at together where all columns are: 32 MB."""


class WeightColumns(Protocol):
    """Columns of complete weights, in the order of the rows of their file."""

    @property
    def number(self) -> int:
        """Number of columns."""

    def columns(self, together: int) -> Iterator[Floats]:
        """Give them one by one; so many may be read together.

        Raises:
            FixTheFile: if they cannot be read, or a weight is missing or infinite.
        """

    def blocks(self) -> Iterator[tuple[int, Floats]]:
        """Give all columns of some rows, shape (rows, columns), with the number of the first row.

        Raises:
            FixTheFile: as `columns`.
        """


@dataclass(frozen=True, slots=True)
class ColumnsInFile:
    """Weights that are read from their file.

    Attributes:
        file: Where they stand.
        names: Their columns.
        missing: Values that stand for a missing one, as `Wanted` has them.
        rows: Of the file.
    """

    file: SurveyFile
    names: tuple[str, ...]
    missing: Mapping[str, Sequence[str]]
    rows: int

    @property
    def number(self) -> int:
        """Number of columns."""
        return len(self.names)

    def columns(self, together: int) -> Iterator[Floats]:
        """Give the columns one by one; so many are read together."""
        for first in range(0, self.number, together):
            names = self.names[first : first + together]
            rows = gather(self.file, self._wanted(names))
            for name in names:
                column = rows.numbers.pop(name)
                found = _Missing((name,))
                found.look(0, column[:, np.newaxis])
                found.refuse(self.file)
                yield column

    def blocks(self) -> Iterator[tuple[int, Floats]]:
        """Give all columns of some rows, with the number of the first row."""
        first, found = 0, _Missing(self.names)
        for batch in self.file.batches(self._wanted(self.names)):
            parts = [
                numbers_of([batch.numbers[name].to_numpy(zero_copy_only=False)], self.missing_in(name))
                for name in self.names
            ]
            block = np.column_stack(parts)
            found.look(first, block)
            yield first, block
            first += batch.rows
        found.refuse(self.file)

    def missing_in(self, name: str) -> tuple[str, ...]:
        """Return the values that stand for a missing weight."""
        return self._wanted(()).missing_in(name)

    def _wanted(self, names: tuple[str, ...]) -> Wanted:
        return Wanted(numbers=names, categories=(), missing=self.missing)

    def set_aside(self) -> "ColumnsAside":
        """Read all columns once and return them as they lie in a temporary file.

        Raises:
            FixTheFile: if they cannot be read, or a weight is missing or infinite.
            TryAgain: if there is no room for them.
        """
        size = 8 * self.rows * self.number
        try:
            made = ColumnsAside(self.number, self.rows)
            for first, block in self.blocks():
                made.write(first, block)
            made.flush()
        except OSError as error:
            values = {"folder": tempfile.gettempdir(), "megabytes": counted(1 + size // 1_000_000)}
            reason = error.strerror or type(error).__name__
            raise TryAgain.because("SURVEY_NO_ROOM", Place(file=self.file.path.name), reason=reason, **values) from None
        return made


class ColumnsAside:
    """Weights in a temporary file, column after column, each a 64-bit number; the file ends with this object."""

    def __init__(self, number: int, rows: int) -> None:
        """Open a file for so many columns of so many rows."""
        self.number = number
        self._rows = rows
        self._file = tempfile.TemporaryFile(prefix="openssi-weights-")  # noqa: SIM115 - as long as this object
        weakref.finalize(self, self._file.close)

    def write(self, first: int, block: Floats) -> None:
        """Put all columns of some rows in their places."""
        for place, column in enumerate(np.ascontiguousarray(block.T)):
            self._file.seek(8 * (place * self._rows + first))
            self._file.write(column.data)

    def flush(self) -> None:
        """Write what is still in memory."""
        self._file.flush()

    def columns(self, together: int) -> Iterator[Floats]:  # noqa: ARG002 - one is as quick as several
        """Give the columns one by one."""
        for place in range(self.number):
            yield self._read(place, 0, self._rows)

    def blocks(self) -> Iterator[tuple[int, Floats]]:
        """Give all columns of some rows, with the number of the first row."""
        together = max(1, BLOCK_CELLS // self.number)
        for first in range(0, self._rows, together):
            rows = min(together, self._rows - first)
            yield first, np.column_stack([self._read(place, first, rows) for place in range(self.number)])

    def _read(self, place: int, first: int, rows: int) -> Floats:
        self._file.seek(8 * (place * self._rows + first))
        found = np.empty(rows)
        self._file.readinto(found.data)
        return found


class _Missing:
    """Counts weights that are missing or infinite, column by column."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self._counts: Offsets = np.zeros(len(names), dtype=np.int64)
        self._firsts: Offsets = np.zeros(len(names), dtype=np.int64)

    def look(self, first: int, block: Floats) -> None:
        wrong = ~np.isfinite(block)
        if not wrong.any():
            return
        is_new = (self._counts == 0) & wrong.any(axis=0)
        self._firsts[is_new] = first + wrong.argmax(axis=0)[is_new]
        self._counts += wrong.sum(axis=0)

    def refuse(self, file: SurveyFile) -> None:
        places = np.flatnonzero(self._counts)
        if len(places):
            values = {"column": self._names[places[0]], "count": int(self._counts[places[0]])}
            raise FixTheFile.because("SURVEY_REPLICATE_MISSING", file.place(int(self._firsts[places[0]])), **values)
