"""Days, numbers and names in the definitions of standards."""

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TypeVar

from openssi.definitions.source import Source

Found = TypeVar("Found")
Number = TypeVar("Number", Decimal, Fraction)


def day_of(source: Source, key: str) -> dt.date:
    """Return a day that is written as an ISO date.

    Raises:
        FixTheFile: if it is none.
    """
    written = source.text(key)
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise source[key].fail("DEFINITION_NOT_A_DAY", key=key, text=written) from None


def number_of(source: Source, key: str) -> Fraction:
    """Return a number that is not negative, as `45`, `1.5` or `200/3`.

    Raises:
        FixTheFile: if it is none.
    """
    return _positive(source, key, source.text(key), Fraction)


def decimal_of(source: Source, key: str, default: str | None = None) -> Decimal:
    """Return an exact decimal that is not negative.

    Raises:
        FixTheFile: if it is none.
    """
    return _positive(source, key, source.text(key, default), Decimal)


def _positive(source: Source, key: str, written: str, read: Callable[[str], Number]) -> Number:
    try:
        number = read(written)
        if number >= 0:
            return number
    except (ValueError, InvalidOperation, ZeroDivisionError):
        pass
    raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=written)


def named(source: Source, key: str, known: Mapping[str, Found]) -> Found:
    """Return what a key names.

    Raises:
        FixTheFile: if there is no such thing.
    """
    written = source.text(key)
    if written not in known:
        raise source[key].fail("DEFINITION_VALUE_UNKNOWN", value=written, allowed=", ".join(known))
    return known[written]
