"""A table with bars as a drawing, for those who take it away: rows and columns as on the page, stacked where narrow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap
from typing import Any

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.bar_marks import Bar, BarMarks
from openssi.present.drawing import Canvas, Caption, Drawing, finish, wrapped
from openssi.present.layers import Layer
from openssi.present.page_model import Publication
from openssi.present.punctuation import named
from openssi.present.theme import BAR, INK, INK2, MAIN_BAR, RULE, WIDE
from openssi.vocabulary.text import Language

_NAMES = 172.0
_APART = 14.0
_LINE = 15.0
_SIZE = 14.0
_HEAD_SIZE = 12.0
_HEAD_CHARACTER = 6.2
_ROW = 46.0
_BAR_HEIGHT = 11.0
_NARROW_ROW = 24.0
_NARROW_HEAD = 34.0
_NARROW_CHARACTER = 7.0
_VALUE = 50.0

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBar:
    """A cell: its value, none where it is not published, and what is printed for it."""

    value: float | None
    text: str
    publication: Publication = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """A row: its name, and as many bars as the chart has columns."""

    name: str
    bars: tuple[TableBar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarTableChart:
    """What the drawing of a table with bars shows; the bars of the first column are darker."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    axis: Axis
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, a column for each group where it is wide, a line for each where it is not."""
        layout = _Wide(self, width) if width >= WIDE else _Narrow(self, width)
        canvas = Canvas(width, layout.height, caption)
        return finish(_layers(layout, canvas), canvas, self.language, self.description)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell with where its bar begins and how long a whole one is, where its number stands, and its column."""

    row: TableRow
    number: int
    left: float
    length: float
    middle: float
    text: tuple[float, float]

    @property
    def bar(self) -> TableBar:
        return self.row.bars[self.number]


@dataclass(frozen=True)
class _Wide:
    chart: BarTableChart
    width: int

    @cached_property
    def widths(self) -> list[float]:
        """Widths of the columns, alike but where a long word needs more; the bars of all have one scale."""
        alike = (self.width - _NAMES) / len(self.chart.columns)
        needed = [max(map(len, each.split())) * _HEAD_CHARACTER + 8 for each in self.chart.columns]
        wide = [max(each - alike, 0.0) for each in needed]
        taken = sum(wide) / max(wide.count(0.0), 1)
        return [alike + more if more else alike - taken for more in wide]

    @cached_property
    def heads(self) -> list[list[str]]:
        mosts = [max(int((each - 4) / _HEAD_CHARACTER), 1) for each in self.widths]
        return [wrap(each, most, break_long_words=False) for each, most in zip(self.chart.columns, mosts, strict=True)]

    @property
    def top(self) -> float:
        return _LINE * max(map(len, self.heads)) + 10

    @property
    def height(self) -> float:
        return self.top + _ROW * len(self.chart.rows)

    def rules(self) -> Iterator[float]:
        yield from (self.top + _ROW * number for number in range(len(self.chart.rows)))

    def groups(self) -> Iterator[tuple[float, float, str]]:
        for number, head in enumerate(self.heads):
            yield from ((self._left(number), _LINE * (at + 0.5), text) for at, text in enumerate(head))

    def names(self) -> Iterator[tuple[float, float, str]]:
        for number, row in enumerate(self.chart.rows):
            lines = wrapped(row.name, _NAMES - _APART, _SIZE)
            first = self.top + _ROW * (number + 0.5) - _LINE * (len(lines) - 1) / 2
            yield from ((0.0, first + _LINE * at, text) for at, text in enumerate(lines))

    def cells(self) -> Iterator[_Placed]:
        for number, row in enumerate(self.chart.rows):
            top = self.top + _ROW * number
            for column in range(len(row.bars)):
                left = self._left(column)
                yield _Placed(row, column, left, min(self.widths) - _APART, top + 33, (left, top + 15))

    def _left(self, column: int) -> float:
        return _NAMES + sum(self.widths[:column])


@dataclass(frozen=True, slots=True)
class _Narrow:
    chart: BarTableChart
    width: int

    @property
    def step(self) -> float:
        return _NARROW_HEAD + _NARROW_ROW * len(self.chart.columns)

    @property
    def height(self) -> float:
        return self.step * len(self.chart.rows)

    def rules(self) -> Iterator[float]:
        yield from (self.step * number for number in range(len(self.chart.rows)))

    @property
    def left(self) -> float:
        longest = max(len(each) for each in self.chart.columns)
        return min(longest * _NARROW_CHARACTER + 16, self.width * 0.55)

    def groups(self) -> Iterator[tuple[float, float, str]]:
        for number in range(len(self.chart.rows)):
            yield from ((8.0, self._middle(number, at), name) for at, name in enumerate(self.chart.columns))

    def names(self) -> Iterator[tuple[float, float, str]]:
        for number, row in enumerate(self.chart.rows):
            yield 0.0, self.step * number + _NARROW_HEAD / 2 + 3, row.name

    def cells(self) -> Iterator[_Placed]:
        for number, row in enumerate(self.chart.rows):
            for column in range(len(row.bars)):
                middle, length = self._middle(number, column), self.width - self.left - _VALUE
                yield _Placed(row, column, self.left, length, middle, (self.width - _VALUE + 8, middle))

    def _middle(self, number: int, column: int) -> float:
        return self.step * number + _NARROW_HEAD + _NARROW_ROW * (column + 0.5)


def _layers(layout: _Wide | _Narrow, canvas: Canvas) -> list[Layer]:
    placed = list(layout.cells())
    marks = BarMarks()
    for each in placed:
        if each.bar.value is not None:
            marks.add(_bar(layout.chart, each, each.bar.value))
    style = {"align": "left", "baseline": "middle"}
    names = [{"x": x, "y": y, "text": text, "fill": INK} for x, y, text in layout.names()]
    groups = [{"x": x, "y": y, "text": text, "fill": INK2} for x, y, text in layout.groups()]
    return [
        canvas.lines([{"x": 0, "x2": canvas.width, "y": y, "y2": y} for y in layout.rules()], color=RULE),
        *marks.layers(canvas, size=50),
        canvas.texts(groups, fontSize=_HEAD_SIZE, **style),
        canvas.texts(names, fontSize=_SIZE, **style),
        canvas.texts(_numbers(placed), fontSize=_SIZE, fontWeight=600, **style),
    ]


def _numbers(placed: Sequence[_Placed]) -> Rows:
    return [
        {
            "x": each.text[0],
            "y": each.text[1],
            "text": each.bar.text,
            "fill": INK if each.bar.value is not None else INK2,
        }
        for each in placed
    ]


def _bar(chart: BarTableChart, placed: _Placed, value: float) -> Bar:
    def across(number: float) -> float:
        return placed.left + placed.length * chart.axis.place(number) / 100

    return Bar(
        value=value,
        zero=across(0),
        end=across(value),
        middle=placed.middle,
        height=_BAR_HEIGHT,
        fill=BAR if placed.number else MAIN_BAR,
        publication=placed.bar.publication,
        told=named(f"{placed.row.name}, {chart.columns[placed.number]}", placed.bar.text, chart.language),
    )
