"""Data by SDMX REST, as a client of it sees them."""

import csv
import gzip
import io
import json
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow.parquet as pq
import pytest
from django.test import Client

from openssi.store import Workspace
from openssi.vocabulary.text import LANGUAGES
from openssi_web import releases
from openssi_web.api import sdmx_data
from openssi_web.api.kept_answers import KeptAnswer, kept_answers
from openssi_web.shelf import Shelf

V1, V2 = "/sdmx/v1/data", "/sdmx/v2/data/dataflow/OPENSSI"
OLD_AGE = "SDG_1_3_1_OLD_AGE"
COMMON = "{http://www.sdmx.org/resources/sdmxml/schemas/v2_1/common}"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    kept_answers.clear()


@pytest.fixture
def folder(demonstration: Path) -> Path:
    releases_ = Workspace.open(demonstration).releases
    return releases_.folder(str(releases_.latest_id()))


def table(response: object) -> list[dict[str, str]]:
    content = response.getvalue() if response.streaming else response.content  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(content.decode())))


def problem(response: object) -> tuple[int, int, str]:
    """HTTP status, code of the standard, text."""
    message = ET.fromstring(response.content)[0]  # type: ignore[attr-defined]  # noqa: S314 - our own
    text = message.findtext(f"{COMMON}Text") or ""
    return response.status_code, int(message.attrib["code"]), text  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    [
        f"{V1}/DF_INDICATORS/A.QMA.SDG_1_3_1_OLD_AGE../all?startPeriod=2020&endPeriod=2022&format=sdmx-csv-2.0",
        f"{V1}/OPENSSI,DF_INDICATORS,1.0/.QMA.SDG_1_3_1_OLD_AGE..?startPeriod=2020&endPeriod=2022&format=sdmx-csv-2.0",
        f"{V2}/DF_INDICATORS/1.0/A.QMA.SDG_1_3_1_OLD_AGE.*.*?c[TIME_PERIOD]=ge:2020+le:2022&format=sdmx-csv-2.0",
        f"{V2}/DF_INDICATORS?format=sdmx-csv-2.0&c[REF_AREA]=QMA&c[INDICATOR]={OLD_AGE}&c[TIME_PERIOD]=ge:2020%2Ble:2022",
    ],
)
def test_values_are_those_of_the_release_to_the_last_digit(site: Client, folder: Path, address: str) -> None:
    response = site.get(address)
    rows = table(response)
    stored = [
        each
        for each in pq.read_table(folder / "DF_INDICATORS.parquet").to_pylist()
        if (each["REF_AREA"], each["INDICATOR"]) == ("QMA", "SDG_1_3_1_OLD_AGE") and 2020 <= each["TIME_PERIOD"] <= 2022
    ]
    assert rows
    assert [float(each["OBS_VALUE"]) for each in rows] == [each["OBS_VALUE"] for each in stored]
    assert [each["FIGURE"] for each in rows] == [each["FIGURE"] for each in stored]
    assert response.headers["OpenSSI-Observations"] == str(len(stored))


@pytest.mark.parametrize(
    "flow", ["DF_INQUIRY", "DF_CONTEXT", "DF_INDICATORS", "DF_AGGREGATES", "DF_SDG_0131_SEX_SOC_RT"]
)
def test_a_whole_dataflow_comes_row_by_row_as_it_is_stored(site: Client, folder: Path, flow: str) -> None:
    response = site.get(f"{V1}/{flow}", headers={"Accept": "application/vnd.sdmx.data+csv;version=1.0.0"})
    stored = pq.read_table(folder / f"{flow}.parquet", columns=["FIGURE"]).column("FIGURE").to_pylist()
    assert [each["FIGURE"] for each in table(response)] == [each or "" for each in stored]
    assert int(response.headers["OpenSSI-Observations"]) == len(stored)


def test_last_observations_are_those_of_each_series(site: Client) -> None:
    rows = table(site.get(f"{V2}/DF_INDICATORS/*/A.QMA.*.*.*?lastNObservations=1&format=csv"))
    assert len({(each["INDICATOR"], each["SEX"], each["BREAKDOWN"]) for each in rows}) == len(rows)


def test_nothing_was_updated_after_the_release(site: Client) -> None:
    status, code, _ = problem(site.get(f"{V1}/DF_INDICATORS?updatedAfter=2999-01-01"))
    assert (status, code) == (404, 100)


