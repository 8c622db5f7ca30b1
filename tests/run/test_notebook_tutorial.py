"""The tutorial notebook and the examples of its how-to run as they stand, without Jupyter."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorials" / "indicators-in-a-notebook.ipynb"
HOWTO = ROOT / "docs" / "howto" / "use-in-python.md"


def python(*arguments: object, workspace: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "OPENSSI_WORKSPACE": str(workspace), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-W", "error", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


def cells(notebook: Path, kind: str) -> dict[str, str]:
    listed = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return {cell["id"]: "".join(cell["source"]) for cell in listed if cell["cell_type"] == kind}


@pytest.fixture(scope="module")
def shown(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the cells of the tutorial show, run in an empty folder that stays empty."""
    folder = tmp_path_factory.mktemp("notebook")
    ran = python(ROOT / "tests" / "run_notebook.py", TUTORIAL, workspace=demonstration, folder=folder)
    assert ran.returncode == 0, ran.stderr
    assert list(folder.iterdir()) == []
    return ran.stdout


def test_every_cell_of_the_tutorial_runs(shown: str) -> None:
    assert re.findall(r"^--- (\S+)$", shown, re.MULTILINE) == list(cells(TUTORIAL, "code"))


def test_the_tutorial_shows_frame_interval_share_chart_walk_and_citation(shown: str) -> None:
    assert "<caption>Older persons receiving a pension (SDG_1_3_1_OLD_AGE) [Per cent]</caption>" in shown
    assert "[INDICATOR_UNKNOWN]" in shown
    assert re.search(r"^Demonstration world \d+\.\d+ \(\d+\.\d+, \d+\.\d+\) 0\.\d+ published$", shown, re.MULTILINE)
    assert re.search(r"^Outer Isles None \(None, None\) 0\.\d+ suppressed$", shown, re.MULTILINE)
    assert "<svg" in shown
    assert "QMA-2023-" in shown
    assert "“Older persons receiving a pension”, SDG_1_3_1_OLD_AGE. OpenSSI, demonstration world" in shown


def test_the_tutorial_is_the_only_notebook() -> None:
    assert list((ROOT / "docs").rglob("*.ipynb")) == [TUTORIAL]


def test_the_tutorial_is_kept_without_outputs_and_its_links_lead_somewhere() -> None:
    written = json.loads(TUTORIAL.read_text(encoding="utf-8"))
    code = [cell for cell in written["cells"] if cell["cell_type"] == "code"]
    assert [cell["outputs"] for cell in code] == [[]] * len(code)
    assert {cell["execution_count"] for cell in code} == {None}
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", "\n".join(cells(TUTORIAL, "markdown").values()))
    assert links
    assert [link for link in links if not (TUTORIAL.parent / link).exists()] == []


def test_the_examples_of_the_how_to_run(demonstration: Path, tmp_path: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 3
    script = tmp_path / "howto.py"
    script.write_text("\n".join(blocks), encoding="utf-8")
    ran = python(script, workspace=demonstration, folder=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert "Inner Sea" in ran.stdout


def test_a_table_of_the_how_to_names_every_public_call() -> None:
    from openssi import OpenedRelease

    public = {name for name in vars(OpenedRelease) if not name.startswith("_")}
    named = set(re.findall(r"release\.(\w+)", HOWTO.read_text(encoding="utf-8")))
    assert public - named == {"id", "is_fictional", "close"}
