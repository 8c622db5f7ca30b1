"""The countries of a group by indicator, each value in the colour of its class; of the world, its regions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from openssi.present.countries import sorting_key
from openssi.present.dashboards.figures.cells import country_cell, group_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure
from openssi.present.value_classes import ValueClasses, value_classes
from openssi.vocabulary.dashboard import DeclaredFigure

BY_NAME = "name"

Row = tuple[FigureCell, ...]


def country_heat(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return a row per country, of the world a row per region; without a value there is no colour."""
    keys = [data.key(each, state.sex) for each in declared.indicators]
    made = _Regions(data, state, keys) if state.is_world else _Countries(data, state, keys)
    rows = [tuple(row) for row in made.rows()]
    if not any(cell.value is not None for row in rows for cell in row[1:]):
        return nothing_to_show(data, state, declared)
    return DashboardFigure(
        id=declared.id,
        title=made.title(declared),
        subtitle=subtitle_of(data, state, declared),
        description=made.told(),
        notes=(data.say("dashboards_country.heat.note"),),
        source=source_line(data, made.figures()),
        table=FigureTable(columns=tuple(_columns(data, state, keys)), rows=_sorted(rows, keys, state.sort)),
        shape="table",
        width=declared.width,
    )


def _columns(data: ReleaseData, state: PageState, keys: Sequence[Key]) -> Iterator[FigureColumn]:
    first = "group" if state.is_world else "country"
    yield FigureColumn(id=first, name=data.say(f"dashboards.column.{first}"), sort=BY_NAME)
    for key in keys:
        units = data.units(key[0])
        column = key[0].lower()
        yield FigureColumn(id=column, name=data.short_name(key[0]), unit=units.symbol, is_number=True, sort=column)


def _sorted(rows: Sequence[Row], keys: Sequence[Key], sort: str) -> tuple[Row, ...]:
    """Return the rows by name, or by an indicator with the highest first and what has no value last."""
    by_name = sorted(rows, key=lambda row: sorting_key(row[0].text))
    column = next((number for number, key in enumerate(keys, 1) if key[0].lower() == sort.lower()), 0)
    if not column:
        return tuple(by_name)
    return tuple(sorted(by_name, key=lambda row: (row[column].value is None, -(row[column].value or 0.0))))


class _Tinted:
    def __init__(self, data: ReleaseData, state: PageState, keys: Sequence[Key]) -> None:
        self.data = data
        self.state = state
        self.keys = keys

    def tinted(self, cell: FigureCell, classes: ValueClasses) -> FigureCell:
        return cell if cell.value is None else replace(cell, tint=classes.colour_of(cell.value))

    def classes(self, values: Mapping[Key, Sequence[float]]) -> Mapping[Key, ValueClasses]:
        return {key: value_classes(values[key], self.data.units(key[0])) for key in self.keys if values[key]}


class _Countries(_Tinted):
    def __init__(self, data: ReleaseData, state: PageState, keys: Sequence[Key]) -> None:
        super().__init__(data, state, keys)
        place = (state.grouping, state.group)
        self.found = {
            key: {each.area: each for each in figures}
            for key, figures in data.countries(keys, state.year, place=place).items()
        }
        self.areas = data.rows.members(state.grouping, state.group, state.year)

    def figures(self) -> Iterator[CountryFigure]:
        return (each for figures in self.found.values() for each in figures.values() if each.value is not None)

    def rows(self) -> Iterator[Row]:
        values = {
            key: [each.value for each in figures.values() if each.value is not None]
            for key, figures in self.found.items()
        }
        classes = self.classes(values)
        for area in self.areas:
            if area in self.data.area_names:
                cells = (
                    (key, country_cell(self.data, key, self.found[key].get(area), self.state)) for key in self.keys
                )
                yield (
                    FigureCell(text=self.data.area_names[area], href_area=area),
                    *(self.tinted(self._dated(cell), classes[key]) if key in classes else cell for key, cell in cells),
                )

    def _dated(self, cell: FigureCell) -> FigureCell:
        """Return a cell with its year where that is not the year of the page."""
        return replace(cell, year="") if cell.year == str(self.state.year) else cell

    def _valued(self) -> list[CountryFigure]:
        first = self.found[self.keys[0]].values()
        return sorted((each for each in first if each.value is not None), key=lambda each: each.value or 0.0)

    def title(self, declared: DeclaredFigure) -> str:
        """Return the lowest and the highest country of the first indicator, the neutral name where they are equal."""
        valued = self._valued()
        units = self.data.units(self.keys[0][0])
        if len(valued) < 2 or valued[0].text(units) == valued[-1].text(units):
            return declared.name.in_language(self.data.language)
        return self.data.say(
            "dashboards_country.heat.title",
            name=self.data.short_name(self.keys[0][0]),
            low=units.told(valued[0].value or 0.0),
            lowest=valued[0].name,
            high=units.told(valued[-1].value or 0.0),
            highest=valued[-1].name,
        )

    def told(self) -> str:
        """Return how many countries there are and how many have a value of the first indicator."""
        return self.data.say(
            "dashboards_country.heat.told",
            place=place_name(self.data, self.state),
            total=len(self.areas),
            count=len(self._valued()),
            name=self.data.short_name(self.keys[0][0]),
        )


class _Regions(_Tinted):
    def __init__(self, data: ReleaseData, state: PageState, keys: Sequence[Key]) -> None:
        super().__init__(data, state, keys)
        self.groups = data.groups_of(data.region_grouping)
        self.found = data.aggregates(keys, state.year, [data.region_grouping])

    def figures(self) -> Iterator[CountryFigure]:
        return iter(())

    def rows(self) -> Iterator[Row]:
        values: dict[Key, list[float]] = {key: [] for key in self.keys}
        for (key, _, _), figure in self.found.items():
            values[key].extend([] if figure.value is None else [figure.value])
        classes = self.classes(values)
        for group in self.groups:
            place = (group.grouping, group.code)
            cells = (
                (key, group_cell(self.data, key, self.found.get((key, *place)), self.state, place)) for key in self.keys
            )
            yield (
                FigureCell(text=group.name, href_group=group.code),
                *(self.tinted(replace(cell, year=""), classes[key]) if key in classes else cell for key, cell in cells),
            )

    def title(self, declared: DeclaredFigure) -> str:
        """Return the neutral name: the bars and the lines tell the findings of regions."""
        return declared.name.in_language(self.data.language)

    def told(self) -> str:
        """Return how many regions there are."""
        return self.data.say("dashboards_country.heat.told_regions", total=len(self.groups))
