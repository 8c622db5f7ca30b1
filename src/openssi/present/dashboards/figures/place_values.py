"""Values of places: of one place, and of countries or groups of countries as the rows of figures that compare them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from openssi.present.countries import sorting_key
from openssi.present.dashboards.drawings.bar_chart import BarRow
from openssi.present.dashboards.figures.cells import country_cell, group_cell
from openssi.present.dashboards.figures.figure import FigureCell
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import INCOME, WORLD, WORLD_CODE, AggregateFigure, CountryFigure
from openssi.present.numbers import SPACE, year_range


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceValue:
    """The value of one place.

    Attributes:
        name: Name of the country or the group.
        area: The country, empty for a group.
        group: Grouping and code of the group, both empty for a country.
        figure: Its value, none where it has none or where it is not published.
    """

    name: str
    key: Key
    area: str = ""
    group: tuple[str, str] = ("", "")
    figure: CountryFigure | AggregateFigure | None = None

    @property
    def value(self) -> float | None:
        """The number, none where there is none or where it is not published."""
        return None if self.figure is None else self.figure.value

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval of a group, none where there is none."""
        return self.figure.interval if isinstance(self.figure, AggregateFigure) else None

    def years(self) -> tuple[int, ...]:
        """Return the oldest and the newest year that enters the value."""
        if isinstance(self.figure, CountryFigure):
            return (self.figure.year,) if self.figure.year and self.figure.value is not None else ()
        if self.figure is None or self.figure.value is None:
            return ()
        return tuple(each for each in (self.figure.oldest_year, self.figure.newest_year) if each)

    def cell(self, data: ReleaseData, state: PageState) -> FigureCell:
        """Return the value as a cell of a table."""
        if self.area:
            return country_cell(data, self.key, self.figure, state)
        return group_cell(data, self.key, self.figure, state, self.group)

    def label(self, year: int) -> str:
        """Return the name, with the year behind it where the value is older than that of the page."""
        is_older = isinstance(self.figure, CountryFigure) and self.value is not None and self.figure.year != year
        return f"{self.name}{SPACE}({self.figure.year})" if is_older and self.figure else self.name  # type: ignore[union-attr]

    def bar(self, data: ReleaseData, state: PageState, *, is_main: bool = False) -> BarRow:
        """Return the value as a bar."""
        units = data.units(self.key[0])
        figure = self.figure
        return BarRow(
            name=self.label(state.year),
            value=self.value,
            text=self.cell(data, state).text if figure is None else figure.text(units),
            state=figure.state if isinstance(figure, CountryFigure) else "normal",
            publication=figure.publication if isinstance(figure, AggregateFigure) else "published",
            is_main=is_main,
            interval=self.interval,
        )


def of_countries(data: ReleaseData, state: PageState, keys: Sequence[Key]) -> dict[Key, tuple[PlaceValue, ...]]:
    """Return the countries of the chosen group by key, those that only said why they have no value included."""
    found = data.countries(keys, state.year, place=(state.grouping, state.group))
    return {
        key: tuple(PlaceValue(name=each.name, key=key, area=each.area, figure=each) for each in found[key])
        for key in keys
    }


def of_groups(
    data: ReleaseData, state: PageState, keys: Sequence[Key], groupings: Sequence[str]
) -> dict[Key, tuple[PlaceValue, ...]]:
    """Return the groups of some groupings by key, in their order; a group without a figure has none."""
    found = _aggregates(data, state, keys)
    named = {each: [(WORLD, WORLD_CODE)] if each == WORLD else _codes(data, each) for each in groupings}
    return {
        key: tuple(
            PlaceValue(
                name=group_name(data, grouping, code),
                key=key,
                group=(grouping, code),
                figure=found[key].get((grouping, code)),
            )
            for codes in named.values()
            for grouping, code in codes
        )
        for key in keys
    }


def of_chosen_group(data: ReleaseData, state: PageState, keys: Sequence[Key]) -> dict[Key, PlaceValue]:
    """Return the figure of the chosen group, or of the world, by key."""
    found = _aggregates(data, state, keys)
    group = (state.grouping, state.group)
    name = place_name(data, state)
    return {key: PlaceValue(name=name, key=key, group=group, figure=found[key].get(group)) for key in keys}


