"""A mistake in an item of the questionnaire is told with file and line."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from openssi.definitions import default_root
from openssi.definitions.check import check

FOLDER = "questionnaire/2026.2"
Change = Callable[[Path], None]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    root = tmp_path / "definitions"
    shutil.copytree(default_root(), root)
    return root


def line_of(path: Path, text: str) -> int:
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1) if text in line)


def changed(root: Path, table: str, item: str, *lines: str) -> int:
    """Put lines under the id of an item and return the line of the id."""
    path = root / FOLDER / f"{table}.yaml"
    written = path.read_text(encoding="utf-8")
    opening = f"  - id: {item}\n"
    assert written.count(opening) == 1
    added = "".join(f"    {line}\n" for line in lines)
    path.write_text(written.replace(opening, opening + added), encoding="utf-8")
    return line_of(path, f"- id: {item}")


@pytest.mark.parametrize(
    ("table", "item", "line", "code"),
    [
        ("A2", "N.FY_START", "unit: furlongs", "DEFINITION_VALUE_UNKNOWN"),
        ("A2", "N.FY_START", "breakdowns: [STAR_SIGN]", "DEFINITION_VALUE_UNKNOWN"),
        ("A2", "N.FY_START", "breakdowns: [SECTOR, GOVLEV]", "DEFINITION_DIMENSIONS_COLLIDE"),
        ("A2", "N.FY_START", "group: NOWHERE", "DEFINITION_VALUE_UNKNOWN"),
        ("A2", "N.FY_START", "codelist: CL_NOWHERE", "DEFINITION_CODELIST_UNKNOWN"),
        ("A2", "N.FY_START", "successor: N.NOWHERE", "DEFINITION_ITEM_UNKNOWN"),
        ("A2", "N.FY_START", "successor: N.CURRENCY", "DEFINITION_SUCCESSOR_OF_LIVING"),
        ("A2", "N.FY_START", "condition: N.NOWHERE = 1", "EXPRESSION_ITEM_UNKNOWN"),
        ("A2", "N.FY_START", "condition: 1 +", "EXPRESSION_ENDS_EARLY"),
    ],
)
def test_a_mistake_in_an_item_is_told_with_file_and_line(
    copied: Path, table: str, item: str, line: str, code: str
) -> None:
    row = changed(copied, table, item, line)
    problems = check(copied)
    assert {problem.code for problem in problems} == {code}
    assert {(problem.place.file, problem.place.row) for problem in problems} == {(f"{table}.yaml", row)}


def test_successors_that_lead_back_are_told_with_the_whole_way(copied: Path) -> None:
    ended = "valid_to: 2020"
    changed(copied, "A2", "N.FY_START", ended, "successor: N.CURRENCY")
    changed(copied, "A2", "N.CURRENCY", ended, "successor: N.FY_START")
    told = {problem.message("en") for problem in check(copied) if problem.code == "DEFINITION_SUCCESSOR_CYCLE"}
    assert len(told) == 2
    assert any("N.FY_START → N.CURRENCY → N.FY_START" in message for message in told)


def test_a_successor_of_an_ended_item_is_sound(copied: Path) -> None:
    changed(copied, "A2", "N.FY_START", "valid_to: 2020", "successor: N.CURRENCY")
    assert check(copied) == ()


def test_a_code_that_stands_twice_is_told_with_both_places(copied: Path) -> None:
    path = copied / FOLDER / "A2.yaml"
    written = path.read_text(encoding="utf-8")
    path.write_text(written.replace("code: A2.04", "code: A2.02"), encoding="utf-8")
    (problem,) = check(copied)
    assert (problem.code, problem.place.row) == (
        "DEFINITION_ID_TWICE",
        written[: written.index("code: A2.04")].count("\n") + 1,
    )
    assert f"A2.yaml, row {line_of(path, 'code: A2.02')}" in problem.message("en")


def test_a_code_list_without_a_language_is_told_with_its_row(copied: Path) -> None:
    path = copied / "codelists" / "CL_YN.csv"
    path.write_text("code,en,fr,es\nY,Yes,Oui,Sí\nN,No,,No\n", encoding="utf-8")
    (problem,) = check(copied)
    assert (problem.code, problem.place.file, problem.place.row) == ("DEFINITION_LANGUAGE_MISSING", "CL_YN.csv", 3)


@pytest.mark.parametrize(
    ("item", "old", "new", "key"),
    [
        ("S.REC_CONTR", "requirement: calculated", "requirement: calculated\n    group:", "formula"),
        ("S.PROG_TYPE", "codelist: CL_PROG\n    ", "", "codelist"),
    ],
)
def test_what_an_item_of_its_kind_needs_is_asked_for(copied: Path, item: str, old: str, new: str, key: str) -> None:
    path = next(each for each in (copied / FOLDER).glob("*.yaml") if f"- id: {item}\n" in each.read_text("utf-8"))
    head, tail = path.read_text(encoding="utf-8").split(f"- id: {item}\n")
    body, *rest = tail.split("  - id: ", 1)
    body = (
        body.replace(old, new)
        if key == "codelist"
        else "\n".join(line for line in body.split("\n") if not line.strip().startswith("formula:"))
    )
    path.write_text(f"{head}- id: {item}\n{body}" + "".join(f"  - id: {each}" for each in rest), encoding="utf-8")
    found = [problem for problem in check(copied) if problem.code == "DEFINITION_KEY_MISSING"]
    assert [(problem.place.item, problem.values["key"]) for problem in found] == [(item, key)]


def test_a_crosswalk_to_an_item_that_is_not_there_is_told(copied: Path) -> None:
    reason = "{en: a, fr: b, es: c}"
    text = f'crosswalks: [{{earlier: "2026.1", changes: [{{item: S.OLD, successor: S.NEWER, reason: {reason}}}]}}]'
    (copied / FOLDER / "crosswalk.yaml").write_text(text, encoding="utf-8")
    (problem,) = check(copied)
    assert (problem.code, problem.place.file) == ("DEFINITION_ITEM_UNKNOWN", "crosswalk.yaml")
