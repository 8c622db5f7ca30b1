"""Sums with missing terms: which numbers can only become larger when the terms come in."""

from openssi.expressions import syntax as tree
from openssi.expressions.syntax import Expression

SUMS = frozenset({"sumS", "sumB"})
"""Functions that give the value of the known terms."""


def is_complete(node: Expression) -> bool:
    """Return whether a part holds no sum that may lack terms, and no name that may stand for one."""
    return not any(
        isinstance(each, tree.Name) or (isinstance(each, tree.Call) and each.name in SUMS) for each in node.walk()
    )


def only_grows(node: Expression) -> bool:
    """Return whether a number can only become larger as missing terms, which are not negative, come in.

    Under `abs` a number may also become smaller: the missing term may be just what closes a gap.
    """
    if isinstance(node, tree.Arithmetic):
        right = only_grows(node.right) if node.operator == "+" else is_complete(node.right)
        return node.operator in {"+", "-", "*", "/"} and only_grows(node.left) and right
    return is_complete(node) or (isinstance(node, tree.Call) and node.name in SUMS)
