"""Change between two dates, which stand over the points of the first row; dashed where a panel holds little."""

from dataclasses import dataclass
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.row_frame import FramedRow, RowFrame, frame_height
from openssi.present.dashboards.drawings.two_points import TwoValues, two_point_layers
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.theme import INK2
from openssi.vocabulary.text import Language

_DATES = 20.0
_MARGINS = (44.0, 48.0)
"""Units for the values that stand beside the first and the last point."""

_CHARACTER = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeChart:
    """What a drawing of change shows; `dates` are printed over the points of the first row."""

    rows: tuple[TwoValues, ...]
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
        points = two_point_layers(frame, self.chart.rows, self.chart.dates, self.chart.language)
        layers = [*frame.axis_layers(), *points, *self._dates(frame), *frame.text_layers()]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _dates(self, frame: RowFrame) -> list[Any]:
        """Return the two dates over the first row, apart where the points are near."""
        row, y = self.chart.rows[0], frame.middle(0) - 19 if frame.is_wide else frame.top - 7
        old, new = frame.place(row.first), frame.place(row.second)
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
