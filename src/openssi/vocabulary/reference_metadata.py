"""Sources, footnotes, breaks and reference metadata: the tables of a release that say how to read its figures.

Headings of reference metadata are those of the Euro-SDMX Metadata Structure (ESMS 2.0). A text stands in every
language; where it exists in one alone it stands there in that one, and `language` names it.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from openssi.vocabulary.structure import REPORTED, columns
from openssi.vocabulary.structure import Dataflow as Table
from openssi.vocabulary.text import MultilingualText

MetadataScope = Literal["dataflow", "indicator", "country", "country_year", "scheme_year"]
METADATA_SCOPES: tuple[MetadataScope, ...] = get_args(MetadataScope)

UNKNOWN_LANGUAGE = "und"
"""Language of a text whose writer did not say in which language it is (ISO 639-2)."""

MOST_ANSWERS_OF_A_YEAR = 15
"""Headings at most that the short form of a country or scheme and year has (INQUIRY 8.5)."""

_TEXTS = (
    ("text_en", "VARCHAR", "Text in English, else in its own language"),
    ("text_fr", "VARCHAR", "Text in French, else in its own language"),
    ("text_es", "VARCHAR", "Text in Spanish, else in its own language"),
    (
        "language",
        "VARCHAR",
        "Language of a text that exists in one alone (en, fr, es, und); empty where it exists in all",
    ),
)

SOURCES = Table(
    "sources",
    "Sources of what the release holds: a row for each source and what it is the source of",
    columns(
        ("source_id", "VARCHAR", "The same for the same source, wherever it is cited in the release"),
        ("scope", "VARCHAR", "file, item, series or table: what the source is of"),
        ("dataflow", "VARCHAR", "Dataflow that it is of, or empty"),
        ("ref_area", "VARCHAR", "Country, or empty for several"),
        ("table_code", "VARCHAR", "CL_TABLE: table of the questionnaire, or empty"),
        ("item", "VARCHAR", "Item or published series, or empty"),
        ("scheme", "VARCHAR", "Scheme, or _Z"),
        ("benefit", "VARCHAR", "Benefit, or _Z"),
        ("first_year", "INTEGER", "First year for which it is cited, none for a file"),
        ("last_year", "INTEGER", "Last year for which it is cited, none for a file"),
        ("countries", "INTEGER", "Countries for which it is cited, none for a file"),
        ("source_type", "VARCHAR", "CL_SRC, or empty where it was not told"),
        ("title", "VARCHAR", "Source as cited"),
        ("publisher", "VARCHAR", "Who published it, or empty"),
        ("date", "VARCHAR", "Day on which a file was read, or empty"),
        ("link", "VARCHAR", "Web address, or empty"),
        ("file", "VARCHAR", "Name of the file, or empty"),
        ("sha256", "VARCHAR", "Checksum of the file, or empty"),
        ("moment", "VARCHAR", "Reference period or date of the figures, or empty"),
        ("coverage", REPORTED, "Completeness in per cent of units or regions, none where it was not told"),
        ("publication", "VARCHAR", "CL_PUB: national publication status, or empty"),
        ("licence", "VARCHAR", "Terms of use, or empty where they were not told"),
        ("language", "VARCHAR", "Language of the citation (en, fr, es, und)"),
    ),
)

FOOTNOTES = Table(
    "footnotes",
    "Footnotes: a row for each text and what it is said of",
    columns(
        ("footnote_id", "VARCHAR", "The same for the same text, wherever it stands in the release"),
        ("scope", "VARCHAR", "cell, series, table, country, indicator or dataflow: what it is said of"),
        ("kind", "VARCHAR", "note, explanation, method, footnote, comparison, break or included_in"),
        ("dataflow", "VARCHAR", "Dataflow of the figure"),
        ("figure", "VARCHAR", "obs_id, total_id or value_id of a cell, else empty"),
        ("ref_area", "VARCHAR", "Country, or empty"),
        ("time_period", "INTEGER", "Year, none where it holds for all"),
        ("indicator", "VARCHAR", "Indicator, or empty"),
        ("item", "VARCHAR", "Item, or empty"),
        ("table_code", "VARCHAR", "CL_TABLE: table of the questionnaire, or empty"),
        ("scheme", "VARCHAR", "Scheme, or _Z"),
        ("benefit", "VARCHAR", "Benefit, or _Z"),
        ("code", "VARCHAR", "CL_FOOTNOTE, or empty for a free text"),
        *_TEXTS,
    ),
)

BREAKS = Table(
    "breaks",
    "Breaks in series: what was told of a table, and the cells that are marked with status B",
    columns(
        ("break_id", "VARCHAR", "Readable id"),
        ("scope", "VARCHAR", "table, cell or country: what is broken"),
        ("ref_area", "VARCHAR", "Country"),
        ("time_period", "INTEGER", "First year after the break"),
        ("table_code", "VARCHAR", "CL_TABLE: table of the questionnaire, or empty"),
        ("item", "VARCHAR", "Item, or empty"),
        ("scheme", "VARCHAR", "Scheme, or _Z"),
        ("benefit", "VARCHAR", "Benefit, or _Z"),
        ("sex", "VARCHAR", "Sex of the cell, or empty"),
        ("figure", "VARCHAR", "obs_id of the first cell after the break, or empty"),
        (
            "cause",
            "VARCHAR",
            "LAW, DEFINITION, REGISTER, TERRITORY, CURRENCY or CLASSIFICATION; empty where it was told in words alone",
        ),
        ("previous_year", "INTEGER", "Last year before the break that has a value"),
        ("previous_value", REPORTED, "Value of that year, in units"),
        ("value", REPORTED, "Value of the first year after the break, in units"),
        *_TEXTS,
    ),
)

REFERENCE_METADATA = Table(
    "reference_metadata",
    "Reference metadata under the headings of the Euro-SDMX Metadata Structure",
    columns(
        ("target", "VARCHAR", "Readable id of what it is said of: DF_INDICATORS, C07, ALB, ALB.2020, QMA01.2020"),
        ("scope", "VARCHAR", "dataflow, indicator, country, country_year or scheme_year"),
        ("dataflow", "VARCHAR", "Dataflow"),
        ("indicator", "VARCHAR", "Indicator, or empty"),
        ("ref_area", "VARCHAR", "Country, or empty"),
        ("scheme", "VARCHAR", "Scheme, or _Z"),
        ("time_period", "INTEGER", "Year, none where it holds for all"),
        ("concept", "VARCHAR", "Heading (CONTACT, COMPAR_TIME, ...)"),
        ("number", "VARCHAR", "Number of the heading (15.2)"),
        ("position", "INTEGER", "Order of the headings, the first being 1"),
        ("name_en", "VARCHAR", "Heading in English"),
        ("name_fr", "VARCHAR", "Heading in French"),
        ("name_es", "VARCHAR", "Heading in Spanish"),
        *_TEXTS,
    ),
)

METADATA_TABLES = {each.id: each for each in (SOURCES, FOOTNOTES, BREAKS, REFERENCE_METADATA)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataHeading:
    """A heading of the Euro-SDMX Metadata Structure.

    Attributes:
        id: Concept of SDMX (`COMPAR_TIME`).
        number: Where it stands (`15.2`).
        parent: Id of the heading above it, or empty.
        is_confirmed: Whether id and number were found in a public report; else they are recalled.
    """

    id: str
    number: str
    name: MultilingualText
    parent: str = ""
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataText:
    """What stands under a heading.

    Attributes:
        concept: Id of the heading.
        scope: What it is said of.
        of: Ids of the dataflows or families of indicators it holds for; all where there is none.
        text: With `{slots}` for facts of the release; it is left out where a fact is not known.
        otherwise: What is said where a fact is not known; nothing where there is none.
    """

    concept: str
    scope: MetadataScope
    of: tuple[str, ...]
    text: MultilingualText
    otherwise: MultilingualText | None = None


@dataclass(frozen=True, slots=True)
class MetadataDefinitions:
    """The headings in their order, and what stands under them."""

    headings: tuple[MetadataHeading, ...]
    texts: tuple[MetadataText, ...]


METADATA_FACTS: dict[MetadataScope, frozenset[str]] = {
    "dataflow": frozenset(
        {
            "name", "description", "agency", "release", "date", "world", "rows", "values", "without", "countries",
            "first_year", "last_year", "units", "estimated", "provisional", "unreliable", "suppressed", "imputed",
            "breaks", "broken_countries", "sources", "source_types", "days", "revision", "minutes", "completeness",
            "max_age", "publish_from", "flag_from", "indicators", "beside", "corrections", "software", "definitions",
            "questionnaire", "workbooks", "observed",
        }
    ),
    "indicator": frozenset(
        {
            "name", "definition", "population", "unit", "formula", "weight", "code", "sdg", "series", "release",
            "countries", "first_year", "last_year", "values", "estimated", "max_age", "publish_from", "flag_from",
            "breakdowns", "method_page", "broken", "observed", "imputed", "missing_terms", "sources", "nature",
        }
    ),
    "country": frozenset(
        {
            "name", "institutions", "release", "first_year", "last_year", "years", "values", "indicators", "schemes",
            "sources", "source_types", "breaks", "break_years", "beside", "series",
        }
    ),
    "country_year": frozenset(
        {
            "name", "year", "release", "institutions", "sources", "source_types", "moments", "coverage", "cells",
            "estimated", "provisional", "unreliable", "missing", "suppressed", "days", "breaks", "notes", "minutes",
            "publication", "version", "currency", "fiscal_year", "completeness", "explained",
        }
    ),
    "scheme_year": frozenset(
        {
            "name", "year", "release", "institutions", "sources", "source_types", "moments", "coverage", "cells",
            "estimated", "provisional", "unreliable", "missing", "suppressed", "breaks", "notes", "publication",
            "version", "currency", "explained",
        }
    ),
}  # fmt: skip
"""Facts of a release that texts may name, by what they are said of."""
