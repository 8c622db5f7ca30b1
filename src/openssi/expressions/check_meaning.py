"""The walk through an expression that finds its meaning and everything that does not fit."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from openssi.expressions import syntax as tree
from openssi.expressions.format import format_expression
from openssi.expressions.functions import CELL_ATTRIBUTES, CELL_LEVELS, FACTS, FUNCTIONS, METADATA, FactType, Function
from openssi.expressions.names import suggestion
from openssi.expressions.python.references import dimension_of
from openssi.expressions.syntax import Expression
from openssi.expressions.units import (
    ANY,
    BOOLEAN,
    NUMBER,
    TEXT,
    Meaning,
    common_unit,
    meaning_of,
    product_unit,
    quotient_unit,
)
from openssi.vocabulary.codelist import CodeList
from openssi.vocabulary.errors import Problem
from openssi.vocabulary.item import Item, Level, Questionnaire
from openssi.vocabulary.observation import Place
from openssi.vocabulary.rule import RuleLevel

_MEANT: dict[FactType, Meaning] = {"number": NUMBER, "text": TEXT, "boolean": BOOLEAN}
_WITHIN = {"scheme": "sumS", "benefit": "sumB"}


@dataclass(frozen=True, slots=True)
class Sight:
    """What can be seen from a place in an expression: the levels in scope and the local names."""

    level: Level | RuleLevel
    scheme: bool
    benefit: bool
    names: Mapping[str, Meaning] = field(default_factory=dict)

    @classmethod
    def at(cls, level: Level | RuleLevel) -> "Sight":
        """Return what a whole expression of a level sees."""
        given = {"f": Meaning("text", None, "CL_FUNC"), "n_terms": NUMBER}
        given.update((name, _MEANT[kind]) for name, kind in FACTS.get(level, {}).items())
        if level not in CELL_LEVELS:
            return cls(level, level in {"scheme", "benefit"}, level == "benefit", given)
        return cls(level, True, True, {**given, "item": TEXT})

    @property
    def is_cell(self) -> bool:
        """Whether an expression is about one cell here."""
        return "item" in self.names

    def naming(self, name: str, meaning: Meaning) -> "Sight":
        """Return the sight with one more local name."""
        return replace(self, names={**self.names, name: meaning})

    def inside(self, function: Function) -> "Sight":
        """Return what the arguments of a function see."""
        if function.kind == "cells":
            return replace(self, scheme=True, benefit=True).naming("item", TEXT)
        if function.kind == "schemes":
            return replace(self, scheme=True)
        return replace(self, scheme=True, benefit=True) if function.kind == "benefits" else self


class Checker:
    """Finds the meaning of an expression and gathers the problems on the way."""

    def __init__(self, questionnaire: Questionnaire, codelists: Mapping[str, CodeList], place: Place) -> None:
        self._questionnaire = questionnaire
        self._codelists = codelists
        self._place = place
        self.problems: list[Problem] = []

    def meaning(self, node: Expression, sight: Sight) -> Meaning:
        """Return what a part gives."""
        return _MEANINGS[type(node)](self, node, sight)

    def wants(self, node: Expression, sight: Sight, *types: str) -> Meaning:
        """Return what a part gives, which must be of one of some types."""
        found = self.meaning(node, sight)
        if found.type != "any" and "any" not in types and found.type not in types:
            values = {"found": format_expression(node), "actual": found.type, "wanted": "/".join(types)}
            self.report("EXPRESSION_TYPE", node, **values)
        return found

    def report(self, code: str, node: Expression, /, **values: object) -> None:
        """Note a problem at the character where a part begins."""
        self.problems.append(Problem(code, self._place, {"character": node.position + 1, **values}))

    # Items and codes

    def reference(self, node: tree.Reference, sight: Sight) -> Meaning:
        """Return what an item gives, and check that it exists, is in sight and has the breakdowns named."""
        if node.item in sight.names:
            return sight.names[node.item]
        item = self._questionnaire.items.get(node.item)
        if node.item == "cell" or node.item in CELL_ATTRIBUTES or (item is not None and node.item.startswith(METADATA)):
            if not sight.is_cell:
                self._out_of_sight(node, "cell", sight)
            return ANY if item is None else meaning_of(item)
        if item is None:
            nearest = suggestion(node.item, self._questionnaire.items)
            values = {"name": node.item, "suggestion": nearest, "version": self._questionnaire.version}
            self.report("EXPRESSION_ITEM_UNKNOWN", node, **values)
            return ANY
        if (item.level == "scheme" and not sight.scheme) or (item.level == "benefit" and not sight.benefit):
            self._out_of_sight(node, item.level, sight)
        self._index(node, item, sight)
        return meaning_of(item)

    def _out_of_sight(self, node: tree.Reference, needed: str, sight: Sight) -> None:
        function = _WITHIN.get(needed, "status")
        values = {"item": node.item, "needed": needed, "level": sight.level, "function": function}
        self.report("EXPRESSION_LEVEL", node, **values)

    def _index(self, node: tree.Reference, item: Item, sight: Sight) -> None:
        left = list(item.breakdowns)
        for each in node.index:
            shown = format_expression(each)
            if not isinstance(each, tree.Code):
                self.wants(each, sight, "text")
            dimension = dimension_of(shown, left) if isinstance(each, tree.Code) else next(iter(left), None)
            if dimension is None:
                offered = ", ".join(item.breakdowns) or "-"
                self.report("EXPRESSION_BREAKDOWN", each, item=item.id, code=shown, offered=offered)
                continue
            left.remove(dimension)
            self.belongs(each, f"CL_{dimension}")

    def belongs(self, node: Expression, codelist: str) -> None:
        """Check that a code, or each code of a set, is one of a code list."""
        members = node.members if isinstance(node, tree.SetOf) else (node,)
        known = self._codelists.get(codelist)
        for each in members:
            if known is not None and isinstance(each, tree.Code) and each.id not in known:
                values = {"code": each.id, "codelist": codelist, "suggestion": suggestion(each.id, known.ids)}
                self.report("EXPRESSION_CODE_UNKNOWN", each, **values)

    def item_name(self, node: tree.ItemName, sight: Sight) -> Meaning:
        """Return what the name of an item gives: a text."""
        del sight
        if node.id not in self._questionnaire.items:
            nearest = suggestion(node.id, self._questionnaire.items)
            values = {"name": node.id, "suggestion": nearest, "version": self._questionnaire.version}
            self.report("EXPRESSION_ITEM_UNKNOWN", node, **values)
        return TEXT

    def name(self, node: tree.Name, sight: Sight) -> Meaning:
        """Return what a local name gives."""
        if node.id not in sight.names:
            self.report("EXPRESSION_NAME_UNKNOWN", node, name=node.id)
        return sight.names.get(node.id, ANY)

    # Numbers

    def same_unit(self, node: Expression, meanings: Sequence[Meaning]) -> str | None:
        """Return the unit of numbers that are added or compared, and note where they differ."""
        known = list(dict.fromkeys(each.unit for each in meanings if each.unit is not None))
        if len(known) > 1:
            self.report("EXPRESSION_UNITS", node, found=format_expression(node), left=known[0], right=known[1])
        return known[0] if known else None

    def arithmetic(self, node: tree.Arithmetic, sight: Sight) -> Meaning:
        """Return what `+ - * / ^` gives."""
        left, right = self.wants(node.left, sight, "number"), self.wants(node.right, sight, "number")
        if node.operator in {"+", "-"}:
            return Meaning("number", self.same_unit(node, (left, right)))
        if node.operator == "*":
            return Meaning("number", product_unit(left.unit, right.unit))
        return Meaning("number", quotient_unit(left.unit, right.unit)) if node.operator == "/" else NUMBER

    def negative(self, node: tree.Negative, sight: Sight) -> Meaning:
        """Return what a number with the other sign gives."""
        return self.wants(node.operand, sight, "number")

    # Conditions

    def comparison(self, node: tree.Comparison, sight: Sight) -> Meaning:
        """Check that the operands of a comparison are of one type, unit and code list."""
        meanings = [self.meaning(each, sight) for each in node.operands]
        types = {each.type for each in meanings} - {"any"}
        if len(types) > 1:
            self._other_type(node, meanings)
        else:
            self.same_unit(node, meanings)
        codelist = next((each.codelist for each in meanings if each.codelist), "")
        for operand in node.operands if codelist else ():
            self.belongs(operand, codelist)
        return BOOLEAN

    def _other_type(self, node: tree.Comparison, meanings: Sequence[Meaning]) -> None:
        first = next(each.type for each in meanings if each.type != "any")
        for operand, each in zip(node.operands, meanings, strict=True):
            if each.type not in {"any", first}:
                values = {"found": format_expression(operand), "actual": each.type, "wanted": first}
                self.report("EXPRESSION_TYPE", operand, **values)

    def membership(self, node: tree.Membership, sight: Sight) -> Meaning:
        """Check that a value and the set it is looked for in have the same codes."""
        value = self.meaning(node.value, sight)
        container = self.wants(node.container, sight, "set")
        if value.codelist:
            self.belongs(node.container, value.codelist)
        if container.codelist:
            self.belongs(node.value, container.codelist)
        return BOOLEAN

    def subset(self, node: tree.Subset, sight: Sight) -> Meaning:
        """Check that both sides are sets."""
        self.wants(node.left, sight, "set")
        self.wants(node.right, sight, "set")
        return BOOLEAN

    def logical(self, node: tree.Logical, sight: Sight) -> Meaning:
        """Check that both sides are conditions."""
        self.wants(node.left, sight, "boolean")
        self.wants(node.right, sight, "boolean")
        return BOOLEAN

    def negation(self, node: tree.Not, sight: Sight) -> Meaning:
        """Check that what is turned round is a condition."""
        return self.wants(node.operand, sight, "boolean")

    def conditional(self, node: tree.Conditional, sight: Sight) -> Meaning:
        """Return what the two values of a choice have in common."""
        self.wants(node.condition, sight, "boolean")
        positive, negative = self.meaning(node.positive, sight), self.meaning(node.negative, sight)
        return replace(positive, unit=common_unit((positive.unit, negative.unit)))

    def quantified(self, node: tree.Quantified, sight: Sight) -> Meaning:
        """Check the condition of a quantifier."""
        self.wants(node.body, self.binding(node.each, sight), "boolean")
        return BOOLEAN

    def binding(self, each: tree.Each, sight: Sight) -> Sight:
        """Return the sight in which each member of a set has its turn."""
        if isinstance(each.container, tree.Code) and each.container.id.startswith("CL_"):
            if each.container.id not in self._codelists:
                self.report("EXPRESSION_CODELIST_UNKNOWN", each.container, codelist=each.container.id)
            return sight.naming(each.name, Meaning("text", None, each.container.id))
        container = self.wants(each.container, sight, "set")
        return sight.naming(each.name, Meaning("any", None, container.codelist))

    def where(self, node: tree.Where, sight: Sight) -> Meaning:
        """Return what the body gives with the local names defined."""
        for local in node.locals:
            sight = sight.naming(local.name, self.meaning(local.value, sight))
        return self.meaning(node.body, sight)

    def several(self, node: tree.Several, sight: Sight) -> Meaning:
        """Check values that stand side by side."""
        meanings = [self.meaning(each, sight) for each in node.values]
        return meanings[0]

    # Functions

    def call(self, node: tree.Call, sight: Sight) -> Meaning:
        """Return what a function gives, and check what it is given."""
        function = FUNCTIONS.get(node.name)
        if function is None:
            values = {"name": node.name, "suggestion": suggestion(node.name, FUNCTIONS)}
            self.report("EXPRESSION_FUNCTION_UNKNOWN", node, **values)
            return ANY
        self._counts(node, function)
        inside = sight.inside(function)
        if node.each is not None:
            inside = self.binding(node.each, inside)
        if node.filter is not None:
            self.wants(node.filter, inside, "boolean")
        given = [self.wants(each, inside, *_GIVEN.get(node.name, ("any",))) for each in node.arguments]
        return self._result(node, function, given)

    def _counts(self, node: tree.Call, function: Function) -> None:
        found, least, most = len(node.arguments), function.least, function.most
        if found < least or (most is not None and found > most):
            wanted = str(least) if least == most else f"{least}+"
            self.report("EXPRESSION_ARGUMENTS", node, function=node.name, wanted=wanted, found=found)
        if node.filter is not None and not function.filtered:
            self.report("EXPRESSION_NO_FILTER", node, function=node.name)
        if function.kind == "cell" and not all(isinstance(each, tree.Reference) for each in node.arguments):
            self.report("EXPRESSION_CELL_EXPECTED", node, function=node.name)

    def _result(self, node: tree.Call, function: Function, given: Sequence[Meaning]) -> Meaning:
        if function.result in {"boolean", "text"}:
            return BOOLEAN if function.result == "boolean" else Meaning("text", None, _STATUS.get(node.name, ""))
        if function.result == "set":
            return Meaning("set", None, given[0].codelist if given else "")
        if function.result == "argument":
            first = given[0] if given else ANY
            return replace(first, unit=common_unit(each.unit for each in given))
        if function.kind in {"codes", "cells"} or node.name in _WITHOUT_UNIT:
            return NUMBER
        return Meaning("number", self.same_unit(node, given))


_NUMERIC = ("number",)
_CONDITION = ("boolean",)
_STATUS = {"status": "CL_OBS_STATUS"}
_WITHOUT_UNIT = frozenset({"log10", "robust_z", "unit_mult", "repeated", "round_run", "prefill"})
_GIVEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("abs", "min", "max", "sumS", "sumB", "max_B", "sum_func", "sum_age"), _NUMERIC),
    **dict.fromkeys(("any_S", "all_S", "any_B", "all_B", "count", "count_cells"), _CONDITION),
    **dict.fromkeys(("log10", "median_cells"), _NUMERIC),
    "starts_with": ("text",),
}


def _set(checker: Checker, node: tree.SetOf, sight: Sight) -> Meaning:
    for each in node.members:
        checker.meaning(each, sight)
    return Meaning("set")


_MEANINGS: dict[type[Expression], Callable[[Checker, Any, Sight], Meaning]] = {
    tree.Number: lambda _, __, ___: NUMBER,
    tree.Text: lambda _, __, ___: TEXT,
    tree.Code: lambda _, __, ___: TEXT,
    tree.ItemName: Checker.item_name,
    tree.Name: Checker.name,
    tree.Reference: Checker.reference,
    tree.SetOf: _set,
    tree.Negative: Checker.negative,
    tree.Not: Checker.negation,
    tree.Arithmetic: Checker.arithmetic,
    tree.Comparison: Checker.comparison,
    tree.Membership: Checker.membership,
    tree.Subset: Checker.subset,
    tree.Logical: Checker.logical,
    tree.Conditional: Checker.conditional,
    tree.Quantified: Checker.quantified,
    tree.Call: Checker.call,
    tree.Where: Checker.where,
    tree.Several: Checker.several,
}
