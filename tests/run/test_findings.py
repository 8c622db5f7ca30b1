"""Reports of findings from the command line: one submission, and all of them together."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from openssi.definitions import load
from openssi.engine import table_of
from openssi.run.inquiry import Inquiry
from openssi.run.reports import Reports, record_check
from openssi.store import Workspace
from openssi.store.checks import Checks
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.observation import Observation
from openssi.vocabulary.submission import Fingerprint, Submission

OpenSSI = Callable[..., tuple[int, str, str]]
CHANGES = ("new", "still", "answered", "gone")


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENSSI_LANG", "en")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two invented countries, each with one scheme and one benefit whose men and women do not make the total."""
    areas = [
        {"area": "QMA", "name_en": "Averland", "name_fr": "Averlande", "name_es": "Averlandia", "fictional": True},
        {"area": "QMB", "name_en": "Borland", "name_fr": "Borlande", "name_es": "Borlandia", "fictional": True},
    ]
    tables = {"areas": table_of(AREAS, areas), "groups": table_of(GROUPS), "members": table_of(MEMBERS)}
    made = Workspace.create(tmp_path / "world", "demonstration", tables)
    for area in ("QMA", "QMB"):
        save(made, area, women=6000)
    return made


def cell(area: str, item: str, value: int | str, sex: str = "_T") -> Observation:
    level = load().questionnaire.items[item].level
    return Observation(
        ref_area=area,
        item=item,
        time_period=2023,
        scheme=f"{area}01" if level in {"scheme", "benefit"} else "_Z",
        benefit=f"{area}01-01" if level == "benefit" else "_Z",
        sex=sex,
        value=Decimal(value) if isinstance(value, int) else None,
        text_value=value if isinstance(value, str) else None,
    )


def save(workspace: Workspace, area: str, women: int, read_at: str = "2026-01-01T00:00:00+00:00") -> Submission:
    submission = Submission(
        fingerprint=Fingerprint(area, 2023, load().questionnaire.version, "en", "v0"),
        file=f"{area}-2023.xlsx",
        sha256=f"{women:064d}",
        state="read",
        read_at=read_at,
    )
    cells = [
        cell(area, "N.PERS_MULT", 0),
        cell(area, "S.NAME_EN", "National pension scheme"),
        cell(area, "B.NAME_EN", "Old-age pension"),
        cell(area, "B.REC", 12345),
        cell(area, "B.REC", 5000, "M"),
        cell(area, "B.REC", women, "F"),
    ]
    workspace.submissions.save(submission, cells, None)
    return submission


def accept(workspace: Workspace, area: str) -> Submission:
    """Accept a submission with what the rules find in it, all of it explained."""
    submission = workspace.submissions.find(f"{area}-2023")
    assert submission is not None
    found = Inquiry(workspace, load()).validate(submission)
    explained = [replace(each, state="explained", explanation="As reported") for each in found]
    answers = workspace.submissions.observations(submission.id)
    return workspace.submissions.accept(submission, answers, explained, "2026-02-02T00:00:00+00:00")


def records(workspace: Workspace, openssi: OpenSSI) -> dict[str, Any]:
    code, out, err = openssi("findings", "report", "QMA", 2023, "--format", "json", "--workspace", workspace.root)
    assert code == 0, err
    path = Path(out.strip().partition(": ")[2])
    return {each["id"]: each for each in json.loads(path.read_text(encoding="utf-8"))}


def test_a_report_is_written_into_the_workspace_in_every_format(openssi: OpenSSI, workspace: Workspace) -> None:
    at = ("--workspace", workspace.root)
    for arguments in (("--language", "fr"), ("--format", "xlsx", "--language", "es"), ("--format", "json")):
        assert openssi("findings", "report", "qma", 2023, *arguments, *at)[0] == 0
    names = sorted(path.name for path in (workspace.root / "reports").iterdir())
    assert names == [f"openssi-findings-QMA-2023-1{end}" for end in ("-es.xlsx", "-fr.html", ".json")]
    page = (workspace.root / "reports" / names[1]).read_text(encoding="utf-8")
    assert "Averlande" in page
    assert "QMA01 National pension scheme" in page
    assert "QMA01-01 Old-age pension" in page
    assert openpyxl.load_workbook(workspace.root / "reports" / names[0]).sheetnames[1] == "Observaciones"


def test_a_report_goes_to_the_file_or_folder_that_was_named(
    openssi: OpenSSI, workspace: Workspace, tmp_path: Path
) -> None:
    at = ("--workspace", workspace.root, "--output")
    assert openssi("findings", "report", "QMA", 2023, *at, tmp_path / "deep" / "mine.html")[0] == 0
    assert (tmp_path / "deep" / "mine.html").is_file()
    assert openssi("findings", "report", "QMA", 2023, *at, tmp_path)[0] == 0
    assert (tmp_path / "openssi-findings-QMA-2023-1-en.html").is_file()
    assert openssi("findings", "summary", *at, tmp_path)[0] == 0
    assert "R020\t" in (tmp_path / "openssi-findings-world-rule-en.txt").read_text(encoding="utf-8")


def test_a_report_of_answers_that_did_not_change_is_the_same_to_the_last_byte(
    openssi: OpenSSI, workspace: Workspace, tmp_path: Path
) -> None:
    for name in ("a.html", "b.html"):
        assert (
            openssi("findings", "report", "QMA", 2023, "--output", tmp_path / name, "--workspace", workspace.root)[0]
            == 0
        )
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    assert Checks(workspace.root).numbers("QMA-2023") == [1]


