"""Lines over years, each named at its end; what is imputed, provisional or missing does not look like a value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openssi.present.axis import STEPS, Axis, decimals_of, limits_of
from openssi.present.dashboards.drawings.line_labels import spread, year_ticks
from openssi.present.dashboards.drawings.line_points import Line, LinePoint, breaks, gaps, links
from openssi.present.drawing import Canvas, Caption, Drawing, finish, hatching, wrapped
from openssi.present.layers import Layer
from openssi.present.theme import BAR, INK, INK2, PAPER, RULE, RULE2, WASH, WIDE
from openssi.present.unit_format import UnitFormat
from openssi.vocabulary.text import Language

MOST_LINES = 4
"""Lines that a reader can tell apart; more become small multiples."""

LINE_COLOURS = (BAR, INK, "#d07931", "#ae5a90")
"""Colours of the first to the fourth line."""

_TOP = 22.0
_FOOT = 28.0
_PLOT_WIDE = 250.0
_PLOT_NARROW = 210.0
_CHARACTER = 7.6
_LONGEST_END = {True: 160.0, False: 92.0}
_SHORTEST_END = 64.0
_END_LINE = 17.0
_KEY = 12.0
_TICKS = {True: 6, False: 4}
_NEAR_ACROSS = 34.0
_NEAR_DOWN = 16.0
_HATCH_STEP = 7.0

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapText:
    """What is written on a span of years without values: with the years, and without where it is narrow."""

    whole: str
    brief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """What a drawing of lines shows.

    Attributes:
        lines: At most `MOST_LINES`, the most important first; none without a point.
        description: Its text alternative.
        gap_texts: What is written on each span of `gaps(lines)`.
    """

    lines: tuple[Line, ...]
    axis: Axis
    language: Language
    description: str
    gap_texts: tuple[GapText, ...] = ()

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing at a width in units."""
        height = _TOP + (_PLOT_WIDE if width >= WIDE else _PLOT_NARROW) + _FOOT
        return _Layout(self, Canvas(width, height, caption)).drawing()


def value_axis(lines: Sequence[Line], units: UnitFormat) -> Axis:
    """Return an upright axis with zero on it that holds the values of lines and their intervals."""
    points = [point for line in lines for point in line.points]
    ends = [end for point in points for end in point.interval or ()]
    low, step = limits_of([0.0, *(point.value for point in points), *ends])
    ticks = [low + number * step for number in range(STEPS + 1)]
    decimals = decimals_of(step)
    labels = (f"0{units.sign}" if abs(tick) < step / 10 else units.limit(tick, decimals) for tick in ticks)
    return Axis(low, low + STEPS * step, tuple(labels))


