"""What was read from tables that never change, kept for everybody who asks them again, in whatever thread."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

MOST_ROWS = 1_000_000
"""Rows that are kept together."""

Made = TypeVar("Made")


class ReadOnce:
    """Keeps what never changes once it is made; what nobody asked for longest is forgotten.

    Args:
        most_rows: How many rows are kept together.
    """

    def __init__(self, most_rows: int = MOST_ROWS) -> None:
        self._most = most_rows
        self._rows = 0
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = Lock()

    def once(self, name: Hashable, make: Callable[[], Made], rows: Callable[[Made], int] = lambda _: 1) -> Made:
        """Return what was made under a name, else make it; two threads at once may both make it.

        Args:
            name: What it depends on, the language included where it has one.
            make: Makes it; nobody changes it afterwards.
            rows: Returns how many rows it counts for.
        """
        found = self.find(name)
        return found if found is not None else self.keep(name, make(), rows)

    def find(self, name: Hashable) -> Any | None:  # noqa: ANN401 - whatever was kept
        """Return what is kept under a name, none where nothing is."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is None:
                return None
            self._kept.move_to_end(name)
            return kept[0]

    def keep(self, name: Hashable, made: Made, rows: Callable[[Made], int] = lambda _: 1) -> Made:
        """Keep something under a name, and return it."""
        weight = rows(made)
        with self._lock:
            if name not in self._kept:
                self._kept[name] = (made, weight)
                self._rows += weight
            while self._rows > self._most and len(self._kept) > 1:
                self._rows -= self._kept.popitem(last=False)[1][1]
        return made
