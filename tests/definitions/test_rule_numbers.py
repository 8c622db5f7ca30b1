"""Every number of a rule is held by its examples: changed by a tenth, it turns one of them round."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from openssi.definitions import load
from openssi.expressions import parse
from openssi.expressions import syntax as tree
from openssi.validate import failing_examples
from openssi.vocabulary.rule import Rule

DEFINITIONS = load()
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def altered(number: Decimal) -> tuple[Decimal, Decimal]:
    """Return a number a tenth higher and a tenth lower; of zero, one higher and one lower."""
    if not number:
        return Decimal(1), Decimal(-1)
    return number * Decimal("1.1"), number * Decimal("0.9")


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Iterate over the rule with one of its numbers altered, each with words that say which."""
    for name, number in rule.tolerances.items():
        for other in altered(number):
            yield f"{name} = {number} -> {other}", replace(rule, tolerances={**rule.tolerances, name: other})
    for at, text in enumerate(rule.expressions):
        for node in parse(text).walk():
            if isinstance(node, tree.Number):
                for other in altered(node.value):
                    changed = [*rule.expressions]
                    changed[at] = written_over(text, node.position, other)
                    around = text[max(0, node.position - 20) : node.position + 12]
                    yield f"{node.value} -> {other} in ...{around}...", replace(rule, expressions=tuple(changed))


def written_over(text: str, position: int, number: Decimal) -> str:
    """Return an expression with another number at a position."""
    found = _DIGITS.match(text, position)
    assert found is not None
    return f"{text[:position]}({number:f}){text[found.end() :]}"


def is_noticed(mutant: Rule) -> bool:
    """Whether an example has another outcome than it promises."""
    return failing_examples(mutant, DEFINITIONS.questionnaire, DEFINITIONS.codelists) != ()


@pytest.mark.parametrize("rule", DEFINITIONS.rules, ids=lambda rule: rule.id)
def test_each_number_of_a_rule_decides_an_example(rule: Rule) -> None:
    assert [said for said, mutant in mutants(rule) if not is_noticed(mutant)] == []
