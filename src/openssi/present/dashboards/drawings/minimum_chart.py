"""Strips of countries on one scale, each row with the minimum that a Convention asks for."""

from dataclasses import dataclass

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.row_frame import FramedRow, Marks, RowFrame, frame_height
from openssi.present.dashboards.drawings.strip_chart import StripDot, piled
from openssi.present.drawing import Canvas, Caption, Drawing, finish, wrapped
from openssi.present.layers import Layer
from openssi.present.theme import BAR, INK, INK2, PAPER
from openssi.vocabulary.text import Language

STEPS = (66.0, 82.0)
_DOT = 64.0
_REACH = 19.0
"""Units that the line of a minimum reaches above and below the middle of its row."""

_LEGEND_LINE = 20.0
_LEGEND_SIZE = 14.0
_LEGEND_INDENT = 18.0
_BROKEN = {"color": INK, "strokeWidth": 1.8, "strokeDash": [5, 3]}


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumRow:
    """A branch.

    Attributes:
        facts: How many countries reach the minimum.
        minimum: Per cent, none where the definitions have none.
        dots: The countries.
    """

    name: str
    facts: str
    minimum: float | None
    dots: tuple[StripDot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumChart:
    """What a drawing of strips with minima shows; `legend` names the broken line with convention and articles."""

    rows: tuple[MinimumRow, ...]
    axis: Axis
    language: Language
    description: str
    legend: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the strips where it is wide and above them where it is not."""
        foot = _LEGEND_LINE * len(self.legend_lines(width)) + 16
        canvas = Canvas(width, frame_height(len(self.rows), width, foot, STEPS), caption)
        return _Layout(self, canvas, foot).drawing()

    def legend_lines(self, width: float) -> list[str]:
        """Return the legend in lines that fit a width."""
        return wrapped(self.legend, width - _LEGEND_INDENT, _LEGEND_SIZE)


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: MinimumChart
    canvas: Canvas
    foot: float

    def drawing(self) -> Drawing:
        rows = [FramedRow(name=each.name, text="", is_main=True, facts=each.facts) for each in self.chart.rows]
        frame = RowFrame(
            canvas=self.canvas, rows=rows, axis=self.chart.axis, steps=STEPS, foot=self.foot, is_valued=False
        )
        layers = [
            *frame.axis_layers(),
            *self._minima(frame),
            *self._dots(frame),
            *frame.text_layers(),
            *self._legend(),
        ]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _minima(self, frame: RowFrame) -> list[Layer]:
        lines: Marks = []
        for number, row in enumerate(self.chart.rows):
            if row.minimum is not None:
                at, middle = frame.place(row.minimum), frame.middle(number)
                lines.append({"x": at, "x2": at, "y": middle - _REACH, "y2": middle + _REACH})
        return [self.canvas.lines(lines, **_BROKEN)]

    def _dots(self, frame: RowFrame) -> list[Layer]:
        filled: Marks = []
        hollow: Marks = []
        for number, row in enumerate(self.chart.rows):
            middle = frame.middle(number)
            for dot, x, down in piled((each, frame.place(each.value)) for each in row.dots):
                is_hollow = dot.value == 0 or dot.state == "provisional"
                mark = {"x": x, "y": middle + down, "fill": PAPER if is_hollow else BAR, "tooltip": dot.told}
                (hollow if is_hollow else filled).append(mark)
        return [
            self.canvas.points(filled, stroke=PAPER, strokeWidth=0.8, size=_DOT, opacity=1),
            self.canvas.points(hollow, stroke=INK2, strokeWidth=1.4, size=_DOT, opacity=1),
        ]

    def _legend(self) -> list[Layer]:
        top = self.canvas.height - self.foot + 14
        lines = self.chart.legend_lines(self.canvas.width)
        texts = [
            {"x": _LEGEND_INDENT, "y": top + _LEGEND_LINE * number, "text": text, "fill": INK2}
            for number, text in enumerate(lines)
        ]
        sample = {"x": 6, "x2": 6, "y": top - 9, "y2": top + 9}
        return [
            self.canvas.lines([sample], **_BROKEN),
            self.canvas.texts(texts, fontSize=_LEGEND_SIZE, align="left", baseline="middle"),
        ]
