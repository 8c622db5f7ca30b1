"""The law of each country in one table, each figure with its way back."""

from openssi.present.countries import sorting_key
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import subtitle_of
from openssi.present.dashboards.figures.place_values import country_figures, of_countries
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.law.legal_parts import legal_nothing, sex_name
from openssi.present.dashboards.values.release_data import Key, ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.symbols import MISSING


def law_by_country(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return countries by indicators, the chosen branch first; an indicator without a total has a column by sex."""
    keys = _keys(data, state, declared)
    found = of_countries(data, state, keys)
    cells = {(value.area, key): value for key, values in found.items() for value in values}
    valued = {area for (area, _), value in cells.items() if value.value is not None}
    if not valued:
        return legal_nothing(data, state, declared)
    areas = sorted(valued, key=lambda each: sorting_key(data.area_names[each]))
    missing = FigureCell(text=MISSING, state="missing", note=data.say("dashboards.cell.missing"))
    rows = tuple(
        (
            FigureCell(text=data.area_names[area], href_area=area),
            *(cells[area, key].cell(data, state) if (area, key) in cells else missing for key in keys),
        )
        for area in areas
    )
    title = declared.name.in_language(data.language)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, sex=sex_name(data, state)),
        description=title,
        notes=(),
        source=source_line(data, country_figures(value for values in found.values() for value in values)),
        table=FigureTable(columns=tuple(_columns(data, keys)), rows=rows),
        shape="table",
        width=declared.width,
    )


def _keys(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> list[Key]:
    indicators = dict.fromkeys((state.indicator, *declared.indicators))
    return [key for each in indicators for key in _of_indicator(data, state, each)]


def _of_indicator(data: ReleaseData, state: PageState, indicator: str) -> list[Key]:
    sexes = data.indicator(indicator).sexes
    if "_T" in sexes or len(sexes) == 1:
        return [data.key(indicator, state.sex)]
    return [data.key(indicator, each) for each in sorted(sexes)]


def _columns(data: ReleaseData, keys: list[Key]) -> list[FigureColumn]:
    several = {each for each in (key[0] for key in keys) if sum(1 for key in keys if key[0] == each) > 1}
    columns = [FigureColumn(id="country", name=data.say("dashboards.column.country"))]
    for indicator, sex, _ in keys:
        units = data.units(indicator)
        name = data.short_name(indicator)
        if indicator in several:
            name = f"{name}, {data.say(f'dashboards_legal.sex.{sex}')}"
        suffix = f"_{sex.lower()}" if indicator in several else ""
        is_number = units.unit.kind != "class"
        columns.append(
            FigureColumn(id=f"{indicator.lower()}{suffix}", name=name, unit=units.symbol, is_number=is_number)
        )
    return columns
