"""What a formula can be where some of the totals that it names are known between bounds only.

Interval arithmetic: every term takes its least and its most in turn. Sums, differences, products, quotients, `min` and
`max` are monotone in each term, so that the range holds every value that the formula can take; where a total stands in
it twice the range is wider than it need be, never narrower. Of a formula that branches the branch that stands is taken.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import product

from openssi.expressions import Compiled, Expression, ObservationCells
from openssi.expressions.syntax import Arithmetic, Call, Conditional, Negative, Reference
from openssi.indicators.overlap import Range

Ranges = Mapping[str, Range]
"""The fewest and the most of totals, by item."""

RangeFunction = Callable[[ObservationCells, Ranges], Range | None]
"""From the cells of a country and the ranges of its totals to the range of a formula, none where a term is missing."""

TOTALS = "H."
"""How the ids of national totals begin."""


def compile_range(node: Expression, compiled: Callable[[Expression], Compiled]) -> RangeFunction:
    """Return a function that gives the range of a formula.

    Args:
        node: The formula.
        compiled: Turns its parts into functions.
    """
    if not any(each.startswith(TOTALS) for each in node.items()):
        return _point(compiled(node))
    if isinstance(node, Reference) and not node.index and not node.lag:
        return _reference(node.item, _point(compiled(node)))
    inside = [compile_range(each, compiled) for each in _operands(node)]
    if isinstance(node, Conditional):
        return _conditional(compiled(node.condition), *inside)
    combine = _combining(node)
    return _point(compiled(node)) if combine is None else _combined(combine, inside)


def _operands(node: Expression) -> Sequence[Expression]:
    if isinstance(node, Conditional):
        return node.positive, node.negative
    return tuple(node.children()) if _combining(node) is not None else ()


def _point(function: Compiled) -> RangeFunction:
    def point(cells: ObservationCells, _: Ranges) -> Range | None:
        value = function(cells)
        return (value, value) if isinstance(value, Decimal) else None

    return point


def _reference(item: str, point: RangeFunction) -> RangeFunction:
    return lambda cells, ranges: ranges[item] if item in ranges else point(cells, ranges)


def _conditional(condition: Compiled, positive: RangeFunction, negative: RangeFunction) -> RangeFunction:
    def chosen(cells: ObservationCells, ranges: Ranges) -> Range | None:
        told = condition(cells)
        return None if told is None else positive(cells, ranges) if told else negative(cells, ranges)

    return chosen


_Combine = Callable[[Sequence[Range | None]], Range | None]


def _combined(combine: _Combine, inside: Sequence[RangeFunction]) -> RangeFunction:
    return lambda cells, ranges: combine([each(cells, ranges) for each in inside])


def _combining(node: Expression) -> _Combine | None:
    """Return how the ranges of the operands make that of a part, none where no such rule is known."""
    if isinstance(node, Arithmetic):
        return _ARITHMETIC.get(node.operator)
    if isinstance(node, Call):
        return _FUNCTIONS.get(node.name)
    return _negative if isinstance(node, Negative) else None


def _negative(ranges: Sequence[Range | None]) -> Range | None:
    (operand,) = ranges
    return None if operand is None else (-operand[1], -operand[0])


def _of_corners(operation: Callable[[Decimal, Decimal], Decimal]) -> _Combine:
    def combine(ranges: Sequence[Range | None]) -> Range | None:
        left, right = ranges
        is_quotient = operation is Decimal.__truediv__
        if left is None or right is None or (is_quotient and right[0] <= 0 <= right[1]):
            return None
        corners = [operation(*each) for each in product(left, right)]
        return min(corners), max(corners)

    return combine


def _extreme(choose: Callable[[Sequence[Decimal]], Decimal]) -> _Combine:
    def combine(ranges: Sequence[Range | None]) -> Range | None:
        known = [each for each in ranges if each is not None]
        if len(known) < len(ranges):
            return None
        return choose([low for low, _ in known]), choose([high for _, high in known])

    return combine


def _first(ranges: Sequence[Range | None]) -> Range | None:
    return next((each for each in ranges if each is not None), None)


_ARITHMETIC: Mapping[str, _Combine] = {
    "+": _of_corners(Decimal.__add__),
    "-": _of_corners(Decimal.__sub__),
    "*": _of_corners(Decimal.__mul__),
    "/": _of_corners(Decimal.__truediv__),
}
_FUNCTIONS: Mapping[str, _Combine] = {"min": _extreme(min), "max": _extreme(max), "coalesce": _first}
