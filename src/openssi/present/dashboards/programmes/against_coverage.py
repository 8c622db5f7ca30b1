"""An indicator of countries against another one of them, as points: poverty against coverage."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from openssi.present.axis import Axis
from openssi.present.dashboards.drawings.scatter_chart import ScatterChart, ScatterPoint
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.place_values import PlaceValue, country_address, country_figures, of_countries
from openssi.present.dashboards.figures.scatter import (
    FEWEST_DRAWN,
    FEWEST_TOLD,
    NAMED_AT_EACH_END,
    STRONG,
    rank_correlation,
)
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure

_TEXTS = "dashboards_context.against"
_SURE = 2.0
"""Standard errors of a rank correlation without any relation that it has to exceed."""

Pair = tuple[PlaceValue, PlaceValue]


@dataclass(frozen=True, slots=True)
class PlainScale:
    """An axis whose steps are equal, with places between 0 and 1."""

    axis: Axis

    @property
    def ticks(self) -> tuple[float, ...]:
        """Values at the gridlines."""
        return self.axis.ticks

    def place(self, value: float) -> float:
        """Return where a value stands, between 0 and 1."""
        return self.axis.place(value) / 100


def against(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the first indicator across, and upwards the one of the others that the most countries have.

    A country is marked where the page is on one.
    """
    across, *others = (data.key(each) for each in declared.indicators)
    place = replace(state, area="")
    values = of_countries(data, place, [across, *others])
    pairs = {other: _pairs(values[across], values[other]) for other in others}
    upwards = max(others, key=lambda key: len(pairs[key]))
    found = pairs[upwards]
    if len(found) < FEWEST_DRAWN:
        return nothing_to_show(data, state, declared)
    title = _title(data, upwards, found) or declared.name.in_language(data.language)
    drawn = _chart(data, state, (across, upwards), found, title)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, place, declared),
        description=drawn.description,
        notes=(data.say(f"{_TEXTS}.note", count=len(found)),),
        source=source_line(data, country_figures(each for pair in found for each in pair)),
        table=_table(data, state, (across, upwards), found),
        draws=drawn.draw,
        width=declared.width,
    )


def _pairs(across: Sequence[PlaceValue], upwards: Sequence[PlaceValue]) -> list[Pair]:
    known = {each.area: each for each in across if each.value is not None}
    return [(known[each.area], each) for each in upwards if each.value is not None and each.area in known]


def _numbers(pairs: Sequence[Pair]) -> tuple[list[float], list[float]]:
    return [one.value or 0.0 for one, _ in pairs], [other.value or 0.0 for _, other in pairs]


def _title(data: ReleaseData, upwards: Key, pairs: Sequence[Pair]) -> str:
    """Return how the two go together where the ranks of enough countries say so surely, else nothing."""
    related = rank_correlation(*_numbers(pairs))
    if len(pairs) < FEWEST_TOLD or abs(related) < max(STRONG, _SURE / sqrt(len(pairs) - 1)):
        return ""
    return data.say(f"{_TEXTS}.{'rises' if related > 0 else 'falls'}", name=data.short_name(upwards[0]))


def _chart(
    data: ReleaseData, state: PageState, keys: tuple[Key, Key], pairs: Sequence[Pair], title: str
) -> ScatterChart:
    units = [data.units(key[0]) for key in keys]
    xs, ys = _numbers(pairs)
    x_axis = axis_of(xs, units[0])
    named = {state.area} if state.area else _extremes(pairs)
    told = [_told(data, keys, pair) for pair in pairs]
    points = tuple(
        ScatterPoint(
            name=one.name,
            x=x,
            y=y,
            tooltip=text,
            href=country_address(data, one.area),
            is_named=one.area in named,
        )
        for (one, _), x, y, text in zip(pairs, xs, ys, told, strict=True)
    )
    return ScatterChart(
        points=points,
        x_axis=PlainScale(x_axis),
        x_labels=x_axis.labels,
        x_name=f"{data.short_name(keys[0][0])}, {units[0].symbol or units[0].name}",
        y_axis=axis_of(ys, units[1]),
        y_name=f"{data.short_name(keys[1][0])}, {units[1].symbol or units[1].name}",
        language=data.language,
        description=f"{title}. {'; '.join(told)}.",
    )


def _extremes(pairs: Sequence[Pair]) -> set[str]:
    """Return the countries at the ends of both scales."""
    by_x, by_y = (sorted(pairs, key=lambda pair, at=at: pair[at].value or 0.0) for at in (0, 1))  # type: ignore[misc]
    ends = [part for each in (by_x, by_y) for part in (each[:NAMED_AT_EACH_END], each[-NAMED_AT_EACH_END:])]
    return {pair[0].area for part in ends for pair in part}


def _told(data: ReleaseData, keys: tuple[Key, Key], pair: Pair) -> str:
    x, y = (data.units(key[0]).told(each.value or 0.0) for key, each in zip(keys, pair, strict=True))
    years = [each.years()[0] for each in pair]
    return data.say(f"{_TEXTS}.point", name=pair[0].name, x=x, x_year=years[0], y=y, y_year=years[1])


def _table(data: ReleaseData, state: PageState, keys: tuple[Key, Key], pairs: Sequence[Pair]) -> FigureTable:
    columns = (
        FigureColumn(id="country", name=data.say("dashboards.column.country")),
        *(
            FigureColumn(
                id=key[0].lower(), name=data.short_name(key[0]), unit=data.units(key[0]).symbol, is_number=True
            )
            for key in keys
        ),
    )
    rows = (
        (FigureCell(text=pair[0].name, href_area=pair[0].area), *(each.cell(data, state) for each in pair))
        for pair in pairs
    )
    return FigureTable(columns=columns, rows=tuple(rows))
