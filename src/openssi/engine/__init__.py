"""The only room that opens DuckDB and Spark: in-memory connections, parametrised SQL, Arrow tables out."""

from openssi.engine.connection import Connection, EngineError, connect
from openssi.engine.queries import Queries
from openssi.engine.spark import as_spark_sql, spark_queries
from openssi.engine.tables import as_dataflow, read_parquet, table_of, write_parquet

__all__ = [
    "Connection",
    "EngineError",
    "Queries",
    "as_dataflow",
    "as_spark_sql",
    "connect",
    "read_parquet",
    "spark_queries",
    "table_of",
    "write_parquet",
]
