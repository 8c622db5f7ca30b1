"""Stacked bars of places: expenditure by function, public and private, receipts by source."""

from collections.abc import Sequence

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.stacked_chart import StackedChart, StackPart, StackRow, described_stacks
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import country_figures
from openssi.present.dashboards.figures.ranked_bars import FEWEST_TOLD, GROUPS, MOST_DRAWN, slots
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.figures.stack_places import (
    MOST_NAMED,
    PartKey,
    StackPlace,
    do_not_add,
    largest_part,
    part_keys,
    places_of_countries,
    places_of_groups,
)
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD
from openssi.present.numbers import SPACE
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.symbols import LETTERS


def stacked_places(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the parts of each place as a stacked bar; a place without one of the parts stands in the table alone.

    Options: `parts` (see `part_keys`), `of` as of `ranked_bars`, `sort` the choices of the page in the order of the
    parts, by the chosen one of which countries are sorted; without it by the sum.
    """
    parts = part_keys(data, state, declared)
    is_of_groups = declared.options.get("of") == GROUPS
    places = places_of_groups(data, state, parts) if is_of_groups else places_of_countries(data, state, parts)
    whole = [each for each in places if each.is_whole]
    if not whole:
        return nothing_to_show(data, state, declared)
    ordered = whole if is_of_groups else _sorted(declared, state, whole)
    title = _title(data, declared, parts, [each for each in ordered if each.values[0].group[0] != WORLD])
    rows = tuple(_row(data, state, each) for each in _drawn(ordered))
    categories = _categories(data, parts)
    description = f"{title}. {described_stacks(categories, rows, data.language)}."
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(
            data, state, declared, **slots(data, state, parts[0].key, [v for each in whole for v in each.values])
        ),
        description=description,
        notes=_notes(data, places, ordered),
        source=source_line(data, country_figures(value for each in whole for value in each.values)),
        table=_table(data, state, parts, [*ordered, *(each for each in places if not each.is_whole)]),
        draws=StackedChart(
            categories=categories,
            rows=rows,
            axis=_axis(data, parts, whole),
            language=data.language,
            description=description,
        ).draw,
        width=declared.width,
    )


def _sorted(declared: DeclaredFigure, state: PageState, places: Sequence[StackPlace]) -> list[StackPlace]:
    choices = declared.options.get("sort", "").split()
    number = choices.index(state.choice) if state.choice in choices else None

    def least(each: StackPlace) -> tuple[float, str]:
        first = each.values[0].value if number is None else each.values[number].value
        return -(first or 0.0), each.name

    return sorted(places, key=least if choices else lambda each: (-each.total, each.name))


def _drawn(places: Sequence[StackPlace]) -> Sequence[StackPlace]:
    half = MOST_DRAWN // 2
    return places if len(places) <= MOST_DRAWN else [*places[:half], *places[-half:]]


def _row(data: ReleaseData, state: PageState, place: StackPlace) -> StackRow:
    units = data.units(place.values[0].key[0])
    letter = f"{SPACE}{LETTERS['P']}" if place.is_provisional else ""
    return StackRow(
        name=place.values[0].label(state.year),
        parts=tuple(StackPart(value=each, text=units.number(each)) for each in place.folded()),
        total=place.total,
        text=f"{units.number(place.total)}{letter}",
        is_hatched=place.is_less_certain,
        is_main=place.values[0].group[0] == WORLD,
    )


def _categories(data: ReleaseData, parts: Sequence[PartKey]) -> tuple[str, ...]:
    names = [each.name for each in parts]
    if len(names) <= MOST_NAMED + 1:
        return tuple(names)
    return (*names[:MOST_NAMED], data.say("dashboards_money.stack.others"))


def _axis(data: ReleaseData, parts: Sequence[PartKey], places: Sequence[StackPlace]) -> Axis:
    return axis_of((each.total for each in places), data.units(parts[0].key[0]))


def _title(data: ReleaseData, declared: DeclaredFigure, parts: Sequence[PartKey], places: Sequence[StackPlace]) -> str:
    """Return which part is the largest in most of the places, the neutral name where none surely is."""
    name = declared.name.in_language(data.language)
    found = largest_part(data, places) if len(places) >= FEWEST_TOLD else None
    if found is None:
        return name
    key = "countries" if places[0].values[0].area else "groups"
    return data.say(
        f"dashboards_money.stack.largest.{key}", name=name, part=parts[found[0]].name, count=found[1], total=len(places)
    )


def _notes(data: ReleaseData, places: Sequence[StackPlace], drawn: Sequence[StackPlace]) -> tuple[str, ...]:
    said = {
        "rounding": do_not_add(drawn, data.units(drawn[0].values[0].key[0]).unit.decimals),
        "provisional": any(each.is_provisional for each in drawn),
        "less_certain": any(each.is_less_certain for each in drawn),
        "not_whole": any(not each.is_whole for each in places),
        "ends": len(drawn) > MOST_DRAWN,
    }
    return tuple(data.say(f"dashboards_money.stack.{name}") for name, is_so in said.items() if is_so)


def _table(data: ReleaseData, state: PageState, parts: Sequence[PartKey], places: Sequence[StackPlace]) -> FigureTable:
    unit = data.units(parts[0].key[0]).symbol
    columns = (
        FigureColumn(id="place", name=data.say("dashboards_money.column.place")),
        *(
            FigureColumn(id="_".join((*each.key[:1], each.key[2])).lower(), name=each.name, unit=unit, is_number=True)
            for each in parts
        ),
    )
    return FigureTable(columns=columns, rows=tuple(_cells(data, state, each) for each in places))


def _cells(data: ReleaseData, state: PageState, place: StackPlace) -> tuple[FigureCell, ...]:
    head = FigureCell(text=place.name, href_area=place.values[0].area)
    return (head, *(each.cell(data, state) for each in place.values))
