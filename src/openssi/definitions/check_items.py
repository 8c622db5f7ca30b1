"""Whether the items of the questionnaire hold together: code lists, units, dimensions, groups, successors."""

from collections.abc import Iterator, Mapping

from openssi.definitions.loader import Definitions
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Item
from openssi.vocabulary.observation import Place

ISO_LISTS = frozenset({"CL_AREA", "CL_CURRENCY"})
"""Lists whose codes a standard keeps: ISO 3166-1 and ISO 4217."""


def codelists_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every code list that an item or a dimension names exists, and every coded item names one."""
    questionnaire = definitions.questionnaire
    named = [(item.id, item.codelist) for item in questionnaire.items.values()]
    named += [(each.id, each.codelist) for each in questionnaire.dimensions.values()]
    for owner, codelist in named:
        if codelist and codelist not in definitions.codelists and codelist not in ISO_LISTS:
            yield Problem("DEFINITION_CODELIST_UNKNOWN", Place(item=owner), {"codelist": codelist})
    for item in questionnaire.items.values():
        if item.type in {"code", "codes"} and not item.codelist:
            yield Problem("DEFINITION_KEY_MISSING", Place(item=item.id), {"key": "codelist"})


def units_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every unit that an item names is declared."""
    units = definitions.questionnaire.units
    for item in definitions.questionnaire.items.values():
        if item.unit and item.unit not in units:
            yield _unknown(item, "unit", item.unit, ", ".join(units))


def dimensions_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every breakdown is a dimension, and no two of an item share a column of the key."""
    dimensions = definitions.questionnaire.dimensions
    for item in definitions.questionnaire.items.values():
        taken: dict[str, str] = {}
        for each in item.breakdowns:
            if each not in dimensions:
                yield _unknown(item, "breakdowns", each, ", ".join(dimensions))
            elif taken.setdefault(dimensions[each].column, each) != each:
                values = {"first": taken[dimensions[each].column], "second": each}
                yield Problem("DEFINITION_DIMENSIONS_COLLIDE", Place(item=item.id), values)


def groups_are_known(definitions: Definitions) -> Iterator[Problem]:
    """Every group that an item is confirmed with is declared by its table."""
    for table in definitions.questionnaire.tables:
        for item in table.items:
            if item.group and item.group not in table.groups:
                yield _unknown(item, "group", item.group, ", ".join(table.groups) or "–")


def _unknown(item: Item, key: str, value: str, known: str) -> Problem:
    values = {"key": key, "value": value, "allowed": known}
    return Problem("DEFINITION_VALUE_UNKNOWN", Place(item=item.id), values)


def calculated_items_have_formulas(definitions: Definitions) -> Iterator[Problem]:
    """Every calculated item says how it is made."""
    for item in definitions.questionnaire.items.values():
        if item.requirement == "calculated" and not item.formula:
            yield Problem("DEFINITION_KEY_MISSING", Place(item=item.id), {"key": "formula"})


def items_have_examples(definitions: Definitions) -> Iterator[Problem]:
    """Every item shows an answer as it would be typed."""
    for item in definitions.questionnaire.items.values():
        if not item.example.en:
            yield Problem("DEFINITION_KEY_MISSING", Place(item=item.id), {"key": "example"})


def successors_follow(definitions: Definitions) -> Iterator[Problem]:
    """An item that ended may have a successor; following successors ends at an item that is asked."""
    items = definitions.questionnaire.items
    for item in items.values():
        if item.successor and item.successor not in items:
            yield Problem("DEFINITION_ITEM_UNKNOWN", Place(item=item.id), {"item": item.successor})
        elif item.successor and item.valid_to is None:
            yield Problem("DEFINITION_SUCCESSOR_OF_LIVING", Place(item=item.id), {"item": item.successor})
        elif item.successor and _returns(item, items):
            yield Problem("DEFINITION_SUCCESSOR_CYCLE", Place(item=item.id), {"items": _way(item, items)})


def _followed(item: Item, items: Mapping[str, Item]) -> list[str]:
    way = [item.id]
    while item.successor in items and item.successor not in way:
        item = items[item.successor]
        way.append(item.id)
    return way


def _returns(item: Item, items: Mapping[str, Item]) -> bool:
    return items[_followed(item, items)[-1]].successor == item.id


def _way(item: Item, items: Mapping[str, Item]) -> str:
    return " → ".join([*_followed(item, items), item.id])


def crosswalks_lead_somewhere(definitions: Definitions) -> Iterator[Problem]:
    """Every item that answers of an earlier version are read as is one of this version."""
    questionnaire = definitions.questionnaire
    for crosswalk in questionnaire.crosswalks.values():
        for change in crosswalk.changes.values():
            if change.successor and change.successor not in questionnaire.items:
                place = Place(file="crosswalk.yaml", item=change.item)
                yield Problem("DEFINITION_ITEM_UNKNOWN", place, {"item": change.successor})
