"""Change of an indicator between two dates, by region: the same countries at both."""

from dataclasses import replace

from openssi.present.dashboards.coverage.change_panel import LEAST_SPAN, Panel, Panels, base_year, read_panels, world_of
from openssi.present.dashboards.drawings.change_chart import ChangeChart
from openssi.present.dashboards.drawings.two_points import TwoValues
from openssi.present.dashboards.figures.cells import head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.following import following, nothing_of
from openssi.present.dashboards.values.indicator_data import indicator_data
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD
from openssi.present.indicator_page import sources
from openssi.present.numbers import percent_number, share, year_range
from openssi.present.punctuation import listed
from openssi.present.regions import weight_name
from openssi.present.sentences import short_name
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure

FIRST_YEAR = 2015
"""The base year where the declaration names none: the first of the Sustainable Development Goals."""

FLAT = 1.0
"""Points of change from which a rise or a fall is a finding."""

THIN = 0.6
"""Part of the weight under which the panel of a group is drawn dashed."""

FEWEST_GROUPS = 3
"""Groups from which a title says what they have in common."""


def change(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return what the world and its groups had at two dates, the base year first."""
    indicator = following(state, declared)
    key = data.key(indicator, state.sex, state.breakdown)
    start = int(declared.options.get("from", FIRST_YEAR))
    first = base_year(data, key, state.year, start)
    groupings = (WORLD, data.region_grouping)
    panels = read_panels(data, key, (first, state.year), groupings) if first is not None else None
    if panels is None or not panels.shown:
        return _nothing(data, state, declared, start)
    return _Told(data, state, declared, key, panels).figure()


def _nothing(data: ReleaseData, state: PageState, declared: DeclaredFigure, start: int) -> DashboardFigure:
    found = nothing_of(data, state, declared, following(state, declared))
    empty = data.say("dashboards_coverage.change.none", start=start, year=state.year, span=LEAST_SPAN)
    return replace(found, empty=empty, description=empty)


class _Told:
    def __init__(self, data: ReleaseData, state: PageState, declared: DeclaredFigure, key: Key, panels: Panels) -> None:
        self.data, self.state, self.declared, self.key, self.panels = data, state, declared, key, panels
        self.units = data.units(key[0])
        self.read = indicator_data(data, state, key[0])
        world = world_of(panels)
        groups = sorted(
            (each for each in panels.shown.values() if each.grouping != WORLD), key=lambda each: -each.after
        )
        self.world, self.groups = world, groups
        self.ordered = [*([world] if world else []), *groups]

    def say(self, key: str, **values: object) -> str:
        return self.data.say(f"dashboards_coverage.change.{key}", **values)

    def name(self, group: tuple[str, str]) -> str:
        return self.data.say("dashboards.place.world") if group[0] == WORLD else self.data.group_name(*group)

    def points(self, panel: Panel) -> str:
        number = percent_number(panel.change, self.data.language)
        return f"+{number}" if panel.change > 0 and number.strip("0,.") else number

    def figure(self) -> DashboardFigure:
        rows = tuple(self._row(each) for each in self.ordered)
        title = self._title()
        told = "; ".join(f"{row.name}: {row.texts[0]}, {row.texts[1]}" for row in rows)
        description = f"{title}. {told}."
        return DashboardFigure(
            id=self.declared.id,
            title=title,
            subtitle=self._subtitle(),
            description=description,
            notes=self._notes(),
            source=self._source(),
            table=self._table(),
            draws=ChangeChart(
                rows=rows,
                dates=self._dates(),
                axis=axis_of([value for row in rows for value in (row.first, row.second)], self.units),
                language=self.data.language,
                description=description,
            ).draw,
            width=self.declared.width,
        )

    def _row(self, panel: Panel) -> TwoValues:
        return TwoValues(
            name=self.name((panel.grouping, panel.code)),
            first=panel.before,
            second=panel.after,
            texts=(self.units.number(panel.before), self.units.number(panel.after)),
            is_main=panel.grouping == WORLD,
            is_thin=panel.share < THIN,
        )

    def _dates(self) -> tuple[str, str]:
        panel, language = self.ordered[0], self.data.language
        return year_range(*panel.years_before, language), year_range(*panel.years_after, language)

    def _title(self) -> str:
        """Return whether all groups rose or fell and which most; the neutral name where they are few or flat."""
        neutral = self.declared.name.in_language(self.data.language)
        moved = [each for each in self.groups if abs(each.change) >= FLAT]
        if len(self.groups) < FEWEST_GROUPS or len(moved) < len(self.groups):
            return neutral
        most = max(self.groups, key=lambda each: abs(each.change))
        slots = {
            "group": self.name((most.grouping, most.code)),
            "points": self.points(most),
        }
        if all(each.change > 0 for each in self.groups):
            return self.say("rise", **slots)
        return self.say("fall", **slots) if all(each.change < 0 for each in self.groups) else neutral

    def _subtitle(self) -> str:
        countries = {area for each in self.ordered for area in each.countries}
        return self.say(
            "subtitle",
            count=len(countries),
            name=short_name(self.read),
            unit=self.units.measure,
            weight=weight_name(self.read),
        )

    def _notes(self) -> tuple[str, ...]:
        notes = [self.say("reading", first=self.panels.first, last=self.panels.last)]
        if any(each.share < THIN for each in self.ordered):
            notes.append(self.say("thin", limit=share(THIN, self.data.language)))
        for key, groups in (("few", self.panels.too_few), ("little", self.panels.too_little)):
            if groups:
                names = listed(sorted(self.name(each) for each in groups), self.data.language)
                notes.append(self.say(key, names=names))
        return tuple(notes)

    def _source(self) -> str:
        return sources(self.read)

    def _table(self) -> FigureTable:
        say, unit = self.say, self.units.symbol
        panels = self.panels
        columns = (
            FigureColumn(id="group", name=self.data.say("dashboards.column.group")),
            FigureColumn(id="before", name=say("at", year=panels.first), unit=unit, is_number=True),
            FigureColumn(id="years_before", name=say("years", year=panels.first)),
            FigureColumn(id="after", name=say("at", year=panels.last), unit=unit, is_number=True),
            FigureColumn(id="years_after", name=say("years", year=panels.last)),
            FigureColumn(id="change", name=say("change"), unit=say("points"), is_number=True),
            FigureColumn(id="countries", name=self.data.say("dashboards_coverage.column.countries"), is_number=True),
            FigureColumn(id="share", name=say("share"), is_number=True),
        )
        return FigureTable(columns=columns, rows=tuple(self._cells(each) for each in self.ordered))

    def _cells(self, panel: Panel) -> tuple[FigureCell, ...]:
        language = self.data.language
        return (
            head_cell(self.name((panel.grouping, panel.code))),
            FigureCell(text=self.units.number(panel.before), value=panel.before),
            FigureCell(text=year_range(*panel.years_before, language)),
            FigureCell(text=self.units.number(panel.after), value=panel.after),
            FigureCell(text=year_range(*panel.years_after, language)),
            FigureCell(text=self.points(panel), value=panel.change),
            FigureCell(
                text=str(len(panel.countries)),
                value=len(panel.countries),
                note=", ".join(self.data.area_names.get(each, each) for each in panel.countries),
            ),
            FigureCell(text=share(panel.share, language), value=100 * panel.share),
        )
