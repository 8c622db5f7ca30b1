"""A rate or an index before and after transfers: hollow point, line, filled point, and the change in a column."""

from collections.abc import Sequence

from openssi.present.dashboards.drawings.two_point_chart import BEFORE_AND_AFTER, TwoPointChart
from openssi.present.dashboards.drawings.two_points import TwoValues
from openssi.present.numbers import MINUS, format_number
from openssi.present.punctuation import listed, named
from openssi.present.surveys.incidence_chart import percent_axis_of
from openssi.present.surveys.survey_words import SurveyWords
from openssi.vocabulary.estimate import ALL, Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate


def before_after_chart(
    estimates: Sequence[ProgrammeEstimate], words: SurveyWords, measure: str = "headcount"
) -> TwoPointChart | None:
    """Return one row for each programme, or for each domain of one programme; none where no row has both figures.

    Args:
        estimates: `<measure>_before` and `<measure>_after`; those of other measures are left out.
        words: The words of a language.
        measure: `headcount`, `poverty_gap`, `severity` or `gini`, drawn times 100.
    """
    after = {_key(each): each.estimate for each in estimates if each.estimate.measure == f"{measure}_after"}
    before = [each for each in estimates if each.estimate.measure == f"{measure}_before"]
    several = len({each.programme for each in before}) > 1
    pairs = [(each, after.get(_key(each))) for each in before if not several or each.estimate.domain_var == ALL]
    rows = tuple(row for each, later in pairs for row in _rows(each, later, words, several=several))
    if not rows:
        return None
    names = words.say("chart.before"), words.say("chart.after"), words.say("chart.change")
    told = [f"{names[0]} {row.texts[0]}, {names[1]} {row.texts[1]}" for row in rows]
    return TwoPointChart(
        look=BEFORE_AND_AFTER,
        rows=rows,
        axis=percent_axis_of([end for row in rows for end in row.ends], words),
        names=names,
        language=words.language,
        description=listed(
            [named(row.name, text, words.language) for row, text in zip(rows, told, strict=True)], words.language
        ),
    )


def _key(each: ProgrammeEstimate) -> tuple[str, str, str]:
    return each.programme, each.estimate.domain_var, each.estimate.domain


def _rows(before: ProgrammeEstimate, after: Estimate | None, words: SurveyWords, *, several: bool) -> list[TwoValues]:
    first = before.estimate
    if after is None or first.estimate is None or after.estimate is None:
        return []
    values = 100 * first.estimate, 100 * after.estimate
    old, new = (format_number(each, words.language, 1) for each in values)
    change = format_number(abs(values[1] - values[0]), words.language, 1)
    low, high = after.lower, after.upper
    sign = MINUS if values[1] < values[0] else "+" if values[1] > values[0] else ""
    return [
        TwoValues(
            name=words.programme(before.programme) if several else words.domain(first),
            first=values[0],
            second=values[1],
            texts=(old, new),
            change=f"{sign}{change}",
            interval=None if low is None or high is None else (100 * max(low, 0.0), 100 * high),
            is_main=before.programme == ALL if several else first.domain_var == ALL,
        )
    ]
