"""The marks of bars: which one a value has says in which state it is."""

from dataclasses import dataclass, field
from typing import Any

from openssi.present.drawing import Canvas, hatching
from openssi.present.layers import Layer
from openssi.present.page_model import Publication, ValueState
from openssi.present.theme import BAR, INK, PAPER

_HATCH_STEP = 7.0
_INTERVAL_BELOW = 3.0

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar as it is placed.

    Attributes:
        value: Only whether it is zero matters here.
        zero: Where zero stands across.
        end: Where the value stands across.
        middle: Where the bar stands down.
        height: How thick it is.
        interval: Where the ends of its interval stand across, none where it has none.
        told: Name and value in words, which its marks give as their tooltip.
    """

    value: float
    zero: float
    end: float
    middle: float
    height: float
    fill: str
    state: ValueState = "normal"
    publication: Publication = "published"
    interval: tuple[float, float] | None = None
    told: str = ""


@dataclass
class BarMarks:
    """Collects the marks of bars: filled, hatched where little is observed, dotted to a cross or a hollow point."""

    bars: Rows = field(default_factory=list)
    strokes: Rows = field(default_factory=list)
    rings: Rows = field(default_factory=list)
    crosses: Rows = field(default_factory=list)
    dotted: Rows = field(default_factory=list)
    hollow: Rows = field(default_factory=list)
    spans: Rows = field(default_factory=list)

    def add(self, bar: Bar) -> None:
        """Add the marks of a bar; a true zero is a ring."""
        if bar.interval is not None:
            y = bar.middle + bar.height / 2 + _INTERVAL_BELOW
            self.spans.append({"x": bar.interval[0], "x2": bar.interval[1], "y": y, "y2": y})
        if bar.value == 0 or bar.state == "zero":
            self.rings.append({"x": bar.zero, "y": bar.middle, "fill": PAPER, "tooltip": bar.told})
        elif bar.state in {"imputed", "provisional"}:
            self.dotted.append({"x": bar.zero, "x2": bar.end, "y": bar.middle, "y2": bar.middle, "stroke": bar.fill})
            point = {"x": bar.end, "y": bar.middle, "tooltip": bar.told}
            if bar.state == "imputed":
                self.crosses.append({**point, "fill": INK})
            else:
                self.hollow.append({**point, "fill": PAPER})
        else:
            self._fill(bar)

    def _fill(self, bar: Bar) -> None:
        left, right = sorted((bar.zero, bar.end))
        top, bottom = bar.middle - bar.height / 2, bar.middle + bar.height / 2
        self.bars.append({"x": left, "x2": right, "y": top, "y2": bottom, "fill": bar.fill, "tooltip": bar.told})
        if bar.publication == "flagged":
            self.strokes.extend(map(dict, hatching(left, right, top, bottom, _HATCH_STEP)))

    def layers(self, canvas: Canvas, size: float = 80) -> list[Layer]:
        """Return the marks from the back to the front; `size` is the area of points."""
        point = {"size": size, "stroke": INK, "strokeWidth": 2, "opacity": 1}
        return [
            canvas.rectangles(self.bars),
            canvas.lines(self.strokes, color=PAPER, strokeWidth=2.2),
            canvas.lines(self.dotted, color=BAR, strokeWidth=2, strokeDash=[2, 3]),
            canvas.lines(self.spans, color=INK, strokeWidth=1.2),
            canvas.points(self.crosses, shape="times", **point),
            canvas.points(self.hollow, **point),
            canvas.points(self.rings, **point),
        ]
