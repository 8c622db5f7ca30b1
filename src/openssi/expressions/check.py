"""What an expression says, held against the questionnaire: items, codes, types, units and level."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from openssi.expressions import syntax as tree
from openssi.expressions.check_meaning import Checker, Sight
from openssi.expressions.syntax import Expression
from openssi.expressions.units import TEXT, Meaning
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.item import Level, Questionnaire
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import RuleLevel


@dataclass(frozen=True, slots=True)
class Checked:
    """An expression that is consistent with the questionnaire.

    Attributes:
        meaning: Its type, unit and code list.
        items: Mnemonics of the items it uses.
    """

    expression: Expression
    meaning: Meaning
    items: frozenset[str]


def check(
    expression: Expression,
    questionnaire: Questionnaire,
    codelists: Mapping[str, CodeList],
    level: Level | RuleLevel,
    *,
    place: Place | None = None,
    wanted: str = "any",
    names: Collection[str] = (),
) -> Checked:
    """Return an expression with its meaning.

    Args:
        expression: Tree of a rule, formula or condition.
        questionnaire: The items that may be named.
        codelists: The codes that may be named.
        level: What the expression is evaluated for; items of a scheme or benefit are known only there or inside
            `sumS`, `sumB` and their like.
        place: Where it stands, for the messages.
        names: Names that stand free in it and mean a code.
        wanted: Type it must have: `boolean` for a rule, `number` for a formula, `any`.

    Raises:
        FixTheFile: with every unknown item, code or name (and the nearest known one), every part whose type, unit or
            level does not fit, and the character at which each begins.
    """
    checker = Checker(questionnaire, codelists, place or Place())
    sight = Sight.at(level)
    for name in names:
        sight = sight.naming(name, sight.names.get(name, TEXT))
    parts = expression.conditions if isinstance(expression, tree.AllOf) else (expression,)
    meanings = [checker.wants(each, sight, wanted) for each in parts]
    if checker.problems:
        raise FixTheFile(checker.problems)
    return Checked(expression, meanings[0], expression.items())
