"""Bars of several indicators of coverage for one place, with its region and the world beside them."""

from collections.abc import Iterator, Sequence

from openssi.present.dashboards.coverage.coverage_headlines import ends_of, told_ends
from openssi.present.dashboards.drawings.bar_chart import BarChart, BarRow, described, percent_axis
from openssi.present.dashboards.drawings.row_frame import Comparator, ComparatorValue
from openssi.present.dashboards.figures.cells import country_cell, group_cell, head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import ValuesOfPlace
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD, WORLD_CODE, AggregateFigure, CountryFigure
from openssi.present.page_model import Publication, ValueState
from openssi.vocabulary.dashboard import DeclaredFigure


def contingency_bars(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the indicators of a figure as bars, the highest first, the first indicator before all others."""
    shown = _Shown(data, state, declared)
    if not any(shown.values.value(each) is not None for each in shown.keys):
        return nothing_to_show(data, state, declared)
    rows = tuple(shown.rows())
    title = shown.title(rows)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=f"{title}. {described(rows)}.",
        notes=shown.notes(rows),
        source=shown.source(),
        table=shown.table(),
        draws=BarChart(
            rows=rows,
            axis=percent_axis(data.language),
            language=data.language,
            description=f"{title}. {described(rows)}.",
            legend=shown.legend(),
        ).draw,
        width=declared.width,
    )


class _Shown:
    """The values of the place and of those beside it."""

    def __init__(self, data: ReleaseData, state: PageState, declared: DeclaredFigure) -> None:
        self.data = data
        self.state = state
        self.declared = declared
        keys = [data.key(each, state.sex) for each in declared.indicators]
        self.values = ValuesOfPlace(data, state, keys)
        self.keys = self._ordered(keys)

    @property
    def has_headline(self) -> bool:
        """Whether the first indicator stands for all others, which the option `headline: none` denies."""
        return self.declared.options.get("headline") != "none"

    def _ordered(self, keys: Sequence[Key]) -> list[Key]:
        def highest_first(key: Key) -> tuple[bool, float]:
            value = self.values.value(key)
            return value is None, -(value or 0.0)

        if not self.has_headline:
            return sorted(keys, key=highest_first)
        return [*keys[:1], *sorted(keys[1:], key=highest_first)]

    def beside(self) -> Iterator[tuple[Comparator, str, str, str]]:
        """Give the comparators: mark, grouping, code and name."""
        chosen = self.state.choice if self.declared.options.get("beside") == "choice" else ""
        if self.values.region is not None and chosen != "world":
            yield "region", *self.values.region, self.data.group_name(*self.values.region)
        if (self.state.area or not self.state.is_world) and chosen != "region":
            yield "world", WORLD, WORLD_CODE, self.data.say("dashboards.place.world")

    def rows(self) -> Iterator[BarRow]:
        for number, key in enumerate(self.keys):
            found, units = self.values.figure(key), self.data.units(key[0])
            state: ValueState = found.state if isinstance(found, CountryFigure) else "normal"
            publication: Publication = found.publication if isinstance(found, AggregateFigure) else "published"
            beside = ((kind, self.values.group(key, grouping, code)) for kind, grouping, code, _ in self.beside())
            yield BarRow(
                name=self.data.short_name(key[0]),
                value=None if found is None else found.value,
                text=units.text(None, "") if found is None else found.text(units),
                state=state,
                publication=publication,
                is_main=number == 0 and self.has_headline,
                comparators=tuple(
                    ComparatorValue(kind=kind, value=each.value, text=each.text(units))
                    for kind, each in beside
                    if each is not None and each.value is not None
                ),
                interval=found.interval if isinstance(found, AggregateFigure) else None,
            )

    def legend(self) -> tuple[tuple[Comparator, str], ...]:
        return tuple((kind, name) for kind, _, _, name in self.beside())

    def title(self, rows: Sequence[BarRow]) -> str:
        """Return which of them is highest and which is lowest, the neutral name where they are too few or too near."""
        if not self.state.area:
            return self._title_of_group()
        told = [row for row in (rows[1:] if self.has_headline else rows) if row.value is not None]
        if len(told) < 3 or (told[0].value or 0) - (told[-1].value or 0) < 5:
            return self.declared.name.in_language(self.data.language)
        return self.data.say("dashboards.contingency.title", highest=told[0].name, lowest=told[-1].name)

    def _title_of_group(self) -> str:
        keys = self.keys[1:] if self.has_headline else self.keys
        figures = [found for key in keys if isinstance(found := self.values.figure(key), AggregateFigure)]
        ends = ends_of(figures)
        if ends is None:
            return self.declared.name.in_language(self.data.language)
        return self.data.say("dashboards_coverage.best_and_least", **told_ends(self.data, *ends))

    def notes(self, rows: Sequence[BarRow]) -> tuple[str, ...]:
        notes = []
        if any(row.publication == "flagged" for row in rows):
            notes.append(self.data.say("dashboards.note.flagged"))
        if any(row.interval for row in rows):
            notes.append(self.data.say("dashboards.note.interval"))
        if any(row.value == 0 for row in rows):
            notes.append(self.data.say("dashboards.note.zero"))
        return tuple(notes)

    def source(self) -> str:
        """Return where the values of the country come from, or those that the group is the mean of."""
        if self.state.area:
            return source_line(self.data, self.values.of_country())
        return source_line(self.data, more=self.data.source_names(self.keys, self.state.year))

    def table(self) -> FigureTable:
        beside = list(self.beside())
        columns = (
            FigureColumn(id="indicator", name=self.data.say("dashboards.column.indicator")),
            FigureColumn(id="value", name=place_name(self.data, self.state), unit="%", is_number=True),
            *(FigureColumn(id=kind, name=name, unit="%", is_number=True) for kind, _, _, name in beside),
        )
        return FigureTable(columns=columns, rows=tuple(self._cells(key) for key in self.keys))

    def _cells(self, key: Key) -> tuple[FigureCell, ...]:
        found = self.values.figure(key)
        own = (
            country_cell(self.data, key, found, self.state)
            if self.state.area
            else group_cell(self.data, key, found, self.state, (self.state.grouping, self.state.group))
        )
        others = (
            group_cell(self.data, key, self.values.group(key, grouping, code), self.state, (grouping, code))
            for _, grouping, code, _ in self.beside()
        )
        return (head_cell(self.data.short_name(key[0])), own, *others)
