"""Downloads under permanent addresses."""

import csv
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from openssi.store import Workspace
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.text import LANGUAGES, Language
from openssi_web.refusals import cause_and_remedy


@pytest.fixture
def release(demonstration: Path) -> str:
    return str(Workspace.open(demonstration).releases.latest_id())


def body(response: Any) -> bytes:
    """The whole body, also of a file that is read while it is sent."""
    return bytes(response.getvalue())


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
    content = body(site.get(f"/v1/releases/{release}/aggregates.parquet"))
    folder = Workspace.open(demonstration).releases.folder(release)
    assert content == (folder / "aggregates.parquet").read_bytes()


@pytest.mark.parametrize(
    "name", [pytest.param("xlsx", marks=pytest.mark.long), "csv", "sdmx-csv", "sdmx-ml", "sdmx-json", "parquet"]
)
def test_a_whole_release_comes_in_every_format(site: Client, release: str, name: str) -> None:
    response = site.get(f"/v1/releases/{release}/all.{name}?lang=fr")
    assert response.status_code == 200
    assert zipfile.is_zipfile(io.BytesIO(body(response)))
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


def test_an_indicator_comes_as_a_workbook_with_its_notes_and_always_the_same(site: Client, release: str) -> None:
    address = f"/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.xlsx?lang=fr&year=2023"
    content = site.get(address).content
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    data, notes = (book.get_sheet_by_name(name).to_python() for name in ("Données", "Notes"))
    assert data[0][:3] == ["type", "code", "nom"]
    assert "QMA" in {row[1] for row in data}
    assert any("inventés" in str(row[0]) for row in notes)
    assert site.get(address).content == content


def test_a_table_holds_the_values_of_the_page_and_none_that_is_too_old(site: Client, release: str) -> None:
    rows = table(site.get(f"/v1/releases/{release}/indicators/SDG_1_3_1_TOTAL.csv?year=2023").content)
    countries = {row["code"]: row for row in rows if row["kind"] == "country" and row["value"]}
    text = site.get("/en/indicators/SDG_1_3_1_TOTAL?year=2023").content.decode()
    shown = set(re.findall(r"area=(QM[A-Z])\"[^>]*aria-label", text))
    assert set(countries) == shown
    assert all(2018 <= int(row["year"]) <= 2023 for row in countries.values())


def test_a_group_that_is_not_published_has_neither_value_nor_interval(site: Client, release: str) -> None:
    rows = table(site.get(f"/v1/releases/{release}/indicators/SDG_1_3_1_TOTAL.csv?year=2023").content)
    hidden = [row for row in rows if row["footnote"].startswith("suppressed")]
    assert hidden
    assert {(row["value"], row["lower"], row["upper"]) for row in hidden} == {("", "", "")}


def test_the_site_writes_nothing_into_the_workspace(site: Client, release: str, demonstration: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in demonstration.rglob("*")}
    body(site.get(f"/v1/releases/{release}/all.csv"))
    site.get(f"/v1/releases/{release}/figures/SDG_1_3_1_OLD_AGE/tiles.svg")
    assert {path: path.stat().st_mtime_ns for path in demonstration.rglob("*")} == before


def test_the_data_page_tells_size_and_checksum_of_what_was_written(site: Client, release: str) -> None:
    assert "written when it is first asked for" in site.get("/en/data").content.decode()
    body(site.get(f"/v1/releases/{release}/all.csv?lang=en"))
    text = site.get("/en/data").content.decode()
    row = next(each for each in text.split("<tr") if "/all.csv?lang=en" in each)
    assert re.search(r"\d kB</td><td class=\"hash\">[0-9a-f]{64}", row)


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/releases/1999.1/manifest.json", 404, "RELEASE_UNKNOWN"),
        ("/v1/releases/{release}/indicators/SDG_9.csv", 404, "INDICATOR_UNKNOWN"),
        ("/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv?colour=red", 400, "PARAMETER_UNKNOWN"),
        ("/v1/releases/{release}/areas.parquet?year=2020", 400, "PARAMETER_UNKNOWN"),
        ("/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv?lang=de", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.csv?year=1900", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/releases/{release}/indicators/SDG_1_3_1_OLD_AGE.ods", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/releases/{release}/passwords.parquet", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/releases/{release}/all.docx", 400, "FORMAT_UNKNOWN"),
        ("/v1/releases/{release}/figures/SDG_1_3_1_OLD_AGE/pie.svg", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/releases/{release}/figures/SDG_1_3_1_OLD_AGE/tiles.svg?width=999", 400, "VALUE_NOT_ALLOWED"),
        ("/v1/nothing", 404, "NOT_FOUND"),
        ("/v1/releases/../../workspace.json", 404, "NOT_FOUND"),
    ],
)
def test_a_script_is_told_what_is_wrong(site: Client, release: str, path: str, status: int, code: str) -> None:
    response = site.get(path.format(release=release))
    answer = response.json()
    assert (response.status_code, answer["ok"], answer["errors"][0]["code"]) == (status, False, code)
    assert "Please" not in answer["errors"][0]["message"]
    assert answer["errors"][0]["remedy"].startswith("Please")
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("language", "begins"), [("fr", "Veuillez"), ("es", "Quítelo")])
def test_a_script_is_told_in_the_language_it_asked_for(site: Client, release: str, language: str, begins: str) -> None:
    answer = site.get(f"/v1/releases/{release}/all.csv?lang={language}&colour=red").json()
    assert answer["errors"][0]["remedy"].startswith(begins)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code", ["VALUE_NOT_ALLOWED", "INDICATOR_UNKNOWN", "FIGURE_UNKNOWN", "FORMAT_UNKNOWN", "NOTHING_RELEASED"]
)
def test_a_message_is_cut_where_the_remedy_begins(code: str, language: Language) -> None:
    slots = ("value", "option", "allowed", "indicator", "known", "area", "years", "format")
    values = dict.fromkeys(slots, "A. B. Please")
    message, remedy = cause_and_remedy(Problem(code, values=values), language)
    assert message
    assert remedy
    assert f"{message} {remedy}" == Problem(code, values=values).text.in_language(language)
