"""Short answers that were made before: a release never changes, so they are as good as new."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

KEPT_AT_MOST = 20_000
"""Observations of an answer that is made in one piece and kept."""

MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The bytes of an answer and its number of observations."""

    content: bytes
    observations: int


class KeptAnswers:
    """The answers that were asked for last, by their entity tags."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._bytes = 0
        self._answers: OrderedDict[str, KeptAnswer] = OrderedDict()
        self._lock = Lock()

    def find(self, tag: str) -> KeptAnswer | None:
        """Return the answer with a tag where it is kept."""
        with self._lock:
            if tag in self._answers:
                self._answers.move_to_end(tag)
            return self._answers.get(tag)

    def keep(self, tag: str, answer: KeptAnswer) -> None:
        """Keep an answer, and forget those that nobody asked for longest where there are too many bytes."""
        with self._lock:
            if tag not in self._answers:
                self._answers[tag] = answer
                self._bytes += len(answer.content)
            while self._bytes > self._most:
                self._bytes -= len(self._answers.popitem(last=False)[1].content)


kept_answers = KeptAnswers()
