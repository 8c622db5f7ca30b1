"""Rules on what may leave, read from their file."""

from pathlib import Path

import pytest

from openssi.definitions import default_root
from openssi.definitions.disclosure import disclosure_rule, load_disclosure_rules
from openssi.vocabulary.errors import FixTheFile

RULE = """
mine:
  name: {en: Mine, fr: Mienne, es: Mía}
  minimum: 5
  zeros: protect
  complementary: true
  protection: 3
  rounding: 10
"""


def test_the_rules_of_the_project_can_be_read() -> None:
    rules = load_disclosure_rules(default_root() / "microdata" / "disclosure.yaml")
    assert {name: (rule.minimum, rule.rounding) for name, rule in rules.items()} == {
        "survey": (25, 1), "register": (10, 1), "register_rounded": (10, 5), "amounts": (10, 1),
    }  # fmt: skip
    assert rules["amounts"].dominance is not None


def test_a_rule_of_ones_own_is_named_by_its_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RULE, encoding="utf-8")
    rule = disclosure_rule(default_root(), str(path))
    assert (rule.id, rule.minimum, rule.zeros, rule.protection, rule.rounding) == ("mine", 5, "protect", 3, 10)


def test_an_unknown_rule_is_answered_with_those_there_are() -> None:
    with pytest.raises(FixTheFile, match=r"survey, register, register_rounded, amounts.*\[DISCLOSURE_RULE_UNKNOWN\]"):
        disclosure_rule(default_root(), "srvey")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("minimum: 5", "minimum: 0", "DISCLOSURE_WHOLE_NUMBER"),
        ("minimum: 5", "minimum: 2.5", "DISCLOSURE_WHOLE_NUMBER"),
        ("minimum: 5", "minimum: five", "DEFINITION_NOT_A_NUMBER"),
        ("zeros: protect", "zeros: hide", "DEFINITION_VALUE_UNKNOWN"),
        ("rounding: 10", "rounds: 10", "DEFINITION_KEY_UNKNOWN"),
        ("rounding: 10", "rounding: 10\n  dominance: {units: 1, share: 85}", "DISCLOSURE_NUMBER"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RULE.replace(old, new), encoding="utf-8")
    with pytest.raises(FixTheFile, match=rf"mine\.yaml.*\[{code}\]"):
        load_disclosure_rules(path)
