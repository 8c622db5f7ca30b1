"""The sentence of the page on context: how many people of working age stand beside each child and older person."""

from openssi.present.dashboards.context.context_data import context_of
from openssi.present.dashboards.context.dependency import ratios_of
from openssi.present.dashboards.figures.plain_headline import place_name, plain_headline
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number, year_range
from openssi.vocabulary.dashboard import DeclaredPage


def context_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the dependency of the place, its name and year where nothing is known of its population."""
    found = ratios_of(context_of(data, state))
    if not found:
        return plain_headline(data, state, page)
    total = sum(each.value for each in found.values())
    years = [year for each in found.values() for year in each.years]
    headline = data.say(
        "dashboards_context.headline",
        place=place_name(data, state),
        total=format_number(total, data.language),
        years=year_range(min(years), max(years), data.language),
    )
    numbers = {name: format_number(each.value, data.language) for name, each in found.items()}
    return Sentence(headline, data.say("dashboards_context.lead", **numbers))
