"""What is wrong with a crosswalk is said with file and row."""

import shutil
from pathlib import Path

import pytest

from openssi.definitions import default_root, load
from openssi.definitions.check_crosswalk import (
    codes_of_crosswalk_are_known,
    crosswalk_is_complete,
    shares_of_crosswalk_add_up,
)
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.text import LANGUAGES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the definitions that a test may change."""
    return Path(shutil.copytree(default_root(), tmp_path / "definitions"))


def change(root: Path, name: str, old: str, new: str) -> None:
    path = root / "crosswalk" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(root: Path) -> list[Problem]:
    definitions = load(root)
    checks = (codes_of_crosswalk_are_known, crosswalk_is_complete, shares_of_crosswalk_add_up)
    return [problem for check in checks for problem in check(definitions)]


def test_the_crosswalk_is_sound() -> None:
    assert problems(default_root()) == []
    assert list(load().frameworks) == ["esspros", "socx", "cofog", "c102"]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("\nOLD,,,OLD,", "\nOLD,,,ELD,", ["CROSSWALK_CODE_UNKNOWN"]),
        ("\nOLD,,,OLD,", "\nELD,,,OLD,", ["CROSSWALK_CODE_UNKNOWN", "CROSSWALK_PART_MISSING"]),
        ("\nOLD,,,OLD,", "\nOLD,CASH,,OLD,", ["CROSSWALK_CODE_UNKNOWN", "CROSSWALK_PART_MISSING"]),
        ("\nOLD,,,OLD,1,", "\nOLD,,,OLD,0.9,", ["CROSSWALK_SHARES"]),
        ("\nOLD,,,OLD,1,1900,,", "\nOLD,,,OLD,1,1900,2019,", ["CROSSWALK_PART_MISSING"]),
        ("\nOLD,,,OLD,1,1900,,", "\nOLD,,,DIS,1,2020,,,,,x\nOLD,,,OLD,1,1900,,", ["CROSSWALK_SHARES"]),
    ],
)
def test_a_slip_is_told(root: Path, old: str, new: str, codes: list[str]) -> None:
    change(root, "esspros.csv", old, new)
    found = problems(root)
    assert [each.code for each in found] == codes
    assert {each.place.file for each in found} == {"esspros.csv"}
    assert all(each.message(language) for each in found for language in LANGUAGES)


def test_a_framework_needs_a_list_of_its_categories(root: Path) -> None:
    change(root, "frameworks.yaml", "codelist: CL_ESSPROS", "codelist: CL_NONE")
    assert [each.code for each in problems(root)] == ["DEFINITION_CODELIST_UNKNOWN"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("\nOLD,,,OLD,1,", "\nOLD,,,OLD,all,", "DEFINITION_NOT_A_NUMBER"),
        ("\nOLD,,,OLD,1,1900,,,,,", "\nOLD,,,OLD,1,1900,,Only English,,,", "DEFINITION_LANGUAGE_MISSING"),
        ("\nOLD,,,OLD,1,1900,", "\nOLD,,,OLD,1,always,", "DEFINITION_NOT_WHOLE"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused(root: Path, old: str, new: str, code: str) -> None:
    change(root, "esspros.csv", old, new)
    with pytest.raises(FixTheFile) as caught:
        _ = load(root).frameworks
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.file, problem.place.row) == (code, "esspros.csv", 2)
