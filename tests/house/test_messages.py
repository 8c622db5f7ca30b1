"""Every message exists in three languages, with the same slots, and a test raises it."""

import re
import string
from pathlib import Path

import pytest

from openssi.vocabulary.messages import CATALOGUE
from openssi.vocabulary.text import LANGUAGES

TESTS = Path(__file__).parents[1]
NAMED_IN_TESTS = {
    word
    for path in TESTS.rglob("*.py")
    if path != Path(__file__)
    for word in re.findall(r"\b[A-Z]\w+\b", path.read_text(encoding="utf-8"))
}


def slots(text: str) -> set[str]:
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_test_raises_the_message(code: str) -> None:
    assert code in NAMED_IN_TESTS, f"no test names {code}"


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_slots_agree_in_every_language(code: str) -> None:
    text = CATALOGUE[code]
    assert len({frozenset(slots(text.in_language(language))) for language in LANGUAGES}) == 1


AS_WRITTEN_IN_A_FILE = re.compile(r"(?:“|«\u00a0?)(\w+: [^”»]+?)(?:”|\u00a0?»)")


def lines_of_a_file(text: str) -> list[str]:
    """Return what stands in quotation marks as a person writes it in a YAML file."""
    return [each.strip() for each in AS_WRITTEN_IN_A_FILE.findall(text)]


@pytest.mark.parametrize("code", sorted(code for code in CATALOGUE if lines_of_a_file(CATALOGUE[code].en)))
def test_what_is_written_in_a_file_is_the_same_in_every_language(code: str) -> None:
    text = CATALOGUE[code]
    english = lines_of_a_file(text.en)
    for language in LANGUAGES:
        found = lines_of_a_file(text.in_language(language))
        assert len(found) == len(english)
        assert english in (found, ["key: value"])


@pytest.mark.parametrize("code", CATALOGUE)
def test_french_has_its_spaces_and_apostrophes(code: str) -> None:
    french = re.sub(r"«\u00a0\w+: [^»]+\u00a0»", "", CATALOGUE[code].fr)
    assert not re.search(r"[^\u00a0\d/][;?!»](?:\s|$)|\w:\s|«[^\u00a0]", french), french
    assert not re.search(r"\w'\w", french), french


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_reader_is_not_scolded(code: str) -> None:
    assert not re.search(r"\b(invalid|illegal|failed|fatal)\b", CATALOGUE[code].en, re.IGNORECASE)
