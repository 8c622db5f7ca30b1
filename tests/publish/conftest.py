"""A literal release of three invented countries with every awkward value that an export has to carry."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from openssi.definitions import Definitions, default_root, load
from openssi.engine import Connection, connect, table_of
from openssi.publish import publish
from openssi.publish.cubes.cube_tables import make_cubes
from openssi.publish.cubes.published_codes import published_codelists
from openssi.publish.cubes.structure_tables import code_table, component_table
from openssi.publish.sdmx.data.data_messages import DataMessage
from openssi.vocabulary.codelist import Code, CodeList
from openssi.vocabulary.dataflow import DATAFLOWS
from openssi.vocabulary.indicator import Indicator
from openssi.vocabulary.item import Item, ItemTable, Questionnaire
from openssi.vocabulary.publication import PublicationRules
from openssi.vocabulary.release import Release
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText
from publish.literal_dataset import DATAFLOW, SCHEMA, STRUCTURES
from publish.literal_dataset import ROWS as DATASET_ROWS

Rows = list[dict[str, Any]]
Publish = Callable[..., tuple[Path, ...]]

QUOTED = 'Register "B", cleaned,\nsecond line'
THIRD = 1 / 3 * 100

INDICATOR = "SDG_1_3_1_OLD_AGE"


def text(en: str, fr: str, es: str) -> MultilingualText:
    return MultilingualText(en, fr, es)


def value(area: str, year: int, number: float | None, **more: Any) -> dict[str, Any]:
    row = {
        "value_id": f"{INDICATOR}.{area}.{year}._T._T",
        "indicator": INDICATOR,
        "ref_area": area,
        "sex": "_T",
        "breakdown": "_T",
        "time_period": year,
        "value": number,
        "obs_status": "A",
        "nature": "C",
        "source": "Register",
        "method": "LINK",
        "origin": "inquiry",
    }
    return {**row, **more}


def aggregate(group: str, number: float, publication: str) -> dict[str, Any]:
    return {
        "aggregate_id": f"{INDICATOR}.REGION.{group}.2020._T._T",
        "indicator": INDICATOR,
        "grouping": "REGION",
        "group_code": group,
        "sex": "_T",
        "breakdown": "_T",
        "time_period": 2020,
        "value": number,
        "publication": publication,
        "observed_share": {"published": 0.9, "flagged": 0.5, "suppressed": 0.2}[publication],
        "imputed_share": 0.0,
        "countries": 2,
        "countries_total": 3,
        "oldest_year": 2018,
        "newest_year": 2020,
        "year_mix": "2018:1 2020:1",
        "weight_item": "X.POP_PENAGE",
        "weight_total": 1e6,
        "method": "observed",
        "max_age": 5,
        "interval_lower": number - 1,
        "interval_upper": number + 1,
        "obs_status": "A",
        "nature": "G",
    }


def observation(area: str, item: str, number: Decimal | None, **more: Any) -> dict[str, Any]:
    key = {"scheme": "_Z", "benefit": "_Z", "sex": "_T", "age": "_T", "func": "_Z", "breakdown": "_Z"}
    row = {"obs_id": f"{area}.2020.{item}", "ref_area": area, "item": item, "time_period": 2020, "value": number}
    filled = {"unit": "persons", "unit_mult": 3, "obs_status": "A", "conf_status": "F", "channel": "workbook"}
    return {**row, **key, **filled, "vintage": 1, **more}


def beside(figure: str, kind: str, published: float, number: Decimal, **more: Any) -> dict[str, Any]:
    row = {
        "figure_id": figure,
        "figure": kind,
        "ref_area": "QMA",
        "time_period": 2020,
        "indicator": "",
        "item": "",
        "scheme": "_Z",
        "benefit": "_Z",
        "sex": "_T",
        "breakdown": "_T",
        "published_value": published,
        "country_value": number,
        "unit": "PT" if kind == "indicator" else "persons",
        "country_explanation": "=Le registre a été corrigé.",
        "country_language": "fr",
        "compiler_explanation": "The register counts persons twice.",
        "compiler_language": "en",
        "objected_on": "2026-08-01",
        "published_on": "2026-08-20",
        "vintage": 1,
    }
    return {**row, **more}


ROWS: dict[str, Rows] = {
    "areas": [
        {"area": code, "name_en": en, "name_fr": fr, "name_es": es, "m49": "", "iso2": "", "fictional": True}
        for code, en, fr, es in (
            ("QMA", "Aldova", "Aldovie", "Aldovia"),
            ("QMB", "Borland", "Borlande", "Borlandia"),
            ("QMC", "Esmar", "Écomar", "Esmar"),
        )
    ],
    "groups": [
        {"grouping": "REGION", "group_code": code, "name_en": en, "name_fr": fr, "name_es": en, "sort_order": 1}
        for code, en, fr in (("NOR", "North", "Nord"), ("SOU", "South", "Sud"), ("WES", "West", "Ouest"))
    ],
    "country_values": [
        value("QMA", 2020, THIRD, source=QUOTED, numerator=1.0, denominator=3.0, obs_status="E"),
        value("QMB", 2020, 0.0, footnote="NOPROG"),
        value("QMC", 2020, None, obs_status="L", footnote="=1+1"),
        value("QMC", 2019, 0.1 + 0.2, numerator=12345678901.5),
    ],
    "aggregates": [
        aggregate("NOR", 39.2, "published"),
        aggregate("SOU", 13.7, "flagged"),
        aggregate("WES", 77.7, "suppressed"),
    ],
    "observations": [
        observation("QMA", "H.COV_OLD", Decimal("26.1140000001"), note=QUOTED),
        observation("QMB", "H.COV_OLD", Decimal(100), obs_status="E"),
        observation("QMA", "X.POP_TOTAL", Decimal(999), channel="context"),
    ],
    "tolerances": [
        {
            "tolerance_id": "T0001",
            "rule": "R066",
            "tolerance": "most",
            "ref_area": "QMA",
            "value": Decimal("1.2"),
            "usual_value": Decimal(1),
            "reason": "=paid abroad",
            "decided_role": "VALIDATION_LEAD",
            "decided_on": "2026-01-05",
            "valid_to": "2027-06-30",
            "state": "in_force",
        }
    ],
    "indicators": [
        {
            "indicator": INDICATOR,
            "breakdown": "_T",
            "position": 1,
            "name_fr": "Personnes âgées percevant une pension",
            "formula": "100*H.COV_OLD/X.POP_PENAGE",
            "factor": Decimal(100),
            "unit": "PT",
            "unit_name_fr": "Pour cent",
        }
    ],
    "side_by_side": [
        beside(f"{INDICATOR}.QMA.2020._T._T", "indicator", THIRD, Decimal("41.25"), indicator=INDICATOR),
        beside("QMB.2020.H.COV_OLD", "cell", 100000.0, Decimal(90000), ref_area="QMB", item="H.COV_OLD"),
    ],
}

FOOTNOTES = CodeList("CL_FOOTNOTE", (Code("NOPROG", text("No programme", "Aucun programme", "Ningún programa")),))

ITEM = Item(
    id="H.COV_OLD",
    code="H1.07",
    table="H1",
    level="country",
    type="number",
    label=text("Older persons covered", "Personnes âgées couvertes", "Personas mayores cubiertas"),
    definition=text("", "", ""),
)


@pytest.fixture
def definitions() -> Definitions:
    made = Definitions(default_root())
    name = text("Older persons receiving a pension", "Personnes âgées percevant une pension", "Personas con pensión")
    indicator = Indicator(
        id=INDICATOR,
        code="C07",
        family="C",
        name=name,
        short_name=name,
        definition=name,
        population=name,
        weight="X.POP_PENAGE",
    )
    table = ItemTable("H1", "country", text("", "", ""), (ITEM,))
    made.__dict__.update(
        indicators={INDICATOR: indicator},
        codelists={**load().codelists, "CL_FOOTNOTE": FOOTNOTES},
        publication=PublicationRules(),
        questionnaire=Questionnaire("2026.1", (table,)),
    )
    return made


@pytest.fixture(scope="module")
def release() -> Release:
    return Release(
        id="2026.1",
        created="2026-11-25T10:00:00+00:00",
        kind="demonstration",
        software_version="0.1.0",
        definitions_version="2026.1+0",
        questionnaire_version="2026.1",
        method={"max_age": "5", "method": "observed", "publish_from": "0.6", "flag_from": "0.4"},
        sources=({"file": "QMA-2020.xlsx", "sha256": "ab" * 32, "read": "2026-11-25"},),
        waivers=(),
        files=(),
    )


@pytest.fixture
def connection(definitions: Definitions, release: Release) -> Iterator[Connection]:
    tables = {name: table_of(flow, ROWS.get(name, ())) for name, flow in DATAFLOWS.items()}
    with connect(**{**tables, "components": component_table(definitions.dataflows)}) as opened:
        make_cubes(opened, release, definitions)
        opened.register("codes", code_table(published_codelists(opened, definitions)))
        yield opened


@pytest.fixture
def written(connection: Connection, definitions: Definitions, release: Release, tmp_path: Path) -> Publish:
    def made(format_id: str, language: Language = "en") -> tuple[Path, ...]:
        return publish(connection, release, format_id, tmp_path / format_id, language, definitions)

    return made


@pytest.fixture(scope="module")
def real_definitions() -> Definitions:
    """The definitions that came with the program: they name the codes of dataflows and of the layout of ILOSTAT."""
    return Definitions(default_root())


@pytest.fixture(scope="module")
def dataflows(release: Release, real_definitions: Definitions) -> Iterator[Connection]:
    """A release of three countries with its dataflows: coverage of the old by function, and an indicator of our own."""
    from openssi.publish.cubes.cube_tables import make_cubes
    from openssi.publish.cubes.published_codes import published_codelists
    from openssi.publish.cubes.structure_tables import code_table, component_table
    from openssi.vocabulary.data_structure import CODES, COMPONENTS

    named = {
        f"{what}_{each}": f"{what} ({each})"
        for what in ("name", "short_name", "definition", "unit_name", "breakdown_name")
        for each in LANGUAGES
    }
    spent = {**named, "indicator": "SPENDING", "sexes": "_T", "unit": "PT_GDP", "ilostat": ""}
    declared = [
        {**named, "indicator": INDICATOR, "breakdown": "_T", "position": 1, "sexes": "_T M F", "unit": "PT",
         "ilostat": "SOC_CONTIG_PENSION"},
        {**spent, "breakdown": "_T", "position": 2},
        {**spent, "breakdown": "OLD", "position": 3,
         **{f"breakdown_name_{one}": f"Old age ({one})" for one in LANGUAGES}},
    ]  # fmt: skip
    spending = {"indicator": "SPENDING", "value_id": "s"}
    world = {"grouping": "WORLD", "group_code": "001", "aggregate_id": "w"}
    rows = {
        **ROWS,
        "indicators": declared,
        "groups": [
            *ROWS["groups"],
            {"grouping": "WORLD", "group_code": "001", "name_en": "World", "name_fr": "Monde", "name_es": "Mundo"},
        ],
        "country_values": [
            *ROWS["country_values"],
            value("QMA", 2020, 41.5, sex="F", value_id="f"),
            value("QMA", 2020, 7.25, **spending, note="Accrual basis; =1+1"),
            value("QMA", 2020, 3.5, **spending, breakdown="OLD", nature="E"),
        ],
        "aggregates": [*ROWS["aggregates"], {**aggregate("001", 52.4, "published"), **world}],
    }
    with connect(**{name: table_of(flow, rows.get(name, ())) for name, flow in DATAFLOWS.items()}) as opened:
        for name in (COMPONENTS.id, CODES.id):
            opened.execute(f"DROP VIEW IF EXISTS {name}")
        make_cubes(opened, release, real_definitions)
        opened.register(COMPONENTS.id, component_table(real_definitions.dataflows))
        opened.register(CODES.id, code_table(published_codelists(opened, real_definitions)))
        yield opened


@pytest.fixture
def message(release: Release) -> Iterator[Callable[..., DataMessage]]:
    with connect() as connection:
        connection.materialise("DF_TEST", pa.Table.from_pylist(DATASET_ROWS, schema=SCHEMA))

        def made(**changed: Any) -> DataMessage:
            usual: dict[str, Any] = {
                "connection": connection,
                "dataflow": DATAFLOW,
                "structures": STRUCTURES,
                "statement": "SELECT * FROM DF_TEST ORDER BY REF_AREA, TIME_PERIOD",
                "release": release,
                "language": "fr",
            }
            return DataMessage(**{**usual, **changed})

        yield made
