"""Layers as Vega-Lite, made and checked by Altair: for notebooks, and for readers who want the specification."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from openssi.present.layers import NOWHERE, Layer, Row
from openssi.present.theme import FONT, configuration
from openssi.vocabulary.text import Language


def specification_of(
    layers: Iterable[Layer], size: tuple[float, float], description: str, top: float, language: Language
) -> str:
    """Return a drawing as the JSON of a Vega-Lite specification; the arguments are those of `svg_of`."""
    width, height = size
    across = alt.Scale(domain=[0, width], nice=False)
    down = alt.Scale(domain=[top + height, top], nice=False)
    x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
    charts = [_CHARTS[layer.kind](layer, x, y) for layer in layers]
    joined = alt.layer(*charts).properties(width=width, height=max(height, 1), description=description, autosize="none")
    specification = joined.to_dict()
    specification["config"] = configuration(language)
    return json.dumps(specification, ensure_ascii=False, sort_keys=True)


def _values(rows: Sequence[Row]) -> alt.InlineData:
    return alt.InlineData(
        values=[{**row, "href": _absolute(str(row["href"]))} if row.get("href") else dict(row) for row in rows]
    )


def _absolute(address: str) -> str:
    return address if "://" in address else f"{NOWHERE}{address}"


def _own(rows: Sequence[Row]) -> dict[str, Any]:
    """Return the channels that rows have of their own."""
    channels: dict[str, Any] = {}
    if rows and rows[0].get("tooltip"):
        channels.update(tooltip="tooltip:N", description="tooltip:N")
    if rows and rows[0].get("href"):
        channels["href"] = "href:N"
    if rows and rows[0].get("stroke"):
        channels["stroke"] = alt.Stroke("stroke:N", scale=None)
    return channels


def _rectangles(layer: Layer, x: alt.X, y: alt.Y) -> alt.Chart:
    fill = alt.Fill("fill:N", scale=None)
    chart: alt.Chart = alt.Chart(_values(layer.rows)).mark_rect(**layer.mark)
    return chart.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", fill=fill, **_own(layer.rows))


def _lines(layer: Layer, x: alt.X, y: alt.Y) -> alt.Chart:
    chart: alt.Chart = alt.Chart(_values(layer.rows)).mark_rule(**layer.mark)
    return chart.encode(x=x, y=y, x2="x2:Q", y2="y2:Q", **_own(layer.rows))


def _texts(layer: Layer, x: alt.X, y: alt.Y) -> alt.Chart:
    color = alt.Color("fill:N", scale=None, legend=None)
    chart: alt.Chart = alt.Chart(_values(layer.rows)).mark_text(font=FONT, **layer.mark)
    return chart.encode(x=x, y=y, text="text:N", color=color)


def _points(layer: Layer, x: alt.X, y: alt.Y) -> alt.Chart:
    fill = alt.Fill("fill:N", scale=None, legend=None)
    mark = {
        **layer.mark,
        "shape": {"times": "cross"}.get(layer.mark.get("shape", ""), layer.mark.get("shape", "circle")),
    }
    if layer.mark.get("shape") == "times":
        mark["angle"] = 45
    channels = _own(layer.rows)
    if layer.rows and layer.rows[0].get("shape"):
        channels["shape"] = alt.Shape("shape:N", scale=None)
        mark.pop("shape")
    chart: alt.Chart = alt.Chart(_values(layer.rows)).mark_point(**mark)
    return chart.encode(x=x, y=y, fill=fill, **channels)


def _shapes(layer: Layer, x: alt.X, y: alt.Y) -> alt.Chart:
    """Paths as the shapes of points at the origin: of the size four a shape is drawn as it is."""
    rows = [{"x": 0, "y": 0, "fill": None, **row} for row in layer.rows]
    shape, fill = alt.Shape("path:N", scale=None), alt.Fill("fill:N", scale=None, legend=None)
    chart: alt.Chart = alt.Chart(_values(rows)).mark_point(size=4, opacity=1, **layer.mark)
    return chart.encode(x=x, y=y, shape=shape, fill=fill, **_own(layer.rows))


_CHARTS = {"rectangles": _rectangles, "lines": _lines, "texts": _texts, "points": _points, "shapes": _shapes}
