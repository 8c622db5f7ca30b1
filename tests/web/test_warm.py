"""What a process does before the first reader comes."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.test import Client

from openssi.store import Workspace
from openssi.vocabulary.text import LANGUAGES
from openssi_web import dashboards, releases
from openssi_web.pages.dashboards.kept_pages import kept_pages
from openssi_web.warm import WarmUp, _of_readers, steps


def refused(*_arguments: object) -> None:
    raise AssertionError("made again")


def test_the_first_reader_of_each_language_waits_for_nothing_that_the_warm_up_made(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    dashboards.forget()
    kept_pages.clear()
    for step in _of_readers():
        step()
    monkeypatch.setattr(dashboards, "dashboard_page", refused)
    assert [site.get(f"/{each}/").status_code for each in LANGUAGES] == [200, 200, 200]


def test_where_nothing_was_released_the_front_page_is_not_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(releases.WORKSPACE_VARIABLE, str(Workspace.create(tmp_path / "world", "real", {}).root))
    monkeypatch.setattr("openssi_web.warm._of_readers", refused)
    monkeypatch.setattr("openssi_web.warm._of_a_round", lambda: iter([lambda: "a round"]))
    assert [step() for step in steps()] == ["a round"]


def test_a_process_that_is_told_to_stop_before_it_began_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("openssi_web.warm.steps", refused)
    warm_up = WarmUp(after=60)
    warm_up.start()
    begun = time.monotonic()
    warm_up.stop(30)
    assert time.monotonic() - begun < 30
    assert [each.name for each in threading.enumerate() if each.name == "warm-up"] == []


def test_pages_are_made_without_altair() -> None:
    code = "import sys, openssi_web.dashboards; sys.exit('altair' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
