"""All indicators by family, with what the release has of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.countries import sorting_key
from openssi.present.numbers import year_range
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.text import Language

_VALUED = """
    SELECT indicator, count(DISTINCT ref_area) AS countries, min(time_period) AS first, max(time_period) AS last
    FROM country_values WHERE value IS NOT NULL GROUP BY indicator
"""

_BY_SCHEME = "SELECT DISTINCT indicator FROM scheme_values WHERE value IS NOT NULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One indicator.

    Attributes:
        countries: Countries with a value in whatever year of the release; 0 where there is none.
        has_schemes: Whether single schemes or benefits have a value.
        years: From the first to the last year with a value, or empty.
        variant_of: Name of the indicator that this is a variant of, else empty.
    """

    indicator: str
    code: str
    name: str
    definition: str
    unit: str
    countries: int
    years: str
    variant_of: str
    has_schemes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFamily:
    """A family with its indicators, variants behind the one that they vary."""

    id: str
    name: str
    rows: tuple[IndexRow, ...]


def indicator_index(
    connection: Connection, definitions: Definitions, language: Language, query: str = ""
) -> tuple[IndexFamily, ...]:
    """Return the indicators by family, those without any value among them.

    Args:
        connection: Tables of the release under the ids of their dataflows.
        definitions: Indicators, families and units.
        language: Language of names and years.
        query: Words that must all stand in code, series or name, accents and capitals aside.
    """
    valued = {row["indicator"]: row for row in connection.rows(_VALUED)}
    by_scheme = frozenset(row["indicator"] for row in connection.rows(_BY_SCHEME))
    found = [each for each in in_order(definitions.indicators) if _matches(each, query, language)]
    families = tuple(dict.fromkeys([*definitions.indicator_families, *(each.family for each in found)]))
    listed = (
        IndexFamily(
            id=family,
            name=_family_name(definitions, family, language),
            rows=tuple(
                _row(definitions, each, valued, each.id in by_scheme, language)
                for each in found
                if each.family == family
            ),
        )
        for family in families
    )
    return tuple(family for family in listed if family.rows)


def in_order(indicators: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """Return indicators in the order in which they are shown, variants behind the one that they vary."""
    positions = {each: number for number, each in enumerate(indicators)}

    def place(each: Indicator) -> tuple[int, int]:
        return positions.get(each.variant_of, positions[each.id]), positions[each.id] if each.variant_of else -1

    return tuple(sorted(indicators.values(), key=place))


def _matches(indicator: Indicator, query: str, language: Language) -> bool:
    texts = (indicator.name.in_language(language), indicator.short_name.in_language(language))
    said = sorting_key(" ".join((indicator.code, indicator.series, indicator.id, *texts)))
    return all(word in said for word in sorting_key(query).split())


def _family_name(definitions: Definitions, family: str, language: Language) -> str:
    declared = definitions.indicator_families.get(family)
    return declared.name.in_language(language) if declared is not None else family


def _row(
    definitions: Definitions,
    indicator: Indicator,
    valued: Mapping[str, Mapping[str, Any]],
    has_schemes: bool,
    language: Language,
) -> IndexRow:
    found = valued.get(indicator.id)
    main = definitions.indicators.get(indicator.variant_of)
    return IndexRow(
        indicator=indicator.id,
        code=indicator.code or indicator.series,
        name=indicator.name.in_language(language),
        definition=indicator.definition.in_language(language),
        unit=definitions.indicator_units[indicator.unit].name.in_language(language),
        countries=found["countries"] if found else 0,
        years=year_range(found["first"], found["last"], language) if found else "",
        has_schemes=has_schemes,
        variant_of=main.name.in_language(language) if main is not None else "",
    )
