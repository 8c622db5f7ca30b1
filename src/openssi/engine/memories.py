"""Memories of their own in one DuckDB of the process: to begin DuckDB anew takes as long as a dozen questions."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from threading import Lock

import duckdb


def new_duckdb() -> duckdb.DuckDBPyConnection:
    """Return a DuckDB in memory that fetches nothing and sees no variable of Python."""
    made = duckdb.connect(":memory:")
    made.execute("SET autoinstall_known_extensions = false")
    made.execute("SET autoload_known_extensions = false")
    return session_in(made)


class _Process:
    """The DuckDB of a process, in which nothing is kept but the memories that are in use."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._numbers = count(1)
        self._base = new_duckdb()

    def attach(self) -> tuple[duckdb.DuckDBPyConnection, str]:
        """Return a session in a new memory, and the name of the memory."""
        with self._lock:
            memory = f"memory_{next(self._numbers)}"
            session = self._session_that_answers()
            session.execute(f"ATTACH ':memory:' AS {memory}")
        return session_in(session, memory), memory

    def _session_that_answers(self) -> duckdb.DuckDBPyConnection:
        try:
            session = self._base.cursor()
            session.execute("SELECT 1")
        except duckdb.Error:
            # An error from which DuckDB does not recover ends all its sessions; the next one begins anew.
            self._base = new_duckdb()
            session = self._base.cursor()
        return session

    def detach(self, memory: str) -> None:
        """Release a memory; it is gone already where DuckDB had to begin anew."""
        with self._lock, suppress(duckdb.Error):
            self._base.execute(f"DETACH {memory}")


_PROCESSES: dict[int, _Process] = {}
"""By number of the process: one that was forked has no threads of its parent's, and begins its own."""


@contextmanager
def own_memory() -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """Open a session in a memory that no other sees, give it with the name of the memory, and release both."""
    process = _PROCESSES.get(os.getpid()) or _PROCESSES.setdefault(os.getpid(), _Process())
    session, memory = process.attach()
    try:
        yield session, memory
    finally:
        session.close()
        process.detach(memory)


def session_in(session: duckdb.DuckDBPyConnection, memory: str = "") -> duckdb.DuckDBPyConnection:
    """Let a new session see a memory and no variable of Python, and return it."""
    session.execute("SET python_enable_replacements = false")
    if memory:
        session.execute(f"USE {memory}")
    return session
