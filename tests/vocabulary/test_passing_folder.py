"""Folders for the time of a piece of work: nothing is left of them, whatever ends the process."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from openssi.vocabulary.passing_folder import HELD, PassingFolder, remove_left_behind

WAITS = """
import sys
from pathlib import Path
from openssi.vocabulary.passing_folder import PassingFolder
folder = PassingFolder("test", Path(sys.argv[1]))
(folder.path / "secret").write_text("id")
print(folder.name, flush=True)
sys.stdin.read()
"""


def waiting(within: Path) -> tuple["subprocess.Popen[str]", Path]:
    """A process that holds a folder until its input ends."""
    command = [sys.executable, "-c", WAITS, str(within)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_a_folder_ends_with_its_work(tmp_path: Path) -> None:
    with PassingFolder("work", tmp_path) as folder:
        (folder / "rows").mkdir()
        assert [each.name[:14] for each in tmp_path.iterdir()] == [".openssi-work-"]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_forgotten_ends_too(tmp_path: Path) -> None:
    kept = PassingFolder("work", tmp_path)
    assert kept.path.is_dir()
    del kept
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_killed_process_is_removed_by_the_next_and_that_of_a_living_one_is_not(tmp_path: Path) -> None:
    killed, left = waiting(tmp_path)
    living, held = waiting(tmp_path)
    with killed, living:
        killed.kill()
        killed.wait(timeout=60)
        assert (left / "secret").is_file()
        with PassingFolder("other", tmp_path) as mine:
            assert set(tmp_path.iterdir()) == {held, mine}
        assert (held / "secret").is_file()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM is of POSIX")
def test_the_folder_of_a_terminated_process_is_removed_by_the_next(tmp_path: Path) -> None:
    process, left = waiting(tmp_path)
    with process:
        process.send_signal(signal.SIGTERM)
    assert left.is_dir()
    remove_left_behind(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_known_to_be_left_behind_stays(tmp_path: Path) -> None:
    """A folder of a person, one that its process has not yet locked, a file, and a link to a folder elsewhere."""
    elsewhere = tmp_path / "elsewhere"
    within = tmp_path / "within"
    for folder in (elsewhere, within / "openssi-survey", within / "openssi-begun", within / "other"):
        folder.mkdir(parents=True)
    for folder in (elsewhere, within / "other"):
        (folder / HELD).write_text("1", encoding="utf-8")
    (within / "openssi-begun" / HELD).touch()
    (within / "openssi-file").touch()
    if os.name == "posix":
        (within / "openssi-link").symlink_to(elsewhere)
    before = set(within.iterdir())
    remove_left_behind(within)
    assert set(within.iterdir()) == before
    assert (elsewhere / HELD).is_file()


def test_a_place_that_is_not_there_has_nothing_left_behind(tmp_path: Path) -> None:
    remove_left_behind(tmp_path / "nowhere")
    with pytest.raises(OSError, match="nowhere"):
        PassingFolder("work", tmp_path / "nowhere")
