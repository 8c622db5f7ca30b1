"""What a writer of a data message is given: rows of one dataflow, what explains them, and how they are asked for."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

import pyarrow as pa

from openssi.engine import Connection
from openssi.vocabulary.data_structure import PublishedDataflow, PublishedStructures
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

Detail = Literal["full", "dataonly", "serieskeysonly", "nodata"]
Labels = Literal["id", "name", "both"]
Action = Literal["Information", "Replace", "Append", "Delete"]

ALL_DIMENSIONS = "AllDimensions"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataMessage:
    """One data set on its way out.

    Attributes:
        connection: Where the statement is run; the writer runs nothing else in it.
        statement: A SELECT without a trailing semicolon whose columns are those of the structure, in their order. Its
            rows are sorted by the key and time.
        parameters: Its parameters by name.
        release: The release that the rows are of; its `created` is the moment at which the message was prepared, so
            that the bytes of a message never change.
        detail: How much is told: everything, values without attributes, keys of series, or series with their
            attributes and without observations.
        at_observation: Dimension under which observations stand in a series; `AllDimensions` for a flat message.
        labels: Whether codes, names or both are told, in formats that can.
        limits: The part of the query that the message repeats in its header: `startPeriod` and `endPeriod`, each where it
            was asked for.
        types: Types of the columns of the statement in Arrow where they are known, so that nobody has to ask.
        unmarked: Columns that are known to hold no sign that a format would have to escape and no number that is not
            finite; in all others they are looked for.
    """

    connection: Connection
    dataflow: PublishedDataflow
    structures: PublishedStructures
    statement: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    release: Release
    language: Language = "en"
    detail: Detail = "full"
    at_observation: str = "TIME_PERIOD"
    labels: Labels = "id"
    action: Action = "Information"
    message_id: str = "OPENSSI"
    limits: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, pa.DataType] | None = None
    unmarked: frozenset[str] = frozenset()


WritesData = Callable[[DataMessage], Iterator[bytes]]
"""Gives the bytes of a message piece by piece, in memory that does not depend on the number of rows."""


@dataclass(frozen=True, slots=True)
class DataFormat:
    """A format of data messages.

    Attributes:
        id: As a command or the parameter `format` names it (`sdmx-csv-2.0`).
        media_type: As it is negotiated (`application/vnd.sdmx.data+csv;version=2.0.0`).
        extension: Of a file of it, without the dot.
    """

    id: str
    media_type: str
    extension: str
    write: WritesData
