"""A literal release of six invented countries in two regions, small enough to check by hand."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest

from openssi.definitions import Definitions, default_root
from openssi.engine import Connection, connect, table_of
from openssi.vocabulary.codelist import Code, CodeList
from openssi.vocabulary.dataflow import AGGREGATE_INPUTS, AGGREGATES, AREAS, COUNTRY_VALUES, DATAFLOWS, GROUPS, MEMBERS
from openssi.vocabulary.indicator import Indicator, IndicatorFormula
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import MultilingualText

Rows = list[dict[str, Any]]


def same(text: str) -> MultilingualText:
    return MultilingualText(text, text, text)


def indicator(name: str, order: int, **more: Any) -> Indicator:
    values: dict[str, Any] = {
        "id": f"SDG_1_3_1_{name}",
        "code": f"C{order:02d}",
        "family": "sdg_1_3_1",
        "name": same(f"Name of {name}"),
        "short_name": MultilingualText(f"{name} en", f"{name} fr", f"{name} es"),
        "definition": same(f"Definition of {name}"),
        "population": same(f"persons of {name}"),
        "weight": "X.POP_TOTAL",
        "order": order,
    }
    filled = {**values, **more}
    weight = str(filled["weight"])
    divided = IndicatorFormula(
        text=f"100*H.COV_ANY/{weight}", numerator="H.COV_ANY", denominator=weight, factor=Decimal(100)
    )
    return Indicator(**{"formulas": (divided,), **filled})


INDICATORS = {
    each.id: each
    for each in (
        indicator("TOTAL", 1),
        indicator("MATERNITY", 3, sexes=("F",), weight="X.BIRTHS"),
        indicator("UNEMPLOYMENT", 5, weight="X.UNEMPLOYED"),
        indicator("OLD_AGE", 7, weight="X.POP_PENAGE"),
        indicator(
            "SOCIAL_ASSISTANCE",
            10,
            family="world_bank_aspire",
            sexes=("_T",),
            breakdowns=("_T", "Q1"),
            max_age=99,
            formulas=(),
        ),
        indicator("NEW", 11, sexes=("_T",)),
    )
}

FOOTNOTES = CodeList(
    "CL_FOOTNOTE",
    (Code("NOPROG", MultilingualText("No programme in law", "Aucun programme légal", "Ningún programa legal")),),
)

RELEASE = Release(
    id="2026.1",
    created="2026-11-25T10:00:00Z",
    kind="demonstration",
    software_version="0.1.0",
    definitions_version="2026.1",
    questionnaire_version="2026.1",
    method={"max_age": "5", "method": "observed", "publish_from": "0.6", "flag_from": "0.4"},
    sources=({"file": "QMA-2023.xlsx", "sha256": "0" * 64},),
    waivers=(),
    files=(),
)

AREA_ROWS: Rows = [
    {
        "area": code,
        "iso2": "",
        "m49": "",
        "name_en": en,
        "name_fr": fr,
        "name_es": en,
        "fictional": True,
        "tile_column": column,
        "tile_row": row,
    }
    for code, en, fr, column, row in (
        ("QMA", "Aldova", "Aldovie", 2, 2),
        ("QMB", "Borland", "Borlande", 3, 2),
        ("QMC", "Esmar", "Écomar", 4, 2),
        ("QMD", "Dunmark", "Dunmarque", 2, 3),
        ("QME", "Zetia", "Zétie", None, None),
        ("QMF", "Farland", "Farlande", 2, 2),
        ("QMZ", "Ice cap", "Calotte", None, None),
    )
]

GROUP_ROWS: Rows = [
    {
        "grouping": grouping,
        "group_code": code,
        "m49": "",
        "name_en": name,
        "name_fr": f"{name} fr",
        "name_es": f"{name} es",
        "short_en": short,
        "short_fr": short,
        "short_es": short,
        "sort_order": order,
    }
    for grouping, code, name, short, order in (
        ("WORLD", "001", "World", "World", 0),
        ("REGION", "NOR", "Northern lands", "North", 1),
        ("REGION", "SOU", "Southern lands", "South", 2),
        ("INCOME", "HIC", "High income", "High", 2),
        ("INCOME", "LIC", "Low income", "Low", 1),
    )
]

MEMBER_ROWS: Rows = [
    {"grouping": grouping, "group_code": group, "area": area, "valid_from": 1990, "valid_to": 2100}
    for area, region, income in (
        ("QMA", "NOR", "HIC"),
        ("QMB", "NOR", "HIC"),
        ("QMC", "SOU", "LIC"),
        ("QMD", "SOU", "LIC"),
        ("QME", "SOU", "LIC"),
        ("QMF", "", "HIC"),
        ("QMZ", "SOU", "LIC"),
    )
    for grouping, group in (("WORLD", "001"), ("REGION", region), ("INCOME", income))
    if group
]


def country_value(name: str, area: str, year: int, value: float | None, **more: Any) -> dict[str, Any]:
    indicator_id = f"SDG_1_3_1_{name}"
    row = {"indicator": indicator_id, "ref_area": area, "time_period": year, "value": value, "sex": "_T"}
    filled = {**row, "breakdown": "_T", "obs_status": "A", "source": "Inquiry", "origin": "inquiry", **more}
    return {**filled, "value_id": f"{indicator_id}.{area}.{year}.{filled['sex']}.{filled['breakdown']}"}


VALUE_ROWS: Rows = [
    country_value("TOTAL", "QMA", 2019, 50.0),
    country_value("TOTAL", "QMA", 2020, 39.2, obs_status="E"),
    country_value("TOTAL", "QMB", 2018, 80.0, obs_status="P"),
    country_value("TOTAL", "QMC", 2020, 0.0, footnote="NOPROG"),
    country_value("TOTAL", "QMD", 2014, 12.0),
    country_value("TOTAL", "QMF", 2020, 19.96),
    country_value("TOTAL", "QMA", 2020, 41.0, sex="F"),
    country_value("TOTAL", "QMA", 2020, 37.0, sex="M"),
    country_value("UNEMPLOYMENT", "QMA", 2020, 17.9),
    country_value("MATERNITY", "QMA", 2020, 37.3, sex="F"),
]

INPUT_ROWS: Rows = [
    {
        "indicator": "SDG_1_3_1_TOTAL",
        "ref_area": area,
        "sex": "_T",
        "breakdown": "_T",
        "time_period": 2020,
        "weight": weight,
    }
    for area, weight in (("QMA", 40e6), ("QMB", 30e6), ("QMC", 20e6), ("QMD", 6e6), ("QME", 2e6), ("QMF", 2e6))
]


def aggregate(name: str, group: tuple[str, str], value: float, publication: str, **more: Any) -> dict[str, Any]:
    row = {
        "indicator": f"SDG_1_3_1_{name}",
        "grouping": group[0],
        "group_code": group[1],
        "sex": "_T",
        "breakdown": "_T",
        "time_period": 2020,
        "value": value,
        "publication": publication,
        "observed_share": {"published": 0.92, "flagged": 0.5, "suppressed": 0.2}[publication],
        "imputed_share": 0.0,
        "countries": 3,
        "countries_total": 4,
        "oldest_year": 2018,
        "newest_year": 2020,
        "weight_item": "X.POP_TOTAL",
        "weight_total": 100e6,
        "method": "observed",
        "max_age": 5,
    }
    return {**row, **more}


WORLD = ("WORLD", "001")

AGGREGATE_ROWS: Rows = [
    aggregate("TOTAL", WORLD, 46.9, "published"),
    aggregate("TOTAL", WORLD, 30.0, "suppressed", time_period=2021),
    aggregate("TOTAL", WORLD, 44.0, "published", time_period=2019),
    aggregate("TOTAL", ("REGION", "NOR"), 84.9, "published"),
    aggregate("TOTAL", ("REGION", "SOU"), 13.7, "flagged"),
    aggregate("TOTAL", ("INCOME", "HIC"), 70.0, "published"),
    aggregate("TOTAL", ("INCOME", "LIC"), 9.0, "suppressed"),
    aggregate("OLD_AGE", WORLD, 78.5, "published", weight_item="X.POP_65"),
    aggregate("OLD_AGE", ("REGION", "NOR"), 100.0, "published"),
    aggregate("UNEMPLOYMENT", WORLD, 17.9, "flagged", weight_item="X.UNEMPLOYED", weight_total=3e6),
    aggregate("MATERNITY", WORLD, 37.3, "suppressed", sex="F"),
    *(
        aggregate(name, WORLD, value, "published", time_period=2019, sex="F" if name == "MATERNITY" else "_T")
        for name, value in (("OLD_AGE", 70.0), ("UNEMPLOYMENT", 12.5), ("MATERNITY", 33.0))
    ),
    aggregate("SOCIAL_ASSISTANCE", WORLD, 21.0, "published"),
]

TABLES: Mapping[str, tuple[Any, Rows]] = MappingProxyType(
    {
        "areas": (AREAS, AREA_ROWS),
        "groups": (GROUPS, GROUP_ROWS),
        "members": (MEMBERS, MEMBER_ROWS),
        "country_values": (COUNTRY_VALUES, VALUE_ROWS),
        "aggregate_inputs": (AGGREGATE_INPUTS, INPUT_ROWS),
        "aggregates": (AGGREGATES, AGGREGATE_ROWS),
    }
)


@pytest.fixture
def definitions() -> Definitions:
    made = Definitions(default_root())
    made.__dict__.update(
        indicators=INDICATORS,
        codelists={"CL_FOOTNOTE": FOOTNOTES},
        publication=PublicationRules(),
        questionnaire=Questionnaire("2026.1", ()),
    )
    return made


@pytest.fixture
def release() -> Release:
    return RELEASE


@pytest.fixture
def connection() -> Iterator[Connection]:
    tables = {name: table_of(flow, TABLES[name][1] if name in TABLES else ()) for name, flow in DATAFLOWS.items()}
    with connect(**tables) as opened:
        yield opened


@pytest.fixture
def empty_connection() -> Iterator[Connection]:
    with connect(**{name: table_of(flow) for name, flow in DATAFLOWS.items()}) as opened:
        yield opened


@pytest.fixture
def hundred() -> Decimal:
    return Decimal(100)
