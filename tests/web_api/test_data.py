"""The observations of a dataset under their plain address: the same values in every format, and nothing left out."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.test import Client

from openssi.store import Workspace
from web_api.conftest import body

ADDRESS = "/v1/datasets/DF_INDICATORS/data"
ONE_SERIES = f"{ADDRESS}?REF_AREA=QMA&INDICATOR=SDG_1_3_1_OLD_AGE&SEX=_T&BREAKDOWN=_T"


def lying(demonstration: Path, release: str, dataset: str) -> pa.Table:
    return pq.read_table(Workspace.open(demonstration).releases.folder(release) / f"{dataset}.parquet")


def page(site: Client, address: str) -> dict[str, Any]:
    return dict(json.loads(body(site.get(address)), parse_float=Decimal))


def test_every_format_holds_the_same_numbers_to_the_last_digit(site: Client) -> None:
    rows = page(site, f"{ONE_SERIES}&limit=100000")["rows"]
    lines = list(csv.DictReader(io.StringIO(body(site.get(f"{ONE_SERIES}&format=csv")).decode())))
    objects = [
        json.loads(line, parse_float=Decimal) for line in body(site.get(f"{ONE_SERIES}&format=ndjson")).splitlines()
    ]
    table = pq.read_table(io.BytesIO(body(site.get(f"{ONE_SERIES}&format=parquet")))).to_pylist()
    assert [row["TIME_PERIOD"] for row in rows] == [2019, 2020, 2021, 2022, 2023]
    values = [row["OBS_VALUE"] for row in table]
    assert [float(row["OBS_VALUE"]) for row in rows] == values
    assert [float(row["OBS_VALUE"]) for row in lines] == values
    assert objects == rows


def test_exact_decimals_leave_exactly_and_without_zeros_behind(site: Client, demonstration: Path, release: str) -> None:
    table = lying(demonstration, release, "DF_INQUIRY").to_pylist()
    expected = [row["OBS_VALUE"] for row in table if row["REF_AREA"] == "QMA" and row["ITEM"] == "B_AMT_ADJ"]
    rows = page(site, "/v1/datasets/DF_INQUIRY/data?REF_AREA=QMA&ITEM=B_AMT_ADJ&limit=100000")["rows"]
    assert [Decimal(str(row["OBS_VALUE"])) for row in rows] == expected
    told = body(site.get("/v1/datasets/DF_INQUIRY/data?REF_AREA=QMA&ITEM=B_AMT_ADJ&format=csv")).decode()
    assert [line["OBS_VALUE"] for line in csv.DictReader(io.StringIO(told))] == [
        f"{each.normalize():f}" for each in expected
    ]


def test_the_pages_together_are_the_dataset_and_each_says_how_many_there_are(site: Client, release: str) -> None:
    found, address = [], "/v1/datasets/DF_SDG_0131_SEX_SOC_RT/data?limit=1500"
    totals = set()
    while address:
        shown = page(site, address)
        found += shown["rows"]
        totals.add(shown["total"])
        address = shown["next"]
    assert totals == {len(found)}
    whole = body(site.get("/v1/datasets/DF_SDG_0131_SEX_SOC_RT/data?format=ndjson"))
    assert [json.loads(line, parse_float=Decimal) for line in whole.splitlines()] == found


def test_an_answer_that_is_not_all_says_so_in_every_format(site: Client) -> None:
    whole = site.get(f"{ADDRESS}?format=csv")
    assert "Link" not in whole.headers
    part = site.get(f"{ADDRESS}?format=csv&limit=10")
    assert part.headers["Link"] == f'<{ADDRESS}?format=csv&limit=10&offset=10>; rel="next"'
    assert part.headers["OpenSSI-Observations"] == whole.headers["OpenSSI-Observations"]
    assert len(body(part).splitlines()) == 11


def test_a_whole_dataset_in_parquet_is_the_file_of_the_release_with_its_length(
    site: Client, demonstration: Path, release: str
) -> None:
    path = Workspace.open(demonstration).releases.folder(release) / "DF_INQUIRY.parquet"
    response = site.get("/v1/datasets/DF_INQUIRY/data?format=parquet", headers={"Accept-Encoding": "gzip"})
    assert int(response.headers["Content-Length"]) == path.stat().st_size
    assert body(response) == path.read_bytes()


@pytest.mark.parametrize("dataset", ["DF_SDG_0131_SEX_SOC_RT", pytest.param("DF_INDICATORS", marks=pytest.mark.long)])
def test_the_size_stated_before_is_the_size_of_what_comes(site: Client, dataset: str) -> None:
    (listed,) = (each for each in site.get("/v1/datasets").json()["datasets"] if each["id"] == dataset)
    for file in listed["files"]:
        length = len(body(site.get(file["address"])))
        if file["is_exact"]:
            assert file["bytes"] == length
        elif file["bytes"] is not None:
            assert file["bytes"] == pytest.approx(length, rel=0.2)
    rows = body(site.get(f"/v1/datasets/{dataset}/data?format=ndjson")).splitlines()
    assert listed["observations"] == len(rows)


def test_names_stand_beside_codes_in_the_language_asked_for(site: Client) -> None:
    told = body(site.get(f"{ONE_SERIES}&format=csv&labels=true&lang=fr")).decode()
    first = next(csv.DictReader(io.StringIO(told)))
    codes = site.get("/v1/datasets/DF_INDICATORS/codes/REF_AREA?lang=fr").json()["codes"]
    assert first["REF_AREA_NAME"] == next(each["name"] for each in codes if each["code"] == "QMA")


def test_several_codes_are_named_with_commas_or_one_by_one(site: Client) -> None:
    by_commas = page(site, f"{ADDRESS}?REF_AREA=QMA,QMB&INDICATOR=SDG_1_3_1_OLD_AGE&limit=1000")
    one_by_one = page(site, f"{ADDRESS}?REF_AREA=QMA&REF_AREA=QMB&INDICATOR=SDG_1_3_1_OLD_AGE&limit=1000")
    assert {row["REF_AREA"] for row in by_commas["rows"]} == {"QMA", "QMB"}
    assert by_commas["rows"] == one_by_one["rows"]


def test_years_and_the_latest_of_each_series_are_chosen(site: Client) -> None:
    years = [row["TIME_PERIOD"] for row in page(site, f"{ONE_SERIES}&start=2020&end=2022")["rows"]]
    assert years == [2020, 2021, 2022]
    assert [row["TIME_PERIOD"] for row in page(site, f"{ONE_SERIES}&latest=2")["rows"]] == [2022, 2023]


def test_a_question_without_an_answer_is_an_empty_page_and_no_error(site: Client) -> None:
    shown = page(site, f"{ONE_SERIES}&start=1950&end=1960")
    assert (shown["total"], shown["rows"], shown["next"]) == (0, [], None)
    assert len(body(site.get(f"{ONE_SERIES}&start=1950&end=1960&format=csv")).splitlines()) == 1
    empty = pq.read_table(io.BytesIO(body(site.get(f"{ONE_SERIES}&start=1950&end=1960&format=parquet"))))
    assert (empty.num_rows, empty.column_names[:2]) == (0, ["FREQ", "REF_AREA"])


def test_the_headers_are_told_without_the_body(site: Client) -> None:
    got, head = site.get(f"{ONE_SERIES}&format=csv"), site.head(f"{ONE_SERIES}&format=csv")
    assert body(head) == b""
    for name in ("OpenSSI-Observations", "ETag", "Last-Modified", "Content-Type"):
        assert head.headers[name] == got.headers[name]
    assert int(site.head("/v1/datasets/DF_INQUIRY/data?format=parquet").headers["Content-Length"]) > 1000
    assert int(site.head("/v1/datasets").headers["Content-Length"]) == len(site.get("/v1/datasets").content)


@pytest.mark.parametrize(
    "path",
    [
        "/v1/releases/{release}",
        "/v1/releases/{release}/manifest.json",
        "/v1/releases/{release}/areas.parquet",
        "/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv",
        "/v1/datasets",
        "/v1/datasets/DF_INDICATORS",
        "/v1/datasets/DF_INDICATORS/codes/SEX",
        "/v1/datasets/DF_INDICATORS/data?format=csv",
        "/v1/datasets/DF_INDICATORS/data?format=parquet&release={release}",
        "/v1/indicators",
        "/v1/countries",
    ],
)
def test_what_a_reader_has_is_not_sent_again(site: Client, release: str, path: str) -> None:
    address = path.format(release=release)
    first = site.get(address)
    body(first)
    by_tag = site.get(address, headers={"If-None-Match": first.headers["ETag"]})
    by_time = site.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert [(each.status_code, body(each)) for each in (by_tag, by_time)] == [(304, b""), (304, b"")]
    assert ("immutable" in first.headers["Cache-Control"]) == ("{release}" in path)


def test_text_is_compressed_and_what_is_compressed_already_is_not(site: Client) -> None:
    told = site.get(f"{ADDRESS}?format=csv", headers={"Accept-Encoding": "gzip"})
    assert told.headers["Content-Encoding"] == "gzip"
    assert len(body(told)) * 5 < len(body(site.get(f"{ADDRESS}?format=csv")))
    packed = site.get(f"{ADDRESS}?format=parquet", headers={"Accept-Encoding": "gzip"})
    assert body(packed).startswith(b"PAR1")
    assert "Content-Encoding" not in packed.headers


def test_the_codes_of_a_column_are_those_that_occur(site: Client, demonstration: Path, release: str) -> None:
    listed = site.get("/v1/datasets/DF_INDICATORS/codes/SEX").json()["codes"]
    column = lying(demonstration, release, "DF_INDICATORS")["SEX"].to_pylist()
    assert {each["code"]: each["observations"] for each in listed} == {each: column.count(each) for each in set(column)}


def test_the_lists_of_indicators_and_countries_hold_what_has_values(site: Client) -> None:
    countries = site.get("/v1/countries?lang=es").json()["countries"]
    assert next(each["name"] for each in countries if each["code"] == "QMA") == "Averlandia"
    indicators = {each["id"]: each for each in site.get("/v1/indicators").json()["indicators"]}
    assert indicators["SDG_1_3_1_OLD_AGE"]["countries"] > 10
