"""DuckDB, opened once; each test has a cursor of its own, whose tables no other test sees."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from openssi.engine import Connection, connect


@pytest.fixture(scope="session")
def duckdb() -> Iterator[Connection]:
    with connect() as opened:
        # A few hundred rows are nothing to share among threads.
        opened.execute("SET threads = 1")
        yield opened


@pytest.fixture
def connection(duckdb: Connection) -> Iterator[Connection]:
    with closing(duckdb.cursor()) as cursor:
        yield cursor
