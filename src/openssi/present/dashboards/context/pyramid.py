"""The population of a place by age, women and men."""

from openssi.present.dashboards.context.context_data import Band, Pyramid, context_of, pyramid_of
from openssi.present.dashboards.drawings.pyramid_chart import PyramidBar, PyramidChart
from openssi.present.dashboards.figures.cells import head_cell
from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable
from openssi.present.dashboards.figures.nothing import nothing_to_show, subtitle_of
from openssi.present.dashboards.figures.sources import named_sources
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import EN_DASH, format_number, percent, year_range
from openssi.vocabulary.dashboard import DeclaredFigure

_TEXTS = "dashboards_context.pyramid"
_CHILD_END, _OLD_START = 14, 65


def pyramid(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return the shares of age groups in the population, in the age groups that the release has."""
    context = context_of(data, state)
    found = pyramid_of(context)
    if found is None or not found.persons:
        return nothing_to_show(data, state, declared)
    title = _title(data, found) or declared.name.in_language(data.language)
    bars = tuple(_bar(data, found, each) for each in found.bands)
    described = f"{title}. {'; '.join(each.told for each in bars)}."
    names = (data.say("dashboards.sex.F"), data.say("dashboards.sex.M"))
    countries = () if state.area else (data.say(f"{_TEXTS}.countries", count=found.countries),)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared, years=year_range(*found.years, data.language)),
        description=described,
        notes=(data.say(f"{_TEXTS}.note"), *countries),
        source=named_sources(data, context.sources),
        table=_table(data, found, names),
        draws=PyramidChart(bars=bars, names=names, language=data.language, description=described).draw,
        width=declared.width,
    )


def _share(data: ReleaseData, found: Pyramid, persons: float) -> str:
    return percent(100 * persons / found.persons, data.language)


def _name(data: ReleaseData, band: Band) -> str:
    if band.high is None:
        return data.say(f"{_TEXTS}.and_over", low=band.low)
    return f"{band.low}{EN_DASH}{band.high}"


def _bar(data: ReleaseData, found: Pyramid, band: Band) -> PyramidBar:
    per_year = 100 / found.persons / band.years
    women, men = (_share(data, found, each) for each in (band.women, band.men))
    name = _name(data, band)
    return PyramidBar(
        name=name,
        low=band.low,
        years=band.years,
        women=band.women * per_year,
        men=band.men * per_year,
        women_text=women,
        men_text=men,
        told=data.say(f"{_TEXTS}.told", name=name, women=women, men=men),
    )


def _title(data: ReleaseData, found: Pyramid) -> str:
    """Return the shares of children and of older people, empty where bands cut across these ages."""
    children = [each for each in found.bands if each.high is not None and each.high <= _CHILD_END]
    older = [each for each in found.bands if each.low >= _OLD_START]
    if not children or not older or children[-1].high != _CHILD_END or older[0].low != _OLD_START:
        return ""
    young, old = (_share(data, found, sum(each.persons for each in part)) for part in (children, older))
    return data.say(f"{_TEXTS}.title", children=young, older=old)


def _table(data: ReleaseData, found: Pyramid, names: tuple[str, str]) -> FigureTable:
    persons = data.say(f"{_TEXTS}.persons")
    columns = (
        FigureColumn(id="age", name=data.say(f"{_TEXTS}.age")),
        FigureColumn(id="women", name=names[0], unit=persons, is_number=True),
        FigureColumn(id="men", name=names[1], unit=persons, is_number=True),
        FigureColumn(id="share", name=data.say(f"{_TEXTS}.share"), unit="%", is_number=True),
    )
    return FigureTable(columns=columns, rows=tuple(_cells(data, found, each) for each in found.bands))


def _cells(data: ReleaseData, found: Pyramid, band: Band) -> tuple[FigureCell, ...]:
    share = 100 * band.persons / found.persons
    return (
        head_cell(_name(data, band)),
        FigureCell(text=format_number(band.women, data.language), value=band.women),
        FigureCell(text=format_number(band.men, data.language), value=band.men),
        FigureCell(text=format_number(share, data.language, 1), value=share),
    )
