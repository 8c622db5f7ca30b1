"""A rate or an index before and after transfers: hollow point, line, filled point, and the change in a column."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.row_frame import FramedRow, LegendEntry, RowFrame
from openssi.present.dashboards.drawings.two_points import HeadedRows, TwoValues, two_point_layers
from openssi.present.drawing import Caption, Drawing
from openssi.present.layers import Layer
from openssi.present.numbers import MINUS, format_number
from openssi.present.punctuation import listed, named
from openssi.present.surveys.incidence_chart import percent_axis_of
from openssi.present.surveys.survey_words import SurveyWords
from openssi.present.theme import BAR, PAPER
from openssi.vocabulary.estimate import ALL, Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate
from openssi.vocabulary.text import Language

_STEPS = (32.0, 50.0)
_MARGINS = (46.0, 52.0)
"""Units for the values that stand beside the first and the last point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfterChart:
    """What a drawing of before and after shows; `names` are those of both points and of the change."""

    rows: tuple[TwoValues, ...]
    axis: Axis
    names: tuple[str, str, str]
    language: Language
    description: str

    @property
    def legend(self) -> list[LegendEntry]:
        """The two points."""
        return [LegendEntry("circle", PAPER, BAR, self.names[0]), LegendEntry("circle", BAR, BAR, self.names[1])]

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the points where it is wide and above them where it is not."""
        headed = HeadedRows(
            rows=[FramedRow(name=each.name, text=each.change, is_main=each.is_main) for each in self.rows],
            axis=self.axis,
            head=self.names[2],
            legend=self.legend,
            steps=_STEPS,
            margins=_MARGINS,
        )
        return headed.drawing((width, caption), self._points, (self.language, self.description))

    def _points(self, frame: RowFrame) -> list[Layer]:
        return two_point_layers(frame, self.rows, self.names[:2], self.language)


def before_after_chart(
    estimates: Sequence[ProgrammeEstimate], words: SurveyWords, measure: str = "headcount"
) -> BeforeAfterChart | None:
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
    return BeforeAfterChart(
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
            before=values[0],
            after=values[1],
            texts=(old, new),
            change=f"{sign}{change}",
            interval=None if low is None or high is None else (100 * max(low, 0.0), 100 * high),
            is_main=before.programme == ALL if several else first.domain_var == ALL,
        )
    ]
