"""What a process keeps in memory of submissions: the most recently asked for, so many of them."""

from collections.abc import Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Recent(Generic[K, V]):
    """Values by key; the one that was put first goes when there are too many. Threads may share it.

    A value stays while another one is worked out in its place: whoever asks meanwhile gets what is known.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """Return a value, none where it is not kept."""
        return self._values.get(key)

    def put(self, key: K, value: V) -> V:
        """Keep a value as the newest, and return it."""
        self._values.pop(key, None)
        self._values[key] = value
        for oldest in list(self._values)[: max(0, len(self._values) - self.most)]:
            self._values.pop(oldest, None)
        return value

    def clear(self) -> None:
        """Keep nothing."""
        self._values.clear()
