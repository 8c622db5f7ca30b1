"""A rule as VTL 2.1: one condition for each of its expressions, functions, members and sexes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from openssi.expressions import syntax as tree
from openssi.expressions.frames import FrameColumn, FrameNames
from openssi.expressions.names import free_names, is_condition
from openssi.expressions.parser import parse
from openssi.expressions.substitution import Meant, with_values
from openssi.expressions.syntax import Expression
from openssi.expressions.vtl.compiler import compile_vtl, members_of
from openssi.expressions.vtl.parts import NotInVtlError, VtlCondition, VtlReason
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.item import Questionnaire
from openssi.vocabulary.rule import Rule

VTL_LEVELS = ("country", "scheme", "benefit", "cell", "asked", "table")
"""Levels that have a frame: what is known there comes from the answers themselves."""

_SEXES = ("T", "M", "F")


@dataclass(frozen=True, slots=True)
class VtlRulePart:
    """One condition of a rule.

    Attributes:
        id: `R036_1_OLD`.
        expression: The condition, with tolerances and codes in their places.
        sex: Which sex a reference without index means.
        function: The function whose turn it is, empty where none is.
        condition: The VTL text, or why VTL cannot say it.
    """

    id: str
    expression: Expression
    sex: str
    function: str
    condition: VtlCondition | VtlReason


def rule_in_vtl(rule: Rule, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]) -> tuple[VtlRulePart, ...]:
    """Return the conditions of a rule as VTL text; those that two sexes share stand once.

    Args:
        rule: The rule.
        questionnaire: Types, breakdowns and formulas of the items.
        codelists: Functions and age bands.
    """
    found: dict[str, VtlRulePart] = {}
    for part in _parts(rule, questionnaire, codelists):
        found.setdefault(_words(part), part)
    return tuple(found.values())


def _words(part: VtlRulePart) -> str:
    """Return what a condition says, whatever its steps are called."""
    if not isinstance(part.condition, VtlCondition):
        return part.id
    steps = (each.text for each in part.condition.steps)
    return "; ".join((part.condition.text, *steps)).replace(f"{part.id}__", "")


def _parts(rule: Rule, questionnaire: Questionnaire, codelists: Mapping[str, CodeList]) -> Iterator[VtlRulePart]:
    tolerances: dict[str, Meant] = dict(rule.tolerances)
    conditions = [each for text in rule.expressions for each in _all(with_values(parse(text), tolerances))]
    for number, condition in enumerate(conditions, start=1):
        for turn, function, node in _turns(condition, codelists):
            for sex in _SEXES if rule.by_sex else _SEXES[:1]:
                words = (rule.id, str(number), turn, sex if sex != "T" else "")
                each = "_".join(filter(None, words))
                told = _told(rule, each, node, FrameNames(questionnaire, sex, function), codelists)
                yield VtlRulePart(each, node, sex, function, told)


def _told(
    rule: Rule, prefix: str, node: Expression, names: FrameNames, codelists: Mapping[str, CodeList]
) -> VtlCondition | VtlReason:
    if rule.level not in VTL_LEVELS:
        return "facts"
    told = compile_vtl(node, names, codelists, prefix=prefix, blocks=rule.severity == "E")
    if rule.form == "any" or not isinstance(told, VtlCondition):
        return told
    return _for_the_full_form(told, names.form())


def _for_the_full_form(told: VtlCondition, form: FrameColumn) -> VtlCondition:
    asked = f'{form.name} = "full"'
    antecedent, separator, rest = told.text.removeprefix("when ").partition(" then ")
    text = f"when {asked} and ({antecedent}) then {rest}" if separator else f"when {asked} then {told.text}"
    return replace(told, text=text, columns=(form, *told.columns))


def _turns(condition: Expression, codelists: Mapping[str, CodeList]) -> Iterator[tuple[str, str, Expression]]:
    """Iterate over the member or function whose turn it is, and the condition for it."""
    if isinstance(condition, tree.Quantified) and condition.quantifier == "for":
        yield from _members(condition, codelists)
    elif "f" in free_names(condition) and is_condition(condition):
        for code in codelists["CL_FUNC"].ids:
            yield code, code, with_values(condition, {"f": code})
    else:
        yield "", "", condition


def _members(condition: tree.Quantified, codelists: Mapping[str, CodeList]) -> Iterator[tuple[str, str, Expression]]:
    try:
        members = members_of(condition, codelists)
    except NotInVtlError:
        yield "", "", condition
        return
    for member, body in members:
        yield member, "", body


def _all(expression: Expression) -> tuple[Expression, ...]:
    return expression.conditions if isinstance(expression, tree.AllOf) else (expression,)
