"""Downloads under permanent addresses."""

import csv
import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from openssi.store import Workspace


@pytest.fixture
def release(demonstration: Path) -> str:
    return str(Workspace.open(demonstration).releases.latest_id())


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_releases_are_listed(site: Client, release: str) -> None:
    listed = site.get("/v1/releases").json()
    assert (listed["latest"], listed["releases"][0]["kind"]) == (release, "demonstration")


def test_the_manifest_tells_methods_and_checksums(site: Client, release: str) -> None:
    manifest = site.get(f"/v1/releases/{release}/manifest.json").json()
    assert manifest["method"]["max_age"] == "5"
    assert {file["name"] for file in manifest["files"]} >= {"country_values.parquet", "lineage.parquet"}


def test_a_file_is_the_one_of_the_release(site: Client, release: str, demonstration: Path) -> None:
    content = site.get(f"/v1/releases/{release}/data/aggregates.parquet").content
    folder = Workspace.open(demonstration).releases.folder(release)
    assert content == (folder / "aggregates.parquet").read_bytes()


@pytest.mark.parametrize("name", ["xlsx", "csv", "sdmx-csv", "parquet"])
def test_a_whole_release_comes_in_every_format(site: Client, release: str, name: str) -> None:
    response = site.get(f"/v1/releases/{release}/formats/{name}?lang=fr")
    assert response.status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(response.content))
    assert "demonstration" in response.headers["Content-Disposition"]


def test_an_indicator_comes_as_a_table_that_names_its_release(site: Client, release: str) -> None:
    response = site.get(f"/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv?year=2023")
    rows = table(response.content)
    assert rows[0]["kind"] == "WORLD"
    assert {row["release"] for row in rows} == {release}
    assert {row["world"] for row in rows} == {"demonstration"}
    averland = next(row for row in rows if row["code"] == "QMA")
    assert float(averland["value"]) == pytest.approx(
        100 * float(averland["numerator"]) / float(averland["denominator"])
    )


def test_a_table_has_the_headings_of_its_language(site: Client, release: str) -> None:
    rows = table(site.get(f"/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv?lang=es").content)
    assert {"nombre", "valor", "publicacion"} <= set(rows[0])


@pytest.mark.parametrize("figure", ["tiles", "regions", "incomes"])
def test_a_figure_comes_as_drawing_and_picture(site: Client, release: str, figure: str) -> None:
    base = f"/v1/releases/{release}/figures/SDG_1_3_1_OLD_AGE/{figure}"
    assert b"<svg" in site.get(f"{base}.svg?lang=fr").content
    assert site.get(f"{base}.png?width=358").content.startswith(b"\x89PNG")


def test_what_never_changes_may_be_kept_and_is_not_sent_twice(site: Client, release: str) -> None:
    address = f"/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv"
    first = site.get(address)
    assert "immutable" in first.headers["Cache-Control"]
    assert site.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/releases/1999.1/manifest.json", 404, "RELEASE_UNKNOWN"),
        ("/v1/releases/{release}/indicators/SDG_9.csv", 404, "INDICATOR_UNKNOWN"),
        ("/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv?colour=red", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv?lang=de", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/releases/{release}/data/passwords.parquet", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/releases/{release}/formats/docx", 400, "FORMAT_UNKNOWN"),
        ("/v1/releases/{release}/figures/SDG_1_3_1_OLD_AGE/pie.svg", 400, "VALUE_NOT_ALLOWED"),
    ],
)
def test_a_script_is_told_what_is_wrong(site: Client, release: str, path: str, status: int, code: str) -> None:
    response = site.get(path.format(release=release))
    answer = response.json()
    assert (response.status_code, answer["ok"], answer["errors"][0]["code"]) == (status, False, code)
    assert "Please" in answer["errors"][0]["message"]
