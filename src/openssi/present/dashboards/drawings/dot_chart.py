"""Dots in rows: a value each, its state by its shape, with the mean of the group and the world as lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.row_frame import (
    Comparator,
    FramedRow,
    LegendEntry,
    Marks,
    RowFrame,
    comparator_entry,
    frame_height,
    legend_height,
    legend_layers,
)
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.layers import Layer
from openssi.present.page_model import ValueState
from openssi.present.punctuation import named
from openssi.present.theme import BAR, INK, INK2, PAPER, RULE
from openssi.vocabulary.text import Language

STEPS = (26.0, 42.0)
_POINT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class DotRow:
    """One dot.

    Attributes:
        text: What is printed for the value.
        interval: What the value may lie between, drawn as a thin line.
    """

    name: str
    value: float | None
    text: str
    state: ValueState = "normal"
    is_main: bool = False
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DotLine:
    """A value that all rows are compared with: the mean of a region (diamond) or the world (tick)."""

    kind: Comparator
    value: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DotChart:
    """What a drawing of dots shows."""

    rows: tuple[DotRow, ...]
    axis: Axis
    language: Language
    description: str
    lines: tuple[DotLine, ...] = ()

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the dots where it is wide and above them where it is not."""
        rows = [
            FramedRow(name=each.name, text=each.text, is_main=each.is_main, has_value=each.value is not None)
            for each in self.rows
        ]
        frame = dotted_frame(rows, self.axis, self.legend, STEPS, (width, caption))
        layers = dotted_layers(frame, self.lines, self._dots(frame), self.legend)
        return finish(layers, frame.canvas, self.language, self.description)

    @property
    def legend(self) -> list[LegendEntry]:
        """What the lines are called."""
        return [comparator_entry(each.kind, each.name) for each in self.lines]

    def _dots(self, frame: RowFrame) -> list[Layer]:
        filled: Marks = []
        hollow: Marks = []
        crosses: Marks = []
        spans: Marks = []
        guides: Marks = []
        for number, row in enumerate(self.rows):
            if row.value is None:
                continue
            y, x = frame.middle(number), frame.place(row.value)
            guides.append({"x": frame.place(frame.axis.low), "x2": x, "y": y, "y2": y})
            if row.interval is not None:
                low, high = (frame.place(each) for each in row.interval)
                spans.append({"x": low, "x2": high, "y": y, "y2": y})
            is_hollow = row.value == 0 or row.state in {"zero", "provisional"}
            told = named(row.name, row.text, self.language)
            mark = {"x": x, "y": y, "fill": PAPER if is_hollow else INK if row.is_main else BAR, "tooltip": told}
            (crosses if row.state == "imputed" else hollow if is_hollow else filled).append(mark)
        point = {"size": _POINT, "opacity": 1}
        return [
            frame.canvas.lines(guides, color=RULE, strokeWidth=1.4),
            frame.canvas.lines(spans, color=INK, strokeWidth=1.4),
            frame.canvas.points(filled, stroke=PAPER, strokeWidth=1, **point),
            frame.canvas.points(hollow, stroke=INK, strokeWidth=2, **point),
            frame.canvas.points(crosses, shape="times", stroke=INK, strokeWidth=2, **point),
        ]


_LINES_END = 10.0
"""Units that the lines reach below the last row."""


def dotted_frame(
    rows: Sequence[FramedRow],
    axis: Axis,
    legend: Sequence[LegendEntry],
    steps: tuple[float, float],
    surface: tuple[int, Caption | None],
) -> RowFrame:
    """Return rows on a canvas of a width, with its caption, that holds a legend below the lines through all rows."""
    width, caption = surface
    foot = legend_height(legend, width)
    canvas = Canvas(width, frame_height(len(rows), width, foot + _LINES_END, steps), caption)
    return RowFrame(canvas=canvas, rows=rows, axis=axis, steps=steps, foot=foot)


def dotted_layers(
    frame: RowFrame, lines: Sequence[DotLine], marks: Sequence[Layer], legend: Sequence[LegendEntry]
) -> list[Layer]:
    """Return rows of marks from the back to the front: axis, lines through all rows, marks, texts and legend."""
    return [
        *frame.axis_layers(),
        *line_layers(frame.canvas, frame, lines),
        *marks,
        *frame.text_layers(),
        *legend_layers(frame.canvas, legend),
    ]


def line_layers(canvas: Canvas, frame: RowFrame, lines: Sequence[DotLine]) -> list[Layer]:
    """Return the lines through all rows: a diamond at both ends for a region, strokes for the world."""
    thin: Marks = []
    dashed: Marks = []
    diamonds: Marks = []
    ticks: Marks = []
    for each in lines:
        x, top, bottom = frame.place(each.value), frame.top - 2, frame.bottom - 2
        line = {"x": x, "x2": x, "y": top, "y2": bottom, "tooltip": each.name}
        if each.kind == "region":
            thin.append(line)
            diamonds.extend({"x": x, "y": y, "fill": PAPER, "tooltip": each.name} for y in (top, bottom))
        else:
            dashed.append(line)
            ticks.extend({"x": x, "x2": x, "y": y - 8, "y2": y + 8, "tooltip": each.name} for y in (top, bottom))
    return [
        canvas.lines(dashed, color=INK2, strokeWidth=1.2, strokeDash=[2, 3]),
        canvas.lines(thin, color=INK2, strokeWidth=1.2),
        canvas.lines(ticks, color=INK, strokeWidth=2.4),
        canvas.points(diamonds, shape="diamond", size=100, stroke=INK, strokeWidth=1.8, opacity=1),
    ]
