"""A sorted table cut at its series: where each stands is kept in memory, and its rows are taken without a search.

A Parquet file is made for reading much of it: whoever wants two hundred series that lie apart would unpack all of it.
The rows lie here unpacked, in a file that is mapped into memory, so that only what is asked for is read.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from openssi.engine.connection import ROWS_TOGETHER, Connection

Codes = Mapping[str, Collection[str]]
_MOST_WORDS = 60_000
"""Different texts of a column that are kept as numbers, the texts standing once."""


@dataclass(frozen=True, slots=True)
class SeriesPlaces:
    """Where the series of a sorted table stand.

    Attributes:
        words: The codes of each column of the key.
        codes: For each column and series, the place of its code among the words.
        first: First row of each series, ascending.
        rows: Number of rows of each series.
    """

    words: Mapping[str, Mapping[str, int]]
    codes: Mapping[str, npt.NDArray[np.integer[Any]]]
    first: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int64]

    def fitting(self, codes: Codes) -> npt.NDArray[np.intp]:
        """Return the numbers of the series that have one of the codes in each column named, ascending."""
        numbers: npt.NDArray[np.intp] | None = None
        for column, wanted in codes.items():
            words, own = self.words[column], self.codes[column]
            is_wanted = np.zeros(len(words), dtype=bool)
            is_wanted[[words[each] for each in wanted if each in words]] = True
            numbers = np.flatnonzero(is_wanted[own]) if numbers is None else numbers[is_wanted[own[numbers]]]
        return np.arange(len(self.first)) if numbers is None else numbers


def series_places(connection: Connection, table: str, key: Sequence[str]) -> SeriesPlaces:
    """Return where the series of a table stand whose rows are sorted by its key.

    Args:
        connection: Where the table is.
        table: Its name.
        key: Its columns, which are texts.
    """
    columns = ", ".join(f'"{each}"' for each in key)
    batches = connection.batches(f'FROM "{table}" SELECT {columns}')
    runs = [_runs(each, key) for each in batches if each.num_rows]
    if not runs:
        empty = np.zeros(0, dtype=np.int64)
        return SeriesPlaces(
            {each: {} for each in key}, {each: np.zeros(0, dtype=np.int32) for each in key}, empty, empty
        )
    heads = pa.concat_tables([head for head, _ in runs])
    lengths = np.concatenate([length for _, length in runs])
    return _places(heads, lengths, key)


def _runs(batch: pa.RecordBatch, key: Sequence[str]) -> tuple[pa.Table, npt.NDArray[np.int64]]:
    """Return the key of each stretch of equal rows of a batch, and how long it is."""
    starts = np.zeros(batch.num_rows, dtype=bool)
    starts[0] = True
    for each in key:
        column = batch.column(each)
        starts[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    at = np.flatnonzero(starts)
    lengths = np.diff(np.append(at, batch.num_rows))
    return pa.table(batch.take(pa.array(at))), lengths


def _places(heads: pa.Table, lengths: npt.NDArray[np.int64], key: Sequence[str]) -> SeriesPlaces:
    """Put stretches together that a border between batches has cut."""
    words, codes, is_new = {}, {}, np.zeros(len(lengths), dtype=bool)
    is_new[0] = True
    for each in key:
        encoded = pc.dictionary_encode(heads.column(each).combine_chunks())
        words[each] = {word: number for number, word in enumerate(encoded.dictionary.to_pylist())}
        codes[each] = encoded.indices.to_numpy().astype(np.int32)
        is_new[1:] |= codes[each][1:] != codes[each][:-1]
    at = np.flatnonzero(is_new)
    first = np.concatenate(([0], np.cumsum(lengths)[:-1]))[at]
    rows = np.diff(np.append(first, lengths.sum()))
    kept = {name: found[at].astype(np.min_scalar_type(len(words[name]))) for name, found in codes.items()}
    return SeriesPlaces(words, kept, first, rows)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last value of a column of whole numbers; none where there is no bound."""

    column: str
    first: int | None
    last: int | None

    def within(self, rows: pa.Table) -> pa.Table:
        """Return the rows within the bounds."""
        for bound, holds in ((self.first, pc.greater_equal), (self.last, pc.less_equal)):
            if bound is not None:
                rows = rows.filter(holds(rows.column(self.column), bound))
        return rows


