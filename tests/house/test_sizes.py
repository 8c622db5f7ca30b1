"""Functions and files stay of a size that one reads in one sitting."""

import ast
from pathlib import Path
from statistics import median

import pytest

SOURCES = sorted((Path(__file__).parents[2] / "src").rglob("*.py"))


def lengths(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [(node.name, (node.end_lineno or 0) - node.lineno + 1) for node in functions]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_file_is_longer_than_500_lines_and_no_function_than_60(path: Path) -> None:
    assert path.read_text(encoding="utf-8").count("\n") <= 500
    assert [name for name, length in lengths(path) if length > 60] == []


def test_the_median_function_has_at_most_ten_lines() -> None:
    assert median(length for path in SOURCES for _, length in lengths(path)) <= 10


def test_no_module_is_a_drawer() -> None:
    drawers = {"utils", "helpers", "common", "misc", "tools"}
    assert [path for path in SOURCES if path.stem in drawers or path.parent.name in drawers] == []
