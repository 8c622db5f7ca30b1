"""Arrow tables in the structure of a dataflow, and their Parquet files."""

import os
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from openssi.engine.connection import ROWS_TOGETHER
from openssi.vocabulary.structure import Dataflow

_ARROW: dict[str, pa.DataType] = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
    "DOUBLE": pa.float64(),
    "DECIMAL(38, 10)": pa.decimal128(38, 10),
}


def schema_of(dataflow: Dataflow) -> pa.Schema:
    """Return the Arrow schema of a dataflow."""
    return pa.schema([(column.name, _ARROW[column.type]) for column in dataflow.columns])


def table_of(dataflow: Dataflow, rows: Iterable[Mapping[str, object]] = ()) -> pa.Table:
    """Return rows as an Arrow table in the structure of a dataflow; a column that a row lacks is null."""
    listed = list(rows)
    schema = schema_of(dataflow)
    columns = _columns(listed, schema.names)
    arrays = [pa.array(column, type=field.type) for field, column in zip(schema, columns, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _columns(rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> Sequence[Sequence[object]]:
    if rows and len(names) > 1:
        try:
            # Rows that lack nothing, which is most of them, are taken apart in a third of the time.
            return tuple(zip(*map(itemgetter(*names), rows), strict=True))
        except KeyError:
            pass
    return [[row.get(name) for row in rows] for name in names]


def as_dataflow(dataflow: Dataflow, table: pa.Table) -> pa.Table:
    """Return a table with exactly the columns of a dataflow, in order, each of its type.

    Raises:
        KeyError: if a column is missing.
        pyarrow.ArrowInvalid: if a value does not fit its column.
    """
    return table.select(list(dataflow.names)).cast(schema_of(dataflow))


def write_parquet(path: Path, table: pa.Table) -> None:
    """Write a Parquet file aside and move it to its place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    pq.write_table(table, aside, compression="zstd", row_group_size=ROWS_TOGETHER)
    aside.replace(path)


def read_parquet(path: Path) -> pa.Table:
    """Read a whole Parquet file; most are small, and to look for a dataset first takes longer than to read one."""
    with pq.ParquetFile(path) as file:
        return file.read()