@dataclass(frozen=True)
class _Layout:
    chart: LineChart
    canvas: Canvas

    @property
    def is_wide(self) -> bool:
        return self.canvas.width >= WIDE

    @cached_property
    def years(self) -> tuple[int, int]:
        found = [point.year for line in self.chart.lines for point in line.points]
        first, last = min(found), max(found)
        return (first, last) if first < last else (first - 1, last + 1)

    @cached_property
    def left(self) -> float:
        return max(len(label) for label in self.chart.axis.labels) * _CHARACTER + 8

    @cached_property
    def right(self) -> float:
        longest = max(len(each) for line in self.chart.lines for each in self._block(line))
        return self.canvas.width - max(longest * _CHARACTER + _KEY + 16, _SHORTEST_END)

    @property
    def bottom(self) -> float:
        return self.canvas.height - _FOOT

    def across(self, year: float) -> float:
        first, last = self.years
        return self.left + (self.right - self.left) * (year - first) / (last - first)

    def down(self, value: float) -> float:
        return self.bottom - (self.bottom - _TOP) * self.chart.axis.place(value) / 100

    def coloured(self) -> Iterator[tuple[Line, str]]:
        for number, line in enumerate(self.chart.lines):
            yield line, line.colour or LINE_COLOURS[number % MOST_LINES]

    def drawing(self) -> Drawing:
        layers = [
            *self._gaps(), *self._axis(), *self._breaks(), *self._lines(), *self._points(), *self._values(),
            *self._ends(), *self._gap_texts(),
        ]  # fmt: skip
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _spans(self) -> Iterator[tuple[float, float]]:
        for first, last in gaps(self.chart.lines):
            yield self.across(first - 0.5), self.across(last + 0.5)

    def _gaps(self) -> list[Layer]:
        grounds: Rows = []
        strokes: Rows = []
        for left, right in self._spans():
            grounds.append({"x": left, "x2": right, "y": _TOP, "y2": self.bottom, "fill": WASH})
            strokes.extend(map(dict, hatching(left, right, _TOP, self.bottom, _HATCH_STEP)))
        return [self.canvas.rectangles(grounds), self.canvas.lines(strokes, color=RULE, strokeWidth=1)]

    def _gap_texts(self) -> list[Layer]:
        grounds: Rows = []
        texts: Rows = []
        for (left, right), text in zip(self._spans(), self.chart.gap_texts, strict=False):
            fitting = (each for each in (text.whole, text.brief) if len(each) * _CHARACTER + 12 <= right - left)
            shown = next(fitting, "")
            if shown:
                middle, half, y = (left + right) / 2, len(shown) * _CHARACTER / 2 + 4, self.bottom - 16
                grounds.append({"x": middle - half, "x2": middle + half, "y": y - 10, "y2": y + 10, "fill": PAPER})
                texts.append({"x": middle, "y": y, "text": shown, "fill": INK2})
        return [
            self.canvas.rectangles(grounds),
            self.canvas.texts(texts, fontSize=14, align="center", baseline="middle"),
        ]

    def _axis(self) -> list[Layer]:
        axis = self.chart.axis
        rules = [{"x": self.left, "x2": self.right, "y": self.down(tick), "y2": self.down(tick)} for tick in axis.ticks]
        labels = [
            {"x": self.left - 8, "y": self.down(tick), "text": label, "fill": INK2}
            for tick, label in zip(axis.ticks, axis.labels, strict=True)
        ]
        named = [
            {"x": self.across(year), "y": self.bottom + 16, "text": str(year), "fill": INK2}
            for year in year_ticks(*self.years, _TICKS[self.is_wide])
        ]
        zero = {"x": self.left, "x2": self.right, "y": self.down(0), "y2": self.down(0)}
        return [
            self.canvas.lines(rules, color=RULE),
            self.canvas.lines([zero], color=INK2),
            self.canvas.texts(labels, fontSize=14, align="right", baseline="middle"),
            self.canvas.texts(named, fontSize=14, align="center", baseline="middle"),
        ]

    def _breaks(self) -> list[Layer]:
        y = self.down(0)
        places = [self.across(year - 0.5) for year in breaks(self.chart.lines)]
        grounds = [{"x": x - 4, "x2": x + 4, "y": y - 1.5, "y2": y + 1.5, "fill": PAPER} for x in places]
        strokes = [{"x": x + dx - 3, "x2": x + dx + 3, "y": y + 7, "y2": y - 7} for x in places for dx in (-3, 3)]
        return [self.canvas.rectangles(grounds), self.canvas.lines(strokes, color=INK, strokeWidth=1.6)]

    def _lines(self) -> list[Layer]:
        found: dict[str, Rows] = {"solid": [], "dotted": []}
        spans: Rows = []
        for line, colour in self.coloured():
            for before, after, link in links(line.points):
                found[link].append({**self._from(before), **self._to(after), "stroke": colour})
            spans.extend(self._interval(point, colour) for point in line.points if point.interval)
        return [
            self.canvas.lines(spans, strokeWidth=1.2),
            self.canvas.lines(found["dotted"], strokeWidth=1.8, strokeDash=[2, 4]),
            self.canvas.lines(found["solid"], strokeWidth=2.4),
        ]

    def _from(self, point: LinePoint) -> dict[str, Any]:
        return {"x": self.across(point.year), "y": self.down(point.value)}

    def _to(self, point: LinePoint) -> dict[str, Any]:
        return {"x2": self.across(point.year), "y2": self.down(point.value)}

    def _interval(self, point: LinePoint, colour: str) -> dict[str, Any]:
        low, high = point.interval or (point.value, point.value)
        x = self.across(point.year)
        return {"x": x, "x2": x, "y": self.down(low), "y2": self.down(high), "stroke": colour}

    def _points(self) -> list[Layer]:
        crosses: Rows = []
        rounds: Rows = []
        for line, colour in self.coloured():
            for point in line.points:
                row = {**self._from(point), "stroke": colour, "tooltip": f"{line.name}, {point.year}: {point.text}"}
                if point.is_imputed:
                    crosses.append({**row, "fill": colour})
                else:
                    rounds.append({**row, "fill": _fill(point, colour)})
        return [
            self.canvas.points(rounds, size=56, strokeWidth=2, opacity=1),
            self.canvas.points(crosses, shape="times", size=80, strokeWidth=2, opacity=1),
        ]

    def _values(self) -> list[Layer]:
        """Print the first value of each line and of each run, and the highest, where nothing stands in the way."""
        taken = [
            (self.across(point.year), self.down(point.value)) for line in self.chart.lines for point in line.points
        ]
        texts: Rows = []
        placed: list[tuple[float, float]] = []
        for line, _ in self.coloured():
            for point in _told(line.points):
                x = self.across(point.year)
                y = self.down(point.value)
                low, high = (self.down(each) for each in point.interval or (point.value, point.value))
                places = (each for each in (high - 14, low + 16) if _is_its_own(x, y, each, taken))
                at = next((each for each in places if self._is_free(x, each, [*taken, *placed])), None)
                if at is not None:
                    placed.append((x, at))
                    texts.append({"x": max(x, self.left + 20), "y": at, "text": point.text, "fill": INK})
        return [self.canvas.texts(texts, fontSize=14, fontWeight=600, align="center", baseline="middle")]

    def _is_free(self, x: float, y: float, taken: Sequence[tuple[float, float]]) -> bool:
        near = (abs(x - left) < _NEAR_ACROSS and abs(y - top) < _NEAR_DOWN - 3 for left, top in taken)
        is_clear_of_end = x < self.right - _NEAR_ACROSS / 2
        return is_clear_of_end and _TOP - 18 < y < self.bottom - 6 and not any(near)

    def _ends(self) -> list[Layer]:
        blocks = [self._block(line) for line in self.chart.lines]
        wanted = [self.down(line.points[-1].value) - _END_LINE / 2 for line in self.chart.lines]
        heights = [_END_LINE * len(block) + 4 for block in blocks]
        tops = spread(wanted, heights, _TOP - 12, self.canvas.height)
        keys: Rows = []
        values: Rows = []
        names: Rows = []
        x = self.right + 12
        for (_, colour), block, top in zip(self.coloured(), blocks, tops, strict=True):
            y = top + _END_LINE / 2
            keys.append({"x": x, "x2": x + _KEY - 4, "y": y, "y2": y, "stroke": colour})
            values.append({"x": x + _KEY, "y": y, "text": block[0], "fill": INK})
            names.extend(
                {"x": x + _KEY, "y": y + _END_LINE * number, "text": each, "fill": INK2}
                for number, each in enumerate(block[1:], 1)
            )
        style = {"fontSize": 14, "align": "left", "baseline": "middle"}
        return [
            self.canvas.lines(keys, strokeWidth=3),
            self.canvas.texts(values, fontWeight=600, **style),
            self.canvas.texts(names, **style),
        ]

    def _block(self, line: Line) -> list[str]:
        """Return the last value, with its year where the line ends early, and the name below it."""
        last = line.points[-1]
        is_early = last.year < max(each.points[-1].year for each in self.chart.lines)
        value = f"{last.text} ({last.year})" if is_early else last.text
        return [value, *wrapped(line.name, _LONGEST_END[self.is_wide], 14)]


def _is_its_own(x: float, y: float, at: float, points: Sequence[tuple[float, float]]) -> bool:
    """Return whether no point of another line lies between a point and its label."""
    low, high = sorted((y, at))
    return not any(abs(x - left) < _NEAR_ACROSS / 2 and low < top < high for left, top in points if top != y)


def _fill(point: LinePoint, colour: str) -> str:
    """Return the inside of a point: hollow where provisional or zero, grey where little of a group is observed."""
    if point.state in {"provisional", "zero"}:
        return PAPER
    return RULE2 if point.publication == "flagged" else colour


def _told(points: Sequence[LinePoint]) -> list[LinePoint]:
    """Return the points whose value is printed beside them; the last has its label at the end of the line."""
    joined = {after.year for _, after, _ in links(points)}
    highest = max(points, key=lambda each: each.value)
    return [each for each in points[:-1] if not each.is_imputed and (each.year not in joined or each is highest)]
