"""What a dataflow holds: the codes that occur in each dimension, the years, and how many series and observations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from openssi.engine import Connection
from openssi.publish.cubes.slices import slice_of
from openssi.vocabulary.data_query import Codes, DataQuery
from openssi.vocabulary.data_structure import PublishedDataflow

Mode = Literal["exact", "available"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """The codes that occur.

    Attributes:
        flow: The dataflow.
        codes: Codes by dimension, in the order of the key, sorted.
        first: First year with an observation, or none.
        last: Last year with an observation, or none.
        series: Number of series that are selected.
        observations: Number of observations that are selected.
    """

    flow: PublishedDataflow
    codes: Mapping[str, tuple[str, ...]]
    first: int | None
    last: int | None
    series: int
    observations: int


def availability(
    connection: Connection,
    flow: PublishedDataflow,
    query: DataQuery | None = None,
    mode: Mode = "exact",
    dimensions: Sequence[str] = (),
) -> Availability:
    """Return what a dataflow holds within a question to it.

    Args:
        connection: Tables of the release, the dataflows among them.
        flow: The dataflow.
        query: What is selected; everything where it is none.
        mode: `exact` tells the codes of what is selected; `available` tells for each dimension the codes that could be
            selected beside those of the other dimensions.
        dimensions: Ids of the dimensions that are told, all where there are none.
    """
    asked = query or DataQuery(dataflow=flow.id)
    told = [each.id for each in flow.structure.dimensions if not dimensions or each.id in dimensions]
    codes = {each: _codes(connection, flow, each, asked if mode == "exact" else without(asked, each)) for each in told}
    row = _extent(connection, flow, asked)
    return Availability(
        flow=flow,
        codes=codes,
        first=row["first"],
        last=row["last"],
        series=row["series"],
        observations=row["observations"],
    )


def without(query: DataQuery, dimension: str) -> DataQuery:
    """Return a question with nothing said of a dimension."""
    conditions = tuple(each for each in query.conditions if each.component != dimension)
    keys = tuple(_without(each, dimension) for each in query.keys)
    return replace(query, codes=_without(query.codes, dimension), keys=keys, conditions=conditions)


def _without(codes: Codes, dimension: str) -> Codes:
    return {name: each for name, each in codes.items() if name != dimension}


def _codes(connection: Connection, flow: PublishedDataflow, dimension: str, query: DataQuery) -> tuple[str, ...]:
    found = slice_of(query, flow)
    statement = f'SELECT DISTINCT "{dimension}" AS code FROM ({found.statement}) ORDER BY code'
    return tuple(row["code"] for row in connection.rows(statement, found.parameters))


def _extent(connection: Connection, flow: PublishedDataflow, query: DataQuery) -> Mapping[str, Any]:
    found = slice_of(query, flow)
    key = ", ".join(f'"{each.id}"' for each in flow.structure.dimensions)
    time = f'"{flow.structure.time.id}"'
    statement = f"""
        SELECT min({time}) AS first, max({time}) AS last, count(*) AS observations, count(DISTINCT ({key})) AS series
        FROM ({found.statement})
    """
    return connection.rows(statement, found.parameters)[0]
