"""A release tells no confidential figure: not in its tables, files and pages, and not by subtraction."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client

from openssi.definitions import Definitions, load
from openssi.engine import read_parquet, table_of
from openssi.publish.formats import FORMATS
from openssi.run.computation import Computation
from openssi.run.public_cells import PublicCells
from openssi.store import Workspace
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.observation import Observation, Place
from openssi.vocabulary.rule import Finding
from openssi.vocabulary.submission import Fingerprint, Submission
from openssi.vocabulary.text import MultilingualText
from openssi_web import pages_cache, published, releases

OpenSSI = Callable[..., tuple[int, str, str]]
YEAR = 2023
FUND, AID = {"scheme": "QMA01"}, {"scheme": "QMA02"}
PENSION = {**FUND, "benefit": "QMA01-01"}
GRANT = {**AID, "benefit": "QMA02-01"}
SECRETS = {"receipts": "7351924.613", "women": "48151", "pension": "314159", "embargo": "271828.5"}
FREE = "900123"


def told(item: str, number: str = "", text: str = "", **key: str) -> Observation:
    value = Decimal(number) if number else None
    return Observation(ref_area="QMA", item=item, time_period=YEAR, value=value, text_value=text or None, **key)  # type: ignore[arg-type]


def secret(each: Observation, status: str) -> Observation:
    return replace(each, conf_status=status, note=f"It is {each.value}.", explanation=f"Yes, {each.value}.")


def pension(item: str, text: str, **key: str) -> Observation:
    return told(item, text=text, **key)


def answers() -> tuple[Observation, ...]:
    """One pension fund, one grant, both of which count for old age; the fund tells its figures in confidence."""
    facts = [
        pension(item, text, **key)
        for key in (PENSION, GRANT)
        for item, text in (("B.CONTIG", "PENSION"), ("B.FORM", "PERIODIC"), ("B.FUNC", "OLD"), ("B.UNIT_REC", "PERSON"))
    ]
    return (
        *facts,
        told("S.NAME_EN", text="Pension Fund", **FUND),
        told("B.NAME_EN", text="Old-age pension", **PENSION),
        secret(told("S.REC_TOTAL", SECRETS["receipts"], **FUND), "C"),
        secret(told("B.REC", SECRETS["pension"], **PENSION), "C"),
        secret(told("B.REC", SECRETS["women"], **PENSION, sex="F"), "A"),
        told("B.REC", "266008", **PENSION, sex="M"),
        told("B.REC", "585964", **GRANT),
        told("H.COV_OLD", FREE),
        told("H.DEDUP", text="PARTITION"),
        secret(told("S.EXP_ADMIN", SECRETS["embargo"], **FUND), "E"),
        replace(told("Q.EMBARGO", text="2099-01-01", **FUND), breakdown="S.EXP_ADMIN"),
        replace(told("S.EXP_TOTAL", "555", **FUND), note=f"Of which {SECRETS['embargo']} for administration."),
        told("X.POP_PENAGE", "2000000"),
    )


def finding(on: Observation, quoted: str) -> Finding:
    said = MultilingualText(*(f"{quoted} ?",) * 3)
    return Finding(
        rule="R001", severity="W", ref_area="QMA", time_period=YEAR, obs_id=on.id, item=on.item, scheme=on.scheme,
        benefit=on.benefit, sex=on.sex, message=said, remedy=said, value=on.value, place=Place(item=on.item),
        state="explained", explanation=f"It is {quoted}.",
    )  # fmt: skip


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    area = {"area": "QMA", "m49": "", "iso2": "", "name_en": "A", "name_fr": "A", "name_es": "A", "fictional": True}
    areas = table_of(AREAS, [{**area, "tile_column": 1, "tile_row": 1}])
    reference = {"areas": areas, "groups": table_of(GROUPS, []), "members": table_of(MEMBERS, [])}
    made = Workspace.create(tmp_path / "world", "demonstration", reference)
    read = Submission(
        fingerprint=Fingerprint("QMA", YEAR, "2026.2", "en", "v0"), file="a.xlsx", sha256="00", state="read", read_at=""
    )
    given = answers()
    spent = next(each for each in given if each.item == "S.EXP_TOTAL")
    findings = [finding(each, str(each.value)) for each in given if each.value is not None]
    findings.append(replace(finding(spent, "271 828,5"), rule="R002"))
    made.submissions.save(read, given, None)
    made.submissions.accept(read, given, findings, "2026-01-01T00:00:00+00:00")
    return made


def digits(text: str) -> str:
    return re.sub(r"(?<=\d)[.,'’_\s\u00a0\u202f](?=\d)", "", text)


def leaks(text: str) -> list[str]:
    return [name for name, number in SECRETS.items() if number.replace(".", "") in digits(text)]


def unpacked(path: Path) -> str:
    content = path.read_bytes()
    if path.suffix == ".parquet":
        return "\n".join(map(str, read_parquet(path).to_pylist()))
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return "\n".join(package.read(name).decode(errors="replace") for name in package.namelist())
    return content.decode(errors="replace")


def rows_of(workspace: Workspace, release: str, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = read_parquet(workspace.releases.folder(release) / f"{table}.parquet").to_pylist()
    return found


def test_no_file_of_a_release_tells_a_secret_in_any_format(
    workspace: Workspace, definitions: Definitions, openssi: OpenSSI, tmp_path: Path
) -> None:
    release = Computation(workspace, definitions).release()
    files = list(workspace.releases.folder(release.id).iterdir())
    for kind in FORMATS:
        folder = tmp_path / kind
        code, _, complaints = openssi(
            "publish", "data", "--format", kind, "--workspace", workspace.root, "--output", folder
        )
        assert code == 0, complaints
        files += [each for each in folder.rglob("*") if each.is_file()] if folder.is_dir() else [folder]
    assert len(files) > 10
    assert {str(each): leaks(unpacked(each)) for each in files if leaks(unpacked(each))} == {}


def test_what_is_withheld_is_there_without_its_value_and_says_why(
    workspace: Workspace, definitions: Definitions
) -> None:
    release = Computation(workspace, definitions).release()
    rows = {str(row["obs_id"]): row for row in rows_of(workspace, release.id, "observations")}
    status = {name: (row["value"], row["obs_status"], row["conf_status"]) for name, row in rows.items()}
    by = {each.conf_status: each.id for each in answers() if each.conf_status != "F"}
    assert status[by["C"]][1:] == ("Q", "C")
    assert status[by["E"]] == (None, "Q", "E")
    assert status[by["A"]] == (None, "Q", "A")
    men = told("B.REC", "0", **PENSION, sex="M").id
    assert status[men][2] in {"F", "S"}


def test_the_other_part_of_a_published_total_is_withheld_and_the_indicator_stays(
    workspace: Workspace, definitions: Definitions
) -> None:
    release = Computation(workspace, definitions).release()
    totals = {str(row["total_id"]): row for row in rows_of(workspace, release.id, "national_totals")}
    total = totals["total.QMA.2023.H_COV_OLD._T"]
    assert total["value"] == Decimal(FREE)
    assert (total["lower"], total["upper"], total["proposed"]) == (None, None, None)
    rows = {str(row["obs_id"]): row for row in rows_of(workspace, release.id, "observations")}
    grant = rows[told("B.REC", "0", **GRANT).id]
    assert (grant["value"], grant["conf_status"]) == (None, "S")
    values = rows_of(workspace, release.id, "country_values")
    assert [row["value"] for row in values if row["numerator_id"] == "total.QMA.2023.H_COV_OLD._T"] not in ([], [None])


def test_the_walk_and_the_pages_show_an_input_as_confidential(
    workspace: Workspace, definitions: Definitions, openssi: OpenSSI, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = Computation(workspace, definitions).release()
    values = rows_of(workspace, release.id, "country_values")
    told = (str(row["indicator"]) for row in values if row["value"] is not None)
    indicator = next(each for each in told if each.startswith("SDG_1_3_1"))
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(workspace.root))
    code, shown, complaints = openssi("explain", "QMA", indicator, YEAR, "--workspace", workspace.root)
    assert code == 0, complaints
    assert leaks(shown) == []
    assert ":c" in shown
    client = Client(raise_request_exception=True)
    paths = [
        f"/{language}/{path}"
        for language in ("en", "fr", "es")
        for path in ("", f"indicators/{indicator}", "countries", "countries/QMA", "data", "methods",
                     f"indicators/{indicator}/walk?area=QMA&year={YEAR}")
    ]  # fmt: skip
    paths += [
        "/v1/releases",
        f"/v1/releases/{release.id}/manifest.json",
        f"/v1/releases/{release.id}/observations.parquet",
    ]
    paths += [f"/v1/releases/{release.id}/all.{kind}" for kind in FORMATS]
    paths += [f"/v1/releases/{release.id}/indicators/{indicator}.csv?year={YEAR}"]
    try:
        told_by = {path: _told(client, path) for path in paths if "parquet" not in path}
    finally:
        pages_cache._page.cache_clear()
        published.clear()
    assert {path: leaks(text) for path, text in told_by.items() if leaks(text)} == {}


def _told(client: Client, path: str) -> str:
    response = client.get(path)
    content = response.getvalue() if response.streaming else response.content  # type: ignore[attr-defined]
    return content.decode(errors="replace")


def test_an_embargo_that_is_over_withholds_nothing(workspace: Workspace, definitions: Definitions) -> None:
    table = workspace.submissions.accepted_table("observations")
    for day, value in (("2098-12-31", None), ("2099-01-01", Decimal(SECRETS["embargo"]))):
        found = PublicCells(table, definitions.questionnaire, day, definitions).observations().to_pylist()
        assert next(row["value"] for row in found if row["item"] == "S.EXP_ADMIN") == value
