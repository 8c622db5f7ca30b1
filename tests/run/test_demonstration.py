"""The demonstration world is there whole, or not at all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from openssi.definitions import load
from openssi.indicators import InquiryResults
from openssi.run.computation import COMPUTED, Computation
from openssi.run.computed_countries import CountriesAsked, compute_countries
from openssi.run.demonstration import make_demonstration
from openssi.run.inquiry import Inquiry
from openssi.run.world_check import WorldCheck
from openssi.store import Workspace
from openssi.training import demonstration_world


def test_some_countries_answered_by_workbook_and_all_that_was_accepted_has_its_checksum(demonstration: Path) -> None:
    workspace = Workspace.open(demonstration)
    submissions = workspace.submissions
    assert {each.fingerprint.ref_area for each in submissions.all()} >= {"QMA", "QMF", "QMZ"}
    assert set(submissions.accepted_ids()) < {each.id for each in submissions.all()}
    assert all(each.sha256 for each in submissions.all())
    written = sorted(path.name for path in workspace.workbooks.glob("*.xlsx"))
    assert written == ["QMA-2023-en.xlsx", "QMF-2023-fr.xlsx", "QMG-2023-en.xlsx", "QMI-2023-fr.xlsx"]
    assert {each.file for each in submissions.all()} >= set(written)


def test_what_was_computed_country_by_country_is_what_all_answers_give(demonstration: Path, tmp_path: Path) -> None:
    kept = Workspace.open(demonstration).computed
    copied = Workspace.open(Path(shutil.copytree(demonstration, tmp_path / "copy")))
    copied.computed.update(countries={})
    again = Computation(copied, load()).compute()
    differing = [name for name in COMPUTED if not kept.table(name).equals(again[name])]
    assert differing == []


def test_only_a_country_whose_answers_changed_is_computed_again(
    demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = Workspace.open(Path(shutil.copytree(demonstration, tmp_path / "copy")))
    record = copied.computed.record()
    before = copied.computed.table("country_values")
    copied.computed.update(inputs="", countries={**record["countries"], "QMA": "changed"})
    asked: list[str] = []

    def watched(countries: CountriesAsked, context: pa.Table) -> Iterator[InquiryResults]:
        asked.extend(countries.folders)
        return compute_countries(countries, context)

    monkeypatch.setattr("openssi.run.computation.compute_countries", watched)
    assert Computation(copied, load()).compute()["country_values"].equals(before)
    assert asked == ["QMA"]


def test_the_last_answers_of_some_countries_came_as_workbooks(demonstration: Path) -> None:
    submissions = Workspace.open(demonstration).submissions
    files = {each.id: each.file for each in submissions.all() if each.file.endswith(".xlsx")}
    assert set(files) == {"QMA-2023", "QMF-2023", "QMG-2023", "QMI-2023"}
    assert all(submissions.draft(each).path("original.xlsx").is_file() for each in files)


def test_nothing_that_blocks_was_accepted(demonstration: Path) -> None:
    findings = Workspace.open(demonstration).submissions.accepted_findings()
    assert [each.id for each in findings if each.state == "open" and each.severity != "I"] == []
    assert {each.rule for each in findings} == {"R066", "R091", "R098", "R098A", "R099"}


def test_every_seeded_error_is_found_and_nothing_else_blocks(demonstration: Path) -> None:
    inquiry = Inquiry(Workspace.open(demonstration), load())
    submissions = inquiry.workspace.submissions
    drafts = [each for each in submissions.all() if each.state != "accepted"]
    found = (*submissions.accepted_findings(), *(each for draft in drafts for each in inquiry.validate(draft)))
    seeded = {(each.ref_area, each.year, each.rule) for each in demonstration_world(load()).seeded_errors}
    assert seeded - {(each.ref_area, each.time_period, each.rule) for each in found} == set()
    assert {(each.ref_area, each.rule) for each in found if each.severity == "E"} == {
        ("QMF", "R088"), ("QMQ", "R020"), ("QMT", "R003"), ("QMT", "R023"),
    }  # fmt: skip


def test_one_pass_over_everything_finds_what_each_submission_was_told(demonstration: Path) -> None:
    inquiry = Inquiry(Workspace.open(demonstration), load())
    anew = WorldCheck(inquiry.workspace, inquiry.definitions).findings()
    submissions = inquiry.workspace.submissions
    drafts = [each for each in submissions.all() if each.state != "accepted"]
    told = (*submissions.accepted_findings(), *(each for draft in drafts for each in inquiry.validate(draft)))
    # What a form requires is asked of one submission at a time.
    expected = {(each.id, each.state) for each in told if each.rule != "R003"}
    assert {(each.id, each.state) for found in anew.values() for each in found} == expected


def test_the_release_is_current_and_undamaged(demonstration: Path) -> None:
    workspace = Workspace.open(demonstration)
    assert Computation(workspace, load()).is_released
    latest = workspace.releases.latest_id()
    assert latest is not None
    assert workspace.releases.damaged_files(latest) == []
    assert workspace.releases.read(latest).is_fictional


def test_who_interrupts_leaves_nothing_behind(tmp_path: Path) -> None:
    def interrupt(_done: int, _of: int, _step: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_demonstration(tmp_path / "world", load(), interrupt)
    assert list(tmp_path.iterdir()) == []
