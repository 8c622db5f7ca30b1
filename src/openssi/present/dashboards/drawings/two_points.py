"""Rows of two values: hollow point, line, filled point, each with its value outside; dashed where little is known."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.row_frame import (
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
from openssi.present.punctuation import named
from openssi.present.theme import BAR, INK, INK2, PAPER
from openssi.vocabulary.text import Language

_POINT = 90
_BESIDE = 11.0
"""Units between a point and its value."""

_HALO: dict[str, Any] = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
_HEAD = 18.0
"""Units that the name of the column at the right takes above the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoValues:
    """A row of two values.

    Attributes:
        texts: What is printed for them.
        change: What is printed in the column at the right.
        interval: What the second value may lie between; None where it is not drawn.
        is_thin: Whether the values rest on little.
    """

    name: str
    first: float
    second: float
    texts: tuple[str, str]
    change: str = ""
    interval: tuple[float, float] | None = None
    is_main: bool = False
    is_thin: bool = False

    @property
    def ends(self) -> tuple[float, ...]:
        """Every value that is drawn."""
        return (self.first, self.second, *(self.interval or ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadedRows:
    """Rows with a column at the right that has a name, and a legend at the foot.

    Attributes:
        head: Name of the column.
        steps: Height of a row on wide and on narrow drawings.
        margins: Units that stay free at the ends of the axis.
    """

    rows: Sequence[FramedRow]
    axis: Axis
    head: str
    legend: Sequence[LegendEntry]
    steps: tuple[float, float]
    margins: tuple[float, float] | None = None

    def drawing(
        self,
        surface: tuple[int, Caption | None],
        marks: Callable[[RowFrame], Sequence[Layer]],
        words: tuple[Language, str],
    ) -> Drawing:
        """Return the drawing on a width with a caption; `words` are its language and its text alternative."""
        width, caption = surface
        foot = legend_height(self.legend, width)
        canvas = Canvas(width, frame_height(len(self.rows), width, foot, self.steps) + _HEAD, caption)
        margins: dict[str, Any] = {"margins": self.margins} if self.margins else {}
        frame = RowFrame(
            canvas=canvas, rows=self.rows, axis=self.axis, steps=self.steps, foot=foot, down=_HEAD, **margins
        )
        head = {"x": canvas.width, "y": frame.top - 6, "text": self.head, "fill": INK2}
        how: dict[str, Any] = {"align": "right", "fontSize": 13, "baseline": "middle"}
        layers = [
            *frame.axis_layers(),
            *marks(frame),
            *frame.text_layers(),
            canvas.texts([head], **_HALO, **how),
            canvas.texts([head], **how),
            *legend_layers(canvas, self.legend),
        ]
        return finish(layers, canvas, *words)


def two_point_layers(
    frame: RowFrame, rows: Sequence[TwoValues], names: tuple[str, str], language: Language
) -> list[Layer]:
    """Return the points of rows with their lines and values; `names` are those of the two points."""
    return [*_marks(frame, rows, names, language), *_values(frame, rows)]


def _marks(frame: RowFrame, rows: Sequence[TwoValues], names: tuple[str, str], language: Language) -> list[Layer]:
    lines: Marks = []
    dashes: Marks = []
    spans: Marks = []
    hollow: Marks = []
    filled: Marks = []
    for number, row in enumerate(rows):
        y, colour = frame.middle(number), INK if row.is_main else BAR
        old, new = frame.place(row.first), frame.place(row.second)
        told = [named(f"{row.name}, {name}", text, language) for name, text in zip(names, row.texts, strict=True)]
        stroke = {"y": y, "stroke": colour}
        (dashes if row.is_thin else lines).append({"x": old, "x2": new, "y2": y, **stroke})
        if row.interval is not None:
            low, high = map(frame.place, row.interval)
            spans.append({"x": low, "x2": high, "y": y, "y2": y})
        hollow.append({"x": old, "fill": PAPER, "tooltip": told[0], **stroke})
        filled.append({"x": new, "fill": colour, "tooltip": told[1], **stroke})
    point = {"size": _POINT, "strokeWidth": 2, "opacity": 1}
    return [
        frame.canvas.lines(lines, strokeWidth=2.2),
        frame.canvas.lines(dashes, strokeWidth=2.2, strokeDash=[4, 3]),
        frame.canvas.lines(spans, color=INK, strokeWidth=1.4),
        frame.canvas.points(hollow, **point),
        frame.canvas.points(filled, **point),
    ]


def _values(frame: RowFrame, rows: Sequence[TwoValues]) -> list[Layer]:
    """Return the values outside of the points and of an interval, the first lighter; those beside one on a halo."""
    olds: dict[str, Marks] = {"left": [], "right": []}
    news: dict[str, Marks] = {"left": [], "right": []}
    for number, row in enumerate(rows):
        y, is_rise = frame.middle(number), row.second >= row.first
        places = [frame.place(each) for each in row.ends]
        ends = {"right": min(places) - _BESIDE, "left": max(places) + _BESIDE}
        old, new = ("right", "left") if is_rise else ("left", "right")
        olds[old].append({"x": ends[old], "y": y, "text": row.texts[0], "fill": INK2})
        news[new].append({"x": ends[new], "y": y, "text": row.texts[1], "fill": INK})
    style: dict[str, Any] = {"fontSize": 14, "baseline": "middle"}
    texts = [(marks, {"align": align, **style}) for align, marks in olds.items()]
    texts += [(marks, {"align": align, "fontWeight": 600, **style}) for align, marks in news.items()]
    has_intervals = any(row.interval is not None for row in rows)
    behind = [frame.canvas.texts(marks, **_HALO, **how) for marks, how in texts if has_intervals]
    return [*behind, *(frame.canvas.texts(marks, **how) for marks, how in texts)]
