"""What a condition would have accepted in the cell that it is about.

`H.COV_OLD / X.POP_PENAGE <= 1.5` accepts at most `1.5 * X.POP_PENAGE` in H.COV_OLD. Only comparisons of the cell
itself, or of its ratio to something else, are turned round; of any other condition nothing is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from openssi.expressions import syntax as tree
from openssi.expressions.syntax import Expression

_UPPER = frozenset({"<", "<=", "="})
_LOWER = frozenset({">", ">=", "="})


@dataclass(frozen=True, slots=True)
class Bounds:
    """Expressions of the lowest and the highest value accepted, none where a condition says nothing."""

    low: Expression | None = None
    high: Expression | None = None


def bounds_of(condition: Expression, item: str) -> Bounds:
    """Return the bounds that a condition puts on the value of an item."""
    low: Expression | None = None
    high: Expression | None = None
    for left, operator, right in _comparisons(condition):
        for cell, sign, bound in ((left, operator, right), (right, _turned(operator), left)):
            limit = _limit(cell, bound, item)
            if limit is not None and sign in _UPPER:
                high = high or limit
            if limit is not None and sign in _LOWER:
                low = low or limit
    return Bounds(_with_locals(condition, low), _with_locals(condition, high))


def _comparisons(condition: Expression) -> Iterator[tuple[Expression, str, Expression]]:
    """Iterate over the pairs of operands of what a condition demands; what it presupposes demands nothing."""
    if isinstance(condition, tree.Where):
        yield from _comparisons(condition.body)
    elif isinstance(condition, tree.Logical) and condition.operator != "or":
        if condition.operator == "and":
            yield from _comparisons(condition.left)
        yield from _comparisons(condition.right)
    elif isinstance(condition, tree.Comparison):
        operands = condition.operands
        yield from zip(operands, condition.operators, operands[1:], strict=False)


def _limit(cell: Expression, bound: Expression, item: str) -> Expression | None:
    if _is_cell(cell, item):
        return bound
    if isinstance(cell, tree.Arithmetic) and cell.operator == "/" and _is_cell(cell.left, item):
        return cell.right if bound == tree.Number(Decimal(1)) else tree.Arithmetic("*", bound, cell.right)
    return None


def _is_cell(part: Expression, item: str) -> bool:
    return isinstance(part, tree.Reference) and part.item == item and not part.lag


def _turned(operator: str) -> str:
    return operator.translate(str.maketrans("<>", "><"))


def _with_locals(condition: Expression, bound: Expression | None) -> Expression | None:
    if bound is None or not isinstance(condition, tree.Where):
        return bound
    return tree.Where(bound, condition.locals)
