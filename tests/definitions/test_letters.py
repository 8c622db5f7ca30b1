"""Letters are read with care: nothing but the closed list of slots enters their texts."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openssi.definitions import default_root, load
from openssi.definitions.check import check
from openssi.definitions.letters import _slots, load_letters
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.letters import OF_A_DAY, OPTIONAL, SLOTS
from openssi.vocabulary.text import LANGUAGES

DATA = ("value", "number", "indicator", "cell", "finding", "query", "reason", "answer", "scheme", "institution")


def changed(tmp_path: Path, old: str, new: str) -> Path:
    root = tmp_path / "definitions"
    shutil.copytree(default_root() / "round", root / "round")
    file = root / "round" / "letters.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


def refused(tmp_path: Path, old: str, new: str) -> str:
    with pytest.raises(FixTheFile) as caught:
        load_letters(changed(tmp_path, old, new))
    (problem,) = caught.value.problems
    assert problem.place.file == "letters.yaml"
    assert problem.place.row is not None
    return problem.code


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{page}", "{pages}", "DEFINITION_LETTER_SLOT"),
        ("{name}", "{name.email}", "DEFINITION_LETTER_SLOT"),
        ("{name}", "{name!r}", "DEFINITION_LETTER_SLOT"),
        ("{year}", "{year:x}", "DEFINITION_LETTER_SLOT"),
        ("{page}", "{page[0]}", "DEFINITION_LETTER_SLOT"),
        ("{name}", "{}", "DEFINITION_LETTER_SLOT"),
        ("{name}", "{name", "DEFINITION_LETTER_SLOT"),
        ("Hello {name}", "Hello", "DEFINITION_SLOTS_DIFFER"),
        ('subject: {en: "Social', 'subject: {eng: "Social', "DEFINITION_LANGUAGE_MISSING"),
        ("to: [COORD]", "to: [KING]", "DEFINITION_VALUE_UNKNOWN"),
        ("to: [COORD]", "to: []", "DEFINITION_KEY_MISSING"),
        ('"on": invitation', '"on": birthday', "DEFINITION_VALUE_UNKNOWN"),
        ("readers: unready", "readers: all", "DEFINITION_VALUE_UNKNOWN"),
        ("due: queries", "due: tomorrow", "DEFINITION_VALUE_UNKNOWN"),
        ("page: queries", "page: figures", "DEFINITION_VALUE_UNKNOWN"),
        ("    due: submission\n", "", "DEFINITION_LETTER_SLOT"),
        ("    moves: [remind]\n", "", "DEFINITION_KEY_MISSING"),
        ("id: appointment", "id: invitation", "DEFINITION_ID_TWICE"),
        ("    due: submission", "    figures: 3", "DEFINITION_KEY_UNKNOWN"),
    ],
)
def test_a_letter_that_is_not_in_order_is_named_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert refused(tmp_path, old, new) == code


@pytest.mark.parametrize("slot", DATA)
@pytest.mark.parametrize("where", ["Social Security Inquiry {year}", "Hello {name}"])
def test_no_slot_carries_data(tmp_path: Path, slot: str, where: str) -> None:
    assert refused(tmp_path, where, f"{where} {{{slot}}}") == "DEFINITION_LETTER_SLOT"


@given(st.text(st.characters(exclude_characters="{}"), max_size=12))
def test_whatever_stands_in_braces_is_seen_as_it_is_written(inside: str) -> None:
    found = _slots(f"Hello {{{inside}}}")
    assert len(found) == 1
    assert found <= set(SLOTS) if inside in SLOTS else not found & set(SLOTS)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("moves: [remind]", "moves: [remember]", "DEFINITION_LETTER_MOVE"),
        ("clock: reminder_1", "clock: reminder_9", "DEFINITION_VALUE_UNKNOWN"),
        ("{page}", "{answer}", "DEFINITION_LETTER_SLOT"),
    ],
)
def test_the_check_of_the_definitions_covers_letters(tmp_path: Path, old: str, new: str, code: str) -> None:
    root = tmp_path / "definitions"
    shutil.copytree(default_root(), root)
    file = root / "round" / "letters.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert [each.code for each in check(root)] == [code]


def test_every_reminder_of_the_calendar_has_its_letter() -> None:
    clocks = {each.clock for each in load().letters.values()} - {""}
    assert clocks == {each for each in load().calendar.steps if each.startswith("reminder")}


def test_the_letters_write_french_and_spanish_as_these_languages_are_written() -> None:
    for each in load().letters.values():
        for text in (each.name, each.subject, each.body):
            assert not any(sign in text.fr for sign in (" :", " ;", " ?", " !", "'"))
            assert "'" not in text.en
            assert "'" not in text.es
        assert all(each.body.in_language(language) for language in LANGUAGES)
    assert OF_A_DAY < OPTIONAL < set(SLOTS)
