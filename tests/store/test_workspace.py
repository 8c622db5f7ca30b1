"""A workspace is made in an empty folder and is of one kind for ever."""

from pathlib import Path

import pytest

from openssi.engine import table_of
from openssi.store import Workspace
from openssi.vocabulary.dataflow import AREAS, GROUPS, MEMBERS
from openssi.vocabulary.errors import FixTheFile

REFERENCE = {"areas": table_of(AREAS), "groups": table_of(GROUPS), "members": table_of(MEMBERS)}


def test_a_workspace_is_found_again(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "new", "demonstration", REFERENCE)
    assert Workspace.open(tmp_path / "new").kind == "demonstration"


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        Workspace.create(tmp_path, "real", REFERENCE)
    assert caught.value.problems[0].code == "WORKSPACE_FOLDER_NOT_EMPTY"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_folder_that_is_no_workspace_is_named(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as caught:
        Workspace.open(tmp_path / "nowhere")
    assert caught.value.problems[0].code == "WORKSPACE_MISSING"
    assert "nowhere" in caught.value.problems[0].message("es")


def test_the_fingerprint_changes_with_what_is_loaded(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "new", "real", REFERENCE)
    before = workspace.inputs_fingerprint()
    assert before == workspace.inputs_fingerprint()
    workspace.context.write({"observations": table_of(AREAS)}, {})
    assert workspace.inputs_fingerprint() != before
