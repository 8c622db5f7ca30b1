"""A table of places with a column for each of several measures: contribution rates in law, branch by branch."""

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import PlaceValue, country_figures, of_chosen_group
from openssi.present.dashboards.figures.ranked_bars import range_title, slots
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.figures.stack_places import PartKey, StackPlace, part_keys, places_of_countries
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure


def places_table(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the measures of the option `parts` (`part_keys`) as columns, the countries of the chosen group as rows.

    Countries are in the order of the first measure, under the group as a whole. A measure that no country has is left
    out.
    """
    every = part_keys(data, state, declared)
    countries = places_of_countries(data, state, every)
    shown = [number for number in range(len(every)) if any(each.values[number].value is not None for each in countries)]
    if not shown:
        return nothing_to_show(data, state, declared)
    parts = tuple(every[number] for number in shown)
    places = [StackPlace(tuple(each.values[number] for number in shown)) for each in _ordered(countries)]
    values = [value for place in places for value in place.values if value.value is not None]
    neutral = declared.name.in_language(data.language)
    title = range_title(data, neutral, parts[0].key, [place.values[0] for place in places])
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, **slots(data, state, parts[0].key, values)),
        description=title,
        notes=(),
        source=source_line(data, country_figures(values)),
        table=_table(data, state, parts, places),
        shape="table",
        width=declared.width,
    )


def _ordered(places: list[StackPlace]) -> list[StackPlace]:
    def highest_first(each: StackPlace) -> tuple[bool, float, str]:
        first = each.values[0].value
        return first is None, -(first or 0.0), each.name

    return sorted(places, key=highest_first)


def _table(data: ReleaseData, state: PageState, parts: tuple[PartKey, ...], places: list[StackPlace]) -> FigureTable:
    keys = [each.key for each in parts]
    found = of_chosen_group(data, state, keys)
    whole = tuple(found[key] for key in keys)
    unit = data.units(keys[0][0]).symbol
    columns = (
        FigureColumn(id="place", name=data.say("dashboards_money.column.place")),
        *(
            FigureColumn(id=f"{each.key[0]}_{each.key[2]}".lower(), name=each.name, unit=unit, is_number=True)
            for each in parts
        ),
    )
    rows = [whole, *(place.values for place in places)] if any(each.value is not None for each in whole) else None
    shown = rows or [place.values for place in places]
    return FigureTable(columns=columns, rows=tuple(_cells(data, state, each) for each in shown))


def _cells(data: ReleaseData, state: PageState, values: tuple[PlaceValue, ...]) -> tuple[FigureCell, ...]:
    head = FigureCell(text=values[0].name, href_area=values[0].area)
    return (head, *(each.cell(data, state) for each in values))