def _aggregates(
    data: ReleaseData, state: PageState, keys: Sequence[Key]
) -> Mapping[Key, Mapping[tuple[str, str], AggregateFigure]]:
    groupings = (*shown_groupings(data), state.grouping)
    found: dict[Key, dict[tuple[str, str], AggregateFigure]] = {key: {} for key in keys}
    for (key, grouping, code), figure in data.aggregates(keys, state.year, groupings).items():
        found[key][grouping, code] = figure
    return found


def _codes(data: ReleaseData, grouping: str) -> list[tuple[str, str]]:
    return [(each.grouping, each.code) for each in data.groups_of(grouping)]


def group_name(data: ReleaseData, grouping: str, code: str) -> str:
    """Return the name of a group; the world has the name that the texts of the pages give it."""
    return data.say("dashboards.place.world") if grouping == WORLD else data.group_name(grouping, code)


def shown_groupings(data: ReleaseData) -> tuple[str, ...]:
    """Return the groupings that pages compare: the world, the regions, the income groups."""
    return (WORLD, data.region_grouping, INCOME)


def highest_first(values: Iterable[PlaceValue]) -> list[PlaceValue]:
    """Return values from the highest to the lowest; those without a number stand last, by name."""

    def order(each: PlaceValue) -> tuple[bool, float, str]:
        return each.value is None, -(each.value or 0.0), sorting_key(each.name)

    return sorted(values, key=order)


def years_told(data: ReleaseData, values: Iterable[PlaceValue], year: int) -> str:
    """Return the years that values are of, the year of the page where there are none."""
    years = [each for value in values for each in value.years()] or [year]
    return year_range(min(years), max(years), data.language)


def differ_surely(data: ReleaseData, high: PlaceValue, low: PlaceValue) -> bool:
    """Whether two values differ as printed, and by more than their intervals."""
    if high.value is None or low.value is None:
        return False
    number = data.units(high.key[0]).number
    if number(high.value) == number(low.value):
        return False
    above = high.interval[0] if high.interval else high.value
    below = low.interval[1] if low.interval else low.value
    return above > below


def country_figures(values: Iterable[PlaceValue]) -> list[CountryFigure]:
    """Return the figures of countries among some values, those with a number."""
    return [each.figure for each in values if isinstance(each.figure, CountryFigure) and each.figure.value is not None]


def country_address(data: ReleaseData, area: str) -> str:
    """Return the address of the page of a country in this release, from the root: a drawing stands on several pages."""
    return f"/{data.language}/countries/{area}?release={data.release.id}"


PlaceFigure = CountryFigure | AggregateFigure | None


class ValuesOfPlace:
    """The values of some keys for the place of a page, asked for once.

    Attributes:
        region: Grouping and code of the region of a country, none for a group and for a country in no region.
    """

    def __init__(self, data: ReleaseData, state: PageState, keys: Sequence[Key]) -> None:
        self.state = state
        code = data.regions_of_areas.get(state.area, "") if state.area else ""
        self.region = (data.region_grouping, code) if code else None
        groupings = {WORLD, data.region_grouping, *([] if state.area else [state.grouping])}
        self._groups = data.aggregates(keys, state.year, sorted(groupings)) if keys else {}
        self._countries = data.countries(keys, state.year, area=state.area) if state.area and keys else {}

    def figure(self, key: Key) -> PlaceFigure:
        """Return the figure of the place itself."""
        if self.state.area:
            return next(iter(self._countries.get(key, ())), None)
        return self.group(key, self.state.grouping, self.state.group)

    def of_country(self) -> Iterator[CountryFigure]:
        """Iterate over the figures of the country; there are none for a group."""
        return (each for found in self._countries.values() for each in found)

    def value(self, key: Key) -> float | None:
        """Return the value of the place itself, none where there is none or it is not published."""
        found = self.figure(key)
        return None if found is None else found.value

    def year(self, key: Key) -> int:
        """Return the year of the value of the place, that of the page for a group."""
        found = self.figure(key)
        return found.year if isinstance(found, CountryFigure) and found.year else self.state.year

    def group(self, key: Key, grouping: str, code: str) -> AggregateFigure | None:
        """Return the figure of a group."""
        return self._groups.get((key, grouping, code))

    def of_region(self, key: Key) -> AggregateFigure | None:
        """Return the published figure of the region of a country."""
        found = self.group(key, *self.region) if self.region else None
        return found if found is not None and found.value is not None else None

    def of_world(self, key: Key) -> AggregateFigure | None:
        """Return the published figure of the world, none where the place is the world."""
        if not self.state.area and self.state.is_world:
            return None
        found = self.group(key, WORLD, WORLD_CODE)
        return found if found is not None and found.value is not None else None
