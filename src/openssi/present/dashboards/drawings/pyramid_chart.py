"""An age pyramid: bars of men to the left and of women to the right, as high as the years of their age group."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openssi.present.drawing import Canvas, Caption, Drawing, finish, hatching
from openssi.present.layers import Layer
from openssi.present.theme import INK, INK2, MEN, PAPER, RULE, WIDE, WOMEN
from openssi.vocabulary.text import Language

_HEAD = 30.0
_YEAR = 4.6
_LEFT = {True: 92.0, False: 62.0}
_VALUES = 58.0
_MIDDLE = 4.0
_FOOT = 6.0

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PyramidBar:
    """An age group.

    Attributes:
        low: First year of age, and `years` how many it is drawn for.
        women: Share of the population per year of age, in per cent; `women_text` is the share of the whole group.
        told: The group in words.
    """

    name: str
    low: int
    years: int
    women: float
    men: float
    women_text: str
    men_text: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PyramidChart:
    """What a drawing of ages shows; `names` are those of women and men."""

    bars: tuple[PyramidBar, ...]
    names: tuple[str, str]
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, the youngest at the bottom."""
        height = _HEAD + _YEAR * sum(each.years for each in self.bars) + _FOOT
        return _Layout(self, Canvas(width, height, caption)).drawing()

    @property
    def longest(self) -> float:
        """The longest bar."""
        return max(max(each.women, each.men) for each in self.bars) or 1.0


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: PyramidChart
    canvas: Canvas

    @property
    def left(self) -> float:
        return _LEFT[self.canvas.width >= WIDE]

    @property
    def middle(self) -> float:
        return (self.left + self.canvas.width) / 2

    def length(self, value: float) -> float:
        return (self.canvas.width - self.left - 2 * _VALUES - 2 * _MIDDLE) / 2 * value / self.chart.longest

    def placed(self) -> Iterator[tuple[PyramidBar, float, float]]:
        bottom = self.canvas.height - _FOOT
        for bar in self.chart.bars:
            top = bottom - _YEAR * bar.years
            yield bar, top + 1, bottom - 1
            bottom = top

    def drawing(self) -> Drawing:
        layers = [*self._heads(), *self._bars(), *self._texts()]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _heads(self) -> list[Layer]:
        women, men = self.chart.names
        x, y = self.middle, 12.0
        return [
            self.canvas.lines([{"x": x, "x2": x, "y": _HEAD - 4, "y2": self.canvas.height - _FOOT}], color=RULE),
            self.canvas.points(
                [{"x": x - 18, "y": y, "fill": PAPER}], shape="square", size=84, stroke=MEN, strokeWidth=2.4, opacity=1
            ),
            self.canvas.points([{"x": x + 18, "y": y, "fill": WOMEN}], size=100, opacity=1),
            self.canvas.texts(
                [{"x": x - 30, "y": y, "text": men, "fill": INK}], fontSize=15, align="right", baseline="middle"
            ),
            self.canvas.texts(
                [{"x": x + 30, "y": y, "text": women, "fill": INK}], fontSize=15, align="left", baseline="middle"
            ),
        ]

    def _bars(self) -> list[Layer]:
        rows: Rows = []
        strokes: Rows = []
        for bar, top, bottom in self.placed():
            right, left = self.middle + _MIDDLE, self.middle - _MIDDLE
            end = left - self.length(bar.men)
            place = {"y": top, "y2": bottom, "tooltip": bar.told}
            rows.append({**place, "x": right, "x2": right + self.length(bar.women), "fill": WOMEN})
            rows.append({**place, "x": end, "x2": left, "fill": MEN})
            strokes.extend(map(dict, hatching(end, left, top, bottom, 8)))
        return [self.canvas.rectangles(rows), self.canvas.lines(strokes, color=PAPER, strokeWidth=1.6)]

    def _texts(self) -> list[Layer]:
        names: Rows = []
        women: Rows = []
        men: Rows = []
        for bar, top, bottom in self.placed():
            y = (top + bottom) / 2
            names.append({"x": 0, "y": y, "text": bar.name, "fill": INK2})
            women.append(
                {"x": self.middle + _MIDDLE + self.length(bar.women) + 6, "y": y, "text": bar.women_text, "fill": INK}
            )
            men.append(
                {"x": self.middle - _MIDDLE - self.length(bar.men) - 6, "y": y, "text": bar.men_text, "fill": INK}
            )
        style = {"fontSize": 14, "baseline": "middle"}
        return [
            self.canvas.texts(names, align="left", **style),
            self.canvas.texts(women, align="left", **style),
            self.canvas.texts(men, align="right", **style),
        ]
