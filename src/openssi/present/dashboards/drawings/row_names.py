"""Names of the rows of a drawing, on as many lines as they need."""

from collections.abc import Collection, Iterable
from typing import Any

from openssi.present.drawing import Canvas, Caption, wrapped
from openssi.present.theme import INK, WIDE

NAME_SIZE = 15.0
_LINE = 17.0
_APART = 8.0


def row_names(canvas: Canvas, names: Iterable[tuple[str, float]], width: float) -> Any:  # noqa: ANN401 - a layer
    """Return names that start at the left edge, each around its middle, in lines that fit a width."""
    rows: list[dict[str, Any]] = []
    for name, middle in names:
        lines = wrapped(name, width - _APART, NAME_SIZE)
        top = middle - _LINE * (len(lines) - 1) / 2
        rows.extend({"x": 0, "y": top + _LINE * at, "text": line, "fill": INK} for at, line in enumerate(lines))
    return canvas.texts(rows, fontSize=NAME_SIZE, align="left", baseline="middle")


def canvas_below_names(
    names: Collection[str], step: tuple[float, float], width: int, caption: Caption | None
) -> tuple[Canvas, float]:
    """Return a canvas for rows whose names stand above them where it is narrow, and the room of each name.

    `step` is what stands above all rows, and how high a row is without its name.
    """
    above = 0.0 if width >= WIDE else names_height(names, width)
    return Canvas(width, step[0] + (step[1] + above) * len(names) + 4, caption), above


def names_height(names: Iterable[str], width: float) -> float:
    """Return how much room the longest of some names needs above its row."""
    return _LINE * max(len(wrapped(name, width - _APART, NAME_SIZE)) for name in names) + 10
