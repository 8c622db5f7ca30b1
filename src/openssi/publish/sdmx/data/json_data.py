"""SDMX-JSON data, 2.0 and 2.1: the components and their values first, then series of observations, or a flat list.

Dimensions and coded attributes are told by the place of their value in the list of the component, everything else as it
is: numbers with every digit of the release, texts with the escapes of JSON. What is missing is null.
"""

import json
from collections.abc import Iterable, Iterator
from functools import partial

from openssi.publish.sdmx.data.cell_text import (
    ROWS_AT_ONCE,
    bodies,
    concatenated,
    heads_only,
    is_text,
    literal,
    plain_text,
    with_heads,
)
from openssi.publish.sdmx.data.data_messages import DataMessage, WritesData
from openssi.publish.sdmx.data.json_structure import JsonVersion, Values, meta_of, structure_of, values_of
from openssi.publish.sdmx.data.message_layout import MessageLayout, dataflow_urn, layout_of, quoted, rows_of
from openssi.publish.sdmx.data.special_signs import IN_JSON, JSON_MARKUP, escaped, without_controls
from openssi.vocabulary.data_structure import Component

_SERIES_END = "}},"


def writes_sdmx_json(version: JsonVersion) -> WritesData:
    """Return the writer of data messages in a version of SDMX-JSON."""
    return partial(_write, version)


def _write(version: JsonVersion, message: DataMessage) -> Iterator[bytes]:
    layout = layout_of(message)
    values = values_of(message, layout)
    is_empty = not any(values.values())
    schema = {} if version.told_in_meta else {"$schema": version.schema}
    meta = _dumped({**schema, "meta": meta_of(version, message)})
    structures = [] if is_empty else [structure_of(message, layout, values)]
    yield f'{meta[:-1]},"data":{{"structures":{_dumped(structures)},"dataSets":['.encode()
    if not is_empty:
        yield from without_controls(_data_set(message, layout, values), IN_JSON)
    yield b"]}}\n"


def _data_set(message: DataMessage, layout: MessageLayout, values: Values) -> Iterator[bytes]:
    head = {
        "structure": 0,
        "action": message.action,
        **_limits(message),
        "links": [{"urn": dataflow_urn(message), "rel": "dataflow"}],
    }
    attributes = ",".join(_of_set(each, layout, values) for each in layout.dataset)
    yield f'{_dumped(head)[:-1]},"attributes":[{attributes}],'.encode()
    if layout.is_flat:
        yield b'"observations":{'
        yield from _without_comma(_flat(message, layout, values))
    else:
        yield b'"series":{'
        yield from _series(message, layout, values)
    yield b"}}"


def _of_set(component: Component, layout: MessageLayout, values: Values) -> str:
    """Return the value of an attribute of the data set as JSON: the first in its list, or itself."""
    if not values[component.id]:
        return "null"
    if component.codelist:
        return "0"
    (value, *_) = values[component.id]
    return _dumped(value) if is_text(layout.types[component.id]) else value


def _limits(message: DataMessage) -> dict[str, str]:
    names = {"startPeriod": "reportingBegin", "endPeriod": "reportingEnd"}
    return {names[limit]: value for limit, value in message.limits.items() if limit in names}


def _flat(message: DataMessage, layout: MessageLayout, values: Values) -> Iterator[bytes]:
    body = concatenated(("','", *_observation(layout, values)))
    statement = f"SELECT {body} AS body FROM ({rows_of(message, layout)})"
    return bodies(message.connection.batches(statement, message.parameters, ROWS_AT_ONCE))


def _series(message: DataMessage, layout: MessageLayout, values: Values) -> Iterator[bytes]:
    """Give the series. Each head closes the series before it, so that the first one is cut short."""
    attributes = _separated((_value(each, layout, values) for each in layout.series), ",")
    end = _SERIES_END if layout.has_observations else "},"
    opening = '],"observations":{' if layout.has_observations else "]"
    head = concatenated(
        (f"'{end}\"'", *_key(layout.key, layout, values), '\'":{"attributes":[\'', *attributes, f"'{opening}'")
    )
    body = concatenated(_observation(layout, values)) if layout.has_observations else "''"
    statement = f"SELECT {head} AS head, {body} AS body FROM ({rows_of(message, layout)})"
    batches = message.connection.batches(statement, message.parameters, ROWS_AT_ONCE)
    pieces = with_heads(batches, between=",") if layout.has_observations else heads_only(batches)
    for first in pieces:
        yield first.removeprefix(end.encode())
        yield from pieces
        yield end[:-1].encode()


def _without_comma(pieces: Iterator[bytes]) -> Iterator[bytes]:
    for first in pieces:
        yield first.removeprefix(b",")
        yield from pieces


def _observation(layout: MessageLayout, values: Values) -> Iterator[str]:
    yield "'\"'"
    yield from _key(layout.at_observation, layout, values)
    yield "'\":['"
    yield from _separated((_value(each, layout, values) for each in layout.observation), ",")
    yield "']'"


def _key(components: Iterable[Component], layout: MessageLayout, values: Values) -> Iterator[str]:
    return _separated((_place(each, layout, values) for each in components), ":")


def _separated(parts: Iterable[str], sign: str) -> Iterator[str]:
    for position, part in enumerate(parts):
        if position:
            yield f"'{sign}'"
        yield part


def _place(component: Component, layout: MessageLayout, values: Values) -> str:
    """Return the SQL of the place of a value in the list of its component."""
    listed = ", ".join(map(literal, values[component.id]))
    text = plain_text(quoted(component), layout.types[component.id])
    return f"CAST(enum_code(CAST({text} AS ENUM({listed}))) AS VARCHAR)"


def _value(component: Component, layout: MessageLayout, values: Values) -> str:
    """Return the SQL of a measure or an attribute as JSON."""
    if component.codelist:
        return f"coalesce({_place(component, layout, values)}, 'null')" if values[component.id] else "'null'"
    column, kind, is_unmarked = quoted(component), layout.types[component.id], component.id in layout.unmarked
    text = plain_text(column, kind, is_finite=is_unmarked)
    if not is_text(kind):
        return f"coalesce({text if is_unmarked else _number(text)}, 'null')"
    said = column if is_unmarked else escaped(column, JSON_MARKUP)
    return f"coalesce('\"' || {said} || '\"', 'null')"


def _number(text: str) -> str:
    return f"CASE WHEN right({text}, 1) IN ('N', 'F') THEN '\"' || {text} || '\"' ELSE {text} END"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
