"""A matrix of discs: rows by columns, the area of a disc is a share, and the number stands beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openssi.present.dashboards.drawings.row_names import canvas_below_names, row_names
from openssi.present.drawing import Canvas, Caption, Drawing, finish
from openssi.present.theme import BAR, INK, INK2, PAPER, RULE, WIDE
from openssi.vocabulary.text import Language

_HEAD = 30.0
_ROW_WIDE = 36.0
_RADIUS = 13.0
_NAMES = 0.44
_ZERO = 60.0

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """One cell.

    Attributes:
        share: Between 0 and 1; a ring where it is 0, nothing where it is not known.
        is_gap: Whether it counts what is not there, which is drawn hollow.
    """

    share: float | None
    text: str
    is_gap: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscMatrix:
    """What a drawing of discs shows: the names of its columns, and rows with a disc for each."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Disc, ...]], ...]
    language: Language
    description: str

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the discs where it is wide and above them where it is not."""
        canvas, above = canvas_below_names([name for name, _ in self.rows], (_HEAD, _ROW_WIDE), width, caption)
        return _Layout(self, canvas, _ROW_WIDE + above, above).drawing()


@dataclass(frozen=True, slots=True)
class _Layout:
    matrix: DiscMatrix
    canvas: Canvas
    step: float
    above: float

    @property
    def is_wide(self) -> bool:
        return self.canvas.width >= WIDE

    @property
    def left(self) -> float:
        return self.canvas.width * _NAMES if self.is_wide else 0.0

    def column(self, number: int) -> float:
        return self.left + number * (self.canvas.width - self.left) / len(self.matrix.columns)

    def drawing(self) -> Drawing:
        layers = [*self._heads(), *self._names(), *self._discs()]
        return finish(layers, self.canvas, self.matrix.language, self.matrix.description)

    def _heads(self) -> list[Any]:
        heads = [
            {"x": self.column(number), "y": 10, "text": name, "fill": INK2}
            for number, name in enumerate(self.matrix.columns)
        ]
        width = self.canvas.width
        lines = [
            {"x": 0, "x2": width, "y": _HEAD + self.step * number, "y2": _HEAD + self.step * number}
            for number in range(len(self.matrix.rows) + 1)
        ]
        size = 14 if self.is_wide else 12.5
        return [
            self.canvas.lines(lines, color=RULE),
            self.canvas.texts(heads, fontSize=size, align="left", baseline="middle"),
        ]

    def _names(self) -> list[Any]:
        at = self.step / 2 if self.is_wide else self.above / 2 + 2
        middles = ((name, _HEAD + self.step * number + at) for number, (name, _) in enumerate(self.matrix.rows))
        return [row_names(self.canvas, middles, self.left or self.canvas.width)]

    def _cells(self) -> Iterator[tuple[Disc, float, float]]:
        down = self.step / 2 if self.is_wide else self.step - _RADIUS - 4
        for row, (_, cells) in enumerate(self.matrix.rows):
            for number, disc in enumerate(cells):
                yield disc, self.column(number) + _RADIUS, _HEAD + self.step * row + down

    def _discs(self) -> list[Any]:
        full: Rows = []
        hollow: Rows = []
        texts: Rows = []
        most = 4 * _RADIUS * _RADIUS
        for disc, x, y in self._cells():
            texts.append({"x": x + _RADIUS + 6, "y": y, "text": disc.text, "fill": INK if disc.share else INK2})
            if disc.share is None:
                continue
            place = {"x": x, "y": y, "size": most * disc.share if disc.share else _ZERO}
            if disc.share and not disc.is_gap:
                full.append({**place, "fill": BAR})
            else:
                hollow.append({**place, "fill": PAPER})
        return [
            *sized(self.canvas, full),
            *sized(self.canvas, hollow, stroke=INK, strokeWidth=1.6),
            self.canvas.texts(texts, fontSize=14, align="left", baseline="middle"),
        ]


def sized(canvas: Canvas, rows: Sequence[dict[str, Any]], **mark: Any) -> list[Any]:  # noqa: ANN401 - of a mark
    """Return points whose rows have a `size`, a layer for each size."""
    by_size: dict[float, Rows] = {}
    for row in rows:
        by_size.setdefault(round(float(row["size"]), 1), []).append(row)
    return [canvas.points(found, size=size, opacity=1, **mark) for size, found in by_size.items()]
