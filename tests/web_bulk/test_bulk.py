"""A script that was written for ILOSTAT reads the site with a changed address."""

import csv
import gzip
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from openssi.store import Workspace

SDG = "SDG_0131_SEX_SOC_RT_A"
FILE = f"/bulk/indicator/{SDG}.csv.gz"
ASKED = f"/bulk/data/indicator/?id={SDG}"

SCRIPT = """
import sys
import pandas as pd

BULK = sys.argv[1]
contents = pd.read_csv(BULK + "/indicator/table_of_contents_en.csv")
wanted = contents[contents["indicator.label"].str.contains("1.3.1") & (contents["freq"] == "A")]["id"].iloc[0]
data = pd.read_csv(BULK + "/indicator/" + wanted + ".csv.gz", compression="gzip")
areas = pd.read_csv(BULK + "/dic/ref_area_en.csv", index_col=0).iloc[:, 0].to_dict()
data["area"] = data["ref_area"].map(areas)
asked = pd.read_csv(BULK + "/data/indicator/?id=" + wanted + "&lang=en&type=both&format=.csv")
assert list(asked["ref_area.label"]) == list(data["area"])
data.to_csv(sys.argv[2], index=False)
"""


@pytest.fixture
def release(demonstration: Path) -> str:
    return str(Workspace.open(demonstration).releases.latest_id())


def held(demonstration: Path, release: str) -> dict[tuple[str, ...], float | None]:
    """The values of the dataflow as they lie in the release."""
    table = pq.read_table(Workspace.open(demonstration).releases.folder(release) / "DF_SDG_0131_SEX_SOC_RT.parquet")
    keys = ("REF_AREA", "SEX", "SOC", "TIME_PERIOD")
    return {tuple(str(row[each]) for each in keys): row["OBS_VALUE"] for row in table.to_pylist()}


def told(rows: list[dict[str, str]]) -> dict[tuple[str, ...], float | None]:
    keys = ("ref_area", "sex", "classif1", "time")
    return {tuple(row[each] for each in keys): float(row["obs_value"]) if row["obs_value"] else None for row in rows}


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def body(response: Any) -> bytes:
    """What was sent; the file is closed then, as a server does."""
    content = b"".join(response.streaming_content)
    response.close()
    return content


def heads(response: Any) -> Any:
    response.close()
    return response.headers


