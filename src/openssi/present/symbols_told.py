"""Symbols of tables with their meaning, as they are printed under a table."""

from collections.abc import Collection

from openssi.present.words import Words
from openssi.vocabulary.symbols import MISSING, NEGLIGIBLE, NOT_APPLICABLE, SUPPRESSED

ZERO = "0"
_MEANINGS = (
    ("e", "estimated"),
    ("i", "imputed"),
    ("p", "provisional"),
    ("b", "break"),
    ("d", "definition"),
    ("f", "forecast"),
    ("u", "unreliable"),
    (ZERO, "zero"),
    (NEGLIGIBLE, "negligible"),
    (MISSING, "missing"),
    (NOT_APPLICABLE, "not_applicable"),
    (SUPPRESSED, "suppressed"),
)


def symbols_told(words: Words, occurring: Collection[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Return symbols with their meaning in the order in which they are printed.

    Args:
        words: The texts.
        occurring: Those that a table holds; all where none are named.
    """
    return tuple(
        (symbol, words.say(f"symbol.{meaning}"))
        for symbol, meaning in _MEANINGS
        if occurring is None or symbol in occurring
    )
