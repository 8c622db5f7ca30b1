"""Columns of a data message for those who know no SDMX: codes, and their names beside them where they are asked for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa

from openssi.publish.sdmx.data.cell_text import literal
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.vocabulary.data_structure import Component

NAME_OF = "_NAME"
"""Behind the id of a component: the column that holds the names of its codes."""


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """A column as it leaves.

    Attributes:
        heading: `REF_AREA`, or `REF_AREA_NAME` for the names of its codes.
        component: What stands in it.
        value: SQL of the value.
        type: Of the value, in Arrow.
        is_name: Whether it holds names of codes.
    """

    heading: str
    component: Component
    value: str
    type: pa.DataType
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class PlainColumns:
    """The columns of a message in their order, and the parameters that their SQL names."""

    columns: tuple[PlainColumn, ...]
    parameters: Mapping[str, object]


def plain_columns(message: DataMessage) -> PlainColumns:
    """Return the columns of a message."""
    parameters: dict[str, object] = dict(message.parameters)
    schema = message.connection.query(f"SELECT * FROM ({message.statement}) LIMIT 0", message.parameters).schema
    types = dict(zip(schema.names, schema.types, strict=True))
    return PlainColumns(tuple(_columns(message, types, parameters)), parameters)


def _columns(
    message: DataMessage, types: Mapping[str, pa.DataType], parameters: dict[str, object]
) -> Iterator[PlainColumn]:
    for each in message.dataflow.structure:
        column = f'"{each.id}"'
        name = _name(message, each, column, parameters) if message.labels != "id" else ""
        if not name or message.labels == "both":
            yield PlainColumn(each.id, each, column, types[each.id])
        if name:
            yield PlainColumn(each.id + NAME_OF, each, name, pa.string(), is_name=True)


def _name(message: DataMessage, component: Component, column: str, parameters: dict[str, object]) -> str:
    """Return the SQL of the name of a code, empty for a column without codes.

    The place of a code in an enumeration leads to its name without a join, which might bring rows out of order.
    """
    codelist = message.structures.codelists.get(component.codelist)
    if codelist is None or not codelist.codes:
        return ""
    parameter = f"plain_names_of_{component.id}"
    parameters[parameter] = [each.name.in_language(message.language) for each in codelist.codes]
    codes = ", ".join(literal(each.id) for each in codelist.codes)
    return f"${parameter}[enum_code(TRY_CAST(CAST({column} AS VARCHAR) AS ENUM({codes}))) + 1]"
