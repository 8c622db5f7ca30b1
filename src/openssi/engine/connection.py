"""In-memory DuckDB connections. No file is ever opened as a DuckDB database, so nobody shuts anybody out."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from openssi.engine.memories import new_duckdb, own_memory, session_in
from openssi.engine.read_once import ReadOnce

EngineError = duckdb.Error
"""What the engine raises where a statement or a file is amiss."""
ROWS_TOGETHER = 65_536
"""Rows of a group of a Parquet file: whoever asks for one country reads the groups that hold it, and no others."""


class Connection:
    """Registered Arrow tables and Parquet files, and SQL over them.

    Attributes:
        read_once: What was read from the tables by whoever knows that they never change; none where they may.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        held: Mapping[str, pa.Table] | None = None,
        *,
        asks_once: bool = False,
        read_once: ReadOnce | None = None,
        memory: str = "",
    ) -> None:
        self.read_once = read_once
        self._memory = memory
        self._connection = connection
        self._held = held or {}
        self._asks_once = asks_once
        for name, table in self._held.items():
            self.register(name, table)

    def register(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table available to SQL under a name."""
        self._connection.register(name, table)

    def register_parquet(self, name: str, path: Path) -> None:
        """Make a Parquet file available to SQL under a name, without reading it yet."""
        relation = self._connection.read_parquet(str(path))
        relation.create_view(name, replace=True)

    def materialise_parquet(self, name: str, path: Path) -> None:
        """Read a Parquet file into memory under a name."""
        self._connection.read_parquet(str(path)).create(name)

    def materialise(self, name: str, table: pa.Table) -> None:
        """Copy an Arrow table into memory under a name, for every cursor to see."""
        self._connection.from_arrow(table).create(name)

    def columns(self, name: str) -> dict[str, str]:
        """Return the columns of what is known under a name, each with its type in small letters."""
        relation = self._connection.table(name)
        return {column: str(type_).lower() for column, type_ in zip(relation.columns, relation.types, strict=True)}

    def query(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> pa.Table:
        """Run one statement and return its rows as an Arrow table."""
        return self._connection.sql(sql, params=parameters or None).to_arrow_table()

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[dict[str, Any]]:
        """Run one statement and return its rows as dictionaries."""
        rows: list[dict[str, Any]] = self.query(sql, parameters).to_pylist()
        return rows

    def batches(
        self, sql: str, parameters: Sequence[object] | Mapping[str, object] = (), rows: int = 65_536
    ) -> Iterator[pa.RecordBatch]:
        """Run one statement in a cursor of its own and give its rows as they come.

        Other questions may be asked meanwhile. The rows are made as they are asked for, so that memory does not depend
        on their number; whoever stops asking closes the iterator.

        Args:
            sql: A SELECT.
            parameters: Its parameters.
            rows: The largest number of rows of a batch.
        """
        with nullcontext(self) if self._asks_once else closing(self.cursor()) as cursor:
            relation = cursor._connection.sql(sql, params=parameters or None)  # noqa: SLF001 - its own kind
            reader: pa.RecordBatchReader = relation.to_arrow_reader(rows)
            yield from reader

    def keep(self, name: str, sql: str) -> None:
        """Keep the rows of a SELECT in memory under a name, instead of those that were kept under it before."""
        self._connection.execute(f'CREATE OR REPLACE TEMPORARY TABLE "{name}" AS {sql}')

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> None:
        """Run one statement for its effect."""
        self._connection.execute(sql, parameters)

    def write_parquet(self, path: Path, sql: str, parameters: Mapping[str, object] | None = None) -> int:
        """Write the rows of a SELECT to a Parquet file as they come, and return their number."""
        copied = self._connection.execute(
            f"COPY ({sql}) TO $path (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_TOGETHER})",
            {**(parameters or {}), "path": str(path)},
        )
        return int(copied.fetchall()[0][0])

    def cursor(self) -> "Connection":
        """Return a connection to the same memory for use in another thread."""
        return Connection(self._session(), self._held, read_once=self.read_once, memory=self._memory)

    def _session(self) -> duckdb.DuckDBPyConnection:
        return session_in(self._connection.cursor(), self._memory)

    def holding(self, name: str, table: pa.Table) -> "Connection":
        """Return a connection to the same memory that sees an Arrow table under a name; nobody else does.

        Its rows are for one question at a time.
        """
        return Connection(self._session(), {**self._held, name: table}, asks_once=True, memory=self._memory)

    def close(self) -> None:
        """Release the memory."""
        self._connection.close()


def open_connection() -> Connection:
    """Return a connection to a DuckDB of its own, which the caller closes."""
    return Connection(new_duckdb())


@contextmanager
def connect(**tables: pa.Table) -> Iterator[Connection]:
    """Open an in-memory connection with Arrow tables registered under the names given."""
    with own_memory() as (session, memory):
        yield Connection(session, tables, memory=memory)
