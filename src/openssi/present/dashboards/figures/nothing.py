"""A figure that has nothing to show: it says why, and what there is instead."""

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureTable
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import year_range
from openssi.vocabulary.dashboard import DeclaredFigure


def subtitle_of(data: ReleaseData, state: PageState, declared: DeclaredFigure, **more: str) -> str:
    """Return the subtitle of a figure with place, year and years filled in, and its first indicator with its unit."""
    oldest = state.year - max((data.max_age(each) for each in declared.indicators), default=0)
    slots = {
        "place": place_name(data, state),
        "year": str(state.year),
        "years": year_range(oldest, state.year, data.language),
        **_first_indicator(data, declared),
        **more,
    }
    return declared.subtitle.in_language(data.language).format_map(slots)


def _first_indicator(data: ReleaseData, declared: DeclaredFigure) -> dict[str, str]:
    if not declared.indicators:
        return {"indicator": "", "unit": ""}
    units = data.units(declared.indicators[0])
    return {"indicator": data.short_name(declared.indicators[0]), "unit": units.measure}


def nothing_to_show(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return a figure without values: why there is none, and in which years there is something."""
    years = sorted({year for each in declared.indicators for year in data.years_by_key.get(data.key(each), ())})
    place = place_name(data, state)
    if years:
        told = year_range(years[0], years[-1], data.language)
        empty = data.say("dashboards.empty.other_years", place=place, year=state.year, years=told)
    else:
        empty = data.say("dashboards.empty.no_release", release=data.release.id)
    return empty_figure(data, state, declared, empty)


def empty_figure(data: ReleaseData, state: PageState, declared: DeclaredFigure, empty: str) -> DashboardFigure:
    """Return a figure that says in its place why it shows nothing."""
    return DashboardFigure(
        id=declared.id,
        title=declared.name.in_language(data.language),
        subtitle=subtitle_of(data, state, declared),
        description=empty,
        notes=(),
        source="",
        table=FigureTable(columns=(), rows=()),
        width=declared.width,
        empty=empty,
    )
