"""Tree to text, in the one form that everybody reads: `parse(format_expression(x)) == x`."""

from collections.abc import Callable
from typing import Any

from openssi.expressions import syntax as tree
from openssi.expressions.syntax import Expression

_LOOSEST = 0
_CHOICE, _IMPLIES, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _SIGN, _POWER, _PRIMARY = range(1, 12)
_LOGICAL = {"=>": _IMPLIES, "or": _OR, "and": _AND}
_ARITHMETIC = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "^": _POWER}


def format_expression(node: Expression) -> str:
    """Return the text of an expression in its canonical form."""
    return _FORMATS[type(node)](node)


def _within(node: Expression, least: int) -> str:
    text = format_expression(node)
    return text if _binding(node) >= least else f"({text})"


def _binding(node: Expression) -> int:
    if isinstance(node, tree.Logical):
        return _LOGICAL[node.operator]
    if isinstance(node, tree.Arithmetic):
        return _ARITHMETIC[node.operator]
    return _BINDINGS.get(type(node), _PRIMARY)


_BINDINGS: dict[type[Expression], int] = {
    tree.Where: _LOOSEST,
    tree.Conditional: _CHOICE,
    # A quantifier takes everything that follows it, so it stands in brackets inside anything else.
    tree.Quantified: _CHOICE,
    tree.Not: _NOT,
    tree.Comparison: _COMPARE,
    tree.Membership: _COMPARE,
    tree.Subset: _COMPARE,
    tree.Negative: _SIGN,
}


def _number(node: tree.Number) -> str:
    return f"{node.value:f}"


def _name(node: tree.Code | tree.Name | tree.ItemName) -> str:
    return node.id


def _text(node: tree.Text) -> str:
    return f'"{node.value}"'


def _lag(years: int) -> str:
    return f"(t-{years})" if years else ""


def _reference(node: tree.Reference) -> str:
    index = f"[{', '.join(map(format_expression, node.index))}]" if node.index else ""
    return f"{node.item}{index}{_lag(node.lag)}"


def _set(node: tree.SetOf) -> str:
    return "{" + ", ".join(_within(each, _PRIMARY) for each in node.members) + "}"


def _negative(node: tree.Negative) -> str:
    return f"-{_within(node.operand, _SIGN)}"


def _not(node: tree.Not) -> str:
    return f"not {_within(node.operand, _NOT)}"


def _arithmetic(node: tree.Arithmetic) -> str:
    own = _ARITHMETIC[node.operator]
    if node.operator == "^":
        return f"{_within(node.left, _PRIMARY)}^{_within(node.right, _SIGN)}"
    space = " " if own == _SUM else ""
    return f"{_within(node.left, own)}{space}{node.operator}{space}{_within(node.right, own + 1)}"


def _comparison(node: tree.Comparison) -> str:
    texts = [_within(each, _SUM) for each in node.operands]
    rest = (f" {operator} {text}" for operator, text in zip(node.operators, texts[1:], strict=True))
    return texts[0] + "".join(rest)


def _membership(node: tree.Membership) -> str:
    word = "not in" if node.negated else "in"
    return f"{_within(node.value, _SUM)} {word} {_within(node.container, _SUM)}"


def _subset(node: tree.Subset) -> str:
    return f"{_within(node.left, _SUM)} subset of {_within(node.right, _SUM)}"


def _logical(node: tree.Logical) -> str:
    own = _LOGICAL[node.operator]
    left, right = (own + 1, own) if node.operator == "=>" else (own, own + 1)
    return f"{_within(node.left, left)} {node.operator} {_within(node.right, right)}"


def _conditional(node: tree.Conditional) -> str:
    positive, negative = _within(node.positive, _CHOICE), _within(node.negative, _CHOICE)
    return f"{_within(node.condition, _IMPLIES)} ? {positive} : {negative}"


def _each(node: tree.Each) -> str:
    return f"{node.name} in {_within(node.container, _SUM)}"


def _quantified(node: tree.Quantified) -> str:
    return f"{node.quantifier} {_each(node.each)}: {_within(node.body, _CHOICE)}"


def _call(node: tree.Call) -> str:
    each = f"{_each(node.each)}: " if node.each is not None else ""
    inside = each + ", ".join(_within(argument, _CHOICE) for argument in node.arguments)
    kept = f"; {_within(node.filter, _CHOICE)}" if node.filter is not None else ""
    return f"{node.name}({inside}{kept}){_lag(node.lag)}"


def _where(node: tree.Where) -> str:
    return f"{_within(node.body, _CHOICE)} where {', '.join(map(_local, node.locals))}"


def _local(node: tree.Local) -> str:
    return f"{node.name} = {_within(node.value, _SUM)}"


def _several(node: tree.Several) -> str:
    return ", ".join(map(format_expression, node.values))


def _all_of(node: tree.AllOf) -> str:
    return "; ".join(map(format_expression, node.conditions))


_FORMATS: dict[type[Expression], Callable[[Any], str]] = {
    tree.Number: _number,
    tree.Text: _text,
    tree.Code: _name,
    tree.Name: _name,
    tree.ItemName: _name,
    tree.Reference: _reference,
    tree.SetOf: _set,
    tree.Negative: _negative,
    tree.Not: _not,
    tree.Arithmetic: _arithmetic,
    tree.Comparison: _comparison,
    tree.Membership: _membership,
    tree.Subset: _subset,
    tree.Logical: _logical,
    tree.Conditional: _conditional,
    tree.Each: _each,
    tree.Call: _call,
    tree.Quantified: _quantified,
    tree.Local: _local,
    tree.Where: _where,
    tree.Several: _several,
    tree.AllOf: _all_of,
}
