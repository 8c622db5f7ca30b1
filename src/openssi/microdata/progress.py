"""How far something long is, told while it is done."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with what is done, how much there is, and the name of the step; it may raise, nothing is left behind."""


def silent(_done: int, _of: int, _step: str) -> None:
    """Tell nobody."""
