"""The tutorial notebooks and the examples of their how-to run as they stand, without Jupyter."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorials" / "indicators-in-a-notebook.ipynb"
SURVEY_TUTORIAL = ROOT / "docs" / "tutorials" / "a-survey-in-a-notebook.ipynb"
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


def test_the_survey_tutorial_runs_and_shows_poverty_charts_protection_and_what_was_sent(
    own_demonstration: Path, tmp_path: Path
) -> None:
    runner = ROOT / "tests" / "run_notebook.py"
    ran = python(runner, SURVEY_TUTORIAL, workspace=own_demonstration, folder=tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert re.findall(r"^--- (\S+)$", ran.stdout, re.MULTILINE) == list(cells(SURVEY_TUTORIAL, "code"))
    assert re.search(r"^Harbour: \d+\.\d% \(\d+\.\d% to \d+\.\d%\)$", ran.stdout, re.MULTILINE)
    assert ran.stdout.count("<svg") == 3
    assert "Older persons receiving a pension" in ran.stdout
    assert "'Skerries,62+'" in ran.stdout
    assert "Not protected (protect=None): these figures must stay here." in ran.stdout
    assert re.search(r"^QMH 2023 X\.POV_RATE_NAT \d+\.\d+ E$", ran.stdout, re.MULTILINE)


def test_there_are_two_notebooks() -> None:
    assert sorted((ROOT / "docs").rglob("*.ipynb")) == sorted([TUTORIAL, SURVEY_TUTORIAL])


@pytest.mark.parametrize("notebook", [TUTORIAL, SURVEY_TUTORIAL], ids=lambda each: each.stem)
def test_a_tutorial_is_kept_without_outputs_and_its_links_lead_somewhere(notebook: Path) -> None:
    written = json.loads(notebook.read_text(encoding="utf-8"))
    code = [cell for cell in written["cells"] if cell["cell_type"] == "code"]
    assert [cell["outputs"] for cell in code] == [[]] * len(code)
    assert {cell["execution_count"] for cell in code} == {None}
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", "\n".join(cells(notebook, "markdown").values()))
    assert links
    assert [link for link in links if not (notebook.parent / link).exists()] == []


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
