"""A literal release about money: countries in two regions, values and figures of groups by indicator."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import country_release
from openssi.engine import Connection, connect, table_of
from openssi.vocabulary.dashboard import DeclaredFigure
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.text import MultilingualText

Row = dict[str, Any]
WORLD = ("WORLD", "001")
NORTH, SOUTH, EAST = ("SDG_REGION", "202"), ("SDG_REGION", "419"), ("SDG_REGION", "747")

MANY = [
    {"area": f"Q{number:02d}", "name_en": f"Land {number:02d}", "name_fr": "Pays", "name_es": "País", "fictional": True}
    for number in range(50)
]
_EAST = {
    **country_release.GROUPS[1],
    "group_code": "747",
    "name_en": "Eastern lands",
    "name_fr": "Terres de l’Est",
    "name_es": "Tierras del Este",
    "sort_order": 9,
}


def value(indicator: str, area: str, number: float | None, year: int = 2023, **more: Any) -> Row:
    """Return a value of a country."""
    return country_release.value("", area, year, number, indicator=indicator, **more)


def values(indicator: str, numbers: Mapping[str, float | None], **more: Any) -> list[Row]:
    """Return values of an indicator by country."""
    return [value(indicator, area, number, **more) for area, number in numbers.items()]


def group(indicator: str, place: tuple[str, str], number: float, year: int = 2023, **more: Any) -> Row:
    """Return the figure of a group of countries."""
    return country_release.aggregate("", place, year, number, indicator=indicator, **more)


def observation(item: str, area: str, number: float, year: int = 2023, **more: Any) -> Row:
    """Return a value of the context of a country."""
    row = {"obs_id": f"{area}.{item}.{year}", "ref_area": area, "item": item, "time_period": year}
    rest = {"scheme": "_Z", "benefit": "_Z", "sex": "_T", "age": "_T", "func": "_Z", "breakdown": "_Z", "unit_mult": 0}
    return {
        **row,
        **rest,
        "unit": "USD",
        "currency": "USD",
        "source": "Accounts",
        "channel": "context",
        "value": Decimal(str(number)),
        **more,
    }


def opened(
    rows: Sequence[Row] = (), groups: Sequence[Row] = (), observations: Sequence[Row] = ()
) -> AbstractContextManager[Connection]:
    """Open a release of these rows; besides the three countries there are fifty, all of them in the world only."""
    members = [
        {"grouping": "WORLD", "group_code": "001", "area": each["area"], "valid_from": 1990, "valid_to": 2100}
        for each in MANY
    ]
    tables: dict[str, Sequence[Row]] = {
        "areas": [*country_release.AREAS, *MANY],
        "groups": [*country_release.GROUPS, _EAST],
        "members": [*country_release.MEMBERS, *members],
        "country_values": rows,
        "aggregates": groups,
        "observations": observations,
    }
    return connect(**{name: table_of(flow, list(tables.get(name, ()))) for name, flow in DATAFLOWS.items()})


def declared(kind: str, *indicators: str, **options: str) -> DeclaredFigure:
    """Return a figure that is declared with these options."""
    return DeclaredFigure(
        id="shown",
        kind=kind,
        name=MultilingualText("Money", "Argent", "Dinero"),
        subtitle=MultilingualText("{unit}, {place}, {years}", "{unit}, {place}, {years}", "{unit}, {place}, {years}"),
        indicators=indicators,
        options=MappingProxyType(options),
    )
