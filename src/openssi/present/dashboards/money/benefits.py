"""Amounts of benefits beside what the reader compares them with: a wage, a poverty line, GDP per head."""

from dataclasses import replace

from openssi.present.dashboards.drawings.bar_chart import BarChart, Reference, described
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import empty_figure, nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import PlaceValue, differ_surely, highest_first, of_chosen_group
from openssi.present.dashboards.figures.ranked_bars import FEWEST_TOLD, mark_notes, ranked_figure, slots
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.figures.stack_places import PartKey, part_of
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.punctuation import named
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.text import LANGUAGES, MultilingualText

WHOLE = 100.0
"""Per cent at which an amount is what it is compared with."""


def benefits(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return each benefit of the comparator that was chosen, for the chosen group of countries.

    Options: a list of indicators under the name of each choice (`part_of`), and `benchmark` and the choice with an
    underscore between them for the benchmark of `definitions/standards` that names the reference.
    """
    declared = _with_benchmark(data, state, declared)
    parts = _parts(data, state, declared)
    if not parts:
        return nothing_to_show(data, state, declared)
    found = of_chosen_group(data, state, [each.key for each in parts])
    values = highest_first(found[each.key] for each in parts)
    published = [each for each in values if each.value is not None]
    if not published:
        return nothing_to_show(data, state, declared)
    names = {each.key: each.name for each in parts}
    rows = tuple(_named(each, names[each.key]).bar(data, state) for each in values)
    references = reference_of(data, state, declared)
    title = _title(data, declared, published, names)
    description = f"{title}. {described(rows)}."
    key = parts[0].key
    numbers = [number for each in published for number in (each.value or 0.0, *(each.interval or ()))]
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, **slots(data, state, key, published)),
        description=description,
        notes=mark_notes(data, rows),
        source=source_line(data),
        table=_table(data, state, values, names),
        draws=BarChart(
            rows=rows,
            axis=axis_of([*numbers, *(each.value for each in references)], data.units(key[0])),
            language=data.language,
            description=description,
            references=references,
        ).draw,
        width=declared.width,
    )


def benefit_places(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return one benefit of the comparator in countries or groups: the chosen function, else the first of the list."""
    parts = _parts(data, state, declared)
    part = next((each for each in parts if state.function in {"", each.code}), None)
    if part is None:
        return empty_figure(data, state, declared, data.say("dashboards_money.benefit.none"))
    name = named(declared.name.in_language(data.language), data.short_name(part.key[0]), data.language)
    if _has_several(parts, part):
        name = f"{name}, {part.name}"
    return ranked_figure(data, state, declared, part.key, reference_of(data, state, declared), name=name)


def _has_several(parts: tuple[PartKey, ...], part: PartKey) -> bool:
    """Whether the indicator stands several times in a list, once for each function."""
    return sum(each.key[0] == part.key[0] for each in parts) > 1


def _parts(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> tuple[PartKey, ...]:
    return tuple(part_of(data, state, each) for each in declared.options.get(state.choice, "").split())


def reference_of(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> tuple[Reference, ...]:
    """Return the line of what amounts are compared with, named as the definitions name the benchmark."""
    wanted = declared.options.get(f"benchmark_{state.choice}", "")
    benchmark = next((each for each in data.definitions.standards.benchmarks if each.id == wanted), None)
    if benchmark is None:
        return ()
    name = data.say("dashboards_money.benefit.reference", benchmark=benchmark.label.in_language(data.language))
    return (Reference(WHOLE, name),)


def _named(value: PlaceValue, name: str) -> PlaceValue:
    return PlaceValue(name=name, key=value.key, group=value.group, figure=value.figure)


def _with_benchmark(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DeclaredFigure:
    """Return a figure whose subtitle names what amounts are compared with."""
    wanted = declared.options.get(f"benchmark_{state.choice}", "")
    labels = {each.id: each.label for each in data.definitions.standards.benchmarks}
    told = {
        language: declared.subtitle.in_language(language).replace(
            "{benchmark}", labels[wanted].in_language(language) if wanted in labels else ""
        )
        for language in LANGUAGES
    }
    return replace(declared, subtitle=MultilingualText(**told))


def _title(
    data: ReleaseData, declared: DeclaredFigure, published: list[PlaceValue], names: dict[tuple[str, str, str], str]
) -> str:
    """Return the benefits that are highest and lowest beside what they are compared with, else the neutral name."""
    name = declared.name.in_language(data.language)
    if len(published) < FEWEST_TOLD or not differ_surely(data, published[0], published[-1]):
        return name
    high, low = published[0], published[-1]
    units = data.units(high.key[0])
    return data.say(
        "dashboards_money.range",
        name=name,
        low=units.told(low.value or 0.0),
        lowest=names[low.key],
        high=units.told(high.value or 0.0),
        highest=names[high.key],
    )


def _table(
    data: ReleaseData, state: PageState, values: list[PlaceValue], names: dict[tuple[str, str, str], str]
) -> FigureTable:
    unit = data.units(values[0].key[0]).symbol
    columns = (
        FigureColumn(id="benefit", name=data.say("dashboards_money.benefit.column")),
        FigureColumn(id="indicator", name=data.say("dashboards.column.indicator")),
        FigureColumn(id="value", name=values[0].name, unit=unit, is_number=True),
    )
    rows = tuple(
        (
            FigureCell(text=names[each.key]),
            FigureCell(text=data.indicator(each.key[0]).name.in_language(data.language)),
            each.cell(data, state),
        )
        for each in values
    )
    return FigureTable(columns=columns, rows=rows)