def test_a_report_says_what_a_corrected_workbook_settled(openssi: OpenSSI, workspace: Workspace) -> None:
    first = records(workspace, openssi)
    assert "QMA-2023/1/failed/R020" in first
    save(workspace, "QMA", women=7345, read_at="2026-01-02T00:00:00+00:00")
    second = records(workspace, openssi)
    gone = second["QMA-2023/2/changes/gone"]["data"]["source"]
    assert "QMA-2023/1/R020@QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z" in gone
    assert "QMA-2023/2/failed/R020" not in second
    counts = {each: int(second[f"QMA-2023/2/changes/{each}"]["value"]) for each in CHANGES}
    assert counts["still"] + counts["new"] + counts["answered"] == int(second["QMA-2023/2/failed"]["value"])
    assert counts["still"] + counts["gone"] + counts["answered"] == int(first["QMA-2023/1/failed"]["value"])


def test_the_report_of_a_vintage_holds_the_answers_of_the_country(openssi: OpenSSI, workspace: Workspace) -> None:
    records(workspace, openssi)
    accept(workspace, "QMA")
    found = records(workspace, openssi)
    sample = found["QMA-2023/2/R020@QMA.2023.B_REC.QMA01.QMA01-01._T._T._Z._Z"]
    assert (sample["openssi"]["state"], sample["openssi"]["since_last_check"]) == ("explained", "answered")
    assert sample["event"]["time"] == "2026-02-02T00:00:00+00:00"
    assert sample["event"]["trigger"] == {"step": "accept", "submission": "QMA-2023", "check": 2}
    assert records(workspace, openssi) == found


def test_a_check_recorded_at_acceptance_is_the_one_that_is_reported(workspace: Workspace) -> None:
    accepted = accept(workspace, "QMA")
    reports = Reports(Inquiry(workspace, load()))
    found = workspace.submissions.accepted_findings()
    kept = record_check(workspace, accepted, found, load(), "accept")
    assert (kept.stage, kept.vintage, kept.checked_at) == ("accept", 1, "2026-02-02T00:00:00+00:00")
    assert kept.definitions == load().version
    assert reports.of_submission("QMA", 2023).check == kept


def test_a_check_without_news_is_not_recorded_twice(workspace: Workspace) -> None:
    submission = workspace.submissions.find("QMA-2023")
    assert submission is not None
    found = Inquiry(workspace, load()).validate(submission)
    first = record_check(workspace, submission, found, load())
    assert record_check(workspace, submission, found, load()) == first
    assert record_check(workspace, submission, found[1:], load()).number == 2
    counted = record_check(workspace, submission, found[1:], load(), evaluated={"R020": 1})
    assert (counted.number, counted.evaluated) == (3, {"R020": 1})


def test_a_report_of_what_was_never_read_is_refused(openssi: OpenSSI, workspace: Workspace) -> None:
    code, _, err = openssi("findings", "report", "QMA", 2020, "--workspace", workspace.root)
    assert (code, "SUBMISSION_UNKNOWN" in err) == (2, True)
    assert not (workspace.root / "checks").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "QMA", 2023, "--format", "pdf"),
        ("report", "QMA", 2023, "--language", "de"),
        ("summary", "--format", "xlsx"),
        ("summary", "--by", "region"),
        ("summary", "--language", "de"),
    ],
)
def test_what_cannot_be_chosen_is_refused(
    openssi: OpenSSI, workspace: Workspace, arguments: tuple[object, ...]
) -> None:
    code, _, err = openssi("findings", *arguments, "--workspace", workspace.root)
    assert (code, "VALUE_NOT_ALLOWED" in err) == (2, True)


# All submissions


def test_the_world_view_counts_what_was_read_and_what_was_accepted(openssi: OpenSSI, workspace: Workspace) -> None:
    accept(workspace, "QMB")
    code, out, _ = openssi("findings", "summary", "--format", "csv", "--workspace", workspace.root)
    rows = {row["key"]: row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert {
        name: rows["R020"][name] for name in ("cells", "countries", "share_open", "share_explained", "most_in")
    } == {
        "cells": "2",
        "countries": "2",
        "share_open": "0.5",
        "share_explained": "0.5",
        "most_in": "QMA 1, QMB 1",
    }


@pytest.mark.parametrize(("by", "key"), [("rule", "R020"), ("country", "QMA"), ("severity", "E"), ("scheme", "QMA01")])
def test_the_world_view_is_counted_by_four_things(openssi: OpenSSI, workspace: Workspace, by: str, key: str) -> None:
    at = ("--by", by, "--workspace", workspace.root)
    code, out, _ = openssi("findings", "summary", "--format", "json", *at)
    assert code == 0
    assert key in {each["openssi"]["key"] for each in json.loads(out)}
    code, out, _ = openssi("findings", "summary", *at)
    assert code == 0
    assert ("Must be corrected" if by == "severity" else key) in out


def test_the_world_page_speaks_the_language_asked_for(openssi: OpenSSI, workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "world.html"
    at = ("--workspace", workspace.root, "--output", path)
    assert openssi("findings", "summary", "--format", "html", "--language", "es", *at)[0] == 0
    page = path.read_text(encoding="utf-8")
    assert '<html lang="es">' in page
    assert '<abbr title="Averlandia">QMA</abbr>' in page


def test_a_workspace_without_submissions_says_so(openssi: OpenSSI, workspace: Workspace, tmp_path: Path) -> None:
    tables = {name: workspace.reference.table(name) for name in ("areas", "groups", "members")}
    empty = Workspace.create(tmp_path / "empty", "demonstration", tables)
    code, out, _ = openssi("findings", "summary", "--workspace", empty.root)
    assert (code, out.strip()) == (0, "Nothing was read into this workspace yet.")
