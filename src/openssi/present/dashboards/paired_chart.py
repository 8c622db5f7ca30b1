"""Two bars for each place, one below the other: the first one darker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.bar_chart import BarRow, Reference
from openssi.present.dashboards.bar_marks import Bar, BarMarks
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.layers import Layer
from openssi.present.punctuation import listed, named
from openssi.present.theme import BAR, INK, INK2, PAPER, QUIET, RULE, WIDE
from openssi.vocabulary.text import Language

FILLS = (BAR, QUIET)

_LEGEND = 30.0
_HEAD = 26.0
_BAR_HEIGHT = 13.0
_BAR_STEP = 19.0
_ROOM_WIDE = 12.0
_ROOM_NARROW = 30.0
_NAME_CHARACTER = 8.0
_VALUE_CHARACTER = 8.2
_LEGEND_CHARACTER = 7.2
_SWATCH = 14.0
_BROKEN: dict[str, Any] = {"color": INK, "strokeWidth": 1.6, "strokeDash": [6, 4]}

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedRow:
    """A place with its bars, as many as the chart has measures; `is_main` prints its name bold."""

    name: str
    bars: tuple[BarRow, ...]
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChart:
    """What a drawing of paired bars shows.

    Attributes:
        measures: What the bars of a place are called, one or two.
        description: Its text alternative.
        references: What all bars are held against, drawn as broken lines and named in the legend.
    """

    measures: tuple[str, ...]
    rows: tuple[PairedRow, ...]
    axis: Axis
    language: Language
    description: str
    references: tuple[Reference, ...] = ()

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the bars where it is wide and above them where it is not."""
        is_wide = width >= WIDE
        legend = _LEGEND * (1 if is_wide else len(self.measures) + len(self.references))
        step = _BAR_STEP * len(self.measures) + (_ROOM_WIDE if is_wide else _ROOM_NARROW)
        canvas = Canvas(width, legend + _HEAD + step * len(self.rows) + 4, caption)
        return _Layout(self, canvas, legend, step).drawing()


