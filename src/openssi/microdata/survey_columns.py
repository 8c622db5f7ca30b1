"""Columns of a survey's file as they come, a batch of rows at a time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

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


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyFile:
    """A file whose columns are known and whose rows can be read.

    Attributes:
        path: The file.
        columns: Their names.
        labels: Names of values, by column and value as text.
        batches: Reads the columns asked for.
        first_row: Number that a person gives the first row: 2 under the header of a CSV file, else 1.
    """

    path: Path
    columns: tuple[str, ...]
    batches: Callable[[Wanted], Iterator[Batch]]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    first_row: int = 1


def unreadable(path: Path, problem: object) -> FixTheFile:
    """Return the error of a file that is not what its ending says."""
    return FixTheFile.because(
        "SURVEY_UNREADABLE", Place(file=path.name), problem=str(problem).strip().splitlines()[0].rstrip(".")
    )


def as_numbers(array: Array, column: str, place: Place, decimal: str = ".", missing: Sequence[str] = ()) -> Array:
    """Turn a column into 64-bit floats.

    Args:
        array: An Arrow array.
        column: Its name.
        place: The file and the number of its first row.
        decimal: Decimal sign of numbers that are written as text.
        missing: Texts that stand for a missing number.

    Raises:
        FixTheFile: naming the first row that holds text.
    """
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if pa.types.is_boolean(array.type):
        array = array.cast(pa.int8())
    if pa.types.is_string_view(array.type):
        array = array.cast(pa.string())
    if not (pa.types.is_string(array.type) or pa.types.is_large_string(array.type)):
        try:
            return array.cast(pa.float64(), safe=False)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
            raise FixTheFile.because("SURVEY_NOT_NUMBERS", place, column=column, type=array.type) from error
    no_number = pa.array(["", *missing], type=array.type)
    text = pc.if_else(pc.is_in(pc.utf8_trim_whitespace(array), value_set=no_number), None, array)
    plain = pc.replace_substring(text, decimal, ".") if decimal != "." else text
    try:
        return plain.cast(pa.float64())
    except pa.ArrowInvalid as error:
        at, value = next((at, each) for at, each in enumerate(plain.to_pylist()) if each and not _is_number(each))
        here = Place(file=place.file, row=(place.row or 0) + at)
        raise FixTheFile.because("SURVEY_TEXT_IN_NUMBERS", here, column=column, value=value) from error


def _is_number(text: str) -> bool:
    try:
        pa.scalar(text).cast(pa.float64())
    except pa.ArrowInvalid:
        return False
    return True


def typed(columns: Mapping[str, Array], wanted: Wanted, place: Place, decimal: str = ".") -> Batch:
    """Turn the columns of a batch into numbers and categories; a column may be both.

    Args:
        columns: Arrow arrays by column.
        wanted: What each is read as.
        place: The file and the number of the first row of the batch.
        decimal: Decimal sign of numbers that are written as text.

    Raises:
        FixTheFile: if a column of numbers holds text.
    """
    return Batch(
        rows=len(columns[wanted.columns[0]]),
        numbers={
            name: as_numbers(columns[name], name, place, decimal, wanted.missing_in(name)) for name in wanted.numbers
        },
        categories={name: _dictionary(columns[name], name, place) for name in wanted.categories},
    )


def _dictionary(array: Array, column: str, place: Place) -> Array:
    if pa.types.is_dictionary(array.type):
        return array
    if pa.types.is_nested(array.type):
        raise FixTheFile.because("SURVEY_NOT_CATEGORIES", place, column=column, type=array.type)
    of_text = (pa.types.is_null, pa.types.is_boolean, pa.types.is_string_view)
    plain = array.cast(pa.string()) if any(each(array.type) for each in of_text) else array
    return plain.dictionary_encode()


def value_text(value: object) -> str:
    """Return a value as people write it: 1 for 1.0."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
