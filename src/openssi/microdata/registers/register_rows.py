"""The rows of a register, batch by batch, from a CSV or Parquet file."""

import codecs
import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from openssi.microdata.csv_lines import CsvLines
from openssi.microdata.data_file import refuse_no_file
from openssi.microdata.nearest import enumerated, nearest_of
from openssi.microdata.registers.columns import as_texts
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

ROWS = 65_536
"""Rows of a batch of a Parquet file; a batch of a CSV file is what stands in so many bytes."""
_CSV_BYTES = 1 << 20
_STATISTICAL = {".dta", ".sav", ".zsav", ".por", ".sas7bdat"}
"""Endings of files of Stata, SPSS and SAS, which have to be saved as CSV first."""
_AS_NUMBERS = r"^[0-9]+[.,]0+$|^[0-9][.,]?[0-9]*[eE][+]?[0-9]+$"
"""Identifiers that a program took for numbers: 85312967723.0, 8.53130E+10."""
_UNEVEN = re.compile(r"Expected \d+ columns, got \d+")
_BROKEN = (pa.ArrowInvalid, pa.ArrowNotImplementedError, UnicodeError, LookupError, OSError, csv.Error)
"""What is raised where a file is not what it should be."""
_DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """A register as an institution holds it.

    Attributes:
        path: CSV (any ending but .parquet) or Parquet file.
        columns: Names of the columns that are read; nothing else is.
        encoding: Of a CSV file.
    """

    path: Path
    columns: Sequence[str]
    encoding: str = "utf-8"

    def names(self) -> list[str]:
        """Return the names of all columns.

        Raises:
            FixTheFile: if the file cannot be read.
        """
        with self._reading():
            if self._is_parquet:
                return list(pq.read_schema(self.path).names)
            return self._head()[0]

    @property
    def _is_parquet(self) -> bool:
        return self.path.suffix.lower() in {".parquet", ".pq"}

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """Turn what is wrong with the file into a message."""
        refuse_no_file(self.path)
        if not _is_encoding(self.encoding):
            raise FixTheFile.because("REGISTER_ENCODING_UNKNOWN", Place(item="--encoding"), name=self.encoding)
        if self.path.suffix.lower() in _STATISTICAL:
            values = {"reason": self.path.suffix}
            raise FixTheFile.because("REGISTER_UNREADABLE", Place(file=self.path.name), **values)
        try:
            yield
        except _BROKEN as error:
            if "straddling object" in str(error):
                self._lines().refuse_open_quotation()
            place = Place(file=self.path.name, row=self._uneven_line() if _UNEVEN.search(str(error)) else None)
            raise FixTheFile.because("REGISTER_UNREADABLE", place, reason=_reason(error)) from None

    def _head(self) -> tuple[list[str], str]:
        """Return the names of the columns of a CSV file, and what stands between them."""
        with self.path.open(encoding=self.encoding, newline="") as stream:
            head = stream.readline(1 << 20).lstrip("\ufeff")
        if not head.strip():
            raise FixTheFile.because("SURVEY_EMPTY", Place(file=self.path.name))
        delimiter = max(_DELIMITERS, key=head.count)
        return next(csv.reader([head], delimiter=delimiter), []), delimiter

    def batches(self) -> Iterator[tuple[float, pa.RecordBatch]]:
        """Give the share of the file that is read, and the rows that were read last.

        Raises:
            FixTheFile: if the file cannot be read, or lacks a column.
        """
        with self._reading():
            yield from self._parquet() if self._is_parquet else self._csv()

    def _refuse_missing(self, names: Sequence[str]) -> None:
        missing = [each for each in self.columns if each not in names]
        if missing:
            place = Place(file=self.path.name)
            nearest, column = nearest_of(missing[0], names), ", ".join(missing)
            raise FixTheFile.because(
                "REGISTER_COLUMN_MISSING", place, column=column, nearest=nearest, known=enumerated(names)
            )
        for each in self.columns:
            if names.count(each) > 1:
                raise FixTheFile.because("SURVEY_COLUMN_TWICE", Place(file=self.path.name), column=each)

    def _parquet(self) -> Iterator[tuple[float, pa.RecordBatch]]:
        with pq.ParquetFile(self.path) as file:
            self._refuse_missing(file.schema_arrow.names)
            done = 0
            for batch in file.iter_batches(ROWS, columns=list(dict.fromkeys(self.columns))):
                done += batch.num_rows
                yield done / max(1, file.metadata.num_rows), batch

    def _csv(self) -> Iterator[tuple[float, pa.RecordBatch]]:
        names, _ = self._head()
        self._refuse_missing(names)
        size = max(1, self.path.stat().st_size)
        with pa.OSFile(str(self.path)) as source:
            for batch in self._reader(source):
                yield min(1.0, source.tell() / size), batch
        self._lines().refuse_open_quotation()

    def _reader(self, source: pa.NativeFile, *, use_threads: bool = True) -> Iterator[pa.RecordBatch]:
        names, delimiter = self._head()
        wanted = list(dict.fromkeys(self.columns))
        kinds: Mapping[str, pa.DataType] = dict.fromkeys(wanted, pa.string())
        reader: Iterator[pa.RecordBatch] = pyarrow.csv.open_csv(
            source,
            pyarrow.csv.ReadOptions(block_size=_CSV_BYTES, encoding=self.encoding, use_threads=use_threads),
            pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=len(names) > 1),
            pyarrow.csv.ConvertOptions(column_types=kinds, include_columns=wanted),
        )
        return reader

    def _uneven_line(self) -> int | None:
        """Return the line of a row of too many or too few values."""
        with pa.OSFile(str(self.path)) as source:
            return self._lines().uneven(lambda: self._reader(source, use_threads=False))

    def _lines(self) -> CsvLines:
        names, delimiter = self._head()
        has_empty = len(names) == 1
        return CsvLines(path=self.path, delimiter=delimiter, encoding=self.encoding, has_empty_records=has_empty)


