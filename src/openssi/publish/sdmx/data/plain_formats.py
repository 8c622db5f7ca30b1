"""Data messages for those who know no SDMX: CSV, JSON and Parquet, piece by piece."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq

from openssi.publish.sdmx.data.cell_text import ROWS_AT_ONCE, bodies, concatenated, is_text, literal, plain_text
from openssi.publish.sdmx.data.data_messages import DataFormat, DataMessage
from openssi.publish.sdmx.data.plain_columns import PlainColumn, plain_columns
from openssi.publish.sdmx.data.special_signs import IN_JSON, JSON_MARKUP, escaped, without_controls
from openssi.vocabulary.csv_text import MARK, STARTS

_SPECIAL_IN_CSV = ("','", "'\"'", "chr(10)", "chr(13)")


_JSON_MARKUP = {**JSON_MARKUP, "\n": "\\n"}
_JSON_CONTROLS = {sign: said for sign, said in IN_JSON.items() if sign != b"\n"}
"""Line breaks stand between rows, so those of texts are told before; the other signs once per piece."""


def write_csv(message: DataMessage) -> Iterator[bytes]:
    """Give CSV in UTF-8: one line for each observation; text that a spreadsheet would calculate is marked."""
    yield (",".join(each.heading for each in plain_columns(message).columns) + "\n").encode()
    yield from _lines(message, _csv_line)


def _csv_line(columns: tuple[PlainColumn, ...]) -> Iterator[str]:
    for position, each in enumerate(columns):
        if position:
            yield "','"
        yield _csv_cell(each)
    yield "chr(10)"


def _csv_cell(column: PlainColumn) -> str:
    if not is_text(column.type):
        return _number(column)
    if column.component.representation == "code" and not column.is_name:
        return column.value
    text = column.value
    begins = ", ".join(str(ord(each)) for each in STARTS)
    safe = f"CASE WHEN ascii({text}) IN ({begins}) THEN {literal(MARK)} || {text} ELSE {text} END"
    quoted = f"'\"' || replace({safe}, '\"', '\"\"') || '\"'"
    special = " OR ".join(f"contains({text}, {each})" for each in _SPECIAL_IN_CSV)
    return f"CASE WHEN {special} THEN {quoted} ELSE {safe} END"


def write_ndjson(message: DataMessage) -> Iterator[bytes]:
    """Give one JSON object on each line; what has no value is null."""
    yield from without_controls(_lines(message, lambda columns: (*_object(columns), "chr(10)")), _JSON_CONTROLS)


def json_rows(message: DataMessage) -> Iterator[bytes]:
    """Give the same objects with a comma and a line break between them, as they stand in a list."""
    pieces = _lines(message, lambda columns: ("','", "chr(10)", *_object(columns)))
    for number, piece in enumerate(without_controls(pieces, _JSON_CONTROLS)):
        yield piece if number else piece[1:]


def _object(columns: tuple[PlainColumn, ...]) -> Iterator[str]:
    for position, each in enumerate(columns):
        yield literal(("," if position else "{") + json.dumps(each.heading) + ":")
        yield f"coalesce({_json_value(each)}, 'null')"
    yield "'}'"


def _json_value(column: PlainColumn) -> str:
    if not is_text(column.type):
        return _number(column)
    is_code = column.component.representation == "code" and not column.is_name
    return f"'\"' || {column.value if is_code else escaped(column.value, _JSON_MARKUP)} || '\"'"


def _number(column: PlainColumn) -> str:
    """Return the SQL of a number with all its digits and no others; what is not finite is no number."""
    text = plain_text(column.value, column.type)
    return f"CASE WHEN isfinite({column.value}) THEN {text} END" if pa.types.is_floating(column.type) else text


def _lines(
    message: DataMessage, line: Callable[[tuple[PlainColumn, ...]], Iterator[str] | tuple[str, ...]]
) -> Iterator[bytes]:
    found = plain_columns(message)
    statement = f"SELECT {concatenated(line(found.columns))} AS line FROM ({message.statement})"
    yield from bodies(message.connection.batches(statement, found.parameters, ROWS_AT_ONCE))


def write_parquet(message: DataMessage) -> Iterator[bytes]:
    """Give a Parquet file with the types of the release; names stand beside codes where they are asked for."""
    found, sink = plain_columns(message), _Sink()
    columns = ", ".join(f'{each.value} AS "{each.heading}"' for each in found.columns)
    schema = pa.schema([(each.heading, each.type) for each in found.columns])
    with pq.ParquetWriter(sink, schema, compression="zstd") as writer:
        for batch in message.connection.batches(f"SELECT {columns} FROM ({message.statement})", found.parameters):
            writer.write_batch(batch)
            yield sink.taken()
    yield sink.taken()


class _Sink(io.RawIOBase):
    """A file that is handed on while it is written; it knows how far it got."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        """Return that it can be written."""
        return True

    def tell(self) -> int:
        """Return the number of bytes that were written."""
        return self._written

    def write(self, piece: object) -> int:
        """Keep a piece."""
        content = bytes(memoryview(piece))  # type: ignore[arg-type]  # anything that holds bytes
        self._pieces.append(content)
        self._written += len(content)
        return len(content)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        content = b"".join(self._pieces)
        self._pieces.clear()
        return content


PLAIN_FORMATS: Mapping[str, DataFormat] = MappingProxyType(
    {
        each.id: each
        for each in (
            DataFormat("csv", "text/csv; charset=utf-8", "csv", write_csv),
            DataFormat("ndjson", "application/x-ndjson", "ndjson", write_ndjson),
            DataFormat("parquet", "application/vnd.apache.parquet", "parquet", write_parquet),
        )
    }
)
