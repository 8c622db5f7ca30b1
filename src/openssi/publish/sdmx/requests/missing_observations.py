"""Why a question has no answer, and what there is instead."""

from dataclasses import replace

from openssi.engine import Connection
from openssi.publish.cubes.slices import slice_of
from openssi.publish.sdmx.requests.asked_data import refuse, shortened
from openssi.vocabulary.data_query import DataQuery
from openssi.vocabulary.data_structure import PublishedDataflow
from openssi.vocabulary.errors import FixTheFile

MOST_CODES = 60
"""Codes that a message lists."""


def no_observations(connection: Connection, query: DataQuery, dataflow: PublishedDataflow, release: str) -> FixTheFile:
    """Return the error of a question without an answer: the first cause that is found, and what to ask instead.

    Args:
        connection: The tables of the release.
        query: A question that no observation fits.
        dataflow: What it is asked of.
        release: Id of the release.
    """
    all_of_it = _extent(connection, DataQuery(dataflow=dataflow.id), dataflow)
    if not all_of_it["observations"]:
        return refuse("SDMX_DATAFLOW_EMPTY", "", dataflow=dataflow.id, release=release)
    for dimension, codes in _asked_codes(query).items():
        known = _codes(connection, dataflow, dimension)
        if not set(codes) & set(known):
            more = f", … ({len(known)})" if len(known) > MOST_CODES else ""
            listed = ", ".join(known[:MOST_CODES]) + more
            asked = shortened(", ".join(codes[:20]))
            values = {"dataflow": dataflow.id, "dimension": dimension, "codes": asked, "known": listed}
            return refuse("SDMX_CODE_NOT_THERE", dimension, **values)
    without_years = replace(query, first_period=None, last_period=None)
    found = _extent(connection, without_years, dataflow)
    if without_years != query and found["observations"]:
        return refuse("SDMX_YEARS_NOT_THERE", dataflow.structure.time.id, **found)
    return refuse("SDMX_NO_RESULTS", "", dataflow=dataflow.id, **all_of_it)


def _asked_codes(query: DataQuery) -> dict[str, tuple[str, ...]]:
    asked = {name: tuple(codes) for name, codes in query.codes.items()}
    dimensions = set.intersection(*(set(each) for each in query.keys)) if query.keys else set()
    for name in sorted(dimensions):
        asked[name] = tuple(dict.fromkeys(code for each in query.keys for code in each[name]))
    return asked


def _codes(connection: Connection, dataflow: PublishedDataflow, dimension: str) -> list[str]:
    column = dataflow.structure[dimension].id
    rows = connection.rows(f'SELECT DISTINCT "{column}" AS code FROM "{dataflow.id}" ORDER BY code')
    return [str(each["code"]) for each in rows]


def _extent(connection: Connection, query: DataQuery, dataflow: PublishedDataflow) -> dict[str, object]:
    found, time = slice_of(query, dataflow), dataflow.structure.time.id
    told = f'count(*) AS observations, min("{time}") AS first, max("{time}") AS last'
    return connection.rows(f"SELECT {told} FROM ({found.statement})", found.parameters)[0]
