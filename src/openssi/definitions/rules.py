"""Validation rules, as they are declared."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Formatter
from typing import get_args

from openssi.definitions.source import SeenIds, Source, read_yaml, yaml_files
from openssi.expressions import parse
from openssi.expressions import syntax as tree
from openssi.expressions.names import free_names
from openssi.vocabulary.rule import Example, Form, Rule, RuleLevel, Severity, Stage

GIVEN_SLOTS = frozenset({"item", "value", "limit"})
"""What every message may show: the label of the cell, its value, and the highest (else lowest) value accepted."""

_KEYS = (
    "id", "severity", "stage", "level", "expressions", "items", "title", "message", "remedy", "reason", "by_sex",
    "form", "also_earlier", "tolerances", "shown", "expected_low", "expected_high", "examples",
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
        level=source.one_of("level", get_args(RuleLevel)),
        expressions=source.texts("expressions"),
        items=source.texts("items"),
        title=source.multilingual("title"),
        message=source.multilingual("message"),
        remedy=source.multilingual("remedy"),
        reason=source.multilingual("reason"),
        by_sex=source.flag("by_sex"),
        form=source.one_of("form", get_args(Form)) if source.find("form") else "any",
        also_earlier=source.flag("also_earlier"),
        tolerances=_tolerances(source),
        shown=source.mapping("shown"),
        expected_low=source.text("expected_low", ""),
        expected_high=source.text("expected_high", ""),
        examples=examples,
    )


def _slots_have_values(source: Source) -> None:
    turns = turns_of(source.texts("expressions"))
    known = {*GIVEN_SLOTS, *source.mapping("shown"), *source.mapping("tolerances"), *turns}
    for key in ("message", "remedy"):
        for language, text in source[key].entries():
            for slot in slots_of(str(text.node.value)) - known:
                values = {"id": source.text("id"), "slot": slot, "known": ", ".join(sorted(known))}
                raise source[key][language].fail("RULE_SLOT_UNKNOWN", **values)


def turns_of(expressions: Iterable[str]) -> frozenset[str]:
    """Return the names that each finding of a rule is about: those of leading quantifiers, and `f`."""
    found: set[str] = set()
    for head in map(parse, expressions):
        if isinstance(head, tree.Quantified) and head.quantifier == "for":
            found.add(head.each.name)
        if "f" in free_names(head):
            found.add("f")
    return frozenset(found)


def _tolerances(source: Source) -> Mapping[str, Decimal]:
    numbers = {name: _value(text) for name, text in source.mapping("tolerances").items()}
    for name, value in numbers.items():
        if not isinstance(value, Decimal):
            raise source["tolerances"][name].fail("RULE_TOLERANCE_UNFIT", id=source.text("id"), name=name)
    return {name: value for name, value in numbers.items() if isinstance(value, Decimal)}


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
