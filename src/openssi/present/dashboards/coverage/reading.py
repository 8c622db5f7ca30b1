"""How to read the figures of a page: what has to be known before one is quoted."""

from dataclasses import dataclass

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureTable, Origin
from openssi.present.dashboards.figures.nothing import subtitle_of
from openssi.present.dashboards.values.indicator_data import indicator_data
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.indicator_page import how_to_read
from openssi.vocabulary.dashboard import DeclaredFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the template lays out.

    Attributes:
        parts: Heading and text.
        indicator: Whose method is linked.
        origin: Figure whose walk is linked, none where it is not published.
        walk: Words of that link.
    """

    parts: tuple[tuple[str, str], ...]
    indicator: str
    origin: Origin | None
    walk: str


def reading(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return what has to be known of coverage, of aggregates, of zero and no data, and of years."""
    read = indicator_data(data, state)
    figure = read.chosen
    is_told = figure is not None and figure.value is not None
    value = read.units.told(figure.value) if figure is not None and figure.value is not None else ""
    key = data.key(state.indicator, state.sex, state.breakdown)
    origin = Origin(
        indicator=key[0], year=state.year, sex=key[1], breakdown=key[2], grouping=state.grouping, group=state.group
    )
    name = declared.name.in_language(data.language)
    return DashboardFigure(
        id=declared.id,
        title=name,
        subtitle=subtitle_of(data, state, declared),
        description=name,
        notes=(),
        source="",
        table=FigureTable(columns=(), rows=()),
        shape="text",
        payload=Reading(
            parts=how_to_read(read),
            indicator=state.indicator,
            origin=origin if is_told else None,
            walk=data.say("dashboards_coverage.reading.walk", value=value) if is_told else "",
        ),
        width=declared.width,
    )
