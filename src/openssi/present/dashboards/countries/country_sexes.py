"""Women and men of one country by indicator, in the order of the gap between them."""

from dataclasses import dataclass, replace

from openssi.present.dashboards.drawings.two_point_chart import WOMEN_AND_MEN, TwoPointChart
from openssi.present.dashboards.drawings.two_points import TwoValues
from openssi.present.dashboards.figures.cells import country_cell, head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure
from openssi.present.numbers import MINUS, rounded, value_text
from openssi.present.unit_axis import axis_of
from openssi.vocabulary.dashboard import DeclaredFigure

LEAST_GAP = 5.0
"""Points from which a gap is a title."""


def country_sexes(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the indicators for which the country has women and men of the same year."""
    pairs = _pairs(data, state, declared)
    if not pairs:
        empty = data.say("dashboards_country.sexes.none", place=place_name(data, state), year=state.year)
        return replace(nothing_to_show(data, state, declared), empty=empty, description=empty)
    description = "; ".join(_told(data, each) for each in pairs)
    return DashboardFigure(
        id=declared.id,
        title=_title(data, pairs) or declared.name.in_language(data.language),
        subtitle=subtitle_of(data, state, declared),
        description=description,
        notes=_notes(data, state, pairs),
        source=source_line(data, (figure for each in pairs for figure in (each.women, each.men))),
        table=_table(data, state, pairs),
        draws=_chart(data, state, pairs, description).draw,
        width=declared.width,
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    name: str
    women: CountryFigure
    men: CountryFigure
    keys: tuple[Key, Key]

    @property
    def gap(self) -> float:
        """Women minus men, in points."""
        return (self.women.value or 0.0) - (self.men.value or 0.0)

    @property
    def year(self) -> int:
        return self.women.year or 0


def _pairs(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> tuple[_Pair, ...]:
    both = [each for each in declared.indicators if {"F", "M"} <= set(data.indicator(each).sexes)]
    keys = {each: (data.key(each, "F"), data.key(each, "M")) for each in both}
    found = data.countries([key for pair in keys.values() for key in pair], state.year, area=state.area)
    pairs = []
    for indicator, (women_key, men_key) in keys.items():
        women, men = (next(iter(found[key]), None) for key in (women_key, men_key))
        if women is None or men is None or women.value is None or men.value is None or women.year != men.year:
            continue
        pairs.append(_Pair(data.short_name(indicator), women, men, (women_key, men_key)))
    return tuple(sorted(pairs, key=lambda each: each.gap))


def _gap_text(data: ReleaseData, gap: float) -> str:
    """Return a gap with its sign; what prints as zero has none."""
    if not rounded(gap, 1):
        return "0"
    text = value_text(abs(gap), "", data.language)
    return f"{'+' if gap > 0 else MINUS}{text}"


def _title(data: ReleaseData, pairs: tuple[_Pair, ...]) -> str:
    widest = max(pairs, key=lambda each: abs(each.gap))
    if abs(widest.gap) < LEAST_GAP:
        return ""
    key = "behind" if widest.gap < 0 else "ahead"
    gap = value_text(abs(widest.gap), "", data.language)
    return data.say(f"dashboards_country.sexes.{key}", name=widest.name, gap=gap)


def _told(data: ReleaseData, pair: _Pair) -> str:
    units = data.units(pair.keys[0][0])
    women, men = (units.told(each.value or 0.0) for each in (pair.women, pair.men))
    return data.say("dashboards_country.sexes.told", name=pair.name, women=women, men=men)


def _notes(data: ReleaseData, state: PageState, pairs: tuple[_Pair, ...]) -> tuple[str, ...]:
    is_older = any(each.year != state.year for each in pairs)
    return (data.say("dashboards_country.sexes.older"),) if is_older else ()


def _chart(data: ReleaseData, state: PageState, pairs: tuple[_Pair, ...], description: str) -> TwoPointChart:
    units = data.units(pairs[0].keys[0][0])
    women, men, gap = (data.say(f"dashboards_country.sexes.{each}") for each in ("women", "men", "gap"))
    return TwoPointChart(
        look=WOMEN_AND_MEN,
        rows=tuple(
            TwoValues(
                name=each.name if each.year == state.year else f"{each.name} ({each.year})",
                first=each.women.value or 0.0,
                second=each.men.value or 0.0,
                texts=(units.told(each.women.value or 0.0), units.told(each.men.value or 0.0)),
                change=_gap_text(data, each.gap),
            )
            for each in pairs
        ),
        axis=axis_of([value for each in pairs for value in (each.women.value or 0.0, each.men.value or 0.0)], units),
        names=(women, men, gap),
        language=data.language,
        description=description,
    )


def _table(data: ReleaseData, state: PageState, pairs: tuple[_Pair, ...]) -> FigureTable:
    def say(key: str) -> str:
        return data.say(f"dashboards_country.sexes.{key}")

    columns = (
        FigureColumn(id="indicator", name=data.say("dashboards.column.indicator")),
        FigureColumn(id="women", name=say("women"), unit="%", is_number=True),
        FigureColumn(id="men", name=say("men"), unit="%", is_number=True),
        FigureColumn(id="gap", name=say("gap"), is_number=True),
    )
    rows = tuple(
        (
            head_cell(each.name),
            country_cell(data, each.keys[0], each.women, state),
            country_cell(data, each.keys[1], each.men, state),
            FigureCell(text=_gap_text(data, each.gap), value=each.gap),
        )
        for each in pairs
    )
    return FigureTable(columns=columns, rows=rows)
