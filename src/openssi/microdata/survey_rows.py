"""The columns of a survey gathered into arrays, with categories as numbers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from openssi.microdata.arrays import Codes, Floats
from openssi.microdata.sample import Division
from openssi.microdata.survey_columns import Array, SurveyFile, Wanted, value_text
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A column of categories or identifiers.

    Attributes:
        codes: Number of the value of each row, in the order of the values; -1 where it is missing.
        values: The different values, an Arrow array; numbers in their order, else text in that of its letters.
    """

    codes: Codes
    values: Array

    def name(self, code: int) -> str:
        """Return a value as people write it."""
        return value_text(self.values[code].as_py())

    def division(self, labels: Mapping[str, str]) -> Division:
        """Return the domains, named by the labels of their values where there are any."""
        names = tuple(value_text(each) for each in self.values.to_pylist())
        labelled = [labels.get(name, name) for name in names]
        times = Counter(labelled)
        # Two values of one label are two domains, which their values then tell apart.
        pairs = zip(names, labelled, strict=True)
        shown = tuple(label if times[label] == 1 else f"{label} ({name})" for name, label in pairs)
        return Division(codes=self.codes, labels=shown, values=() if shown == names else names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What was read.

    Attributes:
        file: Where from.
        number: Of rows.
        numbers: Columns of numbers, NaN where one is missing.
        categories: Columns of categories.
    """

    file: SurveyFile
    number: int
    numbers: dict[str, Floats]
    categories: dict[str, Category]

    def place(self, row: int | np.integer[Any]) -> Place:
        """Return the place of a row, which is counted from 0, as a person finds it in the file."""
        return self.file.place(int(row))


def gather(file: SurveyFile, wanted: Wanted) -> Rows:
    """Read columns of all rows.

    Memory: 8 bytes for each number and 4 for each category, twice for the one column that is being joined.

    Args:
        file: Open for reading.
        wanted: Its columns.

    Raises:
        FixTheFile: if the file has no rows, or a column of numbers holds text.
    """
    numbers: dict[str, list[Floats]] = {name: [] for name in wanted.numbers}
    categories: dict[str, list[Array]] = {name: [] for name in wanted.categories}
    rows = 0
    for batch in file.batches(wanted):
        rows += batch.rows
        for name, kept in numbers.items():
            kept.append(batch.numbers[name].to_numpy(zero_copy_only=False))
        for name, parts in categories.items():
            parts.append(batch.categories[name])
    if rows == 0:
        raise FixTheFile.because("SURVEY_EMPTY", Place(file=file.path.name))
    return Rows(
        file=file,
        number=rows,
        numbers={name: numbers_of(numbers.pop(name), wanted.missing_in(name)) for name in wanted.numbers},
        categories={name: _category(categories.pop(name), wanted.missing_in(name)) for name in wanted.categories},
    )


def numbers_of(parts: list[Floats], missing: Sequence[str]) -> Floats:
    """Join numbers that were read in parts, and take out those that stand for a missing one."""
    joined = np.concatenate(parts)
    parts.clear()
    for code in _as_numbers(missing):
        joined[joined == code] = np.nan
    return joined


def _as_numbers(texts: Sequence[str]) -> Iterator[float]:
    for text in texts:
        try:
            yield float(text)
        except ValueError:
            continue


def _category(parts: list[Array], missing: Sequence[str]) -> Category:
    """Join the dictionaries of the batches and number the values in their order."""
    ascending = None if missing else _joined(parts)
    if ascending is not None:
        parts.clear()
        return ascending
    joined = pa.chunked_array(parts).unify_dictionaries().combine_chunks()
    whole = joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined
    parts.clear()
    values = _without_decimals(whole.dictionary)
    codes = whole.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    order = _order(values)
    kept = order[_known(values, missing)[order]]
    places = np.full(len(values) + 1, -1, dtype=np.int32)
    places[kept] = np.arange(len(kept), dtype=np.int32)
    return Category(codes=places[codes], values=values.take(pa.array(kept)))


def _joined(parts: list[Array]) -> Category | None:
    """Join batches of whole numbers each of which goes on where the last ended; None where they do not."""
    if not all(pa.types.is_integer(each.type.value_type) and not each.null_count for each in parts):
        return None
    values = [each.dictionary.to_numpy(zero_copy_only=False) for each in parts if len(each)]
    if not all((each[1:] > each[:-1]).all() for each in values):
        return None
    if any(later[0] < sooner[-1] for sooner, later in pairwise(values)):
        return None
    goes_on = [False, *(bool(later[0] == sooner[-1]) for sooner, later in pairwise(values))]
    new = [len(each) - same for each, same in zip(values, goes_on, strict=True)]
    firsts = np.cumsum([0, *new[:-1]]) - np.array(goes_on)
    numbers = [each.indices.to_numpy(zero_copy_only=False) for each in parts if len(each)]
    codes = np.empty(sum(map(len, numbers)), dtype=np.int32)
    at = 0
    for own, first in zip(numbers, firsts, strict=True):
        np.add(own, first, out=codes[at : at + len(own)], casting="unsafe")
        at += len(own)
    kept = np.concatenate([each[int(same) :] for each, same in zip(values, goes_on, strict=True)])
    return Category(codes=codes, values=pa.array(kept, type=parts[0].type.value_type))


def _without_decimals(values: Array) -> Array:
    """Return texts as 1 for 1.0, where all are whole numbers with decimals, as a column with gaps leaves a program."""
    if not pa.types.is_string(values.type):
        return values
    plain = pc.replace_substring_regex(values, r"^(-?[0-9]+)\.0+$", r"\1")
    is_whole = pc.or_(pc.match_substring_regex(values, r"^-?[0-9]+\.0+$"), pc.equal(values, ""))
    is_apart = pc.count_distinct(plain).as_py() == len(values)
    return plain if is_apart and pc.all(is_whole).as_py() else values


def _order(values: Array) -> Array:
    """Return the order of values: as numbers where all of them are numbers."""
    try:
        keys = values.cast(pa.float64())
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        keys = values
    return pc.sort_indices(keys).to_numpy()


def _known(values: Array, missing: Sequence[str]) -> Array:
    """Return which values are no code of a missing one, not NaN, and no text without a letter."""
    known = np.ones(len(values), dtype=np.bool_)
    if pa.types.is_floating(values.type):
        known &= ~np.isnan(values.to_numpy(zero_copy_only=False))
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        no_value = pa.array(["", *missing], type=values.type)
        known &= ~pc.is_in(values, value_set=no_value).to_numpy(zero_copy_only=False)
    elif missing:
        known &= ~np.isin(values.to_numpy(zero_copy_only=False), list(_as_numbers(missing)))
    return known
