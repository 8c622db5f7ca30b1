"""What a formula can be where some of the totals that it names are known between bounds only.

Interval arithmetic: every term takes its least and its most in turn. Sums, differences, products, quotients, `min` and
`max` are monotone in each term, so that the range holds every value that the formula can take; where a total stands in
it twice the range is wider than it need be, never narrower.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import product

from openssi.expressions import Expression, ObservationCells, parse
from openssi.expressions.syntax import Arithmetic, Call, Negative, Number, Reference
from openssi.indicators.overlap import Range

Ranges = Mapping[str, Range]
"""The fewest and the most of totals, by item."""

FUNCTIONS = frozenset({"min", "max", "coalesce"})
"""Named functions that a formula over totals with bounds may use."""


def range_of(text: str, cells: ObservationCells, ranges: Ranges) -> Range | None:
    """Return the least and the most that a formula can be, none where a term is missing or no total in it has bounds.

    Args:
        text: The formula, of terms without index.
        cells: The country, for one sex.
        ranges: Of the totals that are made already, for the same sex.

    Raises:
        NotImplementedError: if a formula that names a total with bounds uses more than arithmetic and `FUNCTIONS`.
    """
    expression = _parsed(text)
    if not any(ranges[each][0] < ranges[each][1] for each in expression.items() & ranges.keys()):
        return None
    return _range(expression, cells, ranges)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Expression:
    return parse(text)


def _range(node: Expression, cells: ObservationCells, ranges: Ranges) -> Range | None:
    if isinstance(node, Number):
        return node.value, node.value
    if isinstance(node, Reference) and not node.index and not node.lag:
        return ranges.get(node.item) or _point(cells.value(node.item, {}))
    if isinstance(node, Negative):
        operand = _range(node.operand, cells, ranges)
        return None if operand is None else (-operand[1], -operand[0])
    if isinstance(node, Arithmetic) and node.operator in _OPERATIONS:
        sides = [_range(each, cells, ranges) for each in (node.left, node.right)]
        return _combined(node.operator, [each for each in sides if each is not None])
    if isinstance(node, Call) and node.name in FUNCTIONS:
        return _called(node.name, [_range(each, cells, ranges) for each in node.arguments])
    raise NotImplementedError(type(node).__name__)


def _point(value: object) -> Range | None:
    return (value, value) if isinstance(value, Decimal) else None


def _combined(operator: str, sides: Sequence[Range]) -> Range | None:
    if len(sides) < 2 or (operator == "/" and sides[1][0] <= 0 <= sides[1][1]):
        return None
    corners = [_OPERATIONS[operator](left, right) for left, right in product(*sides)]
    return min(corners), max(corners)


def _called(name: str, arguments: Sequence[Range | None]) -> Range | None:
    known = [each for each in arguments if each is not None]
    if name == "coalesce":
        return known[0] if known else None
    if len(known) < len(arguments):
        return None
    choose: Callable[[list[Decimal]], Decimal] = max if name == "max" else min
    return choose([low for low, _ in known]), choose([high for _, high in known])


_OPERATIONS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": Decimal.__add__,
    "-": Decimal.__sub__,
    "*": Decimal.__mul__,
    "/": Decimal.__truediv__,
}
