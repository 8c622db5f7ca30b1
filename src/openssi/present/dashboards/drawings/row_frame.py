"""What charts of rows have in common: names beside or above, an axis, a column of values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from openssi.present.axis import Axis
from openssi.present.drawing import Canvas
from openssi.present.layers import Layer
from openssi.present.theme import INK, INK2, PAPER, RULE, WIDE

HEAD = 26.0
"""Units that the labels of the axis take."""

_LABEL_CHARACTER = 7.4
_VALUE_CHARACTER = 9.0
_LEAST_VALUE_SPACE = 62.0
_SMALLER = 0.86
"""Width of a character of facts, in that of a name."""

_SIZE = 15.0
_FACTS_DOWN = 17.0
_APART = 8.0
TICK = "tick"
"""The mark of the world in a legend: a stroke instead of a point."""

BROKEN = "broken"
"""The mark of what all rows are held against: a broken stroke."""

BROKEN_LINE: dict[str, Any] = {"color": INK, "strokeWidth": 1.6, "strokeDash": [6, 4]}

Comparator = Literal["region", "world"]

Marks = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FramedRow:
    """What stands at both ends of a row: its name, facts in small type below it, its value."""

    name: str
    text: str
    is_main: bool = False
    has_value: bool = True
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFrame:
    """Rows on a canvas.

    Attributes:
        steps: Height of a row where it is wide and where it is narrow.
        foot: Units below the rows.
        down: Units between the labels of the axis and the first row.
        is_valued: Whether the values stand in a column of their own.
        margins: Units that stay free at both ends of the axis.
        above: Units above the labels of the axis.
        lift: How far a name stands above the middle of its row where it is narrow.
    """

    canvas: Canvas
    rows: Sequence[FramedRow]
    axis: Axis
    steps: tuple[float, float] = (30.0, 46.0)
    foot: float = 0.0
    down: float = 0.0
    is_valued: bool = True
    margins: tuple[float, float] = (7.0, 14.0)
    above: float = 0.0
    lift: float = 19.0

    @property
    def is_wide(self) -> bool:
        """Whether names stand beside the rows."""
        return self.canvas.width >= WIDE

    @property
    def left(self) -> float:
        """Where the axis begins."""
        return names_width(self.rows, self.canvas.width)

    def place(self, value: float) -> float:
        """Return where a value stands across."""
        before, after = self.margins
        space = max((len(row.text) for row in self.rows), default=0) * _VALUE_CHARACTER + after
        right = max(space, _LEAST_VALUE_SPACE) if self.is_valued else after
        start = self.left + before
        return start + (self.canvas.width - start - right) * self.axis.place(value) / 100

    @property
    def top(self) -> float:
        """Where the rows begin."""
        return self.above + HEAD + self.down

    def middle(self, number: int) -> float:
        """Return where the marks of a row stand down."""
        step, at = (self.steps[0], 0.5) if self.is_wide else (self.steps[1], 0.68)
        return self.top + step * (number + at)

    @property
    def bottom(self) -> float:
        """Where the rows end."""
        return self.canvas.height - self.foot

    def axis_layers(self) -> list[Layer]:
        """Return the gridlines and their labels."""
        places = [self.place(tick) for tick in self.axis.ticks]
        lines = [{"x": at, "x2": at, "y": self.above + HEAD - 4, "y2": self.bottom} for at in places]
        y = self.above + 10
        labels: Marks = [
            {"x": at, "y": y, "fill": INK2, "text": label} for at, label in zip(places, self.axis.labels, strict=True)
        ]
        style = {"fontSize": 14, "baseline": "middle"}
        back = min(self.margins[0], 7.0)
        first = [{**each, "x": max(float(each["x"]) - back, 0.0)} for each in labels[:1]]
        return [
            self.canvas.lines(lines, color=RULE),
            self.canvas.texts(first, align="left", **style),
            self.canvas.texts(labels[1:], align="center", **style),
        ]

    def text_layers(self) -> list[Layer]:
        """Return the names and the values."""
        values = [
            {
                "x": self.canvas.width,
                "y": self.middle(number),
                "text": row.text,
                "fill": INK if row.has_value else INK2,
            }
            for number, row in enumerate(self.rows)
            if self.is_valued
        ]
        style = {"fontSize": _SIZE, "baseline": "middle"}
        return [*self.name_layers(), self.canvas.texts(values, align="right", fontWeight=600, **style)]

    def name_layers(self) -> list[Layer]:
        """Return the names with their facts; above the rows they stand out from the gridlines."""
        names: Marks = []
        mains: Marks = []
        facts: Marks = []
        for number, row in enumerate(self.rows):
            y = self._name_at(self.middle(number), row)
            (mains if row.is_main else names).append({"x": 0, "y": y, "text": row.name, "fill": INK})
            if row.facts:
                facts.append({"x": 0, "y": y + _FACTS_DOWN, "text": row.facts, "fill": INK2})
        style = {"fontSize": _SIZE, "align": "left", "baseline": "middle"}
        small = {**style, "fontSize": 13}
        halo = {"stroke": PAPER, "strokeWidth": 4, "strokeJoin": "round"}
        behind = [] if self.is_wide else [(names, style), (mains, {**style, "fontWeight": 600}), (facts, small)]
        return [
            *(self.canvas.texts(marks, **halo, **each) for marks, each in behind),
            self.canvas.texts(names, **style),
            self.canvas.texts(mains, fontWeight=600, **style),
            self.canvas.texts(facts, **small),
        ]

    def _name_at(self, middle: float, row: FramedRow) -> float:
        """Return where a name stands down; with facts below it, both stand in the row."""
        if self.is_wide:
            return middle - _FACTS_DOWN / 2 if row.facts else middle
        return middle - self.lift - (_FACTS_DOWN + _APART if row.facts else 0)


def names_width(rows: Sequence[FramedRow], width: float) -> float:
    """Return the units that names take beside their rows, none where the canvas is narrow."""
    if width < WIDE:
        return 0.0
    longest = max((max(len(row.name), len(row.facts) * _SMALLER) for row in rows), default=0)
    return min(longest * _LABEL_CHARACTER + 16, width * 0.5)


def frame_height(rows: int, width: int, foot: float = 0.0, steps: tuple[float, float] = (30.0, 46.0)) -> float:
    """Return the height of a canvas that holds so many rows."""
    return HEAD + steps[0 if width >= WIDE else 1] * rows + 6 + foot


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """An entry of a legend: the point that is drawn, or a tick, and what it means."""

    shape: str
    fill: str
    stroke: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparatorValue:
    """A value of a region or of the world that a row is compared with; `text` is what its tooltip says of it."""

    kind: Comparator
    value: float
    text: str


def comparator_entry(kind: Comparator, name: str) -> LegendEntry:
    """Return the entry of a legend for the mean of a region, a diamond, or the world, a tick."""
    return LegendEntry("diamond", PAPER, INK, name) if kind == "region" else LegendEntry(TICK, INK, INK, name)


def legend_layers(canvas: Canvas, entries: Sequence[LegendEntry], left: float = 0.0) -> list[Layer]:
    """Return a legend at the foot of a canvas from `left` on, broken into lines where it is long."""
    points: dict[str, Marks] = {}
    strokes: dict[str, Marks] = {TICK: [], BROKEN: []}
    labels: Marks = []
    lines = legend_lines(entries, canvas.width - left)
    for number, line in enumerate(lines):
        x, y = left + 8.0, canvas.height - 12 - _LEGEND_LINE * (len(lines) - 1 - number)
        for each in line:
            if each.shape in strokes:
                strokes[each.shape].append({"x": x, "x2": x, "y": y - 8, "y2": y + 8})
            else:
                point = {"x": x, "y": y, "fill": each.fill, "stroke": each.stroke}
                points.setdefault(each.shape, []).append(point)
            labels.append({"x": x + 14, "y": y, "text": each.name, "fill": INK2})
            x += _entry_width(each)
    style = {"size": 80, "strokeWidth": 1.8, "opacity": 1}
    return [
        *(canvas.points(marks, shape=shape, stroke=INK, **style) for shape, marks in points.items()),
        canvas.lines(strokes[TICK], color=INK, strokeWidth=2.4),
        canvas.lines(strokes[BROKEN], **BROKEN_LINE),
        canvas.texts(labels, align="left", fontSize=14, baseline="middle"),
    ]


_LEGEND_LINE = 22.0


def _entry_width(entry: LegendEntry) -> float:
    return 14 + len(entry.name) * 7.2 + 26


def legend_lines(entries: Sequence[LegendEntry], width: float) -> list[list[LegendEntry]]:
    """Return the entries by line."""
    lines: list[list[LegendEntry]] = []
    used = width + 1
    for each in entries:
        if used + _entry_width(each) > width:
            lines.append([])
            used = 0.0
        lines[-1].append(each)
        used += _entry_width(each)
    return lines


def legend_height(entries: Sequence[LegendEntry], width: float) -> float:
    """Return the height that a legend takes."""
    return _LEGEND_LINE * len(legend_lines(entries, width)) + 12 if entries else 0.0
