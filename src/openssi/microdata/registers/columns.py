"""The columns of a register that travel, each row as the number of its code."""

import datetime as dt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from openssi.microdata.registers.rule import Dimension

Numbers: TypeAlias = npt.NDArray[np.int64]
_OLDEST = 130


def code_numbers(column: pa.Array, dimension: Dimension) -> Numbers:
    """Return the number of the code of each row; -1 where nothing is written or the rule does not know what is.

    Args:
        column: Of the register: texts, whole numbers or days.
        dimension: What it becomes.
    """
    if dimension.made_of is None:
        return _spelled(column, dimension)
    if dimension.made_of == "birth_date":
        years = _years_of_days(column, dimension.on)
    else:
        years = _whole(column)
        if dimension.made_of == "birth_year" and dimension.on is not None:
            years = np.where(years >= 0, dimension.on.year - years, -1)
    if dimension.name == "birth_year":
        first, last = dimension.limits[0], dimension.limits[-1]
        return np.where((years >= first) & (years <= last), years - first, -1)
    known = (years >= 0) & (years <= _OLDEST)
    groups = np.searchsorted(np.array(dimension.limits), years, side="right").astype(np.int64) - 1
    return np.where(known, groups, -1)


def _spelled(column: pa.Array, dimension: Dimension) -> Numbers:
    ways = list(dimension.spelled)
    numbers = np.array([dimension.codes.index(code) for code in dimension.spelled.values()] + [-1])
    written = pc.utf8_upper(pc.utf8_trim_whitespace(as_texts(column)))
    found = pc.index_in(written, value_set=pa.array(ways, written.type)).fill_null(len(ways))
    of_rows: Numbers = numbers[found.to_numpy(zero_copy_only=False)].astype(np.int64)
    return of_rows


def as_texts(column: pa.Array) -> pa.Array:
    """Return texts, whole numbers and days as texts."""
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_floating(column.type):
        column = column.cast(pa.int64(), safe=False)
    return column.cast(pa.string()) if column.type != pa.string() else column


def _whole(column: pa.Array) -> Numbers:
    """Return whole numbers, -1 where there is none."""
    texts = pc.utf8_trim_whitespace(as_texts(column))
    is_number = pc.match_substring_regex(texts, r"^[0-9]{1,4}$").fill_null(fill_value=False)
    plain = pc.if_else(is_number, texts, pa.scalar(None, texts.type))
    numbers: Numbers = plain.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    return numbers


def _years_of_days(column: pa.Array, on: dt.date | None) -> Numbers:
    """Return the year of each day, or the age on a day; -1 where there is no day."""
    texts = pc.replace_substring(pc.utf8_slice_codeunits(pc.utf8_trim_whitespace(as_texts(column)), 0, 10), "-", "")
    is_day = pc.match_substring_regex(texts, r"^[0-9]{4}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$")
    plain = pc.if_else(is_day.fill_null(fill_value=False), texts, pa.scalar(None, texts.type))
    days = plain.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
    if on is None:
        return np.where(days >= 0, days // 10_000, -1)
    # Of two days written as one number each, the difference has the completed years in front.
    ages = (on.year * 10_000 + on.month * 100 + on.day - days) // 10_000
    return np.where(days >= 0, ages, -1)
