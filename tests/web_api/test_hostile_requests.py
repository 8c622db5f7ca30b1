"""Requests that nobody means well with: each is answered in the words of the house, none with a server error."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from web_api.conftest import body

DATA = "/v1/datasets/DF_INDICATORS/data"
LONG = "A" * 10_000

PATHS = (
    "/v1/releases/../../workspace.json",
    "/v1/releases/%2e%2e/%2e%2e/workspace.json",
    "/v1/releases/..%2f..%2fworkspace.json",
    "/v1/releases/%2e%2e/manifest.json",
    "/v1/releases/./manifest.json",
    "/v1/releases/2026.1%00/manifest.json",
    "/v1/releases/2026.1/..%5c..%5cworkspace.parquet",
    "/v1/releases/2026.1/....parquet",
    f"/v1/releases/{LONG}",
    f"/v1/releases/{LONG}/manifest.json",
    "/v1/methods/..%2f..%2freadme.md",
    "/v1/datasets/..%2f..%2fworkspace/data",
    "/v1/datasets/DF_INDICATORS%00/data",
    "/v1/datasets/DF_INDICATORS%22%3B%20DROP%20TABLE%20codes/data",
    f"/v1/datasets/{LONG}/data",
    "/v1/datasets/codes/data",
    "/v1/datasets/sqlite_master/data",
    "/v1/datasets/DF_INDICATORS/codes/OBS_VALUE",
    "/v1/datasets/DF_INDICATORS/codes/%22%20FROM%20codes%20--",
    "/v1//datasets",
    "/v1/datasets/",
    "/v1/%ff%fe",
)

QUERIES = (
    "limit=10000000",
    "limit=0",
    "limit=-1",
    "limit=1e3",
    "limit=%D9%A1%D9%A2",
    "offset=-5",
    "offset=99999999999999999999999999",
    "start=2023&end=2020",
    "start=20201",
    "start=2020-01-01",
    "start=%00",
    "end=NaN",
    "latest=0",
    "labels=perhaps",
    "format=exe",
    "format=../../etc/passwd",
    "lang=de",
    f"lang={LONG}",
    "REF_AREA=%27%20OR%201%3D1%20--",
    "REF_AREA=QMA%00",
    f"REF_AREA={LONG}",
    "SEX=F%22%3B%20DROP%20TABLE%20codes",
    "ref_area=QMA",
    "OBS_VALUE=1",
    "__proto__=1",
    "release=..%2f..",
    "release=%00",
    f"release={LONG}",
)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:60])
def test_tricks_with_paths_lead_nowhere(site: Client, path: str) -> None:
    _is_refused(site.get(path))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:60])
@pytest.mark.parametrize("lang", ["", "&lang=fr"])
def test_a_parameter_that_cannot_be_is_refused_by_name(site: Client, query: str, lang: str) -> None:
    answer = _is_refused(site.get(f"{DATA}?{query}{lang if 'lang=' not in query else ''}"))
    assert all(each["remedy"] for each in answer["errors"])


def _is_refused(response: Any) -> dict[str, Any]:
    assert response.status_code in {400, 404}
    assert response.headers["Content-Type"].startswith("application/json")
    answer: dict[str, Any] = response.json()
    assert answer["ok"] is False
    assert all(each["code"] and each["message"] for each in answer["errors"])
    return answer


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept": "text/html"},
        {"Accept": "application/vnd.sdmx.data+xml;version=3.0.0"},
        {"Accept": ";;;,,,q=2"},
        {"Accept-Encoding": "gzip;q=nine, br, *"},
        {"Range": "bytes=0-10"},
        {"Range": "lines=9-1"},
        {"If-None-Match": 'W/"nothing", ,"'},
        {"If-None-Match": "%00'\"<x>"},
        {"If-Modified-Since": "the day before yesterday"},
        {"If-Modified-Since": "Sat, 31 Feb 2026 25:61:61 GMT"},
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"Accept-Language": LONG},
        {"Cookie": "sessionid=../../etc/passwd"},
        {"X-Forwarded-Host": "elsewhere.example"},
    ],
    ids=str,
)
def test_headers_that_contradict_or_mean_nothing_change_nothing(site: Client, headers: dict[str, str]) -> None:
    response = site.get(f"{DATA}?REF_AREA=QMA&format=csv&limit=2", headers=headers)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    told = body(response)
    if "Content-Encoding" not in response.headers:
        assert len(told.splitlines()) == 3


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_what_can_only_be_read_is_not_written(site: Client, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(DATA)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert response.json()["errors"][0]["code"] == "METHOD_NOT_ALLOWED"


def test_ten_million_rows_come_as_a_stream_or_are_refused_with_what_is_allowed(site: Client) -> None:
    refused = site.get(f"{DATA}?limit=10000000").json()["errors"][0]
    assert "100000" in refused["remedy"]
    beyond = json.loads(body(site.get(f"{DATA}?offset=10000000")))
    assert (beyond["rows"], beyond["next"]) == ([], None)
    assert beyond["total"] > 10_000


def test_a_reader_who_hangs_up_leaves_nothing_open(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from openssi.engine import Connection

    closed: list[Connection] = []
    close = Connection.close
    monkeypatch.setattr(Connection, "close", lambda self: (closed.append(self), close(self))[1])
    response = site.get("/v1/datasets/DF_INQUIRY/data?format=ndjson")
    assert next(iter(response.streaming_content)).startswith(b"{")  # type: ignore[attr-defined]
    closed.clear()
    response.close()
    assert len(closed) == 1


@pytest.mark.parametrize(
    ("code", "path"),
    [("DATASET_UNKNOWN", "/v1/datasets/DF_NOTHING"), ("YEARS_OUT_OF_ORDER", f"{DATA}?start=2023&end=2020")],
)
def test_what_is_wrong_has_a_code(site: Client, code: str, path: str) -> None:
    assert site.get(path).json()["errors"][0]["code"] == code


def test_a_release_with_an_altered_file_is_not_given_out(
    site: Client, own_demonstration: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from openssi_web import releases

    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(own_demonstration))
    file = next(own_demonstration.glob("releases/*/DF_INDICATORS.parquet"))
    file.write_bytes(file.read_bytes()[:-9] + b"123456789")
    response = site.get(f"{DATA}?format=csv")
    assert response.status_code >= 500
    assert response.json()["errors"][0]["remedy"]
    releases.close()
