"""What the templates of maps lay out."""

from collections.abc import Iterator
from dataclasses import dataclass

from openssi.present.dashboards.figures.figure import Origin
from openssi.present.maps.outlines import STEPS
from openssi.present.maps.topology import Point
from openssi.present.page_model import CountryTile, TileMap

SHADES = {"sequential": "c", "diverging": "d"}
"""Letter before the number of a class in the style sheet."""

MARGIN = 6.0
"""Units around a map, for the circles of states at its edge."""

ROOM_FOR_A_SIGN = 60.0
"""Square units from which a sign on a country is written in the size of other signs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPlace:
    """A country on a map.

    Attributes:
        tile: Its value with everything that is said of it.
        origin: Where the value comes from, none where there is no value.
        path: Its outline in fifths of a unit; empty for a state so small that it is a circle.
        middle: Where its circle and its signs stand, in units; none where it is neither drawn nor marked.
        size: Square units.
        is_disputed: Whether its border is dashed.
    """

    tile: CountryTile
    origin: Origin | None
    path: str = ""
    middle: Point | None = None
    size: float = 0.0
    is_disputed: bool = False

    @property
    def sign(self) -> str:
        """What is written on the country: 0 for a true zero, the letter of what does not apply."""
        return self.tile.text if self.tile.state in {"zero", "not_applicable"} else ""

    @property
    def is_roomy(self) -> bool:
        """Whether a sign of full size has room on it."""
        return self.size >= ROOM_FOR_A_SIGN

    @property
    def x(self) -> int:
        """Its middle across, in fifths of a unit."""
        return round(self.middle[0] * STEPS) if self.middle else 0

    @property
    def y(self) -> int:
        """Its middle down, in fifths of a unit."""
        return round(self.middle[1] * STEPS) if self.middle else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceGroup:
    """The countries of a region, the highest value first."""

    name: str
    places: tuple[MapPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShown:
    """A map, as outlines or as tiles.

    Attributes:
        size: Width and height of the outlines in units; zero where there are none.
        nobody: Outlines of areas that no code stands for, dashed where they are disputed.
        older: How many values are older than the year of the page.
        view: `map`, `tiles` or `table`.
    """

    tile_map: TileMap
    places: tuple[MapPlace, ...]
    groups: tuple[PlaceGroup, ...]
    size: tuple[float, float]
    nobody: tuple[tuple[str, bool], ...]
    older: int
    year: int
    view: str
    is_about_persons: bool

    @property
    def box(self) -> str:
        """The box of the map with its margin, in fifths of a unit."""
        width, height = (round((each + 2 * MARGIN) * STEPS) for each in self.size)
        return f"{round(-MARGIN * STEPS)} {round(-MARGIN * STEPS)} {width} {height}"

    @property
    def shade(self) -> str:
        """Letter before the number of a class in the style sheet."""
        return SHADES[self.tile_map.palette]

    @property
    def drawn(self) -> Iterator[MapPlace]:
        """The countries with an outline."""
        return (each for each in self.places if each.path)

    @property
    def marks(self) -> tuple[MapPlace, ...]:
        """The states that are circles."""
        return tuple(each for each in self.places if not each.path and each.middle is not None)

    @property
    def has_shares(self) -> bool:
        """Whether the legend knows which share of persons is in a class."""
        return any(row.share for row in self.tile_map.legend)

    @property
    def has_disputed(self) -> bool:
        """Whether a border is dashed."""
        return any(dashed for _, dashed in self.nobody) or any(each.is_disputed for each in self.places)

    @property
    def states(self) -> frozenset[str]:
        """The states of values that occur."""
        return frozenset(each.tile.state for each in self.places)
