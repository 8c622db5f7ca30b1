"""The how-tos on surveys and registers: every command and every example runs as it stands, on invented microdata."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

HOWTO = Path(__file__).parents[2] / "docs" / "howto"
DEFINITIONS = Path(__file__).parents[2] / "definitions" / "demonstration" / "examples"
PAGES = ("describe-a-survey", "estimate-from-a-survey", "who-gets-what", "count-across-registers")
SLOW = {"who-gets-what", "count-across-registers"}


def blocks(page: str) -> list[tuple[str, str]]:
    """The console and Python blocks of a page, in their order."""
    text = (HOWTO / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(r"```(console|python)\n(.*?)```", text, re.DOTALL)


@pytest.mark.parametrize(
    "page", [pytest.param(each, marks=[pytest.mark.long] if each in SLOW else []) for each in PAGES]
)
def test_every_command_and_example_of_a_page_works(
    openssi: Callable[..., tuple[int, str, str]],
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    if any("survey send" in block for _, block in blocks(page)):
        monkeypatch.setenv("OPENSSI_WORKSPACE", str(request.getfixturevalue("own_demonstration")))
    names: dict[str, object] = {}
    for kind, block in blocks(page):
        if kind == "python":
            exec(compile(block, page, "exec"), names)  # noqa: S102 - examples of our own pages
            continue
        for line in block.splitlines():
            program, *words = shlex.split(line)
            if program == "cd":
                monkeypatch.chdir(words[0])
                continue
            code, _, complaints = openssi(*words)
            assert (program, code) == ("openssi", 0), f"{line}: {complaints}"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_begins_with_invented_microdata_and_ends_with_python(page: str) -> None:
    kinds = [kind for kind, _ in blocks(page)]
    assert "example hespera" in blocks(page)[0][1]
    assert {"console", "python"} <= set(kinds)


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("describe-a-survey", "design.yaml"),
        ("count-across-registers", "rule.yaml"),
        ("count-across-registers", "linkage.yaml"),
    ],
)
def test_a_file_that_a_page_shows_is_the_one_of_the_example(page: str, file: str) -> None:
    shown = (HOWTO / f"{page}.md").read_text(encoding="utf-8")
    assert f"```yaml\n{(DEFINITIONS / file).read_text(encoding='utf-8')}```" in shown
