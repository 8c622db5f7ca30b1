"""A literal release of one invented country, small enough to be counted by hand, with its dataflows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from openssi.definitions import Definitions
from openssi.engine import Connection, connect, table_of
from openssi.publish.cubes.cube_tables import make_cubes
from openssi.publish.cubes.published_codes import published_codelists
from openssi.vocabulary.data_structure import PublishedStructures
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.release import Release

Row = dict[str, Any]
Rows = list[Row]

KEY = {"scheme": "_Z", "benefit": "_Z", "sex": "_T", "age": "_T", "func": "_Z", "breakdown": "_Z"}
REST = {"obs_status": "A", "conf_status": "F", "channel": "workbook", "vintage": 1, "unit_mult": 0, "unit": "persons"}

RELEASE = Release(
    id="2026.1",
    created="2026-11-25T10:00:00+00:00",
    kind="demonstration",
    software_version="0.1.0",
    definitions_version="2026.1+0",
    questionnaire_version="2026.1",
    method={},
    sources=(),
    waivers=(),
    files=(),
)


def said(item: str, year: int, **more: Any) -> Row:
    """Return an answer of the country."""
    row = {"obs_id": f"QMA.{year}.{item}.{sorted(more.items())}", "ref_area": "QMA", "item": item, "time_period": year}
    return {**row, **KEY, **REST, **more}


def indicator(name: str, **more: Any) -> Row:
    """Return a declared indicator."""
    names = {"name_en": name.capitalize(), "name_fr": f"{name} (fr)", "name_es": f"{name} (es)"}
    return {"indicator": name, "breakdown": "_T", "position": 1, "unit": "PT", "ilostat": "", **names, **more}


def value(name: str, year: int, number: float | None, **more: Any) -> Row:
    """Return the value of an indicator of the country."""
    row = {"value_id": f"{name}.QMA.{year}.{sorted(more.items())}", "indicator": name, "ref_area": "QMA"}
    key = {"sex": "_T", "breakdown": "_T", "time_period": year, "value": number}
    return {**row, **key, "obs_status": "A", "nature": "C", "source": "Register", **more}


def mean(group: str, year: int, number: float, **more: Any) -> Row:
    """Return the value of a group of countries."""
    row = {"aggregate_id": f"COVERED.{group}.{year}", "indicator": "COVERED", "grouping": "WORLD", "group_code": group}
    key = {"sex": "_T", "breakdown": "_T", "time_period": year, "value": number, "publication": "published"}
    return {**row, **key, "obs_status": "A", "nature": "G", "method": "observed", **more}


def area(code: str, name: str, **more: Any) -> Row:
    """Return a country."""
    return {"area": code, "name_en": name, "name_fr": f"{name} (fr)", "name_es": f"{name} (es)", **more}


def group(grouping: str, code: str, name: str) -> Row:
    """Return a group of countries."""
    names = {"name_en": name, "name_fr": f"{name} (fr)", "name_es": f"{name} (es)"}
    return {"grouping": grouping, "group_code": code, "sort_order": 1, **names}


ROWS: dict[str, Rows] = {
    "areas": [area("QMA", "Aldova"), area("QMB", "Borland")],
    "groups": [group("WORLD", "001", "World"), group("REGION", "NOR", "North"), group("INCOME", "HIC", "High income")],
    "members": [
        {"grouping": "REGION", "group_code": "NOR", "area": "QMA", "valid_from": 1900, "valid_to": 9999},
    ],
    "indicators": [
        indicator("COVERED", position=2, ilostat="SOC_CONTIG_TOTAL", definition_en="Share", definition_fr="Part"),
        indicator("SPENT", position=1, unit="PT_GDP"),
        indicator("SPENT", breakdown="OLD", unit="PT", breakdown_name_en="Old age", breakdown_name_fr="Vieillesse"),
    ],
    "country_values": [
        value("COVERED", 2019, 50.5),
        value("COVERED", 2020, 51.5),
        value("COVERED", 2020, 40.0, sex="F"),
        value("SPENT", 2020, None, obs_status="Q"),
        value("SPENT", 2020, 3.25, breakdown="OLD"),
    ],
    "scheme_values": [
        {**value("SPENT", 2020, 7.0), "scheme": "QMA01", "benefit": "QMA01.1"},
    ],
    "aggregates": [
        mean("001", 2020, 48.0),
        mean("NOR", 2020, 49.0, grouping="REGION", publication="suppressed"),
        mean("HIC", 2020, 47.0, grouping="INCOME", publication="flagged"),
    ],
    "side_by_side": [
        {
            "figure_id": "COVERED.QMA.2020.[]",
            "figure": "indicator",
            "ref_area": "QMA",
            "time_period": 2020,
            "indicator": "COVERED",
            "item": "",
            "scheme": "_Z",
            "benefit": "_Z",
            "sex": "_T",
            "breakdown": "_T",
            "published_value": 51.5,
            "country_value": 60,
            "unit": "PT",
            "published_on": "2026-08-20",
        }
    ],
    "observations": [
        said("S.NAME_EN", 2019, scheme="QMA01", text_value="Old name"),
        said("S.NAME_EN", 2020, scheme="QMA01", text_value="Pension fund"),
        said("S.NAME_NAT", 2020, scheme="QMA01", text_value="Caisse de pensions"),
        said("S.NAME_NAT", 2020, scheme="QMA02", text_value="Régime de base"),
        said("B.NAME_EN", 2020, scheme="QMA01", benefit="QMA01.1", text_value="Old-age pension"),
        said("B.FUNC", 2020, scheme="QMA01", benefit="QMA01.1", text_value="OLD"),
        said("B.MT", 2020, scheme="QMA01", benefit="QMA01.1", text_value="N"),
        said("B.REC", 2020, scheme="QMA01", benefit="QMA01.1", value=12, unit_mult=3),
        said("H.OVERLAP", 2020, breakdown="QMA01+QMA02", value=1),
        said("S.ACTIVE", 2020, scheme="QMA01", breakdown="OTHER", value=5),
        said("X.POP_TOTAL", 2020, channel="context", unit="%", sex="_U", value=99),
    ],
}


@contextmanager
def small_release(definitions: Definitions) -> Iterator[Connection]:
    """Open the tables of the release with those of its dataflows."""
    with connect(**{name: table_of(flow, ROWS.get(name, ())) for name, flow in DATAFLOWS.items()}) as opened:
        make_cubes(opened, RELEASE, definitions)
        yield opened


def structures_of(connection: Connection, definitions: Definitions) -> PublishedStructures:
    """Return what explains the dataflows of the release."""
    return replace(definitions.dataflows, codelists=published_codelists(connection, definitions))