class SeriesShelf:
    """The rows of a sorted table, for taking whole series out of it."""

    def __init__(self, places: SeriesPlaces, batches: Sequence[pa.RecordBatch]) -> None:
        self.places = places
        self._batches = batches
        self._starts = np.concatenate(([0], np.cumsum([each.num_rows for each in batches]))).astype(np.int64)

    def rows_of(self, codes: Codes, most: int, bounds: Bounds | None = None) -> pa.Table | None:
        """Return the rows of all series that have one of the codes in each column named, in their order.

        Args:
            codes: Codes by column of the key.
            most: Where there are more rows, none are returned.
            bounds: What the rows are within; `most` counts the others too.
        """
        numbers = self.places.fitting(codes)
        first, rows = self.places.first[numbers], self.places.rows[numbers]
        if not self._batches or rows.sum() > most:
            return None
        parts = [part for start, end in _joined(first, rows) for part in self._between(start, end)]
        parts = parts or [self._batches[0].slice(0, 0)]
        taken = pa.Table.from_batches(parts).combine_chunks()
        return taken if bounds is None else bounds.within(taken)

    def _between(self, start: int, end: int) -> Iterator[pa.RecordBatch]:
        number = int(np.searchsorted(self._starts, start, side="right")) - 1
        while start < end:
            offset = start - int(self._starts[number])
            part = self._batches[number].slice(offset, end - start)
            yield part
            start += part.num_rows
            number += 1


def _joined(first: npt.NDArray[np.int64], rows: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Iterate over beginning and end of stretches, neighbours being one."""
    ends = first + rows
    is_gap = np.flatnonzero(first[1:] != ends[:-1])
    for start, end in zip(np.append(0, is_gap + 1), np.append(is_gap, len(first) - 1), strict=True):
        if len(first):
            yield int(first[start]), int(ends[end])


def make_shelf(connection: Connection, table: str, key: Sequence[str], path: Path | None) -> SeriesShelf:
    """Make the shelf of a sorted table.

    Args:
        connection: Where the table is.
        table: Its name.
        key: The columns that name a series, which are texts.
        path: File to lay the rows into, which is mapped; in memory where there is none.
    """
    places = series_places(connection, table, key)
    batches = _encoded(connection, table)
    if path is None:
        return SeriesShelf(places, list(batches))
    first = next(batches, None)
    if first is None:
        return SeriesShelf(places, [])
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, first.schema) as writer:
        writer.write_batch(first)
        for each in batches:
            writer.write_batch(each)
    reader = pa.ipc.open_file(pa.memory_map(str(path)))
    return SeriesShelf(places, [reader.get_batch(number) for number in range(reader.num_record_batches)])


def _encoded(connection: Connection, table: str) -> Iterator[pa.RecordBatch]:
    """Give the rows with repeated texts as numbers."""
    schema = connection.query(f'FROM "{table}" LIMIT 0').schema
    texts = [each.name for each in schema if pa.types.is_string(each.type)]
    words = {each: _words(connection, table, each) for each in _repeated(connection, table, texts)}
    for batch in connection.batches(f'FROM "{table}"', rows=ROWS_TOGETHER):
        columns = [_column(batch.column(each), words.get(each)) for each in schema.names]
        yield pa.RecordBatch.from_arrays(columns, names=schema.names)


def _repeated(connection: Connection, table: str, texts: Sequence[str]) -> Iterator[str]:
    """Give the columns with few different texts; to collect those of the others would take the memory of the table."""
    counted = ", ".join(f'approx_count_distinct("{each}") AS "{each}"' for each in texts)
    for row in connection.rows(f'FROM "{table}" SELECT {counted}') if texts else ():
        yield from (each for each in texts if row[each] <= _MOST_WORDS)


def _words(connection: Connection, table: str, column: str) -> pa.Array:
    found = connection.query(f'FROM "{table}" SELECT DISTINCT "{column}" AS word WHERE "{column}" IS NOT NULL')
    return found.column("word").combine_chunks()


def _column(column: pa.Array, words: pa.Array | None) -> pa.Array:
    if words is None:
        return column
    return pa.DictionaryArray.from_arrays(pc.index_in(column, value_set=words), words)
