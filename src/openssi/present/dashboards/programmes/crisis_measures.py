"""The crisis measures one by one, and the sentence of their page."""

from openssi.present.dashboards.figures.figure import DashboardFigure, FigureCell, FigureColumn, FigureTable, Origin
from openssi.present.dashboards.figures.nothing import subtitle_of
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.figures.sources import source_line
from openssi.present.dashboards.programmes.crisis_data import crisis_measures, peak
from openssi.present.dashboards.programmes.crisis_empty import no_crisis, why_none
from openssi.present.dashboards.programmes.crisis_months import month_name, peak_told
from openssi.present.dashboards.programmes.programme_choice import code_name, functions
from openssi.present.dashboards.values.programme_data import Programme
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure, DeclaredPage
from openssi.vocabulary.symbols import MISSING

_TEXTS = "dashboards_crisis"
_COLUMNS = ("measure", "country", "scheme", "function", "crisis", "start", "end", "inventory")


def crisis_table(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return every crisis measure with its crisis, its first and its last payment."""
    measures = crisis_measures(data, state)
    if not measures:
        return no_crisis(data, state, declared)
    title = data.say(f"{_TEXTS}.reported", count=len(measures))
    columns = tuple(FigureColumn(id=each, name=data.say(f"{_TEXTS}.column.{each}")) for each in _COLUMNS)
    return DashboardFigure(
        id=declared.id,
        title=title,
        subtitle=subtitle_of(data, state, declared),
        description=title,
        notes=(data.say(f"{_TEXTS}.note_table"),),
        source=source_line(data, more=[data.say(f"{_TEXTS}.source")]),
        table=FigureTable(columns=columns, rows=tuple(_cells(data, each) for each in measures)),
        shape="table",
        width=declared.width,
    )


def _cells(data: ReleaseData, each: Programme) -> tuple[FigureCell, ...]:
    names = functions(data)
    return (
        FigureCell(text=each.name or each.scheme_name),
        FigureCell(
            text=data.area_names.get(each.area, each.area), origin=Origin(cell=each.cell) if each.cell else None
        ),
        FigureCell(text=each.scheme_name),
        FigureCell(text=", ".join(names.get(code, code) for code in each.functions)),
        FigureCell(text=code_name(data, "CL_CRISIS", each.crisis)),
        FigureCell(text=each.start.isoformat() if each.start else MISSING),
        FigureCell(text=each.end.isoformat() if each.end else MISSING),
        FigureCell(text=str(each.year)),
    )


def crisis_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the month with the most measures in force, else how many are reported, else that none is."""
    measures = crisis_measures(data, state)
    about = page.description.in_language(data.language)
    if not measures:
        headline = data.say(f"{_TEXTS}.none")
        return Sentence(headline, why_none(data, state) if data.programmes.rows else about)
    headline = peak_told(data, measures) or data.say(f"{_TEXTS}.reported", count=len(measures))
    areas = data.say(f"{_TEXTS}.countries", count=len({each.area for each in measures}))
    top = peak(measures)
    if top is None:
        return Sentence(headline, data.say(f"{_TEXTS}.lead_plain", countries=areas))
    months = [month_name(each, data.language) for each in (top.first, top.last)]
    lead = data.say(f"{_TEXTS}.lead", count=len(measures), countries=areas, first=months[0], last=months[1])
    return Sentence(headline, lead)
