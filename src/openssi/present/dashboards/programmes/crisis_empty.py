"""What the page of crisis measures says where there is none."""

from openssi.present.dashboards.figures.figure import DashboardFigure
from openssi.present.dashboards.figures.nothing import empty_figure, nothing_to_show
from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.programmes.programme_choice import of_place
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredFigure


def no_crisis(data: ReleaseData, state: PageState, declared: DeclaredFigure) -> DashboardFigure:
    """Return a figure without crisis measures: nobody reports one, or nobody answered the question."""
    if not data.programmes.rows:
        return nothing_to_show(data, state, declared)
    return empty_figure(data, state, declared, why_none(data, state))


def why_none(data: ReleaseData, state: PageState) -> str:
    """Return how many benefits of how many countries were reported to answer no crisis."""
    told = [each for each in of_place(data, state, data.programmes.rows) if each.crisis]
    place = place_name(data, state)
    if not told:
        return data.say("dashboards_crisis.not_told", place=place, release=data.release.id)
    others = sum(each.is_crisis_measure for each in told)
    if others:
        return data.say("dashboards_crisis.other_crisis", place=place, count=others)
    countries = data.say("dashboards_crisis.countries", count=len({each.area for each in told}))
    return data.say("dashboards_crisis.none_of", place=place, count=len(told), countries=countries)
