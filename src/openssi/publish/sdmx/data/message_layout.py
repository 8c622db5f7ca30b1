"""What a data message tells, and where: of the data set, of a series, of an observation."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from openssi.publish.sdmx.data.data_messages import ALL_DIMENSIONS, DataMessage
from openssi.vocabulary.data_structure import Component

Components = tuple[Component, ...]

_WITH_OBSERVATIONS = ("full", "dataonly")
_WITH_ATTRIBUTES = ("full", "nodata")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLayout:
    """The components of a message by the place where they are told, each in the order of the columns.

    Attributes:
        types: Types of the columns of the statement.
        dataset: Attributes of the data set.
        key: Dimensions of a series; none in a flat message.
        series: Attributes of a series.
        at_observation: Dimensions that stand at an observation: the time, another one, or all of a flat message.
        observation: The measure, then the attributes of an observation.
        has_observations: Whether observations are told at all.
        is_sorted: Whether the rows of the statement come series by series as they are.
        unmarked: Columns that hold no sign to be escaped, as far as that is known.
    """

    types: Mapping[str, pa.DataType]
    dataset: Components
    key: Components
    series: Components
    at_observation: Components
    observation: Components
    has_observations: bool
    is_sorted: bool
    unmarked: frozenset[str] = frozenset()

    @property
    def is_flat(self) -> bool:
        """Whether observations stand by themselves, with their whole key."""
        return not self.key


def layout_of(message: DataMessage) -> MessageLayout:
    """Return what a message tells where.

    A component without a column in the statement is not told. Attributes of a series belong to all dimensions but the
    time, so they are told with each observation where another dimension than the time stands there.
    """
    types = message.types or _types_of(message)
    structure = message.dataflow.structure
    told = tuple(structure[each] for each in types)
    time = structure.time
    has_observations = message.detail in _WITH_OBSERVATIONS
    at = time.id if not has_observations else message.at_observation
    dimensions = tuple(each for each in told if each.role in ("dimension", "time"))
    at_observation = dimensions if at == ALL_DIMENSIONS else (structure[at],)
    attributes = tuple(each for each in told if each.role == "attribute" and message.detail in _WITH_ATTRIBUTES)
    of_series = tuple(each for each in attributes if each.attachment == "series")
    measures = tuple(each for each in told if each.role == "measure")
    of_observation = tuple(
        each for each in attributes if each.attachment == "observation" or (at != time.id and each in of_series)
    )
    return MessageLayout(
        types=types,
        dataset=tuple(each for each in attributes if each.attachment == "dataset"),
        key=tuple(each for each in dimensions if each not in at_observation),
        series=of_series if at == time.id else (),
        at_observation=at_observation if has_observations else (),
        observation=(*measures, *of_observation) if has_observations else (),
        has_observations=has_observations,
        is_sorted=at in (time.id, ALL_DIMENSIONS),
        unmarked=message.unmarked,
    )


def _types_of(message: DataMessage) -> Mapping[str, pa.DataType]:
    schema = message.connection.query(f"SELECT * FROM ({message.statement}) LIMIT 0", message.parameters).schema
    return dict(zip(schema.names, schema.types, strict=True))


def rows_of(message: DataMessage, layout: MessageLayout) -> str:
    """Return the SELECT of a message with the rows of a series together."""
    if layout.is_sorted:
        return message.statement
    order = ", ".join(quoted(each) for each in (*layout.key, *layout.at_observation))
    return f"SELECT * FROM ({message.statement}) ORDER BY {order}"


def quoted(component: Component) -> str:
    """Return the column of a component as SQL names it."""
    return f'"{component.id}"'


def dataflow_urn(message: DataMessage) -> str:
    """Return the URN of the dataflow of a message."""
    identity = f"{message.structures.agency.id}:{message.dataflow.id}({message.dataflow.version})"
    return f"urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow={identity}"
