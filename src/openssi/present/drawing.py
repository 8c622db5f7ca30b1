"""A drawing of layers, which becomes SVG, PNG or a specification."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate
from typing import Any

from openssi.present.layers import Layer, Row
from openssi.present.svg import svg_of
from openssi.present.theme import INK, INK2, RULE, token_of
from openssi.vocabulary.text import Language

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


@dataclass(frozen=True)
class Drawing:
    """A drawing of layers.

    Attributes:
        layers: Its marks, from the back to the front.
        size: Width and height in units.
        top: Where it begins, above zero where it has a caption.
        language: Language of its numbers.
        description: What is drawn, for a reader who does not see it.
    """

    layers: tuple[Layer, ...]
    size: tuple[float, float]
    top: float
    language: Language
    description: str

    @cached_property
    def specification(self) -> str:
        """Vega-Lite as JSON, for notebooks and for readers who draw with tools of their own."""
        from openssi.present.vega import specification_of

        return specification_of(self.layers, self.size, self.description, self.top, self.language)

    def svg(self) -> str:
        """Return the drawing as SVG."""
        return svg_of(self.layers, self.size, self.description, self.top)

    def inline_svg(self) -> str:
        """Return the drawing as it stands within a page: in the colours of the reader's theme."""
        return svg_of(self.layers, self.size, self.description, self.top, token_of)

    def _repr_svg_(self) -> str:
        """Show the drawing in a notebook."""
        return self.svg()

    def png(self, scale: float = 2) -> bytes:
        """Return the drawing as PNG, `scale` pixels to the unit."""
        import vl_convert

        picture: bytes = vl_convert.svg_to_png(self.svg(), scale=scale)
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

    def caption_layers(self) -> list[Layer]:
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

    def rectangles(self, rows: Sequence[Row], **mark: Any) -> Layer:  # noqa: ANN401 - properties of a mark
        """Return rectangles from `x`, `y` to `x2`, `y2` in `fill`, with `href` and `tooltip` where rows have them."""
        return Layer("rectangles", rows, mark)

    def lines(self, rows: Sequence[Row], **mark: Any) -> Layer:  # noqa: ANN401 - properties of a mark
        """Return straight lines from `x`, `y` to `x2`, `y2`, in `stroke` where rows have it, else in `color`."""
        return Layer("lines", rows, mark)

    def texts(self, rows: Sequence[Row], **mark: Any) -> Layer:  # noqa: ANN401 - properties of a mark
        """Return the texts of `text` at `x`, `y` in the colour `fill`."""
        return Layer("texts", rows, mark)

    def points(self, rows: Sequence[Row], **mark: Any) -> Layer:  # noqa: ANN401 - properties of a mark
        """Return points at `x`, `y` in the colour `fill`; `shape` is one of `circle` and those of `svg.outline`."""
        return Layer("points", rows, mark)

    def shapes(self, rows: Sequence[Row], **mark: Any) -> Layer:  # noqa: ANN401 - properties of a mark
        """Return the outlines of `path`, in units of the canvas, in the colour `fill`; lines where there is none."""
        return Layer("shapes", rows, mark)


def finish(layers: Iterable[Layer], canvas: Canvas, language: Language, description: str) -> Drawing:
    """Put layers together on a canvas, with its caption where the drawing travels alone."""
    height = canvas.head_height + max(canvas.height, 1) + canvas.foot_height
    return Drawing(
        layers=(*layers, *canvas.caption_layers()),
        size=(canvas.width, height),
        top=-canvas.head_height,
        language=language,
        description=description,
    )


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
