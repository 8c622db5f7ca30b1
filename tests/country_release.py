"""A literal release for profiles: one country with many kinds of values, one with none, in one region of two."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection, connect, table_of
from openssi.present.dashboards.values.release_data import ReleaseData
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import Language

Row = dict[str, Any]

RELEASE = Release(
    id="2026.1",
    created="2026-11-25T10:00:00Z",
    kind="real",
    software_version="0.1.0",
    definitions_version="2026.1",
    questionnaire_version="2026.1",
    method={"max_age": "5", "method": "observed", "publish_from": "0.6", "flag_from": "0.4"},
    sources=(),
    waivers=(),
    files=(),
)

AREAS = [
    {"area": code, "name_en": en, "name_fr": fr, "name_es": es, "fictional": True}
    for code, en, fr, es in (
        ("QMA", "Aldova", "Aldovie", "Aldovia"),
        ("QMB", "Borland", "Borlande", "Borlandia"),
        ("QMC", "Kereland", "Kérélande", "Kerelandia"),
    )
]

GROUPS = [
    {
        "grouping": grouping,
        "group_code": code,
        "name_en": en,
        "name_fr": fr,
        "name_es": es,
        "short_en": en,
        "short_fr": fr,
        "short_es": es,
        "sort_order": order,
    }
    for order, (grouping, code, en, fr, es) in enumerate(
        (
            ("WORLD", "001", "World", "Monde", "Mundo"),
            ("SDG_REGION", "202", "Northern lands", "Terres du Nord", "Tierras del Norte"),
            ("SDG_REGION", "419", "Southern lands", "Terres du Sud", "Tierras del Sur"),
            ("INCOME", "HIC", "High income", "Revenu élevé", "Ingreso alto"),
        )
    )
]

MEMBERS = [
    {"grouping": grouping, "group_code": code, "area": area, "valid_from": 1990, "valid_to": 2100}
    for grouping, code, area in (
        *(("WORLD", "001", area) for area in ("QMA", "QMB", "QMC")),
        ("SDG_REGION", "202", "QMA"),
        ("SDG_REGION", "202", "QMB"),
        ("SDG_REGION", "419", "QMC"),
        ("INCOME", "HIC", "QMA"),
    )
]


def value(name: str, area: str, year: int, number: float | None, **more: Any) -> Row:
    """Return a value of a country of an indicator of SDG 1.3.1."""
    indicator = f"SDG_1_3_1_{name}"
    row = {"indicator": indicator, "ref_area": area, "time_period": year, "value": number, "sex": "_T"}
    filled = {**row, "breakdown": "_T", "obs_status": "A", "source": "Inquiry", "origin": "inquiry", **more}
    return {**filled, "value_id": f"{indicator}.{area}.{year}.{filled['sex']}.{filled['breakdown']}"}


def aggregate(name: str, group: tuple[str, str], year: int, number: float | None, **more: Any) -> Row:
    """Return the figure of a group of countries."""
    return {
        "indicator": f"SDG_1_3_1_{name}",
        "grouping": group[0],
        "group_code": group[1],
        "sex": "_T",
        "breakdown": "_T",
        "time_period": year,
        "value": number,
        "publication": "published",
        "observed_share": 0.92,
        "imputed_share": 0.0,
        "countries": 2,
        "countries_total": 2,
        "oldest_year": year - 2,
        "newest_year": year,
        "weight_item": "X.POP_TOTAL",
        "weight_total": 100e6,
        "method": "observed",
        "max_age": 5,
        **more,
    }


def opened(
    values: Sequence[Row] = (), aggregates: Sequence[Row] = (), observations: Sequence[Row] = ()
) -> AbstractContextManager[Connection]:
    """Open a release of these rows."""
    rows: dict[str, Sequence[Row]] = {
        "areas": AREAS,
        "groups": GROUPS,
        "members": MEMBERS,
        "country_values": values,
        "aggregates": aggregates,
        "observations": observations,
    }
    return connect(**{name: table_of(flow, list(rows.get(name, ()))) for name, flow in DATAFLOWS.items()})


def data_of(connection: Connection, definitions: Definitions, language: Language = "en") -> ReleaseData:
    """Return what figures ask of it."""
    return ReleaseData(connection, definitions, RELEASE, language)
