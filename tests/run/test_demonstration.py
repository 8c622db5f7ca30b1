"""The demonstration world is there whole, or not at all."""

from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.run.computation import Computation
from openssi.run.demonstration import make_demonstration
from openssi.store import Workspace


def test_every_accepted_country_year_has_gone_through_its_workbook(demonstration: Path) -> None:
    submissions = Workspace.open(demonstration).submissions
    assert len(submissions.all()) == 49
    assert len(submissions.accepted_ids()) == 48
    assert all(each.sha256 for each in submissions.all())


def test_nothing_that_blocks_was_accepted(demonstration: Path) -> None:
    findings = Workspace.open(demonstration).submissions.accepted_findings()
    assert [each.id for each in findings if each.state == "open" and each.severity != "I"] == []
    assert {each.rule for each in findings} == {"R066", "R098"}


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
