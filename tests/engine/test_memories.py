"""Connections of one process share its DuckDB and see nothing of each other."""

import multiprocessing
import os
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

from openssi.engine import EngineError, connect, memories
from openssi.engine.connection import open_connection

ONE = pa.table({"a": [1]})
TWO = pa.table({"a": [2]})


def test_each_sees_its_own_tables_under_the_same_names() -> None:
    with connect(given=ONE) as one, connect(given=TWO) as two:
        for connection, table in ((one, ONE), (two, TWO)):
            connection.materialise("kept", table)
            connection.keep("while_open", "FROM given")
            connection.execute("CREATE TABLE made AS FROM given")
        for name in ("given", "kept", "while_open", "made"):
            assert one.rows(f"FROM {name}") == [{"a": 1}]
            assert two.rows(f"FROM {name}") == [{"a": 2}]


def test_nothing_is_left_for_the_next_one() -> None:
    with connect(given=ONE) as one:
        one.materialise("kept", ONE)
    with connect() as two:
        for name in ("given", "kept"):
            with pytest.raises(EngineError):
                two.rows(f"FROM {name}")
        assert two.rows("SELECT count(*) AS n FROM duckdb_tables()") == [{"n": 0}]


def test_what_failed_inside_is_released_too() -> None:
    with pytest.raises(EngineError), connect(given=ONE) as one:
        one.rows("FROM nowhere")
    with connect() as two:
        assert two.rows("SELECT count(*) AS n FROM duckdb_databases() WHERE database_name LIKE 'memory_%'") == [
            {"n": 1}
        ]


def test_another_cursor_sees_the_same_memory() -> None:
    with connect(given=ONE) as one:
        one.materialise("kept", TWO)
        assert one.cursor().rows("SELECT k.a AS k, g.a AS g FROM kept k, given g") == [{"k": 2, "g": 1}]
        assert one.holding("more", TWO).rows("SELECT m.a + k.a AS a FROM more m, kept k") == [{"a": 4}]
        assert [batch.to_pylist() for batch in one.batches("FROM kept")] == [[{"a": 2}]]


@pytest.mark.parametrize("cursor", [False, True])
def test_no_variable_of_python_is_a_table(cursor: bool) -> None:
    here = ONE
    with connect() as one:
        with pytest.raises(EngineError):
            (one.cursor() if cursor else one).rows("FROM here")
        opened = open_connection()
        with pytest.raises(EngineError):
            (opened.cursor() if cursor else opened).rows("FROM here")
        opened.close()
    assert here.num_rows == 1


def test_threads_ask_at_the_same_time() -> None:
    def asked(number: int) -> int:
        with connect(given=pa.table({"a": [number]})) as one:
            one.materialise("kept", pa.table({"b": [number]}))
            return int(one.rows("SELECT a + b AS sum FROM given, kept")[0]["sum"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(asked, range(100))) == [2 * number for number in range(100)]


def _sum() -> int:
    with connect(given=TWO) as one:
        return int(one.rows("SELECT sum(a) AS a FROM given")[0]["a"])


def test_a_process_that_was_forked_begins_its_own() -> None:
    if "fork" not in multiprocessing.get_all_start_methods():
        pytest.skip("this system does not fork")
    assert _sum() == 2
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(_sum) == 2


def test_where_duckdb_ended_the_next_memory_begins_anew() -> None:
    with connect() as broken:
        broken.rows("SELECT 1 AS one")
        memories._PROCESSES[os.getpid()]._base.close()
        with connect() as again:
            assert again.rows("SELECT 1 AS one") == [{"one": 1}]
    with connect() as still:
        assert still.rows("SELECT 2 AS two") == [{"two": 2}]
