"""The named functions in SQL."""

from collections.abc import Callable
from typing import Any

from openssi.expressions import syntax as tree
from openssi.expressions.robust import CONSISTENCY, FEWEST_CHANGES, NOISE
from openssi.expressions.sql import cell_frame, conditions, units
from openssi.expressions.sql.cells import (
    SqlCompiler,
    SqlScope,
    plain_reference,
    status_of,
)
from openssi.expressions.sql.values import (
    NULL,
    TRUE,
    NotInSql,
    SqlValue,
    all_of,
    any_of,
    guarded,
    in_columns,
    together,
)

SqlFunction = Callable[[Any, tree.Call, SqlScope], SqlValue]


def _absolute(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    operand = compiler.value(node.arguments[0], scope)
    if operand.number is None:
        return together((operand,), SqlValue())
    number = compiler.program.frame(scope.level).column(f"abs({operand.number})")
    return together((operand,), SqlValue(number=number, is_exact=operand.is_exact))


def _extreme(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    operands = [compiler.value(each, scope) for each in node.arguments]
    numbers = [each.number for each in operands if each.number is not None]
    if len(numbers) < len(operands):
        return together(operands, SqlValue())
    missing = any_of(f"{each} IS NULL" for each in numbers)
    chosen = f"{'greatest' if node.name == 'max' else 'least'}({', '.join(numbers)})"
    number = compiler.program.frame(scope.level).column(f"CASE WHEN {missing} THEN NULL ELSE {chosen} END")
    return together(operands, SqlValue(number=number, is_exact=all(each.is_exact for each in operands)))


def _coalesce(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    frame = compiler.program.frame(scope.level)
    operands = [in_columns(frame, compiler.value(each, scope)) for each in node.arguments]
    evaluated, before = [], TRUE
    for each in operands:
        evaluated.append(guarded(before, each))
        before = all_of((before, each.is_null()))
    return together(evaluated, _first_of(operands))


def _first_of(operands: list[SqlValue]) -> SqlValue:
    """Return the first that is there, of whatever type."""
    if len(operands) == 1:
        return operands[0]
    first, rest = operands[0], _first_of(operands[1:])
    if not first.parts():
        return rest
    if first.is_fixed:
        return first

    def chosen(own: str | None, other: str | None) -> str | None:
        if own is None and other is None:
            return None
        return f"CASE WHEN {first.is_null()} THEN {other or NULL} ELSE {own or NULL} END"

    return SqlValue(
        chosen(first.number, rest.number),
        chosen(first.text, rest.text),
        chosen(first.codes, rest.codes),
        chosen(first.truth, rest.truth),
        is_exact=first.is_exact and rest.is_exact,
    )


def _null(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    operand = compiler.value(node.arguments[0], scope)
    return together((operand,), SqlValue(truth=compiler.program.frame(scope.level).column(operand.is_null())))


def _status(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    cell = node.arguments[0]
    if not isinstance(cell, tree.Reference):
        raise NotInSql("status")
    if cell.item in {"cell", "Q.INCL_IN"}:
        return cell_frame.status(compiler, cell.item, scope)
    return status_of(compiler, cell, scope)


def _starts_with(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    text, beginning = (compiler.value(each, scope) for each in node.arguments)
    if text.text is None or beginning.text is None:
        return together((text, beginning), SqlValue())
    truth = compiler.program.frame(scope.level).column(f"starts_with({text.text}, {beginning.text})")
    return together((text, beginning), SqlValue(truth=truth))


def _logarithm(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    operand = compiler.value(node.arguments[0], scope)
    if operand.number is None:
        return together((operand,), SqlValue())
    frame = compiler.program.frame(scope.level)
    number = frame.column(operand.number)
    return together((operand,), SqlValue(frame.column(f"CASE WHEN {number} > 0 THEN log10({number}) END")))


def _is_unique(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return whether no other scheme, or benefit, of the country has the same values."""
    if scope.level not in {"scheme", "benefit"} or scope.lag:
        raise NotInSql(node.name)
    frame = compiler.program.frame(scope.level)
    parts = [in_columns(frame, compiler.value(each, scope)) for each in node.arguments]
    own = ["unit_country_0"]
    for each in parts:
        own += [text for text in (each.number, each.text, each.truth) if text is not None]
        own += [f"array_to_string(list_sort(list_distinct({each.codes})), ' ')"] if each.codes is not None else []
    missing = any_of(each.is_null() for each in parts)
    same = f"count(*) FILTER (WHERE is_there) OVER (PARTITION BY {', '.join(own)})"
    others = frame.column(f"{same} - is_there::INTEGER")
    text = NULL if missing == TRUE else f"CASE WHEN NOT {missing} THEN {others} = 0 END"
    return together(parts, SqlValue(truth=frame.column(text)))


def _robust_distance(compiler: SqlCompiler, node: tree.Call, scope: SqlScope) -> SqlValue:
    """Return how far the last log change lies from the median of the earlier ones (`robust.robust_z`)."""
    cell = node.arguments[0]
    if not isinstance(cell, tree.Reference) or scope.lag or scope.level == "cell":
        raise NotInSql(node.name)
    known = compiler.questionnaire.items.get(cell.item)
    if known is None or known.level != scope.level:
        raise NotInSql(node.name)
    frame = compiler.program.frame(scope.level)
    plain = tree.Reference(cell.item, cell.index)
    now, before = (plain_reference(compiler, plain, scope_).number for scope_ in (scope, _year_before(scope)))
    if now is None or before is None:
        return SqlValue()
    change = frame.column(f"CASE WHEN {now} > 0 AND {before} > 0 THEN ln({now}) - ln({before}) END")
    past = "PARTITION BY area, scheme, benefit ORDER BY year ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
    count, centre, spread = (frame.column(f"{each}({change}) OVER ({past})") for each in ("count", "median", "mad"))
    enough = f"{change} IS NOT NULL AND {count} >= {FEWEST_CHANGES} AND {CONSISTENCY}e0 * {spread} > {NOISE!r}"
    distance = f"CASE WHEN {enough} THEN ({change} - {centre}) / ({CONSISTENCY}e0 * {spread}) END"
    return SqlValue(number=frame.column(distance))


def _year_before(scope: SqlScope) -> SqlScope:
    return SqlScope(scope.level, scope.lag + 1, scope.sex, turn=scope.turn)


SQL_CALLS: dict[str, SqlFunction] = {
    "abs": _absolute,
    "min": _extreme,
    "max": _extreme,
    "coalesce": _coalesce,
    "null": _null,
    "status": _status,
    "sumS": units.sum_over_units,
    "sumB": units.sum_over_units,
    "max_B": units.settle_over_units,
    "any_S": units.settle_over_units,
    "all_S": units.settle_over_units,
    "any_B": units.settle_over_units,
    "all_B": units.settle_over_units,
    "set": units.settle_over_units,
    "set_S": units.settle_over_units,
    "sum_func": units.sum_over_codes,
    "sum_age": units.sum_over_codes,
    "count": conditions.counted,
    "log10": _logarithm,
    "robust_z": _robust_distance,
    "multiplier": cell_frame.about_cell,
    "unit_mult": cell_frame.about_cell,
    "currency": cell_frame.about_cell,
    "prefill": cell_frame.about_cell,
    "repeated": cell_frame.about_cell,
    "round_run": cell_frame.about_cell,
    "starts_with": _starts_with,
    "unique": _is_unique,
    "reported": cell_frame.is_reported,
    "same_fiscal_year": cell_frame.has_same_fiscal_year,
    "count_cells": cell_frame.over_cells,
    "median_cells": cell_frame.over_cells,
}
"""Functions that can be said in SQL, by name. `codelist` can in `cell in codelist(item)`, and nowhere else."""
