"""Rules as they are declared: what the loader refuses, and what the rules in force promise."""

from pathlib import Path

import pytest

from openssi.definitions import load
from openssi.definitions.rules import load_rules, slots_of
from openssi.expressions import format_expression, parse
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.rule import Rule
from openssi.vocabulary.text import LANGUAGES

RULE = """\
group: g
rules:
  - id: R1
    severity: W
    stage: entry
    level: country
    expressions: ["H.A <= X.B"]
    items: [H.A]
    shown: {{part: H.A}}
    title: {{en: a, fr: b, es: c}}
    message: {{en: "{message}", fr: "{{part}}", es: "{{part}}"}}
    remedy: {{en: a, fr: b, es: c}}
    reason: {{en: a, fr: b, es: c}}
    examples:
      - {{passes: true, cells: {{H.A: 1, Q.NOTE: said}}}}
      - {{passes: false, cells: {{H.A: 2.50}}}}
"""


def written(tmp_path: Path, message: str) -> Path:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a.yaml").write_text(RULE.format(message=message), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("message", ["{part}", "{item}: {value} above {limit}", "no number"])
def test_a_message_shows_the_cell_its_value_its_limit_and_what_the_rule_names(tmp_path: Path, message: str) -> None:
    (rule,) = load_rules(written(tmp_path, message))
    assert rule.message.en == message
    assert [dict(each.cells) for each in rule.examples] == [{"H.A": 1, "Q.NOTE": "said"}, {"H.A": 2.5}]


def test_a_message_that_shows_what_the_rule_does_not_give_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FixTheFile) as caught:
        load_rules(written(tmp_path, "{whole} is too much"))
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.file, problem.place.row) == ("RULE_SLOT_UNKNOWN", "a.yaml", 11)


def test_a_tolerance_that_is_no_number_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, "{part}")
    path = folder / "rules" / "a.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("    items:", "    tolerances: {share: much}\n    items:"), encoding="utf-8")
    with pytest.raises(FixTheFile) as caught:
        load_rules(folder)
    problem = caught.value.problems[0]
    assert (problem.code, problem.place.row) == ("RULE_TOLERANCE_UNFIT", 8)


RULES = load().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_languages_of_a_rule_show_the_same_values(rule: Rule) -> None:
    for text in (rule.message, rule.remedy):
        assert len({frozenset(slots_of(text.in_language(language))) for language in LANGUAGES}) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_asks_may_be_explained_and_what_blocks_must_be_corrected(rule: Rule) -> None:
    asks = any(word in rule.remedy.en for word in ("or explain", "explain it", "write a note", "reviewer confirm"))
    assert asks is (rule.severity == "W")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_conditions_of_a_rule_can_be_written_back(rule: Rule) -> None:
    for text in rule.expressions:
        assert parse(format_expression(parse(text))) == parse(text)


@pytest.mark.parametrize(
    "rule",
    [rule for rule in RULES if rule.level in {"country", "scheme", "benefit", "indicator"}],
    ids=lambda rule: rule.id,
)
def test_every_condition_has_a_cell_to_correct(rule: Rule) -> None:
    assert rule.items
    assert len(set(rule.items)) == len(rule.items)
