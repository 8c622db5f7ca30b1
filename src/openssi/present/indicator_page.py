"""The page of one indicator, put together from its parts."""

from collections import Counter

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present import filters
from openssi.present.countries import country_rows
from openssi.present.headline_tiles import headline_tiles
from openssi.present.matrix import matrix
from openssi.present.page_data import PageData, read_page_data
from openssi.present.page_model import IndicatorPage, Selection
from openssi.present.punctuation import listed
from openssi.present.quoting import Quoting, quotations
from openssi.present.regions import income_figure, region_figure, weight_name
from openssi.present.sentences import headline, lead, short_name
from openssi.present.source_forms import one_form_each
from openssi.present.symbols_told import symbols_told
from openssi.present.tile_map import tile_map
from openssi.present.told import source_in_words
from openssi.vocabulary.release import Release

_SOURCES_NAMED = 3


def indicator_page(
    connection: Connection, definitions: Definitions, release: Release, selection: Selection
) -> IndicatorPage:
    """Return everything on the page of one indicator, every number in the format of the language.

    Args:
        connection: Tables of the release under the ids of their dataflows.
        definitions: Indicators, publication rules and texts.
        release: Manifest of the release, which says whether its world is invented.
        selection: What the reader asked for.
    """
    data = read_page_data(connection, definitions, release, selection)
    return IndicatorPage(
        selection=selection,
        title=short_name(data),
        headline=headline(data),
        lead=lead(data),
        definition=data.indicator.definition.in_language(data.language),
        tiles=headline_tiles(data),
        tile_map=tile_map(data),
        regions=region_figure(data),
        incomes=income_figure(data),
        matrix=matrix(data),
        countries=country_rows(data),
        sources=sources(data),
        symbols=symbols(data),
        how_to_read=how_to_read(data),
        indicator_groups=filters.indicator_groups(data),
        year_choices=filters.year_choices(data),
        sex_choices=filters.sex_choices(data),
        sex_note=filters.sex_note(data),
        grouping_choices=filters.grouping_choices(data),
        group_choices=filters.group_choices(data),
        breakdown_choices=filters.breakdown_choices(data),
        code=data.indicator.code or data.indicator.series,
        unit_head=data.units.head,
        unit_kind=data.units.unit.kind,
        unit_name=data.units.name,
        interval_head=_interval_head(data),
        family=filters.family_name(data, data.indicator.family),
        has_values=selection.indicator in data.valued_indicators or data.chosen is not None,
        has_groups=data.has_groups,
        is_comparable=data.is_comparable,
        is_about_persons=data.is_about_persons,
        variants=filters.variants(data),
    )


def _interval_head(data: PageData) -> str:
    """Return the head of the column of lowest and highest values or bounds, empty where no country has any."""
    if any(each.extremes is not None for each in data.valued):
        return data.words.of("interval.head.extremes")
    shown = any(each.bounds is not None and each.bounds[0] != each.bounds[1] for each in data.valued)
    return data.words.of("interval.head.bounds") if shown else ""


def sources(data: PageData) -> str:
    """Return the line under the figures: the sources of most values, the weights, the release."""
    if data.release.is_fictional:
        return data.words.say("sources.demonstration", release=data.release.id)
    found, others = _named_sources(data)
    named = [source_in_words(each, data.definitions, data.language) for each in found]
    quoted = [quotation for each in named for quotation in quotations(each)]
    told = [*named, *([data.words.count("sources.others", others)] if others > 0 else [])]
    all_told = listed(told, data.language) or data.words.say("sources.none")
    if not data.has_groups:
        return Quoting(data.words.of("sources", sources=all_told, release=data.release.id), quoted)
    line = data.words.say("sources.real", sources=all_told, weight=weight_name(data), release=data.release.id)
    return Quoting(line, quoted)


def _named_sources(data: PageData) -> tuple[list[str], int]:
    """Return the most frequent sources and how many others there are; a longer form of one named is not another."""
    counted = Counter(country.source for country in data.valued)
    named = one_form_each(source for source, _ in counted.most_common())
    return list(named[:_SOURCES_NAMED]), len(named) - _SOURCES_NAMED


def symbols(data: PageData) -> tuple[tuple[str, str], ...]:
    """Return the symbols printed under every table with their meaning."""
    told = symbols_told(data.words)
    texts = data.definitions.texts
    beside = tuple(texts.get(f"side_by_side.{each}", data.language) for each in ("mark", "meaning"))
    return (*told, (beside[0], beside[1])) if data.beside else told


def how_to_read(data: PageData) -> tuple[tuple[str, str], ...]:
    """Return what a reader has to know before quoting a figure, as heading and text."""
    max_age = data.max_age
    years = {"max_age": max_age, "first": data.selection.year - max_age, "last": data.selection.year}
    coverage = ("coverage",) if data.is_coverage else ()
    told = [(f"reading.{key}.head", data.words.say(f"reading.{key}.text")) for key in coverage]
    if data.has_groups:
        told.append(("reading.aggregates.head", data.weighed("reading.aggregates.text")))
    told.append(("reading.zero.head", data.words.say("reading.zero.text")))
    told.append(("reading.years.head", data.words.say("reading.years.text", **years)))
    unit = [(data.words.of("reading.unit.head"), data.words.of("reading.unit.text", unit=data.units.name))]
    is_known = bool(coverage) or data.units.unit.kind == "yes_no"
    return (*([] if is_known else unit), *((data.words.say(head), text) for head, text in told))
