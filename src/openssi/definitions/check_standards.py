"""Whether the standards name codes, items and expressions that there are."""

from collections.abc import Iterable, Iterator
from typing import get_args

from openssi.definitions.loader import Definitions
from openssi.expressions import compile_python, parse
from openssi.expressions.check import check as check_expression
from openssi.vocabulary.errors import FixTheFile, Problem
from openssi.vocabulary.item import Level
from openssi.vocabulary.observation import Place
from openssi.vocabulary.standard import ConditionKind, StandardBranch, Standards


def standards_name_codes(definitions: Definitions) -> Iterator[Problem]:
    """Every code that a standard names is in its code list, and every condition that counts is one that there is."""
    standards = definitions.standards
    for owner, codelist, codes in _codes(standards):
        known = definitions.codelists[codelist].ids
        yield from _unknown(owner, codes, known, codelist)
    yield from _unknown("judging.yaml", standards.counted, get_args(ConditionKind), "counted")


def _unknown(owner: str, codes: Iterable[str], known: Iterable[str], codelist: str) -> Iterator[Problem]:
    allowed = tuple(known)
    for code in sorted(codes):
        if code not in allowed:
            values = {"code": code, "codelist": codelist, "known": ", ".join(allowed)}
            yield Problem("DEFINITION_CODE_UNKNOWN", Place(item=owner), values)


def _codes(standards: Standards) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    yield "judging.yaml", "CL_OBS_STATUS", tuple(standards.nil_statuses)
    for convention in standards.conventions.values():
        yield convention.id, "CL_CONV", (convention.id,)
    for branch in standards.branches():
        yield branch.id, "CL_FUNC", (branch.func,)
        yield branch.id, "CL_PROV", branch.provision
        yield branch.id, "CL_C102PART", (branch.part_c102,)
        if branch.care is not None:
            yield branch.id, "CL_HEAPKG", branch.care.codes


def standards_name_items(definitions: Definitions) -> Iterator[Problem]:
    """Every item that a standard names is in the questionnaire."""
    standards, items = definitions.standards, definitions.questionnaire.items
    named = [(wage.id, wage.item) for wage in standards.wages]
    named += [("judging.yaml", item) for rule in standards.calculation_rules for item in rule.items]
    named += [("benchmarks.yaml", item) for item in standards.amounts]
    named += [(branch.id, item) for branch in standards.branches() for item in _items(branch)]
    for owner, item in named:
        if item not in items:
            yield Problem("DEFINITION_ITEM_UNKNOWN", Place(item=owner), {"item": item})


def _items(branch: StandardBranch) -> tuple[str, ...]:
    return (*branch.weeks_items, *((branch.care.item,) if branch.care is not None else ()))


def standards_make_sense(definitions: Definitions) -> Iterator[Problem]:
    """Every expression of the standards parses, names known items, mixes no units, and compiles."""
    questionnaire, codelists = definitions.questionnaire, definitions.codelists
    for text, level, wanted in _expressions(definitions.standards):
        try:
            place = Place(file="judging.yaml", item=text)
            expression = parse(text, place)
            check_expression(expression, questionnaire, codelists, level, place=place, wanted=wanted)
            compile_python(expression, questionnaire, codelists)
        except FixTheFile as error:
            yield from error.problems


def _expressions(standards: Standards) -> Iterator[tuple[str, Level, str]]:
    yield from ((rule.when, "scheme", "boolean") for rule in standards.calculation_rules)
    yield standards.family_value, "benefit", "boolean"
    yield from ((each.value, "country", "number") for each in standards.benchmarks)
    values = (value for branch in standards.branches() for value in branch.total_values)
    yield from ((value.children, "country", "number") for value in values)
