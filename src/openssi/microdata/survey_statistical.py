"""Files of Stata and SPSS, read by ReadStat: missing values, labels, days and the encoding of older files."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from openssi.microdata.arrays import Floats
from openssi.microdata.survey_columns import (
    Array,
    Batch,
    Signs,
    SurveyFile,
    Wanted,
    batch_rows,
    rows_from,
    typed,
    unreadable,
    value_text,
)
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_DAYS_OF_STATA, _DAYS_OF_SPSS = np.datetime64("1960-01-01", "s"), np.datetime64("1582-10-14", "s")

_TIMES_OF_SPSS = (
    "DATE", "ADATE", "EDATE", "SDATE", "JDATE", "YMDHMS", "TIME", "DTIME", "MTIME", "MOYR", "QYR", "WKYR",
)  # fmt: skip
"""Formats of days and times, which SPSS keeps as seconds; DATE is the beginning of DATETIME too."""

_MOST_SECONDS = 3.2e11
"""Ten thousand years, beyond which no number is a day."""


def open_statistical_survey(path: Path, *, signs: Signs, encoding: str) -> SurveyFile:
    """Open a file of Stata (.dta) or SPSS (.sav, .zsav).

    Args:
        path: The file.
        signs: Of numbers that stand as text.
        encoding: Of texts, where the file does not say it or says another; `utf-8` leaves it to the file.

    Raises:
        FixTheFile: if it cannot be read, or a column of numbers holds text or days.
    """
    import pyreadstat

    read = pyreadstat.read_dta if path.suffix.lower() == ".dta" else pyreadstat.read_sav
    declared = None if encoding.lower() in {"utf-8", "utf8"} else encoding
    try:
        _, meta = read(path, metadataonly=True, encoding=declared)
    except pyreadstat.ReadstatError as error:
        raise _unread(path, error, encoding) from error
    formats = {name: form for name, form in meta.original_variable_types.items() if form and _seconds(form)}

    def batches(wanted: Wanted) -> Iterator[Batch]:
        for name in wanted.numbers:
            if name in formats:
                raise FixTheFile.because("SURVEY_NOT_NUMBERS", Place(file=path.name), column=name, type=formats[name])
        if meta.number_rows == 0:
            return
        chunks = pyreadstat.read_file_in_chunks(
            read,
            path,
            chunksize=batch_rows(wanted),
            usecols=wanted.columns,
            output_format="dict",
            disable_datetime_conversion=True,
            encoding=declared,
        )
        first = 0
        try:
            for columns, _ in chunks:
                arrays = {name: _array(columns[name], formats.get(name, "")) for name in wanted.columns}
                yield typed(arrays, wanted, rows_from(path, first), signs)
                first += len(arrays[wanted.columns[0]])
        except pyreadstat.ReadstatError as error:
            raise _unread(path, error, encoding) from error

    return SurveyFile(
        path=path, columns=tuple(meta.column_names), batches=batches, labels=_labels(meta.variable_value_labels)
    )


def _labels(named: Mapping[str, Mapping[Any, str]]) -> dict[str, dict[str, str]]:
    return {
        column: {value_text(value): str(label) for value, label in labels.items()} for column, labels in named.items()
    }


def _unread(path: Path, error: Exception, encoding: str) -> FixTheFile:
    said = str(error)
    if "encoding" in said or "character set" in said:
        return FixTheFile.because("SURVEY_ENCODING", Place(file=path.name), encoding=encoding)
    return unreadable(path, error)


def _seconds(form: str) -> float:
    """Return the seconds of one unit of a format of days or times, 0 for a format of numbers or texts."""
    if form.startswith(("%tc", "%tC", "%-tc", "%-tC")):
        return 0.001
    if form.startswith(("%td", "%d", "%-td", "%-d")):
        return 86_400.0
    if form.startswith(("%t", "%-t")):
        # Months, quarters and the like count from 1960; years are numbers.
        return 0.0 if "ty" in form[:4] else -1.0
    letters = form.rstrip("0123456789.")
    if letters in _TIMES_OF_SPSS or letters == "DATETIME":
        return 1.0
    return 0.0


def _array(values: Array, form: str) -> Array:
    """Return a column; a text without a letter is a missing one, and days are written as ISO 8601 has them."""
    if _seconds(form) > 0:
        return _days(np.array(values, dtype=np.float64), form)
    if isinstance(values, np.ndarray) and values.dtype != object:
        return pa.array(values, from_pandas=True)
    return pa.array([each if each != "" else None for each in values], from_pandas=True)


def _days(values: Floats, form: str) -> Array:
    """Return days, and times where a value is not midnight."""
    seconds = values * _seconds(form)
    known = np.abs(seconds) < _MOST_SECONDS
    since = np.where(known, seconds, 0.0)
    times = (_DAYS_OF_STATA if form.startswith("%") else _DAYS_OF_SPSS) + since.astype("timedelta64[s]")
    days, moments = np.datetime_as_string(times, unit="D"), np.datetime_as_string(times, unit="s")
    return pa.array(np.where(since % 86_400 == 0, days, moments), mask=~known)
