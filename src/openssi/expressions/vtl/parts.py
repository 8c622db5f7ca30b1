"""Parts of VTL text: conditions joined, turned round and put in brackets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from openssi.expressions.frames import FrameColumn

ALWAYS = "true"
NEVER = ""

VtlReason = Literal["set", "units", "cells", "series", "facts", "incomplete"]
"""Why VTL cannot say a condition: a set that comes from the answers; a comparison with all other schemes or benefits;
all numbers of the country; the whole series of years; facts from outside the answers; a blocking rule on a sum that may
be incomplete."""


class NotInVtlError(Exception):
    """VTL has no words for this part."""

    def __init__(self, reason: VtlReason) -> None:
        super().__init__(reason)
        self.reason: VtlReason = reason


@dataclass(frozen=True, slots=True)
class VtlStep:
    """A number that a condition names, computed before it by `calc`.

    Attributes:
        depth: 1 where it is made of columns alone, one more than the deepest step it names otherwise.
    """

    name: str
    text: str
    depth: int


@dataclass(frozen=True, slots=True)
class VtlCondition:
    """A condition as VTL text.

    Attributes:
        text: With `when ... then ...` where the condition is an implication.
        columns: The columns of the frame that it and its steps name, in the order of the text.
        steps: Sums, ratios, and the larger of two.
    """

    text: str
    columns: tuple[FrameColumn, ...]
    steps: tuple[VtlStep, ...]


def quoted(text: str) -> str:
    """Return a VTL text constant."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'


def any_of(conditions: Iterable[str]) -> str:
    """Return that one of some conditions holds."""
    kept = [each for each in dict.fromkeys(conditions) if each != NEVER]
    if ALWAYS in kept:
        return ALWAYS
    return _joined(kept, " or ")


def all_of(conditions: Iterable[str]) -> str:
    """Return that some conditions hold."""
    listed = list(dict.fromkeys(conditions))
    if NEVER in listed:
        return NEVER
    return _joined([each for each in listed if each != ALWAYS], " and ") or ALWAYS


def opposite(condition: str) -> str:
    """Return that a condition does not hold."""
    if condition in {ALWAYS, NEVER}:
        return ALWAYS if condition == NEVER else NEVER
    return f"not {in_brackets(condition)}"


def in_brackets(text: str) -> str:
    """Return a part in brackets where it consists of more than one word."""
    return f"({text})" if " " in text and not _is_closed(text) else text


def is_null(value: str) -> str:
    """Return that a value is missing."""
    return f"isnull({value})"


def is_one_of(column: str, words: Iterable[str]) -> str:
    """Return that a text is one of some."""
    listed = [quoted(each) for each in sorted(words)]
    return f"{column} = {listed[0]}" if len(listed) == 1 else f"{column} in {{{', '.join(listed)}}}"


def _joined(conditions: Sequence[str], word: str) -> str:
    return conditions[0] if len(conditions) == 1 else word.join(map(in_brackets, conditions))


def _is_closed(text: str) -> bool:
    """Whether the bracket that a text begins with, after a function's name, ends with it."""
    start = text.find("(")
    if start < 0 or not text.endswith(")") or not (text[:start] == "" or text[:start].isidentifier()):
        return False
    depth = 0
    for at, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth == 0 and at >= start:
            return at == len(text) - 1
    return False
