"""CSV files of surveys, plain or .gz, with their delimiter found in the header."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pyarrow as pa
import pyarrow.csv as pcsv

from openssi.microdata.csv_lines import CsvLines
from openssi.microdata.survey_columns import Batch, Signs, SurveyFile, Wanted, rows_from, typed, unreadable
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

BLOCK_BYTES = 16 * 1024 * 1024
"""Text of a batch."""

CATEGORY = pa.dictionary(pa.int32(), pa.string())

MISSING_WORDS = ("", "NA", "NaN", "nan", "N/A", "NULL", "null", ".", *(f".{letter}" for letter in ascii_lowercase))
"""What stands for a missing value; .a to .z are the extended missing values of Stata."""

_UNEVEN = re.compile(r"Expected (\d+) columns, got (\d+)")
"""What Arrow says of a row that has not as many values as the header has names."""

_BEYOND_BLOCK = "straddling object"
"""What Arrow says of a row that is longer than a block."""

_SIGN_LINE = re.compile(r'^\ufeff?"?sep=(.)"?$', re.IGNORECASE)
"""A first line by which Excel is told what stands between columns."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""First bytes of .xlsx and .ods, and of .xls."""

_BYTES_OF_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

BROKEN = (OSError, LookupError, UnicodeError, pa.ArrowInvalid)
"""What Arrow raises where a file is not what it should be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """How a CSV file is written.

    Attributes:
        compression: `gzip`, or None.
        encoding: Of the text.
        delimiter: Between columns.
        skipped: Lines above the header.
    """

    compression: str | None
    encoding: str
    delimiter: str
    skipped: int

    def lines(self, path: Path) -> CsvLines:
        """Return the lines of a file that is written like this."""
        is_zipped = self.compression is not None
        return CsvLines(
            path=path, delimiter=self.delimiter, encoding=self.encoding, is_zipped=is_zipped, skipped=self.skipped
        )


def open_csv_survey(path: Path, *, delimiter: str, signs: Signs, encoding: str) -> SurveyFile:
    """Open a CSV file.

    Args:
        path: The file.
        delimiter: Empty to find it in the header.
        signs: Of numbers.
        encoding: Of the text.

    Raises:
        FixTheFile: if it is empty or cannot be read.
    """
    try:
        form = _form(path, delimiter, encoding)
    except BROKEN as error:
        raise _unreadable_csv(path, error, encoding) from error
    lines = form.lines(path)

    def open_csv(convert: pcsv.ConvertOptions | None = None) -> Any:  # noqa: ANN401 - a reader of Arrow
        return pcsv.open_csv(
            pa.input_stream(str(path), compression=form.compression),
            read_options=pcsv.ReadOptions(block_size=BLOCK_BYTES, encoding=form.encoding, skip_rows=form.skipped),
            parse_options=pcsv.ParseOptions(delimiter=form.delimiter, newlines_in_values=True),
            convert_options=convert,
        )

    def batches(wanted: Wanted) -> Iterator[Batch]:
        categories = dict.fromkeys(wanted.categories, CATEGORY)
        is_text = {name: bool(signs.thousands or wanted.missing_in(name)) for name in wanted.numbers}
        numbers = {name: CATEGORY if is_text[name] else pa.float64() for name in wanted.numbers}
        try:
            yield from _batches(lines, open_csv, {**numbers, **categories}, wanted, signs)
            lines.refuse_open_quotation()
        except BROKEN as error:
            # Arrow does not say in which row a text stands that should be a number.
            as_text = {**dict.fromkeys(wanted.numbers, CATEGORY), **categories}
            _refuse_text(_batches(lines, open_csv, as_text, wanted, signs))
            raise _unreadable_csv(path, error, encoding, form) from error

    try:
        columns = tuple(open_csv().schema.names)
    except BROKEN as error:
        raise _unreadable_csv(path, error, encoding, form) from error
    return SurveyFile(path=path, columns=columns, batches=batches, line=lines.of_row)


def _form(path: Path, delimiter: str, encoding: str) -> _Form:
    """Find out how a file is written; what is declared wins, but for the two bytes that say UTF-16.

    Raises:
        FixTheFile: if it is a workbook.
    """
    with path.open("rb") as plain:
        is_zipped = path.suffix.lower() == ".gz" or plain.read(2) == b"\x1f\x8b"
    compression = "gzip" if is_zipped else None
    with pa.input_stream(str(path), compression=compression) as stream:
        start = stream.read(1 << 16)
    if start.startswith(_WORKBOOKS):
        raise FixTheFile.because("FILE_IS_WORKBOOK", Place(file=path.name))
    encoding = "utf-16" if start.startswith(_BYTES_OF_UTF_16) else encoding
    head = start.decode(encoding, errors="replace").splitlines()
    told = _SIGN_LINE.match(head[0]) if head else None
    counted = next((line for line in head if line.strip("\ufeff")), "")
    found = told[1] if told else max(",;\t|", key=counted.count)
    return _Form(compression=compression, encoding=encoding, delimiter=delimiter or found, skipped=1 if told else 0)


def _batches(
    lines: CsvLines,
    open_csv: Callable[[pcsv.ConvertOptions], Any],
    types: Mapping[str, pa.DataType],
    wanted: Wanted,
    signs: Signs,
) -> Iterator[Batch]:
    convert = pcsv.ConvertOptions(
        include_columns=list(types),
        column_types=types,
        null_values=list(MISSING_WORDS),
        strings_can_be_null=True,
        decimal_point=signs.decimal,
    )
    first = 0
    for batch in open_csv(convert):
        columns = {name: batch.column(name) for name in types}
        yield typed(columns, wanted, rows_from(lines.path, first, lines.of_row), signs)
        first += batch.num_rows


def _refuse_text(batches: Iterator[Batch]) -> None:
    """Read numbers as text, so that the first that is none is refused with its row."""
    try:
        for _ in batches:
            pass
    except BROKEN:
        return


def _uneven_line(path: Path, form: _Form) -> int | None:
    """Return the line of a row of too many or too few values."""
    return form.lines(path).uneven(
        lambda: pcsv.open_csv(
            pa.input_stream(str(path), compression=form.compression),
            read_options=pcsv.ReadOptions(
                block_size=BLOCK_BYTES, encoding=form.encoding, skip_rows=form.skipped, use_threads=False
            ),
            parse_options=pcsv.ParseOptions(delimiter=form.delimiter, newlines_in_values=True),
        )
    )


def _unreadable_csv(path: Path, error: Exception, encoding: str, form: _Form | None = None) -> FixTheFile:
    place, said = Place(file=path.name), str(error)
    if form and _BEYOND_BLOCK in said:
        form.lines(path).refuse_open_quotation()
    if "Empty CSV" in said:
        return FixTheFile.because("SURVEY_EMPTY", place)
    if isinstance(error, UnicodeError) or "invalid UTF8" in said:
        return FixTheFile.because("SURVEY_ENCODING", place, encoding=encoding)
    if uneven := _UNEVEN.search(said):
        place = Place(file=path.name, row=_uneven_line(path, form) if form else None)
        return FixTheFile.because("SURVEY_ROW_UNEVEN", place, columns=uneven[1], found=uneven[2])
    return unreadable(path, error)
