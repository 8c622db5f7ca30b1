"""The tile map: every country the same size, classes after the unit, the legend counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from openssi.present.descriptions import NO_PROGRAMME, description, is_older, written_by_others
from openssi.present.figures import CountryFigure
from openssi.present.numbers import share
from openssi.present.page_data import PageData
from openssi.present.page_model import CountryTile, LegendRow, TileMap
from openssi.present.sentences import measure, tiles_title
from openssi.present.value_classes import ValueClasses, value_classes


def tile_map(data: PageData, *, is_quantiles: bool = False) -> TileMap:
    """Return the tile map of the countries of the page, without tiles where their values are not comparable.

    Args:
        data: The page.
        is_quantiles: Whether classes hold as many countries each, instead of being the same for every year.
    """
    countries = data.countries if data.is_comparable else ()
    places = positions(countries)
    values = (each.value for each in data.valued if each.value is not None)
    classes = value_classes(values, data.units, is_quantiles=is_quantiles)
    tiles = tuple(_tile(data, country, places[country.area], classes) for country in countries)
    return TileMap(
        title=tiles_title(data),
        subtitle=measure(data),
        tiles=tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column))),
        columns=max((column for column, _ in places.values()), default=0),
        rows=max((row for _, row in places.values()), default=0),
        legend=legend(data, classes) if tiles else (),
        notes=_notes(data),
        palette=classes.palette,
    )


class Placed(Protocol):
    """A country with its place in the tile map, which it may not have."""

    @property
    def area(self) -> str:
        """Code of the country."""

    @property
    def tile(self) -> tuple[int, int] | None:
        """Column and row."""


def positions(countries: Iterable[Placed]) -> dict[str, tuple[int, int]]:
    """Return column and row of every country, the first being 1, without empty margins.

    A country that has no place of its own, or whose place is taken, stands in rows of their own below.
    """
    placed: dict[tuple[int, int], str] = {}
    homeless = []
    for country in sorted(countries, key=lambda each: each.area):
        if country.tile is None or country.tile in placed:
            homeless.append(country.area)
        else:
            placed[country.tile] = country.area
    left = min((column for column, _ in placed), default=1)
    top = min((row for _, row in placed), default=1)
    found = {area: (column - left + 1, row - top + 1) for (column, row), area in placed.items()}
    found.update(_below(homeless, found))
    return found


def _below(areas: Iterable[str], placed: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    width = max((column for column, _ in placed.values()), default=12)
    first = max((row for _, row in placed.values()), default=0) + 1
    return {area: (number % width + 1, first + number // width) for number, area in enumerate(areas)}


def _tile(data: PageData, country: CountryFigure, place: tuple[int, int], classes: ValueClasses) -> CountryTile:
    return CountryTile(
        area=country.area,
        name=country.name,
        text=_tile_text(data, country),
        description=description(data, country),
        column=place[0],
        row=place[1],
        class_index=None if country.value is None else classes.colour_of(country.value),
        state=country.state,
        is_older=is_older(data, country),
        group_name=_region_name(data, country),
        source=written_by_others(data, country),
    )


def _region_name(data: PageData, country: CountryFigure) -> str:
    if not country.region:
        return data.words.say("no_region")
    return data.group_name(data.region_grouping, country.region)


def _tile_text(data: PageData, country: CountryFigure) -> str:
    return country.text(data.units) if country.value is None else data.units.brief(country.value)


def legend(data: PageData, classes: ValueClasses) -> tuple[LegendRow, ...]:
    """Return the classes from the highest, then no data, each with its countries and its share of the weight."""
    colours = {
        country.area: None if country.value is None else classes.colour_of(country.value) for country in data.countries
    }
    kinds = [*((each.colour, each.label) for each in reversed(classes.classes)), (None, data.words.say("no_data"))]
    return tuple(
        _legend_row(data, label, colour, [each for each in data.countries if colours[each.area] == colour])
        for colour, label in kinds
    )


def _legend_row(data: PageData, label: str, colour: int | None, countries: Sequence[CountryFigure]) -> LegendRow:
    total = sum(country.weight or 0.0 for country in data.countries)
    weight = sum(country.weight or 0.0 for country in countries)
    return LegendRow(
        label=label,
        class_index=colour,
        countries=len(countries),
        share=share(weight / total, data.language) if total else "",
    )


def _notes(data: PageData) -> tuple[str, ...]:
    words = data.words
    older = sum(1 for country in data.countries if is_older(data, country))
    zeros = sum(1 for country in data.valued if country.value == 0 and country.footnote == NO_PROGRAMME)
    notes = [words.say("map.one_square")] if data.is_comparable else []
    if older and data.is_comparable:
        notes.append(words.count("map.older", older, year=data.selection.year))
    if zeros:
        notes.append(words.count("map.no_programme", zeros))
    if not data.release.is_fictional and data.is_comparable:
        notes.append(data.definitions.maps.disclaimer.in_language(data.language))
    return tuple(notes)
