"""Women and men: filled circle and hollow square on one line, the gap in a column of its own."""

from dataclasses import dataclass

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.row_frame import FramedRow, LegendEntry, Marks, RowFrame
from openssi.present.dashboards.drawings.two_points import HeadedRows
from openssi.present.drawing import Caption, Drawing
from openssi.present.layers import Layer
from openssi.present.punctuation import named
from openssi.present.theme import MEN, PAPER, RULE2, WOMEN
from openssi.vocabulary.text import Language

STEPS = (28.0, 44.0)
_CIRCLE, _SQUARE = 100, 84


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A country or a group; `texts` are what is said of both values, `gap` is women minus men, with its sign."""

    name: str
    women: float
    men: float
    texts: tuple[str, str]
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
        headed = HeadedRows(
            rows=[FramedRow(name=each.name, text=each.gap, is_main=each.is_main) for each in self.rows],
            axis=self.axis,
            head=self.names[2],
            legend=self.legend,
            steps=STEPS,
        )
        return headed.drawing((width, caption), self._marks, (self.language, self.description))

    def _marks(self, frame: RowFrame) -> list[Layer]:
        lines: Marks = []
        women: Marks = []
        men: Marks = []
        for number, row in enumerate(self.rows):
            y = frame.middle(number)
            of_women, of_men = frame.place(row.women), frame.place(row.men)
            told = [
                named(f"{row.name}, {name}", text, self.language)
                for name, text in zip(self.names[:2], row.texts, strict=True)
            ]
            lines.append({"x": of_women, "x2": of_men, "y": y, "y2": y})
            women.append({"x": of_women, "y": y, "fill": WOMEN, "tooltip": told[0]})
            men.append({"x": of_men, "y": y, "fill": PAPER, "tooltip": told[1]})
        return [
            frame.canvas.lines(lines, color=RULE2, strokeWidth=1.8),
            frame.canvas.points(men, shape="square", size=_SQUARE, stroke=MEN, strokeWidth=2.4, opacity=1),
            frame.canvas.points(women, size=_CIRCLE, stroke=WOMEN, strokeWidth=1, opacity=1),
        ]
