"""The country behind the figures: population, its ages, who is in the labour force, the size of the economy."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable, Origin
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import named_sources
from openssi.present.dashboards.values.release_data import ContextValue, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number, percent
from openssi.present.told import source_in_words
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.observation import TOTAL

UNDER_15 = "Y0T14"
ITEMS = ("X.POP_TOTAL", "X.POP_CHILD", "X.POP_65P", "X.LF", "X.POP_15P", "X.GDP")

Asked = tuple[str, str, str]
"""Item, sex and age."""


def context_facts(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the context of a country as a table, each value with the year it is of."""
    found = {(each.item, each.sex, each.age): each for each in data.context(ITEMS, state.year, area=state.area)}
    facts = _Facts(data, found)
    rows = tuple(row for make in _MAKERS for row in make(facts))
    if not rows:
        empty = data.say("dashboards_country.context.none", place=place_name(data, state), year=state.year)
        return replace(nothing_to_show(data, state, declared), empty=empty, description=empty)
    columns = (
        FigureColumn(id="item", name=data.say("dashboards_country.context.item")),
        FigureColumn(id="value", name=data.say("dashboards.column.value"), is_number=True),
    )
    return DashboardFigure(
        id=declared.id,
        title=declared.name.in_language(data.language),
        subtitle=subtitle_of(data, state, declared),
        description="; ".join(f"{name.text}: {value.text}" for name, value in rows),
        notes=(),
        source=named_sources(data, [each.source for each in found.values() if each.source]),
        table=FigureTable(columns=columns, rows=rows),
        shape="table",
        width=declared.width,
    )


Row = tuple[FigureCell, FigureCell]


@dataclass(frozen=True, slots=True)
class _Facts:
    data: ReleaseData
    found: dict[Asked, ContextValue]

    def row(self, key: str, text: str, value: float, of: ContextValue) -> Row:
        name = self.data.say(f"dashboards_country.context.{key}")
        source = source_in_words(of.source, self.data.definitions, self.data.language)
        origin = Origin(year=of.year, cell=of.obs_id)
        cell = FigureCell(text=text, value=value, year=str(of.year), note=source, origin=origin)
        return FigureCell(text=name), cell

    def share(self, key: str, part: Asked, whole: Asked) -> Iterator[Row]:
        """Give a share of two values of the same year."""
        one, other = self.found.get(part), self.found.get(whole)
        if one is not None and other is not None and one.year == other.year and other.value > 0:
            value = 100 * one.value / other.value
            yield self.row(key, percent(value, self.data.language), value, one)


def _population(facts: _Facts) -> Iterator[Row]:
    found = facts.found.get(("X.POP_TOTAL", TOTAL, TOTAL))
    if found is not None:
        yield facts.row("population", format_number(found.value, facts.data.language), found.value, found)


def _ages(facts: _Facts) -> Iterator[Row]:
    whole = ("X.POP_TOTAL", TOTAL, TOTAL)
    yield from facts.share("under_15", ("X.POP_CHILD", TOTAL, UNDER_15), whole)
    yield from facts.share("from_65", ("X.POP_65P", TOTAL, TOTAL), whole)


def _labour_force(facts: _Facts) -> Iterator[Row]:
    for key, sex in (("active_women", "F"), ("active_men", "M")):
        yield from facts.share(key, ("X.LF", sex, TOTAL), ("X.POP_15P", sex, TOTAL))


def _gdp(facts: _Facts) -> Iterator[Row]:
    found = facts.found.get(("X.GDP", TOTAL, TOTAL))
    if found is not None:
        told = facts.data.words.about(found.value)
        yield facts.row("gdp", f"{told}\u00a0{found.currency}".strip("\u00a0"), found.value, found)


_MAKERS: tuple[Callable[[_Facts], Iterator[Row]], ...] = (_population, _ages, _labour_force, _gdp)
