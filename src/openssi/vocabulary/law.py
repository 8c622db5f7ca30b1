"""Legal parameters with the days on which they came into force and ceased."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise

Key = tuple[str, str, str, str, str, str]

COLUMN_ITEMS = frozenset({"L.VALID_FROM", "L.REF"})
"""Items that stand beside each parameter of law; they are no answers of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalParameter:
    """One rule of law as it was in force for a while.

    Attributes:
        item: Which parameter (`L.AGE_M`, `L.CR_EE`).
        func: The function that it belongs to, or `_Z`.
        value: Its number, or none.
        text: Its code or text, or empty.
        valid_from: First day in force.
        valid_to: Last day in force, none where it still is.
        article: Law and article.
        reported: The reference year in which it was last reported.
        date_unknown: Whether the country told no day: it then counts from the start of the reference year.
        obs_id: The answer that tells it.
    """

    ref_area: str
    item: str
    scheme: str
    func: str
    sex: str
    breakdown: str
    value: Decimal | None
    text: str
    unit: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    article: str = ""
    reported: int = 0
    date_unknown: bool = False
    obs_id: str = ""

    @property
    def key(self) -> Key:
        """What it is a value of."""
        return (self.ref_area, self.scheme, self.item, self.func, self.sex, self.breakdown)

    def is_in_force(self, day: dt.date) -> bool:
        """Return whether it holds on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def amended(reports: Iterable[LegalParameter]) -> tuple[LegalParameter, ...]:
    """Return what was reported over the years as rows in force one after the other.

    An amendment closes one row and opens the next. The same value with the same day, reported every year, is one row;
    a later report of the same day corrects an earlier one; a value without a day continues the row before it if it is
    the same, else it opens one at the start of its reference year.
    """
    ordered = sorted(reports, key=lambda each: (each.key, each.reported))
    rows: list[LegalParameter] = []
    for _, group in groupby(ordered, key=lambda each: each.key):
        by_day = {each.valid_from: each for each in group}
        rows += _closed(_opening([by_day[day] for day in sorted(by_day)]))
    return tuple(rows)


def _opening(rows: Sequence[LegalParameter]) -> list[LegalParameter]:
    """Return the rows that say something new.

    A row without a day goes first, if it only repeats a value: its article may be left out and is no amendment.
    """
    told = [
        each for before, each in pairwise([None, *rows]) if each and not (each.date_unknown and _same(before, each))
    ]
    return [
        each
        for before, each in pairwise([None, *told])
        if each and not (before and _same(before, each) and before.article == each.article)
    ]


def _same(before: LegalParameter | None, each: LegalParameter) -> bool:
    return before is not None and (before.value, before.text) == (each.value, each.text)


def _closed(rows: Sequence[LegalParameter]) -> list[LegalParameter]:
    """Close each row on the day before the next one begins."""
    following = [each.valid_from for each in rows[1:]]
    return [
        replace(each, valid_to=following[at] - dt.timedelta(days=1) if at < len(following) else None)
        for at, each in enumerate(rows)
    ]


def in_force(parameters: Iterable[LegalParameter], day: dt.date) -> tuple[LegalParameter, ...]:
    """Return the law as of a day."""
    return tuple(each for each in parameters if each.is_in_force(day))
