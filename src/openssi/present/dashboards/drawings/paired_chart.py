"""Two bars for each place, one below the other: the first one darker."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.bar_chart import BarRow, Reference
from openssi.present.dashboards.drawings.bar_marks import Bar, BarMarks
from openssi.present.dashboards.drawings.row_frame import BROKEN_LINE, FramedRow, RowFrame, frame_height
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.layers import Layer
from openssi.present.punctuation import listed, named
from openssi.present.theme import BAR, INK, INK2, QUIET, WIDE
from openssi.vocabulary.text import Language

FILLS = (BAR, QUIET)

_LEGEND = 30.0
_BAR_HEIGHT = 13.0
_BAR_STEP = 19.0
_ROOM_WIDE = 12.0
_ROOM_NARROW = 30.0
_ABOVE = 10.0
"""Units between the first bar of a place and the middle of its name above it."""

_LEGEND_CHARACTER = 7.2
_SWATCH = 14.0
_TICK = 4.0

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
        references: Values that all bars are read against, as broken lines.
    """

    measures: tuple[str, ...]
    rows: tuple[PairedRow, ...]
    axis: Axis
    language: Language
    description: str
    references: tuple[Reference, ...] = ()

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the bars where it is wide and above them where it is not."""
        legend = _LEGEND * (1 if width >= WIDE else len(self.measures) + len(self.references))
        canvas = Canvas(width, legend + frame_height(len(self.rows), width, 0.0, self.steps), caption)
        return _Layout(self, canvas, legend).drawing()

    @property
    def steps(self) -> tuple[float, float]:
        """Height of a place where it is wide and where it is narrow."""
        return _BAR_STEP * len(self.measures) + _ROOM_WIDE, _BAR_STEP * len(self.measures) + _ROOM_NARROW


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

    @property
    def bars_height(self) -> float:
        return _BAR_STEP * len(self.chart.measures)

    @property
    def frame(self) -> RowFrame:
        return RowFrame(
            canvas=self.canvas,
            rows=[_framed(row) for row in self.chart.rows],
            axis=self.chart.axis,
            steps=self.chart.steps,
            margins=(0.0, 14.0),
            above=self.legend,
            lift=self.bars_height / 2 + _ABOVE,
        )

    def tops(self) -> list[tuple[PairedRow, float]]:
        """Return where the bars of each place begin."""
        frame = self.frame
        return [(row, frame.middle(number) - self.bars_height / 2) for number, row in enumerate(self.chart.rows)]

    def drawing(self) -> Drawing:
        frame = self.frame
        layers = [
            *self._legend(),
            *frame.axis_layers(),
            *self._bars(frame),
            *self._references(frame),
            *frame.name_layers(),
            *self._values(),
        ]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _legend(self) -> list[Layer]:
        swatches: Rows = []
        names: Rows = []
        x, y = 0.0, _LEGEND / 2 - 3
        is_wide = self.canvas.width >= WIDE
        for fill, name in zip(FILLS, self.chart.measures, strict=False):
            half = _SWATCH / 2
            swatches.append({"x": x, "x2": x + _SWATCH, "y": y - half, "y2": y + half, "fill": fill})
            names.append({"x": x + _SWATCH + 8, "y": y, "text": name, "fill": INK})
            x, y = (x + _SWATCH + 36 + len(name) * _LEGEND_CHARACTER, y) if is_wide else (x, y + _LEGEND)
        samples: Rows = []
        for each in self.chart.references:
            middle = x + _SWATCH / 2
            samples.append({"x": middle, "x2": middle, "y": y - 10, "y2": y + 10})
            names.append({"x": x + _SWATCH + 8, "y": y, "text": each.name, "fill": INK})
            x, y = (x + _SWATCH + 36 + len(each.name) * _LEGEND_CHARACTER, y) if is_wide else (x, y + _LEGEND)
        return [
            self.canvas.rectangles(swatches),
            *([self.canvas.lines(samples, **BROKEN_LINE)] if samples else []),
            self.canvas.texts(names, fontSize=14, align="left", baseline="middle"),
        ]

    def _bars(self, frame: RowFrame) -> list[Layer]:
        marks = BarMarks()
        for row, top in self.tops():
            for number, bar in enumerate(row.bars):
                if bar.value is not None:
                    told = named(f"{row.name}, {self.chart.measures[number]}", bar.text, self.chart.language)
                    marks.add(_bar(frame, bar, top + _BAR_STEP * (number + 0.5), FILLS[number], told))
        return marks.layers(self.canvas, size=60)

    def _references(self, frame: RowFrame) -> list[Layer]:
        """Return the broken lines; none adds no layer, so that a drawing without them stays as it is."""
        top = frame.middle(0) - self.bars_height / 2 - _TICK
        places = [frame.place(each.value) for each in self.chart.references]
        lines: Rows = [{"x": at, "x2": at, "y": top, "y2": self.canvas.height} for at in places]
        return [self.canvas.lines(lines, **BROKEN_LINE)] if lines else []

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


def _framed(row: PairedRow) -> FramedRow:
    longest = max((bar.text for bar in row.bars), key=len, default="")
    return FramedRow(name=row.name, text=longest, is_main=row.is_main)


def _bar(frame: RowFrame, bar: BarRow, middle: float, fill: str, told: str) -> Bar:
    value = bar.value or 0.0
    return Bar(
        value=value,
        zero=frame.place(0),
        end=frame.place(value),
        middle=middle,
        height=_BAR_HEIGHT,
        fill=fill,
        state=bar.state,
        publication=bar.publication,
        interval=(frame.place(bar.interval[0]), frame.place(bar.interval[1])) if bar.interval else None,
        told=told,
    )
