"""One session of Spark for all tests of this folder."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from openssi.engine import spark_queries
from openssi.engine.spark import SparkQueries


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkQueries]:
    if find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("PySpark or Java is not installed; make test-spark installs PySpark")
    with spark_queries("local[2]") as queries:
        # To compile a statement takes Spark longer than to run it over the few rows of these tests.
        queries._session.conf.set("spark.sql.codegen.wholeStage", "false")
        yield queries
