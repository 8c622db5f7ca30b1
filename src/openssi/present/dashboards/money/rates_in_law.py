"""Replacement rates in law beside the minimum that a Convention asks for, branch by branch."""

from collections.abc import Sequence
from dataclasses import dataclass

from openssi.present.dashboards.drawings.minimum_chart import MinimumChart, MinimumRow
from openssi.present.dashboards.drawings.strip_chart import StripDot
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import PlaceValue, country_figures, of_countries
from openssi.present.dashboards.figures.ranked_bars import FEWEST_TOLD, slots
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.figures.stack_places import PartKey, part_keys
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure
from openssi.present.numbers import percent
from openssi.present.punctuation import listed, named
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.standard import Limit, StandardBranch

WHOLE = 100.0


@dataclass(frozen=True, slots=True)
class _Branch:
    """A branch with its values, and the minimum where one was read in its source."""

    part: PartKey
    values: tuple[PlaceValue, ...]
    standard: StandardBranch | None

    @property
    def rate(self) -> Limit | None:
        if self.standard is None or self.standard.rate is None or not self.standard.rate.provenance.confirmed:
            return None
        return self.standard.rate

    @property
    def minimum(self) -> float | None:
        return float(self.rate.value) if self.rate else None

    @property
    def reaching(self) -> int:
        return sum(1 for each in self.values if self.minimum is not None and (each.value or 0.0) >= self.minimum)


def rates_in_law(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the countries of the chosen group on a scale for each branch, with the minimum as a broken line.

    Options: `parts` (`part_keys`), and `minima`, the branches of `definitions/standards` in the order of the parts.
    """
    branches = [each for each in _branches(data, state, declared) if each.values]
    if not branches:
        return nothing_to_show(data, state, declared)
    title = _title(data, declared, branches)
    values = [value for each in branches for value in each.values]
    told = [named(each.part.name, _facts(data, each), data.language) for each in branches]
    chart = MinimumChart(
        rows=tuple(_row(data, each) for each in branches),
        axis=axis_of([WHOLE, *(each.value or 0.0 for each in values)], data.units(branches[0].part.key[0])),
        language=data.language,
        description=f"{title}. {listed(told, data.language)}.",
        legend=_legend(data, branches),
    )
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, **slots(data, state, branches[0].part.key, values)),
        description=chart.description,
        notes=(data.say("dashboards_money.minimum.indicative"), *_sources(data, branches)),
        source=source_line(data, country_figures(values)),
        table=_table(data, state, branches),
        draws=chart.draw,
        width=declared.width,
    )


def _branches(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> list[_Branch]:
    parts = part_keys(data, state, declared)
    standards = {each.id: each for each in data.definitions.standards.branches()}
    found = of_countries(data, state, [each.key for each in parts])
    minima = declared.options.get("minima", "").split()
    return [
        _Branch(
            part,
            tuple(each for each in found[part.key] if each.value is not None),
            standards.get(minima[number]) if number < len(minima) else None,
        )
        for number, part in enumerate(parts)
    ]


def _row(data: ReleaseData, branch: _Branch) -> MinimumRow:
    return MinimumRow(
        name=branch.part.name,
        facts=_facts(data, branch),
        minimum=branch.minimum,
        dots=tuple(_dot(data, each) for each in sorted(branch.values, key=lambda each: each.name)),
    )


def _dot(data: ReleaseData, value: PlaceValue) -> StripDot:
    number = value.value or 0.0
    told = f"{data.units(value.key[0]).told(number)} ({value.years()[0]})"
    state = value.figure.state if isinstance(value.figure, CountryFigure) else "normal"
    return StripDot(value=number, told=named(value.name, told, data.language), state=state)


def _facts(data: ReleaseData, branch: _Branch) -> str:
    if branch.minimum is None:
        return data.say("dashboards_money.minimum.countries", count=len(branch.values))
    told = percent(branch.minimum, data.language, 0 if branch.minimum.is_integer() else 1)
    return data.say("dashboards_money.minimum.reached", count=branch.reaching, total=len(branch.values), minimum=told)


def _title(data: ReleaseData, declared: DeclaredFigure, branches: Sequence[_Branch]) -> str:
    """Return the branch in which the fewest countries reach the minimum, the neutral name where all do alike."""
    judged = [each for each in branches if each.minimum is not None and len(each.values) >= FEWEST_TOLD]
    least = min(judged, key=lambda each: each.reaching / len(each.values), default=None)
    name = declared.name.in_language(data.language)
    if least is None:
        return name
    if least.reaching == len(least.values):
        return data.say("dashboards_money.minimum.all", name=name, count=len(judged))
    return data.say(
        "dashboards_money.minimum.least",
        name=name,
        branch=least.part.name,
        count=least.reaching,
        total=len(least.values),
    )


def _legend(data: ReleaseData, branches: Sequence[_Branch]) -> str:
    """Return what the broken line is: convention and articles, as the definitions have them."""
    judged = [(each.standard, each.rate) for each in branches if each.standard and each.rate]
    articles: dict[tuple[str, str], None] = {}
    for standard, rate in judged:
        articles[standard.convention.removeprefix("C"), rate.provenance.article] = None
    told = [
        data.say("dashboards_money.minimum.article", convention=convention, article=article)
        for convention, article in articles
    ]
    return data.say("dashboards_money.minimum.legend", articles=listed(told, data.language)) if told else ""


def _sources(data: ReleaseData, branches: Sequence[_Branch]) -> tuple[str, ...]:
    rates = (each.rate for each in branches)
    named_once = dict.fromkeys(
        rate.provenance.source.title.in_language(data.language) for rate in rates if rate is not None
    )
    return tuple(data.say("dashboards_money.minimum.source", source=each) for each in named_once)


def _table(data: ReleaseData, state: PageState, branches: Sequence[_Branch]) -> FigureTable:
    columns = (
        FigureColumn(id="place", name=data.say("dashboards_money.column.place")),
        *(
            FigureColumn(
                id=each.part.key[0].lower(),
                name=each.part.name,
                unit=data.units(each.part.key[0]).symbol,
                is_number=True,
            )
            for each in branches
        ),
    )
    names = {value.area: value.name for each in branches for value in each.values}
    by_area = [{value.area: value for value in each.values} for each in branches]
    rows = tuple(
        (
            FigureCell(text=names[area], href_area=area),
            *(
                (held.get(area) or PlaceValue(name=names[area], key=each.part.key, area=area)).cell(data, state)
                for held, each in zip(by_area, branches, strict=True)
            ),
        )
        for area in sorted(names, key=lambda each: names[each])
    )
    return FigureTable(columns=columns, rows=(_minimum_row(data, branches), *rows))


def _minimum_row(data: ReleaseData, branches: Sequence[_Branch]) -> tuple[FigureCell, ...]:
    cells = (
        FigureCell(text="")
        if each.minimum is None
        else FigureCell(text=data.units(each.part.key[0]).number(each.minimum), value=each.minimum)
        for each in branches
    )
    return (FigureCell(text=data.say("dashboards_money.minimum.row")), *cells)
