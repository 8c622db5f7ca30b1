"""Text cut into tokens, each with the character it begins at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

TokenKind = Literal["number", "name", "text", "sign", "end"]

WORDS = frozenset({"and", "or", "not", "in", "where", "subset", "of", "for", "exists"})
"""Names that the grammar itself uses."""

_PATTERN = re.compile(
    r"""(?P<space>\s+)
      | (?P<number>\d+(?:\.\d+)?)
      | (?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)
      | (?P<text>"[^"]*")
      | (?P<sign>=>|!=|<=|>=|[-+*/^=<>?:;,()\[\]{}])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A number, name, text or sign, and the index of its first character."""

    kind: TokenKind
    text: str
    position: int

    def is_sign(self, *signs: str) -> bool:
        """Whether it is one of some signs or words of the grammar."""
        return self.text in signs and (self.kind == "sign" or (self.kind == "name" and self.text in WORDS))


def tokenize(text: str, place: Place) -> tuple[Token, ...]:
    """Cut an expression into tokens; the last one has the kind `end`.

    Raises:
        FixTheFile: at a character that the language does not know.
    """
    return (*_tokens(text, place), Token("end", "", len(text)))


def _tokens(text: str, place: Place) -> Iterator[Token]:
    position = 0
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None:
            values = {"character": position + 1, "found": text[position], "pointer": pointer(text, position)}
            raise FixTheFile.because("EXPRESSION_CHARACTER", place, **values)
        kind = match.lastgroup
        if kind in {"number", "name", "text", "sign"}:
            yield Token(kind, match.group(), position)  # type: ignore[arg-type]
        position = match.end()


def pointer(text: str, position: int, reach: int = 24) -> str:
    """Return the neighbourhood of a character with an arrow before it: `…H.COV_OLD/ → )*100`."""
    before, after = text[max(0, position - reach) : position], text[position : position + reach]
    start = "…" if position > reach else ""
    rest = "…" if position + reach < len(text) else ""
    return f"{start}{before} → {after}{rest}".strip()
