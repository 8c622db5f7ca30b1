"""Validation rules, as they are declared."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Formatter
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml, yaml_files
from openssi.vocabulary.item import Level
from openssi.vocabulary.rule import Example, Rule, Severity, Stage

GIVEN_SLOTS = frozenset({"item", "value", "limit"})
"""What every message may show: the label of the cell, its value, and the highest (else lowest) value accepted."""

_KEYS = (
    "id", "severity", "stage", "level", "expressions", "items", "title", "message", "remedy", "reason", "by_sex",
    "shown", "expected_low", "expected_high", "examples",
)  # fmt: skip


def load_rules(root: Path) -> tuple[Rule, ...]:
    """Read `definitions/rules`; the rules come in the order of their ids.

    Raises:
        FixTheFile: with file and line, if a rule cannot be understood, an id stands twice, an example is missing, or a
            text shows a value that the rule does not give.
    """
    found: dict[str, Rule] = {}
    seen = SeenIds()
    for path in yaml_files(root / "rules"):
        document = read_yaml(path).only("group", "rules")
        for source in document["rules"].items():
            found[seen.add(source)] = _rule(source.only(*_KEYS), document.text("group"))
    return tuple(found[rule_id] for rule_id in sorted(found))


def _rule(source: Source, group: str) -> Rule:
    examples = tuple(_example(each.only("passes", "cells")) for each in source["examples"].items())
    if {each.passes for each in examples} != {True, False}:
        raise source["examples"].fail("RULE_NEEDS_EXAMPLES", id=source.text("id"))
    _slots_have_values(source)
    return Rule(
        id=source.text("id"),
        group=group,
        severity=source.one_of("severity", get_args(Severity)),
        stage=source.one_of("stage", get_args(Stage)),
        level=source.one_of("level", get_args(Level)),
        expressions=source.texts("expressions"),
        items=source.texts("items"),
        title=source.multilingual("title"),
        message=source.multilingual("message"),
        remedy=source.multilingual("remedy"),
        reason=source.multilingual("reason"),
        by_sex=source.flag("by_sex"),
        shown=source.mapping("shown"),
        expected_low=source.text("expected_low", ""),
        expected_high=source.text("expected_high", ""),
        examples=examples,
    )


def _slots_have_values(source: Source) -> None:
    known = {*GIVEN_SLOTS, *source.mapping("shown")}
    for key in ("message", "remedy"):
        for language, text in source[key].entries():
            for slot in slots_of(str(text.node.value)) - known:
                values = {"id": source.text("id"), "slot": slot, "known": ", ".join(sorted(known))}
                raise source[key][language].fail("RULE_SLOT_UNKNOWN", **values)


def slots_of(text: str) -> set[str]:
    """Return the names in braces of a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def _example(source: Source) -> Example:
    cells: Mapping[str, Decimal | str] = {name: _value(text) for name, text in source.mapping("cells").items()}
    return Example(cells, source.text("passes") == "true")


def _value(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text
