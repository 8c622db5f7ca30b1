"""The sentence of a page where no finding is told: what it is about, where and when."""

from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredPage


def plain_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the name of a page with place and year, and its description."""
    name = page.name.in_language(data.language)
    place = place_name(data, state)
    headline = data.say("dashboards.plain_headline", name=name, place=place, year=state.year)
    return Sentence(headline, page.description.in_language(data.language))


def place_name(data: ReleaseData, state: PageState) -> str:
    """Return the name of the world, the group or the country that a page shows."""
    if state.area:
        return data.area_names[state.area]
    return data.say("dashboards.place.world") if state.is_world else data.group_name(state.grouping, state.group)
