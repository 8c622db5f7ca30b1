"""Apache Spark behind the questions that DuckDB answers: the same SQL, transpiled by sqlglot.

PySpark and Java are imported and started when a session is opened, never before.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from openssi.engine.spark_errors import refuse_master, told, told_at_start
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.passing_folder import PassingFolder

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession


class SparkQueries:
    """Parquet files and small Arrow tables in a Spark session, and SQL over them.

    Each method raises FixTheFile where a file cannot be read, the memory does not suffice or the cluster is lost.
    """

    def __init__(self, session: "SparkSession") -> None:
        self._session = session
        self._kept: dict[str, DataFrame] = {}

    def register(self, name: str, table: pa.Table) -> None:
        """Make a small Arrow table available to SQL under a name."""
        with told():
            self._session.createDataFrame(table).createOrReplaceTempView(name)

    def register_parquet(self, name: str, path: Path) -> None:
        """Make a Parquet file, or a folder of them, available to SQL under a name, without reading it yet.

        Args:
            name: The name in SQL.
            path: Where it lies, as every machine of the cluster sees it; `hdfs://host/folder`, `s3a://bucket/folder`
                and other places that Spark reads count too.
        """
        with told(path):
            self._session.read.parquet(_location(path)).createOrReplaceTempView(name)

    def columns(self, name: str) -> dict[str, str]:
        """Return the columns of what is known under a name, each with its type in small letters."""
        return {field.name: field.dataType.simpleString() for field in self._session.table(name).schema.fields}

    def query(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """Run one SELECT of DuckDB's dialect and return its rows as an Arrow table."""
        with told():
            return self._session.sql(as_spark_sql(sql), args=dict(parameters or {})).toArrow()

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """Run one SELECT of DuckDB's dialect and return its rows as dictionaries."""
        rows: list[dict[str, Any]] = self.query(sql, parameters).to_pylist()
        return rows

    def keep(self, name: str, sql: str) -> None:
        """Keep the rows of a SELECT under a name, instead of those that were kept under it before."""
        before = self._kept.pop(name, None)
        with told():
            frame = self._session.sql(as_spark_sql(sql)).cache()
            frame.createOrReplaceTempView(name)
            self._kept[name] = frame
            if before is not None:
                before.unpersist()

    def close(self) -> None:
        """End the session, and what it still computes."""
        self._session.stop()


def _location(path: Path) -> str:
    """Return a path as Spark reads it: of this machine, or the place that `Path` took the second slash of."""
    scheme, colon, rest = str(path).partition(":/")
    if colon and len(scheme) > 1 and not path.exists():
        return f"{scheme}://{rest}"
    return f"file://{path.absolute()}"


def as_spark_sql(sql: str) -> str:
    """Return a statement of DuckDB's dialect in that of Spark; parameters `$name` become `:name`.

    Raises:
        FixTheFile: if sqlglot, which comes with the extra `spark`, is not installed.
    """
    _needed("sqlglot")
    import sqlglot

    statements: list[str] = sqlglot.transpile(sql, read="duckdb", write="spark")
    return statements[0]


@contextmanager
def spark_queries(master: str = "local[*]") -> Iterator[SparkQueries]:
    """Open a Spark session, and close it.

    The driver has 2 GB unless SPARK_DRIVER_MEMORY says otherwise; all else is as `spark-defaults.conf` has it.

    Args:
        master: Where Spark runs: `local[2]` for two threads here, `spark://host:7077`, `yarn`, `k8s://...`.

    Raises:
        FixTheFile: if PySpark or Java is not installed, or Spark does not start.
    """
    _needed("pyspark")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise FixTheFile.because("SPARK_NO_JAVA")
    refuse_master(master)
    with PassingFolder("spark") as folder:
        with told_at_start(master):
            queries = SparkQueries(_session(master, str(folder)))
        try:
            yield queries
        finally:
            queries.close()


def _session(master: str, folder: str) -> "SparkSession":
    from pyspark.sql import SparkSession

    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.warehouse.dir": folder,
    }
    if "SPARK_DRIVER_MEMORY" not in os.environ:
        settings["spark.driver.memory"] = "2g"
    if master.startswith("local"):
        settings |= {"spark.local.dir": folder, "spark.sql.shuffle.partitions": "8"}
    builder = SparkSession.builder.master(master).appName("openssi")
    for key, value in settings.items():
        builder = builder.config(key, value)
    session: SparkSession = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _needed(package: str) -> None:
    if find_spec(package) is None:
        raise FixTheFile.because("SPARK_NOT_INSTALLED", package=package)
