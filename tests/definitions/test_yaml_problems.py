"""A slip in YAML is answered in the language of the reader with its place, what stands there and how it is mended."""

import re
from pathlib import Path

import pytest

from openssi.definitions.disclosure import load_disclosure_rules
from openssi.definitions.source import read_yaml
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.messages.yaml_problems import YAML_FOUND, YAML_PROBLEMS
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

KEYS = "a: b\nc: d\n"
SLIPS: list[tuple[str, str, int, int]] = [
    (KEYS + "e:\n\tf: 50\n", "tab", 4, 1),
    ("a: b\n\tc: d\n", "tab", 2, 1),
    ("a:b\nc: d\n", "blank", 1, 1),
    (KEYS + "e:f\n", "blank", 3, 1),
    (KEYS + "e:\n  f:50\n  # said\n  g: h\n", "blank", 4, 3),
    ("a:\u00a0b\nc: d\n", "blank", 1, 1),
    ("a b\nc: d\n", "colon", 1, 1),
    (KEYS + "e f\n", "colon", 3, 1),
    ("a: b: c\n", "colon_in_value", 1, 5),
    ('a: "b\nc: d\n', "double_quote", 1, 4),
    ("a: 'b\nc: d\n", "quote", 1, 4),
    ("a: 'l'income'\n", "after", 1, 7),
    ('a: "b" c\n', "after", 1, 8),
    ("a: [b, c] d\n", "after", 1, 11),
    ("a: [b, c\nd: e\n", "bracket", 2, 2),
    ("a: {b: c\nd: e\n", "bracket", 2, 2),
    ("a: [{b: c}, [d]\n", "bracket", 2, 1),
    ("a: [\n", "bracket", 2, 1),
    ("a:\n    b: c\n  d: e\n", "indentation", 3, 3),
    ("a: b\n  c: d\n", "indentation", 2, 3),
    ("  a: b\nc: d\n", "indentation", 2, 1),
    ("a: %b\n", "sign", 1, 4),
    ("a: @b\n", "sign", 1, 4),
    ("a: *b\n", "sign", 1, 4),
    ("a: & b\n", "sign", 1, 4),
    ("a: >b\n", "sign", 1, 4),
    ("a: ]\n", "sign", 1, 4),
    ('a: "C:\\data"\n', "backslash", 1, 7),
    ("a: - b\n", "hyphen", 1, 4),
    ("a:\n  - b\n  c: d\n", "member", 3, 3),
    ("a: b\n---\na: b\n", "second_document", 2, 1),
    ("a: b\n...\na: b\n", "second_document", 3, 1),
    ("a: b\nc: d\0\n", "control", 2, 5),
    ("a" * 1100 + ": b\n", "other", 1, 1101),
    ("[" * 2000, "other", 1, 1001),
    ("%YAML 9.0\n---\na: b\n", "other", 1, 1),
]


def problem(text: str, tmp_path: Path) -> Problem:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    with pytest.raises(FixTheFile, match="DEFINITION_NOT_YAML") as refused:
        read_yaml(path)
    return refused.value.problems[0]


def pattern(kind: str, language: Language) -> str:
    return re.sub(r"\\\{\w+\\\}", ".+", re.escape(YAML_PROBLEMS[kind].in_language(language)))


@pytest.mark.parametrize(("text", "kind", "row", "column"), SLIPS)
def test_a_slip_is_told_by_its_kind_with_its_place(text: str, kind: str, row: int, column: int, tmp_path: Path) -> None:
    found = problem(text, tmp_path)
    assert [each for each in YAML_PROBLEMS if re.search(pattern(each, "en"), found.message("en"))] == [kind]
    assert (found.place.row, found.values["column"]) == (row, column)


def test_every_kind_of_slip_is_met_here_or_below() -> None:
    assert {kind for _, kind, _, _ in SLIPS} == {*YAML_PROBLEMS} - {"tag"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_the_reader_of_yaml_is_shown(language: Language, tmp_path: Path) -> None:
    for text, kind, _, _ in SLIPS:
        said = problem(text, tmp_path).message(language)
        assert re.search(pattern(kind, language), said)
        assert not re.search(r"expected|token|scalar|mapping|Multilingual|\{\w+\}", said), said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "a:\n\tb: c\n",
            "a.yaml, ligne 2\u00a0: Le fichier n’est pas du YAML valide. À la colonne 1 se trouve une tabul",
        ),
        ("a:b\nc: d\n", "se trouve «\u00a0a:b\u00a0»"),
        ("a: [\n", "se trouve la fin du fichier"),
        ("a: \x07\n", "se trouve le signe invisible U+0007"),
        ("a: [b\nc: " + "x" * 99, "xx…\u00a0»"),
        ("a: {b: {x}\nc: d\n", "ouvert par { à la ligne 1"),
    ],
)
def test_what_stands_there_is_shown(text: str, said: str, tmp_path: Path) -> None:
    assert said in problem(text, tmp_path).message("fr")


@pytest.mark.parametrize("text", [each for kinds in (YAML_PROBLEMS, YAML_FOUND) for each in kinds.values()])
def test_the_signs_of_the_texts_stand_as_their_language_wants(text: MultilingualText) -> None:
    assert not re.search(r"[^\u00a0\w][;?!»](?:\s|$)| :|«[^\u00a0]|\w'\w", text.fr.replace("clé: valeur", ""))
    assert not re.search(r"\w[ \u00a0][:;!?](?:\s|$)", text.es)


@pytest.mark.parametrize(("written", "shown"), [("2020-13-45", "2020-13-45"), ("!salary", "!salary"), ("!x y", "y")])
def test_a_value_of_which_nothing_is_known_is_shown(written: str, shown: str, tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"a: 1\nb: {written}\n", encoding="utf-8")
    with pytest.raises(FixTheFile, match="DEFINITION_NOT_YAML") as refused:
        _ = read_yaml(path)["b"].data
    assert f"a.yaml, fila 2, b: El archivo no es YAML válido. En la columna 4 está «{shown}»" in (
        refused.value.problems[0].message("es")
    )


def test_a_key_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a:\n  b: 1\n  c: 2\n  b: 3\n", encoding="utf-8")
    with pytest.raises(FixTheFile, match="DEFINITION_KEY_TWICE") as refused:
        read_yaml(path)["a"].only("b", "c")
    assert refused.value.problems[0].message("en").startswith("a.yaml, row 4, a.b: The key “b” stands here")
    assert "row 2" in refused.value.problems[0].message("en")


def test_rules_in_another_encoding_are_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "rule.yaml"
    path.write_bytes("ours:\n  source: Décret\n".encode("latin-1"))
    with pytest.raises(FixTheFile, match="DEFINITION_NOT_UTF8") as refused:
        load_disclosure_rules(path)
    assert refused.value.problems[0].place.row == 2
