"""From a topology in degrees to outlines on a map: projected, simplified, written as short paths."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from openssi.present.maps.equal_earth import HALF_TURN, project, rotated
from openssi.present.maps.simplify import simplified
from openssi.present.maps.topology import Feature, Point, Ring, Topology, walked
from openssi.vocabulary.maps import OutlinePart

MIDDLE_MERIDIAN = 11.0
"""Degrees east: seen from here, the edge of the map runs through the Bering Strait and cuts no country."""

STEPS = 10
"""Places to a unit: paths are written in whole tenths of a unit."""

_NUMBER = re.compile(r"-?\d+")

SMALLEST_ISLAND = 0.8
"""Square units under which a further part of a country is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One area on the map.

    Attributes:
        path: SVG path in tenths of a unit.
        size: Square units, of all its parts.
        middle: A place within its largest part, in units.
    """

    path: str
    size: float
    middle: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """A map.

    Attributes:
        countries: By ISO 3166 alpha-3.
        without_code: By the name in the file: areas that no code stands for.
        size: Width and height in units.
        middle: Place of the pole-to-pole middle in units, from which `placed` counts.
        scale: Units to a radius of the sphere.
    """

    countries: Mapping[str, Outline]
    without_code: Mapping[str, Outline]
    size: tuple[float, float]
    middle: Point
    scale: float

    def placed(self, longitude: float, latitude: float) -> Point:
        """Return where a place on the ground is on the map."""
        x, y = project(rotated(longitude, MIDDLE_MERIDIAN), latitude)
        return self.middle[0] + self.scale * x, self.middle[1] - self.scale * y


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineRules:
    """What becomes of the areas of a file.

    Attributes:
        codes: ISO alpha-3 by the code of the file.
        left_out: Codes and names of the file that are not drawn.
        parts: Parts of countries that have a code of their own.
        width: Units across.
        tolerance: Units by which a line may differ from the one of the file.
    """

    codes: Mapping[str, str]
    left_out: Collection[str] = ()
    parts: Sequence[OutlinePart] = ()
    width: float = 720.0
    tolerance: float = 0.5


def outlines_of(topology: Topology, rules: OutlineRules) -> Outlines:
    """Return the areas of a topology as they are drawn; features of one code become one outline."""
    features = [each for each in topology.features if not {each.id, each.name} & set(rules.left_out)]
    used = {_forward(arc) for each in features for ring in each.rings for arc in ring.arcs}
    flat = {number: tuple(project(*each) for each in turned(topology.arcs[number])) for number in used}
    points = [point for arc in flat.values() for point in arc]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = max(y for _, y in points), min(y for _, y in points)
    scale = rules.width / (right - left)
    arcs: list[Sequence[Point]] = [()] * len(topology.arcs)
    for number, arc in flat.items():
        arcs[number] = simplified([((x - left) * scale, (top - y) * scale) for x, y in arc], rules.tolerance)
    named, nameless = _by_name(topology, features, rules)
    return Outlines(
        countries={code: _outline(rings, arcs) for code, rings in sorted(named.items())},
        without_code={name: _outline(rings, arcs) for name, rings in sorted(nameless.items())},
        size=(rules.width, round((top - bottom) * scale, 1)),
        middle=(-left * scale, top * scale),
        scale=scale,
    )


def _forward(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def turned(arc: Sequence[Point]) -> list[Point]:
    """Return a line as seen from the middle meridian, in one piece where it crosses the edge of the map."""
    points: list[Point] = []
    for longitude, latitude in arc:
        seen = rotated(longitude, MIDDLE_MERIDIAN)
        if points and abs(seen - points[-1][0]) > HALF_TURN:
            seen += 2 * HALF_TURN if points[-1][0] > 0 else -2 * HALF_TURN
        points.append((seen, latitude))
    return points


def _by_name(
    topology: Topology, features: Iterable[Feature], rules: OutlineRules
) -> tuple[Mapping[str, list[Ring]], Mapping[str, list[Ring]]]:
    """Return the rings of each code, and those of each area that no code stands for, by its name."""
    named: dict[str, list[Ring]] = {}
    nameless: dict[str, list[Ring]] = {}
    for feature in features:
        code = rules.codes.get(feature.id, "")
        for ring in feature.rings:
            owner = _owner(code, walked(ring, topology.arcs)[0], rules.parts)
            target, key = (named, owner) if owner else (nameless, feature.name)
            target.setdefault(key, []).append(ring)
    return named, nameless


def _owner(code: str, place: Point, parts: Iterable[OutlinePart]) -> str:
    return next((each.area for each in parts if each.of == code and each.holds(*place)), code)


def _outline(rings: Sequence[Ring], arcs: Sequence[Sequence[Point]]) -> Outline:
    walks = [walked(each, arcs) for each in rings]
    sizes = [abs(area_of(each)) for each in walks]
    largest = max(range(len(walks)), key=sizes.__getitem__)
    drawn = [walk for walk, size in zip(walks, sizes, strict=True) if size >= SMALLEST_ISLAND and len(walk) > 2]
    return Outline(
        path="".join(path_of(each) for each in drawn or [walks[largest]]),
        size=round(sum(sizes), 2),
        middle=middle_of(walks[largest]),
    )


def area_of(points: Sequence[Point]) -> float:
    """Return the area within a closed line, negative where it runs the other way round."""
    pairs = zip(points, [*points[1:], *points[:1]], strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs) / 2


def middle_of(points: Sequence[Point]) -> Point:
    """Return the centre of gravity of the area within a closed line, the mean of its points where it has no area."""
    area = area_of(points)
    if abs(area) < 1e-9:
        return round(sum(x for x, _ in points) / len(points), 1), round(sum(y for _, y in points) / len(points), 1)
    x = y = 0.0
    for (x1, y1), (x2, y2) in zip(points, [*points[1:], *points[:1]], strict=True):
        cross = x1 * y2 - x2 * y1
        x, y = x + (x1 + x2) * cross, y + (y1 + y2) * cross
    return round(x / (6 * area), 1), round(y / (6 * area), 1)


def path_of(points: Sequence[Point]) -> str:
    """Return a closed line as an SVG path of whole tenths of a unit, each step told from the one before."""
    steps = [(round(x * STEPS), round(y * STEPS)) for x, y in points]
    told = [f"M{_pair(*steps[0])}"]
    moves = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(steps)]
    moves = [each for each in moves if each != (0, 0)]
    return told[0] + ("l" + _joined(moves) if moves else "") + "z"


def _pair(x: int, y: int) -> str:
    return f"{x}{'' if y < 0 else ' '}{y}"


def _joined(moves: Sequence[tuple[int, int]]) -> str:
    text = _pair(*moves[0])
    for x, y in moves[1:]:
        text += f"{'' if x < 0 else ' '}{_pair(x, y)}"
    return text


def rings_of(path: str) -> list[list[Point]]:
    """Return the closed lines of a path that `path_of` wrote, in units."""
    rings = []
    for written in path.split("M")[1:]:
        numbers = [int(each) for each in _NUMBER.findall(written)]
        across, down = accumulate(numbers[::2]), accumulate(numbers[1::2])
        rings.append([(x / STEPS, y / STEPS) for x, y in zip(across, down, strict=True)])
    return rings


def as_json(outlines: Outlines) -> dict[str, Any]:
    """Return a map as it is kept in a file."""
    return {
        "size": list(outlines.size),
        "middle": [round(each, 3) for each in outlines.middle],
        "scale": round(outlines.scale, 4),
        "countries": {name: _written(each) for name, each in outlines.countries.items()},
        "without_code": {name: _written(each) for name, each in outlines.without_code.items()},
    }


def _written(outline: Outline) -> list[Any]:
    return [outline.path, outline.size, *outline.middle]


def from_json(content: Mapping[str, Any]) -> Outlines:
    """Return a map from its file.

    Raises:
        KeyError: if a part of it is missing.
    """
    return Outlines(
        countries={name: _read(each) for name, each in content["countries"].items()},
        without_code={name: _read(each) for name, each in content["without_code"].items()},
        size=(float(content["size"][0]), float(content["size"][1])),
        middle=(float(content["middle"][0]), float(content["middle"][1])),
        scale=float(content["scale"]),
    )


def _read(written: Sequence[Any]) -> Outline:
    path, size, x, y = written
    return Outline(path=str(path), size=float(size), middle=(float(x), float(y)))


def cut(topology: Topology, left_out: Collection[str] = ()) -> tuple[str, ...]:
    """Return the names of areas that the edge of the map cuts: two arcs of theirs do not meet on it."""
    features = (each for each in topology.features if not {each.id, each.name} & set(left_out))
    return tuple(each.name or each.id for each in features if any(_is_cut(ring, topology) for ring in each.rings))


def _is_cut(ring: Ring, topology: Topology) -> bool:
    flat = {_forward(each): turned(topology.arcs[_forward(each)]) for each in ring.arcs}
    seen = [point for each in ring.arcs for point in (flat[each] if each >= 0 else flat[~each][::-1])]
    return any(abs(second[0] - first[0]) > HALF_TURN for first, second in pairwise(seen))
