"""What was read once is kept for everybody, within its bounds."""

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

from openssi.engine import connect
from openssi.engine.read_once import ReadOnce


def test_what_was_made_is_not_made_again() -> None:
    kept = ReadOnce()
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return "answer"

    assert [kept.once("question", make) for _ in range(3)] == ["answer"] * 3
    assert made == ["made"]


def test_an_empty_answer_is_kept_like_any_other() -> None:
    kept = ReadOnce()
    made: list[int] = []

    def make() -> tuple[str, ...]:
        made.append(1)
        return ()

    assert (kept.once("nothing", make), kept.once("nothing", make)) == ((), ())
    assert len(made) == 1


def test_what_nobody_asked_for_longest_is_forgotten_where_there_are_too_many_rows() -> None:
    kept = ReadOnce(most_rows=5)
    for name in ("a", "b"):
        kept.keep(name, [name, name], len)
    kept.find("a")
    kept.keep("c", ["c", "c"], len)
    assert kept.find("b") is None
    assert (kept.find("a"), kept.find("c")) == (["a", "a"], ["c", "c"])


def test_an_answer_longer_than_all_others_may_be_is_kept_alone() -> None:
    kept = ReadOnce(most_rows=2)
    kept.keep("short", ["s"], len)
    kept.keep("long", ["l"] * 9, len)
    assert kept.find("short") is None
    assert kept.find("long") == ["l"] * 9
    kept.keep("next", ["n"], len)
    assert kept.find("long") is None


def test_threads_are_given_the_same_and_the_bound_holds() -> None:
    kept = ReadOnce(most_rows=8)

    def ask(number: int) -> list[int]:
        return kept.once(number % 12, lambda: [number % 12], len)

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(ask, range(2_000)))
    assert found == [[number % 12] for number in range(2_000)]
    assert sum(kept.find(number) is not None for number in range(12)) == 8


def test_cursors_share_what_was_read_and_tables_that_may_change_keep_nothing() -> None:
    with connect(numbers=pa.table({"number": [1, 2]})) as connection:
        assert connection.read_once is None
        assert connection.cursor().read_once is None
        connection.read_once = ReadOnce()
        assert connection.cursor().read_once is connection.read_once
