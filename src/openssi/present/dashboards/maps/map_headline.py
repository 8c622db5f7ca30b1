"""The sentence of a page that shows one indicator in all countries."""

from openssi.present.dashboards.figures.plain_headline import place_name, plain_headline
from openssi.present.dashboards.figures.sentence import Sentence
from openssi.present.dashboards.maps.map_data import is_mapped, map_data
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.dashboards.values.state import PageState
from openssi.present.figures import CountryFigure
from openssi.present.page_data import PageData
from openssi.present.sentences import LOW, capitalised, short_name
from openssi.present.unit_sentences import countries_headline, extremes, years
from openssi.vocabulary.dashboard import DeclaredPage


def map_headline(data: ReleaseData, state: PageState, page: DeclaredPage) -> Sentence:
    """Return in how many countries fewer than one person in five is covered; for other units the range of values."""
    if not state.indicator or not is_mapped(data, state.indicator):
        return plain_headline(data, state, page)
    found = map_data(data, state, state.indicator)
    if not found.valued:
        return plain_headline(data, state, page)
    said = _covered(found) if found.is_coverage else capitalised(countries_headline(found, short_name(found)))
    if not state.is_world:
        said = found.words.say("of_group", group=place_name(data, state), sentence=_within(said, found))
    return Sentence(said, _lead(found))


def _within(sentence: str, found: PageData) -> str:
    """Return a sentence as it follows a colon: that of coverage begins with a word, others with a name."""
    return sentence[:1].lower() + sentence[1:] if found.is_coverage else sentence


def _covered(found: PageData) -> str:
    low = sum(1 for each in found.valued if each.value is not None and each.value < LOW)
    count = low or len(found.valued)
    return found.definitions.texts.get(
        f"dashboards_maps.headline.{'low' if low else 'none_low'}",
        found.language,
        count=count,
        count_text=found.words.counted(count),
        total=found.words.counted(len(found.valued)),
        name=short_name(found),
        years=years(found),
    )


def _lead(found: PageData) -> str:
    """Return the lowest and the highest value where the sentence does not say them, and who has none."""
    say = found.definitions.texts.get
    missing = len(found.countries) - len(found.valued)
    count = {"count": missing, "count_text": found.words.counted(missing)}
    told = [
        say("dashboards_maps.lead.missing" if missing else "dashboards_maps.lead.complete", found.language, **count)
    ]
    low, high = extremes(found)
    texts = {"low": found.units.told(low.value or 0.0), "high": found.units.told(high.value or 0.0)}
    if found.is_coverage and texts["low"] != texts["high"]:
        names = {"lowest": _who(found, low), "highest": _who(found, high)}
        told.insert(0, say("dashboards_maps.lead.ends", found.language, **names, **texts))
    return " ".join(told)


def _who(found: PageData, country: CountryFigure) -> str:
    """Return the name of a country, or how many countries print the same value."""
    value = found.units.number(country.value or 0.0)
    count = sum(found.units.number(each.value or 0.0) == value for each in found.valued)
    if count == 1:
        return country.name
    told = {"count": count, "count_text": found.words.counted(count)}
    return found.definitions.texts.get("dashboards_maps.lead.shared", found.language, **told)
