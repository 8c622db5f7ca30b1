"""The whole check of the definitions: that they hold together, and that their examples come true."""

from collections.abc import Iterator

from openssi.definitions import Definitions
from openssi.definitions.check import check
from openssi.indicators import example_value
from openssi.validate import example_holds
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
        for number, example in enumerate(rule.examples, start=1):
            if example_holds(rule, example, definitions.questionnaire, definitions.codelists) != example.passes:
                yield Problem("EXAMPLE_FAILS", Place(item=rule.id), {"id": rule.id, "number": number})


def _indicators(definitions: Definitions) -> Iterator[Problem]:
    for indicator in definitions.indicators.values():
        for number, example in enumerate(indicator.examples, start=1):
            value = example_value(indicator, example, definitions.formula_questionnaire, definitions.codelists)
            if value != example.value:
                yield Problem("EXAMPLE_FAILS", Place(item=indicator.id), {"id": indicator.id, "number": number})
