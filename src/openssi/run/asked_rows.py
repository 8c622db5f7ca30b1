"""The rows that a question asks for, found by the shorter of two ways: the shelf of series, or the whole table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from openssi.engine import Connection
from openssi.engine.series_shelf import Bounds
from openssi.publish.cubes.slices import Slice, count_of, slice_of
from openssi.run.site import OpenRelease
from openssi.vocabulary.data_query import DataQuery
from openssi.vocabulary.data_structure import PublishedDataflow

MOST_FROM_THE_SHELF = 200_000
"""Rows that are taken into memory; more of them are read where they lie."""

_TAKEN = "asked_rows"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedRows:
    """The answer to a question as a statement, and its number of rows.

    Attributes:
        connection: Where the statement is run.
        types: Types of its columns, where they are known.
        unmarked: Its columns that hold no sign to be escaped, as far as that is known.
    """

    connection: Connection
    statement: str
    parameters: Mapping[str, object]
    observations: int
    types: Mapping[str, pa.DataType] | None = None
    unmarked: frozenset[str] = frozenset()


def asked_rows(held: OpenRelease, query: DataQuery, dataflow: PublishedDataflow) -> AskedRows:
    """Return the rows that a question asks for, sorted by key and time.

    Args:
        held: The release.
        query: A question to the dataflow.
        dataflow: One of the release, perhaps with fewer attributes.
    """
    connection = held.connection()
    if not query.is_whole and (shelf := held.shelf(dataflow.id)):
        bounds = Bounds(dataflow.structure.time.id, query.first_period, query.last_period)
        taken = shelf.rows_of(_codes(query), MOST_FROM_THE_SHELF, bounds)
        if taken is not None:
            rows = _left(connection, query, dataflow, taken)
            return _held(connection, rows, dataflow, shelf.plain)
    found = slice_of(query, dataflow)
    return _told(connection, found, count_of(connection, found))


def _left(connection: Connection, query: DataQuery, dataflow: PublishedDataflow, taken: pa.Table) -> pa.Table:
    """Return what is left of rows that fit the codes and years, after everything else that is asked."""
    if replace(query, codes={}, first_period=None, last_period=None).is_whole:
        return taken
    found = slice_of(query, dataflow, _TAKEN)
    return connection.holding(_TAKEN, taken).query(found.statement, found.parameters)


def _held(connection: Connection, rows: pa.Table, dataflow: PublishedDataflow, unmarked: frozenset[str]) -> AskedRows:
    """Return rows that are in memory, with what is known of their columns."""
    whole = slice_of(DataQuery(dataflow=dataflow.id), dataflow, _TAKEN)
    known = _told(connection.holding(_TAKEN, rows), whole, rows.num_rows)
    types = {each: rows.schema.field(each).type for each in dataflow.structure.columns if each in rows.column_names}
    return replace(known, types=types, unmarked=unmarked)


def _told(connection: Connection, found: Slice, observations: int) -> AskedRows:
    return AskedRows(
        connection=connection, statement=found.statement, parameters=found.parameters, observations=observations
    )


def _codes(query: DataQuery) -> dict[str, tuple[str, ...]]:
    """Return the codes by dimension that every row of the answer has, and perhaps others."""
    codes = dict(query.codes)
    for name in set.intersection(*(set(each) for each in query.keys)) if query.keys else ():
        codes.setdefault(name, tuple({code for each in query.keys for code in each[name]}))
    return codes
