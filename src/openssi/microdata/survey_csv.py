"""CSV files of surveys, plain or .gz, with their delimiter found in the header."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pyarrow as pa
import pyarrow.csv as pcsv

from openssi.microdata.survey_columns import Batch, SurveyFile, Wanted, typed, unreadable
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

BLOCK_BYTES = 16 * 1024 * 1024
"""Text of a batch."""

CATEGORY = pa.dictionary(pa.int32(), pa.string())

MISSING_WORDS = ("", "NA", "NaN", "nan", "N/A", "NULL", "null", ".", *(f".{letter}" for letter in ascii_lowercase))
"""What stands for a missing value; .a to .z are the extended missing values of Stata."""

_UNEVEN = re.compile(r"Expected (\d+) columns, got (\d+)")
"""What Arrow says of a row that has not as many values as the header has names."""

BROKEN = (OSError, LookupError, UnicodeError, pa.ArrowInvalid)
"""What Arrow raises where a file is not what it should be."""


def open_csv_survey(path: Path, *, delimiter: str, decimal: str, encoding: str) -> SurveyFile:
    """Open a CSV file.

    Args:
        path: The file.
        delimiter: Empty to find it in the header.
        decimal: Decimal sign.
        encoding: Of the text.

    Raises:
        FixTheFile: if it is empty or cannot be read.
    """

    def open_csv(convert: pcsv.ConvertOptions | None = None) -> Any:  # noqa: ANN401 - a reader of Arrow
        return pcsv.open_csv(
            pa.input_stream(str(path), compression="detect"),
            read_options=pcsv.ReadOptions(block_size=BLOCK_BYTES, encoding=encoding),
            parse_options=pcsv.ParseOptions(delimiter=delimiter or _delimiter(path), newlines_in_values=True),
            convert_options=convert,
        )

    def batches(wanted: Wanted) -> Iterator[Batch]:
        categories = dict.fromkeys(wanted.categories, CATEGORY)
        numbers = {name: CATEGORY if wanted.missing_in(name) else pa.float64() for name in wanted.numbers}
        try:
            yield from _batches(path, open_csv, {**numbers, **categories}, wanted, decimal)
        except BROKEN as error:
            # Arrow does not say in which row a text stands that should be a number.
            as_text = {**dict.fromkeys(wanted.numbers, CATEGORY), **categories}
            _refuse_text(_batches(path, open_csv, as_text, wanted, decimal))
            raise _unreadable_csv(path, error, encoding) from error

    try:
        columns = tuple(open_csv().schema.names)
    except BROKEN as error:
        raise _unreadable_csv(path, error, encoding) from error
    return SurveyFile(path=path, columns=columns, batches=batches, first_row=2)


def _delimiter(path: Path) -> str:
    with pa.input_stream(str(path), compression="detect") as stream:
        header = stream.read(1 << 16).split(b"\n")[0]
    return max(",;\t|", key=lambda sign: header.count(sign.encode()))


def _batches(
    path: Path,
    open_csv: Callable[[pcsv.ConvertOptions], Any],
    types: Mapping[str, pa.DataType],
    wanted: Wanted,
    decimal: str,
) -> Iterator[Batch]:
    convert = pcsv.ConvertOptions(
        include_columns=list(types),
        column_types=types,
        null_values=list(MISSING_WORDS),
        strings_can_be_null=True,
        decimal_point=decimal,
    )
    row = 2
    for batch in open_csv(convert):
        columns = {name: batch.column(name) for name in types}
        yield typed(columns, wanted, Place(file=path.name, row=row), decimal)
        row += batch.num_rows


def _refuse_text(batches: Iterator[Batch]) -> None:
    """Read numbers as text, so that the first that is none is refused with its row."""
    try:
        for _ in batches:
            pass
    except BROKEN:
        return


def _unreadable_csv(path: Path, error: Exception, encoding: str) -> FixTheFile:
    place, said = Place(file=path.name), str(error)
    if "Empty CSV" in said:
        return FixTheFile.because("SURVEY_EMPTY", place)
    if isinstance(error, UnicodeError) or "invalid UTF8" in said:
        return FixTheFile.because("SURVEY_ENCODING", place, encoding=encoding)
    if uneven := _UNEVEN.search(said):
        return FixTheFile.because("SURVEY_ROW_UNEVEN", place, columns=uneven[1], found=uneven[2])
    return unreadable(path, error)
