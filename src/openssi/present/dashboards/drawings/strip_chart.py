"""Strips on one scale, one below the other: a row for each group, a dot for each of its countries."""

from collections.abc import Iterable
from dataclasses import dataclass

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.dot_chart import DotLine, dotted_frame, dotted_layers
from openssi.present.dashboards.drawings.row_frame import (
    FramedRow,
    LegendEntry,
    Marks,
    RowFrame,
    comparator_entry,
)
from openssi.present.drawing import Caption, Drawing, finish
from openssi.present.layers import Layer
from openssi.present.page_model import ValueState
from openssi.present.punctuation import named
from openssi.present.theme import BAR, INK, INK2, PAPER
from openssi.vocabulary.text import Language

STEPS = (62.0, 92.0)
_RADIUS = 4.0
_DOT = 4 * _RADIUS * _RADIUS
_HIGHEST_PILE = 21.0
"""Units that a pile of dots reaches above and below the middle of its row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripDot:
    """A country; `told` is its name with its value."""

    value: float
    told: str
    state: ValueState = "normal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A group with its countries.

    Attributes:
        text: What is printed for its mean.
        facts: How many countries there are, and between which values.
        mean: None where it is not published.
    """

    name: str
    facts: str
    text: str
    mean: float | None
    dots: tuple[StripDot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StripChart:
    """What a drawing of strips shows."""

    strips: tuple[Strip, ...]
    axis: Axis
    language: Language
    description: str
    lines: tuple[DotLine, ...]
    mean_name: str

    @property
    def legend(self) -> list[LegendEntry]:
        """What the diamond and the line are called."""
        means = (
            [comparator_entry("region", self.mean_name)] if any(each.mean is not None for each in self.strips) else []
        )
        return [*means, *(comparator_entry(each.kind, each.name) for each in self.lines)]

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, names beside the strips where it is wide and above them where it is not."""
        rows = [
            FramedRow(name=each.name, text=each.text, has_value=each.mean is not None, is_main=True, facts=each.facts)
            for each in self.strips
        ]
        frame = dotted_frame(rows, self.axis, self.legend, STEPS, (width, caption))
        layers = dotted_layers(frame, self.lines, [*self._dots(frame), *self._means(frame)], self.legend)
        return finish(layers, frame.canvas, self.language, self.description)

    def _dots(self, frame: RowFrame) -> list[Layer]:
        filled: Marks = []
        hollow: Marks = []
        crosses: Marks = []
        for number, strip in enumerate(self.strips):
            middle = frame.middle(number)
            for dot, x, down in piled((each, frame.place(each.value)) for each in strip.dots):
                is_hollow = dot.value == 0 or dot.state in {"zero", "provisional"}
                mark = {"x": x, "y": middle + down, "fill": PAPER if is_hollow else BAR, "tooltip": dot.told}
                (crosses if dot.state == "imputed" else hollow if is_hollow else filled).append(mark)
        point = {"size": _DOT, "opacity": 1}
        return [
            frame.canvas.points(filled, stroke=PAPER, strokeWidth=0.8, **point),
            frame.canvas.points(hollow, stroke=INK2, strokeWidth=1.4, **point),
            frame.canvas.points(crosses, shape="times", stroke=INK, strokeWidth=1.6, **point),
        ]

    def _means(self, frame: RowFrame) -> list[Layer]:
        marks = [
            {
                "x": frame.place(each.mean),
                "y": frame.middle(number),
                "fill": PAPER,
                "tooltip": named(f"{each.name}, {self.mean_name}", each.text, self.language),
            }
            for number, each in enumerate(self.strips)
            if each.mean is not None
        ]
        return [frame.canvas.points(marks, shape="diamond", size=130, stroke=INK, strokeWidth=1.8, opacity=1)]


def piled(dots: Iterable[tuple[StripDot, float]]) -> list[tuple[StripDot, float, float]]:
    """Return dots with their places across and down: those that would hide each other stand in a pile."""
    columns: dict[int, list[tuple[StripDot, float]]] = {}
    for dot, x in dots:
        columns.setdefault(round(x / (2 * _RADIUS)), []).append((dot, x))
    found: list[tuple[StripDot, float, float]] = []
    for pile in columns.values():
        step = min(2 * _RADIUS, 2 * _HIGHEST_PILE / max(len(pile) - 1, 1))
        top = -step * (len(pile) - 1) / 2
        found.extend((dot, x, top + step * number) for number, (dot, x) in enumerate(pile))
    return found
