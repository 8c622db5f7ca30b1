"""The commands of the tutorials, run as they stand."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

TUTORIALS = sorted((Path(__file__).parents[2] / "docs" / "tutorials").glob("*.md"))


def commands(tutorial: Path) -> list[list[str]]:
    blocks = re.findall(r"```console\n(.*?)```", tutorial.read_text(encoding="utf-8"), re.DOTALL)
    return [shlex.split(line)[1:] for block in blocks for line in block.splitlines()]


@pytest.mark.parametrize("tutorial", TUTORIALS, ids=[each.stem for each in TUTORIALS])
def test_every_command_of_a_tutorial_works(
    openssi: Callable[..., tuple[int, str, str]],
    own_demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tutorial: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(own_demonstration))
    assert len(commands(tutorial)) >= 9
    for command in commands(tutorial):
        code, _, err = openssi(*command)
        assert code == 0, f"{command}: {err}"
