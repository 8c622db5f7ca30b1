"""The named functions: how each is evaluated."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from openssi.expressions import syntax as tree
from openssi.expressions.cells import Value
from openssi.expressions.evaluation import Compiler, Evaluator, Scope, number
from openssi.expressions.python import cell_functions, conditions, sums
from openssi.expressions.python.references import dimensions
from openssi.vocabulary.errors import FixTheFile
from openssi.vocabulary.observation import Place


def _absolute(compiler: Compiler, node: tree.Call) -> Evaluator:
    operand = compiler.value(node.arguments[0])

    def absolute(scope: Scope) -> Value:
        found = number(operand(scope))
        return None if found is None else abs(found)

    return absolute


def _extreme(compiler: Compiler, node: tree.Call) -> Evaluator:
    operands = [compiler.value(each) for each in node.arguments]
    choose: Callable[[list[Decimal]], Decimal] = max if node.name == "max" else min

    def extreme(scope: Scope) -> Value:
        found = [value for operand in operands if (value := number(operand(scope))) is not None]
        return choose(found) if len(found) == len(operands) else None

    return extreme


def _coalesce(compiler: Compiler, node: tree.Call) -> Evaluator:
    operands = [compiler.value(each) for each in node.arguments]

    def first(scope: Scope) -> Value:
        for operand in operands:
            found = operand(scope)
            if found is not None:
                return found
        return None

    return first


def _null(compiler: Compiler, node: tree.Call) -> Evaluator:
    operand = compiler.value(node.arguments[0])
    return lambda scope: operand(scope) is None


def _status(compiler: Compiler, node: tree.Call) -> Evaluator:
    cell = node.arguments[0]
    if not isinstance(cell, tree.Reference):
        raise FixTheFile.because("EXPRESSION_CELL_EXPECTED", Place(), function="status", character=cell.position + 1)
    if cell.item == "cell":
        return lambda scope: scope.cells.current.obs_status if scope.cells.current is not None else None
    if cell.item == "Q.INCL_IN":
        return _status_where_included
    place, name, lag = dimensions(compiler, cell), cell.item, cell.lag
    return lambda scope: scope.cells.status(name, place(scope), lag)


def _status_where_included(scope: Scope) -> Value:
    name = scope.cells.said("Q.INCL_IN")
    found = scope.cells.named(name) if isinstance(name, str) else None
    return found.obs_status if found is not None else None


CALLS: dict[str, Callable[[Any, tree.Call], Evaluator]] = {
    "abs": _absolute,
    "min": _extreme,
    "max": _extreme,
    "coalesce": _coalesce,
    "null": _null,
    "status": _status,
    "sumS": sums.over_units,
    "sumB": sums.over_units,
    "max_B": conditions.over_units,
    "any_S": conditions.over_units,
    "all_S": conditions.over_units,
    "any_B": conditions.over_units,
    "all_B": conditions.over_units,
    "set": conditions.over_units,
    "sum_func": sums.over_codes,
    "sum_age": sums.over_codes,
    "count": conditions.counted,
    "set_S": conditions.over_units,
    "log10": cell_functions.common_logarithm,
    "robust_z": cell_functions.robust_distance,
    "codelist": cell_functions.about_item,
    "multiplier": cell_functions.about_item,
    "unit_mult": cell_functions.about_cell,
    "currency": cell_functions.about_cell,
    "prefill": cell_functions.about_cell,
    "repeated": cell_functions.about_cell,
    "round_run": cell_functions.about_cell,
    "starts_with": cell_functions.starts_with,
    "unique": cell_functions.is_unique,
    "reported": cell_functions.is_reported,
    "same_fiscal_year": cell_functions.has_same_fiscal_year,
    "count_cells": cell_functions.over_cells,
    "median_cells": cell_functions.over_cells,
}