def test_a_pandas_script_for_ilostat_gets_the_values_of_the_release(
    served: str, demonstration: Path, release: str, tmp_path: Path
) -> None:
    written = tmp_path / "read.csv"
    command = [sys.executable, "-c", SCRIPT, f"{served}/bulk", str(written)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with written.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert told(rows) == held(demonstration, release)
    assert {"Demonstration world", "Northern Reach"} < {row["area"] for row in rows}


def test_the_compressed_file_holds_the_values_of_the_release(site: Client, demonstration: Path, release: str) -> None:
    response = site.get(FILE)
    content = body(response)
    assert int(response.headers["Content-Length"]) == len(content)
    assert told(table(gzip.decompress(content))) == held(demonstration, release)


def test_a_repeated_download_has_no_body(site: Client) -> None:
    first = heads(site.get(FILE))
    again = site.get(FILE, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    since = site.get(FILE, headers={"If-Modified-Since": first["Last-Modified"]})
    assert (since.status_code, since.content) == (304, b"")


def test_a_part_that_is_asked_for_again_has_no_body(site: Client) -> None:
    asked = f"{ASKED}&sex=SEX_F"
    again = site.get(asked, headers={"If-None-Match": heads(site.get(asked))["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_named_release_is_kept_for_ever_and_the_latest_is_asked_about(site: Client, release: str) -> None:
    assert "immutable" in heads(site.get(f"{FILE}?release={release}"))["Cache-Control"]
    assert heads(site.get(FILE))["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    "address",
    [
        f"/bulk/files/indicator/{SDG}.csv.gz",
        f"/bulk/indicator/{SDG}.parquet",
        f"/bulk/indicator/{SDG}.json",
        f"/bulk/data/indicator?id={SDG}&format=.csv.gz",
        "/bulk/indicator/table_of_contents_fr.csv",
        "/bulk/table_of_contents_indicator_es.csv",
        "/bulk/table_of_contents_ref_area_en.parquet",
        "/bulk/metadata/toc/indicator/?lang=en&format=.csv",
        "/bulk/metadata/toc/ref_area?lang=es&format=.json",
        "/bulk/metadata/dic?var=classif1&lang=fr&format=.csv",
        "/bulk/dic/obs_status_es.csv",
    ],
)
def test_addresses_of_ilostat_answer(site: Client, address: str) -> None:
    response = site.get(address)
    assert response.status_code == 200
    assert body(response)


def test_type_chooses_codes_labels_or_both(site: Client) -> None:
    first = {each: table(body(site.get(f"{ASKED}&type={each}&lang=fr")))[0] for each in ("code", "label", "both")}
    assert list(first["code"])[:3] == ["ref_area", "source", "indicator"]
    assert list(first["label"])[:3] == ["ref_area.label", "source.label", "indicator.label"]
    assert list(first["both"])[:4] == ["ref_area", "ref_area.label", "source", "source.label"]
    assert first["label"]["indicator.label"].startswith("Indicateur ODD 1.3.1")


def test_filters_of_the_service_keep_what_is_asked_for(site: Client) -> None:
    rows = table(body(site.get(f"{ASKED}&ref_area=X01+NREACH&sex=SEX_T&timefrom=2020&timeto=2022&latestyear=TRUE")))
    assert {row["ref_area"] for row in rows} == {"X01", "NREACH"}
    assert {(row["sex"], row["time"]) for row in rows} == {("SEX_T", "2022")}


def test_a_country_is_read_by_its_own_file(site: Client) -> None:
    contents = table(body(site.get("/bulk/ref_area/table_of_contents_en.csv")))
    first = next(row for row in contents if not row["ref_area"].startswith("X0"))
    rows = table(gzip.decompress(body(site.get(f"/bulk/ref_area/{first['id']}.csv.gz"))))
    assert len(rows) == int(first["n.records"])
    asked = table(body(site.get(f"/bulk/data/ref_area/?id={first['id']}&indicator=SDG_0131_SEX_SOC_RT")))
    assert {row["indicator"] for row in asked} == {"SDG_0131_SEX_SOC_RT"}


@pytest.mark.parametrize(
    ("address", "status", "code", "remedy"),
    [
        ("/bulk/indicator/SDG_0131_SOC_RT_A.csv.gz", 404, "ILOSTAT_ID_UNKNOWN", SDG),
        ("/bulk/data/indicator/", 404, "ILOSTAT_ID_UNKNOWN", SDG),
        ("/bulk/ref_area/NREECH_A.csv.gz", 404, "ILOSTAT_AREA_UNKNOWN", "NREACH"),
        (f"{ASKED}&ref_area=ZZZ", 404, "ILOSTAT_NO_ROWS", "ref_area=ZZZ"),
        (f"{ASKED}&ref_areaa=NREACH", 400, "ILOSTAT_PARAMETER_NOT_KNOWN", "ref_area"),
        (f"{ASKED}&timefrom=20x0", 400, "ILOSTAT_YEAR_NOT_READ", "2020"),
        (f"{ASKED}&format=.rds", 400, "VALUE_NOT_ALLOWED", "parquet"),
        (f"{ASKED}&type=names", 400, "VALUE_NOT_ALLOWED", "both"),
        (f"{ASKED}&lang=de", 400, "VALUE_NOT_ALLOWED", "fr"),
        ("/bulk/dic/nothing_en.csv", 400, "VALUE_NOT_ALLOWED", "ref_area"),
        ("/bulk/dic/sex_de.csv", 400, "VALUE_NOT_ALLOWED", "fr"),
    ],
)
def test_what_cannot_be_answered_is_told_with_what_to_change(
    site: Client, address: str, status: int, code: str, remedy: str
) -> None:
    response = site.get(address)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert remedy in response.json()["error"]


def test_a_problem_is_told_in_the_language_asked_for(site: Client) -> None:
    assert "Aucune ligne" in site.get(f"{ASKED}&ref_area=ZZZ&lang=fr").json()["error"]


@pytest.mark.parametrize(
    "hostile", ["' OR 1=1 --", "X01'; DROP TABLE areas; --", "../../../etc/passwd", "%00", "a" * 3000]
)
def test_text_of_a_request_never_becomes_sql_or_a_path(site: Client, hostile: str) -> None:
    assert site.get("/bulk/data/indicator/", {"id": SDG, "ref_area": hostile}).status_code == 404
    assert site.get("/bulk/data/indicator/", {"id": hostile}).status_code == 404
    assert body(site.get(f"{ASKED}&ref_area=X01"))


def test_an_unknown_release_is_refused(site: Client) -> None:
    assert site.get(f"{FILE}?release=1999.1").status_code == 404
