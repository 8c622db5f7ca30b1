"""Countries as dots: one row each within a group, a strip for each region where the world is chosen."""

from collections.abc import Sequence

from openssi.present.dashboards.coverage.country_rows_table import country_table
from openssi.present.dashboards.drawings.dot_chart import DotChart, DotLine, DotRow
from openssi.present.dashboards.drawings.strip_chart import Strip, StripChart, StripDot
from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.following import following, nothing_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.values.indicator_data import indicator_data
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD, WORLD_CODE, AggregateFigure, CountryFigure
from openssi.present.indicator_page import sources
from openssi.present.page_data import PageData
from openssi.present.sentences import measure
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.symbols import LETTERS

MOST_ROWS = 60
"""Countries that are drawn; the table holds all."""

LEAST_RANGE = 5.0
"""Per cent points between the first and the last country from which a title tells them."""

FEWEST = 3
"""Countries with a value from which a title tells the first and the last."""

NAMED = 12
"""Countries without a value that a note names."""


def country_dots(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the countries of the chosen group by value, or all countries in strips by region."""
    indicator = following(state, declared)
    read = indicator_data(data, state, indicator)
    if not read.valued or not read.is_comparable:
        return nothing_of(data, state, declared, indicator)
    return _Dots(data, state, declared, read).figure()


def shown_name(country: CountryFigure, year: int) -> str:
    """Return the name of a country, with the year of a value that is older than the year of the page."""
    is_older = country.value is not None and country.year is not None and country.year < year
    return f"{country.name} ({country.year})" if is_older else country.name


class _Dots:
    def __init__(self, data: ReleaseData, state: PageState, declared: DeclaredFigure, read: PageData) -> None:
        self.data, self.state, self.declared, self.read = data, state, declared, read
        self.ordered = sorted(read.valued, key=lambda each: (-(each.value or 0.0), each.name))
        self.without = sorted((each for each in read.countries if each.value is None), key=lambda each: each.name)
        self.axis = axis_of([each.value or 0.0 for each in read.valued], read.units)

    def say(self, key: str, **values: object) -> str:
        return self.data.say(f"dashboards_coverage.dots.{key}", **values)

    def figure(self) -> DashboardFigure:
        title = self._title()
        ends = self.say(
            "described",
            count=len(self.ordered),
            first=self._told(self.ordered[0]),
            last=self._told(self.ordered[-1]),
        )
        description = f"{title}. {ends}"
        chart = self._strips(description) if self.state.is_world else self._rows(description)
        return DashboardFigure(
            id=self.declared.id,
            title=title,
            subtitle=measure(self.read),
            description=description,
            notes=self._notes(),
            source=sources(self.read),
            table=country_table(self.data, self.state, self.read, [*self.ordered, *self.without]),
            draws=chart.draw,
            width=self.declared.width,
        )

    def _told(self, country: CountryFigure) -> str:
        name = shown_name(country, self.state.year)
        return f"{name}, {self.read.units.told(country.value or 0.0)}"

    def _title(self) -> str:
        """Return the range of the countries of the group; the neutral name where they are few or near."""
        low, high = self.ordered[-1].value or 0.0, self.ordered[0].value or 0.0
        if len(self.ordered) < FEWEST or high - low < LEAST_RANGE or self.read.units.unit.kind != "share":
            return self.declared.name.in_language(self.data.language)
        units = self.read.units
        return self.say(
            "title",
            place=place_name(self.data, self.state),
            count=len(self.ordered),
            low=units.told(low),
            high=units.told(high),
        )

    def _lines(self) -> tuple[DotLine, ...]:
        chosen, world = self.read.chosen, self.read.aggregate(WORLD, WORLD_CODE)
        lines = []
        if chosen is not None and chosen.value is not None and not chosen.is_world:
            lines.append(DotLine(kind="region", value=chosen.value, name=self._line_name(chosen, chosen.group.name)))
        if world is not None and world.value is not None:
            name = self._line_name(world, self.data.say("dashboards.place.world"))
            lines.append(DotLine(kind="world", value=world.value, name=name))
        return tuple(lines)

    def _line_name(self, figure: AggregateFigure, name: str) -> str:
        return self.say("line", name=name, value=self.read.units.told(figure.value or 0.0))

    def _rows(self, description: str) -> DotChart:
        return DotChart(
            rows=tuple(self._row(each) for each in self.ordered[:MOST_ROWS]),
            axis=self.axis,
            language=self.data.language,
            description=description,
            lines=self._lines(),
        )

    def _row(self, country: CountryFigure) -> DotRow:
        letter = LETTERS.get(country.status, "")
        text = country.text(self.read.units)
        bounds = country.bounds if country.bounds and country.bounds[0] != country.bounds[1] else None
        return DotRow(
            name=shown_name(country, self.state.year),
            value=country.value,
            text=f"{text} {letter}" if letter else text,
            state=country.state,
            interval=bounds,
        )

    def _strips(self, description: str) -> StripChart:
        read, regions = self.read, self.data.groups_of(self.data.region_grouping)
        means = {each.code: read.aggregate(each.grouping, each.code) for each in regions}
        strips = [
            self._strip(each.name, means[each.code], [one for one in self.ordered if one.region == each.code])
            for each in regions
        ]
        apart = [one for one in self.ordered if one.region not in means]
        if apart:
            strips.append(self._strip(self.say("elsewhere"), None, apart))
        shown = sorted(
            (each for each in strips if each.dots), key=lambda each: -(each.mean if each.mean is not None else -1)
        )
        return StripChart(
            strips=tuple(shown),
            axis=self.axis,
            language=self.data.language,
            description=description,
            lines=self._lines(),
            mean_name=self.say("mean"),
        )

    def _strip(self, name: str, mean: AggregateFigure | None, countries: Sequence[CountryFigure]) -> Strip:
        units, value = self.read.units, None if mean is None else mean.value
        return Strip(
            name=name,
            facts=self._facts(countries),
            text="" if mean is None else mean.text(units),
            mean=value,
            dots=tuple(
                StripDot(value=each.value or 0.0, told=self._told(each), state=each.state) for each in countries
            ),
        )

    def _facts(self, countries: Sequence[CountryFigure]) -> str:
        if not countries:
            return ""
        low, high = (self.read.units.number(each.value or 0.0) for each in (countries[-1], countries[0]))
        if low == high:
            return self.say("facts_same", count=len(countries), low=low)
        return self.say("facts", count=len(countries), low=low, high=high)

    def _notes(self) -> tuple[str, ...]:
        is_world = self.state.is_world
        notes = [self.say("strips" if is_world else "rows")]
        states = {each.state for each in self.ordered}
        notes.extend(self.say(each) for each in ("estimated",) if each in states)
        notes.extend(self.data.say(f"dashboards.note.{each}") for each in ("imputed", "provisional") if each in states)
        if any(each.value == 0 for each in self.ordered):
            notes.append(self.data.say("dashboards.note.zero"))
        if not is_world and len(self.ordered) > MOST_ROWS:
            notes.append(self.say("rest", count=len(self.ordered) - MOST_ROWS, most=MOST_ROWS))
        if self.without:
            notes.append(self._without())
        return tuple(notes)

    def _without(self) -> str:
        if len(self.without) > NAMED:
            return self.say("without_count", count=len(self.without))
        return self.say("without", names=", ".join(each.name for each in self.without))
