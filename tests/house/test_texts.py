"""French texts have their spaces and apostrophes, Spanish ones no space before a sign."""

import re
from pathlib import Path

import pytest
import yaml

DEFINITIONS = Path(__file__).parents[2] / "definitions"
FILES = sorted([*(DEFINITIONS / "interface").glob("*.yaml"), *(DEFINITIONS / "pages").glob("*.yaml")])
WRONG_IN_FRENCH = re.compile(r"[^\s] [;!?»](?:\s|$)|\w :(?:\s|$)|« |\w'\w|\w[;!?](?:\s|$)")
WRONG_IN_SPANISH = re.compile(r"\w[ \u00a0][:;!?](?:\s|$)")


def texts(tree: object, language: str) -> list[str]:
    if isinstance(tree, list):
        return [text for each in tree for text in texts(each, language)]
    if not isinstance(tree, dict):
        return []
    own = tree.get(language)
    found = [own] if isinstance(own, str) else list(own.values()) if isinstance(own, dict) else []
    below = (each for name, each in tree.items() if name != language)
    return [str(each) for each in found] + [text for each in below for text in texts(each, language)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_signs_of_a_text_stand_as_its_language_wants(path: Path) -> None:
    tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [each for each in texts(tree, "fr") if WRONG_IN_FRENCH.search(each)] == []
    assert [each for each in texts(tree, "es") if WRONG_IN_SPANISH.search(each)] == []


def twice(node: yaml.Node) -> list[str]:
    """Return the keys that stand twice in one mapping, of which a reader would see the last only."""
    if isinstance(node, yaml.SequenceNode):
        return [each for below in node.value for each in twice(below)]
    if not isinstance(node, yaml.MappingNode):
        return []
    keys = [key.value for key, _ in node.value]
    own = [f"{key.value}, line {key.start_mark.line + 1}" for key, _ in node.value if keys.count(key.value) > 1]
    return own + [each for _, below in node.value for each in twice(below)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_key_stands_twice(path: Path) -> None:
    assert twice(yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)) == []
