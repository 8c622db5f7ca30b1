"""Figures of single schemes and benefits on the page of a country."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection
from openssi.present.countries import sorting_key
from openssi.present.indicator_index import in_order
from openssi.present.page_model import Selection
from openssi.present.release_rows import ReleaseRows
from openssi.present.unit_format import unit_format
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.symbols import LETTERS
from openssi.vocabulary.text import Language

_LATEST = """
    FROM scheme_values WHERE value IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY ref_area, indicator, scheme, benefit, sex, breakdown ORDER BY time_period DESC
    ) = 1
    ORDER BY ref_area, indicator, scheme, benefit
"""

_COUNTRIES = """
    SELECT DISTINCT area, name_{language} AS name FROM scheme_values JOIN areas ON area = ref_area
    WHERE indicator = $1 AND value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class SchemeFigure:
    """The latest figure of a scheme or benefit; `mark` is the letter of its status, or empty."""

    name: str
    text: str
    mark: str
    year: int


@dataclass(frozen=True, slots=True)
class SchemeFigures:
    """An indicator with its figures by scheme and benefit."""

    indicator: str
    name: str
    unit: str
    figures: tuple[SchemeFigure, ...]


def scheme_figures(
    release: ReleaseRows, definitions: Definitions, language: Language, area: str, names: Mapping[str, str]
) -> list[SchemeFigures]:
    """Return the latest figures by scheme and benefit, of the headline sex and breakdown of each indicator.

    Args:
        release: The rows of the release.
        definitions: Indicators and units.
        language: Language of names and numbers.
        area: The country.
        names: Names of schemes and benefits by their id.
    """
    rows: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in release.of_area(_LATEST, area):
        rows.setdefault((row["indicator"], row["sex"], row["breakdown"]), []).append(row)
    return [
        _of_indicator(definitions, each, rows[key], language, names)
        for each in in_order(definitions.indicators)
        if (key := (each.id, each.headline_sex, each.breakdowns[0])) in rows and not each.variant_of
    ]


def countries_with_schemes(connection: Connection, selection: Selection) -> list[dict[str, Any]]:
    """Return code and name of the countries whose schemes or benefits have a value of an indicator."""
    statement = _COUNTRIES.replace("{language}", selection.language)
    return sorted(connection.rows(statement, [selection.indicator]), key=lambda row: sorting_key(row["name"]))


def names_of(schemes: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the names of schemes and of their benefits by id."""
    listed = list(schemes)
    benefits = [benefit for scheme in listed for benefit in scheme["benefits"]]
    return {str(each["id"]): str(each["name"] or each["id"]) for each in (*listed, *benefits)}


def _of_indicator(
    definitions: Definitions,
    indicator: Indicator,
    rows: Iterable[Mapping[str, Any]],
    language: Language,
    names: Mapping[str, str],
) -> SchemeFigures:
    units = unit_format(definitions, indicator.unit, language)
    figures = (
        SchemeFigure(
            _name(row, names),
            units.text(row["value"], row["obs_status"] or "A"),
            LETTERS.get(row["obs_status"] or "A", ""),
            row["time_period"],
        )
        for row in rows
    )
    name = indicator.short_name.in_language(language)
    return SchemeFigures(indicator.id, name, units.symbol or units.name, tuple(figures))


def _name(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    scheme, benefit = str(row["scheme"]), str(row["benefit"] or "_Z")
    if benefit == "_Z":
        return names.get(scheme, scheme)
    return names.get(benefit, benefit)
