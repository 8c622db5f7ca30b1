"""Two measures of each place side by side: expenditure with and without health, of countries or of groups."""

from collections.abc import Sequence
from dataclasses import replace

from openssi.present.breakdowns import breakdown_name
from openssi.present.dashboards.drawings.paired_chart import PairedChart, PairedRow, described_pairs
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import (
    PlaceValue,
    country_figures,
    highest_first,
    of_chosen_group,
    of_countries,
    of_groups,
    shown_groupings,
)
from openssi.present.dashboards.figures.ranked_bars import GROUPS, MOST_DRAWN, mark_notes, range_title, slots
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.chosen_measures import chosen_measures, fallback_notes
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.observation import TOTAL

Place = tuple[PlaceValue, ...]
"""The values of one place, one for each measure."""


def paired_bars(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return one or two measures of each place, sorted by the first one.

    Options: the measures of each choice (`chosen_measures`), and `of` as of `ranked_bars`.
    """
    measures = chosen_measures(data, state, declared)
    is_of_groups = declared.options.get("of") == GROUPS
    places = _groups(data, state, measures.keys) if is_of_groups else _countries(data, state, measures.keys)
    valued = [each for place in places for each in place if each.value is not None]
    if not valued:
        return nothing_to_show(data, state, declared)
    first = measures.keys[0]
    compared = [place[0] for place in places if place[0].area or place[0].group[0] == data.region_grouping]
    names = tuple(key_name(data, each) for each in measures.keys)
    rows = _rows(data, state, places)
    title = range_title(data, declared.name.in_language(data.language), first, compared)
    description = f"{title}. {described_pairs(names, rows, data.language)}."
    bars = [bar for row in rows for bar in row.bars]
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, **slots(data, state, first, valued)),
        description=description,
        notes=(*fallback_notes(data, measures), *mark_notes(data, bars), *_notes(data, places)),
        source=source_line(data, country_figures(each for place in places for each in place)),
        table=_table(data, state, names, places),
        draws=PairedChart(
            measures=names,
            rows=rows,
            axis=axis_of((each.value or 0.0 for each in valued), data.units(first[0])),
            language=data.language,
            description=description,
        ).draw,
        width=declared.width,
    )


def key_name(data: ReleaseData, key: Key) -> str:
    """Return the short name of an indicator, with that of its breakdown where it is not the whole."""
    name = data.short_name(key[0])
    if key[2] == TOTAL:
        return name
    return f"{name}, {breakdown_name(data.definitions, key[2], data.language)}"


def _groups(data: ReleaseData, state: PageState, keys: Sequence[Key]) -> list[Place]:
    groupings = shown_groupings(data)
    found = of_groups(data, state, keys, groupings)
    by_place = list(zip(*(found[key] for key in keys), strict=True))
    return [place for each in groupings for place in _sorted([one for one in by_place if one[0].group[0] == each])]


def _countries(data: ReleaseData, state: PageState, keys: Sequence[Key]) -> list[Place]:
    """Return the group as a whole where it has a figure, then each country that has a value of any measure."""
    whole = tuple(of_chosen_group(data, state, keys)[key] for key in keys)
    found = of_countries(data, state, keys)
    by_area = {key: {each.area: each for each in values} for key, values in found.items()}
    known = {each.area: each.name for values in found.values() for each in values if each.value is not None}
    places = [
        tuple(by_area[key].get(area) or PlaceValue(name=name, key=key, area=area) for key in keys)
        for area, name in known.items()
    ]
    return [*([whole] if any(each.value is not None for each in whole) else []), *_sorted(places)]


def _sorted(places: Sequence[Place]) -> list[Place]:
    by_first = {place[0]: place for place in places}
    return [by_first[each] for each in highest_first(by_first)]


def _rows(data: ReleaseData, state: PageState, places: Sequence[Place]) -> tuple[PairedRow, ...]:
    """Return the places that are drawn: of many countries the highest and the lowest."""
    heads = [place for place in places if place[0].group[0] in {WORLD, state.grouping}][:1]
    rest = [place for place in places if place not in heads]
    drawn = [_row(data, state, place) for place in rest]
    if len(rest) > MOST_DRAWN:
        half = MOST_DRAWN // 2
        between = data.say("dashboards_money.between", count=len(rest) - 2 * half)
        drawn = [*drawn[:half], PairedRow(name=between, bars=()), *drawn[-half:]]
    return (*(_row(data, state, place, is_main=True) for place in heads), *drawn)


def _row(data: ReleaseData, state: PageState, place: Place, *, is_main: bool = False) -> PairedRow:
    """Return the bars of a place; where its values are of different years, the older ones have theirs behind them."""
    bars = tuple(each.bar(data, state) for each in place)
    if len({each.years() for each in place if each.value is not None}) == 1:
        name = next(each.label(state.year) for each in place if each.value is not None)
        return PairedRow(name=name, bars=bars, is_main=is_main)
    told = tuple(
        replace(bar, text=f"{bar.text}{each.label(state.year).removeprefix(each.name)}")
        for bar, each in zip(bars, place, strict=True)
    )
    return PairedRow(name=place[0].name, bars=told, is_main=is_main)


def _notes(data: ReleaseData, places: Sequence[Place]) -> tuple[str, ...]:
    """Return what the first row is where a group stands above its countries."""
    has_whole = bool(places[0][0].group[0]) and any(place[0].area for place in places)
    return (data.say("dashboards_money.whole_above"),) if has_whole else ()


def _table(data: ReleaseData, state: PageState, names: Sequence[str], places: Sequence[Place]) -> FigureTable:
    columns = (
        FigureColumn(id="place", name=data.say("dashboards_money.column.place")),
        *(
            FigureColumn(id=_column_id(each.key), name=name, unit=data.units(each.key[0]).symbol, is_number=True)
            for name, each in zip(names, places[0], strict=True)
        ),
    )
    rows = tuple(
        (FigureCell(text=place[0].name, href_area=place[0].area), *(each.cell(data, state) for each in place))
        for place in places
    )
    return FigureTable(columns=columns, rows=rows)


def _column_id(key: Key) -> str:
    return "_".join(part.lower() for part in (key[0], "" if key[2] == TOTAL else key[2]) if part)
