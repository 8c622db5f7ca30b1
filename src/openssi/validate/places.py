"""Which cell a finding is about: the one to correct."""

from collections.abc import Mapping

from openssi.validate.conditions import Condition, Names
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.rule import Rule


def candidates(
    rule: Rule, condition: Condition, names: Names, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> list[str]:
    """Return the items that a finding may be about: those that the rule watches, then others of their level.

    A condition that is asked of each function, table or other code is about the first alone, answered or not.
    """
    items = questionnaire.items
    watched = [each for each in dict.fromkeys((*condition.items, *rule.items)) if each in items]
    others = [each for each in sorted(condition.expression.items()) if each in items and each not in watched]
    found = watched + [each for each in others if not watched or items[each].level == items[watched[0]].level]
    return found[:1] if found and codes_of(found[0], names, questionnaire, codelists) else found


def codes_of(
    item: str, names: Names, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]
) -> Mapping[str, str]:
    """Return the codes, by dimension, of the cell of an item that a condition on each of some codes is about."""
    known = questionnaire.items.get(item)
    offered = known.breakdowns if known is not None else ()
    if "f" in names:
        return {"FUNC": names["f"]} if "FUNC" in offered else {}
    lists = {each: codelists[f"CL_{each}"] for each in offered if f"CL_{each}" in codelists}
    return {name: code for name, codes in lists.items() for code in names.values() if code in codes}
