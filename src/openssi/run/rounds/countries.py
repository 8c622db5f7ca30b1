"""The countries that a round asks, with region, place in the tile map and population, as the workspace knows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from openssi.definitions import Definitions
from openssi.engine import connect, table_of
from openssi.store import Workspace
from openssi.vocabulary.dataflow import OBSERVATIONS
from openssi.vocabulary.text import LANGUAGES, Language

POPULATION = "X.POP_TOTAL"

_COUNTRIES = """
    WITH regions AS (
        SELECT area, any_value(group_code) AS region FROM members
        WHERE grouping = $grouping AND $year BETWEEN valid_from AND valid_to GROUP BY area
    ),
    persons AS (
        SELECT ref_area, arg_max(value * pow(10, unit_mult), time_period)::DOUBLE AS population FROM context
        WHERE item = $item AND sex = '_T' AND age = '_T' AND time_period <= $year AND value IS NOT NULL
        GROUP BY ref_area
    )
    SELECT areas.*, regions.region, persons.population
    FROM areas
    LEFT JOIN regions ON regions.area = areas.area
    LEFT JOIN persons ON persons.ref_area = areas.area
    ORDER BY areas.area
"""


@dataclass(frozen=True, slots=True)
class AskedCountry:
    """A country that a round asks.

    Attributes:
        names: Its name by language.
        region: Code of its region, empty where it belongs to none.
        tile: Its place in the tile map, none where it has none.
        population: Persons in the reference year, or in the last year before it; none where unknown.
    """

    area: str
    names: Mapping[Language, str]
    region: str
    tile: tuple[int, int] | None
    population: float | None


@dataclass(frozen=True, slots=True)
class AskedCountries:
    """The countries of a round, and the names of their regions by language."""

    countries: Mapping[str, AskedCountry]
    regions: Mapping[str, Mapping[Language, str]]


def asked_countries(workspace: Workspace, definitions: Definitions, year: int) -> AskedCountries:
    """Return the countries of a workspace that have inhabitants or a place of their own on the map.

    Args:
        workspace: Where countries, groups and context data are.
        definitions: Which grouping is preferred.
        year: Reference year.
    """
    groups = workspace.reference.table("groups")
    grouping = _grouping(definitions, groups)
    context = workspace.context.table("observations") if workspace.context.exists else table_of(OBSERVATIONS)
    reference = {name: workspace.reference.table(name) for name in ("areas", "members")}
    parameters = {"grouping": grouping, "year": year, "item": POPULATION}
    with connect(context=context, **reference) as connection:
        found = [_country(row) for row in connection.rows(_COUNTRIES, parameters)]
    names = {
        row["group_code"]: {each: str(row[f"name_{each}"]) for each in LANGUAGES}
        for row in sorted(groups.to_pylist(), key=lambda row: row["sort_order"] or 0)
        if row["grouping"] == grouping
    }
    return AskedCountries({each.area: each for each in found if each.tile or each.population}, names)


def _grouping(definitions: Definitions, groups: pa.Table) -> str:
    known = set(groups.column("grouping").to_pylist())
    return next((each for each in definitions.publication.region_groupings if each in known), "")


def _country(row: Mapping[str, Any]) -> AskedCountry:
    placed = row["tile_column"] is not None and row["tile_row"] is not None
    return AskedCountry(
        row["area"],
        {each: str(row[f"name_{each}"]) for each in LANGUAGES},
        row["region"] or "",
        (row["tile_column"], row["tile_row"]) if placed else None,
        row["population"],
    )
