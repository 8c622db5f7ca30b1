"""The pensionable age of women and of men in law, country by country."""

from collections.abc import Sequence
from math import ceil, floor

from openssi.present.axis import STEPS, Axis
from openssi.present.dashboards.drawings.two_point_chart import WOMEN_AND_MEN, TwoPointChart
from openssi.present.dashboards.drawings.two_points import TwoValues
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import subtitle_of
from openssi.present.dashboards.figures.place_values import country_figures, of_countries
from openssi.present.dashboards.figures.ranked_bars import MOST_DRAWN
from openssi.present.dashboards.figures.sex_pairs import BOTH, Pair, pairs_of
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.law.legal_parts import legal_nothing
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number
from openssi.vocabulary.dashboard import DeclaredFigure

FEWEST = 3
"""Countries with both ages from which a title counts them."""


def pensionable_ages(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return women and men of each country that has told both ages, the widest gap first."""
    women, men = (data.key(declared.indicators[0], each) for each in BOTH)
    asked = of_countries(data, state, [women, men])
    found = {key: country_figures(values) for key, values in asked.items()}
    pairs = pairs_of(data, state, (women, men), found[women], found[men])
    if not pairs:
        return legal_nothing(data, state, declared)
    title = _title(data, declared, pairs)
    drawn = pairs[:MOST_DRAWN]
    rows = tuple(
        TwoValues(
            name=each.name,
            first=each.women,
            second=each.men,
            texts=(_number(data, each.women), _number(data, each.men)),
            change=_signed(data, each.gap),
        )
        for each in drawn
    )
    names = (data.say("dashboards.sex.F"), data.say("dashboards.sex.M"), data.say("dashboards_legal.women_less_men"))
    told = "; ".join(f"{row.name}: {row.first:g}, {row.second:g}" for row in rows)
    description = f"{title}. {names[0]}, {names[1]}: {told}."
    notes = [data.say("dashboards_legal.age_axis")]
    if len(drawn) < len(pairs):
        notes.append(data.say("dashboards_legal.drawn", count=len(drawn), of=len(pairs)))
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=description,
        notes=tuple(notes),
        source=source_line(data, (each for figures in found.values() for each in figures)),
        table=_table(data, declared, pairs, names),
        draws=TwoPointChart(
            look=WOMEN_AND_MEN,
            rows=rows,
            axis=_ages(data, drawn),
            names=names,
            language=data.language,
            description=description,
        ).draw,
        width=declared.width,
    )


def _signed(data: ReleaseData, gap: float) -> str:
    return f"+{_number(data, gap)}" if gap > 0 else _number(data, gap)


def _number(data: ReleaseData, years: float) -> str:
    return format_number(years, data.language, 0 if years == round(years) else 1)


def _ages(data: ReleaseData, pairs: Sequence[Pair]) -> Axis:
    """Return an axis of whole years that holds all ages; points need no zero."""
    ages = [age for each in pairs for age in (each.women, each.men)]
    low = floor(min(ages) / STEPS - 0.5) * STEPS
    step = max(1, ceil((max(ages) - low + 1) / STEPS))
    labels = tuple(format_number(low + number * step, data.language) for number in range(STEPS + 1))
    return Axis(float(low), float(low + STEPS * step), labels)


def _title(data: ReleaseData, declared: DeclaredFigure, pairs: Sequence[Pair]) -> str:
    """Return in how many countries women reach their age earlier; where none, that it is the same or later."""
    earlier = sum(1 for each in pairs if each.gap < 0)
    if len(pairs) < FEWEST:
        return declared.name.in_language(data.language)
    if not earlier and all(each.gap == 0 for each in pairs):
        return data.say("dashboards_legal.same_age", count=len(pairs))
    return (
        data.say("dashboards_legal.earlier", count=earlier, of=len(pairs))
        if earlier
        else declared.name.in_language(data.language)
    )


def _table(
    data: ReleaseData, declared: DeclaredFigure, pairs: Sequence[Pair], names: tuple[str, str, str]
) -> FigureTable:
    unit = data.units(declared.indicators[0]).symbol
    columns = (
        FigureColumn(id="country", name=data.say("dashboards.column.country")),
        *(
            FigureColumn(id=name, name=head, unit=unit, is_number=True)
            for name, head in zip(("women", "men", "difference"), names, strict=True)
        ),
    )
    rows = tuple(
        (
            FigureCell(text=each.name, href_area=each.area),
            *each.cells,
            FigureCell(text=_signed(data, each.gap), value=each.gap),
        )
        for each in pairs
    )
    return FigureTable(columns=columns, rows=rows)
