"""Bars of one indicator, sorted: the countries of the chosen group, or the regions and income groups."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain

from openssi.present.dashboards.drawings.bar_chart import BarChart, BarRow, Reference, described
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import (
    PlaceValue,
    country_figures,
    differ_surely,
    highest_first,
    of_chosen_group,
    of_countries,
    of_groups,
    shown_groupings,
    years_told,
)
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.symbols import SUPPRESSED

MOST_DRAWN = 40
"""Countries that are drawn; of more, the highest and the lowest are."""

FEWEST_TOLD = 3
"""Values from which a title names the highest and the lowest."""

GROUPS = "groups"


def ranked_bars(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return one indicator as sorted bars.

    The indicator is the first of the figure, the one of the page where the figure names none. Options: `of` is
    `countries` (of the chosen group, the default) or `groups` (the world, regions, income groups); `breakdown` is a
    breakdown of the indicator.
    """
    indicator = declared.indicators[0] if declared.indicators else state.indicator
    breakdown = declared.options.get("breakdown", state.breakdown)
    return ranked_figure(data, state, declared, data.key(indicator, state.sex, breakdown))


def ranked_figure(
    data: ReleaseData,
    state: PageState,
    declared: DeclaredFigure,
    key: Key,
    references: Sequence[Reference] = (),
    notes: Sequence[str] = (),
    name: str = "",
) -> DashboardFigure:
    """Return the sorted bars of one key.

    Args:
        data: The release.
        state: What the reader asked.
        declared: The figure.
        key: Indicator, sex and breakdown.
        references: Values that all bars are held against.
        notes: What is said of it besides the marks.
        name: What the figure is called, its declared name where this is empty.
    """
    is_of_groups = declared.options.get("of") == GROUPS
    values = _groups(data, state, key) if is_of_groups else _countries(data, state, key)
    compared = [each for each in values if not is_of_groups or each.group[0] == data.region_grouping]
    valued = [each for each in values if each.value is not None]
    if not valued:
        return nothing_to_show(data, state, declared)
    neutral = name or declared.name.in_language(data.language)
    title = range_title(data, neutral, key, [each for each in compared if each.area or is_of_groups])
    drawn = _drawn(data, state, values)
    description = f"{title}. {described(drawn)}."
    axis = axis_of(chain(_extent(valued), (each.value for each in references)), data.units(key[0]))
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, **slots(data, state, key, valued)),
        description=description,
        notes=(*notes, *mark_notes(data, drawn), *_unvalued(data, values, drawn)),
        source=source_line(data, country_figures(values)),
        table=_table(data, state, key, values),
        draws=BarChart(
            rows=tuple(drawn),
            axis=axis,
            language=data.language,
            description=description,
            references=tuple(references),
        ).draw,
        width=declared.width,
    )


def _groups(data: ReleaseData, state: PageState, key: Key) -> list[PlaceValue]:
    """Return the world, then the regions, then the income groups, each from the highest to the lowest."""
    values = of_groups(data, state, [key], shown_groupings(data))[key]
    return [
        each
        for grouping in shown_groupings(data)
        for each in highest_first(value for value in values if value.group[0] == grouping)
    ]


def _countries(data: ReleaseData, state: PageState, key: Key) -> list[PlaceValue]:
    """Return the group as a whole where it has a published figure, then its countries, the highest first."""
    whole = of_chosen_group(data, state, [key])[key]
    countries = highest_first(of_countries(data, state, [key])[key])
    return [*([whole] if whole.value is not None else []), *countries]


def _drawn(data: ReleaseData, state: PageState, values: Sequence[PlaceValue]) -> list[BarRow]:
    """Return the bars; of many countries the highest and the lowest, with a row that counts those between."""
    shown = [each for each in values if each.value is not None or not each.area]
    heads = [each for each in shown if each.group and each.group[0] in {WORLD, state.grouping}][:1]
    rest = [each for each in shown if each not in heads]
    bars = [each.bar(data, state, is_main=True) for each in heads]
    if len(rest) <= MOST_DRAWN:
        return [*bars, *(each.bar(data, state) for each in rest)]
    half = MOST_DRAWN // 2
    between = data.say("dashboards_money.between", count=len(rest) - 2 * half)
    return [
        *bars,
        *(each.bar(data, state) for each in rest[:half]),
        BarRow(name=between, value=None, text=""),
        *(each.bar(data, state) for each in rest[-half:]),
    ]


