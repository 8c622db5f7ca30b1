"""Columns of a survey's file as they come, a batch of rows at a time."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

Array: TypeAlias = Any
"""An array of Arrow, which has no types to check by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Columns to read.

    Attributes:
        numbers: Read as numbers; text in them is refused with its row.
        categories: Read as they are.
        missing: Values that stand for a missing one, by column, and of all columns under the empty name.
    """

    numbers: tuple[str, ...]
    categories: tuple[str, ...]
    missing: Mapping[str, Sequence[str]] = field(default_factory=lambda: MappingProxyType({}))

    def missing_in(self, column: str) -> tuple[str, ...]:
        """Return the values that stand for a missing one in a column."""
        return (*self.missing.get("", ()), *self.missing.get(column, ()))

    @property
    def columns(self) -> list[str]:
        """All of them, each once."""
        return list(dict.fromkeys((*self.numbers, *self.categories)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """How numbers that stand as text are written.

    Attributes:
        decimal: Decimal sign.
        thousands: Sign between groups of three digits, empty for none; a blank stands for blanks that do not break too.
    """

    decimal: str = "."
    thousands: str = ""

    def plain(self, text: Array) -> Array:
        """Return texts as programs write numbers; those that do not follow the signs as they are, so that none fits."""
        if self.thousands:
            between = "[ \u00a0\u202f]" if self.thousands == " " else re.escape(self.thousands)
            grouped = rf"^\s*[+-]?[0-9]{{1,3}}({between}[0-9]{{3}})+({re.escape(self.decimal)}[0-9]*)?\s*$"
            joined = pc.replace_substring_regex(text, between, "")
            text = pc.if_else(pc.match_substring_regex(text, grouped), joined, text)
        if self.decimal == ".":
            return text
        # A point is no decimal sign here: 1.234 may be more than a thousand.
        pointed = pc.match_substring(text, ".")
        return pc.if_else(
            pointed, pc.binary_join_element_wise("?", text, ""), pc.replace_substring(text, self.decimal, ".")
        )


PLAIN = Signs()

BATCH_ROWS = 262_144
"""Rows of a batch of few columns."""

_BATCH_CELLS, _LEAST_ROWS = 1 << 23, 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Rows that were read together.

    Attributes:
        rows: How many.
        numbers: Arrow arrays of 64-bit floats by column.
        categories: Arrow dictionary arrays by column.
    """

    rows: int
    numbers: Mapping[str, Array]
    categories: Mapping[str, Array]


At = Callable[[int], Place]
"""Gives the place of a row of a batch, which is counted from 0."""


def _counted_from_one(row: int) -> int:
    return row + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFile:
    """A file whose columns are known and whose rows can be read.

    Attributes:
        path: The file.
        columns: Their names.
        labels: Names of values, by column and value as text.
        batches: Reads the columns asked for.
        line: Gives the number that a person gives a row, which is counted from 0: of a CSV file that of its line.
        has_columns_apart: Whether one column is read without going through the others.
    """

    path: Path
    columns: tuple[str, ...]
    batches: Callable[[Wanted], Iterator[Batch]]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    line: Callable[[int], int] = _counted_from_one
    has_columns_apart: bool = False

    def place(self, row: int) -> Place:
        """Return the place of a row, which is counted from 0, as a person finds it in the file."""
        return Place(file=self.path.name, row=self.line(row))


