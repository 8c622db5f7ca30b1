"""TopoJSON: borders that countries share are kept once, as arcs; rings name the arcs they are made of."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed line, as numbers of arcs; `~number` is an arc walked backwards. Rings of holes come after their own."""

    arcs: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A country or another area of a topology.

    Attributes:
        id: Its code in the file, empty where it has none.
        name: Its name in the file.
    """

    id: str
    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Topology:
    """Areas, and the arcs that they share, in degrees of longitude and latitude."""

    features: tuple[Feature, ...]
    arcs: tuple[tuple[Point, ...], ...]


def decoded(content: Mapping[str, Any], name: str) -> Topology:
    """Return one collection of a TopoJSON file.

    Args:
        content: The file, read from JSON; its arcs may be quantised.
        name: The collection, one of its `objects`.

    Raises:
        KeyError: if it has no such collection.
    """
    transform = content.get("transform")
    arcs = tuple(_arc(each, transform) for each in content["arcs"])
    return Topology(tuple(map(_feature, content["objects"][name]["geometries"])), arcs)


def _arc(written: Sequence[Sequence[float]], transform: Mapping[str, Any] | None) -> tuple[Point, ...]:
    if transform is None:
        return tuple((float(each[0]), float(each[1])) for each in written)
    scale, shift = transform["scale"], transform["translate"]
    across, down = (list(accumulate(each[axis] for each in written)) for axis in (0, 1))
    return tuple((x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in zip(across, down, strict=True))


def _feature(geometry: Mapping[str, Any]) -> Feature:
    return Feature(
        id=str(geometry.get("id") or ""),
        name=str((geometry.get("properties") or {}).get("name", "")),
        rings=tuple(_rings(geometry)),
    )


def _rings(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    kind, arcs = geometry.get("type"), geometry.get("arcs", ())
    polygons = arcs if kind == "MultiPolygon" else [arcs] if kind == "Polygon" else []
    for polygon in polygons:
        yield from (Ring(tuple(ring)) for ring in polygon)


def walked(ring: Ring, arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Return the points of a ring; its last point is its first, and is left out."""
    points: list[Point] = []
    for number in ring.arcs:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc[1:] if points else arc)
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points