def described_pairs(measures: Sequence[str], rows: Sequence[PairedRow], language: Language) -> str:
    """Return paired bars as words: each place with the value of each measure."""
    told = [
        named(row.name, ", ".join(f"{name} {bar.text}" for name, bar in zip(measures, row.bars, strict=True)), language)
        for row in rows
        if row.bars
    ]
    return listed(told, language)


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: PairedChart
    canvas: Canvas
    legend: float
    step: float

    @property
    def is_wide(self) -> bool:
        return self.canvas.width >= WIDE

    @property
    def left(self) -> float:
        longest = max((len(row.name) for row in self.chart.rows), default=0)
        return min(longest * _NAME_CHARACTER + 16, self.canvas.width * 0.5) if self.is_wide else 0.0

    def place(self, value: float) -> float:
        texts = (len(bar.text) for row in self.chart.rows for bar in row.bars)
        space = max(texts, default=0) * _VALUE_CHARACTER + 14
        length = self.canvas.width - self.left - max(space, 56.0)
        return self.left + length * self.chart.axis.place(value) / 100

    def tops(self) -> list[tuple[PairedRow, float]]:
        """Return where the bars of each place begin."""
        above = _ROOM_WIDE / 2 if self.is_wide else _ROOM_NARROW - 4
        head = self.legend + _HEAD
        return [(row, head + self.step * number + above) for number, row in enumerate(self.chart.rows)]

    def drawing(self) -> Drawing:
        layers = [
            *self._legend(), *self._axis(), *self._bars(), *self._references(), *self._names(), *self._values(),
        ]  # fmt: skip
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _legend(self) -> list[Layer]:
        swatches: Rows = []
        names: Rows = []
        x, y = 0.0, _LEGEND / 2 - 3
        for fill, name in zip(FILLS, self.chart.measures, strict=False):
            half = _SWATCH / 2
            swatches.append({"x": x, "x2": x + _SWATCH, "y": y - half, "y2": y + half, "fill": fill})
            names.append({"x": x + _SWATCH + 8, "y": y, "text": name, "fill": INK})
            x, y = (x + _SWATCH + 36 + len(name) * _LEGEND_CHARACTER, y) if self.is_wide else (x, y + _LEGEND)
        samples: Rows = []
        for each in self.chart.references:
            middle = x + _SWATCH / 2
            samples.append({"x": middle, "x2": middle, "y": y - 10, "y2": y + 10})
            names.append({"x": x + _SWATCH + 8, "y": y, "text": each.name, "fill": INK})
            x, y = (x + _SWATCH + 36 + len(each.name) * _LEGEND_CHARACTER, y) if self.is_wide else (x, y + _LEGEND)
        return [
            self.canvas.rectangles(swatches),
            *([self.canvas.lines(samples, **_BROKEN)] if samples else []),
            self.canvas.texts(names, fontSize=14, align="left", baseline="middle"),
        ]

    def _axis(self) -> list[Layer]:
        axis, top = self.chart.axis, self.legend
        places = [self.place(tick) for tick in axis.ticks]
        lines = [{"x": at, "x2": at, "y": top + _HEAD - 4, "y2": self.canvas.height} for at in places]
        labels = [
            {"x": at, "y": top + 10, "fill": INK2, "text": label} for at, label in zip(places, axis.labels, strict=True)
        ]
        style = {"fontSize": 14, "baseline": "middle"}
        return [
            self.canvas.lines(lines, color=RULE),
            self.canvas.texts(labels[:1], align="left", **style),
            self.canvas.texts(labels[1:], align="center", **style),
        ]

    def _bars(self) -> list[Layer]:
        marks = BarMarks()
        for row, top in self.tops():
            for number, bar in enumerate(row.bars):
                if bar.value is not None:
                    told = named(f"{row.name}, {self.chart.measures[number]}", bar.text, self.chart.language)
                    marks.add(self._bar(bar, bar.value, top + _BAR_STEP * (number + 0.5), FILLS[number], told))
        return marks.layers(self.canvas, size=60)

    def _references(self) -> list[Layer]:
        """Return the broken lines; none adds no layer, so that a drawing without them stays as it is."""
        places = [self.place(each.value) for each in self.chart.references]
        lines: Rows = [{"x": at, "x2": at, "y": self.legend + _HEAD - 4, "y2": self.canvas.height} for at in places]
        return [self.canvas.lines(lines, **_BROKEN)] if lines else []

    def _bar(self, bar: BarRow, value: float, middle: float, fill: str, told: str) -> Bar:
        return Bar(
            value=value,
            zero=self.place(0),
            end=self.place(value),
            middle=middle,
            height=_BAR_HEIGHT,
            fill=fill,
            state=bar.state,
            publication=bar.publication,
            interval=(self.place(bar.interval[0]), self.place(bar.interval[1])) if bar.interval else None,
            told=told,
        )

    def _names(self) -> list[Layer]:
        names: Rows = []
        mains: Rows = []
        middle = _BAR_STEP * len(self.chart.measures) / 2
        for row, top in self.tops():
            y = top + middle if self.is_wide else top - 10
            (mains if row.is_main else names).append({"x": 0, "y": y, "text": row.name, "fill": INK})
        style = {"fontSize": 16, "align": "left", "baseline": "middle"}
        crossed = [*names, *mains] if self.chart.references and not self.is_wide else []
        halo = [self.canvas.texts(crossed, stroke=PAPER, strokeWidth=4, strokeJoin="round", **style)] if crossed else []
        return [*halo, self.canvas.texts(names, **style), self.canvas.texts(mains, fontWeight=600, **style)]

    def _values(self) -> list[Layer]:
        firsts: Rows = []
        others: Rows = []
        for row, top in self.tops():
            for number, bar in enumerate(row.bars):
                fill = INK if bar.value is not None else INK2
                told = {"x": self.canvas.width, "y": top + _BAR_STEP * (number + 0.5), "text": bar.text, "fill": fill}
                (others if number else firsts).append(told)
        style = {"fontSize": 15, "align": "right", "baseline": "middle"}
        return [self.canvas.texts(firsts, fontWeight=600, **style), self.canvas.texts(others, **style)]
