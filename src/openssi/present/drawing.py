"""A drawing as a specification that becomes SVG or PNG."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from typing import Any

import altair as alt
import vl_convert

from openssi.present.theme import FONT, INK, INK2, RULE, configuration
from openssi.vocabulary.text import Language

Row = Mapping[str, object]

# The renderer puts an address of its own before a relative one; ours is taken out again.
_NOWHERE = "https://openssi.invalid"

_WIDTH_OF_CHARACTER = 0.54
_TITLE_SIZE = 22.0
_TITLE_LINE = 28.0
_SUBTITLE_SIZE = 15.5
_SUBTITLE_LINE = 21.0
_FOOT_SIZE = 13.5
_FOOT_LINE = 18.0


@dataclass(frozen=True, slots=True)
class Caption:
    """What a drawing says of itself when it leaves the page: title, subtitle, and the line of its source."""

    title: str
    subtitle: str
    source: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A Vega-Lite drawing.

    Attributes:
        specification: Vega-Lite as JSON, for a reader who wants the interactive chart.
        description: What is drawn, for a reader who does not see it.
    """

    specification: str
    description: str

    def svg(self) -> str:
        """Return the drawing as SVG."""
        text: str = vl_convert.vegalite_to_svg(self.specification)
        return text.replace(_NOWHERE, "")

    def _repr_svg_(self) -> str:
        """Show the drawing in a notebook."""
        return self.svg()

    def png(self, scale: float = 2) -> bytes:
        """Return the drawing as PNG, `scale` pixels to the unit."""
        picture: bytes = vl_convert.vegalite_to_png(self.specification, scale=scale)
        return picture


@dataclass(frozen=True, slots=True)
class Canvas:
    """A plain surface measured in units, the origin at the upper left of the drawing.

    The caption stands outside, above `0` and below `height`: a drawing keeps its coordinates with and without one.
    """

    width: float
    height: float
    caption: Caption | None = None

    @property
    def head(self) -> list[Row]:
        """The lines of title and subtitle, measured from the top."""
        if self.caption is None:
            return []
        title = wrapped(self.caption.title, self.width, _TITLE_SIZE)
        subtitle = wrapped(self.caption.subtitle, self.width, _SUBTITLE_SIZE)
        tops = accumulate([16.0, *(_TITLE_LINE for _ in title), *(_SUBTITLE_LINE for _ in subtitle)])
        styled = [*((line, _TITLE_SIZE) for line in title), *((line, _SUBTITLE_SIZE) for line in subtitle)]
        return [{"y": top, "text": line, "size": size} for top, (line, size) in zip(tops, styled, strict=False)]

    @property
    def head_height(self) -> float:
        """How much the caption takes above the drawing."""
        lines = self.head
        return float(str(lines[-1]["y"])) + 24 if lines else 0.0

    @property
    def foot(self) -> list[str]:
        """The lines of the source."""
        return wrapped(self.caption.source, self.width, _FOOT_SIZE) if self.caption else []

    @property
    def foot_height(self) -> float:
        """How much the caption takes below the drawing."""
        return 16 + _FOOT_LINE * len(self.foot) if self.caption else 0.0

    def caption_layers(self) -> list[alt.Chart]:
        """Return the caption as layers, none where there is none."""
        if self.caption is None:
            return []
        lines = [{**row, "x": 0, "y": float(str(row["y"])) - self.head_height} for row in self.head]
        titles = [{**row, "fill": INK} for row in lines if row["size"] == _TITLE_SIZE]
        subtitles = [{**row, "fill": INK2} for row in lines if row["size"] == _SUBTITLE_SIZE]
        below = self.height + 10
        source = [
            {"x": 0, "y": below + _FOOT_LINE * (number + 0.7), "text": line, "fill": INK2}
            for number, line in enumerate(self.foot)
        ]
        return [
            self.texts(titles, align="left", baseline="middle", fontSize=_TITLE_SIZE, fontWeight=600),
            self.texts(subtitles, align="left", baseline="middle", fontSize=_SUBTITLE_SIZE),
            self.lines([{"x": 0, "x2": self.width, "y": below, "y2": below}], color=RULE),
            self.texts(source, align="left", baseline="middle", fontSize=_FOOT_SIZE),
        ]

    def rectangles(self, rows: Sequence[Row], **mark: Any) -> alt.Chart:  # noqa: ANN401 - properties of a mark
        """Return rectangles from `x`, `y` to `x2`, `y2` in `fill`, with `href` and `tooltip` where rows have them."""
        channels: dict[str, Any] = {"fill": alt.Fill("fill:N", scale=None)}
        if rows and "tooltip" in rows[0]:
            channels.update(tooltip="tooltip:N", description="tooltip:N")
        if rows and rows[0].get("href"):
            channels["href"] = "href:N"
        return self._encoded(alt.Chart(_values(rows)).mark_rect(**mark), x2="x2:Q", y2="y2:Q", **channels)

    def lines(self, rows: Sequence[Row], **mark: Any) -> alt.Chart:  # noqa: ANN401 - properties of a mark
        """Return straight lines from `x`, `y` to `x2`, `y2`."""
        return self._encoded(alt.Chart(_values(rows)).mark_rule(**mark), x2="x2:Q", y2="y2:Q")

    def texts(self, rows: Sequence[Row], **mark: Any) -> alt.Chart:  # noqa: ANN401 - properties of a mark
        """Return the texts of `text` at `x`, `y` in the colour `fill`."""
        color = alt.Color("fill:N", scale=None, legend=None)
        return self._encoded(alt.Chart(_values(rows)).mark_text(font=FONT, **mark), text="text:N", color=color)

    def points(self, rows: Sequence[Row], **mark: Any) -> alt.Chart:  # noqa: ANN401 - properties of a mark
        """Return points at `x`, `y` in the colour `fill`."""
        fill = alt.Fill("fill:N", scale=None, legend=None)
        return self._encoded(alt.Chart(_values(rows)).mark_point(**mark), fill=fill)

    def _encoded(self, chart: alt.Chart, **channels: Any) -> alt.Chart:  # noqa: ANN401 - channels of Vega-Lite
        across = alt.Scale(domain=[0, self.width], nice=False)
        down = alt.Scale(domain=[self.height + self.foot_height, -self.head_height], nice=False)
        x, y = alt.X("x:Q", scale=across, axis=None), alt.Y("y:Q", scale=down, axis=None)
        encoded: alt.Chart = chart.encode(x=x, y=y, **channels)
        return encoded


