"""Horizontal bars: names, bars, comparators, values; each mark says in which state its value is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.bar_marks import Bar, BarMarks
from openssi.present.dashboards.drawings.row_frame import (
    BROKEN,
    BROKEN_LINE,
    Comparator,
    ComparatorValue,
    FramedRow,
    LegendEntry,
    Marks,
    RowFrame,
    comparator_entry,
    frame_height,
    legend_height,
    legend_layers,
    names_width,
)
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.page_model import Publication, ValueState
from openssi.present.punctuation import named
from openssi.present.theme import BAR, GAP_COLOURS, INK, MAIN_BAR, PAPER
from openssi.vocabulary.text import Language

BELOW_ZERO = GAP_COLOURS[1]
STEPS = (34.0, 50.0)
_BAR_HEIGHT = 18.0
_LEGEND_APART = 6.0


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
    comparators: tuple[ComparatorValue, ...] = ()
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
        foot = legend_height(self.shown_legend, width - self.legend_left(width))
        foot += _LEGEND_APART if foot else 0.0
        canvas = Canvas(width, frame_height(len(self.rows), width, foot, STEPS), caption)
        return _Layout(self, canvas, foot).drawing()

    @property
    def framed(self) -> list[FramedRow]:
        """What stands at both ends of the bars."""
        return [
            FramedRow(name=row.name, text=row.text, is_main=row.is_main, has_value=row.value is not None)
            for row in self.rows
        ]

    def legend_left(self, width: float) -> float:
        """Return where the legend begins: below the axis."""
        return names_width(self.framed, width)

    @property
    def shown_legend(self) -> list[LegendEntry]:
        """The entries of the legend whose mark occurs."""
        occurring = {each.kind for row in self.rows for each in row.comparators}
        comparators = [comparator_entry(kind, name) for kind, name in self.legend if kind in occurring]
        return [*comparators, *(LegendEntry(BROKEN, INK, INK, each.name) for each in self.references)]


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: BarChart
    canvas: Canvas
    foot: float

    @property
    def frame(self) -> RowFrame:
        return RowFrame(
            canvas=self.canvas,
            rows=self.chart.framed,
            axis=self.chart.axis,
            steps=STEPS,
            foot=self.foot,
            margins=(0.0, 14.0),
            lift=21.0,
        )

    def drawing(self) -> Drawing:
        frame = self.frame
        layers = [
            *frame.axis_layers(),
            *self._bars(frame),
            *self._comparators(frame),
            *self._references(frame),
            *frame.text_layers(),
            *legend_layers(self.canvas, self.chart.shown_legend, self.chart.legend_left(self.canvas.width)),
        ]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _bars(self, frame: RowFrame) -> list[Any]:
        marks = BarMarks()
        for number, row in enumerate(self.chart.rows):
            if row.value is not None:
                marks.add(self._bar(row, row.value, frame, frame.middle(number)))
        return marks.layers(self.canvas)

    def _bar(self, row: BarRow, value: float, frame: RowFrame, middle: float) -> Bar:
        low, high = (frame.place(each) for each in row.interval or (0.0, 0.0))
        return Bar(
            value=value,
            zero=frame.place(0),
            end=frame.place(value),
            middle=middle,
            height=_BAR_HEIGHT,
            fill=MAIN_BAR if row.is_main else BELOW_ZERO if value < 0 else BAR,
            state=row.state,
            publication=row.publication,
            interval=(low, high) if row.interval else None,
            told=named(row.name, row.text, self.chart.language),
        )

    def _comparators(self, frame: RowFrame) -> list[Any]:
        diamonds: Marks = []
        ticks: Marks = []
        names = dict(self.chart.legend)
        for number, row in enumerate(self.chart.rows):
            middle = frame.middle(number)
            for each in row.comparators:
                at = frame.place(each.value)
                told = named(f"{row.name}, {names[each.kind]}", each.text, self.chart.language)
                if each.kind == "region":
                    diamonds.append({"x": at, "y": middle, "fill": PAPER, "tooltip": told})
                else:
                    ticks.append({"x": at, "x2": at, "y": middle - 11, "y2": middle + 11, "tooltip": told})
        return [
            self.canvas.lines(ticks, color=INK, strokeWidth=2.4),
            self.canvas.points(diamonds, shape="diamond", size=110, stroke=INK, strokeWidth=1.8, opacity=1),
        ]

    def _references(self, frame: RowFrame) -> list[Any]:
        placed = [(frame.place(each.value), each.name) for each in self.chart.references]
        lines = [{"x": at, "x2": at, "y": frame.top - 4, "y2": frame.bottom, "tooltip": name} for at, name in placed]
        return [self.canvas.lines(lines, **BROKEN_LINE)]


def percent_axis(language: Language) -> Axis:
    """Return the axis from 0 to 100 per cent."""
    return Axis(labels=("0%" if language == "en" else "0\u00a0%", "25", "50", "75", "100"))


def described(rows: Sequence[BarRow]) -> str:
    """Return the bars as words: name and value of each."""
    return "; ".join(f"{row.name}: {row.text}" for row in rows)
