"""Damaged workbooks given to the command line: each is told, and nothing is written."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from damaged import CORPUS

from openssi.definitions import load
from openssi.run.inquiry import FormChoice, Inquiry
from openssi.store import Workspace

OpenSSI = Callable[..., tuple[int, str, str]]
TOLD_IN_SHORT = ("truncated", "bomb", "external entity", "another country", "register of persons", "word for a number")


def written(root: Path) -> dict[str, str]:
    """Every file of a workspace with its checksum."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def refused(openssi: OpenSSI, root: Path, folder: Path, names: set[str]) -> None:
    """Make the damaged workbooks of the corpus, give them to `openssi read`, and see that nothing came of it."""
    form = FormChoice(is_full=True, schemes=frozenset({"QMA01", "QMA02"}))
    good = Inquiry(Workspace.open(root), load()).write_workbook("QMA", 2024, "en", (1, 1), folder / "good.xlsx", form)
    returned = folder / "returned"
    returned.mkdir()
    chosen = [each for each in CORPUS if each.name in names]
    for number, each in enumerate(chosen):
        path = returned / f"{number:03d}.xlsx"
        shutil.copy(good, path)
        each.damage(path)
    before = written(root)
    code, _, err = openssi("read", returned, "--workspace", root)
    told = {each.name: f"{number:03d}.xlsx" in err for number, each in enumerate(chosen)}
    assert [name for name, is_told in told.items() if not is_told] == []
    assert code == 2
    assert written(root) == before


def test_nothing_of_a_damaged_workbook_is_written(openssi: OpenSSI, own_demonstration: Path, tmp_path: Path) -> None:
    refused(openssi, own_demonstration, tmp_path, set(TOLD_IN_SHORT))


@pytest.mark.long
def test_nothing_of_any_damaged_workbook_is_written(openssi: OpenSSI, own_demonstration: Path, tmp_path: Path) -> None:
    refused(openssi, own_demonstration, tmp_path, {each.name for each in CORPUS})
