"""The sentence of a comparison: the highest and the lowest of the countries."""

from openssi.present.dashboards.comparing.compare_figures import has_comparison
from openssi.present.dashboards.comparing.compared import compared
from openssi.present.dashboards.figures.place_values import PlaceValue, differ_surely, highest_first
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.vocabulary.dashboard import DeclaredPage

_TEXTS = "dashboards_compare.headline"


def compare_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return the extremes of the indicator of the page, else the names of the countries; then how they were chosen."""
    shown, key = compared(data, state), data.key(state.indicator, state.sex)
    if not shown.areas:
        return Sentence(page.name.in_language(data.language), page.description.in_language(data.language))
    names = [data.area_names[each] for each in shown.areas]
    lead = data.say(f"{_TEXTS}.picked", count=len(names))
    if shown.region:
        region = data.group_name(data.region_grouping, shown.region)
        lead = data.say(f"{_TEXTS}.chosen", count=len(names), region=region)
    values = highest_first(
        PlaceValue(name=data.area_names[area], key=key, area=area, figure=figure)
        for area, figure in shown.of(key).items()
        if figure.value is not None
    )
    if not has_comparison(shown, key) or not differ_surely(data, values[0], values[-1]):
        return Sentence(data.say(f"{_TEXTS}.names", names=", ".join(names)), lead)
    high, low, units = values[0], values[-1], data.units(key[0])
    headline = data.say(
        f"{_TEXTS}.range",
        indicator=data.short_name(key[0]),
        low=units.told(low.value or 0.0),
        lowest=low.label(state.year),
        high=units.told(high.value or 0.0),
        highest=high.label(state.year),
    )
    return Sentence(headline, lead)
