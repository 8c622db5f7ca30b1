"""The tile map as a drawing: by position where squares are large enough, else grouped by region, highest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from openssi.present.drawing import Canvas, Caption, Drawing, finish, hatching
from openssi.present.page_model import CountryTile, IndicatorPage, LegendRow, Palette, TileGroup, TileMap
from openssi.present.theme import INK, INK2, PALETTES, PAPER, RULE2, WASH, WIDE
from openssi.vocabulary.text import Language

SMALLEST_PITCH = 36.0
LARGEST_PITCH = 44.0
_GAP = 2.0
_HEADING = 30.0
_LEGEND_STEP = 178.0
_LEGEND_LINE = 24.0
NO_DATA = "#e8ecef"

Rows = list[dict[str, Any]]
Link = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Square:
    tile: CountryTile
    left: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class _Layout:
    squares: tuple[_Square, ...]
    headings: Rows
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TileChart:
    """What a drawing of tiles shows.

    Attributes:
        groups: The same tiles by region, for a drawing that is too narrow for their positions.
    """

    tile_map: TileMap
    groups: Sequence[TileGroup]
    language: Language

    def draw(self, width: int, caption: Caption | None = None, link: Link | None = None) -> Drawing:
        """Draw the tile map.

        Args:
            width: Units; the map keeps its positions where a square gets at least 36 of them.
            caption: Title, subtitle and source, for a drawing that leaves the page.
            link: Address of a country (`QMA`) that its square leads to.
        """
        shown, layout = self.tile_map, _layout(self, width)
        canvas = Canvas(width, layout.height + legend_height(shown.legend, width), caption)
        layers = [
            *_squares(canvas, layout.squares, shown.palette, link),
            *_marks(canvas, layout.squares, shown.palette),
            *_texts(canvas, layout.squares, shown.palette),
            canvas.texts(layout.headings, fontSize=15, fontWeight=600, align="left", baseline="middle"),
            *legend_layers(canvas, shown, layout.height),
        ]
        return finish(layers, canvas, self.language, f"{shown.title}. {shown.subtitle}")


def tile_map_chart(
    page: IndicatorPage, width: int = WIDE, caption: Caption | None = None, link: Link | None = None
) -> Drawing:
    """Draw the tile map of the page of an indicator; the arguments are those of `TileChart.draw`."""
    ranks = {row.name: number for number, row in enumerate(page.regions.rows)}
    values = {row.area: row.value for row in page.countries}
    groups = grouped(page.tile_map.tiles, values, ranks)
    return TileChart(tile_map=page.tile_map, groups=groups, language=page.selection.language).draw(width, caption, link)


def grouped(
    tiles: Iterable[CountryTile], values: Mapping[str, float | None], ranks: Mapping[str, int]
) -> tuple[TileGroup, ...]:
    """Return tiles by region: the regions by rank, the countries of each from the highest value."""

    def highest_first(tile: CountryTile) -> tuple[bool, float, str]:
        value = values.get(tile.area)
        return value is None, -(value or 0.0), tile.area

    ordered = sorted(tiles, key=lambda tile: (ranks.get(tile.group_name, len(ranks)), tile.group_name))
    by_name = groupby(ordered, key=lambda tile: tile.group_name)
    return tuple(TileGroup(name, tuple(sorted(members, key=highest_first))) for name, members in by_name)


def _layout(chart: TileChart, width: int) -> _Layout:
    pitch = min(width / max(chart.tile_map.columns, 1), LARGEST_PITCH)
    if pitch < SMALLEST_PITCH:
        return _grouped(chart.groups, width)
    squares = tuple(
        _Square(tile, (tile.column - 1) * pitch, (tile.row - 1) * pitch, pitch - _GAP) for tile in chart.tile_map.tiles
    )
    return _Layout(squares, [], chart.tile_map.rows * pitch)


def _grouped(groups: Iterable[TileGroup], width: int) -> _Layout:
    in_row = int(width // LARGEST_PITCH)
    pitch = width / in_row
    squares: list[_Square] = []
    headings: Rows = []
    top = 0.0
    for group in groups:
        headings.append({"x": 0, "y": top + _HEADING / 2, "text": group.name, "fill": INK})
        top += _HEADING
        for number, tile in enumerate(group.tiles):
            left = number % in_row * pitch
            squares.append(_Square(tile, left, top + number // in_row * pitch, pitch - _GAP))
        top += -(-len(group.tiles) // in_row) * pitch + 8
    return _Layout(tuple(squares), headings, top)


def legend_height(legend: Sequence[LegendRow], width: float) -> float:
    """Return how many units the classes take under a map."""
    in_row = max(int(width // _LEGEND_STEP), 1)
    return 14 + _LEGEND_LINE * -(-len(legend) // in_row)


def legend_layers(canvas: Canvas, shown: TileMap, top: float) -> list[Any]:
    """Return the classes of a map with their numbers of countries, from a place downwards."""
    in_row = max(int(canvas.width // _LEGEND_STEP), 1)
    boxes: Rows = []
    labels: Rows = []
    strokes: Rows = []
    for number, row in enumerate(shown.legend):
        x, y = number % in_row * _LEGEND_STEP, top + 14 + number // in_row * _LEGEND_LINE
        fill = NO_DATA if row.class_index is None else PALETTES[shown.palette][0][row.class_index - 1]
        boxes.append({"x": x, "x2": x + 16, "y": y, "y2": y + 16, "fill": fill})
        labels.append({"x": x + 22, "y": y + 8, "text": f"{row.label} ({row.countries})", "fill": INK})
        if row.class_index is None:
            strokes.extend(map(dict, hatching(x, x + 16, y, y + 16, 6)))
    return [
        canvas.rectangles(boxes),
        canvas.lines(strokes, color=RULE2, strokeWidth=0.8, opacity=0.55),
        canvas.texts(labels, fontSize=12.5, align="left", baseline="middle"),
    ]


def _squares(canvas: Canvas, squares: Sequence[_Square], palette: Palette, link: Link | None) -> list[Any]:
    rows = [
        {
            "x": square.left,
            "x2": square.left + square.size,
            "y": square.top,
            "y2": square.top + square.size,
            "fill": fill_of(square.tile, palette),
            "tooltip": square.tile.description,
            "href": link(square.tile.area) if link else "",
        }
        for square in squares
    ]
    return [canvas.rectangles(rows)]


def fill_of(tile: CountryTile, palette: Palette) -> str:
    """Return the colour of a country."""
    if tile.class_index is not None:
        return PALETTES[palette][0][tile.class_index - 1]
    return WASH if tile.state == "not_applicable" else NO_DATA


def _marks(canvas: Canvas, squares: Sequence[_Square], palette: Palette) -> list[Any]:
    missing: Rows = []
    imputed: Rows = []
    dots: Rows = []
    for square in squares:
        right, bottom = square.left + square.size, square.top + square.size
        strokes = map(dict, hatching(square.left, right, square.top, bottom, 9))
        if square.tile.state == "missing":
            missing.extend(strokes)
        elif square.tile.state == "imputed":
            imputed.extend(strokes)
        if square.tile.is_older:
            ink, told = ink_of(square.tile, palette), square.tile.description
            dots.append({"x": right - 5, "y": square.top + 5, "fill": ink, "tooltip": told})
    return [
        canvas.lines(missing, color=RULE2, strokeWidth=0.8, opacity=0.55),
        canvas.lines(imputed, color=PAPER, strokeWidth=1.2),
        canvas.points(dots, size=14, strokeWidth=0, filled=True, opacity=1),
    ]


def ink_of(tile: CountryTile, palette: Palette) -> str:
    """Return the colour of what is written on a country."""
    return INK2 if tile.class_index is None else PALETTES[palette][1][tile.class_index - 1]


def _texts(canvas: Canvas, squares: Sequence[_Square], palette: Palette) -> list[Any]:
    codes: Rows = []
    values: Rows = []
    for square in squares:
        middle, ink = square.left + square.size / 2, ink_of(square.tile, palette)
        codes.append({"x": middle, "y": square.top + square.size * 0.33, "text": square.tile.area, "fill": ink})
        values.append({"x": middle, "y": square.top + square.size * 0.7, "text": square.tile.text, "fill": ink})
    # A paper edge keeps the letters clear of the hatching behind them.
    edged = [{**row, "fill": NO_DATA} for row in (*codes, *values) if row["fill"] == INK2]
    return [
        canvas.texts(
            edged, fontSize=12, align="center", baseline="middle", stroke=NO_DATA, strokeWidth=4, strokeJoin="round"
        ),
        canvas.texts(codes, fontSize=12, align="center", baseline="middle"),
        canvas.texts(values, fontSize=14, fontWeight=600, align="center", baseline="middle"),
    ]
