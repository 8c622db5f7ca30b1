"""The only room that opens DuckDB: in-memory connections, parametrised SQL, Arrow tables out."""

from openssi.engine.connection import Connection, EngineError, connect
from openssi.engine.tables import as_dataflow, read_parquet, table_of, write_parquet

__all__ = ["Connection", "EngineError", "as_dataflow", "connect", "read_parquet", "table_of", "write_parquet"]
