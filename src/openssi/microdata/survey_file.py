"""Files of surveys opened: names of columns, labels of values, and rows a batch at a time.

CSV (also .gz) and Parquet are read by Arrow, Stata and SPSS by ReadStat. Only the columns asked for are read.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from openssi.microdata.survey_columns import Array, Batch, SurveyFile, Wanted, typed, unreadable, value_text
from openssi.microdata.survey_csv import open_csv_survey
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

BATCH_ROWS = 262_144
"""Rows of a batch of Parquet, Stata and SPSS."""


def open_survey(path: Path, *, delimiter: str = "", decimal: str = ".", encoding: str = "utf-8") -> SurveyFile:
    """Open a file by its ending: .csv, .csv.gz, .parquet, .dta or .sav.

    Args:
        path: The file.
        delimiter: Of CSV; found in the header where it is empty.
        decimal: Decimal sign of CSV.
        encoding: Of CSV.

    Raises:
        FixTheFile: if the file is not there, is empty, has another ending or cannot be read as what its ending says.
    """
    if not os.path.isfile(path):  # noqa: PTH113 - a name that is too long is no file, where Path raises
        raise FixTheFile.because("FILE_MISSING", Place(file=str(path)))
    if path.stat().st_size == 0:
        raise FixTheFile.because("SURVEY_EMPTY", Place(file=path.name))
    name = path.name.lower()
    if name.endswith((".csv", ".csv.gz")):
        return open_csv_survey(path, delimiter=delimiter, decimal=decimal, encoding=encoding)
    if name.endswith(".parquet"):
        return _parquet(path)
    if name.endswith((".dta", ".sav", ".zsav")):
        return _statistical(path)
    raise FixTheFile.because("SURVEY_FORMAT_UNKNOWN", Place(file=path.name))


def _parquet(path: Path) -> SurveyFile:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise unreadable(path, error) from error

    def batches(wanted: Wanted) -> Iterator[Batch]:
        row = 1
        try:
            for batch in file.iter_batches(batch_size=BATCH_ROWS, columns=wanted.columns):
                columns = {name: batch.column(name) for name in wanted.columns}
                yield typed(columns, wanted, Place(file=path.name, row=row))
                row += batch.num_rows
        except (pa.ArrowInvalid, OSError) as error:
            raise unreadable(path, error) from error

    return SurveyFile(path=path, columns=tuple(file.schema_arrow.names), batches=batches)


def _statistical(path: Path) -> SurveyFile:
    import pyreadstat

    read = pyreadstat.read_dta if path.suffix.lower() == ".dta" else pyreadstat.read_sav
    try:
        _, meta = read(path, metadataonly=True)
    except pyreadstat.ReadstatError as error:
        raise unreadable(path, error) from error

    def batches(wanted: Wanted) -> Iterator[Batch]:
        chunks = pyreadstat.read_file_in_chunks(
            read,
            path,
            chunksize=BATCH_ROWS,
            usecols=wanted.columns,
            output_format="dict",
            disable_datetime_conversion=True,
        )
        row = 1
        try:
            for columns, _ in chunks:
                arrays = {name: _array(columns[name]) for name in wanted.columns}
                yield typed(arrays, wanted, Place(file=path.name, row=row))
                row += len(arrays[wanted.columns[0]])
        except pyreadstat.ReadstatError as error:
            raise unreadable(path, error) from error

    labels = {
        column: {value_text(value): str(label) for value, label in named.items()}
        for column, named in meta.variable_value_labels.items()
    }
    return SurveyFile(path=path, columns=tuple(meta.column_names), batches=batches, labels=labels)


def _array(values: Array) -> Array:
    """Return a column of Stata or SPSS; a text without a letter is a missing one."""
    if isinstance(values, np.ndarray) and values.dtype != object:
        return pa.array(values, from_pandas=True)
    return pa.array([each if each != "" else None for each in values], from_pandas=True)
