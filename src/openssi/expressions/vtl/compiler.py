"""Tree to a condition of a VTL 2.1 datapoint ruleset, over a wide frame.

A condition with a missing operand is null, which VTL, as this language, takes for no violation: `and`, `or` and `not`
have the same three values in both. Where they differ the text says it in full: a sum asks how each of its terms counts,
the larger of two is null where one is, and a division by zero is null.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

from openssi.expressions import syntax as tree
from openssi.expressions.frames import FrameColumn, FrameNames
from openssi.expressions.functions import ALL_FACTS, DERIVED_AGES, FUNCTIONS, METADATA, UNKNOWN
from openssi.expressions.names import free_names
from openssi.expressions.python.sums import signed_terms
from openssi.expressions.substitution import Meant, with_values
from openssi.expressions.syntax import Expression
from openssi.expressions.vtl.parts import (
    NotInVtlError,
    VtlCondition,
    VtlReason,
    VtlStep,
    all_of,
    any_of,
    in_brackets,
    is_null,
    opposite,
    quoted,
)
from openssi.expressions.vtl.sums import (
    VtlSum,
    VtlTerm,
    cell_term,
    constant_term,
    first_term,
    sum_of_ages,
    sum_of_chain,
    sum_of_functions,
    sum_term,
    value_term,
)
from openssi.vocabulary.codelist import CodeList

_REFUSED: Mapping[str, VtlReason] = {
    "set": "set",
    "set_S": "set",
    "codelist": "set",
    "unique": "units",
    "count_cells": "cells",
    "median_cells": "cells",
    "reported": "cells",
    "same_fiscal_year": "cells",
    "robust_z": "series",
}
_COMPARED = {"=": "=", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_WORD = re.compile(r"\w+")
_INCOMPLETE = frozenset({"sumS", "sumB"})


def compile_vtl(
    expression: Expression,
    names: FrameNames,
    codelists: Mapping[str, CodeList],
    *,
    prefix: str = "step",
    blocks: bool = False,
) -> VtlCondition | VtlReason:
    """Return a condition as VTL text, or why VTL cannot say it.

    Args:
        expression: A condition; tolerances and functions stand in it as numbers and codes.
        names: Names the columns, in the turn of a sex and a function.
        codelists: Age bands and functions that sums run over.
        prefix: How the names of its steps begin.
        blocks: Whether the rule blocks: it is then not evaluated on a sum over schemes or benefits that is incomplete,
            unless the known terms alone break it.
    """
    compiler = _Compiler(names, codelists, prefix, blocks=blocks)
    try:
        text = compiler.whole(expression)
    except NotInVtlError as refusal:
        return refusal.reason
    return VtlCondition(text, tuple(compiler.columns), tuple(compiler.steps.values()))


class _Compiler:
    def __init__(self, names: FrameNames, codelists: Mapping[str, CodeList], prefix: str, *, blocks: bool) -> None:
        self.columns: dict[FrameColumn, None] = {}
        self.steps: dict[str, VtlStep] = {}
        self._prefix = prefix
        self._names = names
        self._items = names.questionnaire.items
        self._codelists = codelists
        self._blocks = blocks
        self._locals: dict[str, Expression] = {}
        self._counted: Expression | None = None

    def whole(self, node: Expression) -> str:
        if isinstance(node, tree.Where):
            with self._knowing(node):
                return self.whole(node.body)
        if isinstance(node, tree.Logical) and node.operator == "=>":
            return f"when {self.value(node.left)} then {self.value(node.right)}"
        return self.value(node)

    def value(self, node: Expression) -> str:
        """Return a part as VTL text: a number, a text or a condition."""
        match node:
            case tree.Number():
                text = f"{node.value:f}"
            case tree.Text():
                text = quoted(node.value)
            case tree.Code() | tree.ItemName():
                text = quoted(node.id)
            case tree.Name():
                text = self._name(node)
            case tree.Reference():
                text = self._reference(node)
            case tree.Call():
                text = self._call(node)
            case tree.Negative():
                text = f"(- {self.value(node.operand)})"
            case tree.Arithmetic():
                text = self._arithmetic(node)
            case _:
                text = self._condition(node)
        return text

    def _condition(self, node: Expression) -> str:
        match node:
            case tree.Where():
                with self._knowing(node):
                    text = self.value(node.body)
            case tree.Conditional():
                text = self._either(node)
            case tree.Not():
                text = opposite(self.value(node.operand))
            case tree.Logical():
                text = self._logical(node)
            case tree.Comparison():
                text = self._comparison(node)
            case tree.Membership():
                text = self._membership(node)
            case tree.Quantified():
                text = self._quantified(node)
            case _:
                raise NotInVtlError("set")
        return text

    @contextmanager
    def _knowing(self, node: tree.Where) -> Iterator[None]:
        before = self._locals
        self._locals = {**before, **{each.name: each.value for each in node.locals}}
        yield
        self._locals = before

    def _uses(self, column: FrameColumn) -> str:
        if free_names(column.expression):
            raise NotInVtlError("set")
        self.columns[column] = None
        return column.name

    def _step(self, text: str) -> str:
        if text not in self.steps:
            words = set(_WORD.findall(text))
            inner = [each.depth for each in self.steps.values() if each.name in words]
            name = f"{self._prefix}__{len(self.steps) + 1}"
            self.steps[text] = VtlStep(name, text, max(inner, default=0) + 1)
        return self.steps[text].name

    # Cells and names

    def _name(self, node: tree.Name) -> str:
        if node.id == "item":
            return self._uses(self._names.item())
        if node.id == "n_terms" and self._counted is not None:
            return self._uses(self._names.terms(self._counted))
        if node.id in self._locals:
            return self.value(self._locals[node.id])
        raise NotInVtlError("facts" if node.id in ALL_FACTS else "set")

    def _reference(self, node: tree.Reference) -> str:
        if node.item in ALL_FACTS:
            raise NotInVtlError("facts")
        if self._has_several_codes(node):
            raise NotInVtlError("set")
        return self._uses(self._names.value(node))

    def _has_several_codes(self, node: Expression) -> bool:
        item = self._items.get(node.item) if isinstance(node, tree.Reference) else None
        return item is not None and item.type in {"codes", "list"}

    # Conditions

    def _logical(self, node: tree.Logical) -> str:
        left, right = self.value(node.left), self.value(node.right)
        if node.operator == "=>":
            return f"{opposite(left)} or {in_brackets(right)}"
        return f"{in_brackets(left)} {node.operator} {in_brackets(right)}"

    def _either(self, node: tree.Conditional) -> str:
        told, first, second = (self.value(each) for each in (node.condition, node.positive, node.negative))
        return self._step(f"if {told} then {first} else if {opposite(told)} then {second} else null")

    def _comparison(self, node: tree.Comparison) -> str:
        if self._blocks:
            _refuse_incomplete(node)
        before = self._counted
        first = self.value(node.operands[0])
        self._counted = node.operands[0]
        texts = [in_brackets(each) for each in (first, *map(self.value, node.operands[1:]))]
        self._counted = before
        pairs = zip(texts, node.operators, texts[1:], strict=False)
        return all_of(f"{left} {_COMPARED[sign]} {right}" for left, sign, right in pairs)

    def _membership(self, node: tree.Membership) -> str:
        if self._has_several_codes(node.container) and isinstance(node.value, tree.Code):
            told = self._uses(self._names.member(node))
            return opposite(told) if node.negated else told
        if not isinstance(node.container, tree.SetOf) or self._has_several_codes(node.value):
            raise NotInVtlError("set")
        members = ", ".join(self.value(each) for each in node.container.members)
        return f"{in_brackets(self.value(node.value))} {'not_in' if node.negated else 'in'} {{{members}}}"

    def _quantified(self, node: tree.Quantified) -> str:
        told = [self.value(body) for _, body in members_of(node, self._codelists)]
        return all_of(told) if node.quantifier == "for" else any_of(told)

    # Functions

    def _call(self, node: tree.Call) -> str:
        if node.name in _REFUSED:
            raise NotInVtlError(_REFUSED[node.name])
        if node.name == "status":
            return self._uses(self._names.status(node))
        if node.name in {"sum_age", "sum_func"} and node.filter is None and not node.lag:
            return self._over_codes(node)
        if node.name == "null":
            return self._null(node)
        if node.name in {"abs", "min", "max", "coalesce", "log10", "starts_with"} and not node.lag:
            return self._of_values(node)
        if FUNCTIONS[node.name].result not in {"number", "boolean", "text"}:
            raise NotInVtlError("set")
        return self._uses(self._names.derived(node))

    def _null(self, node: tree.Call) -> str:
        told = node.arguments[0]
        if isinstance(told, tree.Reference) and told.item == "cell":
            return f"{is_null(self.value(told))} and {is_null(self._uses(self._names.text()))}"
        return self._uses(self._names.derived(node)) if self._has_several_codes(told) else is_null(self.value(told))

    def _of_values(self, node: tree.Call) -> str:
        values = [self.value(each) for each in node.arguments]
        if node.name == "abs":
            return f"abs({values[0]})"
        if node.name == "log10":
            return self._step(f"if {values[0]} > 0 then log({values[0]}, 10) else null")
        if node.name == "starts_with":
            return f"instr({values[0]}, {values[1]}) = 1"
        text = values.pop()
        for each in reversed(values):
            further = f"nvl({each}, {text})" if node.name == "coalesce" else self._step(_further(node.name, each, text))
            text = further
        return text

    # Numbers

    def _arithmetic(self, node: tree.Arithmetic) -> str:
        if node.operator in {"+", "-"}:
            return self._chain(node).value
        left, right = self.value(node.left), self.value(node.right)
        if node.operator == "^":
            return f"power({left}, {right})"
        if node.operator == "*" or isinstance(node.right, tree.Number):
            return f"({left} {node.operator} {right})"
        return self._step(f"if {right} <> 0 then {left} / {right} else null")

    def _chain(self, node: Expression) -> VtlSum:
        parts = list(signed_terms(node))
        found = sum_of_chain([(sign, self._term(part)) for sign, part in parts], [part for _, part in parts])
        return replace(found, value=self._step(found.value))

    def _over_codes(self, node: tree.Call) -> str:
        cell = node.arguments[0]
        is_age = node.name == "sum_age"
        name, codes = ("AGE", self._bands()) if is_age else ("FUNC", self._codelists["CL_FUNC"].ids)
        item = self._items.get(cell.item) if isinstance(cell, tree.Reference) else None
        if not isinstance(cell, tree.Reference) or item is None or name not in item.breakdowns:
            return self._uses(self._names.derived(node))
        # `U` alone would be the unknown sex.
        sex = (tree.Code(self._names.sex),) if is_age and "SEX" in item.breakdowns and not cell.index else ()
        indices = [(*cell.index, *(sex if code in UNKNOWN else ()), tree.Code(code)) for code in codes]
        cells = [self._cell(replace(cell, index=index)) for index in indices]
        return self._step((sum_of_ages(cells) if is_age else sum_of_functions(cells)).value)

    def _bands(self) -> tuple[str, ...]:
        return tuple(code for code in self._codelists["CL_AGE"].ids if code not in DERIVED_AGES)

    def _term(self, node: Expression) -> VtlTerm:
        if isinstance(node, tree.Reference) and node.item != "cell" and not node.item.startswith(METADATA):
            return self._cell(node)
        if isinstance(node, tree.Arithmetic) and node.operator in {"+", "-"}:
            return sum_term(self._chain(node))
        if isinstance(node, tree.Number):
            return constant_term(self.value(node))
        if isinstance(node, tree.Call) and node.name == "coalesce":
            return first_term([self._term(each) for each in node.arguments])
        return value_term(self.value(node))

    def _cell(self, node: tree.Reference) -> VtlTerm:
        column = self._names.presence(node)
        return cell_term(node, self._reference(node), lambda: self._uses(column))


def members_of(node: tree.Quantified, codelists: Mapping[str, CodeList]) -> list[tuple[str, Expression]]:
    """Return the members that a quantifier runs over and its body for each.

    Raises:
        NotInVtlError: if they come from the answers.
    """
    container = node.each.container
    members: list[Meant] = []
    if isinstance(container, tree.Code) and container.id in codelists:
        members.extend(codelists[container.id].ids)
    elif isinstance(container, tree.SetOf):
        members.extend(filter(None, map(_constant, container.members)))
    if not members or (isinstance(container, tree.SetOf) and len(members) < len(container.members)):
        raise NotInVtlError("set")
    return [(str(each), with_values(node.body, {node.each.name: each})) for each in members]


def _constant(node: Expression) -> Meant | None:
    return node.value if isinstance(node, tree.Number) else node.id if isinstance(node, tree.Code) else None


def _further(name: str, left: str, right: str) -> str:
    sign, other = (">=", "<") if name == "max" else ("<=", ">")
    return f"if {left} {sign} {right} then {left} else if {left} {other} {right} then {right} else null"


def _refuse_incomplete(node: tree.Comparison) -> None:
    """Refuse a blocking rule on a sum that may be incomplete; the known terms alone can only break an upper bound."""
    summed = [_may_be_incomplete(each) for each in node.operands]
    upper = {"<": (True, False), "<=": (True, False), ">": (False, True), ">=": (False, True)}
    for sign, pair in zip(node.operators, pairwise(summed), strict=True):
        if any(pair) and pair != upper.get(sign):
            raise NotInVtlError("incomplete")


def _may_be_incomplete(node: Expression) -> bool:
    return any(isinstance(each, tree.Call) and each.name in _INCOMPLETE for each in node.walk())
