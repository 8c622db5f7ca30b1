"""Texts of a page that quote what others wrote, in a language that nobody told."""

import re
from collections.abc import Iterable
from typing import Self

_JOINTS = re.compile(r"^[\s;·.,]+|[\s;·,]+$")
_DOUBLE = re.compile(r"(\u00a0?[;·.,])(?:\s*[;·.,])+")


class Quoting(str):
    """A text of a page in which texts of others stand word for word.

    Attributes:
        quoted: These texts, as they stand in it.
    """

    __slots__ = ("quoted",)

    quoted: tuple[str, ...]

    def __new__(cls, text: str, quoted: Iterable[str] = ()) -> Self:
        """Return a text with what it quotes."""
        made = super().__new__(cls, text)
        made.quoted = tuple(each for each in quoted if each)
        return made


def quotations(text: str) -> tuple[str, ...]:
    """Return what a text quotes, nothing where it is a plain one."""
    return text.quoted if isinstance(text, Quoting) else ()


def parts_of(text: str) -> list[tuple[str, bool]]:
    """Return a text in parts, each with whether it is a quotation; a plain text is one part."""
    parts, rest = [], str(text)
    for each in quotations(text):
        before, found, after = rest.partition(each)
        if found:
            parts += [(before, False), (found, True)]
            rest = after
    return [each for each in (*parts, (rest, False)) if each[0]]


def own_words(text: str) -> str:
    """Return a text without what it quotes, for attributes, which cannot tell a language."""
    own = "".join(part for part, is_quoted in parts_of(text) if not is_quoted)
    return _JOINTS.sub("", _DOUBLE.sub(r"\1", own)) if quotations(text) else str(text)
