"""Lorenz and concentration curves in a square, with the line of equality and the Gini coefficient of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Any

from openssi.present.dashboards.drawings.line_chart import LINE_COLOURS
from openssi.present.drawing import Canvas, Caption, Drawing, finish, wrapped
from openssi.present.layers import Layer
from openssi.present.numbers import percent, percent_number
from openssi.present.theme import INK, INK2, RULE, RULE2, WASH, WIDE
from openssi.vocabulary.text import Language

MOST_CURVES = len(LINE_COLOURS)

_TOP = 30.0
_FOOT = 52.0
_SQUARE_WIDE = 400.0
_CHARACTER = 8.4
_LINE = 18.0
_BETWEEN = 12.0
_KEY = 26.0
_BESIDE = 28.0
_LITTLE = 0.05
"""What the poorest may owe before the axis is extended by whole quarters."""

_QUARTERS = (0.0, 0.25, 0.5, 0.75, 1.0)

Rows = list[dict[str, Any]]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A curve: shares of the population, poorest first, and the shares that they hold.

    Attributes:
        points: From (0, 0) to (1, 1), as fractions.
        text: What is printed under its name, such as its Gini coefficient.
    """

    name: str
    points: Points
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LorenzChart:
    """What a drawing of curves shows.

    Attributes:
        curves: At most `MOST_CURVES`, the most important first.
        across: What the axis of persons is called.
        upward: What the axis of shares is called.
        equality: What the diagonal is called.
        description: Its text alternative.
    """

    curves: tuple[Curve, ...]
    across: str
    upward: str
    equality: str
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, the names of the curves beside the square where it is wide and below it where not."""
        layout = _Layout(self, Canvas(width, 1, None))
        canvas = Canvas(width, layout.height, caption)
        return _Layout(self, canvas).drawing()


@dataclass(frozen=True)
class _Layout:
    chart: LorenzChart
    canvas: Canvas

    @property
    def is_wide(self) -> bool:
        return self.canvas.width >= WIDE

    @cached_property
    def low(self) -> float:
        """Where the upright axis begins: under zero where the poorest have less than nothing."""
        least = min((share for curve in self.chart.curves for _, share in curve.points), default=0.0)
        if least >= 0:
            return 0.0
        return -_LITTLE if least >= -_LITTLE else floor(least * 4) / 4

    def said(self, share: float) -> str:
        """Return a share as it stands at an axis: the sign of per cent once, at the zero."""
        number = percent if share == 0 else percent_number
        return number(100 * share, self.chart.language, 0)

    @cached_property
    def labels(self) -> list[tuple[float, str]]:
        under = [] if self.low == -_LITTLE else [self.low + number / 4 for number in range(round(-self.low * 4))]
        return [(tick, self.said(tick)) for tick in (*under, *_QUARTERS)]

    @cached_property
    def left(self) -> float:
        return max(len(label) for _, label in self.labels) * _CHARACTER + 10

    @cached_property
    def side(self) -> float:
        return _SQUARE_WIDE if self.is_wide else self.canvas.width - self.left - 28

    @cached_property
    def bottom(self) -> float:
        return _TOP + self.side

    @cached_property
    def blocks(self) -> list[tuple[str, list[str]]]:
        """The lines of each entry of the legend: name, then what is said of the curve."""
        room = self.canvas.width - self.legend_left - _KEY
        named = [(each.name, each.text) for each in self.chart.curves] + [(self.chart.equality, "")]
        return [(text, wrapped(name, room, 15)) for name, text in named]

    @property
    def legend_left(self) -> float:
        return self.left + self.side + _BESIDE if self.is_wide else self.left

    @cached_property
    def across_name(self) -> list[str]:
        """The lines of the name of the axis of persons."""
        return wrapped(self.chart.across, self.canvas.width - self.left, 14)

    @property
    def foot(self) -> float:
        return _FOOT + _LINE * (len(self.across_name) - 1)

    @property
    def legend_top(self) -> float:
        return _TOP + 10 if self.is_wide else self.bottom + self.foot + 20

    @property
    def legend_height(self) -> float:
        return sum(_LINE * (len(name) + bool(text)) + _BETWEEN for text, name in self.blocks)

    @property
    def height(self) -> float:
        square = self.bottom + self.foot
        return max(square, self.legend_top + self.legend_height) if self.is_wide else square + self.legend_height + 20

    def across(self, fraction: float) -> float:
        return self.left + self.side * fraction

    def down(self, fraction: float) -> float:
        return self.bottom - self.side * (fraction - self.low) / (1 - self.low)

    def drawing(self) -> Drawing:
        layers = [*self._ground(), *self._axes(), *self._curves(), *self._legend()]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _path(self, points: Sequence[tuple[float, float]]) -> str:
        return "M" + "L".join(f"{self.across(x):.1f} {self.down(y):.1f}" for x, y in points)

    def _ground(self) -> list[Layer]:
        """Return the surface between the diagonal and the first curve."""
        shapes: Rows = [
            {"path": self._path(((0.0, 0.0), *curve.points, (1.0, 1.0))) + "Z", "fill": WASH}
            for curve in self.chart.curves[:1]
        ]
        return [self.canvas.shapes(shapes)]

    def _axes(self) -> list[Layer]:
        right, high = self.across(1), self.down(1)
        rules: Rows = [{"x": self.left, "x2": right, "y": self.down(at), "y2": self.down(at)} for at, _ in self.labels]
        rules += [{"x": self.across(at), "x2": self.across(at), "y": high, "y2": self.bottom} for at in _QUARTERS]
        zero = {"x": self.left, "x2": right, "y": self.down(0), "y2": self.down(0)}
        upright: Rows = [
            {"x": self.left - 8, "y": self.down(at), "text": label, "fill": INK2} for at, label in self.labels
        ]
        lying: Rows = [
            {
                "x": self.across(at),
                "y": self.bottom + 16,
                "text": self.said(at),
                "fill": INK2,
            }
            for at in _QUARTERS
        ]
        names: Rows = [
            {"x": 0, "y": 10, "text": self.chart.upward, "fill": INK2},
            *(
                {"x": self.left, "y": self.bottom + 38 + _LINE * number, "text": line, "fill": INK2}
                for number, line in enumerate(self.across_name)
            ),
        ]
        style = {"fontSize": 14, "baseline": "middle"}
        return [
            self.canvas.lines(rules, color=RULE),
            self.canvas.lines([zero], color=INK2),
            self.canvas.texts(upright, align="right", **style),
            self.canvas.texts(lying, align="center", **style),
            self.canvas.texts(names, align="left", **style),
        ]

    def _curves(self) -> list[Layer]:
        diagonal = {"x": self.across(0), "y": self.down(0), "x2": self.across(1), "y2": self.down(1)}
        shapes: Rows = [
            {"path": self._path(curve.points), "stroke": colour}
            for curve, colour in zip(self.chart.curves, LINE_COLOURS, strict=False)
        ]
        shapes.reverse()
        return [
            self.canvas.lines([diagonal], color=RULE2, strokeWidth=1.6, strokeDash=[6, 4]),
            self.canvas.shapes(shapes, strokeWidth=2.4, strokeJoin="round"),
        ]

    def _legend(self) -> list[Layer]:
        keys: Rows = []
        dashed: Rows = []
        names: Rows = []
        texts: Rows = []
        x, y = self.legend_left, self.legend_top
        for number, (text, lines) in enumerate(self.blocks):
            key = {"x": x, "x2": x + _KEY - 8, "y": y, "y2": y}
            if number < len(self.chart.curves):
                keys.append({**key, "stroke": LINE_COLOURS[number]})
            else:
                dashed.append(key)
            for line in lines:
                names.append({"x": x + _KEY, "y": y, "text": line, "fill": INK})
                y += _LINE
            if text:
                texts.append({"x": x + _KEY, "y": y, "text": text, "fill": INK2})
                y += _LINE
            y += _BETWEEN
        return [
            self.canvas.lines(keys, strokeWidth=3),
            self.canvas.lines(dashed, color=RULE2, strokeWidth=1.6, strokeDash=[6, 4]),
            self.canvas.texts(names, align="left", fontSize=15, baseline="middle"),
            self.canvas.texts(texts, align="left", fontSize=14, baseline="middle"),
        ]
