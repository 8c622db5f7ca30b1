"""The vulnerable are not better covered than everybody (METHOD 1.2), in computed and in published figures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.run.indicator_findings import IndicatorFindings
from openssi.store import Workspace
from openssi.vocabulary.rule import Finding

OpenSSI = Callable[..., tuple[int, str, str]]
RULE = "R116"


def found(root: Path) -> list[Finding]:
    return [each for each in IndicatorFindings(Workspace.open(root), load()).findings() if each.rule == RULE]


@pytest.mark.shared_data
def test_three_of_the_published_country_years_contradict_themselves(
    openssi: OpenSSI, shared_data: Path, tmp_path: Path
) -> None:
    root = tmp_path / "real"
    assert openssi("load", "context", shared_data, "--workspace", root)[0] == 0
    assert openssi("load", "unsd", shared_data / "unsd_goal1_download_2024.xlsx", "--workspace", root)[0] == 0
    findings = found(root)
    assert {each.severity for each in findings} == {"W"}
    assert sorted(each.obs_id.split(".")[:2] for each in findings) == [
        ["JPN", "2018"],
        ["PSE", "2019"],
        ["SVN", "2018"],
    ]


def test_a_world_that_is_made_of_persons_agrees_with_itself(demonstration: Path) -> None:
    assert [each.obs_id for each in found(demonstration)] == []
