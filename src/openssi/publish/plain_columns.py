"""Columns of a data message as text: codes, and their names beside them where they are asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from openssi.publish.data_messages import DataMessage
from openssi.vocabulary.data_structure import Component, PublishedCodeList

NAME_OF = "_NAME"
"""Behind the id of a component: the column that holds the names of its codes."""


@dataclass(frozen=True, slots=True)
class PlainColumn:
    """A column as it leaves.

    Attributes:
        heading: `REF_AREA`, or `REF_AREA_NAME` for the names of its codes.
        component: What stands in it.
        names: Names by code where it holds names.
    """

    heading: str
    component: Component
    names: Mapping[str, str] | None = None


def plain_columns(message: DataMessage) -> tuple[PlainColumn, ...]:
    """Return the columns of a message in their order."""
    return tuple(_columns(message))


def _columns(message: DataMessage) -> Iterator[PlainColumn]:
    for each in message.dataflow.structure:
        codelist = message.structures.codelists.get(each.codelist) if each.codelist else None
        if codelist is None or message.labels != "name":
            yield PlainColumn(each.id, each)
        if codelist is not None and message.labels != "id":
            yield PlainColumn(each.id + NAME_OF, each, _names(message, codelist))


def _names(message: DataMessage, codelist: PublishedCodeList) -> Mapping[str, str]:
    return {each.id: each.name.in_language(message.language) for each in codelist.codes}


def as_texts(column: PlainColumn, values: pa.Array, written: Callable[[str], str]) -> pa.Array:
    """Return the values of a column as text; where there is none, none.

    Args:
        column: What the values are.
        values: Numbers, which are written with all their digits and no others, or texts.
        written: How a text is written; it is asked once for each different text.
    """
    if column.names is None and not pa.types.is_string(values.type):
        return _numbers(values)
    different = pc.cast(values, pa.string()).dictionary_encode()
    known = column.names or {}
    texts = [written(known.get(each, each)) for each in different.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(different.indices)


def _numbers(values: pa.Array) -> pa.Array:
    if pa.types.is_floating(values.type):
        values = pc.if_else(pc.is_finite(values), values, None)
    texts = pc.cast(values, pa.string())
    if not pa.types.is_decimal(values.type) or values.type.scale == 0:
        return texts
    return pc.utf8_rtrim(pc.utf8_rtrim(texts, characters="0"), characters=".")
