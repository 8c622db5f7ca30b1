"""Punctuation that differs between the languages."""

from openssi.vocabulary.text import Language

_COLONS = {"en": ": ", "fr": "\u00a0: ", "es": ": "}
_SEMICOLONS = {"en": "; ", "fr": "\u00a0; ", "es": "; "}


def named(name: str, value: str, language: Language) -> str:
    """Return a name and its value with a colon between them."""
    return f"{name}{_COLONS[language]}{value}"


def listed(parts: list[str], language: Language) -> str:
    """Return parts with semicolons between them."""
    return _SEMICOLONS[language].join(parts)
