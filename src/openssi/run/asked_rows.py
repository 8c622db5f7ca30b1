"""The rows that a question asks for, found by the shorter of two ways: the shelf of series, or the whole table."""

from collections.abc import Mapping
from dataclasses import dataclass

from openssi.engine import Connection
from openssi.publish.slices import Slice, count_of, slice_of
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
    """

    connection: Connection
    statement: str
    parameters: Mapping[str, object]
    observations: int


def asked_rows(held: OpenRelease, query: DataQuery, dataflow: PublishedDataflow) -> AskedRows:
    """Return the rows that a question asks for, sorted by key and time.

    Args:
        held: The release.
        query: A question to the dataflow.
        dataflow: One of the release, perhaps with fewer attributes.
    """
    connection, found = held.connection(), slice_of(query, dataflow)
    if not query.is_whole and (shelf := held.shelf(dataflow.id)):
        taken = shelf.rows_of(_codes(query), MOST_FROM_THE_SHELF)
        if taken is not None:
            narrowed = slice_of(query, dataflow, _TAKEN)
            rows = connection.holding(_TAKEN, taken).query(narrowed.statement, narrowed.parameters)
            return _told(connection.holding(_TAKEN, rows), Slice("SELECT * FROM asked_rows", {}), rows.num_rows)
    return _told(connection, found, count_of(connection, found))


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
