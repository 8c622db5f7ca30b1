"""Names replaced by what they stand for, so that every compiler sees plain numbers and codes."""

from collections.abc import Mapping
from dataclasses import fields, replace
from decimal import Decimal
from typing import Any

from openssi.expressions import syntax as tree
from openssi.expressions.syntax import Expression

Meant = Decimal | str


def with_values(node: Expression, values: Mapping[str, Meant]) -> Expression:
    """Return an expression with free names replaced: by a number, or by a code.

    Args:
        node: Tree of a rule or formula.
        values: What names stand for, such as a tolerance (`Decimal("0.25")`) or a function (`"OLD"`). A name that the
            expression binds itself, as `where`, a quantifier and `sum_func` do, is left alone.
    """
    if not values:
        return node
    if isinstance(node, tree.Name):
        return _meant(node, values)
    left = {name: value for name, value in values.items() if name not in _bound(node)}
    changes = {each.name: _inside(getattr(node, each.name), left) for each in fields(node) if each.compare}
    return replace(node, **changes)


def _meant(node: tree.Name, values: Mapping[str, Meant]) -> Expression:
    value = values.get(node.id)
    if value is None:
        return node
    if isinstance(value, str):
        return tree.Code(value, position=node.position)
    return tree.Number(value, position=node.position)


def _bound(node: Expression) -> frozenset[str]:
    if isinstance(node, tree.Where):
        return frozenset(each.name for each in node.locals)
    if isinstance(node, tree.Quantified):
        return frozenset({node.each.name})
    if isinstance(node, tree.Call):
        own = {"f"} if node.name == "sum_func" else set()
        return frozenset(own | ({node.each.name} if node.each is not None else set()))
    return frozenset()


def _inside(part: Any, values: Mapping[str, Meant]) -> Any:  # noqa: ANN401 - whatever a field of the tree holds
    if isinstance(part, Expression):
        return with_values(part, values)
    return tuple(_inside(each, values) for each in part) if isinstance(part, tuple) else part


def with_parts(node: Expression, parts: Mapping[Expression, Expression]) -> Expression:
    """Return an expression in which every part that equals one of those given is replaced by its counterpart.

    What was put in is not looked at again, so that `X` may become `X + 1`.
    """
    if node in parts:
        return parts[node]
    changes = {each.name: _with_parts(getattr(node, each.name), parts) for each in fields(node) if each.compare}
    return replace(node, **changes)


def _with_parts(part: Any, parts: Mapping[Expression, Expression]) -> Any:  # noqa: ANN401 - whatever a field holds
    if isinstance(part, Expression):
        return with_parts(part, parts)
    return tuple(_with_parts(each, parts) for each in part) if isinstance(part, tuple) else part
