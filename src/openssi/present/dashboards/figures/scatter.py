"""An indicator of countries against their GDP per head or another indicator, as points."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from openssi.present.dashboards.drawings.log_axis import log_axis
from openssi.present.dashboards.drawings.scatter_chart import ScatterChart, ScatterPoint
from openssi.present.dashboards.figures.cells import noted
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import (
    PlaceValue,
    country_address,
    country_figures,
    highest_first,
    of_countries,
)
from openssi.present.dashboards.figures.ranked_bars import slots
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.gdp_per_head import gdp_per_head
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure

FEWEST_DRAWN = 3
FEWEST_TOLD = 20
"""Countries from which a title says how the two values go together."""

STRONG = 0.5
"""Rank correlation from which a title says so."""

NAMED_AT_EACH_END = 3
_SURE = 2.0
"""Standard errors of a rank correlation without any relation that it has to exceed."""


@dataclass(frozen=True, slots=True)
class _Pair:
    value: PlaceValue
    dollars: float
    year: int
    source: str

    @property
    def y(self) -> float:
        return self.value.value or 0.0


def scatter(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the first indicator of a figure, or that of the page, against GDP per head in US dollars."""
    indicator = declared.indicators[0] if declared.indicators else state.indicator
    return scatter_figure(data, state, declared, data.key(indicator, state.sex))


def scatter_figure(
    data: ReleaseData, state: PageState, declared: DeclaredFigure, key: Key, notes: Sequence[str] = ()
) -> DashboardFigure:
    """Return one key against GDP per head in US dollars; countries without one of both are counted in a note."""
    values = [each for each in of_countries(data, state, [key])[key] if each.value is not None]
    pairs = _pairs(data, state, values)
    if len(pairs) < FEWEST_DRAWN:
        return nothing_to_show(data, state, declared)
    title = _title(data, declared, pairs)
    drawn = _chart(data, state, key, pairs, title)
    left_out = len(values) - len(pairs)
    without = (data.say("dashboards_money.scatter.without", count=left_out),) if left_out else ()
    sources = dict.fromkeys(each.source for each in pairs if each.source)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, **slots(data, state, key, values)),
        description=drawn.description,
        notes=(*notes, data.say("dashboards_money.scatter.ratios"), *without),
        source=source_line(data, country_figures(values), sources),
        table=_table(data, state, key, pairs),
        draws=drawn.draw,
        width=declared.width,
    )


def _pairs(data: ReleaseData, state: PageState, values: Iterable[PlaceValue]) -> list[_Pair]:
    found = gdp_per_head(data, state.year)
    return [
        _Pair(each, found[each.area].dollars, found[each.area].year, found[each.area].source)
        for each in highest_first(values)
        if each.area in found
    ]


def _chart(data: ReleaseData, state: PageState, key: Key, pairs: Sequence[_Pair], title: str) -> ScatterChart:
    units = data.units(key[0])
    x_axis = log_axis([each.dollars for each in pairs])
    named = set(state.areas) or _extremes(pairs)
    points = tuple(
        ScatterPoint(
            name=each.value.name,
            x=each.dollars,
            y=each.y,
            tooltip=_told(data, key, each),
            href=country_address(data, each.value.area),
            state=each.value.figure.state if each.value.figure and each.value.area else "normal",  # type: ignore[union-attr]
            is_named=each.value.area in named,
        )
        for each in pairs
    )
    return ScatterChart(
        points=points,
        x_axis=x_axis,
        x_labels=tuple(format_number(each, data.language) for each in x_axis.ticks),
        x_name=data.say("dashboards_money.scatter.gdp_per_head"),
        y_axis=axis_of((each.y for each in pairs), units),
        y_name=units.symbol or units.name,
        language=data.language,
        description=f"{title}. {'; '.join(_told(data, key, each) for each in pairs)}.",
    )


def _told(data: ReleaseData, key: Key, pair: _Pair) -> str:
    return data.say(
        "dashboards_money.scatter.point",
        name=pair.value.name,
        value=data.units(key[0]).told(pair.y),
        year=pair.value.years()[0],
        dollars=format_number(pair.dollars, data.language),
        gdp_year=pair.year,
    )


def _extremes(pairs: Sequence[_Pair]) -> set[str]:
    """Return the countries at the ends of both scales."""
    by_y, by_x = list(pairs), sorted(pairs, key=lambda each: each.dollars)
    ends = [part for ordered in (by_y, by_x) for part in (ordered[:NAMED_AT_EACH_END], ordered[-NAMED_AT_EACH_END:])]
    return {each.value.area for part in ends for each in part}


def _title(data: ReleaseData, declared: DeclaredFigure, pairs: Sequence[_Pair]) -> str:
    """Return how the value goes with GDP per head where the ranks of enough countries say so surely."""
    name = declared.name.in_language(data.language)
    related = rank_correlation([each.dollars for each in pairs], [each.y for each in pairs])
    is_sure = abs(related) >= max(STRONG, _SURE / sqrt(len(pairs) - 1))
    if len(pairs) < FEWEST_TOLD or not is_sure:
        return name
    return data.say(f"dashboards_money.scatter.{'rises' if related > 0 else 'falls'}", name=name)


def rank_correlation(first: Sequence[float], second: Sequence[float]) -> float:
    """Return the correlation of the ranks of two series between -1 and 1, zero where one of them does not vary."""
    one, other = _ranks(first), _ranks(second)
    middle = (len(one) - 1) / 2
    both = sum((a - middle) * (b - middle) for a, b in zip(one, other, strict=True))
    spread = sqrt(sum((a - middle) ** 2 for a in one) * sum((b - middle) ** 2 for b in other))
    return both / spread if spread else 0.0


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value; equal values share the mean of their ranks."""
    ordered = sorted(values)
    places: dict[float, list[int]] = {}
    for rank, value in enumerate(ordered):
        places.setdefault(value, []).append(rank)
    shared: Mapping[float, float] = {value: sum(ranks) / len(ranks) for value, ranks in places.items()}
    return [shared[each] for each in values]


def _table(data: ReleaseData, state: PageState, key: Key, pairs: Sequence[_Pair]) -> FigureTable:
    columns = (
        FigureColumn(id="country", name=data.say("dashboards.column.country")),
        FigureColumn(id="value", name=data.short_name(key[0]), unit=data.units(key[0]).symbol, is_number=True),
        FigureColumn(id="gdp_per_head_usd", name=data.say("dashboards_money.scatter.gdp_per_head"), is_number=True),
    )
    return FigureTable(columns=columns, rows=tuple(_cells(data, state, each) for each in pairs))


def _cells(data: ReleaseData, state: PageState, pair: _Pair) -> tuple[FigureCell, ...]:
    dollars = FigureCell(
        text=format_number(pair.dollars, data.language),
        value=pair.dollars,
        year=str(pair.year),
        note=noted(data, pair.source),
    )
    return (FigureCell(text=pair.value.name, href_area=pair.value.area), pair.value.cell(data, state), dollars)
