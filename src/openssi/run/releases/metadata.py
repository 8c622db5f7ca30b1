"""Sources, footnotes, breaks and reference metadata of a release, made from its other tables when it is made."""

import string
from collections.abc import Iterator, Mapping

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.definitions.reference_metadata import facts_named
from openssi.engine import Connection, connect, table_of
from openssi.run.releases.breaks import break_table
from openssi.run.releases.footnotes import footnote_table
from openssi.run.releases.metadata_facts import Facts
from openssi.run.releases.metadata_of_countries import CountryFacts
from openssi.run.releases.metadata_of_dataflows import DataflowFacts
from openssi.run.releases.sources import source_table
from openssi.vocabulary.reference_metadata import (
    BREAKS,
    FOOTNOTES,
    METADATA_SCOPES,
    REFERENCE_METADATA,
    SOURCES,
    UNKNOWN_LANGUAGE,
    MetadataHeading,
    MetadataScope,
    MetadataText,
)
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

Row = dict[str, object]
Target = tuple[Row, str, Facts]
"""The columns that say what is told of, the dataflow or family it is of, and the facts."""


def metadata_tables(tables: Mapping[str, pa.Table], draft: Release, definitions: Definitions) -> Mapping[str, pa.Table]:
    """Return the sources, footnotes, breaks and reference metadata of a release, by the ids of their tables.

    Args:
        tables: The other tables of the release as readers see them: nothing that is withheld is in them.
        draft: The release without its files.
        definitions: Headings and texts, names of items and codes.
    """
    with connect(**tables) as connection:
        made: dict[str, pa.Table] = {}
        made[SOURCES.id] = source_table(connection, definitions, draft.sources)
        made[BREAKS.id] = break_table(connection, definitions)
        for name, table in made.items():
            connection.register(name, table)
        made[FOOTNOTES.id] = footnote_table(connection, definitions)
        connection.register(FOOTNOTES.id, made[FOOTNOTES.id])
        made[REFERENCE_METADATA.id] = table_of(REFERENCE_METADATA, _rows(connection, draft, definitions))
    return made


def _rows(connection: Connection, draft: Release, definitions: Definitions) -> Iterator[Row]:
    known = definitions.reference_metadata
    positions = {each.id: (number, each) for number, each in enumerate(known.headings, 1)}
    countries = CountryFacts(connection, draft, definitions)
    for scope in METADATA_SCOPES:
        texts = sorted(
            (each for each in known.texts if each.scope == scope), key=lambda each: positions[each.concept][0]
        )
        for target, group, facts in _targets(scope, DataflowFacts(connection, draft, definitions), countries):
            own = countries.languages.get(str(target["ref_area"]), UNKNOWN_LANGUAGE)
            for each in texts:
                told = _told(each, facts, own) if not each.of or group in each.of else None
                if told is not None:
                    yield {**target, "scope": scope, **_heading(*positions[each.concept]), **told}


def _targets(scope: MetadataScope, dataflows: DataflowFacts, countries: CountryFacts) -> Iterator[Target]:
    if scope == "dataflow":
        yield from ((_target(each, each), each, facts) for each, facts in dataflows.dataflows())
    elif scope == "indicator":
        for each, family, facts in dataflows.indicators():
            yield _target(each, "DF_INDICATORS", indicator=each), family, facts
    elif scope == "country":
        yield from ((_target(each, "DF_INDICATORS", ref_area=each), "", facts) for each, facts in countries.countries())
    else:
        years = countries.country_years() if scope == "country_year" else countries.scheme_years()
        for (area, scheme, year), facts in years:
            place = area if scheme == "_Z" else scheme
            target = _target(f"{place}.{year}", "DF_INQUIRY", ref_area=area, scheme=scheme, time_period=year)
            yield target, "", facts


def _target(target: str, dataflow: str, **columns: object) -> Row:
    return {"target": target, "dataflow": dataflow, "indicator": "", "ref_area": "", "scheme": "_Z", **columns}


def _heading(position: int, heading: MetadataHeading) -> Row:
    names = {f"name_{each}": heading.name.in_language(each) for each in LANGUAGES}
    return {"concept": heading.id, "number": heading.number, "position": position, **names}


def _told(text: MetadataText, facts: Facts, own: str) -> Row | None:
    """Return a text with its facts, what is said otherwise, or nothing."""
    named = facts_named(text.text)
    if all(facts.get(name) is not None for name in named):
        return {**_filled(text.text, facts), "language": "" if _has_words(text.text) or not _is_own(text) else own}
    return None if text.otherwise is None else {**_filled(text.otherwise, facts), "language": ""}


def _filled(text: MultilingualText, facts: Facts) -> Row:
    return {f"text_{each}": text.in_language(each).format_map(_said(facts, each)) for each in LANGUAGES}


def _said(facts: Facts, language: Language) -> dict[str, str]:
    return {name: "" if each is None else each.in_language(language) for name, each in facts.items()}


def _is_own(text: MetadataText) -> bool:
    """Whether what stands in its slots was written by a country, in its language."""
    return text.scope in {"country", "country_year", "scheme_year"}


def _has_words(text: MultilingualText) -> bool:
    """Whether a text has words of its own, and is no slot alone."""
    return any(any(map(str.isalpha, literal)) for literal, *_ in string.Formatter().parse(text.en))
