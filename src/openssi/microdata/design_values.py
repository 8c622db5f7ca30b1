"""Values of a design file, each read with the line of what does not fit."""

import math
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from openssi.definitions.source import Source

Read = Callable[[Source, str], Any]


def only(source: Source, known: Sequence[str]) -> None:
    """Refuse a key that is not known, and name the nearest that is, and a key that stands twice."""
    for key, value in source.entries():
        if key not in known:
            nearest = get_close_matches(key, known, n=1, cutoff=0.0)[0]
            raise value.fail("SURVEY_KEY_UNKNOWN", key=key, nearest=nearest, known=", ".join(known))


def word(source: Source, key: str) -> str:
    """Read a word."""
    return source.text(key).strip()


def words(source: Source, key: str) -> tuple[str, ...]:
    """Read a word or a list of words."""
    return source.texts(key)


def one_of(*allowed: str) -> Read:
    """Return what reads one of several words."""
    return lambda source, key: source.one_of(key, allowed)


def flag(source: Source, key: str) -> bool:
    """Read true or false."""
    return source.one_of(key, ("true", "false")) == "true"


def number(source: Source, key: str) -> float:
    """Read a number."""
    written = source.text(key)
    try:
        read = float(written)
    except ValueError:
        read = math.nan
    if not math.isfinite(read):
        raise source[key].fail("SURVEY_VALUE_NOT_A_NUMBER", key=key, value=written)
    return read


def positive(source: Source, key: str) -> float:
    """Read a number above zero that is not infinite."""
    read = number(source, key)
    if not read > 0:
        raise source[key].fail("SURVEY_VALUE_NOT_POSITIVE", key=key, value=source.text(key))
    return read


def whole(source: Source, key: str) -> int:
    """Read a whole number."""
    read = number(source, key)
    if read != int(read):
        raise source[key].fail("SURVEY_VALUE_NOT_A_NUMBER", key=key, value=source.text(key))
    return int(read)


def ages(source: Source, key: str) -> tuple[int, ...]:
    """Read completed years."""
    written = source.texts(key)
    if not all(each.isdigit() for each in written):
        raise source[key].fail("SURVEY_AGE_GROUPS")
    return tuple(int(each) for each in written)


def missing_codes(source: Source, key: str) -> Mapping[str, tuple[str, ...]]:
    """Read a list for all columns, or a list for each of several."""
    if not isinstance(source[key].data, dict):
        return {"": source.texts(key)}
    return {column: source[key].texts(column) for column, _ in source[key].entries()}


def numbers(source: Source, key: str) -> tuple[float, ...]:
    """Read numbers."""
    try:
        return tuple(float(each) for each in source.texts(key))
    except ValueError:
        raise source[key].fail("SURVEY_VALUE_NOT_A_NUMBER", key=key, value=", ".join(source.texts(key))) from None


def needed(source: Source, *keys: str) -> None:
    """Refuse a part that lacks one of its keys, or says nothing behind it."""
    for key in keys:
        found = source.find(key)
        if found is None or found.data is None or found.data == "":
            raise (found or source).fail("SURVEY_ROLE_MISSING", key=key)
