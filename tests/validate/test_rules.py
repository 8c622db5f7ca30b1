"""Every rule holds for its passing examples and fails for the others."""

import pytest

from openssi.definitions import load
from openssi.validate import example_holds
from openssi.vocabulary.rule import Example, Rule

CASES = [(rule, example) for rule in load().rules for example in rule.examples]


@pytest.mark.parametrize(("rule", "example"), CASES, ids=[f"{rule.id}-{n}" for n, (rule, _) in enumerate(CASES)])
def test_an_example_comes_true(rule: Rule, example: Example) -> None:
    assert example_holds(rule, example, load().questionnaire, load().codelists) is example.passes


def test_a_dozen_rules_and_more_are_there() -> None:
    assert len(load().rules) >= 12


@pytest.mark.parametrize("rule", load().rules, ids=lambda rule: rule.id)
def test_a_remedy_begins_kindly_and_a_message_does_not_scold(rule: Rule) -> None:
    assert "Please" in rule.remedy.en
    assert "Veuillez" in rule.remedy.fr
    assert not any(word in rule.message.en.lower() for word in ("invalid", "illegal", "failed"))
