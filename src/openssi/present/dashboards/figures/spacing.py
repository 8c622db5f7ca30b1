"""The spaces that a language wants before signs, in texts that are put together from parts."""

import re
from collections.abc import Iterable

from openssi.vocabulary.text import Language

_SIGN = re.compile(r"(&#?\w+;)|(?<=[^\s\u00a0])([:;])(?=\s)")
_TOLD = re.compile(r'(?<=<title>)[^<]*|(?<=aria-label=")[^"]*')


def spaced(text: str, language: Language) -> str:
    """Return a text with a no-break space before colons and semicolons where it is French."""
    if language != "fr":
        return text
    return _SIGN.sub(lambda found: found[1] or f"\u00a0{found[2]}", text)


def joined(parts: Iterable[str], language: Language) -> str:
    """Return the parts that say something, with semicolons between them."""
    return ("\u00a0; " if language == "fr" else "; ").join(part for part in parts if part)


def spaced_markup(markup: str, language: Language) -> str:
    """Return a drawing whose titles and labels have the spaces of the language."""
    return _TOLD.sub(lambda found: spaced(found[0], language), markup) if language == "fr" else markup
