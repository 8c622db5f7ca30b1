"""Branches anchored in law: how many countries have how many, and the classes of that by region."""

from collections import Counter
from collections.abc import Mapping, Sequence

from openssi.present.dashboards.drawings.bar_chart import BarChart, BarRow, described
from openssi.present.dashboards.drawings.stacked_chart import StackedChart, StackPart, StackRow, described_stacks
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import subtitle_of
from openssi.present.dashboards.figures.place_values import PlaceValue, country_figures, of_countries
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.ranked_bars import mark_notes
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.law.answer_figures import count_axis
from openssi.present.dashboards.law.legal_parts import legal_nothing
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number
from openssi.present.theme import CLASS_COLOURS, ON_DARK, ON_LIGHT
from openssi.vocabulary.dashboard import DeclaredFigure

FEWEST = 5
"""Countries from which a title counts them."""

_COLOURS = tuple(zip(CLASS_COLOURS, (ON_LIGHT, ON_LIGHT, ON_LIGHT, ON_DARK, ON_DARK), strict=True))


def countries_counted(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return how many countries have each value of an indicator that counts, the greatest first."""
    key = data.key(declared.indicators[0])
    values = [each for each in of_countries(data, state, [key])[key] if each.value is not None]
    if not values:
        return legal_nothing(data, state, declared)
    most = int(data.indicator(key[0]).bounds[1] or max(each.value or 0.0 for each in values))
    counted = Counter(round(each.value or 0.0) for each in values)
    rows = tuple(
        BarRow(
            name=data.say("dashboards_legal.branches", count=number),
            value=float(counted[number]),
            text=format_number(counted[number], data.language),
            is_main=number == most,
        )
        for number in range(most, -1, -1)
    )
    title = _title(data, declared, counted[most], len(values))
    description = f"{title}. {described(rows)}."
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=description,
        notes=(data.say("dashboards_legal.least_known"), *mark_notes(data, rows)),
        source=source_line(data, country_figures(values)),
        table=_table(data, values, rows, most),
        draws=BarChart(
            rows=rows,
            axis=count_axis(max(counted.values()), data.language),
            language=data.language,
            description=description,
        ).draw,
        width=declared.width,
    )


def _title(data: ReleaseData, declared: DeclaredFigure, complete: int, of: int) -> str:
    """Return how many countries have all branches; the neutral name where few answer or none has all."""
    if of < FEWEST or not complete:
        return declared.name.in_language(data.language)
    return data.say("dashboards_legal.complete", count=complete, of=of)


def _table(data: ReleaseData, values: Sequence[PlaceValue], rows: Sequence[BarRow], most: int) -> FigureTable:
    columns = (
        FigureColumn(id="branches", name=data.say("dashboards_legal.anchored")),
        FigureColumn(id="countries", name=data.say("dashboards_legal.countries"), is_number=True),
        FigureColumn(id="names", name=data.say("dashboards_legal.which")),
    )
    names: dict[int, list[str]] = {}
    for each in values:
        names.setdefault(most - round(each.value or 0.0), []).append(each.name)
    return FigureTable(
        columns=columns,
        rows=tuple(
            (
                FigureCell(text=row.name),
                FigureCell(text=row.text, value=row.value),
                FigureCell(text=", ".join(sorted(names.get(number, ())))),
            )
            for number, row in enumerate(rows)
        ),
    )


def classes_counted(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return how many countries are in each class of an indicator: in all, then by region."""
    key = data.key(declared.indicators[0])
    values = [each for each in of_countries(data, state, [key])[key] if each.value is not None]
    if not values:
        return legal_nothing(data, state, declared)
    classes = data.units(key[0]).classes
    codes = sorted(classes, key=int)
    rows = _class_rows(data, state, values, codes)
    title = declared.name.in_language(data.language)
    names = tuple(classes[each] for each in codes)
    description = f"{title}. {described_stacks(names, rows, data.language)}."
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=description,
        notes=(data.say("dashboards_legal.least_known"),),
        source=source_line(data, country_figures(values)),
        table=_class_table(data, names, codes, rows),
        draws=StackedChart(
            categories=names,
            rows=rows,
            axis=count_axis(len(values), data.language),
            language=data.language,
            description=description,
            colours=_COLOURS,
        ).draw,
        width=declared.width,
    )


def _class_rows(
    data: ReleaseData, state: PageState, values: Sequence[PlaceValue], codes: Sequence[str]
) -> tuple[StackRow, ...]:
    by_region: dict[str, list[PlaceValue]] = {}
    for each in values:
        by_region.setdefault(data.regions_of_areas.get(each.area, ""), []).append(each)
    known = [each.code for each in data.groups_of(data.region_grouping) if each.code in by_region]
    rows = [_class_row(data, place_name(data, state), values, codes, is_main=True)]
    if state.grouping != data.region_grouping:
        rows += [
            _class_row(data, data.group_name(data.region_grouping, each), by_region[each], codes) for each in known
        ]
    return tuple(rows)


def _class_row(
    data: ReleaseData, name: str, values: Sequence[PlaceValue], codes: Sequence[str], *, is_main: bool = False
) -> StackRow:
    counted: Mapping[str, int] = Counter(str(round(each.value or 0.0)) for each in values)
    return StackRow(
        name=name,
        parts=tuple(
            StackPart(value=float(counted.get(each, 0)), text=format_number(counted.get(each, 0), data.language))
            for each in codes
        ),
        total=float(len(values)),
        text=format_number(len(values), data.language),
        is_main=is_main,
    )


def _class_table(
    data: ReleaseData, names: Sequence[str], codes: Sequence[str], rows: Sequence[StackRow]
) -> FigureTable:
    columns = (
        FigureColumn(id="place", name=data.say("dashboards.column.group")),
        *(FigureColumn(id=f"class_{code}", name=name, is_number=True) for code, name in zip(codes, names, strict=True)),
        FigureColumn(id="countries", name=data.say("dashboards_legal.countries"), is_number=True),
    )
    return FigureTable(
        columns=columns,
        rows=tuple(
            (
                FigureCell(text=row.name),
                *(FigureCell(text=part.text, value=part.value) for part in row.parts),
                FigureCell(text=row.text, value=row.total),
            )
            for row in rows
        ),
    )
