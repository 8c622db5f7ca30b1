"""The catalogue of rules in the Validation and Transformation Language (VTL 2.1, SDMX 2024), with comments.

One dataset for each level, one datapoint ruleset for each rule.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from textwrap import wrap

from openssi.definitions import Definitions
from openssi.expressions import format_expression
from openssi.expressions.frames import FrameColumn
from openssi.expressions.vtl.parts import VtlCondition, VtlStep
from openssi.expressions.vtl.rule import VTL_LEVELS, VtlRulePart, rule_in_vtl
from openssi.publish.publication import written_aside
from openssi.vocabulary.rule import Rule
from openssi.vocabulary.text import Language

_UNIT = ("REF_AREA", "TIME_PERIOD", "SCHEME", "BENEFIT")
IDENTIFIERS = {
    "country": _UNIT[:2],
    "scheme": _UNIT[:3],
    "benefit": _UNIT,
    "cell": (*_UNIT, "OBS_ID"),
    "asked": (*_UNIT, "OBS_ID"),
    "table": (*_UNIT, "TABLE_ID"),
}
"""Columns that tell the rows of a dataset apart, by level."""

_WIDTH = 110
_TOKEN = re.compile(r'"[^"]*"\S*|\S+')

Said = Sequence[tuple[VtlRulePart, VtlCondition]]


def write(definitions: Definitions, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write the rules, with comments in one language."""
    path = folder / f"openssi-rules-{definitions.questionnaire.version}-{language}.vtl"
    with written_aside(path) as aside:
        aside.write_text("\n".join(_Catalogue(definitions, language).lines()) + "\n", encoding="utf-8")
    return (path,)


def dataset_columns(definitions: Definitions, level: str) -> tuple[FrameColumn, ...]:
    """Return the columns of the dataset of a level, each name once.

    Args:
        definitions: Rules, questionnaire and code lists.
        level: One of `VTL_LEVELS`.
    """
    found: dict[str, FrameColumn] = {}
    for rule in definitions.rules:
        if rule.level == level:
            for _, condition in said_in_vtl(rule, definitions):
                for column in condition.columns:
                    found.setdefault(column.name, column)
    return tuple(found[name] for name in sorted(found))


def said_in_vtl(rule: Rule, definitions: Definitions) -> Said:
    """Return the conditions of a rule that VTL can say."""
    parts = rule_in_vtl(rule, definitions.questionnaire, definitions.codelists)
    return [(part, part.condition) for part in parts if isinstance(part.condition, VtlCondition)]


class _Catalogue:
    def __init__(self, definitions: Definitions, language: Language) -> None:
        self._definitions = definitions
        self._language: Language = language

    def lines(self) -> Iterator[str]:
        definitions = self._definitions
        count = len(definitions.rules)
        yield from _comment(self._say("title"))
        yield from _comment(self._say("lead", version=definitions.questionnaire.version, rules=count))
        yield from _comment(definitions.texts.get("publish.notice.independent", self._language))
        yield from _comment(self._say("vtl.lead"))
        yield from _comment(self._say("vtl.presence"))
        outside = tuple(dict.fromkeys(each.level for each in definitions.rules if each.level not in VTL_LEVELS))
        for level in (*VTL_LEVELS, *outside):
            rules = [each for each in definitions.rules if each.level == level]
            if rules:
                yield ""
                yield from self._level(level, rules)

    def _say(self, key: str, **values: object) -> str:
        return self._definitions.texts.get(f"rules.{key}", self._language, **values)

    def _level(self, level: str, rules: Sequence[Rule]) -> Iterator[str]:
        yield f"// {'=' * 40}"
        if level in VTL_LEVELS:
            identifiers = ", ".join(IDENTIFIERS[level])
            name = level.upper()
            told = self._say("vtl.dataset", name=name, level=self._say(f"level.{level}"), identifiers=identifiers)
            yield from _comment(told)
            for column in dataset_columns(self._definitions, level):
                yield from _comment(f"{column.name} ({column.type}) – {self._column(column)}", "//   ")
        else:
            yield from _comment(self._say(f"level.{level}"))
        for rule in rules:
            yield ""
            yield from self._rule(rule)

    def _column(self, column: FrameColumn) -> str:
        what = format_expression(column.expression)
        turn = [column.sex] if column.sex != "T" else []
        return self._say(f"vtl.column.{column.kind}", what=" ".join((what, *(f"({each})" for each in turn))))

    def _rule(self, rule: Rule) -> Iterator[str]:
        severity = self._say(f"severity.{rule.severity}")
        yield from _comment(f"{rule.id} {rule.title.in_language(self._language)} — {severity}")
        for expression in rule.expressions:
            yield from _comment(expression, "//   ")
        for name, value in rule.tolerances.items():
            yield f"//   {name} = {value:f}"
        parts = rule_in_vtl(rule, self._definitions.questionnaire, self._definitions.codelists)
        for part in parts:
            if isinstance(part.condition, str):
                why = self._say(f"vtl.why.{part.condition}")
                yield from _comment(self._say("vtl.not_said", id=part.id, why=why))
        said = [(part, part.condition) for part in parts if isinstance(part.condition, VtlCondition)]
        if said:
            yield from rule_lines(rule, said)


def rule_lines(rule: Rule, said: Said) -> Iterator[str]:
    """Iterate over the VTL text of a rule: its steps, its ruleset, and the check of its dataset."""
    dataset = rule.level.upper()
    steps = [step for _, condition in said for step in condition.steps]
    if steps:
        yield from _calc(f"{rule.id}_frame", dataset, steps)
        dataset = f"{rule.id}_frame"
    words = {word for _, condition in said for word in re.findall(r"\w+", condition.text)}
    columns = dict.fromkeys(column.name for _, condition in said for column in condition.columns)
    variables = [name for name in (*columns, *(step.name for step in steps)) if name in words]
    yield from _filled(f"define datapoint ruleset {rule.id} (variable {', '.join(variables)}) is", "  ")
    level = f'errorcode "{rule.id}" errorlevel "{rule.severity}"'
    for number, (part, condition) in enumerate(said, start=1):
        yield from _filled(f"  {part.id}: {condition.text} {level}{';' if number < len(said) else ''}", "    ")
    yield "end datapoint ruleset;"
    yield f"{rule.id}_findings <- check_datapoint({dataset}, {rule.id} invalid);"


def _calc(name: str, dataset: str, steps: Sequence[VtlStep]) -> Iterator[str]:
    """Iterate over the lines that compute the steps, those first that others are made of."""
    ordered = sorted(steps, key=lambda each: each.depth)
    yield f"{name} := {dataset}"
    depths = [list(group) for _, group in groupby(ordered, key=lambda each: each.depth)]
    for group in depths:
        yield "  [ calc"
        for number, step in enumerate(group, start=1):
            yield from _filled(f"    {step.name} := {step.text}{',' if number < len(group) else ''}", "      ")
        yield "  ]" if group is not depths[-1] else "  ];"


def _comment(text: str, prefix: str = "// ") -> list[str]:
    return [f"{prefix}{line}" for line in wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)]


def _filled(text: str, indent: str) -> Iterator[str]:
    """Iterate over the lines of a statement; text constants stay whole."""
    line = text[: len(text) - len(text.lstrip())]
    for token in _TOKEN.findall(text):
        if line.strip() and len(line) + len(token) > _WIDTH:
            yield line.rstrip()
            line = indent
        line += f"{token} "
    yield line.rstrip()