def range_title(data: ReleaseData, name: str, key: Key, values: Sequence[PlaceValue]) -> str:
    """Return the lowest and the highest of some values; the name alone where they are too few or not surely apart."""
    ordered = highest_first(each for each in values if each.value is not None)
    if len(ordered) < FEWEST_TOLD or not differ_surely(data, ordered[0], ordered[-1]):
        return name
    high, low, units = ordered[0], ordered[-1], data.units(key[0])
    by_text = Counter(units.number(each.value or 0.0) for each in ordered)
    return data.say(
        "dashboards_money.range",
        name=name,
        low=units.told(low.value or 0.0),
        lowest=_name_of_end(data, low, by_text),
        high=units.told(high.value or 0.0),
        highest=_name_of_end(data, high, by_text),
    )


def _name_of_end(data: ReleaseData, end: PlaceValue, by_text: Mapping[str, int]) -> str:
    """Return the name of the place at an end of a range, or how many places have the same printed number."""
    count = by_text[data.units(end.key[0]).number(end.value or 0.0)]
    if count == 1:
        return end.name
    return data.say(f"dashboards_money.several.{'countries' if end.area else 'groups'}", count=count)


def slots(data: ReleaseData, state: PageState, key: Key, values: Sequence[PlaceValue]) -> dict[str, str]:
    """Return what a subtitle can say of an indicator: its name, its unit, the years of its values."""
    units = data.units(key[0])
    return {
        "indicator": data.short_name(key[0]),
        "unit": units.measure,
        "years": years_told(data, values, state.year),
    }


def _extent(values: Sequence[PlaceValue]) -> list[float]:
    """Return the numbers that an axis has to hold, intervals included."""
    return [number for each in values for number in (each.value or 0.0, *(each.interval or ()))]


def mark_notes(data: ReleaseData, rows: Sequence[BarRow]) -> tuple[str, ...]:
    """Return what the marks mean that occur among some bars."""
    occurring = {
        "flagged": any(row.publication == "flagged" for row in rows),
        "interval": any(row.interval for row in rows),
        "zero": any(row.value == 0 for row in rows),
        "imputed": any(row.state == "imputed" and row.value for row in rows),
        "provisional": any(row.state == "provisional" and row.value for row in rows),
    }
    unpublished = (data.say("dashboards_money.unpublished"),) if any(row.text == SUPPRESSED for row in rows) else ()
    return (*(data.say(f"dashboards.note.{name}") for name, occurs in occurring.items() if occurs), *unpublished)


def _unvalued(data: ReleaseData, values: Sequence[PlaceValue], drawn: Sequence[BarRow]) -> tuple[str, ...]:
    """Return how many countries have no value, and what the dark bar is."""
    notes = []
    missing = sum(1 for each in values if each.area and each.value is None)
    if missing:
        notes.append(data.say("dashboards_money.without", count=missing))
    if any(row.is_main for row in drawn) and any(each.area for each in values):
        notes.append(data.say("dashboards_money.whole"))
    return tuple(notes)


def _table(data: ReleaseData, state: PageState, key: Key, values: Sequence[PlaceValue]) -> FigureTable:
    units = data.units(key[0])
    columns = (
        FigureColumn(id="place", name=data.say("dashboards_money.column.place")),
        FigureColumn(id="region", name=data.say("dashboards_money.column.region")),
        FigureColumn(id="value", name=data.short_name(key[0]), unit=units.symbol, is_number=True),
    )
    return FigureTable(columns=columns, rows=tuple(_cells(data, state, each) for each in values))


def _cells(data: ReleaseData, state: PageState, value: PlaceValue) -> tuple[FigureCell, ...]:
    region = ""
    if value.area and value.figure is not None:
        code = data.regions_of_areas.get(value.area, "")
        region = data.group_name(data.region_grouping, code) if code else ""
    head = FigureCell(text=value.name, href_area=value.area)
    return (head, FigureCell(text=region), value.cell(data, state))
