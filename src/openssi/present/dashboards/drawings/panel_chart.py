"""Small multiples: a panel for each place with its line, all on the same scale and over the same years."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.line_points import Line, LinePoint, gaps, links
from openssi.present.drawing import Canvas, Caption, Drawing, finish, hatching, wrapped
from openssi.present.layers import Layer
from openssi.present.theme import BAR, INK, INK2, PAPER, RULE, WASH, WIDE
from openssi.vocabulary.text import Language

_COLUMNS = {True: 4, False: 2}
_APART = 18.0
_PLOT = 96.0
_LINE = 17.0
_NAME_SIZE = 15.0
_TOP = 8.0
_FOOT = 38.0
_CHARACTER = 7.4
_POINT, _SMALL_POINT = 34.0, 12.0
_FEW = 12
_HATCH_STEP = 7.0

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One place.

    Attributes:
        line: Its values, none where it has none.
        last: Its last value with its year, or what is said where there is none.
    """

    name: str
    line: Line | None
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelChart:
    """What a drawing of panels shows; at least one has a line."""

    panels: tuple[Panel, ...]
    axis: Axis
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, four panels beside each other where it is wide and two where it is not."""
        layout = _Layout(self, Canvas(width, 0, caption))
        return _Layout(self, Canvas(width, layout.height, caption)).drawing()


@dataclass(frozen=True)
class _Layout:
    chart: PanelChart
    canvas: Canvas

    @property
    def columns(self) -> int:
        return min(_COLUMNS[self.canvas.width >= WIDE], len(self.chart.panels))

    @cached_property
    def left(self) -> float:
        return max(len(label) for label in self.chart.axis.labels) * _CHARACTER + 8

    @property
    def panel_width(self) -> float:
        most = _COLUMNS[self.canvas.width >= WIDE]
        return (self.canvas.width - self.left - 6) / most - _APART

    @cached_property
    def names(self) -> list[list[str]]:
        return [wrapped(panel.name, self.panel_width, _NAME_SIZE) for panel in self.chart.panels]

    @property
    def head(self) -> float:
        return _LINE * (max(map(len, self.names)) + 1) + 8

    @property
    def step(self) -> float:
        return self.head + _PLOT + _FOOT

    @property
    def height(self) -> float:
        return _TOP + self.step * (-(-len(self.chart.panels) // self.columns))

    @cached_property
    def years(self) -> tuple[int, int]:
        found = [point.year for panel in self.chart.panels if panel.line for point in panel.line.points]
        first, last = min(found), max(found)
        return (first, last) if first < last else (first - 1, last + 1)

    def corner(self, number: int) -> tuple[float, float]:
        """Return where the plot of a panel begins: left and top."""
        row, column = divmod(number, self.columns)
        return self.left + column * (self.panel_width + _APART), _TOP + row * self.step + self.head

    def across(self, number: int, year: float) -> float:
        first, last = self.years
        return self.corner(number)[0] + self.panel_width * (year - first) / (last - first)

    def down(self, number: int, value: float) -> float:
        return self.corner(number)[1] + _PLOT * (1 - self.chart.axis.place(value) / 100)

    def drawing(self) -> Drawing:
        layers = [*self._gaps(), *self._axes(), *self._heads(), *self._lines(), *self._points()]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _gaps(self) -> list[Layer]:
        """Hatch the years between values that are too far apart to be joined, as a single chart of lines does."""
        grounds: Rows = []
        strokes: Rows = []
        for number, line in self._valued():
            top, bottom = self.corner(number)[1], self.corner(number)[1] + _PLOT
            for first, last in gaps([line]):
                left, right = self.across(number, first - 0.5), self.across(number, last + 0.5)
                grounds.append({"x": left, "x2": right, "y": top, "y2": bottom, "fill": WASH})
                strokes.extend(map(dict, hatching(left, right, top, bottom, _HATCH_STEP)))
        return [self.canvas.rectangles(grounds), self.canvas.lines(strokes, color=RULE, strokeWidth=1)]

    def _axes(self) -> list[Layer]:
        rules: Rows = []
        labels: Rows = []
        years: Rows = []
        axis = self.chart.axis
        for number in range(len(self.chart.panels)):
            left, top = self.corner(number)
            right = left + self.panel_width
            ys = [self.down(number, tick) for tick in axis.ticks]
            rules.extend({"x": left, "x2": right, "y": y, "y2": y} for y in ys)
            if number % self.columns == 0:
                labels.extend(
                    {"x": self.left - 8, "y": y, "text": label, "fill": INK2}
                    for y, label in zip(ys, axis.labels, strict=True)
                )
            years.extend(self._year(year, x, top) for year, x in zip(self.years, (left + 14, right - 14), strict=True))
        return [
            self.canvas.lines(rules, color=RULE),
            self.canvas.texts(labels, fontSize=13, align="right", baseline="middle"),
            self.canvas.texts(years, fontSize=13, align="center", baseline="middle"),
        ]

    def _year(self, year: int, x: float, top: float) -> dict[str, Any]:
        return {"x": x, "y": top + _PLOT + 14, "text": str(year), "fill": INK2}

    def _heads(self) -> list[Layer]:
        names: Rows = []
        values: Rows = []
        for number, (panel, lines) in enumerate(zip(self.chart.panels, self.names, strict=True)):
            left, top = self.corner(number)
            first = top - self.head + _LINE / 2
            names.extend(
                {"x": left, "y": first + _LINE * at, "text": text, "fill": INK} for at, text in enumerate(lines)
            )
            values.append({"x": left, "y": first + _LINE * len(lines), "text": panel.last, "fill": INK2})
        return [
            self.canvas.texts(names, fontSize=_NAME_SIZE, fontWeight=600, align="left", baseline="middle"),
            self.canvas.texts(values, fontSize=14, align="left", baseline="middle"),
        ]

    def _valued(self) -> Iterator[tuple[int, Line]]:
        for number, panel in enumerate(self.chart.panels):
            if panel.line is not None:
                yield number, panel.line

    def _lines(self) -> list[Layer]:
        found: dict[str, Rows] = {"solid": [], "dotted": []}
        for number, line in self._valued():
            for before, after, link in links(line.points):
                start, end = self._at(number, before), self._at(number, after)
                found[link].append({**start, "x2": end["x"], "y2": end["y"]})
        return [
            self.canvas.lines(found["dotted"], color=BAR, strokeWidth=1.8, strokeDash=[2, 4]),
            self.canvas.lines(found["solid"], color=BAR, strokeWidth=2.2),
        ]

    def _at(self, number: int, point: LinePoint) -> dict[str, Any]:
        return {"x": self.across(number, point.year), "y": self.down(number, point.value)}

    @property
    def _size(self) -> float:
        """Area of a point: smaller where there are so many that they would run into each other."""
        return _POINT if max(len(line.points) for _, line in self._valued()) <= _FEW else _SMALL_POINT

    def _points(self) -> list[Layer]:
        crosses: Rows = []
        rounds: Rows = []
        for number, line in self._valued():
            for point in line.points:
                row = {**self._at(number, point), "tooltip": f"{line.name}, {point.year}: {point.text}"}
                if point.is_imputed:
                    crosses.append({**row, "fill": BAR})
                else:
                    rounds.append({**row, "fill": PAPER if point.state in {"provisional", "zero"} else BAR})
        return [
            self.canvas.points(rounds, size=self._size, stroke=BAR, strokeWidth=1.6, opacity=1),
            self.canvas.points(crosses, shape="times", size=50, stroke=BAR, strokeWidth=1.8, opacity=1),
        ]
