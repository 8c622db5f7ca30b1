"""Short answers that were made before: a release never changes, so they are as good as new."""

from dataclasses import dataclass

from openssi_web.shelf import Shelf

KEPT_AT_MOST = 20_000
"""Observations of an answer that is made in one piece and kept."""

MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """The bytes of an answer and its number of observations."""

    content: bytes
    observations: int


kept_answers = Shelf[KeptAnswer](MOST_BYTES)
"""By their entity tags."""
