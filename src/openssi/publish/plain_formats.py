"""Data messages for those who know no SDMX: CSV, JSON and Parquet, piece by piece."""

import io
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from openssi.publish.data_messages import DataFormat, DataMessage
from openssi.publish.plain_columns import PlainColumn, as_texts, plain_columns
from openssi.vocabulary.csv_text import neutralised

_QUOTED = ('"', ",", "\n", "\r")


def write_csv(message: DataMessage) -> Iterator[bytes]:
    """Give CSV in UTF-8: one line for each observation; text that a spreadsheet would calculate is marked."""
    columns = plain_columns(message)
    yield (",".join(each.heading for each in columns) + "\n").encode()
    for batch in message.connection.batches(message.statement, message.parameters):
        if not batch.num_rows:
            continue
        cells = [pc.fill_null(as_texts(each, batch.column(each.component.id), _csv_cell), "") for each in columns]
        lines = pc.binary_join_element_wise(*cells, ",")
        yield ("\n".join(lines.to_pylist()) + "\n").encode()


def _csv_cell(text: str) -> str:
    safe = neutralised(text)
    return '"' + safe.replace('"', '""') + '"' if any(each in safe for each in _QUOTED) else safe


def json_rows(message: DataMessage) -> Iterator[list[str]]:
    """Give JSON objects, one for each observation, together as they are read; what has no value is null."""
    columns = plain_columns(message)
    begins = ["{" if number == 0 else "," for number in range(len(columns))]
    for batch in message.connection.batches(message.statement, message.parameters):
        if batch.num_rows:
            yield _objects(batch, columns, begins)


def _objects(batch: pa.RecordBatch, columns: tuple[PlainColumn, ...], begins: list[str]) -> list[str]:
    parts: list[pa.Array | str] = []
    for begin, each in zip(begins, columns, strict=True):
        values = as_texts(each, batch.column(each.component.id), _json_text)
        parts += [f"{begin}{json.dumps(each.heading)}:", pc.fill_null(values, "null")]
    objects: list[str] = pc.binary_join_element_wise(*parts, "}", "").to_pylist()
    return objects


def _json_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def write_ndjson(message: DataMessage) -> Iterator[bytes]:
    """Give one JSON object on each line."""
    for objects in json_rows(message):
        yield ("\n".join(objects) + "\n").encode()


def write_parquet(message: DataMessage) -> Iterator[bytes]:
    """Give a Parquet file; codes are told, and names beside them where they are asked for."""
    columns, sink = plain_columns(message), _Sink()
    writer: pq.ParquetWriter | None = None
    for batch in _batches(message):
        arrays = [_named(each, batch.column(each.component.id)) for each in columns]
        table = pa.table(arrays, names=[each.heading for each in columns])
        if writer is None:
            writer = pq.ParquetWriter(sink, table.schema, compression="zstd")
        writer.write_table(table)
        yield sink.taken()
    if writer is not None:
        writer.close()
        yield sink.taken()


def _named(column: PlainColumn, values: pa.Array) -> pa.Array:
    return values if column.names is None else as_texts(column, values, str)


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


def _batches(message: DataMessage) -> Iterator[pa.RecordBatch]:
    """Give the rows as they come; where there are none, one batch that says their types."""
    empty = True
    for batch in message.connection.batches(message.statement, message.parameters):
        empty = False
        yield batch
    if empty:
        nothing = message.connection.query(f"SELECT * FROM ({message.statement}) LIMIT 0", message.parameters)
        yield pa.RecordBatch.from_pylist([], schema=nothing.schema)


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
