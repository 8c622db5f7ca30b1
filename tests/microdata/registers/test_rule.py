"""The rule of an exercise, as it is written and as it is refused."""

import re
from pathlib import Path

import pytest

from openssi.microdata.registers.linkage_rule import read_linkage_rule
from openssi.microdata.registers.marks import layout_of
from openssi.microdata.registers.rule_reading import read_rule, rule_of_json
from openssi.vocabulary.errors import FixTheFile


def rule_text(identifier: str = "alphabet: digits, length: 6", travels: str = "", exercise: str = "E-1") -> str:
    return f"exercise: {exercise}\nidentifier: {{{identifier}}}\ntravels: {{{travels}}}\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "rule.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (rule_text(exercise="'a b'"), "REGISTER_CODE_UNFIT"),
        (rule_text("alphabet: digits, length: 0"), "REGISTER_LENGTH_UNFIT"),
        (rule_text("alphabet: digits, length: [9, 8]"), "REGISTER_LENGTH_UNFIT"),
        (rule_text("alphabet: digits, length: [1, 2, 3]"), "REGISTER_LENGTH_UNFIT"),
        (rule_text("alphabet: digits, length: ten"), "REGISTER_LENGTH_UNFIT"),
        (rule_text("alphabet: abc, length: 6"), "REGISTER_ALPHABET_UNFIT"),
        (rule_text("alphabet: '12-', drop: '-', length: 6"), "REGISTER_ALPHABET_UNFIT"),
        (rule_text("alphabet: '', length: 6"), "REGISTER_ALPHABET_UNFIT"),
        (rule_text("alphabet: digits, length: 6, check_digit: {scheme: mod11}"), "REGISTER_WEIGHTS_UNFIT"),
        (rule_text("alphabet: digits, length: 6, check_digit: {scheme: luhn, weights: [1]}"), "REGISTER_WEIGHTS_UNFIT"),
        (
            rule_text("alphabet: digits, length: 6, check_digit: {scheme: mod11, weights: [x]}"),
            "REGISTER_WEIGHTS_UNFIT",
        ),
        (rule_text("alphabet: digits, length: 1, check_digit: {scheme: luhn}"), "REGISTER_CHECK_DIGIT_LENGTH"),
        (rule_text("alphabet: digits, length: 6, secret: yes"), "DEFINITION_KEY_UNKNOWN"),
        (rule_text("length: 6"), "DEFINITION_KEY_MISSING"),
        (rule_text("alphabet: digits, length: 6, case: title"), "DEFINITION_VALUE_UNKNOWN"),
        (rule_text(travels="name: {codes: [A]}"), "DEFINITION_KEY_UNKNOWN"),
        (rule_text(travels="birth_date: {codes: [A]}"), "DEFINITION_KEY_UNKNOWN"),
        (rule_text(travels="sex: {codes: {F: [1], M: [1]}}"), "REGISTER_CODE_TWICE"),
        (rule_text(travels="sex: {codes: []}"), "REGISTER_CODES_UNFIT"),
        (rule_text(travels="region: {codes: [_T]}"), "REGISTER_CODES_UNFIT"),
        (rule_text(travels="age: {groups: [15, 0], made_of: age}"), "REGISTER_GROUPS_UNFIT"),
        (rule_text(travels="age: {groups: [], made_of: age}"), "REGISTER_GROUPS_UNFIT"),
        (rule_text(travels="age: {groups: [0], made_of: birth_date, on: soon}"), "DATE_UNFIT"),
        (rule_text(travels="age: {groups: [0], made_of: birth_date}"), "DEFINITION_KEY_MISSING"),
        (rule_text(travels="birth_year: {first: 2020, last: 2010, made_of: birth_year}"), "REGISTER_YEARS_UNFIT"),
        (rule_text(travels="birth_year: {first: x, last: 2010, made_of: birth_year}"), "DEFINITION_NOT_A_NUMBER"),
        (
            rule_text(travels="age: {groups: [0], made_of: age}, birth_year: {first: 1900, last: 2020, made_of: age}"),
            "REGISTER_AGE_TWICE",
        ),
        ("", "DEFINITION_EMPTY"),
        ("[", "DEFINITION_NOT_YAML"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(FixTheFile) as caught:
        read_rule(written(tmp_path, text))
    assert caught.value.problems[0].code == code


def test_codes_so_many_that_they_might_name_a_person_are_refused() -> None:
    regions, years = [f"R{number}" for number in range(2**15)], [str(year) for year in range(1800, 2201)]
    assert layout_of([("region", regions[:2000]), ("birth_year", years)]).most_schemes == 63 - 2 * (11 + 9)
    with pytest.raises(FixTheFile, match="REGISTER_TOO_MANY_CODES"):
        layout_of([("region", regions * 2), ("age", ["0+"] * 2**12)])


def test_a_file_that_is_not_there_or_is_not_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile, match="FILE_MISSING"):
        read_rule(tmp_path / "nothing.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"exercise: \xe9")
    with pytest.raises(FixTheFile, match="REGISTER_NOT_UTF8"):
        read_rule(tmp_path / "latin.yaml")


FULL = """
exercise: QMA-2026
identifier:
  unicode: NFC
  digits: as_they_are
  blanks: trim
  drop: "-./\\u200b\\"\\\\"
  case: lower
  prefix: "é:"
  leading_zeros: strip
  alphabet: "0123456789ñ"
  length: [10, 12]
  check_digit: {scheme: mod11, weights: [3, 2, 7, 6, 5, 4, 3, 2, 1], ten: X, keep: false}
  placeholders: ["9999999999"]
travels:
  region: {codes: {"01": [north], "02": [south, sur]}}
  birth_year: {first: 1900, last: 2026, made_of: birth_date}
precedence: [PEN, HEA]
"""


def test_a_rule_is_read_back_from_an_extract_as_it_was(tmp_path: Path) -> None:
    rule = read_rule(written(tmp_path, FULL))
    again = rule_of_json(rule.as_json(), tmp_path / "extract")
    assert again.fingerprint == rule.fingerprint
    assert again.identifier.drop == '-./\u200b"\\'
    assert not again.identifier.check_digit.keep
    assert again.layout == rule.layout
    assert rule.dimensions[1].spelled["SUR"] == "02"


def test_what_stands_for_no_identifier_is_normalised_like_an_identifier(tmp_path: Path) -> None:
    padded = FULL.replace("strip", "pad").replace('["9999999999"]', '["0", "é:n-ñ"]')
    rule = read_rule(written(tmp_path, padded))
    assert rule.identifier.placeholders == ("000000000000", "0000000000nñ")
    assert rule_of_json(rule.as_json(), tmp_path / "extract").fingerprint == rule.fingerprint


def test_the_order_in_which_keys_and_ways_of_writing_stand_does_not_matter(tmp_path: Path) -> None:
    one = rule_text(travels="sex: {codes: {F: [2, f], M: [1]}}, region: {codes: [N]}")
    other = rule_text("length: 6, alphabet: '9876543210'", "region: {codes: [N]}, sex: {codes: {F: [f, 2], M: [1]}}")
    assert len({read_rule(written(tmp_path, each)).fingerprint for each in (one, other)}) == 1


@pytest.mark.parametrize(
    "change",
    [("length: 6", "length: [5, 6]"), ("exercise: E-1", "exercise: E-2"), ("digits,", "digits, leading_zeros: pad,")],
)
def test_a_rule_that_says_something_else_has_another_fingerprint(tmp_path: Path, change: tuple[str, str]) -> None:
    first = read_rule(written(tmp_path, rule_text())).fingerprint
    assert read_rule(written(tmp_path, rule_text().replace(*change))).fingerprint != first


def test_the_rules_of_the_how_to_can_be_followed(tmp_path: Path) -> None:
    page = Path(__file__).parents[3] / "docs" / "howto" / "count-across-registers.md"
    first, second = re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    assert read_rule(written(tmp_path, first)).layout.names == ("sex", "age", "region")
    assert read_linkage_rule(written(tmp_path, second)).threshold == 0.9
