"""The shelves of a release: its dataflows cut at their series, laid out beside the first answers."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openssi.engine import Connection
from openssi.engine.series_shelf import SeriesShelf, make_shelf
from openssi.publish.sdmx.data.special_signs import unmarked_columns
from openssi.vocabulary.passing_folder import PassingFolder

MOST_ROWS_AT_ONCE = 200_000
"""Rows of a dataflow that is laid out while the first question waits, and in memory."""


@dataclass
class Shelves:
    """The shelves by dataflow. Those of long dataflows lie in files, which are removed when they are closed."""

    _made: dict[str, SeriesShelf] = field(default_factory=dict)
    _under_way: dict[str, threading.Thread] = field(default_factory=dict)
    _folder: PassingFolder | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def find(self, connection: Connection, dataflow: str, key: Sequence[str]) -> SeriesShelf | None:
        """Return the shelf of a dataflow; none as long as it is being laid out.

        Args:
            connection: Where the dataflow is a table that is sorted by its key and time.
            dataflow: Its id.
            key: Its dimensions.
        """
        found = self._made.get(dataflow)
        if found is not None:
            return found
        with self._lock:
            if dataflow in self._made or dataflow in self._under_way:
                return self._made.get(dataflow)
            rows = connection.rows(f'FROM "{dataflow}" SELECT count(*) AS rows')[0]["rows"]
            if rows <= MOST_ROWS_AT_ONCE:
                self._made[dataflow] = make_shelf(connection, dataflow, key, None, unmarked_columns)
                return self._made[dataflow]
            self._begin(connection.cursor(), dataflow, key)
        return None

    def wait(self, seconds: float | None = None) -> None:
        """Wait until the shelves that are being laid out are there."""
        for each in list(self._under_way.values()):
            each.join(seconds)

    def _begin(self, connection: Connection, dataflow: str, key: Sequence[str]) -> None:
        self._folder = self._folder or PassingFolder("shelf")
        path = self._folder.path / f"{dataflow}.arrow"
        thread = threading.Thread(target=self._lay_out, args=(connection, dataflow, key, path), daemon=True)
        self._under_way[dataflow] = thread
        thread.start()

    def _lay_out(self, connection: Connection, dataflow: str, key: Sequence[str], path: Path) -> None:
        try:
            self._made[dataflow] = make_shelf(connection, dataflow, key, path, unmarked_columns)
        finally:
            connection.close()

    def close(self) -> None:
        """Remove the files."""
        self.wait()
        self._made.clear()
        self._under_way.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None
