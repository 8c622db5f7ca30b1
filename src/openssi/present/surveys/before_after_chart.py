"""A rate or an index before and after transfers: hollow point, line, filled point, and the change in a column."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.row_frame import (
    FramedRow,
    LegendEntry,
    Marks,
    RowFrame,
    frame_height,
    legend_height,
    legend_layers,
)
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.layers import Layer
from openssi.present.numbers import MINUS, format_number
from openssi.present.punctuation import listed, named
from openssi.present.surveys.incidence_chart import percent_axis_of
from openssi.present.surveys.survey_words import SurveyWords
from openssi.present.theme import BAR, INK, INK2, PAPER
from openssi.vocabulary.estimate import ALL, Estimate
from openssi.vocabulary.incidence import ProgrammeEstimate
from openssi.vocabulary.text import Language

_STEPS = (32.0, 50.0)
_POINT = 90
_BESIDE = 11.0
_HEAD = 18.0
_MARGINS = (46.0, 52.0)
"""Units for the values that stand beside the first and the last point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfterRow:
    """A programme or a group; `texts` are those of the figure before, the figure after, and the change.

    Attributes:
        interval: What the figure after may lie between; None where it has none.
    """

    name: str
    before: float
    after: float
    texts: tuple[str, str, str]
    interval: tuple[float, float] | None = None
    is_main: bool = False

    @property
    def ends(self) -> tuple[float, ...]:
        """Every value that is drawn."""
        return (self.before, self.after, *(self.interval or ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfterChart:
    """What a drawing of before and after shows; `names` are those of both points and of the change."""

    rows: tuple[BeforeAfterRow, ...]
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
        foot = legend_height(self.legend, width)
        canvas = Canvas(width, frame_height(len(self.rows), width, foot, _STEPS) + _HEAD, caption)
        return _Layout(self, canvas, foot).drawing()


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: BeforeAfterChart
    canvas: Canvas
    foot: float

    def drawing(self) -> Drawing:
        rows = [FramedRow(name=each.name, text=each.texts[2], is_main=each.is_main) for each in self.chart.rows]
        frame = RowFrame(
            canvas=self.canvas,
            rows=rows,
            axis=self.chart.axis,
            steps=_STEPS,
            foot=self.foot,
            down=_HEAD,
            margins=_MARGINS,
        )
        head = {"x": self.canvas.width, "y": frame.top - 6, "text": self.chart.names[2], "fill": INK2}
        layers = [
            *frame.axis_layers(),
            *self._marks(frame),
            *self._values(frame),
            *frame.text_layers(),
            self.canvas.texts([head], align="right", fontSize=13, baseline="middle"),
            *legend_layers(self.canvas, self.chart.legend),
        ]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _marks(self, frame: RowFrame) -> list[Layer]:
        lines: Marks = []
        hollow: Marks = []
        filled: Marks = []
        spans: Marks = []
        for number, row in enumerate(self.chart.rows):
            y, colour = frame.middle(number), INK if row.is_main else BAR
            old, new = frame.place(row.before), frame.place(row.after)
            lines.append({"x": old, "x2": new, "y": y, "y2": y, "stroke": colour})
            if row.interval is not None:
                low, high = map(frame.place, row.interval)
                spans.append({"x": low, "x2": high, "y": y, "y2": y})
            hollow.append({"x": old, "y": y, "fill": PAPER, "stroke": colour})
            filled.append({"x": new, "y": y, "fill": colour, "stroke": colour})
        point = {"size": _POINT, "strokeWidth": 2, "opacity": 1}
        return [
            self.canvas.lines(lines, strokeWidth=2.2),
            self.canvas.lines(spans, color=INK, strokeWidth=1.4),
            self.canvas.points(hollow, **point),
            self.canvas.points(filled, **point),
        ]

    def _values(self, frame: RowFrame) -> list[Layer]:
        """Return the values outside of the points and the interval, that before transfers lighter."""
        olds: dict[str, Marks] = {"left": [], "right": []}
        news: dict[str, Marks] = {"left": [], "right": []}
        for number, row in enumerate(self.chart.rows):
            y, is_fall = frame.middle(number), row.after <= row.before
            places = [frame.place(each) for each in row.ends]
            ends = {"right": min(places) - _BESIDE, "left": max(places) + _BESIDE}
            old, new = ("left", "right") if is_fall else ("right", "left")
            olds[old].append({"x": ends[old], "y": y, "text": row.texts[0], "fill": INK2})
            news[new].append({"x": ends[new], "y": y, "text": row.texts[1], "fill": INK})
        style: dict[str, Any] = {"fontSize": 14, "baseline": "middle"}
        halo = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
        texts = [(marks, {"align": align, **style}) for align, marks in olds.items()]
        texts += [(marks, {"align": align, "fontWeight": 600, **style}) for align, marks in news.items()]
        behind = [self.canvas.texts(marks, **halo, **how) for marks, how in texts]
        return [*behind, *(self.canvas.texts(marks, **how) for marks, how in texts)]


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


def _rows(
    before: ProgrammeEstimate, after: Estimate | None, words: SurveyWords, *, several: bool
) -> list[BeforeAfterRow]:
    first = before.estimate
    if after is None or first.estimate is None or after.estimate is None:
        return []
    values = 100 * first.estimate, 100 * after.estimate
    old, new = (format_number(each, words.language, 1) for each in values)
    change = format_number(abs(values[1] - values[0]), words.language, 1)
    low, high = after.lower, after.upper
    sign = MINUS if values[1] < values[0] else "+" if values[1] > values[0] else ""
    return [
        BeforeAfterRow(
            name=words.programme(before.programme) if several else words.domain(first),
            before=values[0],
            after=values[1],
            texts=(old, new, f"{sign}{change}"),
            interval=None if low is None or high is None else (100 * max(low, 0.0), 100 * high),
            is_main=before.programme == ALL if several else first.domain_var == ALL,
        )
    ]
