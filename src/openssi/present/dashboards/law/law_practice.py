"""The gap between law and practice: who is entitled by law, and who of them is effectively covered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from openssi.present.axis import STEPS, Axis, decimals_of, round_step
from openssi.present.dashboards.drawings.bar_chart import BarChart, BarRow, described
from openssi.present.dashboards.drawings.change_chart import ChangeChart
from openssi.present.dashboards.drawings.two_points import TwoValues
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import subtitle_of
from openssi.present.dashboards.figures.place_values import PlaceValue, country_figures, of_chosen_group, of_countries
from openssi.present.dashboards.figures.ranked_bars import MOST_DRAWN, mark_notes
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.law.legal_parts import branch_name, legal_nothing, sex_name, told_for
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.unit_axis import axis_of
from openssi.present.unit_format import UnitFormat
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.observation import TOTAL

FEWEST = 3
"""Countries, or branches, from which a title counts them."""

NEAR = 0.05
"""Points under which law and practice are told as equal: what one decimal does not show."""

SEXES = ("F", "M")


@dataclass(frozen=True, slots=True)
class BothSides:
    """A place with what the law provides for and what is done.

    Attributes:
        law: Entitled by law, per cent.
        practice: Effectively covered, per cent of the same persons.
    """

    value: PlaceValue
    law: float
    practice: float


def sides_of(declared: DeclaredFigure, indicator: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the gap of a branch and the indicators that add up to its legal side; none where no gap is declared."""
    gap, *law = declared.options.get(indicator, "").split() or [""]
    return (gap, tuple(law)) if gap else None


def law_practice(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the countries of the place in the chosen branch: entitled by law, effectively covered.

    Options: for each indicator of a branch its gap and, after it, the indicators that add up to its legal side.
    """
    sides = sides_of(declared, state.indicator)
    if sides is None:
        return legal_nothing(
            data, state, declared, data.say("dashboards_legal.no_gap", branch=branch_name(data, state.indicator))
        )
    gap, law = data.key(sides[0], state.sex), [data.key(each, state.sex) for each in sides[1]]
    named = replace(declared, indicators=(sides[0],))
    found = both_sides(data, state, gap, law)
    return _law_practice(data, state, named, found) if found else legal_nothing(data, state, named)


def both_sides(data: ReleaseData, state: PageState, gap: Key, law: Sequence[Key]) -> list[BothSides]:
    """Return the countries with both sides of one year, the widest gap first; practice is law less the gap."""
    found = of_countries(data, state, [gap, *law])
    by_law = [{each.area: each for each in found[key] if each.value is not None} for key in law]
    sides = []
    for value in found[gap]:
        parts = [each[value.area] for each in by_law if value.area in each]
        if value.value is None or len(parts) < len(law) or any(part.years() != value.years() for part in parts):
            continue
        of_law = sum(part.value or 0.0 for part in parts)
        sides.append(BothSides(value, of_law, of_law - value.value))
    return sorted(sides, key=lambda each: (each.practice - each.law, each.value.name))


def _law_practice(
    data: ReleaseData, state: PageState, declared: DeclaredFigure, sides: Sequence[BothSides]
) -> DashboardFigure:
    units = data.units(data.key(state.indicator)[0])
    drawn = [*sides[: MOST_DRAWN // 2], *sides[-MOST_DRAWN // 2 :]] if len(sides) > MOST_DRAWN else list(sides)
    rows = tuple(
        TwoValues(
            name=each.value.label(state.year),
            first=each.law,
            second=each.practice,
            texts=(units.number(each.law), units.number(each.practice)),
        )
        for each in drawn
    )
    heads = (data.say("dashboards_legal.by_law"), data.say("dashboards_legal.in_practice"))
    title = _sides_title(data, declared, sides)
    told = "; ".join(f"{row.name}: {row.texts[0]}, {row.texts[1]}" for row in rows)
    description = f"{title}. {heads[0]}, {heads[1]}: {told}."
    notes = [data.say("dashboards_legal.sides")]
    if len(drawn) < len(sides):
        notes.append(data.say("dashboards_legal.drawn", count=len(drawn), of=len(sides)))
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(
            data, state, declared, branch=branch_name(data, declared.indicators[0]), sex=sex_name(data, state)
        ),
        description=description,
        notes=tuple(notes),
        source=source_line(data, country_figures(each.value for each in sides)),
        table=_sides_table(data, state, sides, units, heads),
        draws=ChangeChart(
            rows=rows,
            dates=heads,
            axis=axis_of([value for row in rows for value in (row.first, row.second)], units),
            language=data.language,
            description=description,
        ).draw,
        width=declared.width,
    )


def _sides_title(data: ReleaseData, declared: DeclaredFigure, sides: Sequence[BothSides]) -> str:
    """Return in how many countries the law reaches further than practice, or the reverse where that is more."""
    behind = sum(1 for each in sides if each.law - each.practice > NEAR)
    ahead = sum(1 for each in sides if each.practice - each.law > NEAR)
    if len(sides) < FEWEST or behind == ahead:
        return declared.name.in_language(data.language)
    key, count = ("behind", behind) if behind > ahead else ("ahead", ahead)
    said = f"dashboards_legal.sides_all.{key}" if count == len(sides) else f"dashboards_legal.sides_some.{key}"
    return data.say(said, count=count, of=len(sides), branch=branch_name(data, declared.indicators[0]))


def _sides_table(
    data: ReleaseData, state: PageState, sides: Sequence[BothSides], units: UnitFormat, heads: tuple[str, str]
) -> FigureTable:
    points = data.units(sides[0].value.key[0]).symbol
    columns = (
        FigureColumn(id="country", name=data.say("dashboards.column.country")),
        FigureColumn(id="entitled_by_law", name=heads[0], unit=units.symbol, is_number=True),
        FigureColumn(id="effectively_covered", name=heads[1], unit=units.symbol, is_number=True),
        FigureColumn(id="gap", name=data.say("dashboards_legal.gap"), unit=points, is_number=True),
    )
    rows = tuple(
        (
            FigureCell(text=each.value.name, href_area=each.value.area),
            FigureCell(text=units.number(each.law), value=each.law),
            FigureCell(text=units.number(each.practice), value=each.practice),
            each.value.cell(data, state),
        )
        for each in sides
    )
    return FigureTable(columns=columns, rows=rows)


def gap_by_branch(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the gap of each branch for the chosen group, zero in the middle, women and men below where there are."""
    keys = [(each, _sexes(data, each, state.sex)) for each in told_for(data, declared.indicators, state.sex)]
    found = of_chosen_group(data, state, list(chain.from_iterable(sexes for _, sexes in keys)))
    shown = [(each, [found[key] for key in sexes]) for each, sexes in keys if found[sexes[0]].value is not None]
    if not shown:
        return legal_nothing(data, state, declared)
    rows = tuple(row for each, values in shown for row in _bars(data, state, each, values))
    title = _gap_title(data, declared, [values[0] for _, values in shown])
    description = f"{title}. {described(rows)}."
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, sex=sex_name(data, state)),
        description=description,
        notes=(data.say("dashboards_legal.gap_sign"), *mark_notes(data, rows)),
        source=source_line(data),
        table=_gap_table(data, state, shown),
        draws=BarChart(
            rows=rows,
            axis=_around_zero(data.units(shown[0][0]), [row.value or 0.0 for row in rows]),
            language=data.language,
            description=description,
        ).draw,
        width=declared.width,
    )


