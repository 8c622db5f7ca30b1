"""What a question about large tables needs, whoever answers: DuckDB on one machine, Spark on many."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa


class Queries(Protocol):
    """SQL in DuckDB's dialect over Parquet files and small Arrow tables."""

    def register(self, name: str, table: pa.Table) -> None:
        """Make a small Arrow table available to SQL under a name."""

    def register_parquet(self, name: str, path: Path) -> None:
        """Make a Parquet file, or a folder of them, available to SQL under a name."""

    def columns(self, name: str) -> Mapping[str, str]:
        """Return the columns of what is known under a name, each with its type in small letters."""

    def query(self, sql: str, parameters: Mapping[str, object] = ...) -> pa.Table:
        """Run one SELECT with parameters written `$name` and return its rows."""

    def rows(self, sql: str, parameters: Mapping[str, object] = ...) -> list[dict[str, Any]]:
        """Run one SELECT and return its rows as dictionaries."""

    def keep(self, name: str, sql: str) -> None:
        """Keep the rows of a SELECT under a name, instead of those that were kept under it before."""

    def close(self) -> None:
        """Release what is held."""
