"""Runs the code cells of a notebook without Jupyter and prints what each shows: `python tests/run_notebook.py FILE`."""

import ast
import json
import sys
from pathlib import Path
from typing import Any

REPRESENTATIONS = ("_repr_html_", "_repr_svg_")


def shown(value: Any) -> str:
    """What a notebook shows of a value: its own representation, else its repr."""
    for name in REPRESENTATIONS:
        if hasattr(type(value), name):
            return str(getattr(value, name)())
    return repr(value)


def run(cell: str, names: dict[str, Any], place: str) -> None:
    """Run one cell; its last expression is shown."""
    tree = ast.parse(cell, place)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, place, "exec"), names)  # noqa: S102 - cells of our own notebooks
    if isinstance(last, ast.Expr):
        value = eval(compile(ast.Expression(last.value), place, "eval"), names)  # noqa: S307
        if value is not None:
            print(shown(value))  # noqa: T201


def main(path: Path) -> None:
    """Run all cells in one namespace; the first that fails ends it."""
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell in cells:
        if cell["cell_type"] == "code":
            print(f"--- {cell['id']}")  # noqa: T201
            run("".join(cell["source"]), names, f"{path.name} {cell['id']}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
