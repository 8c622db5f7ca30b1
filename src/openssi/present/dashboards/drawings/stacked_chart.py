"""Horizontal stacked bars: parts of a whole, or parts that add up, with the total behind each bar."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openssi.present.axis import Axis
from openssi.present.drawing import Canvas, Caption, Drawing, finish, hatching
from openssi.present.punctuation import listed, named
from openssi.present.theme import (
    CATEGORY_COLOURS,
    INK,
    INK2,
    OTHER_CATEGORY,
    PAPER,
    RULE,
    TEXT_ON_CATEGORY,
    TEXT_ON_OTHER,
    WIDE,
)
from openssi.vocabulary.text import Language

_AXIS_HEAD = 26.0
_LEGEND_LINE = 24.0
_LEGEND_GAP = 10.0
_SWATCH = 14.0
_ROW_WIDE = 34.0
_ROW_NARROW = 52.0
_BAR_HEIGHT = 20.0
_GAP = 1.0
_NAME_CHARACTER = 8.6
_MOST_OF_NAMES = 0.5
_TOTAL_CHARACTER = 9.0
_LABEL_CHARACTER = 7.4
_LABEL_SPACE = 8.0

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class StackPart:
    """One part of a bar.

    Attributes:
        value: How much; none and what is not above zero take no room.
        text: What is printed in it where it is wide enough.
        href: Where a click on it leads, else empty.
    """

    value: float | None
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackRow:
    """One bar.

    Attributes:
        parts: As many as there are categories, in their order.
        total: What the parts add up to; none where it is not known.
        text: What is printed for the total, with its letter.
        is_hatched: Whether its values are less certain than others: imputed, provisional, or too little observed.
        is_main: Whether its name is printed bold.
    """

    name: str
    parts: tuple[StackPart, ...]
    total: float | None
    text: str
    is_hatched: bool = False
    is_main: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedChart:
    """What a drawing of stacked bars shows.

    Attributes:
        categories: Names of the parts: the first five have colours of their own, all further ones share one, so that
            the sixth should be what is left.
        description: Its text alternative.
        colours: Colour and text on it for each category, where they are not those of categories: ordered classes have
            the colours of classes.
    """

    categories: tuple[str, ...]
    rows: tuple[StackRow, ...]
    axis: Axis
    language: Language
    description: str
    colours: tuple[tuple[str, str], ...] = ()

    def colour(self, number: int) -> tuple[str, str]:
        """Return the colour of a category and of the text on it."""
        return self.colours[number] if self.colours else (category_colour(number), text_on_category(number))

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the bars where it is wide and above them where it is not."""
        layout = _Layout(self, width, tuple(_legend_places(self.categories, width)))
        return finish(layout.layers(), layout.canvas(caption), self.language, self.description)


def category_colour(number: int) -> str:
    """Return the colour of a category by its place, from zero."""
    return CATEGORY_COLOURS[number] if number < len(CATEGORY_COLOURS) else OTHER_CATEGORY


def text_on_category(number: int) -> str:
    """Return the colour of text on a category by its place, from zero."""
    return TEXT_ON_CATEGORY[number] if number < len(TEXT_ON_CATEGORY) else TEXT_ON_OTHER


def described_stacks(categories: Sequence[str], rows: Sequence[StackRow], language: Language) -> str:
    """Return stacked bars as words: name and total of each, then its parts."""
    return listed([_described(categories, row, language) for row in rows], language)


def _described(categories: Sequence[str], row: StackRow, language: Language) -> str:
    parts = zip(categories, row.parts, strict=True)
    told = ", ".join(f"{name} {part.text}" for name, part in parts if part.value is not None)
    return named(row.name, f"{row.text} ({told})" if told else row.text, language)


