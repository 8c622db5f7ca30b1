"""Women and men: filled circle and hollow square on one line, the gap in a column of its own."""

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
from openssi.present.theme import INK2, MEN, PAPER, RULE2, WOMEN
from openssi.vocabulary.text import Language

STEPS = (28.0, 44.0)
_CIRCLE, _SQUARE = 100, 84
_HEAD = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A country or a group; `gap` is women minus men, with its sign."""

    name: str
    women: float
    men: float
    gap: str
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChart:
    """What a drawing of women and men shows; `names` are those of women, men and the gap."""

    rows: tuple[GapRow, ...]
    axis: Axis
    names: tuple[str, str, str]
    language: Language
    description: str

    @property
    def legend(self) -> list[LegendEntry]:
        """The two marks."""
        women, men, _ = self.names
        return [LegendEntry("circle", WOMEN, WOMEN, women), LegendEntry("square", PAPER, MEN, men)]

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the marks where it is wide and above them where it is not."""
        foot = legend_height(self.legend, width)
        canvas = Canvas(width, frame_height(len(self.rows), width, foot, STEPS) + _HEAD, caption)
        return _Layout(self, canvas, foot).drawing()


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: GapChart
    canvas: Canvas
    foot: float

    def drawing(self) -> Drawing:
        rows = [FramedRow(name=each.name, text=each.gap, is_main=each.is_main) for each in self.chart.rows]
        frame = RowFrame(canvas=self.canvas, rows=rows, axis=self.chart.axis, steps=STEPS, foot=self.foot, down=_HEAD)
        head = {"x": self.canvas.width, "y": frame.top - 6, "text": self.chart.names[2], "fill": INK2}
        layers = [
            *frame.axis_layers(),
            *self._marks(frame),
            *frame.text_layers(),
            self.canvas.texts([head], align="right", fontSize=13, baseline="middle"),
            *legend_layers(self.canvas, self.chart.legend),
        ]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _marks(self, frame: RowFrame) -> list[Any]:
        lines: Marks = []
        women: Marks = []
        men: Marks = []
        for number, row in enumerate(self.chart.rows):
            y = frame.middle(number)
            of_women, of_men = frame.place(row.women), frame.place(row.men)
            lines.append({"x": of_women, "x2": of_men, "y": y, "y2": y})
            women.append({"x": of_women, "y": y, "fill": WOMEN})
            men.append({"x": of_men, "y": y, "fill": PAPER})
        return [
            self.canvas.lines(lines, color=RULE2, strokeWidth=1.8),
            self.canvas.points(men, shape="square", size=_SQUARE, stroke=MEN, strokeWidth=2.4, opacity=1),
            self.canvas.points(women, size=_CIRCLE, stroke=WOMEN, strokeWidth=1, opacity=1),
        ]
