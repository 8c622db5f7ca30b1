"""`openssi demo` introduces the invented people in a demonstration world, and warns where others can reach it."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from openssi.run.commands import world as commands_world
from openssi.store import Workspace

OpenSSI = Callable[..., tuple[int, str, str]]

MAKE = """
import sys
from pathlib import Path
from openssi_web.demonstration import demonstrate
demonstrate(Path(sys.argv[1]))
"""


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the command asks of the site, which is not started."""
    asked: list[str] = []

    def registered(group: str, name: str) -> list[SimpleNamespace]:
        return [SimpleNamespace(load=lambda: lambda *_arguments, **_named: asked.append(name))]

    monkeypatch.setattr(commands_world, "entry_points", registered)
    monkeypatch.setattr("openssi.run.site.ReleaseSite.latest", lambda _self: None)
    monkeypatch.setattr("openssi.run.site.ReleaseSite.close", lambda _self: None)
    monkeypatch.setattr(commands_world, "_release_where_needed", lambda _root: None)
    return asked


def test_people_are_introduced_before_the_site_opens(openssi: OpenSSI, called: list[str], tmp_path: Path) -> None:
    made = Workspace.create(tmp_path / "world", "demonstration", {})
    assert openssi("demo", "--workspace", made.root)[0] == 0
    assert called == ["demonstrate", "serve"]


def test_nobody_is_invented_where_real_data_are_shown(openssi: OpenSSI, called: list[str], tmp_path: Path) -> None:
    made = Workspace.create(tmp_path / "world", "real", {})
    assert openssi("demo", "--workspace", made.root)[0] == 0
    assert called == ["serve"]


@pytest.mark.parametrize(
    ("kind", "host", "warned"),
    [("demonstration", "0.0.0.0", True), ("demonstration", "127.0.0.1", False), ("real", "0.0.0.0", False)],  # noqa: S104
)
def test_a_demonstration_that_others_can_reach_says_that_its_password_is_public(
    openssi: OpenSSI, called: list[str], tmp_path: Path, kind: str, host: str, warned: bool
) -> None:
    made = Workspace.create(tmp_path / "world", kind, {})  # type: ignore[arg-type]
    code, out, _ = openssi("serve", "--host", host, "--workspace", made.root)
    assert (code, "password of its invented people is public" in out) == (0, warned)


def test_people_lie_in_the_file_of_their_world_and_are_made_once(three_countries: Path) -> None:
    own = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    for _ in range(2):
        made = subprocess.run(
            [sys.executable, "-c", MAKE, three_countries], capture_output=True, text=True, env=own, check=False
        )
        assert made.returncode == 0, made.stderr
        assert "seven invented lanterns" in made.stdout
    with closing(sqlite3.connect(three_countries / "site.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM accounts_person").fetchone() == (12,)
        assert database.execute("SELECT count(*) FROM rounds_submissiondraft").fetchone() == (6,)
