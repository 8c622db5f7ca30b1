"""Points of two values each: names beside some of them, the others by their tooltip and in the table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from openssi.present.axis import Axis
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.layers import Layer
from openssi.present.page_model import ValueState
from openssi.present.theme import BAR, INK, INK2, PAPER, RULE, RULE2, WIDE
from openssi.vocabulary.text import Language

_TOP = 34.0
_FOOT = 52.0
_RIGHT = 28.0
_HEIGHT_WIDE = 430.0
_HEIGHT_NARROW = 400.0
_AXIS_CHARACTER = 7.6
_LABEL_CHARACTER = 7.2
_LABEL_HEIGHT = 16.0
_AWAY = 9.0
"""Units between a point and its name."""

_POINT = 62.0

Rows = list[dict[str, Any]]
Box = tuple[float, float, float, float]


class Scale(Protocol):
    """An axis with its ticks and, between 0 and 1, the places of values."""

    @property
    def ticks(self) -> tuple[float, ...]:
        """Values at the gridlines."""

    def place(self, value: float) -> float:
        """Return where a value stands between 0 and 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterPoint:
    """One point.

    Attributes:
        tooltip: Name and both values in words.
        href: Where it leads, empty where the drawing leaves the page.
        is_named: Whether its name stands beside it where there is room.
    """

    name: str
    x: float
    y: float
    tooltip: str
    href: str = ""
    state: ValueState = "normal"
    is_named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatterChart:
    """What a drawing of points shows.

    Attributes:
        x_axis: Axis across, in equal ratios where it is one of money.
        x_labels: What stands at its ticks.
        x_name: What is measured across, with its unit.
        y_name: What is measured upwards, with its unit.
        description: Its text alternative.
    """

    points: tuple[ScatterPoint, ...]
    x_axis: Scale
    x_labels: tuple[str, ...]
    x_name: str
    y_axis: Axis
    y_name: str
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing; its points lead somewhere while it stands within the page only."""
        height = _HEIGHT_WIDE if width >= WIDE else _HEIGHT_NARROW
        return _Layout(self, Canvas(width, height, caption), has_links=caption is None).drawing()


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: ScatterChart
    canvas: Canvas
    has_links: bool

    @property
    def left(self) -> float:
        return max((len(each) for each in self.chart.y_axis.labels), default=1) * _AXIS_CHARACTER + 12

    @property
    def bottom(self) -> float:
        return self.canvas.height - _FOOT

    @property
    def right(self) -> float:
        return self.canvas.width - _RIGHT

    def across(self, value: float) -> float:
        return self.left + 8 + (self.right - self.left - 8) * self.chart.x_axis.place(value)

    def down(self, value: float) -> float:
        return self.bottom - (self.bottom - _TOP) * self.chart.y_axis.place(value) / 100

    def drawing(self) -> Drawing:
        layers = [*self._axes(), *self._points(), *self._names()]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _axes(self) -> list[Layer]:
        chart, style = self.chart, {"fontSize": 14, "baseline": "middle"}
        levels = list(zip(chart.y_axis.ticks, chart.y_axis.labels, strict=True))
        lines = [{"x": self.left, "x2": self.right, "y": self.down(at), "y2": self.down(at)} for at, _ in levels]
        upright = [
            {"x": self.across(at), "x2": self.across(at), "y": _TOP, "y2": self.bottom} for at in chart.x_axis.ticks
        ]
        beside = [{"x": self.left - 8, "y": self.down(at), "text": text, "fill": INK2} for at, text in levels]
        below = [
            {"x": self.across(at), "y": self.bottom + 16, "text": text, "fill": INK2}
            for at, text in zip(chart.x_axis.ticks, chart.x_labels, strict=True)
        ]
        y_name = [{"x": 0, "y": 10, "text": chart.y_name, "fill": INK2}]
        x_name = [{"x": self.right, "y": self.bottom + 40, "text": chart.x_name, "fill": INK2}]
        return [
            self.canvas.lines([*lines, *upright], color=RULE),
            self.canvas.lines([self._zero()], color=RULE2),
            self.canvas.texts(beside, align="right", **style),
            self.canvas.texts(below, align="center", **style),
            self.canvas.texts(y_name, align="left", **style),
            self.canvas.texts(x_name, align="right", **style),
        ]

    def _zero(self) -> dict[str, float]:
        return {"x": self.left, "x2": self.right, "y": self.down(0.0), "y2": self.down(0.0)}

    def _points(self) -> list[Layer]:
        filled: Rows = []
        hollow: Rows = []
        crosses: Rows = []
        for each in self.chart.points:
            row = {"x": self.across(each.x), "y": self.down(each.y), "fill": BAR, "tooltip": each.tooltip}
            if self.has_links and each.href:
                row["href"] = each.href
            if each.state == "imputed":
                crosses.append({**row, "fill": INK})
            elif each.state == "provisional":
                hollow.append({**row, "fill": PAPER})
            else:
                filled.append(row)
        return [
            self.canvas.points(filled, size=_POINT, stroke=PAPER, strokeWidth=1, opacity=1),
            self.canvas.points(hollow, size=_POINT, stroke=BAR, strokeWidth=2, opacity=1),
            self.canvas.points(crosses, shape="times", size=_POINT, stroke=INK, strokeWidth=2, opacity=1),
        ]

    def _names(self) -> list[Layer]:
        """Return the names that have room: no name covers another one or a point."""
        lefts: Rows = []
        rights: Rows = []
        taken: list[Box] = [self._around(each) for each in self.chart.points]
        for each in self.chart.points:
            found = self._room(each, taken) if each.is_named else None
            if found is None:
                continue
            box, is_right = found
            taken.append(box)
            row = {"x": box[0] if is_right else box[2], "y": (box[1] + box[3]) / 2, "text": each.name, "fill": INK}
            (rights if is_right else lefts).append(row)
        style = {"fontSize": 14, "baseline": "middle"}
        return [self.canvas.texts(rights, align="left", **style), self.canvas.texts(lefts, align="right", **style)]

    def _around(self, point: ScatterPoint) -> Box:
        x, y = self.across(point.x), self.down(point.y)
        return x - 5, y - 5, x + 5, y + 5

    def _room(self, point: ScatterPoint, taken: Sequence[Box]) -> tuple[Box, bool] | None:
        places = self._places(point)
        return next((each for each in places if self._is_within(each[0]) and not _meets_any(each[0], taken)), None)

    def _places(self, point: ScatterPoint) -> Iterator[tuple[Box, bool]]:
        x, y, width = self.across(point.x), self.down(point.y), len(point.name) * _LABEL_CHARACTER
        for dy in (0.0, -_LABEL_HEIGHT * 0.8, _LABEL_HEIGHT * 0.8):
            top, bottom = y + dy - _LABEL_HEIGHT / 2, y + dy + _LABEL_HEIGHT / 2
            yield (x + _AWAY, top, x + _AWAY + width, bottom), True
            yield (x - _AWAY - width, top, x - _AWAY, bottom), False

    def _is_within(self, box: Box) -> bool:
        return box[0] >= self.left and box[2] <= self.canvas.width and box[1] >= _TOP - 10 and box[3] <= self.bottom


def _meets_any(box: Box, taken: Sequence[Box]) -> bool:
    return any(box[0] < each[2] and each[0] < box[2] and box[1] < each[3] and each[1] < box[3] for each in taken)
