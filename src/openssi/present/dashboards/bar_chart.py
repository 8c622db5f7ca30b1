"""Horizontal bars: names, bars, comparators, values; each mark says in which state its value is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openssi.present.axis import Axis
from openssi.present.dashboards.bar_marks import Bar, BarMarks
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.page_model import Publication, ValueState
from openssi.present.punctuation import named
from openssi.present.theme import BAR, GAP_COLOURS, INK, INK2, PAPER, RULE, WIDE
from openssi.vocabulary.text import Language

Comparator = Literal["region", "world"]

DARK_BAR = "#0c4164"
BELOW_ZERO = GAP_COLOURS[1]
_HEAD = 26.0
_ROW_WIDE = 34.0
_ROW_NARROW = 50.0
_BAR_HEIGHT = 18.0
_LABEL_CHARACTER = 8.0
_VALUE_CHARACTER = 9.0
_LEGEND = 30.0

_BROKEN: dict[str, Any] = {"color": INK, "strokeWidth": 1.6, "strokeDash": [6, 4]}

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarRow:
    """One bar.

    Attributes:
        text: What is printed for the value.
        is_main: Whether it is the headline, which is drawn darker.
        comparators: Values of the region (diamond) and the world (tick).
        interval: 95 % interval, drawn as a thin line.
    """

    name: str
    value: float | None
    text: str
    state: ValueState = "normal"
    publication: Publication = "published"
    is_main: bool = False
    comparators: tuple[tuple[Comparator, float], ...] = ()
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A value that all bars are held against, drawn as a broken line and named in the legend."""

    value: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """What a drawing of bars shows.

    Attributes:
        description: Its text alternative.
        legend: What the comparators are called; those that do not occur are left out.
        references: What all bars are held against.
    """

    rows: tuple[BarRow, ...]
    axis: Axis
    language: Language
    description: str
    legend: tuple[tuple[Comparator, str], ...] = ()
    references: tuple[Reference, ...] = ()

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the bars where it is wide and above them where it is not."""
        return _Layout(self, Canvas(width, self._height(width), caption)).drawing()

    def _height(self, width: int) -> float:
        step = _ROW_WIDE if width >= WIDE else _ROW_NARROW
        return _HEAD + step * len(self.rows) + 6 + self.legend_height(width)

    def legend_height(self, width: float) -> float:
        """Return how much the legend takes below the bars."""
        entries = len(self.shown_legend) + len(self.references)
        if not entries:
            return 0.0
        return _LEGEND * (1 if width >= WIDE and not self.references else entries)

    @property
    def shown_legend(self) -> tuple[tuple[Comparator, str], ...]:
        """The entries of the legend whose mark occurs."""
        occurring = {kind for row in self.rows for kind, _ in row.comparators}
        return tuple(each for each in self.legend if each[0] in occurring)


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: BarChart
    canvas: Canvas

    @property
    def is_wide(self) -> bool:
        return self.canvas.width >= WIDE

    @property
    def left(self) -> float:
        longest = max((len(row.name) for row in self.chart.rows), default=0)
        return min(longest * _LABEL_CHARACTER + 16, self.canvas.width * 0.5) if self.is_wide else 0.0

    def place(self, value: float) -> float:
        space = max((len(row.text) for row in self.chart.rows), default=0) * _VALUE_CHARACTER + 14
        length = self.canvas.width - self.left - max(space, 62.0)
        return self.left + length * self.chart.axis.place(value) / 100

    def middles(self) -> Iterable[tuple[BarRow, float]]:
        step, at = (_ROW_WIDE, 0.5) if self.is_wide else (_ROW_NARROW, 0.7)
        return [(row, _HEAD + step * (number + at)) for number, row in enumerate(self.chart.rows)]

    @property
    def bottom(self) -> float:
        return self.canvas.height - self.chart.legend_height(self.canvas.width)

    def drawing(self) -> Drawing:
        layers = [
            *self._axis(),
            *self._bars(),
            *self._comparators(),
            *self._references(),
            *self._texts(),
            *self._legend(),
        ]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _axis(self) -> list[Any]:
        axis = self.chart.axis
        lines = [
            {"x": self.place(tick), "x2": self.place(tick), "y": _HEAD - 4, "y2": self.bottom} for tick in axis.ticks
        ]
        labels = [
            {"x": self.place(tick), "y": 10, "fill": INK2, "text": label}
            for tick, label in zip(axis.ticks, axis.labels, strict=True)
        ]
        style = {"fontSize": 14, "baseline": "middle"}
        return [
            self.canvas.lines(lines, color=RULE),
            self.canvas.texts(labels[:1], align="left", **style),
            self.canvas.texts(labels[1:], align="center", **style),
        ]

    def _bars(self) -> list[Any]:
        marks = BarMarks()
        for row, middle in self.middles():
            if row.value is not None:
                marks.add(self._bar(row, row.value, middle))
        return marks.layers(self.canvas)

    def _bar(self, row: BarRow, value: float, middle: float) -> Bar:
        low, high = (self.place(each) for each in row.interval or (0.0, 0.0))
        return Bar(
            value=value,
            zero=self.place(0),
            end=self.place(value),
            middle=middle,
            height=_BAR_HEIGHT,
            fill=DARK_BAR if row.is_main else BELOW_ZERO if value < 0 else BAR,
            state=row.state,
            publication=row.publication,
            interval=(low, high) if row.interval else None,
            told=named(row.name, row.text, self.chart.language),
        )

    def _comparators(self) -> list[Any]:
        diamonds: Rows = []
        ticks: Rows = []
        for row, middle in self.middles():
            for kind, value in row.comparators:
                at = self.place(value)
                if kind == "region":
                    diamonds.append({"x": at, "y": middle, "fill": PAPER})
                else:
                    ticks.append({"x": at, "x2": at, "y": middle - 11, "y2": middle + 11})
        return self._marks(diamonds, ticks)

    def _marks(self, diamonds: Rows, ticks: Rows) -> list[Any]:
        return [
            self.canvas.lines(ticks, color=INK, strokeWidth=2.4),
            self.canvas.points(diamonds, shape="diamond", size=110, stroke=INK, strokeWidth=1.8, opacity=1),
        ]

    def _references(self) -> list[Any]:
        places = [self.place(each.value) for each in self.chart.references]
        lines = [{"x": at, "x2": at, "y": _HEAD - 4, "y2": self.bottom} for at in places]
        return [self.canvas.lines(lines, **_BROKEN)]

    def _texts(self) -> list[Any]:
        values: Rows = []
        names: Rows = []
        mains: Rows = []
        right = self.canvas.width
        for row, middle in self.middles():
            fill = INK if row.value is not None else INK2
            y = middle if self.is_wide else middle - _BAR_HEIGHT / 2 - 11
            values.append({"x": right, "y": middle, "text": row.text, "fill": fill})
            (mains if row.is_main else names).append({"x": 0, "y": y, "text": row.name, "fill": INK})
        style = {"fontSize": 16, "baseline": "middle"}
        return [
            self.canvas.texts(values, fontWeight=600, align="right", **style),
            self.canvas.texts(names, align="left", **style),
            self.canvas.texts(mains, fontWeight=600, align="left", **style),
        ]

    def _legend(self) -> list[Any]:
        diamonds: Rows = []
        ticks: Rows = []
        labels: Rows = []
        samples: Rows = []
        x, y = self.left + 6, self.bottom + _LEGEND - 12
        stacked = self.chart.legend_height(self.canvas.width) > _LEGEND
        for kind, name in self.chart.shown_legend:
            if kind == "region":
                diamonds.append({"x": x, "y": y, "fill": PAPER})
            else:
                ticks.append({"x": x, "x2": x, "y": y - 8, "y2": y + 8})
            labels.append({"x": x + 14, "y": y, "text": name, "fill": INK2})
            x, y = (x, y + _LEGEND) if stacked else (x + 14 + len(name) * 7.4 + 28, y)
        for each in self.chart.references:
            samples.append({"x": x, "x2": x, "y": y - 10, "y2": y + 10})
            labels.append({"x": x + 14, "y": y, "text": each.name, "fill": INK2})
            y += _LEGEND
        return [
            *self._marks(diamonds, ticks),
            self.canvas.lines(samples, **_BROKEN),
            self.canvas.texts(labels, fontSize=14, align="left", baseline="middle"),
        ]


def percent_axis(language: Language) -> Axis:
    """Return the axis from 0 to 100 per cent."""
    return Axis(labels=("0%" if language == "en" else "0\u00a0%", "25", "50", "75", "100"))


def described(rows: Sequence[BarRow]) -> str:
    """Return the bars as words: name and value of each."""
    return "; ".join(f"{row.name}: {row.text}" for row in rows)
