"""The catalogue of rules as one table, one row per rule, with its texts in three languages."""

from pathlib import Path

from openssi.definitions import Definitions
from openssi.expressions import format_expression, parse
from openssi.expressions.frames import needed_cells
from openssi.expressions.vtl.parts import VtlCondition
from openssi.expressions.vtl.rule import rule_in_vtl
from openssi.publish.catalogues.codebook_files import write_csv_folder
from openssi.publish.catalogues.codebook_tables import CodebookTable
from openssi.vocabulary.rule import Rule
from openssi.vocabulary.text import LANGUAGES, Language, MultilingualText

_TEXTS = ("title", "message", "remedy", "reason")
_HEADS = (
    "id", "group", "severity", "stage", "level", "form", "by_sex", "also_earlier", "expressions", "tolerances", "items",
    "cells", *(f"{name}_{language}" for name in _TEXTS for language in LANGUAGES), "shown", "expected_low",
    "expected_high", "examples", "examples_holding", "examples_failing", "vtl",
)  # fmt: skip


def write(definitions: Definitions, folder: Path, _: Language) -> tuple[Path, ...]:
    """Write the table; its headings are technical and the same in every language."""
    rows = tuple(_row(rule, definitions) for rule in definitions.rules)
    return write_csv_folder((CodebookTable("rules", _HEADS, rows),), folder)


def _row(rule: Rule, definitions: Definitions) -> tuple[str, ...]:
    holding = sum(each.passes for each in rule.examples)
    return (
        rule.id,
        rule.group,
        rule.severity,
        rule.stage,
        rule.level,
        rule.form,
        _yes(told=rule.by_sex),
        _yes(told=rule.also_earlier),
        "\n".join(rule.expressions),
        "; ".join(f"{name}={value:f}" for name, value in rule.tolerances.items()),
        " ".join(rule.items),
        " ".join(cells_of(rule)),
        *(text for name in _TEXTS for text in _languages(getattr(rule, name))),
        "; ".join(f"{name}={text}" for name, text in rule.shown.items()),
        rule.expected_low,
        rule.expected_high,
        str(len(rule.examples)),
        str(holding),
        str(len(rule.examples) - holding),
        how_much_in_vtl(rule, definitions),
    )


def _yes(*, told: bool) -> str:
    return "yes" if told else "no"


def _languages(text: MultilingualText) -> tuple[str, ...]:
    return tuple(text.in_language(language) for language in LANGUAGES)


def cells_of(rule: Rule) -> tuple[str, ...]:
    """Return the cells that a rule reads where it is evaluated, each once."""
    cells = (cell for text in rule.expressions for cell in needed_cells(parse(text)))
    return tuple(dict.fromkeys(format_expression(cell).replace(" ", "") for cell in cells))


def how_much_in_vtl(rule: Rule, definitions: Definitions) -> str:
    """Return whether VTL can say the `whole` of a rule, a `part` or `none` of it."""
    parts = rule_in_vtl(rule, definitions.questionnaire, definitions.codelists)
    said = [isinstance(part.condition, VtlCondition) for part in parts]
    return "whole" if all(said) else "part" if any(said) else "none"
