"""What a host decides about maps: whose boundaries, what is done with areas that no code stands for, which note."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from openssi.vocabulary.text import MultilingualText

MapLayer = Literal["un", "national", "none"]
"""`un` draws the outlines that `make assets` fetched, `national` those of a file of the host, `none` no map at all."""

AreaDrawn = Literal["plain", "area", "none"]
"""`plain` in the colour of nobody, `area` as the country of the code beside it, `none` not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaWithoutCode:
    """An area of the file of outlines for which ISO 3166 has no code.

    Attributes:
        name: Its name in the file.
        drawn: How it is drawn; it never takes the colour of a neighbour.
        area: Code of the release whose values it shows, where it is drawn as an `area`.
        is_disputed: Whether its border is dashed.
    """

    name: str
    drawn: AreaDrawn
    area: str = ""
    is_disputed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlinePart:
    """A part of a country in the file that has a code and values of its own.

    Attributes:
        area: Its code.
        of: The country with which the file draws it.
        west: Degrees of the box that it lies in, as `south`, `east` and `north`.
    """

    area: str
    of: str
    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a place lies in the box."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPolicy:
    """How maps are drawn.

    Attributes:
        layer: Whose boundaries are shown.
        file: Outlines of the host, for the layer `national`; a path from the folder of the definitions.
        smallest: Square units of a map 720 units wide, under which a state becomes a circle.
        disclaimer: Stands under every map, in every embed and picture.
        marks: Longitude and latitude of states without an outline, which become circles.
        not_drawn: Codes that have neither outline nor mark, and why.
    """

    layer: MapLayer
    file: str
    smallest: float
    disclaimer: MultilingualText
    without_code: tuple[AreaWithoutCode, ...]
    parts: tuple[OutlinePart, ...]
    marks: Mapping[str, tuple[float, float]]
    not_drawn: Mapping[str, str]
