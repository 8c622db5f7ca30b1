"""Names: which are free in an expression, which is meant, and what is a condition."""

from collections.abc import Iterable

from openssi.expressions import syntax as tree
from openssi.expressions.functions import FUNCTIONS
from openssi.expressions.syntax import Expression

_ALWAYS = frozenset({"item", "n_terms", "today"})
_CONDITIONS = (tree.Comparison, tree.Membership, tree.Subset, tree.Logical, tree.Not, tree.Quantified)


def free_names(node: Expression) -> frozenset[str]:
    """Return the local names that nothing in the expression binds."""
    if isinstance(node, tree.Name):
        return frozenset({node.id}) - _ALWAYS
    if isinstance(node, tree.Where):
        return _free_of_where(node)
    if isinstance(node, tree.Quantified):
        return free_names(node.each.container) | (free_names(node.body) - {node.each.name})
    inside = frozenset[str]().union(*map(free_names, node.children()))
    if isinstance(node, tree.Call):
        if node.each is not None:
            inside = (inside - {node.each.name}) | free_names(node.each.container)
        if node.name == "sum_func":
            inside -= {"f"}
    return inside


def _free_of_where(node: tree.Where) -> frozenset[str]:
    found: frozenset[str] = free_names(node.body)
    for local in reversed(node.locals):
        found = (found - {local.name}) | free_names(local.value)
    return found


def is_condition(node: Expression) -> bool:
    """Whether an expression is true or false."""
    if isinstance(node, tree.Where):
        return is_condition(node.body)
    if isinstance(node, tree.Call):
        return node.name in FUNCTIONS and FUNCTIONS[node.name].result == "boolean"
    return isinstance(node, _CONDITIONS)


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return the known name that is nearest to one that is not known, by edit distance."""
    ranked = sorted(known, key=lambda each: (distance(name.upper(), each.upper()), each))
    return ranked[0] if ranked else "-"


def distance(left: str, right: str) -> int:
    """Return how many letters have to be put in, taken out or changed (Levenshtein 1966)."""
    row = list(range(len(right) + 1))
    for at, letter in enumerate(left, start=1):
        previous, row[0] = row[0], at
        for column, other in enumerate(right, start=1):
            kept = previous + (letter != other)
            previous = row[column]
            row[column] = min(kept, row[column] + 1, row[column - 1] + 1)
    return row[-1]
