"""Moments as people write them: a day, or an instant with its time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta

from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place

_PLUS_LOST = re.compile(r" (?=\d\d:?\d\d$)")
"""An address turns the plus of a time zone into a space."""

_DAY_LENGTH = len("2026-07-01")


def end_of(text: str) -> datetime:
    """Return the moment that a text names; a day stands for its end in UTC, a time without zone is one of UTC.

    Raises:
        FixTheFile: if it is neither a day nor a moment.
    """
    written = text.strip()
    try:
        if len(written) == _DAY_LENGTH:
            last = date.fromisoformat(written) + timedelta(days=1)
            return datetime.combine(last, time(), UTC) - timedelta(microseconds=1)
        found = datetime.fromisoformat(_PLUS_LOST.sub("+", written))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise FixTheFile.because("MOMENT_UNFIT", Place(item=text[:40]), moment=text[:40]) from error


def embargo_of(text: str, moment: datetime) -> str:
    """Return the end of an embargo as a manifest keeps it, in UTC.

    Args:
        text: A moment with its time zone.
        moment: The present one.

    Raises:
        FixTheFile: if it is no moment, has no time zone, or is over.
    """
    written = text.strip()
    end = end_of(written)
    if len(written) == _DAY_LENGTH or datetime.fromisoformat(written).tzinfo is None:
        raise FixTheFile.because("EMBARGO_WITHOUT_ZONE", Place(item="--embargo"), moment=written)
    if end <= moment:
        raise FixTheFile.because("EMBARGO_IS_OVER", Place(item="--embargo"), moment=written)
    return end.isoformat(timespec="seconds")
