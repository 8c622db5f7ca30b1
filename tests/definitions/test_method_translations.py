"""The texts of methods in French and Spanish follow the English ones: the same parts, tables, formulas and figures."""

import re
from pathlib import Path

import pytest

METHODS = Path(__file__).parents[2] / "docs" / "methods"
TRANSLATED = sorted(path for language in ("fr", "es") for path in (METHODS / language).glob("*.md"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in TRANSLATED]
FIRST = ("sdg-1-3-1", "coverage", "expenditure", "aggregates", "world-bank-aspire")
"""Methods that every reader asks for; they exist in the three languages."""

_CODE = re.compile(r"`[^`\n]+`")
_ROW = re.compile(r"^>? ?\|.*\|$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_PLAIN_SPACE = re.compile(r" [:;!?»%]|«(?!\u00a0)|[^\W\d_][;!?](?=\s)|[^\W\d_]:(?=\s)")
_HEADING = re.compile(r"^#+", re.MULTILINE)


def _english(path: Path) -> str:
    return (METHODS / path.name).read_text(encoding="utf-8")


def _columns(text: str) -> list[int]:
    return [_CODE.sub("", row).count("|") for row in _ROW.findall(text)]


def _targets(text: str) -> list[str]:
    return sorted(link.rpartition("/")[2] for link in _LINK.findall(text))


@pytest.mark.parametrize("language", ["fr", "es"])
def test_the_methods_most_asked_for_are_translated(language: str) -> None:
    assert [each for each in FIRST if not (METHODS / language / f"{each}.md").is_file()] == []


@pytest.mark.parametrize("path", TRANSLATED, ids=NAMES)
def test_a_translation_has_the_parts_tables_formulas_and_links_of_the_english_text(path: Path) -> None:
    own, first = path.read_text(encoding="utf-8"), _english(path)
    assert _HEADING.findall(own) == _HEADING.findall(first)
    assert _columns(own) == _columns(first)
    assert sorted(_CODE.findall(own)) == sorted(_CODE.findall(first))
    assert _targets(own) == _targets(first)


@pytest.mark.parametrize("path", TRANSLATED, ids=NAMES)
def test_a_translation_has_the_figures_of_the_english_text(path: Path) -> None:
    assert _figures(path.read_text(encoding="utf-8")) == _figures(_english(path))


def _figures(text: str) -> list[str]:
    """Return the digits of the figures in the tables; decimal signs and thousands are those of the language."""
    plain = _CODE.sub("", "\n".join(_ROW.findall(text)))
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d)[.,\u00a0](?=\d)", "", plain)))


@pytest.mark.parametrize("path", [each for each in TRANSLATED if each.parent.name == "fr"], ids=lambda path: path.stem)
def test_a_french_text_has_its_spaces(path: Path) -> None:
    text = re.sub(r"\]\([^)]*\)", "]", _CODE.sub("", path.read_text(encoding="utf-8")))
    assert [match.group() for match in _PLAIN_SPACE.finditer(text) if match.group() != ":u"] == []