def _sexes(data: ReleaseData, indicator: str, sex: str) -> list[Key]:
    own = data.key(indicator, sex)
    if own[1] != TOTAL:
        return [own]
    return [own, *(data.key(indicator, each) for each in SEXES if each in data.indicator(indicator).sexes)]


def _bars(data: ReleaseData, state: PageState, indicator: str, values: Sequence[PlaceValue]) -> list[BarRow]:
    names = [branch_name(data, indicator), *(data.say(f"dashboards.sex.{each}") for each in SEXES)]
    rows = []
    for number, value in enumerate(values):
        if value.value is not None:
            rows.append(replace(value.bar(data, state, is_main=number == 0), name=names[number]))
    return rows


def _around_zero(units: UnitFormat, values: Sequence[float]) -> Axis:
    """Return an axis with zero in the middle."""
    step = round_step(max((abs(each) for each in values), default=1.0) / (STEPS / 2) or 1.0)
    low, decimals = -step * STEPS / 2, decimals_of(step)
    ticks = [low + number * step for number in range(STEPS + 1)]
    labels = tuple("0" if abs(tick) < step / 10 else units.limit(tick, decimals) for tick in ticks)
    return Axis(low, -low, labels)


def _gap_title(data: ReleaseData, declared: DeclaredFigure, values: Sequence[PlaceValue]) -> str:
    """Return in how many branches the law surely reaches further than practice."""
    above = [each for each in values if _lowest(each) > NEAR]
    if len(values) < FEWEST or not above:
        return declared.name.in_language(data.language)
    key = "all" if len(above) == len(values) else "some"
    return data.say(f"dashboards_legal.further.{key}", count=len(above), of=len(values))


def _lowest(value: PlaceValue) -> float:
    return value.interval[0] if value.interval else value.value or 0.0


def _gap_table(data: ReleaseData, state: PageState, shown: Sequence[tuple[str, list[PlaceValue]]]) -> FigureTable:
    unit = data.units(shown[0][0]).symbol
    sexes = (state.sex.strip("_"),) if state.sex != TOTAL else ("T", *SEXES)
    columns = (
        FigureColumn(id="branch", name=data.say("dashboards_legal.met.head")),
        *(
            FigureColumn(id=f"gap_{each.lower()}", name=data.say(f"dashboards.sex.{each}"), unit=unit, is_number=True)
            for each in sexes
        ),
    )
    none = FigureCell(text="a", state="not_applicable", note=data.say("dashboards_legal.not_by_sex"))
    rows = tuple(
        (
            FigureCell(text=branch_name(data, indicator)),
            *(values[n].cell(data, state) if n < len(values) else none for n in range(len(sexes))),
        )
        for indicator, values in shown
    )
    return FigureTable(columns=columns, rows=rows)


def mean_gap(data: ReleaseData, state: PageState, gap: str) -> PlaceValue:
    """Return the gap of the chosen group."""
    key = data.key(gap, state.sex)
    return of_chosen_group(data, state, [key])[key]
