"""How maps are drawn: `definitions/maps.yaml`."""

from collections.abc import Collection
from pathlib import Path
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml
from openssi.vocabulary.maps import AreaDrawn, AreaWithoutCode, MapLayer, MapPolicy, OutlinePart

LAYERS: tuple[MapLayer, ...] = get_args(MapLayer)
DRAWN: tuple[AreaDrawn, ...] = get_args(AreaDrawn)
_KEYS = ("layer", "file", "smallest", "disclaimer", "without_code", "parts", "marks", "not_drawn")
_SIDES = ("west", "south", "east", "north")


def load_map_policy(root: Path, areas: Collection[str]) -> MapPolicy:
    """Read `definitions/maps.yaml`.

    Args:
        root: Folder of the definitions.
        areas: Codes of countries that it may name.

    Raises:
        FixTheFile: with the line, if a key, a layer or a country is unknown, an area stands twice, a number is none,
            a place is not on the globe, a language is missing, or the layer `national` names no file.
    """
    source = read_yaml(root / "maps.yaml").only(*_KEYS)
    layer = source.one_of("layer", LAYERS)
    if layer == "national" and not source.text("file", ""):
        raise source.fail("DEFINITION_KEY_MISSING", key="file")
    names, parts, marks = SeenIds(), SeenIds(), SeenIds()
    return MapPolicy(
        layer=layer,
        file=source.text("file", ""),
        smallest=_number(source, "smallest"),
        disclaimer=source.multilingual("disclaimer"),
        without_code=tuple(_without_code(each, names, areas) for each in source["without_code"].items()),
        parts=tuple(_part(each, parts, areas) for each in source["parts"].items()),
        marks=dict(_mark(each, marks, areas) for each in source["marks"].items()),
        not_drawn=_not_drawn(source["not_drawn"], areas),
    )


def _without_code(source: Source, seen: SeenIds, areas: Collection[str]) -> AreaWithoutCode:
    source.only("name", "drawn", "area", "is_disputed")
    drawn = source.one_of("drawn", DRAWN)
    return AreaWithoutCode(
        name=seen.add(source, "name"),
        drawn=drawn,
        area=_area(source, "area", areas) if drawn == "area" else "",
        is_disputed=source.text("is_disputed", "true").lower() == "true",
    )


def _part(source: Source, seen: SeenIds, areas: Collection[str]) -> OutlinePart:
    source.only("area", "of", "source", *_SIDES)
    seen.add(source, "area")
    west, south, east, north = (_number(source, each) for each in _SIDES)
    return OutlinePart(
        area=_area(source, "area", areas),
        of=_area(source, "of", areas),
        west=west,
        south=south,
        east=east,
        north=north,
    )


def _mark(source: Source, seen: SeenIds, areas: Collection[str]) -> tuple[str, tuple[float, float]]:
    source.only("area", "longitude", "latitude", "source")
    seen.add(source, "area")
    place = _within(source, "longitude", 180.0), _within(source, "latitude", 90.0)
    return _area(source, "area", areas), place


def _not_drawn(source: Source, areas: Collection[str]) -> dict[str, str]:
    for area, found in source.entries():
        if area not in areas:
            raise found.fail("MAP_AREA_UNKNOWN", area=area)
    return {area: str(found.node.value) for area, found in source.entries()}


def _area(source: Source, key: str, areas: Collection[str]) -> str:
    area = source.text(key)
    if area not in areas:
        raise source[key].fail("MAP_AREA_UNKNOWN", area=area)
    return area


def _number(source: Source, key: str) -> float:
    text = source.text(key)
    try:
        return float(text)
    except ValueError:
        raise source[key].fail("DEFINITION_NOT_A_NUMBER", key=key, text=text) from None


def _within(source: Source, key: str, most: float) -> float:
    number = _number(source, key)
    if abs(number) > most:
        raise source[key].fail("MAP_PLACE_OFF_THE_GLOBE", key=key, number=number, most=most)
    return number
