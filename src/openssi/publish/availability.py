"""What a dataflow holds: the codes that occur in each dimension, the years, and how many series and observations."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from openssi.engine import Connection
from openssi.vocabulary.data_structure import Component, PublishedDataflow

Mode = Literal["exact", "available"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """What somebody selects from a dataflow.

    Attributes:
        codes: Codes by dimension; a dimension that is not named is not limited.
        first: First year, or none.
        last: Last year, or none.
        updated_after: Moment after which an observation took its present form, as an ISO time, or none.
    """

    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first: int | None = None
    last: int | None = None
    updated_after: str | None = None

    def without(self, dimension: str) -> "Selected":
        """Return the selection with nothing said of a dimension."""
        codes = {name: codes for name, codes in self.codes.items() if name != dimension}
        return Selected(codes=codes, first=self.first, last=self.last, updated_after=self.updated_after)


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


def available(
    connection: Connection,
    flow: PublishedDataflow,
    selected: Selected | None = None,
    mode: Mode = "exact",
    dimensions: Iterable[Component] | None = None,
) -> Availability:
    """Return what a dataflow holds within a selection.

    Args:
        connection: Tables of the release, the dataflows among them.
        flow: The dataflow.
        selected: What is selected; everything where it is none.
        mode: `exact` tells the codes of what is selected; `available` tells for each dimension the codes that could be
            selected beside those of the other dimensions.
        dimensions: The dimensions that are told, all where it is none.
    """
    wanted = selected or Selected()
    told = flow.structure.dimensions if dimensions is None else tuple(dimensions)
    codes = {
        each.id: _codes(connection, flow, each.id, wanted if mode == "exact" else wanted.without(each.id))
        for each in told
    }
    key = ", ".join(f'"{each.id}"' for each in flow.structure.dimensions)
    time = f'"{flow.structure.time.id}"'
    where, parameters = condition(flow, wanted)
    row = connection.rows(
        f"SELECT min({time}) AS first, max({time}) AS last, count(*) AS observations, count(DISTINCT ({key})) AS series"
        f" FROM {flow.id} WHERE {where}",
        parameters,
    )[0]
    return Availability(flow=flow, codes=codes, **row)


def _codes(connection: Connection, flow: PublishedDataflow, dimension: str, selected: Selected) -> tuple[str, ...]:
    where, parameters = condition(flow, selected)
    rows = connection.rows(
        f'SELECT DISTINCT "{dimension}" AS code FROM {flow.id} WHERE {where} ORDER BY code', parameters
    )
    return tuple(row["code"] for row in rows)


def condition(flow: PublishedDataflow, selected: Selected) -> tuple[str, dict[str, object]]:
    """Return a condition of SQL over the declared columns of a dataflow, and its parameters.

    Raises:
        KeyError: if something is selected by a dimension that the dataflow does not have.
    """
    declared = {each.id for each in flow.structure.dimensions}
    conditions, parameters = ["true"], dict[str, object]()
    for number, (dimension, codes) in enumerate(selected.codes.items()):
        if dimension not in declared:
            raise KeyError(dimension)
        conditions.append(f'"{dimension}" IN (SELECT unnest($codes{number}::VARCHAR[]))')
        parameters[f"codes{number}"] = list(codes)
    limits = (
        ("first", selected.first, f'"{flow.structure.time.id}" >= $first'),
        ("last", selected.last, f'"{flow.structure.time.id}" <= $last'),
        ("updated", selected.updated_after, "LAST_UPDATE > $updated"),
    )
    for name, value, written in limits:
        if value is not None:
            conditions.append(written)
            parameters[name] = value
    return " AND ".join(conditions), parameters
