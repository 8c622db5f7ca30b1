"""Work of women and men: labour force participation, informal employment, unemployment."""

from openssi.present.dashboards.context.context_data import (
    ADULTS,
    EMPLOYED,
    INFORMAL,
    LABOUR_FORCE,
    MEN,
    SEXES,
    TOTAL,
    UNEMPLOYED,
    WOMEN,
    Ratio,
    context_of,
)
from openssi.present.dashboards.context.dependency import ratio_cell
from openssi.present.dashboards.drawings.bar_chart import percent_axis
from openssi.present.dashboards.drawings.two_point_chart import WOMEN_AND_MEN, TwoPointChart
from openssi.present.dashboards.drawings.two_points import TwoValues
from openssi.present.dashboards.figures.cells import head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.sources import named_sources
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number, percent, year_range
from openssi.vocabulary.dashboard import DeclaredFigure

_TEXTS = "dashboards_context.labour"
_RATIOS = {
    "participation": (LABOUR_FORCE, ADULTS),
    "informality": (INFORMAL, EMPLOYED),
    "unemployment": (UNEMPLOYED, LABOUR_FORCE),
}

Ratios = dict[str, dict[str, Ratio]]


def labour(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the ratios that the place has; women and men are drawn where both are known."""
    context = context_of(data, state)
    found: Ratios = {
        name: ratios
        for name, (above, below) in _RATIOS.items()
        if (
            ratios := {
                sex: ratio
                for sex in (TOTAL, *SEXES)
                if (ratio := context.ratio((above, sex, TOTAL), (below, sex, TOTAL)))
            }
        )
    }
    if not found:
        return nothing_to_show(data, state, declared)
    rows = tuple(_row(data, name, ratios) for name, ratios in found.items() if WOMEN in ratios and MEN in ratios)
    years = [year for ratios in found.values() for each in ratios.values() for year in each.years]
    title = _title(data, rows) or declared.name.in_language(data.language)
    description = f"{title}. {'; '.join(_told(data, row) for row in rows)}."
    names = tuple(data.say(f"dashboards.sex.{sex}") for sex in SEXES)
    chart = TwoPointChart(
        look=WOMEN_AND_MEN,
        rows=rows,
        axis=percent_axis(data.language),
        names=(names[0], names[1], data.say(f"{_TEXTS}.gap")),
        language=data.language,
        description=description,
    )
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, years=year_range(min(years), max(years), data.language)),
        description=description,
        notes=(data.say(f"{_TEXTS}.formula"),),
        source=named_sources(data, context.sources),
        table=_table(data, found),
        draws=chart.draw if rows else None,
        shape="drawing" if rows else "table",
        width=declared.width,
    )


def _row(data: ReleaseData, name: str, ratios: dict[str, Ratio]) -> TwoValues:
    women, men = ratios[WOMEN].value, ratios[MEN].value
    gap = format_number(women - men, data.language, 1)
    return TwoValues(
        name=data.say(f"{_TEXTS}.{name}"),
        first=women,
        second=men,
        texts=(percent(women, data.language), percent(men, data.language)),
        change=f"+{gap}" if women - men >= 0.05 else gap,
    )


def _told(data: ReleaseData, row: TwoValues) -> str:
    women, men = row.texts
    return data.say(f"{_TEXTS}.told", name=row.name, women=women, men=men)


def _title(data: ReleaseData, rows: tuple[TwoValues, ...]) -> str:
    """Return the measure with the widest gap, empty where women and men are equal as printed."""
    widest = max(rows, key=lambda each: abs(each.first - each.second), default=None)
    if widest is None or percent(widest.first, data.language) == percent(widest.second, data.language):
        return ""
    return _told(data, widest)


def _table(data: ReleaseData, found: Ratios) -> FigureTable:
    columns = (
        FigureColumn(id="measure", name=data.say(f"{_TEXTS}.measure")),
        *(
            FigureColumn(id=name, name=data.say(f"dashboards.sex.{sex.strip('_')}"), unit="%", is_number=True)
            for name, sex in (("total", TOTAL), ("women", WOMEN), ("men", MEN))
        ),
    )
    rows = (
        (head_cell(data.say(f"{_TEXTS}.{name}")), *(ratio_cell(data, ratios.get(sex)) for sex in (TOTAL, *SEXES)))
        for name, ratios in found.items()
    )
    return FigureTable(columns=columns, rows=tuple(rows))
