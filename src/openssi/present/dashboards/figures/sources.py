"""The line under a figure: where its values come from, what groups are weighted by, and the release."""

from collections import Counter
from collections.abc import Iterable

from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.present.figures import CountryFigure
from openssi.present.punctuation import listed
from openssi.present.quoting import Quoting, quotations
from openssi.present.source_forms import one_form_each
from openssi.present.told import source_in_words

SOURCES_NAMED = 3


def source_line(data: ReleaseData, figures: Iterable[CountryFigure] = (), more: Iterable[str] = ()) -> str:
    """Return the most frequent sources of values, how many others there are, and the release.

    Args:
        data: The release.
        figures: Values of countries.
        more: Further sources that are named in any case.
    """
    return named_sources(data, [each.source for each in figures if each.source], more)


def named_sources(data: ReleaseData, sources: Iterable[str], more: Iterable[str] = ()) -> str:
    """Return the same line of sources that were told, one for each value."""
    if data.release.is_fictional:
        return data.words.say("sources.demonstration", release=data.release.id)
    named = one_form_each([*more, *(source for source, _ in Counter(sources).most_common())])
    if not named:
        return data.say("dashboards_country.of_groups", release=data.release.id)
    shown = [source_in_words(each, data.definitions, data.language) for each in named[:SOURCES_NAMED]]
    others = len(named) - len(shown)
    told = [*shown, *([data.words.count("sources.others", others)] if others else [])]
    line = data.words.of("sources", sources=listed(told, data.language), release=data.release.id)
    return Quoting(line, (quoted for each in shown for quoted in quotations(each)))
