"""Dots on years: a row for each group, a lane for each kind of event, the area of a dot is how many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from openssi.present.dashboards.drawings.disc_matrix import sized
from openssi.present.dashboards.drawings.row_names import names_height, row_names
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.theme import BAR, CATEGORY_COLOURS, INK, INK2, PAPER, RULE, WIDE
from openssi.vocabulary.text import Language

_HEAD = 26.0
_LANE = 14.0
_AROUND = 12.0
_LEGEND = 26.0
_LEGEND_CHARACTER = 7.2
_NAMES = 0.42
_MOST = 260.0
_LEAST = 26.0
_ONE = 60.0
_DECADE = 10

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """Events of one kind in one year; `lane` counts the kinds from 0."""

    year: int
    lane: int
    count: int
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DotsOnYears:
    """What a drawing of events shows: rows with their dots, and what each lane is called."""

    rows: tuple[tuple[str, tuple[Dot, ...]], ...]
    lanes: tuple[str, ...]
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the dots where it is wide and above them where it is not."""
        above = 0.0 if width >= WIDE else names_height((name for name, _ in self.rows), width)
        legend = _LEGEND * (1 if self.is_legend_in_line(width) else len(self.lanes))
        height = _HEAD + (_LANE * len(self.lanes) + _AROUND + above) * len(self.rows) + legend
        return _Layout(self, Canvas(width, height, caption), above, legend).drawing()

    def is_legend_in_line(self, width: float) -> bool:
        """Whether the names of all lanes fit one line."""
        return sum(_legend_width(name) for name in self.lanes) <= width

    @property
    def years(self) -> tuple[int, int]:
        """The decades between which all dots are."""
        years = [dot.year for _, dots in self.rows for dot in dots]
        first, last = floor(min(years) / _DECADE) * _DECADE, ceil(max(years) / _DECADE) * _DECADE
        return first, max(last, first + _DECADE)

    @property
    def most(self) -> int:
        """The most events of a dot."""
        return max(dot.count for _, dots in self.rows for dot in dots)


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: DotsOnYears
    canvas: Canvas
    above: float
    legend: float

    @property
    def step(self) -> float:
        return _LANE * len(self.chart.lanes) + _AROUND + self.above

    @property
    def is_wide(self) -> bool:
        return self.canvas.width >= WIDE

    @property
    def left(self) -> float:
        return self.canvas.width * _NAMES if self.is_wide else 12.0

    @property
    def bottom(self) -> float:
        return self.canvas.height - self.legend

    def place(self, year: int) -> float:
        first, last = self.chart.years
        return self.left + (self.canvas.width - 20 - self.left) * (year - first) / (last - first)

    def drawing(self) -> Drawing:
        layers = [*self._axis(), *self._names(), *self._dots(), *self._legend()]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _ticks(self) -> range:
        first, last = self.chart.years
        most = 7 if self.is_wide else 4
        step = next(each for each in (10, 20, 50, 100) if (last - first) / each <= most or each == 100)
        return range(first, last + 1, step)

    def _axis(self) -> list[Any]:
        lines = [
            {"x": self.place(year), "x2": self.place(year), "y": _HEAD - 4, "y2": self.bottom} for year in self._ticks()
        ]
        across = [
            {"x": 0, "x2": self.canvas.width, "y": _HEAD + self.step * number, "y2": _HEAD + self.step * number}
            for number in range(1, len(self.chart.rows) + 1)
        ]
        labels = [{"x": self.place(year), "y": 10, "text": str(year), "fill": INK2} for year in self._ticks()]
        return [
            self.canvas.lines([*lines, *across], color=RULE),
            self.canvas.texts(labels, fontSize=14, align="center", baseline="middle"),
        ]

    def _names(self) -> list[Any]:
        at = self.step / 2 if self.is_wide else self.above / 2 + 2
        middles = ((name, _HEAD + self.step * number + at) for number, (name, _) in enumerate(self.chart.rows))
        return [row_names(self.canvas, middles, self.left - 8 if self.is_wide else self.canvas.width)]

    def _marked(self) -> Iterator[tuple[int, dict[str, Any]]]:
        top = _AROUND / 2 + _LANE / 2 + self.above
        unit = min(_ONE, _MOST / self.chart.most)
        for number, (_, dots) in enumerate(self.chart.rows):
            for dot in dots:
                y = _HEAD + self.step * number + top + _LANE * dot.lane
                size = max(unit * dot.count, _LEAST)
                yield dot.lane, {"x": self.place(dot.year), "y": y, "size": size, "tooltip": dot.told}

    def _dots(self) -> list[Any]:
        lanes: list[Rows] = [[], [], []]
        for lane, row in self._marked():
            lanes[lane].append(row)
        return self._marks(lanes)

    def _marks(self, lanes: list[Rows]) -> list[Any]:
        """Return the marks of the lanes: filled circles, hollow circles, diamonds."""
        laws, starts, rules = (
            [{**row, "fill": fill} for row in rows] for rows, fill in zip(lanes, _FILLS, strict=True)
        )
        return [
            *sized(self.canvas, laws, stroke=PAPER, strokeWidth=0.8),
            *sized(self.canvas, starts, stroke=INK, strokeWidth=1.4),
            *sized(self.canvas, rules, shape="diamond", stroke=PAPER, strokeWidth=0.8),
        ]

    def _legend(self) -> list[Any]:
        marks: list[Rows] = [[], [], []]
        texts: Rows = []
        x, y = 8.0, self.bottom + _LEGEND / 2 + 2
        for lane, name in enumerate(self.chart.lanes):
            marks[lane].append({"x": x, "y": y, "size": 60})
            texts.append({"x": x + 12, "y": y, "text": name, "fill": INK2})
            if self.chart.is_legend_in_line(self.canvas.width):
                x += _legend_width(name)
            else:
                y += _LEGEND
        return [*self._marks(marks), self.canvas.texts(texts, fontSize=14, align="left", baseline="middle")]


def _legend_width(name: str) -> float:
    return 12 + len(name) * _LEGEND_CHARACTER + 24


_FILLS = (BAR, PAPER, CATEGORY_COLOURS[1])
