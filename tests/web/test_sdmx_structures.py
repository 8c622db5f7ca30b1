"""Structures and availability under the addresses of SDMX REST, as a program asks for them."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml import etree

ML, JSON = "application/vnd.sdmx.structure+xml", "application/vnd.sdmx.structure+json"


def ids(response: HttpResponse, kind: str) -> list[str]:
    return [
        str(each.get("id")) for each in etree.fromstring(response.content).iter(f"{{*}}{kind}") if each.get("agencyID")
    ]


def data(response: HttpResponse) -> dict[str, Any]:
    assert response.status_code == 200, response.content
    return dict(json.loads(response.content)["data"])


def said(response: HttpResponse) -> tuple[int, str, str]:
    root = etree.fromstring(response.content)
    (message,) = root.iter("{*}ErrorMessage")
    return response.status_code, str(message.get("code")), "".join(str(each) for each in message.itertext()).strip()


def test_v1_lists_the_dataflows_in_sdmx_ml_2_1(site: Client) -> None:
    response = site.get("/sdmx/v1/dataflow")
    assert response.headers["Content-Type"] == f"{ML};version=2.1"
    assert "DF_SDG_0131_SEX_SOC_RT" in ids(response, "Dataflow")
    assert len(ids(response, "Dataflow")) == 7


def test_v2_lists_the_dataflows_in_sdmx_json_2_0(site: Client) -> None:
    response = site.get("/sdmx/v2/structure/dataflow/OPENSSI/*/~")
    assert response.headers["Content-Type"] == f"{JSON};version=2.0.0"
    assert len(data(response)["dataflows"]) == 7


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("v1/agencyscheme", "agencySchemes"),
        ("v1/codelist/OPENSSI/CL_SEX/1.0/M+F", "codelists"),
        ("v1/conceptscheme/all/all/latest", "conceptSchemes"),
        ("v1/datastructure/OPENSSI/DSD_SSI", "dataStructures"),
        ("v1/contentconstraint", "dataConstraints"),
        ("v2/structure/codelist/OPENSSI/CL_SEX/~/M,F", "codelists"),
        ("v2/structure/dataconstraint/*/*/*", "dataConstraints"),
        ("v1/availableconstraint/DF_INDICATORS", "dataConstraints"),
        ("v2/availability/dataflow/OPENSSI/DF_INDICATORS", "dataConstraints"),
        ("v2/availability/datastructure/OPENSSI/DSD_SSI_IND", "dataConstraints"),
    ],
)
def test_each_kind_is_told_alone(site: Client, path: str, keys: str) -> None:
    assert list(data(site.get(f"/sdmx/{path}", {"format": "sdmx-json-2.0"}))) == [keys]


def test_everything_is_told_at_once(site: Client) -> None:
    found = data(site.get("/sdmx/v1/structure", {"format": "sdmx-json-2.0"}))
    assert sorted(found) == [
        "agencySchemes", "codelists", "conceptSchemes", "dataConstraints", "dataStructures", "dataflows",
    ]  # fmt: skip
    assert data(site.get("/sdmx/v2/structure")) == data(site.get("/sdmx/v2/structure/*/*/*/*")) == found


def test_a_data_structure_brings_its_code_lists(site: Client) -> None:
    address = "/sdmx/v2/structure/datastructure/OPENSSI/DSD_SDG_0131/1.0"
    found = data(site.get(address, {"references": "children"}))
    assert {each["id"] for each in found["codelists"]} >= {"CL_AREA_ILOSTAT", "CL_SEX_ILOSTAT", "CL_SOC_ILOSTAT"}


@pytest.mark.parametrize(
    ("accept", "sent"),
    [
        ("*/*", f"{ML};version=2.1"),
        ("application/xml", f"{ML};version=2.1"),
        (f"{ML};version=3.0.0", f"{ML};version=3.0.0"),
        (f"{ML};version=3.1", f"{ML};version=3.1.0"),
        (f"{JSON};version=1.0.0", f"{JSON};version=1.0.0"),
        (f"{JSON}; version=2.1.0; q=0.5, {ML};version=2.1;q=0.1", f"{JSON};version=2.1.0"),
        ("application/json", f"{JSON};version=2.0.0"),
    ],
)
def test_the_format_is_negotiated(site: Client, accept: str, sent: str) -> None:
    response = site.get("/sdmx/v1/codelist/OPENSSI/CL_SEX", headers={"accept": accept})
    assert response.headers["Content-Type"] == sent
    assert "Accept" in response.headers["Vary"]


def test_a_format_that_is_not_there_is_refused_with_those_that_are(site: Client) -> None:
    response = site.get("/sdmx/v1/codelist", headers={"accept": "image/png"})
    assert response.status_code == 406
    assert f"{JSON};version=2.0.0" in response.content.decode()


@pytest.mark.parametrize(
    ("accepted", "languages"),
    [
        ("", ["en", "fr", "es"]),
        ("*", ["en", "fr", "es"]),
        ("de", ["en", "fr", "es"]),
        ("fr", ["fr"]),
        ("de, es;q=0.5, fr-CA", ["fr", "es"]),
        ("fr;q=0, es", ["es"]),
        ("es;q=x, fr", ["fr"]),
    ],
)
def test_names_are_told_in_the_languages_asked_for_and_in_all_where_none_is(
    site: Client, accepted: str, languages: list[str]
) -> None:
    response = site.get("/sdmx/v2/structure/codelist/OPENSSI/CL_SEX", headers={"accept-language": accepted})
    (codelist,) = data(response)["codelists"]
    assert list(codelist["names"]) == languages
    assert response.headers["Content-Language"] == ", ".join(languages)


def test_the_parameter_lang_goes_before_the_header(site: Client) -> None:
    response = site.get("/sdmx/v2/structure/codelist?lang=es", headers={"accept-language": "fr"})
    assert list(data(response)["codelists"][0]["names"]) == ["es"]


def test_what_a_reader_has_already_is_not_sent_again(site: Client) -> None:
    first = site.get("/sdmx/v1/codelist/OPENSSI/CL_SEX")
    again = site.get("/sdmx/v1/codelist/OPENSSI/CL_SEX", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = site.get("/sdmx/v1/codelist/OPENSSI/CL_SEX?lang=fr", headers={"if-none-match": first.headers["ETag"]})
    assert other.status_code == 200


def test_only_an_address_with_a_release_may_be_kept_for_ever(site: Client) -> None:
    release = json.loads(site.get("/v1/releases").content)["latest"]
    assert "no-cache" in site.get("/sdmx/v1/dataflow").headers["Cache-Control"]
    kept = site.get("/sdmx/v1/dataflow", {"release": release})
    assert "immutable" in kept.headers["Cache-Control"]


def values(response: HttpResponse) -> dict[str, list[str]]:
    (constraint,) = data(response)["dataConstraints"]
    (region,) = constraint["cubeRegions"]
    return {each["id"]: [code["value"] for code in each.get("values", [])] for each in region["keyValues"]}


def test_availability_tells_what_remains(site: Client) -> None:
    address = "/sdmx/v2/availability/dataflow/OPENSSI/DF_INDICATORS/1.0/A.QMA.*.F.*"
    exact = values(site.get(address))
    assert (exact["REF_AREA"], exact["SEX"]) == (["QMA"], ["F"])
    more = values(site.get(address, {"mode": "available"}))
    assert len(more["REF_AREA"]) > 20
    assert set(more["SEX"]) > {"F"}


def test_both_manners_of_availability_say_the_same(site: Client) -> None:
    older = site.get("/sdmx/v1/availableconstraint/DF_INDICATORS/A.QMA+QMB..F./all/all?format=sdmx-json-2.0")
    newer = site.get("/sdmx/v2/availability/dataflow/OPENSSI/DF_INDICATORS/*/A.QMA+QMB.*.F.*/*")
    assert values(older) == values(newer)


def test_availability_of_one_dimension_within_years(site: Client) -> None:
    older = "/sdmx/v1/availableconstraint/DF_INDICATORS/A.QMA.../all/SEX+INDICATOR"
    found = values(site.get(older, {"startPeriod": "2022", "endPeriod": "2023", "format": "sdmx-json-2.0"}))
    assert list(found) == ["INDICATOR", "SEX", "TIME_PERIOD"]
    newer = "/sdmx/v2/availability/dataflow/OPENSSI/DF_INDICATORS/*/A.QMA.*.*.*/SEX,INDICATOR"
    assert values(site.get(f"{newer}?c[TIME_PERIOD]=ge:2022%2Ble:2023")) == found


def test_availability_brings_code_lists_with_what_is_available(site: Client) -> None:
    address = "/sdmx/v2/availability/dataflow/OPENSSI/DF_INDICATORS/*/A.QMA.*.F.*"
    found = data(site.get(address, {"references": "codelist"}))
    lists = {each["id"]: each for each in found["codelists"]}
    assert [each["id"] for each in lists["CL_AREA"]["codes"]] == ["QMA"]
    assert lists["CL_AREA"]["isPartial"]
    everything = data(site.get(address, {"references": "all"}))
    assert {"dataflows", "dataStructures", "conceptSchemes"} <= set(everything)


def test_a_schema_holds_what_data_are_written_by(site: Client) -> None:
    found = data(site.get("/sdmx/v2/schema/dataflow/OPENSSI/DF_SDG_0131_SEX_SOC_RT/1.0"))
    lists = {each["id"]: [code["id"] for code in each["codes"]] for each in found["codelists"]}
    assert lists["CL_SEX_ILOSTAT"] == ["SEX_T", "SEX_M", "SEX_F"]
    assert "SOC_CONTIG_NONE" not in lists["CL_SOC_ILOSTAT"]


@pytest.mark.parametrize(
    ("path", "status", "code", "words"),
    [
        ("v1/codelist/OPENSSI/CL_NONE", 404, "100", "CL_SEX"),
        ("v1/codelist/NOBODY", 404, "100", "OPENSSI"),
        ("v1/codelist/OPENSSI/CL_SEX/7", 404, "100", "1.0"),
        ("v1/codelist/OPENSSI/CL_SEX/1.0/X", 404, "100", "_T, M, F, _U"),
        ("v1/categoryscheme", 404, "100", "dataflow"),
        ("v1/codelists", 400, "150", "codelist"),
        ("v1/codelist/a/b/c/d/e", 404, "100", "/sdmx/v1/dataflow"),
        ("v1/", 404, "100", "/sdmx/v1/dataflow"),
        ("v1/codelist?detail=most", 400, "150", "referencepartial"),
        ("v1/codelist?references=friends", 400, "150", "descendants"),
        ("v1/codelist?startPeriod=2020", 400, "140", "references"),
        ("v1/codelist?lang=de", 400, "150", "en, fr, es"),
        ("v2/codelist", 404, "100", "/sdmx/v2/structure/dataflow"),
        ("v2/structure/codelists", 400, "150", "codelist"),
        ("v2/schema/codelist/OPENSSI/CL_SEX", 400, "150", "datastructure"),
        ("v1/availableconstraint/DF_NONE", 404, "100", "DF_INDICATORS"),
        ("v1/availableconstraint/DF_INDICATORS/A.B", 400, "140", "FREQ.REF_AREA.INDICATOR.SEX.BREAKDOWN"),
        ("v1/availableconstraint/DF_INDICATORS/A.XXX...", 404, "100", "QMA"),
        ("v1/availableconstraint/DF_INDICATORS/all/all/NOTHING", 400, "150", "REF_AREA"),
        ("v1/availableconstraint/DF_INDICATORS?mode=some", 400, "150", "available"),
        ("v1/availableconstraint/DF_INDICATORS?references=friends", 400, "150", "codelist"),
        ("v1/availableconstraint/DF_INDICATORS?firstNObservations=1", 400, "140", "mode"),
        ("v1/availableconstraint/DF_INDICATORS/1/2/3/4/5", 404, "100", "/sdmx/v1/dataflow"),
        ("v2/availability/dataflow/OPENSSI/DF_INDICATORS?c[NOTHING]=1", 400, "150", "REF_AREA"),
    ],
)
def test_what_cannot_be_given_is_an_error_of_sdmx_that_says_what_there_is(
    site: Client, path: str, status: int, code: str, words: str
) -> None:
    found, number, text = said(site.get(f"/sdmx/{path}"))
    assert (found, number) == (status, code), text
    assert words in text


@pytest.mark.parametrize("text", ["'; DROP TABLE codes; --", '"', "a' OR '1'='1", "../../etc/passwd", "\x00", "%27"])
def test_hostile_text_is_no_statement(site: Client, text: str) -> None:
    for address in (
        f"/sdmx/v1/codelist/OPENSSI/{text}",
        f"/sdmx/v1/availableconstraint/DF_INDICATORS/A.{text}...",
        f"/sdmx/v1/availableconstraint/DF_INDICATORS/all/all/{text}",
    ):
        assert site.get(address).status_code in {400, 404}
    assert site.get("/sdmx/v2/availability/dataflow/OPENSSI/DF_INDICATORS", {"c[SEX]": text}).status_code in {400, 404}
    assert site.get("/sdmx/v1/codelist/OPENSSI/CL_SEX").status_code == 200


def test_an_unknown_release_is_said(site: Client) -> None:
    response = site.get("/sdmx/v1/codelist", {"release": "1999.1"})
    assert response.status_code == 404
    assert "1999.1" in response.content.decode()


def test_errors_are_json_for_those_who_ask_for_json(site: Client) -> None:
    response = site.get("/sdmx/v2/structure/codelist/OPENSSI/CL_NONE", headers={"accept": f"{JSON};version=2.0.0"})
    (error,) = json.loads(response.content)["errors"]
    assert (error["code"], "CL_SEX" in error["detail"]) == (100, True)
