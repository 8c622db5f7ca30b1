"""SDMX-ML structure-specific data, 2.1, 3.0 and 3.1: time series, flat, or sections by another dimension.

The five characters of markup, tabs and line breaks are escaped, so that an attribute comes back as it was. XML cannot
hold other control characters, U+FFFE and U+FFFF: each is told as U+FFFD, the replacement character.

A value that is missing is no attribute in 2.1, and `NaN` in 3.0 and 3.1, where its absence would say that it has not
changed.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice

import pyarrow as pa

from openssi.publish.sdmx.data.cell_text import ROWS_AT_ONCE, bodies, concatenated, heads_only, plain_text, with_heads
from openssi.publish.sdmx.data.data_messages import DataMessage, WritesData
from openssi.publish.sdmx.data.message_layout import MessageLayout, layout_of, quoted, rows_of
from openssi.publish.sdmx.data.special_signs import IN_XML, XML_MARKUP, escaped, without_controls
from openssi.publish.sdmx.data.xml_header import XmlVersion, data_set_start, message_start
from openssi.vocabulary.data_structure import Component

_SERIES_END = "</Series>"


def writes_sdmx_ml(version: XmlVersion) -> WritesData:
    """Return the writer of structure-specific data in a version of SDMX-ML."""
    return partial(_write, version)


def _write(version: XmlVersion, message: DataMessage) -> Iterator[bytes]:
    layout = layout_of(message)
    yield message_start(version, message)
    batches = message.connection.batches(_statement(version, message, layout), message.parameters, ROWS_AT_ONCE)
    first = list(islice(batches, 1))
    # What is said of the data set stands in every row; the first one is asked.
    yield data_set_start(version, message, first[0].column("of_set")[0].as_py() if first else "")
    pieces = _pieces(layout, chain(first, batches))
    yield from without_controls(pieces, IN_XML)
    yield b"</message:DataSet></message:StructureSpecificData>\n"


def _statement(version: XmlVersion, message: DataMessage, layout: MessageLayout) -> str:
    """Return the SELECT of the text of each series (unless flat) and observation (if told) and of the data set."""
    of_set, of_series = (
        concatenated(("''", *(_attribute(each, layout) for each in components)))
        for components in (layout.dataset, (*layout.key, *layout.series))
    )
    columns = [] if layout.is_flat else [f"concat('{_SERIES_END}<Series', {of_series}, '>') AS head"]
    if layout.has_observations:
        columns.append(f"{_observation(version, layout)} AS body")
    return f"SELECT {', '.join(columns)}, {of_set} AS of_set FROM ({rows_of(message, layout)})"


def _pieces(layout: MessageLayout, batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
    """Give what the data set holds. Each head closes the series before it, so that the first one is cut short."""
    if layout.is_flat:
        yield from bodies(batches)
        return
    pieces = with_heads(batches) if layout.has_observations else heads_only(batches)
    for first in pieces:
        yield first.removeprefix(_SERIES_END.encode())
        yield from pieces
        yield _SERIES_END.encode()


def _observation(version: XmlVersion, layout: MessageLayout) -> str:
    attributes = [_attribute(each, layout) for each in (*layout.at_observation, *layout.observation)]
    if version.missing:
        attributes = [
            f"coalesce({text}, ' {each.id}=\"{version.missing}\"')" if each.role == "measure" else text
            for text, each in zip(attributes, (*layout.at_observation, *layout.observation), strict=True)
        ]
    return concatenated(("'<Obs'", *attributes, "'/>'"))


def _attribute(component: Component, layout: MessageLayout) -> str:
    """Return the SQL of a component as an XML attribute, NULL where it has no value."""
    column = quoted(component)
    is_unmarked = component.id in layout.unmarked
    text = plain_text(column, layout.types[component.id], is_finite=is_unmarked)
    said = escaped(text, XML_MARKUP) if text == column and not is_unmarked else text
    return f"(' {component.id}=\"' || {said} || '\"')"
