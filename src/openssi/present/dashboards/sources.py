"""The line under a figure: where its values come from, what groups are weighted by, and the release."""

from collections import Counter
from collections.abc import Iterable

from openssi.present.dashboards.release_data import ReleaseData
from openssi.present.figures import CountryFigure

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
    counted: Counter[str] = Counter()
    for source, times in Counter(sources).items():
        counted[source.removeprefix("Source: ").rstrip(". ")] += times
    named = list(dict.fromkeys([*more, *(source for source, _ in counted.most_common())]))
    shown = named[:SOURCES_NAMED]
    if len(named) > SOURCES_NAMED:
        shown.append(data.words.count("sources.others", len(named) - SOURCES_NAMED))
    if not shown:
        return data.say("dashboards_country.of_groups", release=data.release.id)
    return data.words.of("sources", sources="; ".join(shown), release=data.release.id)
