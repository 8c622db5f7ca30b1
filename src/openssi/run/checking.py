"""The whole check of the definitions: that they hold together, and that their examples come true."""

from collections.abc import Iterator

from openssi.definitions import Definitions
from openssi.definitions.check import check
from openssi.indicators import example_values
from openssi.validate import failing_examples
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.observation import Place


def problems_of(definitions: Definitions) -> tuple[Problem, ...]:
    """Return everything that is wrong with the definitions.

    Examples are evaluated only where everything that they name is known.
    """
    problems = check(definitions.root)
    return problems or (*_rules(definitions), *_indicators(definitions))


def _rules(definitions: Definitions) -> Iterator[Problem]:
    for rule in definitions.rules:
        for example in failing_examples(rule, definitions.questionnaire, definitions.codelists):
            number = rule.examples.index(example) + 1
            yield Problem("EXAMPLE_FAILS", Place(item=rule.id), {"id": rule.id, "number": number})


def _indicators(definitions: Definitions) -> Iterator[Problem]:
    for indicator in definitions.indicators.values():
        values = example_values(indicator, definitions.formula_questionnaire, definitions.codelists)
        for number, (example, value) in enumerate(zip(indicator.examples, values, strict=True), start=1):
            if value != example.value:
                yield Problem("EXAMPLE_FAILS", Place(item=indicator.id), {"id": indicator.id, "number": number})
