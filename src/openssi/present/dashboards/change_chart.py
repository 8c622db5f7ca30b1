"""Change between two dates: hollow point, line, filled point; dashed where a panel holds little of its group."""

from dataclasses import dataclass
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.row_frame import FramedRow, Marks, RowFrame, frame_height
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.theme import BAR, INK, INK2, PAPER
from openssi.vocabulary.text import Language

_POINT = 90
_BESIDE = 11.0
"""Units between a point and its value."""

_DATES = 20.0
_MARGINS = (44.0, 48.0)
"""Units for the values that stand beside the first and the last point."""

_CHARACTER = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A group at two dates.

    Attributes:
        texts: What is printed for the values of the first and the second date.
        is_thin: Whether the panel holds little of the weight of the group.
    """

    name: str
    before: float
    after: float
    texts: tuple[str, str]
    is_main: bool = False
    is_thin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeChart:
    """What a drawing of change shows; `dates` are printed over the points of the first row."""

    rows: tuple[ChangeRow, ...]
    dates: tuple[str, str]
    axis: Axis
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the rows where it is wide and above them where it is not."""
        canvas = Canvas(width, frame_height(len(self.rows), width) + _DATES, caption)
        return _Layout(self, canvas).drawing()


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: ChangeChart
    canvas: Canvas

    @property
    def frame(self) -> RowFrame:
        rows = [FramedRow(name=each.name, text="", is_main=each.is_main) for each in self.chart.rows]
        return RowFrame(
            canvas=self.canvas, rows=rows, axis=self.chart.axis, is_valued=False, down=_DATES, margins=_MARGINS
        )

    def drawing(self) -> Drawing:
        frame = self.frame
        layers = [*frame.axis_layers(), *self._marks(frame), *self._values(frame), *frame.text_layers()]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _marks(self, frame: RowFrame) -> list[Any]:
        lines: Marks = []
        dashes: Marks = []
        hollow: Marks = []
        filled: Marks = []
        for number, row in enumerate(self.chart.rows):
            y, colour = frame.middle(number), INK if row.is_main else BAR
            old, new = frame.place(row.before), frame.place(row.after)
            stroke = {"y": y, "stroke": colour}
            (dashes if row.is_thin else lines).append({"x": old, "x2": new, "y2": y, **stroke})
            hollow.append({"x": old, "fill": PAPER, **stroke})
            filled.append({"x": new, "fill": colour, **stroke})
        point = {"size": _POINT, "strokeWidth": 2, "opacity": 1}
        return [
            self.canvas.lines(lines, strokeWidth=2.2),
            self.canvas.lines(dashes, strokeWidth=2.2, strokeDash=[4, 3]),
            self.canvas.points(hollow, **point),
            self.canvas.points(filled, **point),
        ]

    def _values(self, frame: RowFrame) -> list[Any]:
        """Return the values outside of the points, the first date lighter."""
        olds: dict[str, Marks] = {"left": [], "right": []}
        news: dict[str, Marks] = {"left": [], "right": []}
        for number, row in enumerate(self.chart.rows):
            y, is_rise = frame.middle(number), row.after >= row.before
            left, right = sorted((frame.place(row.before), frame.place(row.after)))
            ends = {"right": left - _BESIDE, "left": right + _BESIDE}
            old, new = ("right", "left") if is_rise else ("left", "right")
            olds[old].append({"x": ends[old], "y": y, "text": row.texts[0], "fill": INK2})
            news[new].append({"x": ends[new], "y": y, "text": row.texts[1], "fill": INK})
        style = {"fontSize": 14, "baseline": "middle"}
        return [
            *(self.canvas.texts(marks, align=align, **style) for align, marks in olds.items()),
            *(self.canvas.texts(marks, align=align, fontWeight=600, **style) for align, marks in news.items()),
            *self._dates(frame),
        ]

    def _dates(self, frame: RowFrame) -> list[Any]:
        """Return the two dates over the first row, apart where the points are near."""
        row, y = self.chart.rows[0], frame.middle(0) - 19 if frame.is_wide else frame.top - 7
        old, new = frame.place(row.before), frame.place(row.after)
        halves = [_CHARACTER * len(each) / 2 for each in self.chart.dates]
        apart = max(abs(new - old), sum(halves) + 8)
        middle, edge = (old + new) / 2, apart / 2 + max(halves)
        middle = min(max(middle, edge), self.canvas.width - edge)
        sign = 1 if new >= old else -1
        marks = [
            {"x": middle + way * sign * apart / 2, "y": y, "text": text, "fill": INK2}
            for way, text in zip((-1, 1), self.chart.dates, strict=True)
        ]
        return [self.canvas.texts(marks, align="center", fontSize=13, baseline="middle")]