def _legend_places(categories: Sequence[str], width: int) -> Iterator[tuple[float, int]]:
    """Give where the entries of the legend stand: place across, and line."""
    x, line = 0.0, 0
    for name in categories:
        length = _SWATCH + 8 + len(name) * _LABEL_CHARACTER
        if x and x + length > width:
            x, line = 0.0, line + 1
        yield x, line
        x += length + 24


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: StackedChart
    width: int
    places: tuple[tuple[float, int], ...]

    @property
    def longest(self) -> float:
        return max((len(row.name) for row in self.chart.rows), default=0) * _NAME_CHARACTER + 16

    @property
    def is_wide(self) -> bool:
        """Whether names stand beside their bars: where there is room for both."""
        return self.width >= WIDE and self.longest <= self.width * _MOST_OF_NAMES

    @property
    def top(self) -> float:
        """Where the axis begins, under the legend."""
        return _LEGEND_LINE * (self.places[-1][1] + 1) + _LEGEND_GAP if self.places else 0.0

    @property
    def step(self) -> float:
        return _ROW_WIDE if self.is_wide else _ROW_NARROW

    @property
    def height(self) -> float:
        return self.top + _AXIS_HEAD + self.step * len(self.chart.rows) + 6

    @property
    def left(self) -> float:
        return self.longest if self.is_wide else 0.0

    def canvas(self, caption: Caption | None = None) -> Canvas:
        return Canvas(self.width, self.height, caption)

    def layers(self) -> list[Any]:
        return [*self._legend(), *self._axis(), *self._bars(), *self._texts()]

    def place(self, value: float) -> float:
        space = max((len(row.text) for row in self.chart.rows), default=0) * _TOTAL_CHARACTER + 14
        length = self.width - self.left - max(space, 56.0)
        return self.left + length * self.chart.axis.place(value) / 100

    def middles(self) -> list[tuple[StackRow, float]]:
        at = 0.5 if self.is_wide else 0.7
        head = self.top + _AXIS_HEAD
        return [(row, head + self.step * (number + at)) for number, row in enumerate(self.chart.rows)]

    def _legend(self) -> list[Any]:
        swatches: Rows = []
        names: Rows = []
        for number, (name, (x, line)) in enumerate(zip(self.chart.categories, self.places, strict=True)):
            y = _LEGEND_LINE * (line + 0.5)
            edges = {"x": x, "x2": x + _SWATCH, "y": y - _SWATCH / 2, "y2": y + _SWATCH / 2}
            swatches.append({**edges, "fill": self.chart.colour(number)[0]})
            names.append({"x": x + _SWATCH + 8, "y": y, "text": name, "fill": INK})
        canvas = self.canvas()
        return [canvas.rectangles(swatches), canvas.texts(names, fontSize=14, align="left", baseline="middle")]

    def _axis(self) -> list[Any]:
        axis, canvas = self.chart.axis, self.canvas()
        y, y2 = self.top + _AXIS_HEAD - 4, self.height
        lines = [{"x": at, "x2": at, "y": y, "y2": y2} for at in map(self.place, axis.ticks)]
        labels = [
            {"x": self.place(tick), "y": self.top + 10, "fill": INK2, "text": label}
            for tick, label in zip(axis.ticks, axis.labels, strict=True)
        ]
        style = {"fontSize": 14, "baseline": "middle"}
        return [
            canvas.lines(lines, color=RULE),
            canvas.texts(labels[:1], align="left", **style),
            canvas.texts(labels[1:], align="center", **style),
        ]

    def _edges(self, row: StackRow) -> Iterator[tuple[int, StackPart, float, float]]:
        """Give the parts of a bar that take room: number, part, left and right edge."""
        reached = 0.0
        for number, part in enumerate(row.parts):
            if part.value is not None and part.value > 0:
                yield number, part, self.place(reached), self.place(reached + part.value)
                reached += part.value

    def _bars(self) -> list[Any]:
        bars: Rows = []
        strokes: Rows = []
        rings: Rows = []
        labels: Rows = []
        for row, middle in self.middles():
            top, bottom = middle - _BAR_HEIGHT / 2, middle + _BAR_HEIGHT / 2
            if row.total == 0:
                rings.append({"x": self.place(0), "y": middle, "fill": PAPER})
            for number, part, left, right in self._edges(row):
                edge = max(right - _GAP, left + 0.5)
                edges = {"x": left, "x2": edge, "y": top, "y2": bottom}
                told = named(f"{row.name}, {self.chart.categories[number]}", part.text, self.chart.language)
                bars.append({**edges, "fill": self.chart.colour(number)[0], "tooltip": told, "href": part.href})
                if row.is_hatched:
                    strokes.extend(map(dict, hatching(left, edge, top, bottom, 7)))
                if not row.is_hatched and len(part.text) * _LABEL_CHARACTER + _LABEL_SPACE <= right - left:
                    text = {"x": (left + edge) / 2, "y": middle, "text": part.text}
                    labels.append({**text, "fill": self.chart.colour(number)[1]})
        canvas = self.canvas()
        return [
            canvas.rectangles(bars),
            canvas.lines(strokes, color=PAPER, strokeWidth=2.2),
            canvas.points(rings, size=80, stroke=INK, strokeWidth=2, opacity=1),
            canvas.texts(labels, fontSize=14, align="center", baseline="middle"),
        ]

    def _texts(self) -> list[Any]:
        totals: Rows = []
        names: Rows = []
        mains: Rows = []
        for row, middle in self.middles():
            fill = INK if row.total is not None else INK2
            y = middle if self.is_wide else middle - _BAR_HEIGHT / 2 - 11
            totals.append({"x": self.width, "y": middle, "text": row.text, "fill": fill})
            (mains if row.is_main else names).append({"x": 0, "y": y, "text": row.name, "fill": INK})
        canvas = self.canvas()
        style = {"fontSize": 16, "baseline": "middle"}
        return [
            canvas.texts(totals, fontWeight=600, align="right", **style),
            canvas.texts(names, align="left", **style),
            canvas.texts(mains, fontWeight=600, align="left", **style),
        ]
