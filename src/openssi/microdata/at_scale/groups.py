"""Measures of groups of persons: `openssi.microdata.measures.pay_gap` and the relative median income by SQL.

What is asked of a group is what is asked of all persons, of its rows alone.
"""

from openssi.microdata.at_scale.asking import Aggregate, Asking, Made, QuantileAt, Request, side_by_side
from openssi.microdata.at_scale.combined import mean, quantile
from openssi.microdata.at_scale.figures import Figure, Influence, error_unknown, no_figure
from openssi.microdata.at_scale.people import People, people
from openssi.microdata.at_scale.sums import of_parts, quotient

MEN, WOMEN, AGE = "is_man = 1", "is_woman = 1", "age_in_years"
"""SQL of rows of men and of women, and of the age of a row, NULL where it is not known."""

MEDIAN = 0.5


def within(rows: str, asking: Asking[Made]) -> Asking[Made]:
    """Ask the same of some rows of a domain.

    Args:
        rows: SQL of the rows; without numbers in braces.
        asking: Asks for aggregates and quantiles, none of them by ranks.
    """
    try:
        requests = next(asking)
        while True:
            requests = asking.send((yield [_within(rows, each) for each in requests]))
    except StopIteration as end:
        made: Made = end.value
        return made


def _within(rows: str, request: Request) -> Request:
    if isinstance(request, Aggregate):
        return Aggregate(f"{request.sql} FILTER (WHERE {rows})", request.numbers)
    if isinstance(request, QuantileAt):
        return QuantileAt(request.persons, rows)
    return request


def of_rows(rows: str, figure: Figure) -> Figure:
    """Return a figure of some rows of a domain as one of the domain, on which no other row has an influence."""
    if figure.value is None or figure.influence is None:
        return figure
    sql, numbers = figure.influence
    influence = Influence(f"CASE WHEN {rows} THEN {sql} ELSE 0 END", numbers)
    return Figure(value=figure.value, influence=influence, slopes=figure.slopes)


def gender_pay_gap(of: People, groups: tuple[str, ...], *, of_medians: bool = False) -> Asking[Figure]:
    """Ask for 1 - women / men, of mean or median pay.

    Args:
        of: The domain.
        groups: SQL of the rows of men, then of women; none where nobody knows them.
        of_medians: Whether it is that of medians.
    """
    if not groups:
        return no_figure("MEASURE_SEX_MISSING")
    his, hers = yield from _of_groups(of, groups, of_medians=of_medians)
    if his is None or hers is None:
        return no_figure("MEASURE_SEX_EMPTY")
    if his.value is None or hers.value is None or his.value <= 0:
        return no_figure("MEASURE_MEN_WITHOUT_PAY")
    value = 1 - hers.value / his.value
    if his.influence is None or hers.influence is None:
        return error_unknown(value, his.reason or hers.reason)
    return of_parts(value, (hers.value / his.value**2, his), (-1 / his.value, hers))


def relative_median_income(of: People, groups: tuple[str, ...]) -> Asking[Figure]:
    """Ask for the median income of persons of an age and above over that of younger ones.

    Args:
        of: The domain.
        groups: SQL of the rows of older persons, then of younger ones; none where no column has ages.
    """
    if not groups:
        return no_figure("MEASURE_AGE_MISSING")
    older, younger = yield from _of_groups(of, groups, of_medians=True)
    if older is None or younger is None:
        return no_figure("MEASURE_AGE_EMPTY")
    return quotient(older, younger, "MEASURE_QUANTILE_NOT_POSITIVE")


def _of_groups(of: People, groups: tuple[str, ...], *, of_medians: bool) -> Asking[list[Figure | None]]:
    """Ask for the mean or median of each group; None of a group without rows."""
    return (yield from side_by_side([_of_group(of, rows, of_medians=of_medians) for rows in groups]))


def _of_group(of: People, rows: str, *, of_medians: bool) -> Asking[Figure | None]:
    group = yield from within(rows, people(of.conventions, with_deviation=of_medians))
    if not group.n:
        return None
    return of_rows(rows, (yield from within(rows, quantile(group, MEDIAN))) if of_medians else mean(group))
