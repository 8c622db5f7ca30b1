"""Lines of CSV files as an editor numbers them: records may take several, and empty lines are no records."""

import csv
import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

LONGEST_TEXT = 16 * 1024 * 1024
"""Characters of a text between quotation marks: what is longer was never closed."""

_ROW = re.compile(r"Row #(\d+)")
"""What Arrow, with one thread, says of a record that it cannot read: its number from 1, skipped lines among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CsvLines:
    """The lines of a CSV file.

    Attributes:
        path: The file.
        delimiter: Between columns.
        encoding: Of the text.
        is_zipped: Whether it is compressed by gzip.
        skipped: Lines above the header.
        has_empty_records: Whether an empty line is a record, as in a file of one column it may be.
    """

    path: Path
    delimiter: str
    encoding: str = "utf-8"
    is_zipped: bool = False
    skipped: int = 0
    has_empty_records: bool = False

    def of_row(self, row: int) -> int:
        """Return the line, from 1, in which a row begins; rows are counted from 0 below the header.

        The file is gone through up to that row. Where it has become shorter, every record counts as one line.
        """
        plain = row + 2 + self.skipped
        opened = gzip.open if self.is_zipped else open
        try:
            with opened(self.path, "rt", encoding=self.encoding, errors="replace", newline="") as stream:
                starts = record_starts(islice(stream, self.skipped, None), self.delimiter, self.has_empty_records)
                found = next(islice(starts, row + 1, None), None)
        except (OSError, EOFError, LookupError, UnicodeError):
            return plain
        return plain if found is None else found + self.skipped

    def refuse_open_quotation(self) -> None:
        """Refuse a file with a quotation mark that is never closed: all that follows it would be one text.

        Quotation marks are counted; only where their number is odd are the records gone through.

        Raises:
            FixTheFile: with the line of the record that it opens in.
        """
        opened = gzip.open if self.is_zipped else open
        with opened(self.path, "rb") as raw:
            marks = sum(block.count(b'"') for block in iter(lambda: raw.read(1 << 22), b""))
        if marks % 2 == 0:
            return
        with opened(self.path, "rt", encoding=self.encoding, errors="replace", newline="") as stream:
            lines = _Counted(islice(stream, self.skipped, None))
            for line in lines:
                start = lines.number
                if '"' in line and lines.finish(line, self.delimiter):
                    place = Place(file=self.path.name, row=start + self.skipped)
                    raise FixTheFile.because("CSV_QUOTATION_OPEN", place)

    def uneven(self, read: Callable[[], Iterable[Any]]) -> int | None:
        """Return the line of the record that has too many or too few values.

        Args:
            read: Reads the file with Arrow and one thread: only that counts records.
        """
        try:
            for _ in read():
                pass
        except (OSError, UnicodeError, pa.ArrowInvalid) as error:
            counted = _ROW.search(str(error))
            return self.of_row(int(counted[1]) - 2 - self.skipped) if counted else None
        return None


def record_starts(lines: Iterable[str], delimiter: str, has_empty_records: bool = False) -> Iterator[int]:
    """Give the number of the line, from 1, in which each record begins, the header first.

    Args:
        lines: With what ends them.
        delimiter: Between columns.
        has_empty_records: Whether an empty line is a record.
    """
    left = _Counted(lines)
    for line in left:
        if not (has_empty_records or line.strip("\r\n")):
            continue
        yield left.number
        if '"' in line:
            left.finish(line, delimiter)


class _Counted:
    """Lines, and the number of the one that was given last."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._is_asked_beyond = False
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            yield line

    def finish(self, line: str, delimiter: str) -> bool:
        """Go to the last line of a record that begins with a line; text between quotation marks may hold others.

        Returns:
            Whether it has no end: the lines are over before, or a text is longer than any.
        """
        # The limit is of the whole process, and only ever raised.
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_TEXT))
        try:
            next(csv.reader(self._with(line), delimiter=delimiter), None)
        except csv.Error:
            return True
        return self._is_asked_beyond

    def _with(self, line: str) -> Iterator[str]:
        yield line
        yield from self
        self._is_asked_beyond = True
