"""Layers as SVG: plain attributes and no styles, so that a policy without inline styles lets it pass."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape
from math import sqrt
from typing import Any

from openssi.present.layers import Layer, Row
from openssi.present.theme import FONT, PAPER

Colour = Callable[[str], str]
"""What is written for a colour: itself, or the token of a theme."""

PADDING = 4
"""Units around a drawing."""

_ANCHORS = {"left": "", "center": "middle", "right": "end"}
_BASELINES = {"middle": 0.3, "top": 0.79, "bottom": -0.21, "alphabetic": 0.0}
"""How far below its place a text stands, in its own size."""


def svg_of(
    layers: Iterable[Layer], size: tuple[float, float], description: str, top: float, colour: Colour | None = None
) -> str:
    """Return a drawing as SVG.

    Args:
        layers: Its marks, from the back to the front.
        size: Width and height in units, without the padding.
        description: What is drawn, for a reader who does not see it.
        top: Where the drawing begins, which is above zero where it has a caption.
        colour: What is written for a colour; where none is told, colours as they are, a ground of paper and the font.
    """
    width, height = (each + 2 * PADDING for each in size)
    stands_alone = colour is None
    say = colour or _itself
    marks = "".join(each for layer in layers for each in _layer(layer, say))
    # What can be reached with the keyboard may not be hidden from those who hear the page.
    hidden = "" if "<a " in marks else ' aria-hidden="true"'
    font = f' font-family="{escape(FONT)}"' if stands_alone else ""
    ground = f'<rect width="{_n(width)}" height="{_n(height)}" fill="{PAPER}"/>' if stands_alone else ""
    told = f' role="img" aria-label="{escape(description)}"' if stands_alone else hidden
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="drawing" width="{_n(width)}" height="{_n(height)}" '
        f'viewBox="{-PADDING} {_n(top - PADDING)} {_n(width)} {_n(height)}"{font}{told}>'
        f"{_placed(ground, top)}{marks}</svg>"
    )


def _placed(ground: str, top: float) -> str:
    return ground.replace("<rect ", f'<rect x="{-PADDING}" y="{_n(top - PADDING)}" ', 1) if ground else ""


def _itself(colour: str) -> str:
    return colour


def _n(value: Any) -> str:  # noqa: ANN401 - a number, as rows hold it
    """Return a number in the fewest characters that a hundredth of a unit needs."""
    return f"{round(float(value), 2):g}" if abs(float(value)) < 1e5 else f"{float(value):.0f}"


def _layer(layer: Layer, colour: Colour) -> Iterator[str]:
    rows = [row for row in layer.rows if layer.kind != "texts" or str(row["text"]).strip()]
    if not rows:
        return
    common = _common(layer.mark, colour)
    make = {"rectangles": _rectangle, "lines": _line, "texts": _text, "points": _point, "shapes": _shape}[layer.kind]
    extra = _EXTRA[layer.kind]
    yield f"<g{common}{extra(layer.mark)}>"
    for row in rows:
        yield _linked(make(row, layer.mark, colour), row)
    yield "</g>"


def _common(mark: Mapping[str, Any], colour: Colour) -> str:
    """Return the attributes that all marks of a layer have."""
    names = {
        "strokeWidth": "stroke-width",
        "opacity": "opacity",
        "strokeJoin": "stroke-linejoin",
        "fontSize": "font-size",
        "fontWeight": "font-weight",
    }
    told = [f' {name}="{mark[key]}"' for key, name in names.items() if mark.get(key) not in {None, 1}]
    stroke = mark.get("stroke") or mark.get("color")
    if stroke:
        told.append(f' stroke="{colour(stroke)}"')
    if "strokeDash" in mark:
        told.append(f' stroke-dasharray="{" ".join(map(str, mark["strokeDash"]))}"')
    return "".join(told)


def _nothing_more(mark: Mapping[str, Any]) -> str:  # noqa: ARG001 - as the others
    return ""


def _anchor(mark: Mapping[str, Any]) -> str:
    anchor = _ANCHORS[mark.get("align", "center")]
    return f' text-anchor="{anchor}"' if anchor else ""


_EXTRA: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "rectangles": _nothing_more,
    "lines": lambda _: ' fill="none"',
    "texts": _anchor,
    "points": _nothing_more,
    "shapes": _nothing_more,
}


def _linked(mark: str, row: Row) -> str:
    """Return a mark with its tooltip, within its link."""
    tooltip, href = str(row.get("tooltip") or ""), str(row.get("href") or "")
    if tooltip:
        mark = mark.removesuffix("/>") + f"><title>{escape(tooltip)}</title></{mark[1:].split(' ', 1)[0]}>"
    name = f' aria-label="{escape(tooltip)}"' if tooltip else ""
    return f'<a href="{escape(href)}"{name}>{mark}</a>' if href else mark


def _rectangle(row: Row, mark: Mapping[str, Any], colour: Colour) -> str:  # noqa: ARG001 - as the others
    x, x2, y, y2 = (float(str(row[each])) for each in ("x", "x2", "y", "y2"))
    left, top = min(x, x2), min(y, y2)
    size = f'width="{_n(abs(x2 - x))}" height="{_n(abs(y2 - y))}"'
    return f'<rect x="{_n(left)}" y="{_n(top)}" {size} fill="{colour(str(row["fill"]))}"/>'


def _line(row: Row, mark: Mapping[str, Any], colour: Colour) -> str:  # noqa: ARG001 - as the others
    own = f' stroke="{colour(str(row["stroke"]))}"' if row.get("stroke") else ""
    return f'<path d="M{_n(row["x"])} {_n(row["y"])}L{_n(row["x2"])} {_n(row["y2"])}"{own}/>'


def _text(row: Row, mark: Mapping[str, Any], colour: Colour) -> str:
    down = _BASELINES[mark.get("baseline", "alphabetic")] * float(mark.get("fontSize", 14))
    y = float(str(row["y"])) + down
    return f'<text x="{_n(row["x"])}" y="{_n(y)}" fill="{colour(str(row["fill"]))}">{escape(str(row["text"]))}</text>'


def _point(row: Row, mark: Mapping[str, Any], colour: Colour) -> str:
    shape, size = str(row.get("shape") or mark.get("shape", "circle")), float(mark.get("size", 60))
    x, y = float(str(row["x"])), float(str(row["y"]))
    fill = "none" if mark.get("filled") is False and row.get("fill") is None else colour(str(row["fill"]))
    own = f' stroke="{colour(str(row["stroke"]))}"' if row.get("stroke") else ""
    if shape == "circle":
        return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(sqrt(size) / 2)}" fill="{fill}"{own}/>'
    return f'<path d="{outline(shape, x, y, size)}" fill="{fill}"{own}/>'


def outline(shape: str, x: float, y: float, size: float) -> str:
    """Return the path of a point of a shape around a place, its area about `size` square units.

    Args:
        shape: `square`, `diamond`, `triangle`, `cross` (two strokes, upright) or `times` (two strokes, slanted).
        x: Place across.
        y: Place down.
        size: Area, as Vega-Lite counts it.
    """
    half = sqrt(size) / 2
    corners: Mapping[str, list[tuple[float, float]]] = {
        "square": [(-half, -half), (half, -half), (half, half), (-half, half)],
        "diamond": [(0, -half * 1.2), (half * 1.2, 0), (0, half * 1.2), (-half * 1.2, 0)],
        "triangle": [(0, -half), (half, half), (-half, half)],
    }
    if shape in corners:
        return "M" + "L".join(f"{_n(x + dx)} {_n(y + dy)}" for dx, dy in corners[shape]) + "Z"
    if shape == "cross":
        return f"M{_n(x - half)} {_n(y)}L{_n(x + half)} {_n(y)}M{_n(x)} {_n(y - half)}L{_n(x)} {_n(y + half)}"
    low, high = (f"{_n(x + each * half * 0.8)} {_n(y - half * 0.8)}" for each in (-1, 1))
    under, over = (f"{_n(x + each * half * 0.8)} {_n(y + half * 0.8)}" for each in (1, -1))
    return f"M{low}L{under}M{high}L{over}"


def _shape(row: Row, mark: Mapping[str, Any], colour: Colour) -> str:  # noqa: ARG001 - as the others
    own = f' stroke="{colour(str(row["stroke"]))}"' if row.get("stroke") else ""
    return f'<path d="{row["path"]}" fill="{colour(str(row.get("fill") or "none"))}"{own}/>'