def link_to(address: str) -> str:
    """Return an address as it has to stand in a specification, so that a relative one comes out as it is."""
    return address if "://" in address or not address else f"{_NOWHERE}{address}"


def finish(layers: Iterable[alt.Chart], canvas: Canvas, language: Language, description: str) -> Drawing:
    """Put layers together on a canvas, with its caption where the drawing travels alone."""
    height = canvas.head_height + max(canvas.height, 1) + canvas.foot_height
    # The size is fixed: it is measured with another font than it is drawn with where ours is not installed.
    joined = alt.layer(*layers, *canvas.caption_layers()).properties(
        width=canvas.width, height=height, description=description, autosize="none"
    )
    specification = joined.to_dict()
    specification["config"] = configuration(language)
    return Drawing(json.dumps(specification, ensure_ascii=False, sort_keys=True), description)


def wrapped(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines that fit a width at a size of type."""
    limit = max(int(width / size / _WIDTH_OF_CHARACTER), 12)
    return reduce(lambda lines, word: _with_word(lines, word, limit), text.split(" "), [""])


def _with_word(lines: list[str], word: str, limit: int) -> list[str]:
    joined = f"{lines[-1]} {word}".strip(" ")
    return [*lines[:-1], joined] if len(joined) <= limit or not lines[-1] else [*lines, word]


def hatching(left: float, right: float, top: float, bottom: float, step: float) -> list[Row]:
    """Return diagonals from lower left to upper right that end at the edges of a rectangle."""
    rows: list[Row] = []
    offset = step / 2
    while offset < (right - left) + (bottom - top):
        from_x = left + max(offset - (bottom - top), 0)
        from_y = min(top + offset, bottom)
        to_x = min(left + offset, right)
        to_y = top + max(offset - (right - left), 0)
        rows.append({"x": from_x, "y": from_y, "x2": to_x, "y2": to_y})
        offset += step
    return rows


def _values(rows: Sequence[Row]) -> alt.InlineData:
    return alt.InlineData(values=[dict(row) for row in rows])