def batch_rows(wanted: Wanted) -> int:
    """Return how many rows are read together: fewer of many columns."""
    return max(_LEAST_ROWS, min(BATCH_ROWS, _BATCH_CELLS // max(1, len(wanted.columns))))


def rows_from(path: Path, first: int, line: Callable[[int], int] = _counted_from_one) -> At:
    """Return what gives the places of rows of a batch.

    Args:
        path: The file.
        first: Number of the first row of the batch, from 0.
        line: As `SurveyFile` has it.
    """
    return lambda row: Place(file=path.name, row=line(first + row))


def unreadable(path: Path, problem: object) -> FixTheFile:
    """Return the error of a file that is not what its ending says."""
    return FixTheFile.because(
        "SURVEY_UNREADABLE", Place(file=path.name), problem=str(problem).strip().splitlines()[0].rstrip(".")
    )


def as_numbers(array: Array, column: str, at: At, signs: Signs = PLAIN, missing: Sequence[str] = ()) -> Array:
    """Turn a column into 64-bit floats.

    Args:
        array: An Arrow array.
        column: Its name.
        at: Gives the place of a row.
        signs: Of numbers that are written as text.
        missing: Texts that stand for a missing number.

    Raises:
        FixTheFile: naming the first row that holds text.
    """
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_boolean(array.type):
        array = array.cast(pa.int8())
    array = _as_text(array, column, at, "SURVEY_NOT_NUMBERS")
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        try:
            return array.cast(pa.float64(), safe=False)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise FixTheFile.because("SURVEY_NOT_NUMBERS", at(0), column=column, type=array.type) from error
    no_number = pa.array(["", *missing], type=array.type)
    text = pc.if_else(pc.is_in(pc.utf8_trim_whitespace(array), value_set=no_number), None, array)
    plain = signs.plain(text)
    try:
        return plain.cast(pa.float64())
    except pa.ArrowInvalid as error:
        row = next(row for row, each in enumerate(plain.to_pylist()) if each and not _is_number(each))
        raise FixTheFile.because("SURVEY_TEXT_IN_NUMBERS", at(row), column=column, value=text[row].as_py()) from error


def _as_text(array: Array, column: str, at: At, code: str) -> Array:
    """Return texts that are stored as views or, as Spark and Hive do, as bytes, as texts; other arrays as they are."""
    if pa.types.is_fixed_size_binary(array.type):
        array = array.cast(pa.binary())
    of_bytes = pa.types.is_binary(array.type) or pa.types.is_large_binary(array.type)
    if not of_bytes and not pa.types.is_string_view(array.type):
        return array
    try:
        return array.cast(pa.string())
    except pa.ArrowInvalid as error:
        raise FixTheFile.because(code, at(0), column=column, type=array.type) from error


def _is_number(text: str) -> bool:
    try:
        pa.scalar(text).cast(pa.float64())
    except pa.ArrowInvalid:
        return False
    return True


def typed(columns: Mapping[str, Array], wanted: Wanted, at: At, signs: Signs = PLAIN) -> Batch:
    """Turn the columns of a batch into numbers and categories; a column may be both.

    Args:
        columns: Arrow arrays by column.
        wanted: What each is read as.
        at: Gives the place of a row of the batch.
        signs: Of numbers that are written as text.

    Raises:
        FixTheFile: if a column of numbers holds text.
    """
    return Batch(
        rows=len(columns[wanted.columns[0]]),
        numbers={name: as_numbers(columns[name], name, at, signs, wanted.missing_in(name)) for name in wanted.numbers},
        categories={name: _dictionary(columns[name], name, at) for name in wanted.categories},
    )


def _dictionary(array: Array, column: str, at: At) -> Array:
    if pa.types.is_dictionary(array.type):
        return array
    if pa.types.is_nested(array.type):
        raise FixTheFile.because("SURVEY_NOT_CATEGORIES", at(0), column=column, type=array.type)
    ascending = _ascending(array)
    if ascending is not None:
        return ascending
    is_cast = pa.types.is_null(array.type) or pa.types.is_boolean(array.type)
    if pa.types.is_float16(array.type):
        array = array.cast(pa.float32())
    plain = array.cast(pa.string()) if is_cast else _as_text(array, column, at, "SURVEY_NOT_CATEGORIES")
    return plain.dictionary_encode()


def _ascending(array: Array) -> Array | None:
    """Return whole numbers that never fall, as numbers of households in most files, as a dictionary without hashing."""
    if not pa.types.is_integer(array.type) or array.null_count or not len(array):
        return None
    values = array.to_numpy(zero_copy_only=False)
    rises = values[1:] > values[:-1]
    if not (rises | (values[1:] == values[:-1])).all():
        return None
    starts = np.append(True, rises)
    return pa.DictionaryArray.from_arrays(
        pa.array(np.cumsum(starts, dtype=np.int32) - 1), pa.array(values[starts], type=array.type)
    )


def value_text(value: object) -> str:
    """Return a value as people write it: 1 for 1.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
