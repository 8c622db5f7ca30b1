"""A shelf for what was made once: it holds so many bytes, and what nobody asked for longest leaves it first."""

from collections import OrderedDict
from threading import Lock
from typing import Generic, Protocol, TypeVar


class HasContent(Protocol):
    """What can lie on a shelf."""

    @property
    def content(self) -> bytes:
        """Its bytes, by which it is measured."""


Kept = TypeVar("Kept", bound=HasContent)


class Shelf(Generic[Kept]):
    """What was asked for last, by its key; threads may use it together.

    Args:
        most_bytes: Bytes of all contents together.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, key: str) -> Kept | None:
        """Return what is kept under a key, none where nothing is."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: str, made: Kept) -> None:
        """Keep something, and forget what nobody asked for longest where there are too many bytes."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = made
                self._bytes += len(made.content)
            while self._bytes > self._most:
                self._bytes -= len(self._kept.popitem(last=False)[1].content)

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0
