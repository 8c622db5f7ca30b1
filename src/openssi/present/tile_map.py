"""The tile map: every country the same size, five fixed classes, the legend counts."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from openssi.present.descriptions import NO_PROGRAMME, description, is_older
from openssi.present.figures import CountryFigure
from openssi.present.numbers import percent_sign, rounded, share
from openssi.present.page_data import PageData
from openssi.present.page_model import CountryTile, LegendRow, TileMap
from openssi.present.sentences import measure, tiles_title

CLASSES = 5
CLASS_WIDTH = 100 / CLASSES


def class_of(value: float) -> int:
    """Return the class of a percentage, 1 to 5; a value on a limit belongs to the higher class."""
    return min(max(int(value // CLASS_WIDTH), 0), CLASSES - 1) + 1


def tile_map(data: PageData) -> TileMap:
    """Return the tile map of the countries of the page."""
    places = positions(data.countries)
    tiles = tuple(_tile(data, country, places[country.area]) for country in data.countries)
    return TileMap(
        title=tiles_title(data),
        subtitle=measure(data),
        tiles=tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column))),
        columns=max((column for column, _ in places.values()), default=0),
        rows=max((row for _, row in places.values()), default=0),
        legend=legend(data),
        notes=_notes(data),
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


def _tile(data: PageData, country: CountryFigure, place: tuple[int, int]) -> CountryTile:
    return CountryTile(
        area=country.area,
        name=country.name,
        text=_tile_text(data, country),
        description=description(data, country),
        column=place[0],
        row=place[1],
        class_index=None if country.value is None else class_of(country.value),
        state=country.state,
        is_older=is_older(data, country),
        group_name=_region_name(data, country),
    )


def _region_name(data: PageData, country: CountryFigure) -> str:
    if not country.region:
        return data.words.say("no_region")
    return data.group_name(data.region_grouping, country.region)


def _tile_text(data: PageData, country: CountryFigure) -> str:
    """Return whole per cent; a value that is not zero does not print as 0, nor one below 100 as 100."""
    if country.value is None:
        return country.text(data.language)
    if 0 < country.value < 0.5:
        return "<1"
    return ">99" if 99.5 <= country.value < 100 else str(rounded(country.value, 0))


def legend(data: PageData) -> tuple[LegendRow, ...]:
    """Return the classes from the highest, then no data, each with its countries and its share of the persons."""
    total = sum(country.weight or 0.0 for country in data.countries)
    rows = [(index, _of_class(data.countries, index)) for index in (*range(CLASSES, 0, -1), None)]
    return tuple(_legend_row(data, index, countries, total) for index, countries in rows)


def _of_class(countries: Iterable[CountryFigure], index: int | None) -> list[CountryFigure]:
    if index is None:
        return [country for country in countries if country.value is None]
    return [country for country in countries if country.value is not None and class_of(country.value) == index]


def _legend_row(data: PageData, index: int | None, countries: Sequence[CountryFigure], total: float) -> LegendRow:
    weight = sum(country.weight or 0.0 for country in countries)
    return LegendRow(
        label=data.words.say("no_data") if index is None else _class_label(data, index),
        class_index=index,
        countries=len(countries),
        share=share(weight / total, data.language) if total else "",
    )


def _class_label(data: PageData, index: int) -> str:
    low, high = round((index - 1) * CLASS_WIDTH), round(index * CLASS_WIDTH)
    return data.words.say("class", low=low, high=f"{high}{percent_sign(data.language)}")


def _notes(data: PageData) -> tuple[str, ...]:
    words = data.words
    older = sum(1 for country in data.countries if is_older(data, country))
    zeros = sum(1 for country in data.valued if country.value == 0 and country.footnote == NO_PROGRAMME)
    notes = [words.say("map.one_square")]
    if older:
        notes.append(words.count("map.older", older, year=data.selection.year))
    if zeros:
        notes.append(words.count("map.no_programme", zeros))
    if not data.release.is_fictional:
        notes.append(words.say("map.boundaries"))
    return tuple(notes)
