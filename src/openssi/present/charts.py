"""Charts drawn on the server: bars by region and the tile map, each at two widths instead of one that shrinks."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from openssi.present.axis import Axis
from openssi.present.drawing import Canvas, Caption, Drawing, finish, hatching
from openssi.present.page_model import RegionFigure, RegionRow
from openssi.present.theme import BAR, INK, INK2, PAPER, RULE, WIDE
from openssi.vocabulary.text import Language

_HEAD = 26.0
_ROW_WIDE = 34.0
_ROW_NARROW = 50.0
_BAR_HEIGHT = 18.0
_LABEL_CHARACTER = 8.4
_VALUE_SPACE = 62.0
_VALUE_CHARACTER = 9.0

Rows = list[dict[str, Any]]
Place = Callable[[float], float]


def region_chart(
    figure: RegionFigure, language: Language, width: int = WIDE, caption: Caption | None = None
) -> Drawing:
    """Draw bars by region: the world dark and first, flagged figures hatched, no bar where none is published.

    Args:
        figure: The rows in the order in which they are drawn.
        language: Language of the numbers.
        width: 720 with names beside the bars, 358 with names above them.
        caption: Title, subtitle and source, for a drawing that leaves the page.
    """
    is_wide = width >= WIDE
    left = _label_space(figure.rows, width) if is_wide else 0.0
    step = _ROW_WIDE if is_wide else _ROW_NARROW
    canvas = Canvas(width, _HEAD + step * len(figure.rows) + 6, caption)
    length = width - left - _value_space(figure.rows)

    def place(value: float) -> float:
        return left + length * figure.axis.place(value) / 100

    placed = [(row, _HEAD + step * (number + (0.5 if is_wide else 0.7))) for number, row in enumerate(figure.rows)]
    layers = [
        *_axis(canvas, place, figure.axis),
        *_bars_and_texts(canvas, placed, place, is_wide),
    ]
    description = "; ".join(f"{row.name}: {row.text}" for row in figure.rows)
    return finish(layers, canvas, language, f"{figure.title}. {description}")


def _label_space(rows: Iterable[RegionRow], width: int) -> float:
    longest = max((len(row.name) for row in rows), default=0)
    return min(longest * _LABEL_CHARACTER + 16, width * 0.5)


def _value_space(rows: Iterable[RegionRow]) -> float:
    return max(_VALUE_SPACE, max((len(row.text) for row in rows), default=0) * _VALUE_CHARACTER + 12)


def _axis(canvas: Canvas, place: Place, axis: Axis) -> list[Any]:
    lines = [{"x": place(tick), "x2": place(tick), "y": _HEAD - 4, "y2": canvas.height} for tick in axis.ticks]
    labels = [
        {"x": place(tick), "y": 10, "fill": INK2, "text": label}
        for tick, label in zip(axis.ticks, axis.labels, strict=True)
    ]
    label = {"fontSize": 14, "baseline": "middle"}
    return [
        canvas.lines(lines, color=RULE),
        canvas.texts(labels[:1], align="left", **label),
        canvas.texts(labels[1:], align="center", **label),
    ]


def _bars(canvas: Canvas, placed: Sequence[tuple[RegionRow, float]], place: Place) -> list[Any]:
    bars: Rows = []
    strokes: Rows = []
    rings: Rows = []
    for row, middle in placed:
        if row.value is None:
            continue
        if row.value == 0:
            rings.append({"x": place(0), "y": middle, "fill": PAPER})
            continue
        top, bottom = middle - _BAR_HEIGHT / 2, middle + _BAR_HEIGHT / 2
        left, right = sorted((place(0), place(row.value)))
        bars.append({"x": left, "x2": right, "y": top, "y2": bottom, "fill": INK if row.is_world else BAR})
        if row.publication == "flagged":
            strokes.extend(map(dict, hatching(left, right, top, bottom, 7)))
    return [
        canvas.rectangles(bars),
        canvas.lines(strokes, color=PAPER, strokeWidth=2.2),
        canvas.points(rings, size=80, stroke=INK, strokeWidth=2, filled=False, opacity=1),
    ]


def _bars_and_texts(
    canvas: Canvas, placed: Sequence[tuple[RegionRow, float]], place: Place, is_wide: bool
) -> list[Any]:
    values: Rows = []
    names: Rows = []
    worlds: Rows = []
    for row, middle in placed:
        start = max(place(0), place(row.value or 0.0)) + (9 if row.value == 0 else 0)
        values.append({"x": start + 7, "y": middle, "text": row.text, "fill": INK if row.value is not None else INK2})
        y = middle if is_wide else middle - _BAR_HEIGHT / 2 - 11
        (worlds if row.is_world else names).append({"x": 0, "y": y, "text": row.name, "fill": INK})
    halo = {"stroke": PAPER, "strokeWidth": 5, "strokeJoin": "round"}
    return [
        canvas.texts([*values, *names], fontSize=16, align="left", baseline="middle", **halo),
        canvas.texts(worlds, fontSize=16, fontWeight=600, align="left", baseline="middle", **halo),
        *_bars(canvas, placed, place),
        canvas.texts(values, fontSize=16, fontWeight=600, align="left", baseline="middle"),
        canvas.texts(names, fontSize=16, align="left", baseline="middle"),
        canvas.texts(worlds, fontSize=16, fontWeight=600, align="left", baseline="middle"),
    ]
