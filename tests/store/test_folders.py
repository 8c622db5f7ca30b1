"""Folders of tables are switched in one step."""

from pathlib import Path

import pytest

from openssi.engine import table_of
from openssi.store import VersionedFolder
from openssi.store.folders import read_json, write_json
from openssi.vocabulary.dataflow import AREAS
from openssi.vocabulary.errors import FixTheFile

ONE = table_of(AREAS, [{"area": "QMA", "fictional": True}])
TWO = table_of(AREAS, [{"area": "QMA", "fictional": True}, {"area": "QMB", "fictional": True}])


def test_a_folder_that_was_never_written_says_nothing(tmp_path: Path) -> None:
    folder = VersionedFolder(tmp_path, "areas")
    assert not folder.exists
    assert folder.record() == {}


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    folder = VersionedFolder(tmp_path, "areas")
    folder.write({"areas": ONE}, {"by": "a test"}, {"original.txt": b"as it came"})
    assert folder.table("areas") == ONE
    assert folder.record()["by"] == "a test"
    assert folder.path("original.txt").read_bytes() == b"as it came"


def test_a_second_version_replaces_the_first_and_removes_it(tmp_path: Path) -> None:
    folder = VersionedFolder(tmp_path, "areas")
    folder.write({"areas": ONE}, {})
    folder.write({"areas": TWO}, {})
    assert folder.table("areas") == TWO
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_vintages_are_kept(tmp_path: Path) -> None:
    folder = VersionedFolder(tmp_path, "QMA-2023", keep=True)
    folder.write({"areas": ONE}, {})
    folder.write({"areas": TWO}, {})
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 2


def test_a_version_that_was_not_finished_is_not_seen(tmp_path: Path) -> None:
    folder = VersionedFolder(tmp_path, "areas")
    folder.write({"areas": ONE}, {})
    (tmp_path / "areas.half").mkdir()
    assert folder.table("areas") == ONE


def test_similar_names_do_not_share_folders(tmp_path: Path) -> None:
    first, second = VersionedFolder(tmp_path, "QMA"), VersionedFolder(tmp_path, "QMA-2023")
    first.write({"areas": ONE}, {})
    second.write({"areas": TWO}, {})
    first.write({"areas": ONE}, {})
    assert second.table("areas") == TWO


def test_what_is_said_of_a_version_can_change_without_a_new_one(tmp_path: Path) -> None:
    folder = VersionedFolder(tmp_path, "areas")
    folder.write({"areas": ONE}, {"state": "read"})
    folder.update(state="accepted")
    assert folder.record()["state"] == "accepted"
    assert folder.table("areas") == ONE


def test_a_json_file_is_written_whole(tmp_path: Path) -> None:
    write_json(tmp_path / "deep" / "record.json", {"a": "é"})
    assert read_json(tmp_path / "deep" / "record.json") == {"a": "é"}
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["record.json"]


def test_a_damaged_file_of_the_workspace_is_named(tmp_path: Path) -> None:
    (tmp_path / "areas.json").write_text("{half", encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        VersionedFolder(tmp_path, "areas").record()
    assert caught.value.problems[0].code == "WORKSPACE_DAMAGED"
    assert "areas.json" in caught.value.problems[0].place.file