def test_a_message_is_negotiated_and_says_so(site: Client) -> None:
    address = f"{V2}/DF_INDICATORS/*/A.QMA.SDG_1_3_1_OLD_AGE._T._T"
    response = site.get(address, headers={"Accept": "application/vnd.sdmx.data+xml;version=3.0.0, text/csv;q=0.4"})
    assert response.headers["Content-Type"] == "application/vnd.sdmx.data+xml;version=3.0.0"
    assert {"Accept", "Accept-Language"} <= {each.strip() for each in response.headers["Vary"].split(",")}
    assert ET.fromstring(response.content).tag.endswith("StructureSpecificData")  # noqa: S314 - our own


def test_what_is_unchanged_is_not_made_again(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"{V2}/DF_INDICATORS/*/A.QMA.*.*.*?format=csv"
    first = site.get(address)
    monkeypatch.setattr(sdmx_data, "asked_rows", None)
    kept_answers.clear()
    again = site.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]


def test_the_tag_of_a_compressed_answer_is_known_again(site: Client) -> None:
    address = f"{V2}/DF_INDICATORS/*/A.QMA.*.*.*?format=csv"
    plain, packed = site.get(address), site.get(address, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert site.get(address, headers={"If-None-Match": packed.headers["ETag"]}).status_code == 304


def test_a_long_answer_is_streamed_and_compressed_alike(site: Client) -> None:
    address = f"{V1}/DF_INDICATORS?format=csv"
    plain, packed = site.get(address), site.get(address, headers={"Accept-Encoding": "gzip"})
    assert plain.streaming
    assert int(plain.headers["OpenSSI-Estimated-Bytes"]) > 0
    assert gzip.decompress(packed.getvalue()) == plain.getvalue()


def test_a_release_that_is_named_may_be_kept_for_ever(site: Client, folder: Path) -> None:
    key = "A.QMA.SDG_1_3_1_OLD_AGE._T._T"
    named = site.get(f"{V2}/DF_INDICATORS/*/{key}?release={folder.name}")
    assert "immutable" in named.headers["Cache-Control"]
    assert site.get(f"{V2}/DF_INDICATORS/*/{key}").headers["Cache-Control"] == "no-cache"


def test_what_a_question_would_bring_is_told_without_bringing_it(site: Client) -> None:
    address = f"{V2}/DF_INDICATORS/*/A.QMA.*.*.*?format=csv"
    asked, given = site.head(address), site.get(address)
    assert asked.content == b""
    assert asked.headers["Content-Length"] == given.headers["Content-Length"] == str(len(given.content))
    assert asked.headers["OpenSSI-Observations"] == given.headers["OpenSSI-Observations"]
    assert "OpenSSI-Observations" in site.head(f"{V1}/DF_INQUIRY?format=csv").headers


def test_who_hangs_up_ends_the_writer(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = []

    def write(_message: object) -> Iterator[bytes]:
        try:
            while True:
                yield b"piece"
        finally:
            ended.append(True)

    chosen = sdmx_data.DATA_FORMATS["sdmx-csv-1.0"]
    monkeypatch.setattr(
        sdmx_data, "DATA_FORMATS", {chosen.id: type(chosen)(chosen.id, chosen.media_type, "csv", write)}
    )
    for header in ("identity", "gzip"):
        response = site.get(f"{V1}/DF_INDICATORS", headers={"Accept-Encoding": header})
        next(iter(response.streaming_content)) if header == "identity" else None
        response.close()
    assert ended == [True, True]


def test_a_message_that_its_reader_must_hold_has_an_end(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdmx_data, "MOST_IN_ONE_PIECE", {"csv": 1000})
    status, code, text = problem(site.get(f"{V1}/DF_INDICATORS?format=csv"))
    assert (status, code) == (413, 130)
    assert "1000" in text
    assert "sdmx-ml-2.1" in text
    assert "SDMX_TOO_LARGE" in text


@pytest.mark.parametrize(
    ("address", "status", "code", "named"),
    [
        (f"{V1}/DF_NOTHING", 404, 100, "DF_SDG_0131_SEX_SOC_RT"),
        (f"{V1}/DF_INDICATORS/A.XXX...", 404, 100, "QMA, QMB"),
        (f"{V1}/DF_INDICATORS/A.QMA...?startPeriod=1950&endPeriod=1951", 404, 100, "SDMX_YEARS_NOT_THERE"),
        (f"{V1}/DF_INDICATORS/A.QMA", 400, 140, "FREQ.REF_AREA.INDICATOR.SEX.BREAKDOWN"),
        (f"{V1}/DF_INDICATORS?startPeriod=2023&endPeriod=2020", 400, 150, "SDMX_PERIODS_CROSSED"),
        (f"{V1}/DF_INDICATORS?colour=red", 400, 140, "firstNObservations"),
        (f"{V2}/DF_INDICATORS/*/*?c[COLOUR]=red", 400, 150, "TIME_PERIOD"),
        (f"{V2}/DF_INDICATORS/*/*?includeHistory=true", 501, 501, "asOf"),
        (f"{V2}/DF_INDICATORS/*/*?asOf=soon", 400, 140, "SDMX_MOMENT_UNREADABLE"),
        (f"{V2}/DF_INDICATORS/*/*?format=pdf", 406, 501, "sdmx-csv-2.0"),
        (f"{V2}/DF_INDICATORS/*/*?release=1999.9", 404, 100, "RELEASE_UNKNOWN"),
        (f"{V2}/DF_INDICATORS/*/*?{'&'.join(f'a{n}=1' for n in range(300))}", 400, 140, "SDMX_PARAMETERS_TOO_MANY"),
        ("/sdmx/v2/data/dataflow", 404, 100, "SDMX_ADDRESS_UNKNOWN"),
        ("/sdmx/v1/data/a/b/c/d/e", 404, 100, "SDMX_ADDRESS_UNKNOWN"),
    ],
)
def test_what_cannot_be_given_is_told_in_the_message_of_the_standard(
    site: Client, address: str, status: int, code: int, named: str
) -> None:
    response = site.get(address)
    assert problem(response)[:2] == (status, code)
    assert named in problem(response)[2]
    assert "Please" in problem(response)[2]
    assert response.headers["Cache-Control"] == "no-store"


def test_a_format_that_there_is_not_is_answered_with_those_that_there_are(site: Client) -> None:
    response = site.get(f"{V1}/DF_INDICATORS", headers={"Accept": "application/pdf"})
    assert problem(response)[0] == 406
    assert "application/vnd.sdmx.data+csv;version=2.0.0" in problem(response)[2]


@pytest.mark.parametrize(("language", "begins"), [("fr", "Veuillez"), ("es", "Elija")])
def test_an_error_is_told_in_the_language_asked_for_and_in_json(site: Client, language: str, begins: str) -> None:
    for address, headers in ((f"?lang={language}", {}), ("", {"Accept-Language": f"de, {language};q=0.8, en;q=0.5"})):
        accepted = {"Accept": "application/vnd.sdmx.data+json;version=2.0.0, application/xml;q=0.1", **headers}
        response = site.get(f"{V2}/DF_NOTHING/*{address}", headers=accepted)
        error = json.loads(response.content)["errors"][0]
        assert (error["code"], error["detail"].startswith(begins)) == (100, True)
        assert response.headers["Content-Language"] == language


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_is_asked_by_other_methods(site: Client, method: str) -> None:
    response = getattr(site, method)(f"{V1}/DF_INDICATORS")
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert "SDMX_METHOD_UNKNOWN" in response.content.decode()


def test_a_defect_is_told_as_one_and_not_as_a_page(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sdmx_data, "query_of", lambda *_: 1 / 0)
    status, code, text = problem(site.get(f"{V1}/DF_INDICATORS/A.QMA..."))
    assert (status, code) == (500, 500)
    assert "SDMX_FAILED" in text


NAMES = (
    *("startPeriod", "endPeriod", "updatedAfter", "firstNObservations", "dimensionAtObservation", "detail", "lang"),
    *("format", "labels", "release", "c[REF_AREA]", "c[TIME_PERIOD]", "c[OBS_VALUE]", "attributes", "measures", "asOf"),
)
BASES = (f"{V1}/DF_INDICATORS/A.QMA.{OLD_AGE}..", f"{V2}/DF_INDICATORS/*/A.QMA.{OLD_AGE}.*.*")
HOSTILE = [
    "'; DROP TABLE DF_INDICATORS; --",
    "A' OR '1'='1",
    "$p0",
    "A" * 10_000,
    ".".join("A" * 3000),
    "A+" * 3000,
    ",".join(["A.QMA.*.*.*"] * 800),
    "..",
    "../../workspace.json",
    "%00",
    "A\x00B",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "c[REF_AREA]",
    "{0.__class__}",
    "%s%n",
    "*" * 50,
    "𝟚𝟘𝟚𝟛",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_hostile_text_in_any_place_is_a_server_error(site: Client, text: str) -> None:
    names = (*NAMES, f"c[{text}]", text)
    parts = text.replace("?", "").replace("#", "")
    asked = [(f"{V1}/{parts}", {}), (f"{V1}/DF_INDICATORS/{parts}", {}), (f"{V1}/DF_INDICATORS/all/{parts}", {})]
    asked += [(f"{V2}/DF_INDICATORS/{parts}/*", {}), (f"{V2}/DF_INDICATORS/*/{parts}", {}), (f"{V2}/{parts}/*/*", {})]
    asked += [(base, {name: text}) for base, name in product(BASES, names)]
    for address, parameters in asked:
        answer = site.get(address, parameters)
        assert answer.status_code < 500 or answer.status_code == 501, (address, parameters)
        if answer.status_code >= 400 and answer.headers["Content-Type"].startswith("application/vnd.sdmx"):
            assert len(answer.content) < 8_000


ACCEPTED = ["", ",", ";;;", "q=1", "*/*;q=x", "a/b;version=", "text/csv;q=0, application/xml;q=0", "\xff", "x" * 9000]


@pytest.mark.parametrize("accept", ACCEPTED, ids=range(len(ACCEPTED)))
def test_no_accept_header_is_a_server_error(site: Client, accept: str) -> None:
    headers = {"Accept": accept, "Accept-Language": accept, "Accept-Encoding": accept, "If-None-Match": accept}
    answer = site.get(f"{V2}/DF_INDICATORS/*/A.QMA.SDG_1_3_1_OLD_AGE._T._T", headers=headers)
    assert answer.status_code in {200, 304, 406}


@pytest.fixture
def own_site(own_demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Client, Path]]:
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(own_demonstration))
    opened = Workspace.open(own_demonstration).releases
    yield Client(), opened.folder(str(opened.latest_id()))
    releases.site().close()


@pytest.mark.parametrize("name", ["DF_INDICATORS.parquet", "codes.parquet", "observations.parquet"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_is_missing_or_altered_is_told(own_site: tuple[Client, Path], name: str, language: str) -> None:
    client, folder = own_site
    path, aside = folder / name, folder.parent / name
    shutil.move(path, aside)
    missing = problem(client.get(f"{V1}/DF_INDICATORS?lang={language}"))
    path.write_bytes(aside.read_bytes()[:-1] + b"X")
    altered = problem(client.get(f"{V1}/DF_INDICATORS?lang={language}"))
    for status, code, text in (missing, altered):
        assert (status, code) == (500, 500)
        assert name in text
        assert "RELEASE_DAMAGED" in text
    shutil.move(aside, path)
    assert client.get(f"{V1}/DF_INDICATORS/A.QMA...").status_code == 200


def test_answers_that_nobody_asks_for_are_forgotten_first() -> None:
    kept = Shelf[KeptAnswer](most_bytes=6)
    for tag in ("a", "b"):
        kept.keep(tag, KeptAnswer(b"xyz", 1))
    kept.find("a")
    kept.keep("c", KeptAnswer(b"xyz", 1))
    assert kept.find("b") is None
    assert kept.find("a") == KeptAnswer(b"xyz", 1)


@pytest.mark.parametrize(
    ("base", "name", "found"),
    [
        (V1, "csv", "application/vnd.sdmx.data+csv;version=1.0.0"),
        (V2, "csv", "application/vnd.sdmx.data+csv;version=2.0.0"),
        (V1, "structurespecificdata", "application/vnd.sdmx.structurespecificdata+xml;version=2.1"),
        (V2, "xml", "application/vnd.sdmx.data+xml;version=3.0.0"),
        (V1, "jsondata", "application/vnd.sdmx.data+json;version=2.0.0"),
    ],
)
def test_a_name_without_a_version_means_that_of_the_address(site: Client, base: str, name: str, found: str) -> None:
    key = "A.QMA..." if base == V1 else "1.0/A.QMA.*.*.*"
    assert site.get(f"{base}/DF_INDICATORS/{key}?format={name}").headers["Content-Type"].replace(" ", "") == found


def test_only_the_moment_that_was_told_is_the_same_answer(site: Client) -> None:
    """The pointer to the latest release may go back in time: a later moment is not the same answer."""
    address = f"{V1}/DF_INDICATORS/A.QMA..."
    told = site.get(address).headers["Last-Modified"]
    assert site.get(address, headers={"If-Modified-Since": told}).status_code == 304
    later = "Fri, 01 Jan 2100 00:00:00 GMT"
    assert site.get(address, headers={"If-Modified-Since": later}).status_code == 200
