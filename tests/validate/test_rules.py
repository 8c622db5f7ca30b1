"""Every rule holds for its passing examples and fails for the others."""

import pytest

from openssi.definitions import load
from openssi.validate import failing_examples
from openssi.vocabulary.rule import Rule


@pytest.mark.parametrize("rule", load().rules, ids=lambda rule: rule.id)
def test_the_examples_come_true_and_some_pass_and_some_fail(rule: Rule) -> None:
    assert failing_examples(rule, load().questionnaire, load().codelists) == ()
    assert {each.passes for each in rule.examples} == {True, False}


def test_a_dozen_rules_and_more_are_there() -> None:
    assert len(load().rules) >= 12


@pytest.mark.parametrize("rule", load().rules, ids=lambda rule: rule.id)
def test_a_remedy_begins_kindly_and_a_message_does_not_scold(rule: Rule) -> None:
    assert "Please" in rule.remedy.en
    assert "Veuillez" in rule.remedy.fr
    assert not any(word in rule.message.en.lower() for word in ("invalid", "illegal", "failed"))