def column_names(path: Path, encoding: str = "utf-8") -> list[str]:
    """Return the names of the columns of a register.

    Raises:
        FixTheFile: if the file cannot be read.
    """
    return RegisterFile(path, (), encoding).names()


def _is_encoding(name: str) -> bool:
    try:
        return bool(codecs.lookup(name))
    except (LookupError, ValueError):
        return False


def _reason(error: Exception) -> str:
    """Return what is wrong without the row itself: a message is read by others than those who may read the register."""
    plain = _UNEVEN.pattern + r"|invalid UTF.?8|Empty CSV file"
    found = re.search(plain, str(error), re.IGNORECASE)
    return found[0] if found else type(error).__name__


def identifiers(batch: pa.RecordBatch, column: str, file: str) -> pa.Array:
    """Return a column of identifiers as texts.

    Raises:
        FixTheFile: if the column is neither texts nor whole numbers: a float has lost digits, and so have texts
            that a program took for numbers.
    """
    kind = batch.schema.field(column).type
    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    texts = (pa.types.is_string, pa.types.is_large_string, pa.types.is_integer, pa.types.is_string_view)
    whole = pa.types.is_decimal(plain) and plain.scale == 0
    if not whole and not any(fits(plain) for fits in texts) and not pa.types.is_null(plain):
        raise FixTheFile.because("REGISTER_ID_NOT_TEXT", Place(file=file, item=column), type=str(plain))
    found = as_texts(batch.column(column))
    as_numbers = pc.sum(pc.match_substring_regex(found, _AS_NUMBERS)).as_py() or 0
    if 2 * as_numbers > len(found) - found.null_count:
        raise FixTheFile.because("REGISTER_ID_NOT_TEXT", Place(file=file, item=column), type="double (1.0, 1E+10)")
    return found
