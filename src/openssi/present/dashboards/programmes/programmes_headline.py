"""The sentence of the page of programmes: the branch that the most countries report nothing for."""

from openssi.present.dashboards.figures.plain_headline import place_name
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.programmes.coverage_gaps import function_gaps, widest_gap
from openssi.present.dashboards.programmes.programme_choice import functions, of_place
from openssi.present.dashboards.programmes.programme_table import counted
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.numbers import format_number, year_range
from openssi.vocabulary.dashboard import DeclaredPage

_TEXTS = "dashboards_programmes.headline"


def programmes_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the widest gap of a group of countries; of a country how many schemes and benefits it reports."""
    programmes = of_place(data, state, data.programmes.current)
    about = page.description.in_language(data.language)
    if not programmes:
        place = place_name(data, state)
        key = "none_here" if data.programmes.areas else "none"
        return Sentence(data.say(f"{_TEXTS}.{key}", place=place, release=data.release.id), about)
    years = [each.year for each in programmes]
    told = year_range(min(years), max(years), data.language)
    total = counted(data, programmes)
    if state.area:
        headline = data.say(f"{_TEXTS}.country", name=data.area_names[state.area], counted=total)
        return Sentence(headline, data.say(f"{_TEXTS}.lead_country", years=told))
    lead = data.say(f"{_TEXTS}.lead", counted=total, place=place_name(data, state), years=told)
    countries = len({each.area for each in programmes})
    widest = widest_gap(data, function_gaps(data, programmes))
    if widest is None or not widest.without:
        place = place_name(data, state)
        plain = data.say(f"{_TEXTS}.plain", place=place, counted=total)
        return Sentence(plain, data.say(f"{_TEXTS}.lead_plain", years=told))
    number, of = (format_number(each, data.language) for each in (len(widest.without), countries))
    name = functions(data)[widest.function]
    return Sentence(data.say(f"{_TEXTS}.gap", name=name, count=len(widest.without), number=number, total=of), lead)
