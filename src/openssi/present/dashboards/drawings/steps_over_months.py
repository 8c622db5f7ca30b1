"""Steps over months: a row for each group, as high as how many there are in each month."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from openssi.present.dashboards.drawings.row_names import canvas_below_names, row_names
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.theme import BAR, INK, INK2, RULE, RULE2, WIDE
from openssi.vocabulary.text import Language

_HEAD = 26.0
_ROW = 48.0
_HIGHEST = 26.0
_NAMES = 0.4
_MONTHS = 12
_TICKS = {True: 6, False: 4}

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """So many in each month from the first to the last, counted as twelve times the year and the month less one."""

    first: int
    last: int
    count: int
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsOverMonths:
    """What a drawing of steps shows: rows with their steps, the highest number of all rows written at it."""

    rows: tuple[tuple[str, tuple[Step, ...]], ...]
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the steps where it is wide and above them where it is not."""
        canvas, above = canvas_below_names([name for name, _ in self.rows], (_HEAD, _ROW), width, caption)
        return _Layout(self, canvas, above).drawing()

    @property
    def months(self) -> tuple[int, int]:
        """From the January of the first year to the end of the last one."""
        steps = [step for _, found in self.rows for step in found]
        first, last = min(each.first for each in steps), max(each.last for each in steps)
        return first // _MONTHS * _MONTHS, (last // _MONTHS + 1) * _MONTHS

    @property
    def most(self) -> int:
        """The most of any step."""
        return max(step.count for _, found in self.rows for step in found)


@dataclass(frozen=True, slots=True)
class _Layout:
    chart: StepsOverMonths
    canvas: Canvas
    above: float

    @property
    def is_wide(self) -> bool:
        return self.canvas.width >= WIDE

    @property
    def left(self) -> float:
        return self.canvas.width * _NAMES if self.is_wide else 14.0

    def place(self, month: float) -> float:
        first, last = self.chart.months
        return self.left + (self.canvas.width - 20 - self.left) * (month - first) / (last - first)

    def base(self, number: int) -> float:
        return _HEAD + (_ROW + self.above) * (number + 1) - 4

    def drawing(self) -> Drawing:
        middles = (
            (name, self.base(number) - _ROW / 2 + 4 if self.is_wide else self.base(number) - _ROW - self.above / 2 + 6)
            for number, (name, _) in enumerate(self.chart.rows)
        )
        names = row_names(self.canvas, middles, self.left - 8 if self.is_wide else self.canvas.width)
        layers = [*self._axis(), names, *self._steps()]
        return finish(layers, self.canvas, self.chart.language, self.chart.description)

    def _axis(self) -> list[Any]:
        first, last = (each // _MONTHS for each in self.chart.months)
        most = _TICKS[self.is_wide]
        step = next(each for each in (1, 2, 5, 10, 20, 50) if (last - first) / each <= most or each == 50)
        years = range(first, last + 1, step)
        bottom = self.base(len(self.chart.rows) - 1)
        up = [
            {"x": self.place(year * _MONTHS), "x2": self.place(year * _MONTHS), "y": _HEAD - 4, "y2": bottom}
            for year in years
        ]
        bases = [
            {"x": self.left, "x2": self.canvas.width - 20, "y": self.base(number), "y2": self.base(number)}
            for number in range(len(self.chart.rows))
        ]
        labels = [{"x": self.place(year * _MONTHS), "y": 10, "text": str(year), "fill": INK2} for year in years]
        return [
            self.canvas.lines(up, color=RULE),
            self.canvas.lines(bases, color=RULE2),
            self.canvas.texts(labels, fontSize=14, align="center", baseline="middle"),
        ]

    def _marked(self) -> Iterator[tuple[Step, dict[str, Any], bool]]:
        for number, (_, steps) in enumerate(self.chart.rows):
            highest = max(steps, key=lambda each: each.count)
            for step in steps:
                base = self.base(number)
                top = base - _HIGHEST * step.count / self.chart.most
                row = {"x": self.place(step.first), "x2": self.place(step.last + 1), "y": top, "y2": base}
                yield step, row, step is highest

    def _steps(self) -> list[Any]:
        rectangles: Rows = []
        texts: Rows = []
        for step, row, is_highest in self._marked():
            rectangles.append({**row, "fill": BAR, "tooltip": step.told})
            if is_highest:
                texts.append({"x": (row["x"] + row["x2"]) / 2, "y": row["y"] - 9, "text": str(step.count), "fill": INK})
        return [
            self.canvas.rectangles(rectangles),
            self.canvas.texts(texts, fontSize=14, fontWeight=600, align="center", baseline="middle"),
        ]
