"""A sorted table cut at its series: where each stands is kept in memory, and its rows are taken without a search.

A Parquet file is made for reading much of it: whoever wants two hundred series that lie apart would unpack all of it.
The rows lie here unpacked, in a file that is mapped into memory, so that only what is asked for is read.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
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
        wanted = {column: self._wanted(column, each) for column, each in codes.items()}
        numbers: npt.NDArray[np.intp] | None = None
        # What leaves the fewest comes first: only that is compared with all series.
        for column in sorted(wanted, key=lambda each: wanted[each].mean() if len(wanted[each]) else 0.0):
            own = self.codes[column]
            chosen = wanted[column][own] if numbers is None else wanted[column][own[numbers]]
            numbers = np.flatnonzero(chosen) if numbers is None else numbers[chosen]
        return np.arange(len(self.first)) if numbers is None else numbers

    def _wanted(self, column: str, codes: Collection[str]) -> npt.NDArray[np.bool_]:
        """Return for each word of a column whether it is among the codes."""
        words = self.words[column]
        is_wanted = np.zeros(len(words), dtype=bool)
        is_wanted[[words[each] for each in codes if each in words]] = True
        return is_wanted


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


@dataclass(slots=True)
class ShelfWords:
    """What is known of the columns of a shelf.

    Attributes:
        words: The texts of columns that are kept as numbers, which are the places of their texts.
        plain: The columns that were looked through and found plain.
    """

    words: Mapping[str, pa.Array]
    plain: frozenset[str]


FindsPlain = Callable[[pa.Table], frozenset[str]]
"""Returns those columns of a table that whoever reads it takes as they are."""


class SeriesShelf:
    """The rows of a sorted table, for taking whole series out of it.

    Attributes:
        places: Where its series stand.
        plain: Its columns that were found plain in every row.
    """

    def __init__(self, places: SeriesPlaces, batches: Sequence[pa.RecordBatch], known: ShelfWords) -> None:
        self.places = places
        self.plain = known.plain
        self._words = known.words
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
        return self._spelled(taken if bounds is None else bounds.within(taken))

    def _spelled(self, rows: pa.Table) -> pa.Table:
        """Put the texts back where numbers stand for them."""
        for number, name in enumerate(rows.column_names):
            if name in self._words:
                rows = rows.set_column(number, name, self._words[name].take(rows.column(number)))
        return rows

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


def make_shelf(
    connection: Connection, table: str, key: Sequence[str], path: Path | None, finds_plain: FindsPlain | None = None
) -> SeriesShelf:
    """Make the shelf of a sorted table.

    Args:
        connection: Where the table is.
        table: Its name.
        key: The columns that name a series, which are texts.
        path: File to lay the rows into, which is mapped; in memory where there is none.
        finds_plain: What columns are looked through for; none is plain where nothing looks.
    """
    places = series_places(connection, table, key)
    schema = connection.query(f'FROM "{table}" LIMIT 0').schema
    texts = [each.name for each in schema if pa.types.is_string(each.type)]
    words = {each: _words(connection, table, each) for each in _repeated(connection, table, texts)}
    laid = _Laid(words, finds_plain or (lambda _: frozenset()), set(schema.names))
    batches = laid.encoded(connection.batches(f'FROM "{table}"', rows=ROWS_TOGETHER))
    kept = list(batches) if path is None else _in_file(batches, path)
    return SeriesShelf(places, kept, ShelfWords(words, frozenset(laid.plain)))


def _in_file(batches: Iterator[pa.RecordBatch], path: Path) -> list[pa.RecordBatch]:
    """Write batches to a file and return them as they are mapped from it."""
    first = next(batches, None)
    if first is None:
        return []
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, first.schema) as writer:
        writer.write_batch(first)
        for each in batches:
            writer.write_batch(each)
    reader = pa.ipc.open_file(pa.memory_map(str(path)))
    return [reader.get_batch(number) for number in range(reader.num_record_batches)]


@dataclass
class _Laid:
    """Rows on their way onto a shelf: repeated texts become numbers, and what is not plain is noted.

    Attributes:
        plain: Columns in which nothing but plain values was found so far.
    """

    words: Mapping[str, pa.Array]
    finds_plain: FindsPlain
    plain: set[str]

    def encoded(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Give the rows with repeated texts as numbers."""
        for name, words in self.words.items():
            self._look(pa.table({name: words}))
        for batch in batches:
            self._look(pa.table(batch.select([each for each in batch.schema.names if self._is_to_be_looked_at(each)])))
            columns = [_column(batch.column(each), self.words.get(each)) for each in batch.schema.names]
            yield pa.RecordBatch.from_arrays(columns, names=batch.schema.names)

    def _is_to_be_looked_at(self, name: str) -> bool:
        return name in self.plain and name not in self.words

    def _look(self, rows: pa.Table) -> None:
        self.plain -= set(rows.column_names) - self.finds_plain(rows)


def _repeated(connection: Connection, table: str, texts: Sequence[str]) -> Iterator[str]:
    """Give the columns with few different texts; to collect those of the others would take the memory of the table."""
    counted = ", ".join(f'approx_count_distinct("{each}") AS "{each}"' for each in texts)
    for row in connection.rows(f'FROM "{table}" SELECT {counted}') if texts else ():
        yield from (each for each in texts if row[each] <= _MOST_WORDS)


def _words(connection: Connection, table: str, column: str) -> pa.Array:
    found = connection.query(f'FROM "{table}" SELECT DISTINCT "{column}" AS word WHERE "{column}" IS NOT NULL')
    return found.column("word").combine_chunks()


def _column(column: pa.Array, words: pa.Array | None) -> pa.Array:
    return column if words is None else pc.index_in(column, value_set=words)
