"""Women and men of the countries that report both, by the gap between them."""

from dataclasses import replace

from openssi.present.dashboards.drawings.two_point_chart import WOMEN_AND_MEN, TwoPointChart
from openssi.present.dashboards.drawings.two_points import TwoValues
from openssi.present.dashboards.figures.cells import group_cell, head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.following import following, nothing_of
from openssi.present.dashboards.figures.sex_pairs import BOTH, Pair, pairs_of
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.indicator_data import indicator_data
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import WORLD, AggregateFigure
from openssi.present.numbers import percent, percent_number, year_range
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure

MOST_ROWS = 40
"""Countries that are drawn, those with the widest gaps; the table holds all."""

FEWEST = 3
"""Countries with both from which a title is a finding."""

NEAR = 1.0
"""Points under which women and men are told as equal."""


def sex_gap(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the countries of the place by their gap, and the place itself where its figures are published."""
    indicator = following(state, declared)
    if not set(BOTH) <= set(data.indicator(indicator).sexes):
        found = nothing_of(data, state, declared, indicator)
        return _because(found, data.say("dashboards_coverage.gap.one_sex", name=data.short_name(indicator)))
    gap = _Gap(data, state, declared, indicator)
    return gap.figure() if gap.pairs else _because(nothing_of(data, state, declared, indicator), gap.why_none())


def _because(figure: DashboardFigure, reason: str) -> DashboardFigure:
    return replace(figure, empty=reason, description=reason)


class _Gap:
    def __init__(self, data: ReleaseData, state: PageState, declared: DeclaredFigure, indicator: str) -> None:
        self.data, self.state, self.declared = data, state, declared
        self.units = data.units(indicator)
        self.read = indicator_data(data, state, indicator)
        breakdown = self.read.selection.breakdown
        self.keys: tuple[Key, Key] = ((indicator, BOTH[0], breakdown), (indicator, BOTH[1], breakdown))
        place = (state.grouping, state.group)
        found = data.countries(self.keys, state.year, place=place)
        self.found = found
        self.pairs = pairs_of(data, state, self.keys, found[self.keys[0]], found[self.keys[1]])
        self.groups = self._groups(place)

    def say(self, key: str, **values: object) -> str:
        return self.data.say(f"dashboards_coverage.gap.{key}", **values)

    def why_none(self) -> str:
        return self.say("none", year=self.state.year)

    def _groups(self, place: tuple[str, str]) -> list[Pair]:
        """Return the place itself, none where the figure of either sex is not published."""
        found = self.data.aggregates(self.keys, self.state.year, [place[0]])
        figures = [found.get((key, *place)) for key in self.keys]
        women, men = figures
        if women is None or men is None or women.value is None or men.value is None:
            return []
        cells = [
            group_cell(self.data, key, each, self.state, place) for key, each in zip(self.keys, figures, strict=True)
        ]
        world = self.data.say("dashboards.place.world")
        return [
            Pair(
                name=world if place[0] == WORLD else women.group.name,
                women=women.value,
                men=men.value,
                cells=(cells[0], cells[1]),
                is_open=_is_open(women, men),
            )
        ]

    def text(self, pair: Pair) -> str:
        number = percent_number(pair.gap, self.data.language)
        return f"+{number}" if pair.gap > 0 and number.strip("0,.") else number

    def drawn(self) -> list[Pair]:
        """Return the pairs that are drawn: all, or those with the widest gaps."""
        kept = sorted(self.pairs, key=lambda each: -abs(each.gap))[:MOST_ROWS]
        return [each for each in self.pairs if each in kept]

    def figure(self) -> DashboardFigure:
        shown = [*self.groups, *self.drawn()]
        rows = tuple(
            TwoValues(
                name=each.name,
                first=each.women,
                second=each.men,
                texts=(percent(each.women, self.data.language), percent(each.men, self.data.language)),
                change=self.text(each),
                is_main=not each.area,
            )
            for each in shown
        )
        title = self._title()
        told = "; ".join(f"{row.name}: {row.change}" for row in rows)
        names = (self.data.say("dashboards.sex.F"), self.data.say("dashboards.sex.M"), self.say("head"))
        return DashboardFigure(
            id=self.declared.id,
            title=title,
            subtitle=self._subtitle(),
            description=f"{title}. {self.say('head')}: {told}.",
            notes=self._notes(),
            source=source_line(self.data, (each for rows in self.found.values() for each in rows)),
            table=self._table(),
            draws=TwoPointChart(
                look=WOMEN_AND_MEN,
                rows=rows,
                axis=axis_of([value for row in rows for value in (row.first, row.second)], self.units),
                names=names,
                language=self.data.language,
                description=title,
            ).draw,
            width=self.declared.width,
        )

    def _title(self) -> str:
        """Return in how many countries women are covered less, or more; neutral where they are few or in balance."""
        sure = [each for each in self.pairs if abs(each.gap) >= NEAR and not each.is_open]
        less, more = (sum(1 for each in sure if each.gap * sign > 0) for sign in (-1, 1))
        words = self._people()
        if len(self.pairs) < FEWEST or less == more or not words or not self.read.is_coverage:
            return self.declared.name.in_language(self.data.language)
        key, count = ("less", less) if less > more else ("more", more)
        return self.say(key, women=words[0], men=words[1], count=count, total=len(self.pairs))

    def _people(self) -> tuple[str, str] | None:
        """Return the women and the men whom the indicator is about, none where the definitions have no words."""
        words = [
            self.data.words.say_or(
                f"indicators.{self.keys[0][0]}.{sex}.{'whole' if self.data.language == 'es' else 'people'}", ""
            )
            for sex in BOTH
        ]
        return (words[0], words[1]) if all(words) else None

    def _subtitle(self) -> str:
        years = [each.year for each in self.pairs]
        return self.say(
            "subtitle",
            name=self.data.short_name(self.keys[0][0]),
            unit=self.units.measure,
            count=len(self.pairs),
            years=year_range(min(years), max(years), self.data.language),
        )

    def _notes(self) -> tuple[str, ...]:
        women, men = ({each.area for each in self.found[key] if each.value is not None} for key in self.keys)
        notes = [self.data.words.count("sex_note.reporting", len(women & men)), self.say("reading")]
        if len(self.pairs) > MOST_ROWS:
            notes.append(self.say("rest", most=MOST_ROWS, count=len(self.pairs) - MOST_ROWS))
        return tuple(notes)

    def _table(self) -> FigureTable:
        unit = self.units.symbol
        columns = (
            FigureColumn(id="country", name=self.data.say("dashboards.column.country")),
            FigureColumn(id="women", name=self.data.say("dashboards.sex.F"), unit=unit, is_number=True),
            FigureColumn(id="men", name=self.data.say("dashboards.sex.M"), unit=unit, is_number=True),
            FigureColumn(id="gap", name=self.say("head"), unit=self.say("points"), is_number=True),
        )
        rows = [
            (head_cell(each.name, each.area), *each.cells, FigureCell(text=self.text(each), value=each.gap))
            for each in (*self.groups, *self.pairs)
        ]
        return FigureTable(columns=columns, rows=tuple(rows))


def _is_open(women: AggregateFigure, men: AggregateFigure) -> bool:
    if women.interval is None or men.interval is None:
        return False
    return women.interval[0] <= men.interval[1] and men.interval[0] <= women.interval[1]
