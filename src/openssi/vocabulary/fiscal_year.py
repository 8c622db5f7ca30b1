"""The fiscal year that a reference year stands for (A2.02 `N.FY_START`, A2.03 `N.FY_RULE`)."""

import datetime as dt
from typing import Literal

FiscalYearRule = Literal["MAJORITY", "START", "END"]
_LAST_MONTH_OF_START = 7
"""A year from July to June has six months on either side and counts for the year in which it begins."""


def fiscal_year(start: str, rule: FiscalYearRule, year: int) -> tuple[dt.date, dt.date]:
    """Return first and last day of the fiscal year that counts for a reference year.

    Args:
        start: First day of the fiscal year, `07-01`.
        rule: `MAJORITY` (the calendar year that holds most of its months), `START` or `END` (the year in which it
            begins or ends).
        year: Reference year.

    Raises:
        ValueError: if `start` is no day of a year.
    """
    month, day = (int(part) for part in start.split("-"))
    begins = year
    if (month, day) != (1, 1) and (rule == "END" or (rule == "MAJORITY" and month > _LAST_MONTH_OF_START)):
        begins = year - 1
    first = _day(begins, month, day)
    return first, _day(begins + 1, month, day) - dt.timedelta(days=1)


def _day(year: int, month: int, day: int) -> dt.date:
    """Return a day; 29 February begins on 1 March where there is none."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        if (month, day) == (2, 29):
            return dt.date(year, 3, 1)
        raise


def fiscal_year_label(start: str, rule: FiscalYearRule, year: int) -> str:
    """Return `2023-07-01/2024-06-30`, empty where the fiscal year is the calendar year."""
    first, last = fiscal_year(start, rule, year)
    return "" if (first.month, first.day) == (1, 1) else f"{first.isoformat()}/{last.isoformat()}"
