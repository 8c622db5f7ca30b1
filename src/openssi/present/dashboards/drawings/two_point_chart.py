"""Two points on one line in each row, and the difference in a column of its own: before and after, women and men."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.row_frame import FramedRow, LegendEntry, Marks, RowFrame
from openssi.present.dashboards.drawings.two_points import HeadedRows, TwoValues, two_point_layers
from openssi.present.drawing import Caption, Drawing
from openssi.present.layers import Layer
from openssi.present.punctuation import named
from openssi.present.theme import BAR, MEN, PAPER, RULE2, WOMEN
from openssi.vocabulary.text import Language

_CIRCLE, _SQUARE = 100, 84

Layers = Callable[[RowFrame, Sequence[TwoValues], tuple[str, str], Language], list[Layer]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointLook:
    """How two points are drawn.

    Attributes:
        entries: Shape, fill and stroke of each in the legend.
        layers: Draws the points of all rows.
        steps: Height of a row on wide and on narrow drawings.
        margins: Units that stay free at the ends of the axis; None for the usual ones.
    """

    entries: tuple[tuple[str, str, str], tuple[str, str, str]]
    layers: Layers
    steps: tuple[float, float]
    margins: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoPointChart:
    """What a drawing of two points shows; `names` are those of both points and of the difference."""

    look: PointLook
    rows: tuple[TwoValues, ...]
    axis: Axis
    names: tuple[str, str, str]
    language: Language
    description: str

    @property
    def legend(self) -> list[LegendEntry]:
        """The two points."""
        return [LegendEntry(*entry, name) for entry, name in zip(self.look.entries, self.names, strict=False)]

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the points where it is wide and above them where it is not."""
        headed = HeadedRows(
            rows=[FramedRow(name=each.name, text=each.change, is_main=each.is_main) for each in self.rows],
            axis=self.axis,
            head=self.names[2],
            legend=self.legend,
            steps=self.look.steps,
            margins=self.look.margins,
        )
        return headed.drawing((width, caption), self._points, (self.language, self.description))

    def _points(self, frame: RowFrame) -> list[Layer]:
        return self.look.layers(frame, self.rows, self.names[:2], self.language)


def _women_and_men(
    frame: RowFrame, rows: Sequence[TwoValues], names: tuple[str, str], language: Language
) -> list[Layer]:
    """Return a filled circle for women and a hollow square for men; their values stand in the tooltips."""
    lines: Marks = []
    women: Marks = []
    men: Marks = []
    for number, row in enumerate(rows):
        y = frame.middle(number)
        of_women, of_men = frame.place(row.first), frame.place(row.second)
        told = [named(f"{row.name}, {name}", text, language) for name, text in zip(names, row.texts, strict=True)]
        lines.append({"x": of_women, "x2": of_men, "y": y, "y2": y})
        women.append({"x": of_women, "y": y, "fill": WOMEN, "tooltip": told[0]})
        men.append({"x": of_men, "y": y, "fill": PAPER, "tooltip": told[1]})
    return [
        frame.canvas.lines(lines, color=RULE2, strokeWidth=1.8),
        frame.canvas.points(men, shape="square", size=_SQUARE, stroke=MEN, strokeWidth=2.4, opacity=1),
        frame.canvas.points(women, size=_CIRCLE, stroke=WOMEN, strokeWidth=1, opacity=1),
    ]


BEFORE_AND_AFTER = PointLook(
    entries=(("circle", PAPER, BAR), ("circle", BAR, BAR)),
    layers=two_point_layers,
    steps=(32.0, 50.0),
    margins=(46.0, 52.0),
)
"""Hollow point, line, filled point; their values stand beside them."""

WOMEN_AND_MEN = PointLook(
    entries=(("circle", WOMEN, WOMEN), ("square", PAPER, MEN)), layers=_women_and_men, steps=(28.0, 44.0)
)
"""Filled circle and hollow square, the gap being women minus men."""
