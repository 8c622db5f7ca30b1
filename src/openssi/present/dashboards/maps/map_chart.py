"""The map as a drawing: outlines in the colours of their classes, small states as circles, the legend below."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from openssi.present.dashboards.maps.map_model import MapPlace, MapShown
from openssi.present.drawing import Canvas, Caption, Drawing, finish, wrapped
from openssi.present.maps.hatching import hatched
from openssi.present.maps.outlines import rings_of
from openssi.present.maps.topology import Point
from openssi.present.page_model import CountryTile
from openssi.present.theme import INK, INK2, PAPER, RULE2, WASH
from openssi.present.tile_chart import fill_of, ink_of, legend_height, legend_layers
from openssi.vocabulary.text import Language

MARK = 4.0
"""Radius of the circle of a small state in a wide drawing; a narrow one has it as large in its own units."""

_KEY_SIZE = 12.5
_KEY_LINE = 18.0
_HATCH_STEP = 3.5
_CORNERS = 12
Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapChart:
    """What a drawing of a map shows.

    Attributes:
        key: What its signs mean, beside the classes.
        description: Its text alternative.
    """

    shown: MapShown
    language: Language
    description: str
    key: str = ""

    def draw(self, width: int, caption: Caption | None = None) -> Drawing:
        """Return the drawing, so many units wide."""
        scale = width / self.shown.size[0]
        legend = self.shown.tile_map.legend
        below = self.shown.size[1] * scale + legend_height(legend, width)
        key = wrapped(self.key, width, _KEY_SIZE) if self.key else []
        canvas = Canvas(width, below + _KEY_LINE * len(key), caption)
        tops = (below + _KEY_LINE * (number + 0.5) for number in range(len(key)))
        told = [{"x": 0, "y": top, "text": line, "fill": INK2} for top, line in zip(tops, key, strict=True)]
        drawn = [*self._areas(canvas, scale), *self._marks(canvas, scale), *self._signs(canvas, scale)]
        layers = [
            *drawn,
            *legend_layers(canvas, self.shown.tile_map, self.shown.size[1] * scale),
            canvas.texts(told, fontSize=_KEY_SIZE, align="left", baseline="middle"),
        ]
        return finish(layers, canvas, self.language, self.description)

    def _areas(self, canvas: Canvas, scale: float) -> list[Any]:
        palette = self.shown.tile_map.palette
        nobody = [(_scaled(rings_of(path), scale), dashed) for path, dashed in self.shown.nobody]
        places = [(each, _scaled(rings_of(each.path), scale)) for each in self.shown.drawn]
        areas = [
            *({"path": _path(rings), "fill": WASH} for rings, _ in nobody),
            *(_told(each, {"path": _path(rings), "fill": fill_of(each.tile, palette)}) for each, rings in places),
        ]
        disputed = [rings for rings, dashed in nobody if dashed]
        disputed += [rings for each, rings in places if each.is_disputed]
        return [
            canvas.shapes(areas, stroke=PAPER, strokeWidth=0.6, strokeJoin="round"),
            *_hatching(canvas, [(each.tile, rings) for each, rings in places]),
            canvas.shapes(
                [{"path": _path(each)} for each in disputed], stroke=RULE2, strokeWidth=0.8, strokeDash=[3, 2]
            ),
        ]

    def _marks(self, canvas: Canvas, scale: float) -> list[Any]:
        palette = self.shown.tile_map.palette
        placed = [(each, _at(each, scale)) for each in self.shown.marks]
        points = [_told(each, {"x": x, "y": y, "fill": fill_of(each.tile, palette)}) for each, (x, y) in placed]
        rings = [(each.tile, [_circle(place)]) for each, place in placed]
        return [
            canvas.points(points, size=(2 * MARK) ** 2, stroke=INK, strokeWidth=0.8, opacity=1),
            *_hatching(canvas, rings),
        ]

    def _signs(self, canvas: Canvas, scale: float) -> list[Any]:
        palette = self.shown.tile_map.palette
        placed = [(each, _at(each, scale)) for each in self.shown.places if each.middle is not None]
        older = [(each, at) for each, at in placed if each.tile.is_older]
        dots = [_told(each, {"x": x, "y": y, "fill": ink_of(each.tile, palette)}) for each, (x, y) in older]
        signed = [(each, x, y) for each, (x, y) in placed if each.sign]
        large, small = (
            [
                {"x": x, "y": y, "text": each.sign, "fill": ink_of(each.tile, palette)}
                for each, x, y in signed
                if each.is_roomy is is_roomy
            ]
            for is_roomy in (True, False)
        )
        style: dict[str, Any] = {"align": "center", "baseline": "middle", "fontWeight": 600}
        return [
            canvas.points(dots, size=8, strokeWidth=0, filled=True, opacity=1),
            canvas.texts(large, fontSize=12, **style),
            canvas.texts(small, fontSize=8, **style),
        ]


def _told(place: MapPlace, row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "tooltip": place.tile.description}


def _at(place: MapPlace, scale: float) -> Point:
    x, y = place.middle or (0.0, 0.0)
    return x * scale, y * scale


def _scaled(rings: Iterable[Sequence[Point]], scale: float) -> list[list[Point]]:
    return [[(x * scale, y * scale) for x, y in ring] for ring in rings]


def _path(rings: Iterable[Sequence[Point]]) -> str:
    return "".join("M" + "L".join(f"{round(x, 1):g} {round(y, 1):g}" for x, y in ring) + "Z" for ring in rings)


def _circle(place: Point) -> list[Point]:
    """Return a circle as so many corners, for the hatching within it."""
    turns = (2 * pi * each / _CORNERS for each in range(_CORNERS))
    return [(place[0] + MARK * cos(each), place[1] + MARK * sin(each)) for each in turns]


def _hatching(canvas: Canvas, placed: Sequence[tuple[CountryTile, list[list[Point]]]]) -> Iterator[Any]:
    """Give the hatching of what has no data, and in the colour of paper that of imputed values."""
    for state, style in (
        ("missing", {"color": RULE2, "strokeWidth": 0.7, "opacity": 0.6}),
        ("imputed", {"color": PAPER, "strokeWidth": 1.0}),
    ):
        rows = [row for tile, rings in placed if tile.state == state for row in hatched(rings, _HATCH_STEP)]
        yield canvas.lines(rows, **style)
