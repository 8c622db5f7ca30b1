"""The addresses and the names of their parameters stay: whoever changes one here breaks somebody's script."""

import json

from django.test import Client

from openssi.vocabulary.text import LANGUAGES
from openssi_web.api.document import document
from openssi_web.api.further_addresses import FURTHER_ADDRESSES
from web_api.conftest import body

OF_A_RELEASE = {"lang", "release", "as_of"}
SELECTION = {"lang", "as_of", "indicator", "year", "sex", "breakdown", "grouping", "group"}
DIMENSIONS = {
    "FREQ", "REF_AREA", "GROUPING", "SCHEME", "BENEFIT", "ITEM", "INDICATOR", "MEASURE", "FUNCTION", "MEANS_TEST",
    "BENEFIT_PAYMENT", "SEX", "AGE", "SOC", "BREAKDOWN",
}  # fmt: skip

PERMANENT = {
    "/v1/releases": {"lang"},
    "/v1/releases/{release}": {"lang", "as_of", "release"},
    "/v1/releases/{release}/manifest.json": {"release", "as_of"},
    "/v1/releases/{before}/differences/{after}.{kind}": {
        "lang", "before", "after", "kind", "dataflow", "area", "indicator", "change",
    },
    "/v1/releases/{release}/{name}.{kind}": {"lang", "as_of", "release", "name", "kind"},
    "/v1/releases/{release}/indicators/{indicator}.{kind}": {*SELECTION, "release", "kind"},
    "/v1/releases/{release}/figures/{indicator}/{figure}.{kind}": {*SELECTION, "release", "figure", "kind", "width"},
    "/v1/methods/{family}.md": {"lang", "family"},
    "/v1/releases/{release}/metadata/{dataset}.json": {"lang", "release", "dataset"},
    "/v1/releases/{release}/metadata/countries/{area}.json": {"lang", "release", "area"},
    "/v1/releases/{release}/metadata/indicators/{indicator}.json": {"lang", "release", "indicator"},
    "/v1/indicators": OF_A_RELEASE,
    "/v1/countries": OF_A_RELEASE,
    "/v1/search": {*OF_A_RELEASE, "q", "limit"},
    "/v1/datasets": OF_A_RELEASE,
    "/v1/datasets/{dataset}": {*OF_A_RELEASE, "dataset"},
    "/v1/datasets/{dataset}/codes/{column}": {*OF_A_RELEASE, "dataset", "column"},
    "/v1/datasets/{dataset}/data": {
        *OF_A_RELEASE, *DIMENSIONS, "dataset", "format", "labels", "start", "end", "latest", "limit", "offset",
    },
    "/v1/openapi.json": {"lang"},
}  # fmt: skip
FORMATS = {"json", "csv", "ndjson", "parquet", "xlsx", "dta", "sav"}
COLUMNS_OF_INDICATORS = [
    "FREQ", "REF_AREA", "INDICATOR", "SEX", "BREAKDOWN", "TIME_PERIOD", "OBS_VALUE", "RELEASE", "WORLD",
    "UNIT_MEASURE", "UNIT_MULT", "OBS_STATUS",
]  # fmt: skip


def test_every_permanent_address_is_there_with_its_parameters() -> None:
    described = {
        path: {each["name"] for each in address["get"]["parameters"]}
        for path, address in document("en")["paths"].items()
        if path.startswith("/v1/")
    }
    assert described == PERMANENT


def test_the_addresses_of_standards_are_described_and_answer(site: Client) -> None:
    assert {each.path for each in FURTHER_ADDRESSES} == {
        "/sdmx/v1/data/{flow}/{key}",
        "/sdmx/v2/data/{context}/{agency}/{dataflow}/{version}/{key}",
        "/bulk/indicator/{name}.{ending}",
        "/bulk/ref_area/{name}.{ending}",
        "/bulk/table_of_contents_{segment}_{language}.{ending}",
        "/bulk/data/{segment}",
    }
    for each in FURTHER_ADDRESSES:
        query = "?id=SDG_0131_SEX_SOC_RT_A" if each.id == "bulk_asked" else ""
        response = site.get(each.path.format(**each.examples) + query)
        assert (response.status_code, len(body(response)) > 0) == (200, True), each.path


def test_every_permanent_format_is_offered() -> None:
    asked = document("en")["paths"]["/v1/datasets/{dataset}/data"]["get"]["parameters"]
    assert set(next(each["schema"]["enum"] for each in asked if each["name"] == "format")) >= FORMATS


def test_the_members_of_a_page_of_rows_stay(site: Client) -> None:
    found = json.loads(body(site.get("/v1/datasets/DF_INDICATORS/data?limit=1")))
    assert list(found) == ["dataset", "name", "release", "updated", "total", "offset", "limit", "next", "rows"]
    assert list(found["rows"][0])[:12] == COLUMNS_OF_INDICATORS


def test_the_members_of_the_lists_stay(site: Client) -> None:
    releases = site.get("/v1/releases").json()
    assert list(releases) == ["ok", "latest", "releases"]
    assert {"id", "created", "kind", "manifest", "address", "citation"} <= set(releases["releases"][0])
    dataset = site.get("/v1/datasets").json()["datasets"][0]
    assert {
        "id", "name", "description", "dimensions", "observations", "series", "first_year", "last_year", "updated",
        "structure", "files",
    } <= set(dataset)  # fmt: skip
    assert set(dataset["files"][0]) == {"format", "address", "bytes", "is_exact"}
    column = site.get("/v1/datasets/DF_INDICATORS").json()["columns"][0]
    assert set(column) == {"id", "name", "description", "role", "representation", "attachment", "codes"}
    codes = site.get("/v1/datasets/DF_INDICATORS/codes/SEX").json()["codes"]
    assert {"code", "name", "parent", "observations"} == set(codes[0])


def test_the_description_is_there_in_every_language(site: Client) -> None:
    summaries = {
        language: site.get(f"/v1/openapi.json?lang={language}").json()["paths"]["/v1/datasets"]["get"]["summary"]
        for language in LANGUAGES
    }
    assert len(set(summaries.values())) == 3


def test_the_description_leads_to_addresses_that_answer(site: Client, release: str) -> None:
    parts = {
        "release": release, "name": "areas", "indicator": "SDG_1_3_1_OLD_AGE", "figure": "tiles", "family": "coverage",
        "dataset": "DF_INDICATORS", "column": "SEX",
        "area": "QMA", "before": release, "after": release,
    }  # fmt: skip
    kinds = {"figures": "svg", "indicators": "csv", "differences": "csv"}
    for path in PERMANENT:
        kind = next((kinds[each] for each in kinds if f"/{each}/" in path), "parquet")
        asked = "?q=C07" if path == "/v1/search" else ""
        response = site.get(path.format(**parts, kind=kind) + asked)
        assert (response.status_code, len(body(response)) > 0) == (200, True), path
