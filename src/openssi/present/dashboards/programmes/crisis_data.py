"""Crisis measures: benefits that answer a crisis, and the months in which they were in force."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from openssi.present.dashboards.programmes.programme_choice import EVERY, by_country, of_place
from openssi.present.dashboards.values.programme_data import Programme
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState

Month = int
"""Months since the year 0: twelve times the year, and the month less one."""


def month_of(day: dt.date) -> Month:
    """Return the month of a day."""
    return 12 * day.year + day.month - 1


def first_day(month: Month) -> dt.date:
    """Return the first day of a month."""
    return dt.date(month // 12, month % 12 + 1, 1)


def crisis_measures(data: ReleaseData, state: PageState) -> tuple[Programme, ...]:
    """Return the benefits of the place that answer a crisis, or the one that was chosen, ended ones among them."""
    found = (each for each in of_place(data, state, data.programmes.rows) if each.is_crisis_measure)
    return by_country(data, (each for each in found if state.choice in {"", EVERY, each.crisis}))


def last_known(measure: Programme) -> Month:
    """Return the last month in which a measure is known to be in force: of its last payment, else of its inventory.

    Nothing is known of what came after the year that was reported.
    """
    return month_of(measure.end) if measure.end else 12 * measure.year + 11


def months_of(measure: Programme) -> range:
    """Return the months in which a measure was in force, none where its first payment was not told."""
    if measure.start is None:
        return range(0)
    return range(month_of(measure.start), last_known(measure) + 1)


@dataclass(frozen=True, slots=True)
class Span:
    """Months from the first to the last one, in which the same measures were in force."""

    first: Month
    last: Month
    measures: tuple[Programme, ...]


def spans(measures: Sequence[Programme]) -> tuple[Span, ...]:
    """Return the spans in which at least one measure was in force, in their order."""
    return tuple(_spans([each for each in measures if months_of(each)]))


def _spans(measures: Sequence[Programme]) -> Iterator[Span]:
    ends = sorted({end for each in measures for end in (months_of(each).start, months_of(each).stop)})
    for first, after in pairwise(ends):
        found = tuple(each for each in measures if first in months_of(each))
        if found:
            yield Span(first, after - 1, found)


def peak(measures: Sequence[Programme]) -> Span | None:
    """Return the first span with the most measures, none where no first payment was told."""
    return max(spans(measures), key=lambda each: len(each.measures), default=None)


def by_function(measures: Iterable[Programme]) -> dict[str, list[Programme]]:
    """Return measures by their function."""
    found: dict[str, list[Programme]] = {}
    for each in measures:
        for function in each.functions:
            found.setdefault(function, []).append(each)
    return found
