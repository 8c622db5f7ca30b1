"""Countries put on a map: those with an outline, those that become circles, those that have no place."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from openssi.definitions import Definitions
from openssi.present.dashboards.figures.figure import Origin
from openssi.present.dashboards.maps.map_model import MapPlace, MapShown, PlaceGroup
from openssi.present.descriptions import is_older
from openssi.present.maps.outlines import Outline, Outlines
from openssi.present.maps.shapes import outlines_for
from openssi.present.page_data import PageData
from openssi.present.page_model import CountryTile, TileMap
from openssi.present.sentences import of_grouping
from openssi.present.tile_chart import grouped
from openssi.vocabulary.maps import MapPolicy

FEWEST_PLACED = 0.5
"""Share of countries with a place from which a map is worth drawing."""


def map_shown(data: PageData, shown: TileMap, asked: str) -> MapShown:
    """Return the countries of a page on a map.

    Args:
        data: The countries.
        shown: Their tiles and classes.
        asked: `map`, `tiles` or `table`; where nothing is asked for the map, else tiles: some countries have no
            outlines.
    """
    outlines = outlines_for(data.definitions)
    places = tuple(_placed(data, shown.tiles, outlines))
    if outlines is None or not has_map(places):
        outlines = None
    view = asked or ("map" if outlines else "tiles")
    return MapShown(
        tile_map=shown,
        places=places,
        groups=_groups(data, places),
        size=outlines.size if outlines else (0.0, 0.0),
        nobody=tuple(_nobody(outlines, data.definitions.maps, {each.tile.area for each in places})),
        older=sum(is_older(data, each) for each in data.countries),
        year=data.selection.year,
        view="tiles" if view == "map" and outlines is None else view,
        is_about_persons=data.is_about_persons,
    )


def has_map(places: Iterable[MapPlace]) -> bool:
    """Whether so many countries have a place that a map says something true."""
    placed = [each.middle is not None for each in places]
    return bool(placed) and sum(placed) >= FEWEST_PLACED * len(placed)


def are_drawn(definitions: Definitions, areas: Sequence[str]) -> bool:
    """Whether there are outlines, and so many countries have a place among them that a map is worth drawing."""
    outlines = outlines_for(definitions)
    if outlines is None or not areas:
        return False
    placed = sum(each in outlines.countries or each in definitions.maps.marks for each in areas)
    return placed >= FEWEST_PLACED * len(areas)


def _placed(data: PageData, tiles: Iterable[CountryTile], outlines: Outlines | None) -> Iterator[MapPlace]:
    policy = data.definitions.maps
    own = {each.area: each for each in policy.without_code if each.drawn == "area"}
    for tile in tiles:
        origin = _origin(data, tile)
        declared = own.get(tile.area)
        found = outline_of(outlines, tile.area, declared.name if declared else "")
        if found is None or outlines is None:
            mark = policy.marks.get(tile.area)
            middle = outlines.placed(*mark) if outlines is not None and mark is not None else None
            yield MapPlace(tile=tile, origin=origin, middle=middle)
            continue
        is_small = found.size < policy.smallest
        yield MapPlace(
            tile=tile,
            origin=origin,
            path="" if is_small else found.path,
            middle=found.middle,
            size=found.size,
            is_disputed=declared is not None and declared.is_disputed,
        )


def outline_of(outlines: Outlines | None, area: str, name: str = "") -> Outline | None:
    """Return the outline of a code, or of the area that stands for it under a name of the file."""
    if outlines is None:
        return None
    return outlines.countries.get(area) or outlines.without_code.get(name)


def _origin(data: PageData, tile: CountryTile) -> Origin | None:
    if tile.class_index is None:
        return None
    chosen = data.selection
    return Origin(
        indicator=chosen.indicator, year=chosen.year, sex=chosen.sex, breakdown=chosen.breakdown, area=tile.area
    )


def _nobody(outlines: Outlines | None, policy: MapPolicy, shown: set[str]) -> Iterator[tuple[str, bool]]:
    """Give what takes the colour of no value: areas without a code, and countries that are not of the page."""
    if outlines is None:
        return
    for each in policy.without_code:
        is_shown = each.drawn == "area" and each.area in shown
        if each.drawn != "none" and not is_shown and each.name in outlines.without_code:
            yield outlines.without_code[each.name].path, each.is_disputed
    for area, outline in outlines.countries.items():
        if area not in shown and outline.size >= policy.smallest:
            yield outline.path, False


def _groups(data: PageData, places: Iterable[MapPlace]) -> tuple[PlaceGroup, ...]:
    by_area = {each.tile.area: each for each in places}
    values: Mapping[str, float | None] = {each.area: each.value for each in data.countries}
    figures = of_grouping(data, data.region_grouping)
    ranks = {each.group.name: number for number, each in enumerate(figures)}
    groups = grouped([each.tile for each in by_area.values()], values, ranks)
    return tuple(PlaceGroup(name=each.name, places=tuple(by_area[tile.area] for tile in each.tiles)) for each in groups)
