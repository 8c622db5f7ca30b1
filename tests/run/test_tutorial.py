"""The commands of the tutorial, run as they stand."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorials" / "one-number.md"
COMMANDS = [
    shlex.split(line)[1:]
    for block in re.findall(r"```console\n(.*?)```", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
]


def test_every_command_of_the_tutorial_works(
    openssi: Callable[..., tuple[int, str, str]],
    own_demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENSSI_WORKSPACE", str(own_demonstration))
    assert len(COMMANDS) >= 9
    for command in COMMANDS:
        code, _, err = openssi(*command)
        assert code == 0, f"{command}: {err}"
